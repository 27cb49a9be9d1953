// SPDX-License-Identifier: GPL-2.0-only
/*
 * rsttrace.c - show every TCP reset that this host sends or receives, and why.
 *
 * main() reads from top to bottom: what was asked for, what the kernel offers,
 * load, attach, watch, sum up.
 */
#include <linux/types.h>

#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "describe.h"
#include "files.h"
#include "kernel/audit.h"
#include "kernel/btf.h"
#include "kernel/check.h"
#include "kernel/netns.h"
#include "kernel/symbols.h"
#include "options.h"
#include "show/show.h"
#include "signals.h"
#include "summarize.h"
#include "tally/resets.h"
#include "tracer.h"

#define NS_PER_S	1000000000ULL
#define ATTACH_TRIES	100		/* to a module that is being loaded */
#define ATTACH_PAUSE_MS	5

/* All that lives as long as the program. */
struct app {
	struct options	options;
	struct netns	netns;		/* only with --netns */
	struct btf	*btf;
	struct hooks_plan plan;
	struct tracer	*tracer;
	struct audit	*audit;
	struct describer describer;
	struct reset_tally *tally;
	struct text_style style;
	uint64_t	start_ns;	/* CLOCK_BOOTTIME */
	uint64_t	shown;
	unsigned int	attach_tries[FACTS]; /* left, to modules loaded meanwhile */
	uint64_t	wake_ns;	/* CLOCK_BOOTTIME: when watch() has to look up */
	bool		last;		/* the hooks are off: show all that is left */
	bool		done;
	int		write_error;	/* errno of standard output; 0: fine */
};

static uint64_t boot_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec * NS_PER_S + now.tv_nsec;
}

static int on_libbpf(enum libbpf_print_level level, const char *format, va_list args)
{
	return level == LIBBPF_DEBUG ? 0 : vfprintf(stderr, format, args);
}

static int on_libbpf_quiet(enum libbpf_print_level level, const char *format, va_list args)
{
	(void)level, (void)format, (void)args;
	return 0;
}

/* Colours and width, where somebody looks at it. */
static void set_style(struct text_style *style)
{
	const char *term = getenv("TERM"), *no_color = getenv("NO_COLOR");
	struct winsize size;

	style->colour = isatty(STDOUT_FILENO) && !(no_color && *no_color) &&
			term && strcmp(term, "dumb");
	style->width = !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) ? size.ws_col : 0;
}

/* Standard output may be a full disk, or a pipe that nobody reads any more. */
static void check_output(struct app *app)
{
	if (!ferror(stdout))
		return;
	app->write_error = errno;
	app->done = true;
}

/*
 * Shows one reset.  Called by tracer_drain() for each record of the ring, which
 * has no end while resets come faster than they are shown: a negative result
 * makes it look up.
 */
static int on_event(void *ctx, void *data, size_t len)
{
	const struct rst_event *event = data;
	struct app *app = ctx;
	struct reset reset;

	if (len < sizeof(*event))
		return -EPROTO;		/* the two halves do not match */
	if (event->kind == RST_MODULE) {
		app->attach_tries[event->flow.family == AF_INET ? FACT_REJECT_V4 :
				  FACT_REJECT_V6] = ATTACH_TRIES;
		return 0;
	}
	if (len < sizeof(*event) + event->frames_len * sizeof(event->frames[0]))
		return -EPROTO;
	if (app->done)
		return -ECANCELED;
	describe_reset(&app->describer, event, &reset);
	tally_add(app->tally, &reset);
	app->shown++;
	if (!app->options.summary_only) {
		if (app->options.json)
			json_reset(stdout, &reset);
		else
			text_reset(stdout, &app->style, &reset);
		check_output(app);
	}
	if (app->shown == app->options.count)
		app->done = true;
	if (app->done || (!app->last && (signals_stop || signals_report || boot_ns() >= app->wake_ns)))
		return -ECANCELED;
	return 0;
}

/*
 * Prints the summary so far.
 * @last: switch the hooks off, for their sums to be final
 *
 * Returns 0 or -errno.
 */
static int print_summary(struct app *app, bool last)
{
	struct summary_sources sources = {
		.audit = app->audit,
		.tally = app->tally,
		.reasons = &app->describer.reasons,
		.last = last,
	};
	struct snapshot snapshot;
	struct summary summary;
	int error;

	error = snapshot_take(app->tracer, app->audit, last, &snapshot);
	if (error)
		return error;
	app->last = last;
	if (last)
		tracer_drain(app->tracer);
	sources.snapshot = &snapshot;
	sources.symbols = app->describer.symbols;
	error = summary_make(&sources, &summary);
	snapshot_free(&snapshot);
	if (error)
		return error;
	summary.duration_s = (double)(boot_ns() - app->start_ns) / NS_PER_S;
	summary.audit_complete = hooks_see_all_sent(&app->plan);
	if (app->options.json)
		json_summary(stdout, &summary, describe_wall_us(boot_ns()));
	else
		text_summary(stdout, &app->style, &summary);
	check_output(app);
	if (last && summary.lost && !app->options.quiet)
		warnx("%" PRIu64 " resets lost their details: the ring buffer was full; try a larger --buffer",
		      summary.lost);
	summary_free(&summary);
	return 0;
}

static void print_start(struct app *app)
{
	const char *hooks[FACTS];
	char names[FACTS][64];
	struct start_info info = { .version = VERSION, .hooks = hooks };
	struct utsname uts;

	if (!app->options.json) {
		if (!app->options.quiet && !app->options.summary_only)
			text_heading(stdout, &app->style);
		return;
	}
	for (int fact = 0; fact < FACTS; fact++) {
		int hook = app->plan.chosen[fact];

		if (hook < 0 || !tracer_is_attached(app->tracer, hook))
			continue;
		/* One tracepoint may show several facts, which follow each other. */
		snprintf(names[info.hooks_len], sizeof(names[0]), "%s", hook_name(hook));
		if (info.hooks_len && !strcmp(names[info.hooks_len], names[info.hooks_len - 1]))
			continue;
		hooks[info.hooks_len] = names[info.hooks_len];
		info.hooks_len++;
	}
	uname(&uts);
	info.kernel = uts.release;
	info.wall_us = describe_wall_us(app->start_ns);
	json_start(stdout, &info);
}

/* Milliseconds until @deadline_ns, rounded up; -1: no deadline. */
static int ms_until(uint64_t deadline_ns)
{
	uint64_t now = boot_ns();

	if (deadline_ns == UINT64_MAX)
		return -1;
	if (deadline_ns <= now)
		return 0;
	if (deadline_ns - now > 1000 * NS_PER_S)
		return 1000 * 1000;
	return (deadline_ns - now + 999999) / 1000000;
}

/*
 * Attaches to modules that were loaded meanwhile; one that is still on its way
 * takes several tries.  Returns whether there is something left to try.
 */
static bool attach_late(struct app *app)
{
	bool again = false;

	for (int fact = FACT_REJECT_V4; fact <= FACT_REJECT_V6; fact++) {
		unsigned int *tries = &app->attach_tries[fact];

		if (!*tries)
			continue;
		*tries = tracer_attach_reject(app->tracer, fact) ? *tries - 1 : 0;
		again |= *tries;
		if (!*tries && !app->options.quiet && app->plan.chosen[fact] >= 0)
			warnx("%s: %s: %s", fact_name(fact), hook_name(app->plan.chosen[fact]),
			      tracer_is_attached(app->tracer, app->plan.chosen[fact]) ?
			      "the module was loaded, attached" : "the module was loaded, but cannot be attached to");
	}
	return again;
}

/* Waits for resets or a signal, and shows what came.  Returns 0 or -errno. */
static int wait_and_show(struct app *app, int wait_ms)
{
	sigset_t before;
	int error = 0;

	signals_block(&before);
	if (!signals_stop && !signals_report)
		error = tracer_wait(app->tracer, wait_ms, &before, STDOUT_FILENO);
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (error == -EPIPE) {		/* as in "| head": a quiet end */
		app->write_error = EPIPE;
		app->done = true;
		return 0;
	}
	if (!error)
		error = tracer_drain(app->tracer);
	return error < 0 && error != -ECANCELED ? error : 0;
}

/* Shows resets until a signal, a limit or an error ends it.  Returns 0 or -errno. */
static int watch(struct app *app)
{
	const uint64_t interval_ns = app->options.interval_ms * 1000000;
	uint64_t end_ns = UINT64_MAX, next_ns = UINT64_MAX;

	if (app->options.duration_ms)
		end_ns = app->start_ns + app->options.duration_ms * 1000000;
	if (interval_ns)
		next_ns = app->start_ns + interval_ns;
	while (!signals_stop && !app->done) {
		int wait_ms, error;

		app->wake_ns = end_ns < next_ns ? end_ns : next_ns;
		wait_ms = ms_until(app->wake_ns);
		if (attach_late(app) && (wait_ms < 0 || wait_ms > ATTACH_PAUSE_MS))
			wait_ms = ATTACH_PAUSE_MS;
		error = wait_and_show(app, wait_ms);
		if (error)
			return error;
		if (isatty(STDOUT_FILENO))
			set_style(&app->style);
		if (boot_ns() >= end_ns)
			break;
		if (signals_report || boot_ns() >= next_ns) {
			if (!signals_report)
				next_ns += interval_ns;
			signals_report = 0;
			error = print_summary(app, false);
			if (error)
				return error;
		}
	}
	return 0;
}

/* Loads and attaches, switched off.  Returns 0, or errno after saying why not. */
static int open_tracer(struct app *app)
{
	const struct options *options = &app->options;
	const struct tracer_config config = {
		.filter.netns = app->netns.inode,
		.filter.by_port = options->by_port,
		.filter.no_sent = options->received,
		.filter.no_received = options->sent,
		.ports = options->ports,
		.buffer_bytes = options->buffer_bytes,
		.full_stack = options->stack,
		.btf_file = options->btf_file,
		.way = options->way,
	};
	int error;

	app->tracer = tracer_open(&config, &app->plan, app->btf, on_event, app);
	if (app->tracer)
		return 0;
	error = errno;
	warnx("cannot load the BPF programs: %s", strerror(error));
	check_explain_failure(error);
	return error;
}

/* Says what this kernel offers, and tries what would be used. */
static int check(struct app *app)
{
	int error = 0;

	if (app->btf && hooks_can_work(&app->plan))
		error = open_tracer(app);
	return check_print(stdout, app->btf ? &app->plan : NULL, error) ? 0 : 1;
}

/* Asks the kernel what it offers.  Returns 0, or the status to end with. */
static int make_plan(struct app *app)
{
	const char *file = app->options.btf_file;

	app->btf = file ? btf__parse(file, NULL) : btf__load_vmlinux_btf();
	if (!app->btf && file)
		warnx("--btf: '%s' holds no type information: %s", file, strerror(errno));
	else if (!app->btf)
		warnx("the kernel has no BTF: it needs CONFIG_DEBUG_INFO_BTF=y, or give it with --btf");
	else
		hooks_plan(&app->plan, app->btf, app->options.way, app->options.check);
	if (app->options.check)
		return check(app);
	if (app->btf && !hooks_can_work(&app->plan))
		warnx("--hooks %s: this kernel has no such hooks: rsttrace --check says what it has",
		      way_name(app->options.way));
	return app->btf && hooks_can_work(&app->plan) ? 0 : 1;
}

/* Loads, attaches, takes the baselines and switches on.  Returns 0 or 1. */
static int start_tracing(struct app *app)
{
	const struct options *options = &app->options;
	int error;

	if (open_tracer(app))
		return 1;
	error = enum_names_load(app->btf, "sk_rst_reason", "SK_RST_REASON_", &app->describer.reasons);
	btf__free(app->btf);
	app->btf = NULL;
	app->tally = tally_new();
	app->audit = audit_new(options->netns ? &app->netns : NULL);
	if (error || !app->tally || !app->audit) {
		warnx("out of memory");
		return 1;
	}
	if (tracer_needs_symbols(app->tracer)) {
		describe_load_symbols(&app->describer);
		if (app->describer.symbols)
			tracer_set_symbols(app->tracer, app->describer.symbols);
	}
	audit_before_start(app->audit);
	tracer_settle();
	tracer_arm(app->tracer, true);
	app->start_ns = boot_ns();
	tracer_settle();
	audit_after_start(app->audit);
	/* Modules may have been loaded between the plan and the hook that tells. */
	for (int fact = FACT_REJECT_V4; fact <= FACT_REJECT_V6; fact++) {
		int hook = app->plan.chosen[fact];

		if (hook >= 0 && !tracer_is_attached(app->tracer, hook) &&
		    hooks_module_is_there(hook))
			app->attach_tries[fact] = ATTACH_TRIES;
	}
	return 0;
}

static int find_netns(struct app *app)
{
	int error = app->options.netns ? netns_resolve(app->options.netns, &app->netns) : 0;

	if (!error)
		return 0;
	if (error == -ENOENT)
		warnx("--netns: '%s' is no network namespace, pid or path here; 'ip netns list' has the names, and the pid of a process in a container will do",
		      app->options.netns);
	else if (error == -EINVAL)
		warnx("--netns: '%s' is not a network namespace", app->options.netns);
	else
		warnx("--netns: '%s': %s", app->options.netns, strerror(-error));
	return 1;
}

static void close_app(struct app *app)
{
	tracer_close(app->tracer);
	audit_free(app->audit);
	tally_free(app->tally);
	symbols_free(app->describer.symbols);
	enum_names_free(&app->describer.reasons);
	btf__free(app->btf);
}

int main(int argc, char **argv)
{
	bool has_output = files_guard_standard();
	static struct app app;
	int error, status;

	options_parse(argc, argv, &app.options);
	libbpf_set_print(app.options.verbose ? on_libbpf : on_libbpf_quiet);
	setvbuf(stdout, NULL, _IOLBF, 0);
	set_style(&app.style);
	app.style.stack = app.options.stack;
	app.describer.full_stack = app.options.stack;
	app.describer.quiet = app.options.quiet;

	if (!has_output)
		warnx("standard output is closed");
	status = has_output ? find_netns(&app) : 1;
	if (!status)
		status = make_plan(&app);
	if (status || app.options.check)
		goto out;
	signals_catch();
	status = start_tracing(&app);
	if (status)
		goto out;
	if (!app.options.quiet)
		check_print_notes(&app.plan, app.options.way, app.options.verbose);
	if (app.options.ready_file && files_create(app.options.ready_file)) {
		warn("--ready-file: '%s'", app.options.ready_file);
		status = 1;
		goto out;
	}
	print_start(&app);
	check_output(&app);
	error = watch(&app);
	if (!app.write_error && !error)
		error = print_summary(&app, true);
	if (error) {
		warnx("what the kernel half has counted cannot be read: %s", strerror(-error));
		status = 1;
	}
out:
	if ((fflush(stdout) || ferror(stdout)) && !app.write_error)
		app.write_error = errno;
	if (app.write_error && app.write_error != EPIPE) {
		warnx("standard output: %s", strerror(app.write_error));
		status = 1;
	}
	close_app(&app);
	return status;
}
