/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * golden.c - recorded resets in one of the forms in which rsttrace prints them.
 *
 * "golden FORM" prints to stdout; tests/golden/run compares it with a file.
 */
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "explain/tcp.h"
#include "show/show.h"
#include "tally/resets.h"

#define ARRAY_LEN(array)	(sizeof(array) / sizeof((array)[0]))
#define FRAMES_MAX		8
#define START_US		1709251199900000ULL	/* just before a leap day ends */

#define V4(local_, local_port_, remote_, remote_port_)				\
	{ .family = AF_INET, .local_addr = local_, .local_port = local_port_,	\
	  .remote_addr = remote_, .remote_port = remote_port_ }
#define V6(local_, local_port_, remote_, remote_port_)				\
	{ .family = AF_INET6, .local_addr = local_, .local_port = local_port_,	\
	  .remote_addr = remote_, .remote_port = remote_port_ }
#define ADDR(...)	{ __VA_ARGS__ }

#define OF_SOCK		(RST_KNOWS_SEQ | RST_KNOWS_ACK | RST_KNOWS_SOCK | RST_KNOWS_TASK)
#define OF_SEGMENT	(RST_KNOWS_SEQ | RST_KNOWS_ACK | RST_KNOWS_SEGMENT)

struct recorded {
	struct rst_event event;
	const char	*kernel_reason, *hook;
	struct reset_process owner;
	bool		in_process;	/* the owner was running */
	const char	*stack[FRAMES_MAX];
	bool		full_stack;
};

static const struct recorded recorded[] = {
	{ .event = { .kind = RST_ACTIVE, .state = TCP_STATE_CLOSE_WAIT, .known = OF_SOCK,
		     .flow = V4(ADDR(10, 0, 0, 5), 80, ADDR(10, 0, 0, 9), 51324),
		     .seq = 4294967295, .ack = 1, .netns = 4026531840, .cpu = 1,
		     .unread_bytes = 1432 },
	  .kernel_reason = "TCP_ABORT_ON_CLOSE", .hook = "kprobe:tcp_send_active_reset",
	  .owner = { 812, "nginx" }, .in_process = true, .full_stack = true,
	  .stack = { "__tcp_close+0x3a1", "tcp_close+0x25", "inet_release+0x42",
		     "__sock_release+0x3d", "sock_close+0x15", "__fput+0xde" } },
	{ .event = { .kind = RST_ACTIVE, .state = TCP_STATE_ESTABLISHED, .known = OF_SOCK,
		     .flow = V6(ADDR(0xfd, [15] = 5), 443, ADDR(0xfd, [15] = 9), 40112),
		     .seq = 7, .ack = 11, .netns = 4026532211, .unsent_bytes = 977,
		     .sock_flags = RST_SOCK_LINGER0 },
	  .hook = "kprobe:tcp_send_active_reset",
	  .owner = { 4194303, "java\033[31m\xff\"" }, .in_process = true,
	  .stack = { "tcp_disconnect+0x12c", "__tcp_close+0x2f0", "tcp_close+0x25" } },
	{ .event = { .kind = RST_ACTIVE, .state = TCP_STATE_ESTABLISHED, .known = OF_SOCK,
		     .flow = V4(ADDR(192, 168, 100, 200), 50051, ADDR(192, 168, 100, 201), 65535),
		     .netns = 4026531840, .sock_flags = RST_SOCK_NO_FILE, .unread_bytes = 1 },
	  .kernel_reason = "TCP_STATE", .hook = "kprobe:tcp_send_active_reset",
	  .owner = { 99, "a-long-process" }, .in_process = true,
	  .stack = { "tcp_disconnect+0x12c", "inet_child_forget+0x30",
		     "inet_csk_listen_stop+0xa0", "__tcp_close+0x40", "tcp_close+0x25" } },
	{ .event = { .kind = RST_PASSIVE, .known = OF_SEGMENT, .tcp_flags = TCP_FLAG_SYN,
		     .flow = V4(ADDR(10, 0, 0, 5), 81, ADDR(10, 0, 0, 9), 51326),
		     .ack = 1001, .netns = 4026531840, .ifindex = 2 },
	  .kernel_reason = "NO_SOCKET", .hook = "raw_tp:tcp_send_reset", .full_stack = true,
	  .stack = { "tcp_v4_rcv+0x1a2", "ip_protocol_deliver_rcu+0x3c" } },
	{ .event = { .kind = RST_PASSIVE, .known = OF_SEGMENT, .tcp_flags = TCP_FLAG_SYN,
		     .flow = V6(ADDR([15] = 1), 81, ADDR([15] = 1), 51328),
		     .netns = 4026531840, .ifindex = 1 },
	  .hook = "kprobe:tcp_v6_send_reset" },
	{ .event = { .kind = RST_PASSIVE, .known = OF_SEGMENT, .tcp_flags = TCP_FLAG_ACK,
		     .flow = V4(ADDR(10, 0, 0, 5), 80, ADDR(10, 0, 0, 9), 51330),
		     .netns = 4026531840, .ifindex = 2, .payload_bytes = 1,
		     .state = TCP_STATE_FIN_WAIT2, .timewait = 1 },
	  .kernel_reason = "TCP_TIMEWAIT_SOCKET", .hook = "raw_tp:tcp_send_reset",
	  .stack = { "tcp_v4_rcv+0x8b1" } },
	{ .event = { .kind = RST_PASSIVE, .known = OF_SEGMENT | RST_KNOWS_SOCK | RST_KNOWS_LISTENER,
		     .flow = V4(ADDR(10, 0, 0, 5), 80, ADDR(10, 0, 0, 9), 51332),
		     .tcp_flags = TCP_FLAG_ACK, .state = TCP_STATE_LISTEN, .netns = 4026531840 },
	  .kernel_reason = "TCP_FLAGS", .hook = "raw_tp:tcp_send_reset",
	  .owner = { 812, "nginx" }, .stack = { "tcp_v4_do_rcv+0x77", "tcp_v4_rcv+0x9" } },
	{ .event = { .kind = RST_REJECT, .known = RST_KNOWS_SEGMENT, .tcp_flags = TCP_FLAG_SYN,
		     .flow = V4(ADDR(10, 0, 0, 5), 22, ADDR(10, 0, 0, 9), 51334),
		     .netns = 4026531840, .ifindex = 2, .nf_hook = 1 },
	  .hook = "kprobe:nf_send_reset",
	  .stack = { "nft_reject_ipv4_eval+0x5c [nft_reject_ipv4]", "nft_do_chain+0x98 [nf_tables]" } },
	{ .event = { .kind = RST_RECEIVED, .known = OF_SOCK, .state = TCP_STATE_ESTABLISHED,
		     .flow = V4(ADDR(10, 0, 0, 5), 80, ADDR(10, 0, 0, 9), 51336),
		     .netns = 4026531840 },
	  .hook = "raw_tp:tcp_receive_reset", .owner = { 812, "nginx" },
	  .stack = { "tcp_reset+0x10", "tcp_validate_incoming+0x1ff" } },
	{ .event = { .kind = RST_RECEIVED, .known = OF_SOCK, .state = TCP_STATE_SYN_SENT,
		     .flow = V4(ADDR(255, 255, 255, 254), 65535, ADDR(255, 255, 255, 253), 65534),
		     .netns = 4026531840 },
	  .hook = "raw_tp:tcp_receive_reset", .owner = { 4194303, "curl" } },
	/* As little as a hook can know. */
	{ .event = { .kind = RST_ACTIVE }, .hook = "raw_tp:tcp_send_reset" },
};

/* "tcp_close" of "tcp_close+0x25", into storage that outlives the facts. */
static void strip_frames(const struct recorded *from, char names[FRAMES_MAX][64],
			 struct reset_facts *facts)
{
	for (size_t i = 0; i < FRAMES_MAX && from->stack[i]; i++) {
		snprintf(names[i], sizeof(names[i]), "%.*s",
			 (int)strcspn(from->stack[i], "+"), from->stack[i]);
		facts->callers[i] = names[i];
	}
}

/* What rsttrace does with an event.  @names must outlive @ret. */
static void make_reset(size_t i, char names[FRAMES_MAX][64], struct reset *ret)
{
	const struct recorded *from = &recorded[i];
	struct reset_facts facts = { .event = &from->event, .reason = from->kernel_reason };

	strip_frames(from, names, &facts);
	*ret = (struct reset) {
		.event = &from->event,
		.kernel_reason = from->kernel_reason,
		.hook = from->hook,
		.owner = from->owner,
		.wall_us = START_US + i * 97001,
		.stack = from->stack,
		.full_stack = from->full_stack,
	};
	if (from->in_process)
		ret->task = from->owner;
	while (ret->stack_len < FRAMES_MAX && from->stack[ret->stack_len])
		ret->stack_len++;
	reset_explain(&facts, &ret->verdict);
}

static void print_text(struct text_style style)
{
	text_heading(stdout, &style);
	for (size_t i = 0; i < ARRAY_LEN(recorded); i++) {
		char names[FRAMES_MAX][64];
		struct reset reset;

		make_reset(i, names, &reset);
		text_reset(stdout, &style, &reset);
	}
}

/* Each recorded reset as often as a prime; two verdicts equally often. */
static struct reset_tally *make_tally(void)
{
	static const int times[] = { 23, 7, 7, 101, 11, 3, 13, 17, 19, 2, 1 };
	struct reset_tally *tally = tally_new();

	_Static_assert(ARRAY_LEN(times) == ARRAY_LEN(recorded), "one for each");
	if (!tally)
		err(1, "tally");
	for (size_t i = 0; i < ARRAY_LEN(recorded); i++) {
		char names[FRAMES_MAX][64];
		struct reset reset;

		make_reset(i, names, &reset);
		for (int j = 0; j < times[i]; j++)
			tally_add(tally, &reset);
	}
	return tally;
}

static const struct audit_row audit[] = {
	{ .netns = 4026531840, .readable = true, .kernel_out_rsts = 147, .counted = 147 },
	{ .netns = 4026532211, .name = "blue\n", .readable = true, .kernel_out_rsts = 23,
	  .counted = 7, .failed = 1, .unexplained = 16, .edge = 2 },
	{ .netns = 4026532300, .readable = true, .kernel_out_rsts = 8, .counted = 7,
	  .unexplained = 1, .edge = 1 },
	{ .netns = 4026532301, .readable = true, .kernel_out_rsts = 2, .counted = 3,
	  .unexplained = -1 },
	{ .netns = 4026532302, .readable = true },
	{ .netns = 4026532303, .readable = true },
	{ .netns = 4026532304, .counted = 5 },
};

static struct cause_row causes[] = {
	{ "passive NO_SOCKET", 115 },
	{ "active __tcp_close", 25 },
	{ "a \"name\"\n", 2 },
};

/* All that a run can have to say. */
static struct summary busy_summary(struct reset_tally *tally)
{
	return (struct summary) {
		.tally = tally, .duration_s = 12.3456, .filtered = 29, .lost = 31, .thinned = 37,
		.missed = 2, .uncounted = 41, .ambiguous = 43, .last = true, .unexplained = 16,
		.audit = audit, .audit_len = ARRAY_LEN(audit),
		.causes = causes, .causes_len = ARRAY_LEN(causes),
	};
}

/* Nothing seen, which the audit confirms. */
static struct summary quiet_summary(struct reset_tally *tally)
{
	return (struct summary) {
		.tally = tally, .duration_s = 5, .audit_complete = true,
		.last = true,
		.audit = &audit[4], .audit_len = 1,
	};
}

/* Nothing seen, and nobody knows whether there was anything. */
static struct summary blind_summary(struct reset_tally *tally)
{
	return (struct summary) { .tally = tally, .duration_s = 0.04, .last = true };
}

static void print_json(void)
{
	static const char *const hooks[] = { "kprobe:tcp_send_active_reset", "raw_tp:tcp_receive_reset" };
	const struct start_info info = {
		.version = "0.1", .kernel = "6.12.95-test",
		.hooks = hooks, .hooks_len = ARRAY_LEN(hooks), .wall_us = START_US,
	};
	struct reset_tally *none = tally_new(), *some = make_tally();
	struct summary summary;

	if (!none)
		err(1, "tally");
	json_start(stdout, &info);
	for (size_t i = 0; i < ARRAY_LEN(recorded); i++) {
		char names[FRAMES_MAX][64];
		struct reset reset;

		make_reset(i, names, &reset);
		json_reset(stdout, &reset);
	}
	summary = busy_summary(some);
	json_summary(stdout, &summary, START_US);
	summary.last = false;
	json_summary(stdout, &summary, START_US);
	summary = quiet_summary(none);
	json_summary(stdout, &summary, START_US);
	summary = blind_summary(none);
	json_summary(stdout, &summary, START_US);
	tally_free(some);
	tally_free(none);
}

static void print_summary(struct text_style style, bool busy,
			  struct summary (*make)(struct reset_tally *tally))
{
	struct reset_tally *tally = busy ? make_tally() : tally_new();
	struct summary summary;

	if (!tally)
		err(1, "tally");
	summary = make(tally);
	text_summary(stdout, &style, &summary);
	tally_free(tally);
}

int main(int argc, char **argv)
{
	const char *form = argc == 2 ? argv[1] : "";

	if (!strcmp(form, "text"))
		print_text((struct text_style) { .width = 0 });
	else if (!strcmp(form, "text-100"))
		print_text((struct text_style) { .width = 100 });
	else if (!strcmp(form, "text-80"))
		print_text((struct text_style) { .width = 80 });
	else if (!strcmp(form, "text-40"))
		print_text((struct text_style) { .width = 40 });
	else if (!strcmp(form, "text-colour"))
		print_text((struct text_style) { .colour = true, .width = 80 });
	else if (!strcmp(form, "text-stack"))
		print_text((struct text_style) { .stack = true });
	else if (!strcmp(form, "events"))
		print_json();
	else if (!strcmp(form, "summary"))
		print_summary((struct text_style) { .width = 0 }, true, busy_summary);
	else if (!strcmp(form, "summary-60"))
		print_summary((struct text_style) { .width = 60, .colour = true }, true, busy_summary);
	else if (!strcmp(form, "summary-quiet"))
		print_summary((struct text_style) { .width = 0 }, false, quiet_summary);
	else if (!strcmp(form, "summary-blind"))
		print_summary((struct text_style) { .width = 0 }, false, blind_summary);
	else
		errx(2, "'%s' is not a form", form);
	return 0;
}
