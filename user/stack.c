// SPDX-License-Identifier: GPL-2.0-only
/*
 * stack.c - from the addresses of a kernel stack to names.
 */
#include "stack.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "kernel/symbols.h"

#define HOOK_DEPTH_MAX	8	/* frames of the hook itself, at most */

/* Functions that resets are hooked at, or that hold the tracepoints. */
static const char *const hooked[] = {
	"tcp_send_active_reset", "tcp_v4_send_reset", "tcp_v6_send_reset",
	"nf_send_reset", "nf_send_reset6", "tcp_reset",
};

/* What runs a BPF program; found before it on the stack. */
static const char *const machinery[] = {
	"bpf_", "__bpf_", "ftrace_", "__traceiter_", "trace_", "kprobe_", "perf_", "arch_ftrace_",
};

static bool is_hooked(const char *name)
{
	for (size_t i = 0; i < sizeof(hooked) / sizeof(*hooked); i++)
		if (!strcmp(name, hooked[i]))
			return true;
	return false;
}

static bool is_machinery(const char *name)
{
	for (size_t i = 0; i < sizeof(machinery) / sizeof(*machinery); i++)
		if (!strncmp(name, machinery[i], strlen(machinery[i])))
			return true;
	return false;
}

/* Name of the function at @addr without suffixes; "" if there is none. */
static void base_name(const struct symbols *symbols, uint64_t addr, char *ret, size_t size)
{
	struct symbol symbol;

	*ret = '\0';
	if (symbols_find(symbols, addr, &symbol))
		symbol_base_name(symbol.name, ret, size);
}

/* Index of the first frame that is not the hook's. */
static unsigned int first_frame(const struct symbols *symbols, const struct rst_event *event)
{
	char name[STACK_NAME_LEN];
	unsigned int i;

	for (i = 0; i < event->frames_len && i < HOOK_DEPTH_MAX; i++) {
		base_name(symbols, event->frames[i], name, sizeof(name));
		if (is_hooked(name))
			return i + 1;
	}
	for (i = 0; i < event->frames_len && i < HOOK_DEPTH_MAX; i++) {
		base_name(symbols, event->frames[i], name, sizeof(name));
		if (*name && !is_machinery(name))
			return i;
	}
	return event->frames_len;
}

static void name_frame(const struct symbols *symbols, uint64_t addr, char *ret, size_t size)
{
	struct symbol symbol;

	if (!symbols || !symbols_find(symbols, addr, &symbol))
		snprintf(ret, size, "0x%" PRIx64, addr);
	else
		snprintf(ret, size, "%s+0x%" PRIx64 "%s%s%s", symbol.name, addr - symbol.start,
			 symbol.module ? " [" : "", symbol.module ? symbol.module : "",
			 symbol.module ? "]" : "");
}

void stack_resolve(const struct symbols *symbols, const struct rst_event *event, struct stack *ret)
{
	unsigned int first = symbols ? first_frame(symbols, event) : 0;
	size_t callers = 0;

	ret->len = 0;
	memset(ret->callers, 0, sizeof(ret->callers));
	for (unsigned int i = first; i < event->frames_len; i++) {
		name_frame(symbols, event->frames[i], ret->text[ret->len], STACK_NAME_LEN);
		ret->lines[ret->len] = ret->text[ret->len];
		ret->len++;
		if (!symbols || callers == RESET_CALLERS)
			continue;
		base_name(symbols, event->frames[i], ret->names[callers], STACK_NAME_LEN);
		if (!*ret->names[callers])
			continue;
		ret->callers[callers] = ret->names[callers];
		callers++;
	}
}
