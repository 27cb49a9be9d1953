/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * text.c - what lines for people promise at every width: nothing passes the edge,
 * and a terminal of 100 columns shows whose reset it is and which verdict.
 */
#include "tap.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "show/show.h"
#include "tally/resets.h"

#define WIDTH_MAX	300

/* The longest that can be, in IPv4 or IPv6. */
static void make_widest(struct rst_event *event, struct reset *reset, uint16_t family, size_t rule)
{
	static const char *const stack[] = {
		"a_function_whose_name_is_longer_than_most_terminals_are_wide+0x1234 [a_module]",
	};
	size_t len;

	memset(event, 0, sizeof(*event));
	event->kind = RST_ACTIVE;
	event->state = 12;
	event->flow.family = family;
	memset(event->flow.local_addr, 0xff, family == AF_INET ? 4 : 16);
	memset(event->flow.remote_addr, 0xff, family == AF_INET ? 4 : 16);
	event->flow.local_port = event->flow.remote_port = 65535;

	memset(reset, 0, sizeof(*reset));
	reset->event = event;
	reset->verdict.rule = &reset_rules(&len)[rule];
	memset(reset->verdict.sentence, 'w', RESET_SENTENCE_LEN - 1);
	reset->owner = (struct reset_process) { .pid = 4194304, .comm = "\033\033\033\033\033\033" };
	reset->stack = stack;
	reset->stack_len = ARRAY_LEN(stack);
}

/* Fails for a line that is longer than @width, or has a control byte in it. */
static void check_width(const char *text, size_t width)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		assert_true(!width || len <= width);
		for (size_t i = 0; i < len; i++)
			assert_in_range(text[i], ' ', '~');
		text += len + 1;
	}
}

/* Takes the colours out, in place. */
static void strip_colours(char *text)
{
	char *to = text;

	while (*text) {
		if (*text == '\033')
			text += strcspn(text, "m") + 1;
		else
			*to++ = *text++;
	}
	*to = '\0';
}

static char *print_all(const struct text_style *style, uint16_t family)
{
	static const struct audit_row audit = {
		.netns = UINT32_MAX, .name = "a namespace with a name as long as names can be \n\n\n\n\n\n",
		.readable = true, .kernel_out_rsts = UINT64_MAX, .failed = 1, .unexplained = INT64_MIN,
	};
	static struct cause_row cause = { "a cause with a long name \n\n\n\n\n\n\n\n\n", 1 };
	struct reset_tally *tally = tally_new();
	struct summary summary = {
		.tally = tally, .lost = 1, .filtered = 1, .thinned = 1, .missed = 1, .uncounted = 1,
		.audit = &audit, .audit_len = 1, .causes = &cause, .causes_len = 1,
	};
	struct rst_event event;
	struct reset reset;
	char *text = NULL;
	size_t rules_len, len;
	FILE *out = open_memstream(&text, &len);

	reset_rules(&rules_len);
	text_heading(out, style);
	for (size_t i = 0; i < rules_len; i++) {
		make_widest(&event, &reset, family, i);
		tally_add(tally, &reset);
		text_reset(out, style, &reset);
	}
	text_summary(out, style, &summary);
	tally_free(tally);
	fclose(out);
	return text;
}

static void test_width(void **state)
{
	static const uint16_t families[] = { AF_INET, AF_INET6, 0 };

	(void)state;
	for (unsigned int width = 0; width <= WIDTH_MAX; width++)
		for (size_t i = 0; i < ARRAY_LEN(families); i++) {
			struct text_style style = { .width = width, .stack = true };
			char *plain = print_all(&style, families[i]), *coloured;

			check_width(plain, width);
			style.colour = true;
			coloured = print_all(&style, families[i]);
			strip_colours(coloured);
			assert_string_equal(coloured, plain);
			free(plain);
			free(coloured);
		}
}

/* The longest addresses of IPv4, the longest state and owner, every verdict. */
static void test_id_is_whole(void **state)
{
	const struct text_style style = { .width = 100 };
	size_t rules_len, len;
	const struct reset_rule *rules = reset_rules(&rules_len);

	(void)state;
	for (size_t i = 0; i < rules_len; i++) {
		struct rst_event event;
		struct reset reset;
		char *text = NULL;
		FILE *out = open_memstream(&text, &len);

		make_widest(&event, &reset, AF_INET, i);
		text_reset(out, &style, &reset);
		fclose(out);
		assert_non_null(strstr(text, rules[i].id));
		assert_int_equal(text[strlen(text) - 2], '~');
		free(text);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_id_is_whole),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
