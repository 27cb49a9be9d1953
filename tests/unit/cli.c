/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cli.c - what the command line takes, and the words with which it refuses.
 */
#include <linux/types.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli.h"
#include "options.h"
#include "tap.h"

#define UNTOUCHED	12345678

/* parse_u64() takes whole decimal numbers within limits, and nothing else. */
static void parses_u64(void **state)
{
	static const struct {
		const char	*text;
		int		result;
		uint64_t	number;
	} cases[] = {
		{ "1",		0,	1 },
		{ "65535",	0,	65535 },
		{ "007",	0,	7 },
		{ "0",		-ERANGE, UNTOUCHED },
		{ "65536",	-ERANGE, UNTOUCHED },
		{ "99999999999999999999", -ERANGE, UNTOUCHED },
		{ "",		-EINVAL, UNTOUCHED },
		{ "-1",		-EINVAL, UNTOUCHED },
		{ " 1",		-EINVAL, UNTOUCHED },
		{ "80x",	-EINVAL, UNTOUCHED },
		{ "0x50",	-EINVAL, UNTOUCHED },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		uint64_t number = UNTOUCHED;

		assert_int_equal(parse_u64(cases[i].text, 1, 65535, &number), cases[i].result);
		assert_int_equal(number, cases[i].number);
	}
}

static unsigned int count_bits(const uint64_t *words)
{
	unsigned int bits = 0;

	for (size_t i = 0; i < CLI_PORT_WORDS; i++)
		bits += __builtin_popcountll(words[i]);
	return bits;
}

static bool has(const uint64_t *words, unsigned int port)
{
	return words[port / 64] >> (port % 64) & 1;
}

/* A list sets exactly its ports, and adds to what was there. */
static void parses_ports(void **state)
{
	uint64_t ports[CLI_PORT_WORDS] = {};
	struct ports_error error;

	(void)state;
	assert_int_equal(parse_ports("80,443,8000-8100", ports, &error), 0);
	assert_int_equal(count_bits(ports), 2 + 101);
	assert_true(has(ports, 80) && has(ports, 443) && has(ports, 8000) && has(ports, 8100));
	assert_false(has(ports, 81) || has(ports, 7999) || has(ports, 8101));
	assert_int_equal(parse_ports("1-65535", ports, &error), 0);
	assert_int_equal(count_bits(ports), 65535);
	assert_false(has(ports, 0));
}

/* What is refused changes nothing, and names the part that is wrong. */
static void refuses_ports(void **state)
{
	static const struct {
		const char	*text, *part;
	} cases[] = {
		{ "", "" },
		{ "0", "0" },
		{ "65536", "65536" },
		{ "80,", "" },
		{ ",80", "" },
		{ "80,,90", "" },
		{ "80,http", "http" },
		{ "80 ", "80 " },
		{ "90-80", "90-80" },
		{ "80-", "80-" },
		{ "-80", "-80" },
		{ "1-2-3", "1-2-3" },
		{ "8000-65536", "8000-65536" },
		{ "111111111111111111111111111111", "11111111111111111111111" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		uint64_t ports[CLI_PORT_WORDS] = {};
		struct ports_error error = {};

		assert_int_equal(parse_ports(cases[i].text, ports, &error), -EINVAL);
		assert_string_equal(error.part, cases[i].part);
		assert_non_null(error.why);
		assert_int_equal(count_bits(ports), 0);
	}
}

static void parses_seconds(void **state)
{
	static const struct {
		const char	*text;
		int		result;
		uint64_t	ms;
	} cases[] = {
		{ "1",		0,	1000 },
		{ "0.5",	0,	500 },
		{ "2.25",	0,	2250 },
		{ "0.001",	0,	1 },
		{ "31622400",	0,	31622400000 },
		{ "0",		-ERANGE, UNTOUCHED },
		{ "0.000",	-ERANGE, UNTOUCHED },
		{ "31622401",	-ERANGE, UNTOUCHED },
		{ "1.",		-EINVAL, UNTOUCHED },
		{ ".5",		-EINVAL, UNTOUCHED },
		{ "1.2345",	-EINVAL, UNTOUCHED },
		{ "1.2x",	-EINVAL, UNTOUCHED },
		{ "1,5",	-EINVAL, UNTOUCHED },
		{ "-1",		-EINVAL, UNTOUCHED },
		{ "",		-EINVAL, UNTOUCHED },
		{ "1111111111111111111111111", -ERANGE, UNTOUCHED },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		uint64_t ms = UNTOUCHED;

		assert_int_equal(parse_seconds(cases[i].text, &ms), cases[i].result);
		assert_int_equal(ms, cases[i].ms);
	}
}

/* Parses in a child, because a refusal ends the process; gets its last words. */
static int status_of(char *const *words, char *said, size_t size)
{
	char *argv[8] = { (char *)"rsttrace" };
	int argc = 1, pipes[2], status;
	struct options options;
	size_t len = 0;
	ssize_t n;
	pid_t pid;

	while (words[argc - 1]) {
		argv[argc] = words[argc - 1];
		argc++;
	}
	assert_int_equal(pipe(pipes), 0);
	fflush(NULL);
	pid = fork();
	if (!pid) {
		dup2(pipes[1], STDERR_FILENO);
		close(pipes[0]);
		close(pipes[1]);
		program_invocation_short_name = (char *)"rsttrace";
		options_parse(argc, argv, &options);
		_exit(0);
	}
	close(pipes[1]);
	while (len < size - 1 && (n = read(pipes[0], said + len, size - 1 - len)) > 0)
		len += n;
	said[len] = '\0';
	close(pipes[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* Each refusal is one line that names the option and the word, then the next step. */
static void refuses_usage(void **state)
{
	static const struct {
		char		*words[3];
		const char	*why;
	} cases[] = {
		{ { "--port", "70000" }, "--port: '70000' is not a port (1 to 65535)" },
		{ { "--port=0" }, "--port: '0' is not a port (1 to 65535)" },
		{ { "--port", "" }, "--port: '' is not a port (1 to 65535)" },
		{ { "--port", "80-70000" }, "--port: '80-70000' is not a range of ports (1 to 65535)" },
		{ { "--port", "9-8" }, "--port: '9-8' is a range that ends before it begins" },
		{ { "--hooks", "uprobe" }, "--hooks: 'uprobe' is not auto, kprobe, fentry or tracepoint" },
		{ { "--duration", "soon" }, "--duration: 'soon' is not a time in seconds (0.001 to a year)" },
		{ { "--interval", "0" }, "--interval: '0' is not a time in seconds (0.001 to a year)" },
		{ { "--count", "0" }, "--count: '0' is not a number above 0" },
		{ { "--count", "-3" }, "--count: '-3' is not a number above 0" },
		{ { "--buffer", "4097" }, "--buffer: '4097' is not a power of two from 4096 to 1073741824" },
		{ { "--buffer", "2048" }, "--buffer: '2048' is not a power of two from 4096 to 1073741824" },
		{ { "eth0" }, "'eth0' is one word too many" },
		{ { "--netns", "" }, "--netns: '' is no name, pid or path" },
	};
	char said[512], wanted[256];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		snprintf(wanted, sizeof(wanted), "rsttrace: %s\nTry 'rsttrace --help'.\n", cases[i].why);
		assert_int_equal(status_of(cases[i].words, said, sizeof(said)), 2);
		assert_string_equal(said, wanted);
	}
}

/* What getopt refuses by itself has the same status. */
static void refuses_unknown_options(void **state)
{
	static char *const unknown[] = { "--prot", "80", NULL };
	static char *const bare[] = { "--port", NULL };
	char said[512];

	(void)state;
	assert_int_equal(status_of(unknown, said, sizeof(said)), 2);
	assert_non_null(strstr(said, "--prot"));
	assert_int_equal(status_of(bare, said, sizeof(said)), 2);
	assert_non_null(strstr(said, "--port"));
}

static void takes_options(void **state)
{
	char *argv[] = { "rsttrace", "-p", "80,443", "--sent", "--hooks=fentry", "-d", "1.5",
			 "-c", "23", "-j", "--netns", "812", NULL };
	struct options options;

	(void)state;
	options_parse(12, argv, &options);
	assert_true(options.by_port && options.sent && !options.received && options.json);
	assert_int_equal(count_bits(options.ports), 2);
	assert_int_equal(options.way, WAY_FENTRY);
	assert_int_equal(options.duration_ms, 1500);
	assert_int_equal(options.count, 23);
	assert_int_equal(options.buffer_bytes, 1 << 20);
	assert_string_equal(options.netns, "812");
}

/* Both together ask for everything. */
static void takes_both_directions(void **state)
{
	char *argv[] = { "rsttrace", "--sent", "--received", NULL };
	struct options options;

	(void)state;
	options_parse(3, argv, &options);
	assert_false(options.sent || options.received);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parses_u64),
		cmocka_unit_test(parses_ports),
		cmocka_unit_test(refuses_ports),
		cmocka_unit_test(parses_seconds),
		cmocka_unit_test(refuses_usage),
		cmocka_unit_test(refuses_unknown_options),
		cmocka_unit_test(takes_options),
		cmocka_unit_test(takes_both_directions),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
