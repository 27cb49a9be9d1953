/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * escape.c - names that others chose reach neither the terminal nor the reader
 * of JSON unharmed.
 */
#include "tap.h"

#include <stdlib.h>
#include <string.h>

#include "show/escape.h"

static const struct escape_case {
	const char	*name;
	const char	*text;
	const char	*terminal;
	const char	*json;
} cases[] = {
	{ "nothing", "", "", "\"\"" },
	{ "plain", "nginx: worker", "nginx: worker", "\"nginx: worker\"" },
	{ "a quote", "a\"b", "a\"b", "\"a\\\"b\"" },
	{ "a backslash", "a\\b", "a\\\\b", "\"a\\\\b\"" },
	{ "newline, tab, bell", "\n\t\a", "\\x0a\\x09\\x07", "\"\\u000a\\u0009\\u0007\"" },
	{ "colour of a terminal", "\033[31mred", "\\x1b[31mred", "\"\\u001b[31mred\"" },
	{ "delete", "\x7f", "\\x7f", "\"\\u007f\"" },
	{ "the last plain one", "~", "~", "\"~\"" },
	{ "two bytes", "caf\xc3\xa9", "caf\\xc3\\xa9", "\"caf\\u00e9\"" },
	{ "three bytes", "\xe2\x82\xac", "\\xe2\\x82\\xac", "\"\\u20ac\"" },
	{ "four bytes", "\xf0\x9f\x90\x9b", "\\xf0\\x9f\\x90\\x9b", "\"\\ud83d\\udc1b\"" },
	{ "the highest", "\xf4\x8f\xbf\xbf", "\\xf4\\x8f\\xbf\\xbf", "\"\\udbff\\udfff\"" },
	{ "beyond the highest", "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80",
	  "\"\\u00f4\\u0090\\u0080\\u0080\"" },
	{ "control of two bytes", "\xc2\x9b" "31m", "\\xc2\\x9b31m", "\"\\u009b31m\"" },
	{ "a lone byte", "a\xff" "b", "a\\xffb", "\"a\\u00ffb\"" },
	{ "a lone follower", "\x80", "\\x80", "\"\\u0080\"" },
	{ "cut by the end", "\xe2\x82", "\\xe2\\x82", "\"\\u00e2\\u0082\"" },
	{ "cut by a letter", "\xe2\x82z", "\\xe2\\x82z", "\"\\u00e2\\u0082z\"" },
	{ "overlong NUL", "\xc0\x80", "\\xc0\\x80", "\"\\u00c0\\u0080\"" },
	{ "overlong slash", "\xe0\x80\xaf", "\\xe0\\x80\\xaf", "\"\\u00e0\\u0080\\u00af\"" },
	{ "overlong of four", "\xf0\x80\x80\xaf", "\\xf0\\x80\\x80\\xaf",
	  "\"\\u00f0\\u0080\\u0080\\u00af\"" },
	{ "a surrogate", "\xed\xa0\x80", "\\xed\\xa0\\x80", "\"\\u00ed\\u00a0\\u0080\"" },
	{ "five bytes", "\xf8\x88\x80\x80\x80", "\\xf8\\x88\\x80\\x80\\x80",
	  "\"\\u00f8\\u0088\\u0080\\u0080\\u0080\"" },
	{ "text turned around", "\xe2\x80\xae", "\\xe2\\x80\\xae", "\"\\u202e\"" },
};

static char *print(void (*escape)(FILE *out, const char *text), const char *text)
{
	char *ret = NULL;
	size_t len;
	FILE *out = open_memstream(&ret, &len);

	assert_non_null(out);
	escape(out, text);
	fclose(out);
	return ret;
}

static void test_case(void **state)
{
	const struct escape_case *c = *state;
	char *terminal = print(escape_text, c->text), *json = print(escape_json, c->text);
	char copy[64];

	assert_string_equal(terminal, c->terminal);
	assert_string_equal(json, c->json);
	assert_int_equal(escape_copy(copy, sizeof(copy), c->text), strlen(c->terminal));
	assert_string_equal(copy, c->terminal);
	free(terminal);
	free(json);
}

/* Every byte alone comes out as printable ASCII. */
static void test_all_bytes(void **state)
{
	(void)state;
	for (int byte = 1; byte < 256; byte++) {
		char text[2] = { byte }, *terminal = print(escape_text, text);
		char *json = print(escape_json, text);

		for (const char *at = terminal; *at; at++)
			assert_in_range(*at, ' ', '~');
		for (const char *at = json; *at; at++)
			assert_in_range(*at, ' ', '~');
		free(terminal);
		free(json);
	}
}

/* What does not fit is left out as a whole. */
static void test_copy_cut(void **state)
{
	static const char *const by_size[] = { NULL, "", "a", "a", "a", "a", "a\\x1b", "a\\x1bb" };
	char copy[8];

	(void)state;
	for (size_t size = 1; size < ARRAY_LEN(by_size); size++) {
		memset(copy, '#', sizeof(copy));
		assert_int_equal(escape_copy(copy, size, "a\033b"), strlen(by_size[size]));
		assert_string_equal(copy, by_size[size]);
		for (size_t i = size; i < sizeof(copy); i++)
			assert_int_equal(copy[i], '#');
	}
}

int main(void)
{
	struct CMUnitTest tests[ARRAY_LEN(cases) + 2] = {
		cmocka_unit_test(test_all_bytes),
		cmocka_unit_test(test_copy_cut),
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		tests[i + 2] = (struct CMUnitTest) {
			.name = cases[i].name,
			.test_func = test_case,
			.initial_state = (void *)&cases[i],
		};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("escape", tests, NULL, NULL);
}
