/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * text.c - resets as lines for people.
 *
 * Columns stand where the heading says.  A long value pushes the next one, and
 * the columns behind take it up again where they have room.
 */
#include <inttypes.h>
#include <string.h>

#include "explain/tcp.h"
#include "show/format.h"
#include "show/line.h"
#include "show/show.h"

#define OWNER_LEN	96	/* an escaped comm and a pid */
#define OWNER_LEN_MIN	5

/* Where the columns begin; the time begins at 0. */
struct layout {
	unsigned int	width_min;	/* of a terminal that shows all of it */
	int		time_len;	/* 0: not shown */
	unsigned int	dir, local, remote;
	unsigned int	state, owner;	/* 0: not shown */
	unsigned int	verdict;
};

static const struct layout layouts[] = {
	{ 96, 12, 13, 18, 35, 52, 64, 77 },
	{ 60,  8,  9, 14, 30,  0, 46, 59 },
	{  0,  0,  0,  5, 21,  0,  0, 37 },
};

static const struct layout *choose_layout(const struct text_style *style)
{
	const struct layout *layout = layouts;

	while (style->width && style->width < layout->width_min)
		layout++;
	return layout;
}

#define BELOW_INDENT	6	/* of a verdict that did not fit beside the rest */

void text_heading(FILE *out, const struct text_style *style)
{
	const struct layout *at = choose_layout(style);
	struct line line = { .len = 0 };

	if (at->time_len)
		line_add(&line, "TIME");
	line_goto(&line, at->dir);
	line_add(&line, "DIR");
	line_goto(&line, at->local);
	line_add(&line, "LOCAL");
	line_goto(&line, at->remote);
	line_add(&line, "REMOTE");
	if (at->state) {
		line_goto(&line, at->state);
		line_add(&line, "STATE");
	}
	if (at->owner) {
		line_goto(&line, at->owner);
		line_add(&line, "OWNER");
	}
	line_goto(&line, at->verdict);
	line_add(&line, "VERDICT");
	line_colour(&line, 0, "1");
	line_print(out, style, &line);
}

/* "nginx[812]" in at most @room columns: the name gives way first. */
static void format_owner(char ret[OWNER_LEN], const struct reset_process *owner, size_t room)
{
	char name[sizeof(owner->comm) * sizeof("\\xff")], number[16];
	size_t len, number_len;

	if (!owner->pid) {
		strcpy(ret, "-");
		return;
	}
	len = escape_copy(name, sizeof(name), owner->comm);
	number_len = snprintf(number, sizeof(number), "[%" PRIu32 "]", owner->pid);
	if (len + number_len <= room) {
		snprintf(ret, OWNER_LEN, "%s%s", name, number);
	} else if (number_len + 2 <= room) {
		escape_copy(name, room - number_len, owner->comm);
		snprintf(ret, OWNER_LEN, "%s~%s", name, number);
	} else {
		escape_copy(name, room, owner->comm);
		snprintf(ret, OWNER_LEN, "%s~", name);
	}
}

/* Whether to mark a verdict as concluded; "unclassified" concludes nothing. */
static bool is_inferred(const struct reset_verdict *verdict)
{
	size_t len;

	reset_rules(&len);
	return !verdict->certain && reset_rule_index(verdict->rule) != len - 1;
}

/* Leaves room for the verdict's id behind it, as far as it can. */
static void add_owner(struct line *line, const struct layout *at, const struct text_style *style,
		      const struct reset *reset)
{
	size_t behind = strlen(reset->verdict.rule->id) + strlen(" ?"), room = OWNER_LEN;
	char owner[OWNER_LEN];

	line_goto(line, at->owner);
	if (style->width) {
		room = style->width > line->len + behind ? style->width - line->len - behind : 0;
		if (room < OWNER_LEN_MIN)
			room = OWNER_LEN_MIN;
	}
	format_owner(owner, &reset->owner, room);
	line_add(line, "%s", owner);
}

static void print_stack(FILE *out, const struct text_style *style, const struct reset *reset)
{
	for (size_t i = 0; i < reset->stack_len; i++) {
		struct line line = { .len = 0 };

		line_add(&line, "        %s", reset->stack[i]);
		line_print(out, style, &line);
	}
	if (!reset->stack_len)
		line_wrap(out, style, 8, "(no stack)");
	else if (!reset->full_stack)
		line_wrap(out, style, 8, "(innermost frames only)");
}

/* Ends the line; what does not fit stands below it, and nothing of it is cut. */
static void print_verdict(FILE *out, const struct text_style *style, struct line *line,
			  const struct reset_verdict *verdict)
{
	char text[64 + RESET_SENTENCE_LEN];
	size_t start = line->len, id_len;

	id_len = snprintf(text, sizeof(text), "%s%s:", verdict->rule->id,
			  is_inferred(verdict) ? "?" : "");
	snprintf(text + id_len, sizeof(text) - id_len, " %s", verdict->sentence);
	if (!style->width || start + strlen(text) <= style->width) {
		line_add(line, "%.*s", (int)id_len - 1, text);
		line_colour(line, start, "1");
		line_add(line, "%s", text + id_len - 1);
		line_print(out, style, line);
	} else if (start + id_len <= style->width) {
		line_add(line, "%.*s", (int)id_len - 1, text);
		line_colour(line, start, "1");
		line_add(line, ":");
		line_print(out, style, line);
		line_wrap(out, style, BELOW_INDENT, verdict->sentence);
	} else {
		line_print(out, style, line);
		line_wrap(out, style, BELOW_INDENT, text);
	}
}

void text_reset(FILE *out, const struct text_style *style, const struct reset *reset)
{
	const struct layout *at = choose_layout(style);
	const struct rst_event *event = reset->event;
	const struct flow *flow = &event->flow;
	const char *state = tcp_state_name(event->state);
	bool received = event->kind == RST_RECEIVED;
	struct line line = { .len = 0 };
	char when[FORMAT_TIME_LEN], end[FORMAT_END_LEN];
	size_t start;

	line_add(&line, "%.*s", at->time_len, format_local_time(when, reset->wall_us));

	line_goto(&line, at->dir);
	start = line.len;
	line_add(&line, "%s", received ? "recv" : "sent");
	line_colour(&line, start, received ? "36" : "33");

	line_goto(&line, at->local);
	line_add(&line, "%s", format_end(end, flow->family, flow->local_addr, flow->local_port));
	line_goto(&line, at->remote);
	line_add(&line, "%s", format_end(end, flow->family, flow->remote_addr, flow->remote_port));
	if (at->state) {
		line_goto(&line, at->state);
		line_add(&line, "%s", state ? state : "-");
	}
	if (at->owner)
		add_owner(&line, at, style, reset);

	line_goto(&line, at->verdict);
	print_verdict(out, style, &line, &reset->verdict);
	if (style->stack)
		print_stack(out, style, reset);
}
