/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * owner.c - when the current task is the owner of the socket: only where the
 * stack shows its own call, because most resets leave while a stranger runs.
 * And that the table of rules is one that can be printed.
 */
#include "tap.h"

#include <string.h>

#include "explain/reset.h"

static const struct owner_case {
	const char	*name;
	uint8_t		kind, known, sock_flags;
	uint32_t	tgid;
	const char	*callers[RESET_CALLERS];
	bool		is_owner;
} cases[] = {
	{ "close()", RST_ACTIVE, RST_KNOWS_SOCK | RST_KNOWS_TASK, 0, 812,
	  { "__tcp_close", "tcp_close", "inet_release", "__sock_release", "sock_close", "__fput" },
	  true },
	{ "close() with SO_LINGER 0", RST_ACTIVE, RST_KNOWS_SOCK | RST_KNOWS_TASK,
	  RST_SOCK_LINGER0, 812, { "tcp_disconnect", "__tcp_close", "tcp_close" }, true },
	{ "listener closed", RST_ACTIVE, RST_KNOWS_SOCK | RST_KNOWS_TASK, RST_SOCK_NO_FILE, 812,
	  { "tcp_disconnect", "inet_child_forget", "inet_csk_listen_stop", "__tcp_close",
	    "tcp_close" }, true },
	{ "listener shut down", RST_ACTIVE, RST_KNOWS_SOCK | RST_KNOWS_TASK, RST_SOCK_NO_FILE, 812,
	  { "tcp_disconnect", "inet_child_forget", "inet_csk_listen_stop", "tcp_disconnect",
	    "inet_shutdown" }, true },
	{ "listener killed by another", RST_ACTIVE, RST_KNOWS_SOCK | RST_KNOWS_TASK,
	  RST_SOCK_NO_FILE, 812, { "tcp_disconnect", "inet_child_forget", "inet_csk_listen_stop",
	    "tcp_abort", "tcp_diag_destroy" }, false },
	{ "closed by a kernel thread, IPv6 and SO_LINGER 0", RST_ACTIVE,
	  RST_KNOWS_SOCK | RST_KNOWS_TASK, RST_SOCK_LINGER0, 812,
	  { "tcp_disconnect", "__tcp_close", "tcp_close", "inet_release", "inet6_release",
	    "__sock_release", "sock_close", "__fput", "delayed_fput" }, false },
	{ "closed by a worker of MPTCP", RST_ACTIVE, RST_KNOWS_SOCK | RST_KNOWS_TASK, 0, 812,
	  { "__tcp_close", "tcp_close", "mptcp_worker", "process_one_work" }, false },
	{ "task not known", RST_ACTIVE, RST_KNOWS_SOCK, 0, 812,
	  { "__tcp_close", "tcp_close" }, false },
	{ "task outside of our pid namespace", RST_ACTIVE, RST_KNOWS_SOCK | RST_KNOWS_TASK, 0, 0,
	  { "__tcp_close", "tcp_close" }, false },
	{ "who called tcp_close() is not known", RST_ACTIVE, RST_KNOWS_SOCK | RST_KNOWS_TASK, 0, 812,
	  { "__tcp_close" }, false },
	{ "a passive reset inside somebody's close()", RST_PASSIVE,
	  RST_KNOWS_SEGMENT | RST_KNOWS_TASK, 0, 812,
	  { "tcp_v4_rcv", "__tcp_close", "tcp_close" }, false },
};

static void test_owner(void **state)
{
	const struct owner_case *c = *state;
	struct rst_event event = {
		.kind = c->kind, .known = c->known, .sock_flags = c->sock_flags,
		.task_tgid = c->tgid, .unread_bytes = 23, .tcp_flags = 2,
	};
	struct reset_facts facts = { .event = &event };
	struct reset_verdict verdict;

	memcpy(facts.callers, c->callers, sizeof(facts.callers));
	reset_explain(&facts, &verdict);
	assert_string_not_equal(verdict.rule->id, "unclassified");
	assert_int_equal(verdict.task_is_owner, c->is_owner);
}

/* Every row has what is printed of it, under an id of its own. */
static void test_table(void **state)
{
	size_t len;
	const struct reset_rule *rules = reset_rules(&len);

	(void)state;
	for (size_t i = 0; i < len; i++) {
		assert_int_equal(reset_rule_index(&rules[i]), i);
		assert_true(rules[i].id && rules[i].title && rules[i].hint);
		assert_true(rules[i].sentence && rules[i].evidence && rules[i].holds);
		assert_int_equal(strspn(rules[i].id, "abcdefghijklmnopqrstuvwxyz0123456789-"),
				 strlen(rules[i].id));
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(rules[i].id, rules[j].id);
	}
	assert_string_equal(rules[len - 1].id, "unclassified");
}

/* Names from the kernel may be of any length. */
static void test_long_names(void **state)
{
	char reason[300], caller[300];
	struct rst_event event = { .kind = RST_PASSIVE };
	struct reset_facts facts = { .event = &event, .reason = reason, .callers = { caller } };
	struct reset_verdict verdict;

	(void)state;
	memset(reason, 'R', sizeof(reason) - 1);
	memset(caller, 'c', sizeof(caller) - 1);
	reason[sizeof(reason) - 1] = caller[sizeof(caller) - 1] = '\0';
	reset_explain(&facts, &verdict);
	assert_int_equal(strlen(verdict.sentence), RESET_SENTENCE_LEN - 1);
}

int main(void)
{
	struct CMUnitTest tests[ARRAY_LEN(cases) + 2] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_long_names),
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		tests[i + 2] = (struct CMUnitTest) {
			.name = cases[i].name,
			.test_func = test_owner,
			.initial_state = (void *)&cases[i],
		};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("owner", tests, NULL, NULL);
}
