// SPDX-License-Identifier: GPL-2.0-only
/*
 * options.c - the command line of rsttrace.
 */
#include <linux/types.h>

#include "options.h"

#include <argp.h>
#include <err.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUFFER_MIN	(4ULL << 10)
#define BUFFER_MAX	(1ULL << 30)
#define BUFFER_DEFAULT	(1ULL << 20)

const char *argp_program_version = "rsttrace " VERSION;

enum {				/* options without a letter */
	OPT_SENT = 256,
	OPT_RECEIVED,
	OPT_HOOKS,
	OPT_SUMMARY,
	OPT_CHECK,
	OPT_READY_FILE,
	OPT_BUFFER,
	OPT_BTF,
};

static const struct argp_option table[] = {
	{ NULL, 0, NULL, 0, "What to show:", 1 },
	{ "port",	'p', "LIST", 0, "Resets with one of these ports at either end: 80,443,8000-8100", 0 },
	{ "netns",	'n', "NETNS", 0, "Only this network namespace: a NAME of ip-netns(8), a PID or a PATH", 0 },
	{ "sent",	OPT_SENT, NULL, 0, "Only resets that this host sends", 0 },
	{ "received",	OPT_RECEIVED, NULL, 0, "Only resets that this host receives", 0 },

	{ NULL, 0, NULL, 0, "How to show it:", 2 },
	{ "stack",	's', NULL, 0, "Print the kernel stack of each reset", 0 },
	{ "summary",	OPT_SUMMARY, NULL, 0, "Print only the summary", 0 },
	{ "interval",	'i', "SECONDS", 0, "Print the summary so far again and again", 0 },
	{ "json",	'j', NULL, 0, "Print one JSON object per line", 0 },
	{ "quiet",	'q', NULL, 0, "No heading, and no notes on standard error", 0 },
	{ "verbose",	'v', NULL, 0, "Say what is attached, and what libbpf says", 0 },

	{ NULL, 0, NULL, 0, "When to stop (else with Ctrl-C):", 3 },
	{ "duration",	'd', "SECONDS", 0, "Stop after this time", 0 },
	{ "count",	'c', "N", 0, "Stop after N resets", 0 },

	{ NULL, 0, NULL, 0, "How to look:", 4 },
	{ "hooks",	OPT_HOOKS, "WAY", 0, "auto (default), kprobe, fentry or tracepoint", 0 },
	{ "buffer",	OPT_BUFFER, "BYTES", 0, "Size of the ring buffer, a power of two (default 1048576)", 0 },
	{ "btf",	OPT_BTF, "FILE", 0, "Type information of the running kernel, where it brings none", 0 },
	{ "check",	OPT_CHECK, NULL, 0, "Say what this kernel offers and what will be used, then end", 0 },
	{ "ready-file",	OPT_READY_FILE, "FILE", 0, "Create FILE when everything is attached", 0 },

	{ NULL, 0, NULL, 0, "Help:", -1 },
	{}
};

static const char doc[] =
	"Show every TCP reset that this host sends or receives: whose, and why.\v"
	"Needs root, or CAP_BPF and CAP_PERFMON.  See rsttrace(8).";

/* Prints what is wrong with the command line and ends. */
static void __attribute__((noreturn, format(printf, 1, 2))) fail_usage(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vwarnx(format, args);
	va_end(args);
	fprintf(stderr, "Try '%s --help'.\n", program_invocation_short_name);
	exit(2);
}

static void parse_port_option(const char *text, struct options *options)
{
	struct ports_error error;

	if (parse_ports(text, options->ports, &error))
		fail_usage("--port: '%s' %s", error.part, error.why);
	options->by_port = true;
}

static uint64_t parse_time_option(const char *name, const char *text)
{
	uint64_t ms;

	if (parse_seconds(text, &ms))
		fail_usage("--%s: '%s' is not a time in seconds (0.001 to a year)", name, text);
	return ms;
}

static uint64_t parse_buffer_option(const char *text)
{
	uint64_t bytes;

	if (parse_u64(text, BUFFER_MIN, BUFFER_MAX, &bytes) || bytes & (bytes - 1))
		fail_usage("--buffer: '%s' is not a power of two from 4096 to 1073741824", text);
	return bytes;
}

static error_t on_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case 'p':
		parse_port_option(arg, options);
		break;
	case 'n':
		if (!*arg)
			fail_usage("--netns: '' is no name, pid or path");
		options->netns = arg;
		break;
	case OPT_SENT:
		options->sent = true;
		break;
	case OPT_RECEIVED:
		options->received = true;
		break;
	case OPT_HOOKS:
		if (way_parse(arg, &options->way))
			fail_usage("--hooks: '%s' is not auto, kprobe, fentry or tracepoint", arg);
		break;
	case 's':
		options->stack = true;
		break;
	case OPT_SUMMARY:
		options->summary_only = true;
		break;
	case 'i':
		options->interval_ms = parse_time_option("interval", arg);
		break;
	case 'd':
		options->duration_ms = parse_time_option("duration", arg);
		break;
	case 'c':
		if (parse_u64(arg, 1, UINT64_MAX, &options->count))
			fail_usage("--count: '%s' is not a number above 0", arg);
		break;
	case OPT_BUFFER:
		options->buffer_bytes = parse_buffer_option(arg);
		break;
	case OPT_BTF:
		options->btf_file = arg;
		break;
	case 'j':
		options->json = true;
		break;
	case 'q':
		options->quiet = true;
		break;
	case 'v':
		options->verbose = true;
		break;
	case OPT_CHECK:
		options->check = true;
		break;
	case OPT_READY_FILE:
		options->ready_file = arg;
		break;
	case ARGP_KEY_ARG:
		fail_usage("'%s' is one word too many", arg);
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

void options_parse(int argc, char **argv, struct options *ret)
{
	static const struct argp argp = { table, on_option, NULL, doc, NULL, NULL, NULL };

	argp_err_exit_status = 2;
	argv[0] = program_invocation_short_name;	/* argp's messages begin as ours */
	*ret = (struct options){ .buffer_bytes = BUFFER_DEFAULT };
	if (argp_parse(&argp, argc, argv, 0, NULL, ret))
		exit(2);
	if (ret->sent && ret->received)
		ret->sent = ret->received = false;	/* only both: all */
}
