/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * resets.c - the tally: every reset in exactly one kind and one verdict, stacks
 * told apart by all of their frames, nothing kept of what belongs to an event.
 */
#include "tap.h"

#include <string.h>
#include <sys/socket.h>

#include "tally/resets.h"

#define DEEP	199

static void add_with(struct reset_tally *tally, uint8_t kind, size_t rule, uint16_t port,
		     const char *const *stack, size_t stack_len, bool full_stack)
{
	size_t len;
	struct rst_event event = {
		.kind = kind,
		.flow = { .family = AF_INET, .local_addr = { 10, 0, 0, 5 }, .local_port = port,
			  .remote_addr = { 10, 0, 0, 9 }, .remote_port = 51324 },
	};
	struct reset reset = {
		.event = &event,
		.verdict.rule = &reset_rules(&len)[rule],
		.stack = stack,
		.stack_len = stack_len,
		.full_stack = full_stack,
	};

	tally_add(tally, &reset);
	memset(&event, 0xa5, sizeof(event));
}

static void add(struct reset_tally *tally, uint8_t kind, size_t rule, uint16_t port,
		const char *const *stack, size_t stack_len)
{
	add_with(tally, kind, rule, port, stack, stack_len, true);
}

static void test_sums(void **state)
{
	struct reset_tally *tally = tally_new();
	struct tally_kinds kinds;
	size_t len;

	(void)state;
	reset_rules(&len);
	for (int i = 0; i < 23; i++)
		add(tally, RST_ACTIVE, 0, 80, NULL, 0);
	for (int i = 0; i < 7; i++)
		add(tally, RST_PASSIVE, len - 1, 81, NULL, 0);
	for (int i = 0; i < 5; i++)
		add(tally, RST_REJECT, 1, 82, NULL, 0);
	for (int i = 0; i < 3; i++)
		add(tally, RST_RECEIVED, 2, 83, NULL, 0);

	kinds = tally_kinds(tally);
	assert_int_equal(kinds.sent, 30);
	assert_int_equal(kinds.rejected, 5);
	assert_int_equal(kinds.received, 3);
	assert_int_equal(tally_verdict(tally, 0), 23);
	assert_int_equal(tally_verdict(tally, len - 1), 7);
	assert_int_equal(tally_verdict(tally, 1), 5);
	assert_int_equal(tally_verdict(tally, 2), 3);
	assert_int_equal(tally_verdict(tally, 3), 0);
	assert_int_equal(tally_verdict(tally, len), 0);
	tally_free(tally);
}

static void test_flows_and_ports(void **state)
{
	struct reset_tally *tally = tally_new();
	struct tally_flow flows[3];
	struct tally_port ports[3];

	(void)state;
	for (int i = 0; i < 5; i++)
		add(tally, RST_ACTIVE, 0, 443, NULL, 0);
	for (int i = 0; i < 7; i++)
		add(tally, RST_ACTIVE, 0, 80, NULL, 0);
	add(tally, RST_ACTIVE, 0, 0, NULL, 0);	/* port not known */

	assert_int_equal(tally_flows(tally, flows, 3), 3);
	assert_int_equal(flows[0].flow->local_port, 80);
	assert_int_equal(flows[0].flow->remote_port, 51324);
	assert_int_equal(flows[0].resets, 7);
	assert_int_equal(flows[1].resets, 5);
	assert_int_equal(flows[2].resets, 1);
	assert_int_equal(tally_ports(tally, ports, 3), 2);
	assert_int_equal(ports[0].port, 80);
	assert_int_equal(ports[0].resets, 7);
	assert_int_equal(ports[1].port, 443);
	assert_int_equal(ports[1].error, 0);
	tally_free(tally);
}

static void test_stacks(void **state)
{
	char a[] = "tcp_v4_rcv+0x1", b[] = "ip_rcv+0x2", c[] = "ip_rcv+0x3";
	const char *const ab[] = { a, b }, *const ac[] = { a, c };
	struct reset_tally *tally = tally_new();
	struct tally_stack stacks[3];

	(void)state;
	for (int i = 0; i < 3; i++)
		add(tally, RST_ACTIVE, 0, 80, ab, 2);
	for (int i = 0; i < 11; i++)
		add(tally, RST_ACTIVE, 0, 80, ac, 2);
	add(tally, RST_ACTIVE, 0, 80, ab, 1);
	add(tally, RST_ACTIVE, 0, 80, NULL, 0);
	memset(a, '#', sizeof(a) - 1);		/* they belonged to the event */
	memset(c, '#', sizeof(c) - 1);

	assert_int_equal(tally_stacks(tally, stacks, 3), 3);
	assert_int_equal(stacks[0].resets, 11);
	assert_int_equal(stacks[0].frames_len, 2);
	assert_string_equal(stacks[0].frames, "tcp_v4_rcv+0x1");
	assert_string_equal(stacks[0].frames + sizeof("tcp_v4_rcv+0x1"), "ip_rcv+0x3");
	assert_int_equal(stacks[1].resets, 3);
	assert_int_equal(stacks[2].frames_len, 1);
	assert_true(stacks[2].full);
	tally_free(tally);
}

/* The same letters in other frames are another stack. */
static void test_stack_borders(void **state)
{
	const char *const one[] = { "ab", "c" }, *const other[] = { "a", "bc" };
	struct reset_tally *tally = tally_new();
	struct tally_stack stacks[3];

	(void)state;
	add(tally, RST_ACTIVE, 0, 80, one, 2);
	add(tally, RST_ACTIVE, 0, 80, other, 2);
	assert_int_equal(tally_stacks(tally, stacks, 3), 2);
	tally_free(tally);
}

/* Frames that are not kept are counted, and still tell stacks apart. */
static void test_deep_stack(void **state)
{
	const char *frames[DEEP];
	struct reset_tally *tally = tally_new();
	struct tally_stack stacks[3];

	(void)state;
	for (int i = 0; i < DEEP; i++)
		frames[i] = "a_function_with_a_long_name+0x1234 [module]";
	add(tally, RST_ACTIVE, 0, 80, frames, DEEP);
	frames[DEEP - 1] = "another+0x0";
	add(tally, RST_ACTIVE, 0, 80, frames, DEEP);

	assert_int_equal(tally_stacks(tally, stacks, 3), 2);
	assert_true(stacks[0].frames_len > 64);
	assert_int_equal(stacks[0].frames_len + stacks[0].frames_left, DEEP);
	tally_free(tally);
}

/* Of a stack that was not asked for, only the innermost functions count. */
static void test_short_stacks(void **state)
{
	const char *const one[] = { "a+0x1", "b+0x2 [mod]", "c+0x3", "d+0x4", "e+0x5", "f+0x6", "g+0x7" };
	const char *const same[] = { "a+0x9", "b+0x2", "c+0x3", "d+0x4", "e+0x5", "f+0x6", "h+0x8" };
	const char *const other[] = { "a+0x1", "b+0x2", "c+0x3", "d+0x4", "e+0x5", "x+0x6", "g+0x7" };
	struct reset_tally *tally = tally_new();
	struct tally_stack stacks[3];

	(void)state;
	for (int i = 0; i < 2; i++)
		add_with(tally, RST_ACTIVE, 0, 80, one, 7, false);
	for (int i = 0; i < 3; i++)
		add_with(tally, RST_ACTIVE, 0, 80, same, 7, false);
	add_with(tally, RST_ACTIVE, 0, 80, other, 7, false);
	assert_int_equal(tally_stacks(tally, stacks, 3), 2);
	assert_int_equal(stacks[0].resets, 5);
	assert_int_equal(stacks[0].frames_len, TALLY_SHORT_FRAMES);
	assert_string_equal(stacks[0].frames, "a");
	assert_string_equal(stacks[0].frames + 2, "b");
	assert_int_equal(stacks[1].resets, 1);
	tally_free(tally);
}

/* A flood of addresses: the lists stay short, the sums exact. */
static void test_flood(void **state)
{
	struct reset_tally *tally = tally_new();
	struct tally_port ports[TALLY_LIST_MAX];

	(void)state;
	for (uint32_t i = 0; i < 100003; i++) {
		add(tally, RST_PASSIVE, 0, 1 + i % 65521, NULL, 0);
		if (i % 101 == 0)
			add(tally, RST_PASSIVE, 0, 80, NULL, 0);
	}
	assert_int_equal(tally_kinds(tally).sent, 100003 + 991);
	assert_int_equal(tally_ports(tally, ports, TALLY_LIST_MAX + 1), TALLY_LIST_MAX);
	assert_int_equal(ports[0].port, 80);
	assert_in_range(993, ports[0].resets - ports[0].error, ports[0].resets);
	tally_free(tally);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sums),
		cmocka_unit_test(test_flows_and_ports),
		cmocka_unit_test(test_stacks),
		cmocka_unit_test(test_stack_borders),
		cmocka_unit_test(test_deep_stack),
		cmocka_unit_test(test_short_stacks),
		cmocka_unit_test(test_flood),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("resets", tests, NULL, NULL);
}
