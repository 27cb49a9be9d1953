/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * provoke - makes TCP resets, each of one cause, exactly as many as asked for.
 *
 *	provoke --here NETNS [--there NETNS]
 *		[-6 | --mapped] [--client] CAUSE COUNT [PORT] [and ...]
 *
 * 'here' is the host that is watched, 'there' its peer; one process owns the
 * sockets of both, so the order of things is fixed.  Without --there both ends
 * are on the loopback of 'here'.  Nothing is left to time: each step waits until
 * the kernel says that the one before has had its effect.
 *
 * Prints a line for each reset that 'here' sends or accepts:
 *	sent|received LOCAL PORT REMOTE PORT PID
 * Exit status: 0, 1 on failure, 77 if this kernel cannot do it.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define UNREAD_BYTES	1009
#define LIMIT_S		60	/* for the whole program; emulation is slow */
#define RAW_PORT	7001	/* below the range that connect() picks from */
#define CANNOT		77

struct host {
	int	ns;
	const char *addr4, *addr6;
};

static struct host here = { -1, "192.0.2.1", "2001:db8::1" };
static struct host there = { -1, "192.0.2.2", "2001:db8::2" };

static const char *device = "eth0";
static int family = AF_INET;
static bool mapped;		/* IPv4 through IPv6 sockets */
static bool client;		/* 'here' is the end that connects */
static unsigned int count;
static unsigned int port;
static int listener = -1;	/* of open_pair(); -1: not yet */

/* What is being waited for, should the time limit strike. */
static const char *volatile waiting = "nothing";

static void on_alarm(int sig)
{
	(void)sig;
	dprintf(STDERR_FILENO, "provoke: timed out waiting for %s\n", waiting);
	_exit(1);
}

/* Lets others run between two looks at a condition. */
static void breathe(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = 200000 }, NULL);
}

static void enter(const struct host *host)
{
	if (setns(host->ns, CLONE_NEWNET))
		err(1, "setns");
}

static int open_netns(const char *name)
{
	char path[256];
	int fd;

	snprintf(path, sizeof(path), "/run/netns/%s", name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		err(1, "%s", path);
	return fd;
}

/* --- addresses and sockets --- */

static socklen_t address(const struct host *host, unsigned int at, struct sockaddr_storage *ret)
{
	struct sockaddr_in *in = (void *)ret;
	struct sockaddr_in6 *in6 = (void *)ret;
	char text[64];

	memset(ret, 0, sizeof(*ret));
	if (family == AF_INET && !mapped) {
		in->sin_family = AF_INET;
		in->sin_port = htons(at);
		inet_pton(AF_INET, host->addr4, &in->sin_addr);
		return sizeof(*in);
	}
	snprintf(text, sizeof(text), "%s%s", mapped ? "::ffff:" : "",
		 mapped ? host->addr4 : host->addr6);
	in6->sin6_family = AF_INET6;
	in6->sin6_port = htons(at);
	inet_pton(AF_INET6, text, &in6->sin6_addr);
	return sizeof(*in6);
}

static const char *text_of(const struct host *host)
{
	return family == AF_INET ? host->addr4 : host->addr6;
}

/* A socket of @host, bound to its address; @at 0: the kernel picks a port. */
static int bound(const struct host *host, int type, unsigned int at)
{
	struct sockaddr_storage addr;
	socklen_t len = address(host, at, &addr);
	int fd, one = 1;

	enter(host);
	fd = socket(addr.ss_family, type | SOCK_CLOEXEC, 0);
	if (fd < 0)
		err(1, "socket");
	if (type == SOCK_STREAM && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)))
		err(1, "SO_REUSEADDR");
	if (bind(fd, (void *)&addr, len))
		err(1, "bind to port %u", at);
	return fd;
}

static int listening(const struct host *host, int backlog)
{
	int fd = bound(host, SOCK_STREAM, port);

	if (listen(fd, backlog))
		err(1, "listen");
	return fd;
}

static unsigned int port_of(int fd)
{
	struct sockaddr_storage addr;
	socklen_t len = sizeof(addr);

	if (getsockname(fd, (void *)&addr, &len))
		err(1, "getsockname");
	return ntohs(((struct sockaddr_in *)&addr)->sin_port);
}

static int try_connect(int fd, const struct host *host)
{
	struct sockaddr_storage addr;
	socklen_t len = address(host, port, &addr);

	waiting = "a connection";
	return connect(fd, (void *)&addr, len);
}

/* --- what is waited for --- */

static void tcp_info(int fd, struct tcp_info *ret)
{
	socklen_t len = sizeof(*ret);

	memset(ret, 0, sizeof(*ret));
	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, ret, &len))
		err(1, "TCP_INFO");
}

static void await_state(int fd, int state, const char *what)
{
	struct tcp_info info;

	waiting = what;
	for (tcp_info(fd, &info); info.tcpi_state != state; tcp_info(fd, &info))
		breathe();
}

/* Also of a listener: there tcpi_unacked is the length of the accept queue. */
static void await_unacked(int fd, unsigned int n, const char *what)
{
	struct tcp_info info;

	waiting = what;
	for (tcp_info(fd, &info); info.tcpi_unacked != n; tcp_info(fd, &info))
		breathe();
}

static void await_unread(int fd, int n)
{
	int unread = 0;

	waiting = "unread data";
	for (;;) {
		if (ioctl(fd, SIOCINQ, &unread))
			err(1, "SIOCINQ");
		if (unread >= n)
			return;
		breathe();
	}
}

/* The reset has arrived: nothing that this end does now makes another. */
static void await_reset(int fd)
{
	await_state(fd, TCP_CLOSE, "a reset to arrive");
}

/*
 * Waits until the packets sent from 'there' before have been dealt with: the
 * program stays on one CPU, so a datagram sent now is handled after them.
 */
static void await_quiet(void)
{
	int from = bound(&there, SOCK_DGRAM, 0), to = bound(&here, SOCK_DGRAM, 0);
	struct sockaddr_storage addr;
	socklen_t len = address(&here, port_of(to), &addr);
	char byte = 0;

	waiting = "a datagram";
	if (sendto(from, &byte, 1, 0, (void *)&addr, len) != 1)
		err(1, "sendto");
	if (recv(to, &byte, 1, 0) != 1)
		err(1, "recv");
	close(from);
	close(to);
}

/* --- connections --- */

struct pair {
	int		here, there;
	unsigned int	here_port, there_port;
};

static void open_pair(struct pair *pair)
{
	int first, second;

	if (listener < 0)
		listener = listening(client ? &there : &here, 128);
	first = bound(client ? &here : &there, SOCK_STREAM, 0);
	if (try_connect(first, client ? &there : &here))
		err(1, "connect");
	second = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	if (second < 0)
		err(1, "accept");
	pair->here = client ? first : second;
	pair->there = client ? second : first;
	pair->here_port = port_of(pair->here);
	pair->there_port = port_of(pair->there);
}

static void say(const char *direction, unsigned int here_port, unsigned int there_port)
{
	printf("%s %s %u %s %u %d\n", direction, text_of(&here), here_port,
	       text_of(&there), there_port, getpid());
}

/* On loopback the peer's end is 'here' too: it sees the other half. */
static void say_pair(const char *direction, const struct pair *pair)
{
	say(direction, pair->here_port, pair->there_port);
	if (here.ns != there.ns)
		return;
	say(strcmp(direction, "sent") ? "sent" : "received", pair->there_port, pair->here_port);
}

static void send_bytes(int fd, size_t n)
{
	static const char zero[UNREAD_BYTES];

	if (write(fd, zero, n) != (ssize_t)n)
		err(1, "write");
}

static void linger_zero(int fd)
{
	struct linger none = { .l_onoff = 1 };

	if (setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof(none)))
		err(1, "SO_LINGER");
}

static void set_tcp(int fd, int option, int value)
{
	if (setsockopt(fd, IPPROTO_TCP, option, &value, sizeof(value)))
		err(1, "TCP option %d", option);
}

/* 'here' has said that it is done, and its peer has heard. */
static void half_close(struct pair *pair)
{
	shutdown(pair->here, SHUT_WR);
	await_state(pair->here, TCP_FIN_WAIT2, "FIN_WAIT2");
}

/* The peer has said that it is done. */
static void half_close_there(struct pair *pair)
{
	shutdown(pair->there, SHUT_WR);
	await_state(pair->here, TCP_CLOSE_WAIT, "CLOSE_WAIT");
	await_state(pair->there, TCP_FIN_WAIT2, "FIN_WAIT2");
}

/* Ends a pair whose 'here' reset 'there'. */
static void finish(struct pair *pair)
{
	await_reset(pair->there);
	close(pair->there);
}

/* --- causes made with sockets --- */

static void close_unread(void)
{
	struct pair pair;

	open_pair(&pair);
	send_bytes(pair.there, UNREAD_BYTES);
	await_unread(pair.here, UNREAD_BYTES);
	say_pair("sent", &pair);
	close(pair.here);
	finish(&pair);
}

static void close_unread_after_fin(void)
{
	struct pair pair;

	open_pair(&pair);
	send_bytes(pair.there, UNREAD_BYTES);
	await_unread(pair.here, UNREAD_BYTES);
	half_close_there(&pair);
	say_pair("sent", &pair);
	close(pair.here);
	finish(&pair);
}

static void close_linger_zero(void)
{
	struct pair pair;

	open_pair(&pair);
	linger_zero(pair.here);
	say_pair("sent", &pair);
	close(pair.here);
	finish(&pair);
}

static void close_linger_zero_after_fin(void)
{
	struct pair pair;

	open_pair(&pair);
	half_close_there(&pair);
	linger_zero(pair.here);
	say_pair("sent", &pair);
	close(pair.here);
	finish(&pair);
}

/* The other end, like any that is killed: close() is the kernel's. */
static void killed_unread(void)
{
	struct pair pair;
	pid_t pid;
	int fds[2];
	char byte;

	open_pair(&pair);
	send_bytes(pair.there, UNREAD_BYTES);
	await_unread(pair.here, UNREAD_BYTES);
	if (pipe2(fds, O_CLOEXEC))
		err(1, "pipe");
	pid = fork();
	if (pid < 0)
		err(1, "fork");
	if (!pid) {
		close(pair.there);
		if (write(fds[1], "", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	if (read(fds[0], &byte, 1) != 1)
		err(1, "child");
	close(pair.here);
	printf("sent %s %u %s %u %d\n", text_of(&here), pair.here_port,
	       text_of(&there), pair.there_port, pid);
	kill(pid, SIGKILL);
	finish(&pair);
	close(fds[0]);
	close(fds[1]);
}

static void refuse(const struct host *from, const struct host *to, const char *direction)
{
	int fd = bound(from, SOCK_STREAM, 0);
	unsigned int from_port = port_of(fd);

	if (!try_connect(fd, to) || errno != ECONNREFUSED)
		err(1, "connect was not refused");
	if (from == &there) {
		say(direction, port, from_port);
		if (here.ns == there.ns)
			say("received", from_port, port);
	} else {
		say(direction, from_port, port);
	}
	close(fd);
}

static void no_listener(void)
{
	refuse(&there, &here, "sent");
}

static void connect_refused(void)
{
	refuse(&here, &there, "received");
}

/* close() in FIN_WAIT2 leaves a TIME_WAIT stub, and that is what answers. */
static void data_after_close(void)
{
	struct pair pair;

	open_pair(&pair);
	half_close(&pair);
	close(pair.here);
	say_pair("sent", &pair);
	send_bytes(pair.there, 1);
	finish(&pair);
}

/* A FIN_WAIT2 of more than 60 s is kept as a full socket. */
static void data_after_close_full(void)
{
	struct pair pair;

	open_pair(&pair);
	set_tcp(pair.here, TCP_LINGER2, 100);
	half_close(&pair);
	close(pair.here);
	say_pair("sent", &pair);
	send_bytes(pair.there, 1);
	finish(&pair);
}

static void data_after_shutdown(void)
{
	struct pair pair;

	open_pair(&pair);
	half_close(&pair);
	shutdown(pair.here, SHUT_RD);
	say_pair("sent", &pair);
	send_bytes(pair.there, 1);
	finish(&pair);
	close(pair.here);
}

static void close_linger2(bool in_fin_wait2)
{
	struct pair pair;

	open_pair(&pair);
	set_tcp(pair.here, TCP_LINGER2, -1);
	if (in_fin_wait2)
		half_close(&pair);
	say_pair("sent", &pair);
	close(pair.here);
	finish(&pair);
}

static void linger2_in_fin_wait2(void)
{
	close_linger2(true);
}

static void linger2_before_fin_ack(void)
{
	close_linger2(false);
}

static void connect_unspec(void)
{
	struct sockaddr none = { .sa_family = AF_UNSPEC };
	struct pair pair;

	open_pair(&pair);
	say_pair("sent", &pair);
	if (connect(pair.here, &none, sizeof(none)))
		err(1, "connect to nobody");
	finish(&pair);
	close(pair.here);
}

static void reset_by_peer(bool after_fin)
{
	struct pair pair;

	open_pair(&pair);
	if (after_fin)
		half_close_there(&pair);
	linger_zero(pair.there);
	say_pair("received", &pair);
	close(pair.there);
	await_reset(pair.here);
	close(pair.here);
}

static void peer_reset(void)
{
	reset_by_peer(false);
}

static void peer_reset_after_fin(void)
{
	reset_by_peer(true);
}

/* What 'ss -K' does. */
static void destroyed(void)
{
	struct {
		struct nlmsghdr head;
		struct inet_diag_req_v2 req;
	} ask = {
		.head = {
			.nlmsg_len = sizeof(ask),
			.nlmsg_type = SOCK_DESTROY,
			.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK,
		},
		.req = {
			.sdiag_family = family,
			.sdiag_protocol = IPPROTO_TCP,
			.idiag_states = -1,
			.id = { .idiag_cookie = { INET_DIAG_NOCOOKIE, INET_DIAG_NOCOOKIE } },
		},
	};
	struct { struct nlmsghdr head; struct nlmsgerr error; char more[256]; } answer;
	struct pair pair;
	int fd;

	open_pair(&pair);
	ask.req.id.idiag_sport = htons(pair.here_port);
	ask.req.id.idiag_dport = htons(pair.there_port);
	inet_pton(family, text_of(&here), ask.req.id.idiag_src);
	inet_pton(family, text_of(&there), ask.req.id.idiag_dst);
	enter(&here);
	fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
	if (fd < 0)
		err(CANNOT, "sock_diag");
	say_pair("sent", &pair);
	if (send(fd, &ask, sizeof(ask), 0) < 0 || recv(fd, &answer, sizeof(answer), 0) < 0)
		err(1, "sock_diag");
	if (answer.error.error)
		errx(CANNOT, "this kernel destroys no sockets: %s", strerror(-answer.error.error));
	close(fd);
	finish(&pair);
	close(pair.here);
}

/* --- causes that need all of their connections at once --- */

static void fill_queue(int queue, int *fds, bool with_data)
{
	unsigned int i;

	for (i = 0; i < count; i++) {
		fds[i] = bound(&there, SOCK_STREAM, 0);
		if (try_connect(fds[i], &here))
			err(1, "connect");
		if (!with_data)
			continue;
		send_bytes(fds[i], UNREAD_BYTES);
		await_unacked(fds[i], 0, "data to be acknowledged");
	}
	await_unacked(queue, count, "the accept queue to fill");
}

static void close_listener(bool with_data)
{
	int queue = listening(&here, count), fds[count];
	struct pair pair = { .here_port = port };
	unsigned int i;

	fill_queue(queue, fds, with_data);
	for (i = 0; i < count; i++) {
		pair.there_port = port_of(fds[i]);
		say_pair("sent", &pair);
	}
	close(queue);
	for (i = 0; i < count; i++) {
		await_reset(fds[i]);
		close(fds[i]);
	}
}

static void listener_closed(void)
{
	close_listener(false);
}

static void listener_closed_unread(void)
{
	close_listener(true);
}

/* The peers are there, and deaf: a filter on their sockets drops what comes. */
static void keepalive_timeout(void)
{
	struct sock_filter drop = { .code = BPF_RET | BPF_K };
	struct sock_fprog deaf = { .len = 1, .filter = &drop };
	struct pair pairs[count], *pair;
	int on = 1;

	for (pair = pairs; pair < pairs + count; pair++) {
		open_pair(pair);
		if (setsockopt(pair->there, SOL_SOCKET, SO_ATTACH_FILTER, &deaf, sizeof(deaf)))
			err(1, "SO_ATTACH_FILTER");
		set_tcp(pair->here, TCP_KEEPIDLE, 1);
		set_tcp(pair->here, TCP_KEEPINTVL, 1);
		set_tcp(pair->here, TCP_KEEPCNT, 1);
		if (setsockopt(pair->here, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on)))
			err(1, "SO_KEEPALIVE");
	}
	for (pair = pairs; pair < pairs + count; pair++) {
		say("sent", pair->here_port, pair->there_port);
		await_state(pair->here, TCP_CLOSE, "keepalive to give up");
		close(pair->here);
		/* The peer never heard of it: under repair it leaves without a word. */
		set_tcp(pair->there, TCP_REPAIR, 1);
		close(pair->there);
	}
}

/*
 * TCP_DEFER_ACCEPT holds handshakes back until data comes: then the first fills
 * the accept queue of one place, and all others overflow it.
 */
static void accept_overflow(void)
{
	struct pair pair = { .here_port = port };
	int queue, knob, fds[count + 1];
	unsigned int i;

	enter(&here);
	knob = open("/proc/sys/net/ipv4/tcp_abort_on_overflow", O_WRONLY | O_CLOEXEC);
	if (knob < 0 || write(knob, "1", 1) != 1)
		err(1, "tcp_abort_on_overflow");
	close(knob);
	queue = bound(&here, SOCK_STREAM, port);
	set_tcp(queue, TCP_DEFER_ACCEPT, 30);
	/* A larger queue of half-open ones, made small when they are there. */
	if (listen(queue, 2 * count))
		err(1, "listen");
	for (i = 0; i <= count; i++) {
		fds[i] = bound(&there, SOCK_STREAM, 0);
		if (try_connect(fds[i], &here))
			err(1, "connect");
	}
	if (listen(queue, 0))
		err(1, "listen");
	send_bytes(fds[0], 1);
	await_unacked(queue, 1, "the accept queue to fill");
	for (i = 1; i <= count; i++) {
		pair.there_port = port_of(fds[i]);
		say_pair("sent", &pair);
		send_bytes(fds[i], 1);
		await_reset(fds[i]);
		close(fds[i]);
	}
	/* The one that got in ends in peace. */
	i = accept4(queue, NULL, NULL, SOCK_CLOEXEC);
	await_unread(i, 1);
	if (read(i, (char[1]){ 0 }, 1) != 1)
		err(1, "read");
	close(i);
	close(fds[0]);
	await_quiet();
	close(queue);
}

/* --- causes made with hand-made segments, sent by a packet socket --- */

static uint32_t sum(uint32_t so_far, const void *data, size_t len)
{
	const uint8_t *at = data;
	size_t i;

	for (i = 0; i < len; i++)
		so_far += i & 1 ? at[i] : (uint32_t)at[i] << 8;
	return so_far;
}

static uint16_t fold(uint32_t so_far)
{
	while (so_far >> 16)
		so_far = (so_far & 0xffff) + (so_far >> 16);
	return htons(~so_far & 0xffff);
}

enum { FIN = 0x01, SYN = 0x02, RST = 0x04, ACK = 0x10 };

struct segment {
	uint8_t		flags;
	bool		md5;		/* carries a TCP-MD5 signature */
	const char	*to;		/* NULL: the address of 'here' */
};

static uint8_t mac_of_here[ETH_ALEN];

static int packet_socket(struct sockaddr_ll *ret)
{
	struct ifreq ifr;
	int fd, any;

	memset(&ifr, 0, sizeof(ifr));
	snprintf(ifr.ifr_name, sizeof(ifr.ifr_name), "%s", device);
	any = bound(&here, SOCK_DGRAM, 0);
	if (ioctl(any, SIOCGIFHWADDR, &ifr))
		err(1, "%s", device);
	memcpy(mac_of_here, ifr.ifr_hwaddr.sa_data, ETH_ALEN);
	close(any);

	enter(&there);
	fd = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		err(1, "packet socket");
	memset(ret, 0, sizeof(*ret));
	ret->sll_family = AF_PACKET;
	ret->sll_protocol = htons(family == AF_INET ? ETH_P_IP : ETH_P_IPV6);
	ret->sll_ifindex = if_nametoindex(device);
	ret->sll_halen = ETH_ALEN;
	if (bind(fd, (void *)ret, sizeof(*ret)))
		err(1, "bind to %s", device);
	memcpy(ret->sll_addr, mac_of_here, ETH_ALEN);
	return fd;
}

/* Waits for the answer to a segment that came from @from. */
static void await_answer(int fd, unsigned int from)
{
	size_t ip = family == AF_INET ? sizeof(struct iphdr) : sizeof(struct ip6_hdr);
	uint8_t packet[2048];
	struct tcphdr tcp;
	ssize_t len;

	waiting = "the answer to a segment";
	for (;;) {
		len = recv(fd, packet, sizeof(packet), 0);
		if (len < 0)
			err(1, "recv");
		if ((size_t)len < ip + sizeof(tcp))
			continue;
		memcpy(&tcp, packet + ip, sizeof(tcp));
		if (tcp.rst && tcp.source == htons(port) && tcp.dest == htons(from))
			return;
	}
}

static void send_segment(int fd, const struct sockaddr_ll *to, const struct segment *segment,
			 unsigned int from)
{
	uint8_t packet[128] = { 0 }, *tcp_at;
	size_t tcp_len = sizeof(struct tcphdr) + (segment->md5 ? 20 : 0);
	const char *dest = segment->to ? segment->to : text_of(&here);
	struct tcphdr tcp = {
		.source = htons(from),
		.dest = htons(port),
		.seq = htonl(1000003),
		.ack_seq = htonl(segment->flags & ACK ? 2000003 : 0),
		.doff = tcp_len / 4,
		.syn = !!(segment->flags & SYN),
		.rst = !!(segment->flags & RST),
		.ack = !!(segment->flags & ACK),
		.fin = !!(segment->flags & FIN),
		.window = htons(1024),
	};
	uint32_t check = IPPROTO_TCP + tcp_len;
	size_t ip_len;

	if (family == AF_INET) {
		struct iphdr ip = {
			.version = 4, .ihl = 5, .ttl = 64, .protocol = IPPROTO_TCP,
			.tot_len = htons(sizeof(ip) + tcp_len),
		};

		inet_pton(AF_INET, text_of(&there), &ip.saddr);
		inet_pton(AF_INET, dest, &ip.daddr);
		ip.check = fold(sum(0, &ip, sizeof(ip)));
		check = sum(check, &ip.saddr, 8);
		ip_len = sizeof(ip);
		memcpy(packet, &ip, ip_len);
	} else {
		struct ip6_hdr ip = {
			.ip6_flow = htonl(6U << 28), .ip6_hlim = 64, .ip6_nxt = IPPROTO_TCP,
			.ip6_plen = htons(tcp_len),
		};

		inet_pton(AF_INET6, text_of(&there), &ip.ip6_src);
		inet_pton(AF_INET6, dest, &ip.ip6_dst);
		check = sum(check, &ip.ip6_src, 32);
		ip_len = sizeof(ip);
		memcpy(packet, &ip, ip_len);
	}
	tcp_at = packet + ip_len;
	memcpy(tcp_at, &tcp, sizeof(tcp));
	if (segment->md5) {
		tcp_at[20] = TCPOPT_NOP;
		tcp_at[21] = TCPOPT_NOP;
		tcp_at[22] = 19;	/* RFC 2385 */
		tcp_at[23] = 18;
	}
	tcp.check = fold(sum(check, tcp_at, tcp_len));
	memcpy(tcp_at, &tcp, sizeof(tcp));
	if (sendto(fd, packet, ip_len + tcp_len, 0, (void *)to, sizeof(*to)) < 0)
		err(1, "sendto %s", device);
}

static void send_segments(const struct segment *segment, bool answered)
{
	struct sockaddr_ll to;
	int fd = packet_socket(&to);
	unsigned int i;

	for (i = 0; i < count; i++) {
		send_segment(fd, &to, segment, RAW_PORT + i);
		if (!answered)
			continue;
		await_answer(fd, RAW_PORT + i);
		say("sent", port, RAW_PORT + i);
	}
	await_quiet();
	close(fd);
}

static void stray_ack(void)
{
	send_segments(&(struct segment){ .flags = ACK }, true);
}

static void stray_syn_ack(void)
{
	send_segments(&(struct segment){ .flags = SYN | ACK }, true);
}

static void ack_to_listener(void)
{
	int queue = listening(&here, 1);

	send_segments(&(struct segment){ .flags = ACK }, true);
	close(queue);
}

static void stray_rst(void)
{
	send_segments(&(struct segment){ .flags = RST }, false);
	send_segments(&(struct segment){ .flags = RST | ACK }, false);
}

static void rst_to_listener(void)
{
	int queue = listening(&here, 1);

	stray_rst();
	close(queue);
}

static void stray_md5(void)
{
	send_segments(&(struct segment){ .flags = ACK, .md5 = true }, false);
	send_segments(&(struct segment){ .flags = SYN, .md5 = true }, false);
}

/* To our MAC address, but to an IP address that is nobody's in particular. */
static void stray_to_all(void)
{
	const char *all = family == AF_INET ? "192.0.2.255" : "ff02::1";

	send_segments(&(struct segment){ .flags = ACK, .to = all }, false);
	send_segments(&(struct segment){ .flags = SYN, .to = all }, false);
}

static void await_link(void)
{
	int from = bound(&there, SOCK_DGRAM, 0), to = bound(&here, SOCK_DGRAM, 0);
	struct pollfd arrived = { .fd = to, .events = POLLIN };
	struct sockaddr_storage addr;
	socklen_t len = address(&here, port_of(to), &addr);

	waiting = "the link";
	do
		sendto(from, "", 1, 0, (void *)&addr, len);
	while (poll(&arrived, 1, 20) < 1);
	close(from);
	close(to);
}

/* A new link loses packets until its queue is in place: wait for one that passes. */
static void nothing(void)
{
	family = AF_INET;
	await_link();
	family = AF_INET6;
	await_link();
}

/* --- */

static const struct cause {
	const char	*name;
	void		(*one)(void);	/* called 'count' times */
	void		(*all)(void);	/* called once */
} causes[] = {
	{ "nothing",			.all = nothing },
	{ "close-unread",		.one = close_unread },
	{ "close-unread-after-fin",	.one = close_unread_after_fin },
	{ "killed-unread",		.one = killed_unread },
	{ "linger-zero",		.one = close_linger_zero },
	{ "linger-zero-after-fin",	.one = close_linger_zero_after_fin },
	{ "linger2-in-fin-wait2",	.one = linger2_in_fin_wait2 },
	{ "linger2-before-fin-ack",	.one = linger2_before_fin_ack },
	{ "connect-unspec",		.one = connect_unspec },
	{ "destroyed",			.one = destroyed },
	{ "keepalive-timeout",		.all = keepalive_timeout },
	{ "listener-closed",		.all = listener_closed },
	{ "listener-closed-unread",	.all = listener_closed_unread },
	{ "accept-overflow",		.all = accept_overflow },
	{ "no-listener",		.one = no_listener },
	{ "data-after-close",		.one = data_after_close },
	{ "data-after-close-full",	.one = data_after_close_full },
	{ "data-after-shutdown",	.one = data_after_shutdown },
	{ "stray-ack",			.all = stray_ack },
	{ "stray-syn-ack",		.all = stray_syn_ack },
	{ "ack-to-listener",		.all = ack_to_listener },
	{ "peer-reset",			.one = peer_reset },
	{ "peer-reset-after-fin",	.one = peer_reset_after_fin },
	{ "connect-refused",		.one = connect_refused },
	{ "stray-rst",			.all = stray_rst },
	{ "rst-to-listener",		.all = rst_to_listener },
	{ "stray-md5",			.all = stray_md5 },
	{ "stray-to-all",		.all = stray_to_all },
};

static const struct cause *find_cause(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(causes) / sizeof(causes[0]); i++)
		if (!strcmp(causes[i].name, name))
			return &causes[i];
	errx(1, "no such cause: %s", name);
}

static void stay_on_one_cpu(void)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(sched_getcpu(), &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		err(1, "sched_setaffinity");
}

/* Options, a cause, a count and perhaps a port.  Returns what stands behind. */
static char **provoke(char **argv)
{
	const struct cause *cause;

	family = AF_INET;
	mapped = false;
	client = false;
	port = 4242;
	for (; *argv && **argv == '-'; argv++) {
		if (!strcmp(*argv, "-6"))
			family = AF_INET6;
		else if (!strcmp(*argv, "--mapped"))
			mapped = true;
		else if (!strcmp(*argv, "--client"))
			client = true;
		else
			errx(1, "no such option: %s", *argv);
	}
	if (!argv[0] || !argv[1])
		errx(1, "usage: see the head of provoke.c");
	cause = find_cause(*argv++);
	count = strtoul(*argv++, NULL, 10);
	if (*argv && strcmp(*argv, "and"))
		port = strtoul(*argv++, NULL, 10);

	if (cause->all)
		cause->all();
	else
		for (unsigned int i = 0; i < count; i++)
			cause->one();
	if (listener >= 0)
		close(listener);
	listener = -1;
	return argv;
}

int main(int argc, char **argv)
{
	for (argv++; *argv && argc > 2; argv += 2) {
		if (!strcmp(*argv, "--here") && argv[1])
			here.ns = open_netns(argv[1]);
		else if (!strcmp(*argv, "--there") && argv[1])
			there.ns = open_netns(argv[1]);
		else
			break;
	}
	if (here.ns < 0)
		errx(1, "usage: see the head of provoke.c");
	if (there.ns < 0) {
		there.ns = here.ns;
		here.addr4 = there.addr4 = "127.0.0.1";
		here.addr6 = there.addr6 = "::1";
		device = "lo";
	}

	signal(SIGPIPE, SIG_IGN);
	signal(SIGCHLD, SIG_IGN);
	signal(SIGALRM, on_alarm);
	alarm(LIMIT_S);
	stay_on_one_cpu();

	do
		argv = provoke(argv);
	while (*argv && !strcmp(*argv++, "and"));
	return 0;
}
