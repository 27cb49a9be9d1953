/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * explain.c - every verdict on the facts that prove it, and on those that nearly
 * do: there it must say "unclassified", or that it is not certain.
 */
#include "tap.h"

#include <string.h>
#include <sys/socket.h>

#include "explain/reset.h"
#include "explain/tcp.h"

#define CERTAIN		1
#define INFERRED	0

#define SYN	TCP_FLAG_SYN
#define ACK	TCP_FLAG_ACK
#define RST	TCP_FLAG_RST
#define FIN	TCP_FLAG_FIN

/* Everything that a hook reads of a full socket, and of the current task. */
#define SOCK	(RST_KNOWS_SOCK | RST_KNOWS_TASK)
#define SEG	RST_KNOWS_SEGMENT

#define CLOSED	RST_SOCK_DEAD | RST_SOCK_RCV_SHUTDOWN | RST_SOCK_NO_FILE

static const struct explain_case {
	const char	*name;
	struct rst_event event;
	const char	*reason;
	const char	*callers[RESET_CALLERS];
	const char	*verdict;
	int		certain;
	const char	*sentence;	/* NULL: any */
	const char	*evidence;	/* "key=value key=value"; NULL: any */
} cases[] = {
	/* close-unread */
	{ "close-unread: v6.12",
	  { .kind = RST_ACTIVE, .known = SOCK, .unread_bytes = 1432, .state = TCP_STATE_CLOSE_WAIT },
	  "TCP_ABORT_ON_CLOSE", { "__tcp_close", "tcp_close", "inet_release" },
	  "close-unread", CERTAIN, "closed with 1432 bytes unread",
	  "unread_bytes=1432 kernel_reason=TCP_ABORT_ON_CLOSE" },
	{ "close-unread: one byte, v5.10",
	  { .kind = RST_ACTIVE, .known = SOCK, .unread_bytes = 1 },
	  NULL, { "__tcp_close", "tcp_close" },
	  "close-unread", CERTAIN, "closed with 1 byte unread", "unread_bytes=1" },
	{ "close-unread: the hooked function among its callers",
	  { .kind = RST_ACTIVE, .known = SOCK, .unread_bytes = 7 },
	  NULL, { "tcp_send_active_reset", "__tcp_close", "tcp_close" },
	  "close-unread", CERTAIN, NULL, NULL },
	{ "close-unread: an empty segment in the queue of an old kernel",
	  { .kind = RST_ACTIVE, .known = SOCK },
	  NULL, { "__tcp_close" },
	  "close-unread", CERTAIN, "closed with data unread", "" },
	{ "close-unread: wins over SO_LINGER 0",
	  { .kind = RST_ACTIVE, .known = SOCK, .unread_bytes = 5, .sock_flags = RST_SOCK_LINGER0 },
	  "TCP_ABORT_ON_CLOSE", { "__tcp_close", "tcp_close" },
	  "close-unread", CERTAIN, "closed with 5 bytes unread", NULL },
	{ "close-unread: v6.10, which does not specify",
	  { .kind = RST_ACTIVE, .known = SOCK, .unread_bytes = 5 },
	  "NOT_SPECIFIED", { "__tcp_close" },
	  "close-unread", CERTAIN, NULL, "unread_bytes=5" },
	{ "close-unread: symbols hidden, reason told",
	  { .kind = RST_ACTIVE, .known = SOCK, .unread_bytes = 5 },
	  "TCP_ABORT_ON_CLOSE", { NULL },
	  "close-unread", INFERRED, NULL, NULL },
	{ "close-unread: caller and reason, socket not readable",
	  { .kind = RST_ACTIVE },
	  "TCP_ABORT_ON_CLOSE", { "__tcp_close" },
	  "close-unread", CERTAIN, "closed with data unread", NULL },
	{ "near close-unread: symbols hidden, nothing told",
	  { .kind = RST_ACTIVE, .known = SOCK, .unread_bytes = 5 },
	  NULL, { NULL }, "unclassified", INFERRED, "no rule fits", "" },
	{ "near close-unread: symbols hidden, MPTCP says the same with nothing unread",
	  { .kind = RST_ACTIVE, .known = SOCK },
	  "TCP_ABORT_ON_CLOSE", { NULL }, "unclassified", INFERRED, NULL, NULL },
	{ "near close-unread: MPTCP's fastclose",
	  { .kind = RST_ACTIVE, .known = SOCK, .unread_bytes = 5 },
	  "TCP_ABORT_ON_CLOSE", { "mptcp_do_fastclose", "__mptcp_close" },
	  "unclassified", INFERRED,
	  "no rule fits (kernel: TCP_ABORT_ON_CLOSE, from mptcp_do_fastclose)", NULL },
	{ "near close-unread: TCP_LINGER2 below zero",
	  { .kind = RST_ACTIVE, .known = SOCK, .unread_bytes = 5,
	    .sock_flags = RST_SOCK_DEAD | RST_SOCK_LINGER2_NEG },
	  NULL, { "__tcp_close" }, "unclassified", INFERRED, NULL, NULL },
	{ "near close-unread: an orphan, out of memory",
	  { .kind = RST_ACTIVE, .known = SOCK, .sock_flags = RST_SOCK_DEAD },
	  "TCP_ABORT_ON_MEMORY", { "__tcp_close" },
	  "unclassified", INFERRED, "no rule fits (kernel: TCP_ABORT_ON_MEMORY, from __tcp_close)",
	  "caller=__tcp_close kernel_reason=TCP_ABORT_ON_MEMORY" },
	{ "near close-unread: the kernel names another reason",
	  { .kind = RST_ACTIVE, .known = SOCK, .unread_bytes = 5 },
	  "TCP_ABORT_ON_LINGER", { "__tcp_close" }, "unclassified", INFERRED, NULL, NULL },
	{ "near close-unread: socket not readable, no reason",
	  { .kind = RST_ACTIVE }, NULL, { "__tcp_close" }, "unclassified", INFERRED, NULL, NULL },
	{ "near close-unread: keepalive, with unread data",
	  { .kind = RST_ACTIVE, .known = SOCK, .unread_bytes = 5 },
	  NULL, { "tcp_keepalive_timer", "call_timer_fn", "__tcp_close" },
	  "unclassified", INFERRED, "no rule fits (from tcp_keepalive_timer)", NULL },
	{ "near close-unread: killed, with unread data",
	  { .kind = RST_ACTIVE, .known = SOCK, .unread_bytes = 5 },
	  "TCP_STATE", { "tcp_abort", "tcp_diag_destroy" },
	  "unclassified", INFERRED, "no rule fits (kernel: TCP_STATE, from tcp_abort)", NULL },
	{ "near close-unread: answers a segment inside somebody's close()",
	  { .kind = RST_PASSIVE, .known = SEG, .tcp_flags = ACK | FIN },
	  NULL, { "tcp_v4_rcv", "ip_local_deliver_finish", "__tcp_close" },
	  "unclassified", INFERRED, "no rule fits (from tcp_v4_rcv)", NULL },

	/* linger-zero */
	{ "linger-zero: v6.12",
	  { .kind = RST_ACTIVE, .known = SOCK, .sock_flags = RST_SOCK_LINGER0 },
	  "TCP_STATE", { "tcp_disconnect", "__tcp_close", "tcp_close" },
	  "linger-zero", CERTAIN, "closed with SO_LINGER 0",
	  "linger_s=0 unsent_bytes=0 kernel_reason=TCP_STATE" },
	{ "linger-zero: v5.10, with unsent data",
	  { .kind = RST_ACTIVE, .known = SOCK, .sock_flags = RST_SOCK_LINGER0, .unsent_bytes = 977 },
	  NULL, { "tcp_disconnect", "__tcp_close", "tcp_close" },
	  "linger-zero", CERTAIN, "closed with SO_LINGER 0, 977 bytes never sent",
	  "linger_s=0 unsent_bytes=977" },
	{ "linger-zero: while closing",
	  { .kind = RST_ACTIVE, .known = SOCK, .sock_flags = RST_SOCK_LINGER0, .unsent_bytes = 1 },
	  "TCP_DISCONNECT_WITH_DATA", { "tcp_disconnect", "__tcp_close" },
	  "linger-zero", CERTAIN, "closed with SO_LINGER 0, 1 byte never sent", NULL },
	{ "linger-zero: symbols hidden, reason told",
	  { .kind = RST_ACTIVE, .known = SOCK, .sock_flags = RST_SOCK_LINGER0 },
	  "TCP_STATE", { NULL }, "linger-zero", INFERRED, NULL, NULL },
	{ "near linger-zero: symbols hidden, nothing told",
	  { .kind = RST_ACTIVE, .known = SOCK, .sock_flags = RST_SOCK_LINGER0 },
	  NULL, { NULL }, "unclassified", INFERRED, NULL, NULL },
	{ "near linger-zero: symbols hidden, never accepted",
	  { .kind = RST_ACTIVE, .known = SOCK, .sock_flags = RST_SOCK_LINGER0 | RST_SOCK_NO_FILE },
	  "TCP_STATE", { NULL }, "unclassified", INFERRED, NULL, NULL },
	{ "near linger-zero: connect(AF_UNSPEC) on a socket that has it set",
	  { .kind = RST_ACTIVE, .known = SOCK, .sock_flags = RST_SOCK_LINGER0 },
	  "TCP_STATE", { "tcp_disconnect", "__inet_stream_connect" },
	  "unclassified", INFERRED, "no rule fits (kernel: TCP_STATE, from __inet_stream_connect)",
	  "caller=__inet_stream_connect kernel_reason=TCP_STATE" },
	{ "near linger-zero: a child of a listener that has it set",
	  { .kind = RST_ACTIVE, .known = SOCK, .sock_flags = RST_SOCK_LINGER0 | RST_SOCK_NO_FILE },
	  "TCP_STATE", { "tcp_disconnect", "inet_child_forget", "inet_csk_listen_stop" },
	  "listener-closed", CERTAIN, NULL, NULL },
	{ "near linger-zero: not set",
	  { .kind = RST_ACTIVE, .known = SOCK },
	  NULL, { "tcp_disconnect", "__tcp_close" }, "unclassified", INFERRED, NULL, NULL },
	{ "near linger-zero: killed, on a socket that has it set",
	  { .kind = RST_ACTIVE, .known = SOCK, .sock_flags = RST_SOCK_LINGER0 },
	  "TCP_STATE", { "tcp_abort", "tcp_diag_destroy" }, "unclassified", INFERRED, NULL, NULL },

	/* listener-closed */
	{ "listener-closed",
	  { .kind = RST_ACTIVE, .known = SOCK, .sock_flags = RST_SOCK_NO_FILE, .unread_bytes = 3 },
	  "TCP_STATE", { "tcp_disconnect", "inet_child_forget", "inet_csk_listen_stop", "__tcp_close" },
	  "listener-closed", CERTAIN,
	  "the listener was closed before anybody accepted this connection",
	  "caller=inet_csk_listen_stop unread_bytes=3 kernel_reason=TCP_STATE" },
	{ "near listener-closed: the handshake ended while the listener was closed",
	  { .kind = RST_ACTIVE, .known = SOCK, .sock_flags = RST_SOCK_NO_FILE },
	  NULL, { "tcp_disconnect", "inet_child_forget", "inet_csk_reqsk_queue_add" },
	  "unclassified", INFERRED, "no rule fits (from inet_csk_reqsk_queue_add)", NULL },
	{ "near listener-closed: symbols hidden",
	  { .kind = RST_ACTIVE, .known = SOCK, .sock_flags = RST_SOCK_NO_FILE, .unread_bytes = 3 },
	  "TCP_STATE", { NULL }, "unclassified", INFERRED, "no rule fits (kernel: TCP_STATE)", NULL },

	/* no-listener */
	{ "no-listener: v6.12",
	  { .kind = RST_PASSIVE, .known = SEG, .tcp_flags = SYN, .flow.local_port = 81 },
	  "NO_SOCKET", { "tcp_v4_rcv", "ip_protocol_deliver_rcu" },
	  "no-listener", CERTAIN, "nobody listens on port 81 of this address",
	  "local_port=81 kernel_reason=NO_SOCKET" },
	{ "no-listener: v5.10, IPv6, with ECN's flags",
	  { .kind = RST_PASSIVE, .known = SEG, .tcp_flags = SYN | 0xc0, .flow.local_port = 65535 },
	  NULL, { "tcp_v6_send_reset", "tcp_v6_rcv" },
	  "no-listener", CERTAIN, "nobody listens on port 65535 of this address", "local_port=65535" },
	{ "no-listener: symbols hidden, reason told",
	  { .kind = RST_PASSIVE, .known = SEG, .tcp_flags = SYN },
	  "NO_SOCKET", { NULL }, "no-listener", CERTAIN, NULL, NULL },
	{ "no-listener: symbols hidden, nothing told",
	  { .kind = RST_PASSIVE, .known = SEG, .tcp_flags = SYN },
	  NULL, { NULL }, "no-listener", INFERRED, NULL, NULL },
	{ "near no-listener: SYN|ACK",
	  { .kind = RST_PASSIVE, .known = SEG, .tcp_flags = SYN | ACK },
	  "NO_SOCKET", { "tcp_v4_rcv" },
	  "unclassified", INFERRED, "no rule fits (kernel: NO_SOCKET, from tcp_v4_rcv)", NULL },
	{ "near no-listener: data for an unknown connection",
	  { .kind = RST_PASSIVE, .known = SEG, .tcp_flags = ACK, .payload_bytes = 11 },
	  "NO_SOCKET", { "tcp_v4_rcv" }, "unclassified", INFERRED, NULL, NULL },
	{ "near no-listener: the segment could not be read",
	  { .kind = RST_PASSIVE, .tcp_flags = SYN },
	  "NO_SOCKET", { "tcp_v4_rcv" }, "unclassified", INFERRED, NULL, NULL },
	{ "near no-listener: a listener is there",
	  { .kind = RST_PASSIVE, .known = SEG | RST_KNOWS_LISTENER, .tcp_flags = SYN },
	  NULL, { "tcp_v4_rcv" }, "unclassified", INFERRED, NULL, NULL },
	{ "near no-listener: MPTCP refuses a join",
	  { .kind = RST_PASSIVE, .known = SEG, .tcp_flags = SYN },
	  NULL, { "subflow_v4_route_req", "tcp_conn_request" },
	  "unclassified", INFERRED, NULL, NULL },
	{ "near no-listener: a SYN into a half-open handshake",
	  { .kind = RST_PASSIVE, .known = SEG | RST_KNOWS_LISTENER, .tcp_flags = SYN,
	    .state = TCP_STATE_LISTEN },
	  "INVALID_SYN", { "tcp_check_req", "tcp_v4_rcv" }, "unclassified", INFERRED, NULL, NULL },
	{ "near no-listener: a SYN for a TIME_WAIT stub",
	  { .kind = RST_PASSIVE, .known = SEG, .tcp_flags = SYN, .timewait = 1,
	    .state = TCP_STATE_FIN_WAIT2 },
	  "TCP_TIMEWAIT_SOCKET", { "tcp_v4_rcv" }, "unclassified", INFERRED, NULL, NULL },
	{ "near no-listener: the kernel names another reason",
	  { .kind = RST_PASSIVE, .known = SEG, .tcp_flags = SYN },
	  "TCP_FLAGS", { "tcp_v4_rcv" }, "unclassified", INFERRED, NULL, NULL },

	/* data-after-close, the TIME_WAIT stub */
	{ "data-after-close: stub",
	  { .kind = RST_PASSIVE, .known = SEG, .tcp_flags = ACK, .payload_bytes = 13, .timewait = 1,
	    .state = TCP_STATE_FIN_WAIT2 },
	  "TCP_TIMEWAIT_SOCKET", { "tcp_v4_rcv" },
	  "data-after-close", CERTAIN, "13 bytes came after the socket was closed",
	  "payload_bytes=13 state=FIN_WAIT2 kernel_reason=TCP_TIMEWAIT_SOCKET" },
	{ "data-after-close: stub, data with the FIN, v5.10",
	  { .kind = RST_PASSIVE, .known = SEG, .tcp_flags = ACK | FIN, .payload_bytes = 1,
	    .timewait = 1, .state = TCP_STATE_FIN_WAIT2 },
	  NULL, { "tcp_v6_rcv" },
	  "data-after-close", CERTAIN, "1 byte came after the socket was closed", NULL },
	{ "data-after-close: stub, symbols hidden",
	  { .kind = RST_PASSIVE, .known = SEG, .tcp_flags = ACK, .payload_bytes = 1, .timewait = 1,
	    .state = TCP_STATE_FIN_WAIT2 },
	  NULL, { NULL }, "data-after-close", INFERRED, NULL, NULL },
	{ "near data-after-close: stub, no data",
	  { .kind = RST_PASSIVE, .known = SEG, .tcp_flags = ACK | FIN, .timewait = 1,
	    .state = TCP_STATE_FIN_WAIT2 },
	  "TCP_TIMEWAIT_SOCKET", { "tcp_v4_rcv" }, "unclassified", INFERRED, NULL, NULL },
	{ "near data-after-close: stub, a SYN that carries data",
	  { .kind = RST_PASSIVE, .known = SEG, .tcp_flags = SYN, .payload_bytes = 13, .timewait = 1,
	    .state = TCP_STATE_FIN_WAIT2 },
	  "TCP_TIMEWAIT_SOCKET", { "tcp_v4_rcv" }, "unclassified", INFERRED, NULL, NULL },
	{ "near data-after-close: stub in TIME_WAIT proper",
	  { .kind = RST_PASSIVE, .known = SEG, .tcp_flags = ACK, .payload_bytes = 13, .timewait = 1,
	    .state = TCP_STATE_TIME_WAIT },
	  NULL, { "tcp_v4_rcv" }, "unclassified", INFERRED, NULL, NULL },

	/* data-after-close, the orphan */
	{ "data-after-close: orphan in FIN_WAIT1",
	  { .kind = RST_PASSIVE, .known = SEG | SOCK, .tcp_flags = ACK, .payload_bytes = 17,
	    .state = TCP_STATE_FIN_WAIT1, .sock_flags = CLOSED },
	  "TCP_ABORT_ON_DATA", { "tcp_v4_do_rcv", "tcp_v4_rcv" },
	  "data-after-close", CERTAIN, "17 bytes came after the socket was closed",
	  "payload_bytes=17 state=FIN_WAIT1 kernel_reason=TCP_ABORT_ON_DATA" },
	{ "data-after-close: orphan, v5.10, from the backlog",
	  { .kind = RST_PASSIVE, .known = SEG | SOCK, .tcp_flags = ACK, .payload_bytes = 17,
	    .state = TCP_STATE_LAST_ACK, .sock_flags = CLOSED },
	  NULL, { "tcp_v6_do_rcv", "__release_sock", "__tcp_close" },
	  "data-after-close", CERTAIN, NULL, NULL },
	{ "data-after-close: orphan, symbols hidden, nothing told",
	  { .kind = RST_PASSIVE, .known = SEG | SOCK, .tcp_flags = ACK, .payload_bytes = 17,
	    .state = TCP_STATE_CLOSE, .sock_flags = CLOSED },
	  NULL, { NULL }, "data-after-close", INFERRED, NULL, NULL },
	{ "near data-after-close: shutdown(), the socket is still held",
	  { .kind = RST_PASSIVE, .known = SEG | SOCK, .tcp_flags = ACK, .payload_bytes = 17,
	    .state = TCP_STATE_FIN_WAIT2, .sock_flags = RST_SOCK_RCV_SHUTDOWN },
	  "TCP_ABORT_ON_DATA", { "tcp_v4_do_rcv" },
	  "unclassified", INFERRED, "no rule fits (kernel: TCP_ABORT_ON_DATA, from tcp_v4_do_rcv)",
	  NULL },
	{ "near data-after-close: TCP_LINGER2 below zero",
	  { .kind = RST_PASSIVE, .known = SEG | SOCK, .tcp_flags = ACK, .payload_bytes = 17,
	    .state = TCP_STATE_FIN_WAIT1, .sock_flags = CLOSED | RST_SOCK_LINGER2_NEG },
	  "TCP_ABORT_ON_DATA", { "tcp_v4_do_rcv" }, "unclassified", INFERRED, NULL, NULL },
	{ "near data-after-close: orphan, a bare ACK",
	  { .kind = RST_PASSIVE, .known = SEG | SOCK, .tcp_flags = ACK,
	    .state = TCP_STATE_FIN_WAIT1, .sock_flags = CLOSED },
	  "TCP_ABORT_ON_DATA", { "tcp_v4_do_rcv" }, "unclassified", INFERRED, NULL, NULL },
	{ "near data-after-close: orphan in SYN_RECV",
	  { .kind = RST_PASSIVE, .known = SEG | SOCK, .tcp_flags = ACK, .payload_bytes = 17,
	    .state = TCP_STATE_SYN_RECV, .sock_flags = CLOSED },
	  NULL, { "tcp_v4_do_rcv" }, "unclassified", INFERRED, NULL, NULL },
	{ "near data-after-close: data for a listener",
	  { .kind = RST_PASSIVE, .known = SEG | SOCK | RST_KNOWS_LISTENER, .tcp_flags = ACK,
	    .payload_bytes = 17, .sock_flags = CLOSED },
	  NULL, { "tcp_v4_do_rcv" }, "unclassified", INFERRED, NULL, NULL },
	{ "near data-after-close: the kernel names another reason",
	  { .kind = RST_PASSIVE, .known = SEG | SOCK, .tcp_flags = ACK, .payload_bytes = 17,
	    .state = TCP_STATE_FIN_WAIT1, .sock_flags = CLOSED },
	  "TCP_FLAGS", { "tcp_v4_do_rcv" }, "unclassified", INFERRED, NULL, NULL },

	/* reject */
	{ "reject: input",
	  { .kind = RST_REJECT, .known = SEG, .tcp_flags = SYN, .nf_hook = 1 },
	  NULL, { "nft_reject_ipv4_eval" },
	  "reject", CERTAIN, "a firewall rule rejected the segment in input", "hook=input" },
	{ "reject: ingress",
	  { .kind = RST_REJECT, .nf_hook = 5 }, NULL, { NULL },
	  "reject", CERTAIN, "a firewall rule rejected the segment in ingress", "hook=ingress" },
	{ "reject: a hook that nobody knows",
	  { .kind = RST_REJECT, .nf_hook = 6 }, NULL, { NULL },
	  "reject", CERTAIN, "a firewall rule rejected the segment", "" },

	/* peer-reset */
	{ "peer-reset: established",
	  { .kind = RST_RECEIVED, .known = SOCK, .state = TCP_STATE_ESTABLISHED },
	  NULL, { "tcp_validate_incoming" },
	  "peer-reset", CERTAIN, "peer reset the connection in ESTABLISHED", "state=ESTABLISHED" },
	{ "peer-reset: refused",
	  { .kind = RST_RECEIVED, .known = SOCK, .state = TCP_STATE_SYN_SENT },
	  NULL, { "tcp_rcv_state_process" },
	  "peer-reset", CERTAIN, "peer refused the connection", "state=SYN_SENT" },
	{ "peer-reset: while closing, with the segment",
	  { .kind = RST_RECEIVED, .known = SOCK | SEG, .tcp_flags = RST | ACK,
	    .state = TCP_STATE_CLOSE_WAIT }, NULL, { NULL },
	  "peer-reset", CERTAIN, "peer reset the connection in CLOSE_WAIT", NULL },
	{ "peer-reset: while closing, by the stack",
	  { .kind = RST_RECEIVED, .known = SOCK, .state = TCP_STATE_LAST_ACK },
	  NULL, { "tcp_reset", "tcp_validate_incoming", "tcp_rcv_state_process" },
	  "peer-reset", CERTAIN, NULL, NULL },
	{ "peer-reset: while closing, symbols hidden",
	  { .kind = RST_RECEIVED, .known = SOCK, .state = TCP_STATE_FIN_WAIT2 },
	  NULL, { NULL }, "peer-reset", INFERRED, NULL, NULL },
	{ "near peer-reset: data after shutdown(), by the stack",
	  { .kind = RST_RECEIVED, .known = SOCK, .state = TCP_STATE_FIN_WAIT2 },
	  NULL, { "tcp_reset", "tcp_rcv_state_process" }, "unclassified", INFERRED, NULL, NULL },
	{ "near peer-reset: data after shutdown(), by the segment",
	  { .kind = RST_RECEIVED, .known = SOCK | SEG, .tcp_flags = ACK,
	    .state = TCP_STATE_FIN_WAIT2 }, NULL, { NULL }, "unclassified", INFERRED, NULL, NULL },
	{ "near peer-reset: state not known",
	  { .kind = RST_RECEIVED, .known = SOCK }, NULL, { "tcp_validate_incoming" },
	  "unclassified", INFERRED, "no rule fits (from tcp_validate_incoming)", NULL },
	{ "near peer-reset: a state that nobody knows",
	  { .kind = RST_RECEIVED, .known = SOCK, .state = 13 }, NULL, { NULL },
	  "unclassified", INFERRED, "no rule fits", NULL },

	/* nothing known */
	{ "unclassified: nothing known", { .kind = 0 }, NULL, { NULL },
	  "unclassified", INFERRED, "no rule fits", "" },
	{ "unclassified: a kind that nobody knows", { .kind = 99, .known = 0xff, .state = 255,
	  .sock_flags = 0xff, .tcp_flags = 0xff, .nf_hook = 255, .timewait = 255 },
	  "TCP_STATE", { "tcp_disconnect" },
	  "unclassified", INFERRED, "no rule fits (kernel: TCP_STATE, from tcp_disconnect)", NULL },
};

static void format_evidence(char *ret, size_t size, const struct reset_verdict *verdict)
{
	size_t len = 0;

	ret[0] = '\0';
	for (unsigned int i = 0; i < verdict->evidence_len; i++) {
		const struct reset_evidence *evidence = &verdict->evidence[i];

		len += snprintf(ret + len, size - len, "%s%s=", i ? " " : "", evidence->key);
		if (evidence->word)
			len += snprintf(ret + len, size - len, "%s", evidence->word);
		else
			len += snprintf(ret + len, size - len, "%ju", (uintmax_t)evidence->number);
	}
}

static void test_verdict(void **state)
{
	const struct explain_case *c = *state;
	struct reset_facts facts = { .event = &c->event, .reason = c->reason };
	struct reset_verdict verdict;
	char evidence[256];

	memcpy(facts.callers, c->callers, sizeof(facts.callers));
	memset(&verdict, 0xa5, sizeof(verdict));
	reset_explain(&facts, &verdict);

	assert_string_equal(verdict.rule->id, c->verdict);
	assert_int_equal(verdict.certain, c->certain);
	if (c->sentence)
		assert_string_equal(verdict.sentence, c->sentence);
	if (c->evidence) {
		format_evidence(evidence, sizeof(evidence), &verdict);
		assert_string_equal(evidence, c->evidence);
	}
}

int main(void)
{
	return TAP_RUN_CASES("explain", cases, test_verdict);
}
