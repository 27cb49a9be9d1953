// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracer.c - the kernel half of rsttrace as the user half handles it: load,
 * attach by the plan, switch on and off, read the sums.
 */
#include <linux/types.h>
#include <stdbool.h>
#include <stdint.h>

#include "tracer.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <linux/membarrier.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "cli.h"
#include "kernel/symbols.h"
#include "rsttrace.skel.h"

#define PROC_PID_INIT_INO	0xeffffffcU	/* of the first pid namespace */

struct tracer {
	struct rsttrace_bpf	*skel;
	struct rsttrace_bpf	*late[FACTS];	/* programs loaded with their module */
	struct bpf_link		*links[HOOKS];
	struct ring_buffer	*ring;
	struct hooks_plan	*plan;
};

static struct bpf_program *find_program(struct rsttrace_bpf *skel, enum rst_hook hook)
{
	return bpf_object__find_program_by_name(skel->obj, hook_rows[hook].program);
}

/* The pid namespace as bpf_get_ns_current_pid_tgid() wants it. */
static void set_pid_namespace(struct rsttrace_bpf *skel)
{
	struct stat ns;

	if (stat("/proc/self/ns/pid", &ns) || ns.st_ino == PROC_PID_INIT_INO)
		return;
	/* The kernel packs a device number in another way than glibc. */
	skel->rodata->pidns_dev = (uint64_t)major(ns.st_dev) << 20 | minor(ns.st_dev);
	skel->rodata->pidns_ino = ns.st_ino;
}

/* Opens the object with the constants set and only the chosen programs to load. */
static struct rsttrace_bpf *open_skeleton(const struct tracer_config *config,
					  const struct hooks_plan *plan)
{
	LIBBPF_OPTS(bpf_object_open_opts, opts, .btf_custom_path = config->btf_file);
	struct rsttrace_bpf *skel = rsttrace_bpf__open_opts(&opts);

	if (!skel)
		return NULL;
	skel->rodata->filter = config->filter;
	memcpy((void *)skel->rodata->ports, config->ports, sizeof(skel->rodata->ports));
	skel->rodata->full_stack = config->full_stack;
	skel->rodata->active_reason_arg = plan->active_reason_arg;
	skel->rodata->passive_has_reason = plan->passive_has_reason;
	skel->rodata->tp_has_reason = plan->tp_has_reason;
	skel->rodata->tcp_reset_has_skb = plan->tcp_reset_has_skb;
	set_pid_namespace(skel);
	bpf_map__set_max_entries(skel->maps.events, config->buffer_bytes);
	for (int hook = 0; hook < HOOKS; hook++) {
		bool chosen = plan->chosen[hook_rows[hook].fact] == hook;

		/* fentry names its function when it is loaded: not before the module. */
		if (plan->offers[hook] == OFFER_LATER && hook_rows[hook].way == WAY_FENTRY)
			chosen = false;
		bpf_program__set_autoload(find_program(skel, hook), chosen);
	}
	return skel;
}

/* Returns a hook that could not be attached, with errno, or -1. */
static int attach_chosen(struct tracer *tracer)
{
	for (int fact = 0; fact < FACTS; fact++) {
		int hook = tracer->plan->chosen[fact];

		if (hook < 0 || tracer->plan->offers[hook] == OFFER_LATER)
			continue;
		tracer->links[hook] = bpf_program__attach(find_program(tracer->skel, hook));
		if (!tracer->links[hook])
			return hook;
	}
	return -1;
}

/*
 * Which hook to do without when the load failed: an fentry program that the
 * kernel refuses shows only then.  Those in modules first, because a module may
 * have gone since the plan was made.  Returns -1 if it is none of them.
 */
static int suspect_fentry(const struct hooks_plan *plan)
{
	int suspect = -1;

	for (int fact = 0; fact < FACTS; fact++) {
		int hook = plan->chosen[fact];

		if (hook < 0 || hook_rows[hook].way != WAY_FENTRY || plan->offers[hook] == OFFER_LATER)
			continue;
		if (hook_rows[hook].module)
			return hook;
		if (suspect < 0)
			suspect = hook;
	}
	return suspect;
}

static void close_skeleton(struct tracer *tracer)
{
	for (int hook = 0; hook < HOOKS; hook++) {
		bpf_link__destroy(tracer->links[hook]);
		tracer->links[hook] = NULL;
	}
	rsttrace_bpf__destroy(tracer->skel);
	tracer->skel = NULL;
}

/* Loads and attaches; a hook that does not work gives way to the next best. */
static int load_and_attach(struct tracer *tracer, const struct tracer_config *config,
			   const struct btf *btf)
{
	int error = -ENOENT;

	for (int tries = 0; tries < 2 * HOOKS; tries++) {
		int hook;

		tracer->skel = open_skeleton(config, tracer->plan);
		if (!tracer->skel)
			return -errno;
		error = rsttrace_bpf__load(tracer->skel);
		hook = error ? suspect_fentry(tracer->plan) : attach_chosen(tracer);
		if (!error && hook < 0)
			return 0;
		if (!error)
			error = -errno;
		else if (error == -EPERM || error == -ENOMEM)
			hook = -1;	/* no hook's fault */
		close_skeleton(tracer);
		if (hook < 0)
			return error;
		if (hooks_module_is_there(hook))
			hooks_refuse(tracer->plan, hook, error);
		hooks_plan(tracer->plan, btf, config->way, false);
		if (!hooks_can_work(tracer->plan))
			return error;
	}
	return error;
}

struct tracer *tracer_open(const struct tracer_config *config, struct hooks_plan *plan,
			   const struct btf *btf, tracer_event_fn on_event, void *ctx)
{
	struct tracer *tracer = calloc(1, sizeof(*tracer));
	int error;

	if (!tracer)
		return NULL;
	tracer->plan = plan;
	error = load_and_attach(tracer, config, btf);
	if (!error) {
		tracer->ring = ring_buffer__new(bpf_map__fd(tracer->skel->maps.events), on_event,
						ctx, NULL);
		if (!tracer->ring)
			error = -errno;
	}
	if (error) {
		tracer_close(tracer);
		errno = -error;
		return NULL;
	}
	return tracer;
}

void tracer_close(struct tracer *tracer)
{
	if (!tracer)
		return;
	ring_buffer__free(tracer->ring);
	for (int hook = 0; hook < HOOKS; hook++)
		bpf_link__destroy(tracer->links[hook]);
	for (int fact = 0; fact < FACTS; fact++)
		rsttrace_bpf__destroy(tracer->late[fact]);
	rsttrace_bpf__destroy(tracer->skel);
	free(tracer);
}

bool tracer_needs_symbols(const struct tracer *tracer)
{
	int hook = tracer->plan->chosen[FACT_RECEIVED];

	return hook == HOOK_RECEIVED_TP ||
	       (hook >= 0 && !tracer->plan->tcp_reset_has_skb);
}

void tracer_settle(void)
{
	/* Fails where the kernel lacks it: then the edges are less sharp. */
	syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0);
}

static struct rst_text find_text(const struct symbols *symbols, const char *name, const char *cold)
{
	struct rst_text text = {};
	struct symbol symbol;

	if (symbols_name_range(symbols, name, &symbol)) {
		text.start = symbol.start;
		text.end = symbol.end;
	}
	if (symbols_name_range(symbols, cold, &symbol)) {
		text.cold_start = symbol.start;
		text.cold_end = symbol.end;
	}
	return text;
}

void tracer_set_symbols(struct tracer *tracer, const struct symbols *symbols)
{
	struct symbol symbol;

	/* Were it inlined, a reset of the peer would look as our own. */
	if (!symbols_name_range(symbols, "tcp_validate_incoming", &symbol))
		return;
	tracer->skel->bss->tcp_reset_text = find_text(symbols, "tcp_reset", "tcp_reset.cold");
	tracer->skel->bss->rcv_state_process_text =
		find_text(symbols, "tcp_rcv_state_process", "tcp_rcv_state_process.cold");
}

void tracer_arm(struct tracer *tracer, bool on)
{
	__atomic_store_n(&tracer->skel->bss->armed, on, __ATOMIC_SEQ_CST);
}

int tracer_wait(struct tracer *tracer, int timeout_ms, const sigset_t *signals, int output)
{
	const struct timespec timeout = {
		.tv_sec = timeout_ms / 1000,
		.tv_nsec = timeout_ms % 1000 * 1000000L,
	};
	struct pollfd fds[] = {
		{ .fd = ring_buffer__epoll_fd(tracer->ring), .events = POLLIN },
		{ .fd = output },	/* errors are always told */
	};

	if (ppoll(fds, 2, timeout_ms < 0 ? NULL : &timeout, signals) < 0)
		return errno == EINTR ? 0 : -errno;
	return fds[1].revents & (POLLERR | POLLHUP) ? -EPIPE : 0;
}

int tracer_drain(struct tracer *tracer)
{
	return ring_buffer__consume(tracer->ring);
}

/*
 * Opens the object once more for one program whose module is there only now,
 * on the maps of the first.  Returns the program, or NULL with errno.
 */
static struct bpf_program *load_late(struct tracer *tracer, enum rst_hook hook)
{
	enum fact fact = hook_rows[hook].fact;
	struct rsttrace_bpf *skel;
	struct bpf_program *program;
	struct bpf_map *map;
	int error = 0;

	rsttrace_bpf__destroy(tracer->late[fact]);
	skel = tracer->late[fact] = rsttrace_bpf__open();
	if (!skel)
		return NULL;
	bpf_object__for_each_program(program, skel->obj)
		bpf_program__set_autoload(program, false);
	bpf_program__set_autoload(find_program(skel, hook), true);
	bpf_object__for_each_map(map, skel->obj) {
		struct bpf_map *first;

		first = bpf_object__find_map_by_name(tracer->skel->obj, bpf_map__name(map));
		error = error ?: bpf_map__reuse_fd(map, bpf_map__fd(first));
	}
	error = error ?: bpf_object__load(skel->obj);
	if (error) {
		errno = -error;
		return NULL;
	}
	return find_program(skel, hook);
}

int tracer_attach_reject(struct tracer *tracer, enum fact fact)
{
	int hook = tracer->plan->chosen[fact];
	struct bpf_program *program;

	if (hook < 0)
		return 0;
	/* A kprobe dies with its module: it may be loaded for the second time. */
	bpf_link__destroy(tracer->links[hook]);
	tracer->links[hook] = NULL;
	program = hook_rows[hook].way == WAY_FENTRY ? load_late(tracer, hook) :
		  find_program(tracer->skel, hook);
	if (program)
		tracer->links[hook] = bpf_program__attach(program);
	return tracer->links[hook] ? 0 : -errno;
}

bool tracer_is_attached(const struct tracer *tracer, enum rst_hook hook)
{
	return tracer->links[hook];
}

int tracer_sums(struct tracer *tracer, struct tracer_sum **ret)
{
	int cpus = libbpf_num_possible_cpus();
	int fd = bpf_map__fd(tracer->skel->maps.sums);
	struct rst_sum *values;
	struct rst_cause key;
	int len = 0, error = 0;

	if (cpus < 0)
		return cpus;
	values = calloc(cpus, sizeof(*values));
	*ret = calloc(bpf_map__max_entries(tracer->skel->maps.sums), sizeof(**ret));
	if (!values || !*ret)
		error = -ENOMEM;
	if (!error)
		error = bpf_map_get_next_key(fd, NULL, &key);
	for (; !error; error = bpf_map_get_next_key(fd, &key, &key)) {
		struct tracer_sum *row = &(*ret)[len];

		error = bpf_map_lookup_elem(fd, &key, values);
		if (error)
			break;
		row->cause = key;
		for (int cpu = 0; cpu < cpus; cpu++)
			for (int fate = 0; fate < RST_FATES; fate++)
				row->sum.fates[fate] += values[cpu].fates[fate];
		len++;
	}
	free(values);
	if (error != -ENOENT) {		/* the end of the map */
		free(*ret);
		*ret = NULL;
		return error;
	}
	return len;
}

struct tracer_gaps tracer_gaps(struct tracer *tracer)
{
	struct tracer_gaps gaps = {
		.uncounted = tracer->skel->bss->uncounted,
		.ambiguous = tracer->skel->bss->ambiguous,
	};

	for (int hook = 0; hook < HOOKS; hook++) {
		struct bpf_prog_info info = {};
		__u32 size = sizeof(info);
		int fd = bpf_program__fd(find_program(tracer->skel, hook));

		/* Counted since v5.12; before, nothing says that a hook did not run. */
		if (fd >= 0 && !bpf_obj_get_info_by_fd(fd, &info, &size))
			gaps.missed += info.recursion_misses;
	}
	return gaps;
}
