/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * resets.c - sums over the resets shown: by verdict, stack, flow and port.
 */
#include "tally/resets.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FLOWS_MAX	1024
#define PORTS_MAX	1024
#define STACKS_MAX	256
#define STACK_TEXT_LEN	4000	/* a full stack of 100 frames */

/* A stack is told from others by the hash over all its frames. */
struct stack_note {
	char		text[STACK_TEXT_LEN];
	uint16_t	frames_len, frames_left;
	bool		full;
};

struct reset_tally {
	struct tally_kinds kinds;
	struct top	*flows, *ports, *stacks;
	size_t		verdicts_len;
	uint64_t	verdicts[];
};

struct reset_tally *tally_new(void)
{
	struct reset_tally *tally;
	size_t len;

	reset_rules(&len);
	tally = calloc(1, sizeof(*tally) + len * sizeof(tally->verdicts[0]));
	if (!tally)
		return NULL;

	tally->verdicts_len = len;
	tally->flows = top_new(FLOWS_MAX, sizeof(struct flow), 0);
	tally->ports = top_new(PORTS_MAX, sizeof(uint16_t), 0);
	tally->stacks = top_new(STACKS_MAX, sizeof(uint64_t), sizeof(struct stack_note));
	if (!tally->flows || !tally->ports || !tally->stacks) {
		tally_free(tally);
		errno = ENOMEM;		/* free() may have touched it */
		return NULL;
	}
	return tally;
}

void tally_free(struct reset_tally *tally)
{
	if (!tally)
		return;
	top_free(tally->flows);
	top_free(tally->ports);
	top_free(tally->stacks);
	free(tally);
}

/*
 * What of a stack tells it from others: all of it where all was asked for, else
 * the innermost functions, because the few frames end anywhere.
 */
static size_t kept_frames(const struct reset *reset)
{
	return reset->full_stack || reset->stack_len < TALLY_SHORT_FRAMES ? reset->stack_len :
	       TALLY_SHORT_FRAMES;
}

static size_t kept_len(const struct reset *reset, size_t i)
{
	return reset->full_stack ? strlen(reset->stack[i]) : strcspn(reset->stack[i], "+");
}

/* FNV-1a over the frames, their ends included. */
static uint64_t stack_hash(const struct reset *reset)
{
	uint64_t hash = 0xcbf29ce484222325ULL;

	for (size_t i = 0; i < kept_frames(reset); i++) {
		size_t len = kept_len(reset, i);

		for (size_t j = 0; j < len; j++)
			hash = (hash ^ (unsigned char)reset->stack[i][j]) * 0x100000001b3ULL;
		hash *= 0x100000001b3ULL;	/* as if by the terminating zero */
	}
	return hash;
}

static void copy_stack(struct stack_note *note, const struct reset *reset)
{
	size_t used = 0, i;

	for (i = 0; i < kept_frames(reset); i++) {
		size_t len = kept_len(reset, i);

		if (used + len + 1 > sizeof(note->text))
			break;
		memcpy(note->text + used, reset->stack[i], len);
		note->text[used + len] = '\0';
		used += len + 1;
	}
	note->frames_len = i;
	note->frames_left = reset->stack_len - i;
	note->full = reset->full_stack;
}

void tally_add(struct reset_tally *tally, const struct reset *reset)
{
	const struct rst_event *event = reset->event;
	size_t index = reset_rule_index(reset->verdict.rule);

	if (event->kind == RST_RECEIVED)
		tally->kinds.received++;
	else if (event->kind == RST_REJECT)
		tally->kinds.rejected++;
	else
		tally->kinds.sent++;
	if (index < tally->verdicts_len)
		tally->verdicts[index]++;

	top_add(tally->flows, &event->flow);
	if (event->flow.local_port)
		top_add(tally->ports, &event->flow.local_port);
	if (reset->stack_len) {
		uint64_t hash = stack_hash(reset);
		struct stack_note *note = top_add(tally->stacks, &hash);

		if (note)
			copy_stack(note, reset);
	}
}

struct tally_kinds tally_kinds(const struct reset_tally *tally)
{
	return tally->kinds;
}

uint64_t tally_verdict(const struct reset_tally *tally, size_t index)
{
	return index < tally->verdicts_len ? tally->verdicts[index] : 0;
}

static size_t list_rows(const struct top *top, struct top_row *rows, size_t max)
{
	return top_list(top, rows, max < TALLY_LIST_MAX ? max : TALLY_LIST_MAX);
}

size_t tally_flows(const struct reset_tally *tally, struct tally_flow *ret, size_t max)
{
	struct top_row rows[TALLY_LIST_MAX];
	size_t len = list_rows(tally->flows, rows, max);

	for (size_t i = 0; i < len; i++)
		ret[i] = (struct tally_flow) {
			.flow = rows[i].key,
			.resets = rows[i].count,
			.error = rows[i].error,
		};
	return len;
}

size_t tally_ports(const struct reset_tally *tally, struct tally_port *ret, size_t max)
{
	struct top_row rows[TALLY_LIST_MAX];
	size_t len = list_rows(tally->ports, rows, max);

	for (size_t i = 0; i < len; i++) {
		ret[i] = (struct tally_port) {
			.resets = rows[i].count,
			.error = rows[i].error,
		};
		memcpy(&ret[i].port, rows[i].key, sizeof(ret[i].port));
	}
	return len;
}

size_t tally_stacks(const struct reset_tally *tally, struct tally_stack *ret, size_t max)
{
	struct top_row rows[TALLY_LIST_MAX];
	size_t len = list_rows(tally->stacks, rows, max);

	for (size_t i = 0; i < len; i++) {
		const struct stack_note *note = rows[i].note;

		ret[i] = (struct tally_stack) {
			.frames = note->text,
			.frames_len = note->frames_len,
			.frames_left = note->frames_left,
			.full = note->full,
			.resets = rows[i].count,
			.error = rows[i].error,
		};
	}
	return len;
}
