/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * format.c - addresses and times as every form prints them.
 */
#include "tap.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "show/format.h"

static const struct end_case {
	const char	*name;
	uint16_t	family;
	uint8_t		addr[16];
	uint16_t	port;
	const char	*text;
} ends[] = {
	{ "IPv4", AF_INET, { 10, 0, 0, 5 }, 80, "10.0.0.5:80" },
	{ "IPv4, the longest", AF_INET, { 255, 255, 255, 255 }, 65535, "255.255.255.255:65535" },
	{ "IPv4, port not known", AF_INET, { 10, 0, 0, 5 }, 0, "10.0.0.5:-" },
	{ "IPv6", AF_INET6, { 0xfd, [15] = 5 }, 80, "[fd00::5]:80" },
	{ "IPv6, loopback", AF_INET6, { [15] = 1 }, 4242, "[::1]:4242" },
	{ "IPv6, the longest", AF_INET6,
	  { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }, 65535,
	  "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535" },
	{ "IPv6, mapped", AF_INET6, { [10] = 0xff, [11] = 0xff, 192, 0, 2, 255 }, 65535,
	  "[::ffff:192.0.2.255]:65535" },
	{ "a family that nobody knows", 99, { 10, 0, 0, 5 }, 80, "-" },
	{ "no family", 0, { 0 }, 0, "-" },
};

static void test_end(void **state)
{
	const struct end_case *c = *state;
	char text[FORMAT_END_LEN];

	assert_string_equal(format_end(text, c->family, c->addr, c->port), c->text);
}

static void test_utc(void **state)
{
	char text[FORMAT_TIME_LEN];

	(void)state;
	assert_string_equal(format_utc(text, 0), "1970-01-01T00:00:00.000000Z");
	assert_string_equal(format_utc(text, 1709251199999999), "2024-02-29T23:59:59.999999Z");
	assert_string_equal(format_utc(text, 1709251200000001), "2024-03-01T00:00:00.000001Z");
}

/* Cut, not rounded: a line is never ahead of the clock. */
static void test_local_time(void **state)
{
	char text[FORMAT_TIME_LEN];

	(void)state;
	setenv("TZ", "XXX-5:30", 1);	/* five and a half hours east, no zone file */
	tzset();
	assert_string_equal(format_local_time(text, 1709251199999999), "05:29:59.999");
	assert_string_equal(format_utc(text, 1709251199999999), "2024-02-29T23:59:59.999999Z");
	setenv("TZ", "UTC", 1);
	tzset();
	assert_string_equal(format_local_time(text, 1709251199007000), "23:59:59.007");
}

int main(void)
{
	struct CMUnitTest tests[ARRAY_LEN(ends) + 2] = {
		cmocka_unit_test(test_utc),
		cmocka_unit_test(test_local_time),
	};

	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		tests[i + 2] = (struct CMUnitTest) {
			.name = ends[i].name,
			.test_func = test_end,
			.initial_state = (void *)&ends[i],
		};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("format", tests, NULL, NULL);
}
