// SPDX-License-Identifier: GPL-2.0-only
/*
 * hooks.c - the attach plan of rsttrace: for each fact the ways to see it, what
 * this kernel offers of them, and which one is taken.
 *
 * Nothing is decided by a version number: the kernel's BTF tells what there is,
 * and the last word has the attempt to attach.  Taking a kprobe off again costs
 * a grace period of RCU, so they are tried beforehand for --check only.
 */
#include "kernel/hooks.h"

#include <dirent.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/btf.h>

#include "kernel/btf.h"

/* In order of preference where the offers are equal: the cheapest first. */
const struct hook_row hook_rows[HOOKS] = {
	[HOOK_ACTIVE_TP]	= { FACT_ACTIVE, WAY_TRACEPOINT, "active_tp", "tcp_send_reset", NULL },
	[HOOK_ACTIVE_KP]	= { FACT_ACTIVE, WAY_KPROBE, "active_kp", "tcp_send_active_reset", NULL },
	[HOOK_ACTIVE_FE]	= { FACT_ACTIVE, WAY_FENTRY, "active_fe", "tcp_send_active_reset", NULL },
	[HOOK_PASSIVE_V4_TP]	= { FACT_PASSIVE_V4, WAY_TRACEPOINT, "passive_v4_tp", "tcp_send_reset", NULL },
	[HOOK_PASSIVE_V4_KP]	= { FACT_PASSIVE_V4, WAY_KPROBE, "passive_v4_kp", "tcp_v4_send_reset", NULL },
	[HOOK_PASSIVE_V4_FE]	= { FACT_PASSIVE_V4, WAY_FENTRY, "passive_v4_fe", "tcp_v4_send_reset", NULL },
	[HOOK_PASSIVE_V6_TP]	= { FACT_PASSIVE_V6, WAY_TRACEPOINT, "passive_v6_tp", "tcp_send_reset", NULL },
	[HOOK_PASSIVE_V6_KP]	= { FACT_PASSIVE_V6, WAY_KPROBE, "passive_v6_kp", "tcp_v6_send_reset", NULL },
	[HOOK_PASSIVE_V6_FE]	= { FACT_PASSIVE_V6, WAY_FENTRY, "passive_v6_fe", "tcp_v6_send_reset", NULL },
	[HOOK_REJECT_V4_KP]	= { FACT_REJECT_V4, WAY_KPROBE, "reject_v4_kp", "nf_send_reset", "nf_reject_ipv4" },
	[HOOK_REJECT_V4_FE]	= { FACT_REJECT_V4, WAY_FENTRY, "reject_v4_fe", "nf_send_reset", "nf_reject_ipv4" },
	[HOOK_REJECT_V6_KP]	= { FACT_REJECT_V6, WAY_KPROBE, "reject_v6_kp", "nf_send_reset6", "nf_reject_ipv6" },
	[HOOK_REJECT_V6_FE]	= { FACT_REJECT_V6, WAY_FENTRY, "reject_v6_fe", "nf_send_reset6", "nf_reject_ipv6" },
	[HOOK_RECEIVED_TP]	= { FACT_RECEIVED, WAY_TRACEPOINT, "received_tp", "tcp_receive_reset", NULL },
	[HOOK_RECEIVED_KP]	= { FACT_RECEIVED, WAY_KPROBE, "received_kp", "tcp_reset", NULL },
	[HOOK_RECEIVED_FE]	= { FACT_RECEIVED, WAY_FENTRY, "received_fe", "tcp_reset", NULL },
	[HOOK_STATE_TP]		= { FACT_STATE, WAY_TRACEPOINT, "state_changed", "inet_sock_set_state", NULL },
	[HOOK_MODULE_TP]	= { FACT_MODULE, WAY_TRACEPOINT, "module_loaded", "module_load", NULL },
};

/* A hook that was tried and refused is not asked for again. */
#define REFUSED	"cannot be attached"

static void set_offer(struct hooks_plan *plan, enum rst_hook hook, enum offer offer,
		      const char *format, ...)
{
	va_list args;

	plan->offers[hook] = offer;
	va_start(args, format);
	vsnprintf(plan->why[hook], sizeof(plan->why[hook]), format, args);
	va_end(args);
}

/* The type of the kernel's perf events for kprobes, or -1. */
static int kprobe_pmu_type(void)
{
	FILE *file = fopen("/sys/bus/event_source/devices/kprobe/type", "re");
	char text[16] = "";
	int type = -1;

	if (!file)
		return -1;
	if (fgets(text, sizeof(text), file) && text[0] >= '0' && text[0] <= '9')
		type = strtoul(text, NULL, 10);
	fclose(file);
	return type;
}

/* Opens a disabled kprobe and closes it again.  Returns 0 or -errno. */
static int try_kprobe(const char *function, int pmu)
{
	struct perf_event_attr attr = {
		.type = pmu,
		.size = sizeof(attr),
		.kprobe_func = (uint64_t)(uintptr_t)function,
		.disabled = 1,
	};
	int fd;

	fd = syscall(SYS_perf_event_open, &attr, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);
	if (fd < 0)
		return -errno;
	close(fd);
	return 0;
}

/* Attaches an empty fentry program for a moment.  Returns 0 or -errno. */
static int try_fentry(const struct btf *btf, const char *function)
{
	const struct bpf_insn insns[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0 },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = BPF_TRACE_FENTRY);
	int id = btf__find_by_name_kind(btf, function, BTF_KIND_FUNC);
	int fd, link, error = 0;

	if (id < 0)
		return -ENOENT;
	opts.attach_btf_id = id;
	fd = bpf_prog_load(BPF_PROG_TYPE_TRACING, "try_fentry", "GPL", insns, 2, &opts);
	if (fd < 0)
		return -errno;
	link = bpf_raw_tracepoint_open(NULL, fd);
	if (link < 0)
		error = -errno;
	else
		close(link);
	close(fd);
	return error;
}

static bool has_module(const char *module)
{
	char path[128];

	snprintf(path, sizeof(path), "/sys/module/%s", module);
	return !access(path, F_OK);
}

static bool has_modules(void)
{
	return !access("/proc/modules", F_OK);
}

/* Do modules come with BTF here?  True where none is loaded: not known yet. */
static bool has_module_btf(void)
{
	DIR *dir = opendir("/sys/kernel/btf");
	FILE *modules = fopen("/proc/modules", "re");
	bool any_btf = false, any_module;
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		any_btf |= entry->d_name[0] != '.' && strcmp(entry->d_name, "vmlinux");
	any_module = modules && getc(modules) != EOF;
	if (dir)
		closedir(dir);
	if (modules)
		fclose(modules);
	return any_btf || !any_module;
}

/* @pmu: type of the kernel's perf events for kprobes, or -1 */
static void plan_kprobe(struct hooks_plan *plan, enum rst_hook hook, const struct btf *btf,
			int pmu, bool try)
{
	const struct hook_row *row = &hook_rows[hook];
	bool builtin = kbtf_func_args(btf, row->function) >= 0;
	int error;

	if (pmu < 0) {
		set_offer(plan, hook, OFFER_NONE, "no kprobes: needs CONFIG_KPROBE_EVENTS");
		return;
	}
	if (!row->module && !builtin) {
		set_offer(plan, hook, OFFER_NONE, "not in this kernel");
		return;
	}
	if (!builtin && !has_module(row->module) && has_modules()) {
		set_offer(plan, hook, OFFER_LATER, "module %s is not loaded", row->module);
		return;
	}
	error = try ? try_kprobe(row->function, pmu) : 0;
	if (error)
		set_offer(plan, hook, OFFER_NONE, "kprobe refused: %s", strerror(-error));
	else
		set_offer(plan, hook, OFFER_FULL, "");
}

/* @probed: what try_fentry() said of a function that every kernel has. */
static void plan_fentry(struct hooks_plan *plan, enum rst_hook hook, const struct btf *btf, int probed)
{
	const struct hook_row *row = &hook_rows[hook];

	if (probed) {
		set_offer(plan, hook, OFFER_NONE, "fentry refused: %s", strerror(-probed));
	} else if (kbtf_func_args(btf, row->function) >= 0) {
		set_offer(plan, hook, OFFER_FULL, "");
	} else if (row->module && !has_module(row->module)) {
		if (!has_modules())
			set_offer(plan, hook, OFFER_NONE, "not in this kernel");
		else if (!has_module_btf())
			set_offer(plan, hook, OFFER_NONE, "modules have no BTF: needs CONFIG_DEBUG_INFO_BTF_MODULES");
		else
			set_offer(plan, hook, OFFER_LATER, "module %s is not loaded", row->module);
	} else if (row->module) {
		char path[128];

		snprintf(path, sizeof(path), "/sys/kernel/btf/%s", row->module);
		if (!access(path, F_OK))
			set_offer(plan, hook, OFFER_FULL, "");
		else
			set_offer(plan, hook, OFFER_NONE, "module %s has no BTF", row->module);
	} else {
		set_offer(plan, hook, OFFER_NONE, "not in this kernel's BTF");
	}
}

static void plan_tracepoint(struct hooks_plan *plan, enum rst_hook hook, const struct btf *btf)
{
	if (!kbtf_has_tracepoint(btf, hook_rows[hook].function))
		set_offer(plan, hook, OFFER_NONE, "no such tracepoint in this kernel");
	else
		set_offer(plan, hook, OFFER_FULL, "");
}

/* Where a hook works, but not on this kernel as well as on others. */
static void plan_weaknesses(struct hooks_plan *plan)
{
	static const enum rst_hook passive_tp[] = { HOOK_PASSIVE_V4_TP, HOOK_PASSIVE_V6_TP };
	static const enum rst_hook fentry[] = { HOOK_ACTIVE_FE, HOOK_PASSIVE_V4_FE, HOOK_PASSIVE_V6_FE };

	if (plan->offers[HOOK_RECEIVED_TP])
		set_offer(plan, HOOK_RECEIVED_TP, OFFER_LESS, "tells no sequence numbers");
	if (plan->offers[HOOK_RECEIVED_FE] && !plan->tcp_reset_has_skb)
		set_offer(plan, HOOK_RECEIVED_FE, OFFER_LESS, "tells no sequence numbers before v5.11");
	if (plan->tp_has_reason)
		return;
	if (plan->offers[HOOK_ACTIVE_TP])
		set_offer(plan, HOOK_ACTIVE_TP, OFFER_LESS, "tells no reason before v6.10");
	for (int i = 0; i < 2; i++)
		if (plan->offers[passive_tp[i]])
			set_offer(plan, passive_tp[i], OFFER_PARTLY,
				  "before v6.10 no resets without a full socket");
	for (int i = 0; i < 3; i++)
		if (plan->offers[fentry[i]])
			set_offer(plan, fentry[i], OFFER_LESS, "totals lack the calling function");
}

void hooks_plan(struct hooks_plan *plan, const struct btf *btf, enum way way, bool try)
{
	int pmu = kprobe_pmu_type(), fentry = 0;
	int arg = kbtf_enum_arg(btf, "tcp_send_active_reset", "sk_rst_reason");

	if (try || way == WAY_FENTRY || pmu < 0)
		fentry = try_fentry(btf, "tcp_send_active_reset");
	plan->active_reason_arg = arg > 0 ? arg : 0;
	plan->passive_has_reason = kbtf_enum_arg(btf, "tcp_v4_send_reset", "sk_rst_reason") == 3;
	plan->tp_has_reason = kbtf_tracepoint_enum_arg(btf, "tcp_send_reset", "sk_rst_reason") == 3;
	plan->tcp_reset_has_skb = kbtf_func_args(btf, "tcp_reset") >= 2;

	for (int hook = 0; hook < HOOKS; hook++) {
		if (!strncmp(plan->why[hook], REFUSED, strlen(REFUSED)))
			continue;
		if (hook_rows[hook].way == WAY_TRACEPOINT)
			plan_tracepoint(plan, hook, btf);
		else if (hook_rows[hook].way == WAY_KPROBE)
			plan_kprobe(plan, hook, btf, pmu, try);
		else
			plan_fentry(plan, hook, btf, fentry);
	}
	plan_weaknesses(plan);

	for (int fact = 0; fact < FACTS; fact++)
		plan->chosen[fact] = -1;
	for (int hook = 0; hook < HOOKS; hook++) {
		enum fact fact = hook_rows[hook].fact;
		int best = plan->chosen[fact];

		if (way != WAY_AUTO && way != hook_rows[hook].way && fact != FACT_STATE &&
		    fact != FACT_MODULE)
			continue;
		if (plan->offers[hook] > (best < 0 ? OFFER_NONE : plan->offers[best]))
			plan->chosen[fact] = hook;
	}
}

void hooks_refuse(struct hooks_plan *plan, enum rst_hook hook, int error)
{
	set_offer(plan, hook, OFFER_NONE, REFUSED ": %s", strerror(-error));
}

bool hooks_can_work(const struct hooks_plan *plan)
{
	return plan->chosen[FACT_ACTIVE] >= 0 && plan->chosen[FACT_PASSIVE_V4] >= 0;
}

bool hooks_see_all_sent(const struct hooks_plan *plan)
{
	for (int fact = FACT_ACTIVE; fact <= FACT_PASSIVE_V6; fact++) {
		int hook = plan->chosen[fact];

		if (hook < 0 || plan->offers[hook] == OFFER_PARTLY)
			return false;
	}
	return true;
}

bool hooks_module_is_there(enum rst_hook hook)
{
	return !hook_rows[hook].module || has_module(hook_rows[hook].module);
}

const char *hook_name(enum rst_hook hook)
{
	static char name[64];

	snprintf(name, sizeof(name), "%s:%s", way_name(hook_rows[hook].way), hook_rows[hook].function);
	return name;
}

const char *fact_name(enum fact fact)
{
	static const char *const names[FACTS] = {
		[FACT_ACTIVE]		= "active resets",
		[FACT_PASSIVE_V4]	= "passive resets, IPv4",
		[FACT_PASSIVE_V6]	= "passive resets, IPv6",
		[FACT_REJECT_V4]	= "netfilter rejects, IPv4",
		[FACT_REJECT_V6]	= "netfilter rejects, IPv6",
		[FACT_RECEIVED]		= "received resets",
		[FACT_STATE]		= "state before the reset",
		[FACT_MODULE]		= "modules loaded later",
	};

	return names[fact];
}

static const char *const way_names[] = {
	[WAY_AUTO]		= "auto",
	[WAY_TRACEPOINT]	= "tracepoint",
	[WAY_KPROBE]		= "kprobe",
	[WAY_FENTRY]		= "fentry",
};

const char *way_name(enum way way)
{
	return way_names[way];
}

int way_parse(const char *text, enum way *ret)
{
	for (size_t i = 0; i < sizeof(way_names) / sizeof(*way_names); i++) {
		if (!strcmp(text, way_names[i])) {
			*ret = i;
			return 0;
		}
	}
	return -EINVAL;
}
