/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * summary.c - the end of a run for people: what was seen, and what was not.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "show/format.h"
#include "show/line.h"
#include "show/show.h"
#include "tally/resets.h"

#define TOP_SHOWN	10	/* flows, ports */
#define STACKS_SHOWN	5
#define HINT_INDENT	10

__attribute__((format(printf, 3, 4)))
static void put(FILE *out, const struct text_style *style, const char *format, ...)
{
	struct line line = { .len = 0 };
	char text[LINE_LEN];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	line_add(&line, "%s", text);
	line_print(out, style, &line);
}

/* For sentences, whose end must not be cut off. */
__attribute__((format(printf, 4, 5)))
static void put_wrapped(FILE *out, const struct text_style *style, unsigned int indent,
			const char *format, ...)
{
	char text[LINE_LEN];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	line_wrap(out, style, indent, text);
}

static void put_title(FILE *out, const struct text_style *style, const char *title)
{
	struct line line = { .len = 0 };

	fputc('\n', out);
	line_add(&line, "%s", title);
	line_colour(&line, 0, "1");
	line_print(out, style, &line);
}

/* "23", or "20-23" for one that may be too high by 3. */
static const char *format_count(char ret[48], uint64_t count, uint64_t error)
{
	if (error)
		snprintf(ret, 48, "%" PRIu64 "-%" PRIu64, count - error, count);
	else
		snprintf(ret, 48, "%" PRIu64, count);
	return ret;
}

static const char *plural(uint64_t count)
{
	return count == 1 ? "" : "s";
}

/*
 * Finds the verdict that follows the one at @index: the next most frequent, and
 * of equals in the table's order.  False at the end.
 */
static bool next_verdict(const struct reset_tally *tally, size_t *index, uint64_t *count)
{
	uint64_t best = 0;
	size_t len, found = 0;

	reset_rules(&len);
	for (size_t i = 0; i < len; i++) {
		uint64_t here = tally_verdict(tally, i);

		if (here > *count || (here == *count && i <= *index))
			continue;	/* had its turn */
		if (here > best) {
			best = here;
			found = i;
		}
	}
	*index = found;
	*count = best;
	return best;
}

static void put_verdicts(FILE *out, const struct text_style *style,
			 const struct reset_tally *tally)
{
	uint64_t count = UINT64_MAX;
	size_t len, index = 0;
	const struct reset_rule *rules = reset_rules(&len);

	put_title(out, style, "By verdict");
	while (next_verdict(tally, &index, &count)) {
		const struct reset_rule *rule = &rules[index];
		struct line line = { .len = 0 };
		size_t start;

		line_add(&line, "%8" PRIu64 "  ", count);
		start = line.len;
		line_add(&line, "%s", rule->id);
		line_colour(&line, start, "1");
		line_add(&line, ": %s", rule->title);
		if (rule->counter)
			line_add(&line, " (nstat: %s)", rule->counter);
		line_print(out, style, &line);
		line_wrap(out, style, HINT_INDENT, rule->hint);
	}
}

/*
 * The innermost functions in one line, as "callee < caller": enough to tell
 * stacks apart that were not asked for with --stack.
 */
static void put_short_stack(FILE *out, const struct text_style *style, const char *count,
			    const struct tally_stack *stack)
{
	const char *frame = stack->frames;
	struct line line = { .len = 0 };

	line_add(&line, "%8s  ", count);
	for (unsigned int j = 0; j < stack->frames_len; j++) {
		line_add(&line, "%s%s", j ? " < " : "", frame);
		frame += strlen(frame) + 1;
	}
	line_print(out, style, &line);
}

static void put_stacks(FILE *out, const struct text_style *style, const struct reset_tally *tally)
{
	struct tally_stack stacks[STACKS_SHOWN];
	size_t len = tally_stacks(tally, stacks, STACKS_SHOWN);
	char count[48];

	if (len)
		put_title(out, style, "Top stacks (innermost first)");
	for (size_t i = 0; i < len; i++) {
		const char *frame = stacks[i].frames;

		format_count(count, stacks[i].resets, stacks[i].error);
		if (!stacks[i].full) {
			put_short_stack(out, style, count, &stacks[i]);
			continue;
		}
		for (unsigned int j = 0; j < stacks[i].frames_len; j++) {
			put(out, style, "%8s  %s", j ? "" : count, frame);
			frame += strlen(frame) + 1;
		}
		if (stacks[i].frames_left)
			put(out, style, "          (and %u more)", stacks[i].frames_left);
	}
}

static void put_flows(FILE *out, const struct text_style *style, const struct reset_tally *tally)
{
	struct tally_flow flows[TOP_SHOWN];
	size_t len = tally_flows(tally, flows, TOP_SHOWN);
	char count[48], local[FORMAT_END_LEN], remote[FORMAT_END_LEN];

	if (len)
		put_title(out, style, "Top connections (local, remote)");
	for (size_t i = 0; i < len; i++) {
		const struct flow *flow = flows[i].flow;

		format_end(local, flow->family, flow->local_addr, flow->local_port);
		format_end(remote, flow->family, flow->remote_addr, flow->remote_port);
		put(out, style, "%8s  %-21s  %s",
		    format_count(count, flows[i].resets, flows[i].error), local, remote);
	}
}

static void put_ports(FILE *out, const struct text_style *style, const struct reset_tally *tally)
{
	struct tally_port ports[TOP_SHOWN];
	size_t len = tally_ports(tally, ports, TOP_SHOWN);
	char count[48];

	if (len)
		put_title(out, style, "Top local ports");
	for (size_t i = 0; i < len; i++)
		put(out, style, "%8s  %u", format_count(count, ports[i].resets, ports[i].error),
		    ports[i].port);
}

static void put_causes(FILE *out, const struct text_style *style, const struct summary *summary)
{
	char name[4 * sizeof(summary->causes[0].name)];

	if (summary->causes_len)
		put_title(out, style, "Exact counts by cause (with those lost or thinned)");
	for (size_t i = 0; i < summary->causes_len; i++) {
		escape_copy(name, sizeof(name), summary->causes[i].name);
		put(out, style, "%8" PRIu64 "  %s", summary->causes[i].resets, name);
	}
}

/* What a difference means, or NULL where there is nothing to say. */
static const char *audit_meaning(const struct summary *summary, const struct audit_row *row)
{
	uint64_t size = row->unexplained;

	if (row->unexplained < 0)
		size = -size;
	if (!size)
		return NULL;
	if (size <= row->edge)
		return "no more than were under way while the hooks were switched on and off: no error";
	if (row->unexplained < 0)
		return "the hooks counted more than the kernel says that it sent: part of the details above may be wrong";
	if (!summary->audit_complete)
		return "the hooks in use do not see every reset (rsttrace --check says which): these are the unseen ones";
	if (summary->missed >= size)
		return "hooks that did not run may explain all of them (see 'missed')";
	return "the kernel sent resets that no hook saw, and rsttrace does not know why";
}

static void put_audit_row(FILE *out, const struct text_style *style,
			  const struct summary *summary, const struct audit_row *row)
{
	char name[4 * sizeof(row->name)], shown[sizeof(name) + sizeof(" ()")] = "", failed[64] = "";
	const char *meaning = audit_meaning(summary, row);

	if (escape_copy(name, sizeof(name), row->name))
		snprintf(shown, sizeof(shown), " (%s)", name);
	if (row->failed)
		snprintf(failed, sizeof(failed), ", failed %" PRIu64 " for want of memory",
			 row->failed);
	if (!row->readable) {
		put_wrapped(out, style, 2, "netns %" PRIu32 "%s: its counters cannot be read; counted %"
			    PRIu64, row->netns, shown, row->counted);
		return;
	}
	put_wrapped(out, style, 2, "netns %" PRIu32 "%s: the kernel sent %" PRIu64 ", counted %"
		    PRIu64 "%s, unexplained %" PRId64, row->netns, shown, row->kernel_out_rsts,
		    row->counted, failed, row->unexplained);
	if (meaning)
		line_wrap(out, style, HINT_INDENT, meaning);
}

/* A host with many containers has many namespaces in which nothing happens. */
static void put_audit(FILE *out, const struct text_style *style, const struct summary *summary)
{
	size_t quiet = 0;

	put_title(out, style, "Audit: resets sent by TCP, against the kernel's own Tcp: OutRsts");
	for (size_t i = 0; i < summary->audit_len; i++) {
		const struct audit_row *row = &summary->audit[i];

		if (!row->readable || row->kernel_out_rsts || row->counted || row->failed ||
		    row->unexplained)
			put_audit_row(out, style, summary, row);
		else
			quiet++;
	}
	if (quiet)
		put_wrapped(out, style, 2,
			    "%zu namespace%s in which the kernel sent none, and none was counted",
			    quiet, plural(quiet));
	if (!summary->audit_len)
		put_wrapped(out, style, 2, "nothing could be audited: no counters could be read");
}

/* The sums of what is not shown; 'lost' always, the others when there are any. */
static void put_unseen(FILE *out, const struct text_style *style, const struct summary *summary)
{
	put_wrapped(out, style, 0, "lost %" PRIu64 "%s", summary->lost, summary->lost ?
		    ": asked for, but the ring buffer was full; they are in the exact counts" : "");
	if (summary->filtered)
		put_wrapped(out, style, 0, "filtered %" PRIu64 ": not asked for", summary->filtered);
	if (summary->thinned)
		put_wrapped(out, style, 0, "thinned %" PRIu64 ": details left out to keep the budget; "
			    "they are in the exact counts", summary->thinned);
	if (summary->missed)
		put_wrapped(out, style, 0, "missed %" PRIu64 " at most: the kernel did not run a hook",
			    summary->missed);
	if (summary->ambiguous)
		put_wrapped(out, style, 0, "ambiguous %" PRIu64 ": received resets, or data after a "
			    "close; the kernel hides the addresses that tell", summary->ambiguous);
	if (summary->uncounted)
		put_wrapped(out, style, 0, "uncounted %" PRIu64 ": no room for another cause; "
			    "in no other number here", summary->uncounted);
}

/* Nothing seen is an answer only if seeing was possible: say which it is. */
static const char *nothing_means(const struct summary *summary)
{
	bool audited = false;

	for (size_t i = 0; i < summary->audit_len; i++)
		audited |= summary->audit[i].readable;

	if (summary->lost || summary->thinned || summary->uncounted)
		return "There were some, though: their details did not get here, see the counts below.";
	if (audited && summary->unexplained > 0)
		return "The kernel did send some, though, which no hook saw: see the audit below.";
	if (summary->filtered)
		return "There were some that the filters refused: see 'filtered'.";
	if (audited)
		return "In the namespaces that could be read, the kernel counted none either.";
	return "Whether there were any is not known: the kernel's counters could not be read.";
}

void text_summary(FILE *out, const struct text_style *style, const struct summary *summary)
{
	struct tally_kinds kinds = tally_kinds(summary->tally);
	uint64_t shown = kinds.sent + kinds.received + kinds.rejected;
	struct line line = { .len = 0 };

	line_add(&line, "%" PRIu64 " reset%s in %.1f s%s: %" PRIu64 " sent, %" PRIu64
		 " received, %" PRIu64 " rejected", shown, plural(shown), summary->duration_s,
		 summary->last ? "" : " so far", kinds.sent, kinds.received, kinds.rejected);
	line_colour(&line, 0, "1");
	fputc('\n', out);
	line_print(out, style, &line);
	if (!shown)
		line_wrap(out, style, 0, nothing_means(summary));
	put_unseen(out, style, summary);

	if (shown) {
		put_verdicts(out, style, summary->tally);
		put_stacks(out, style, summary->tally);
		put_flows(out, style, summary->tally);
		put_ports(out, style, summary->tally);
	}
	put_causes(out, style, summary);
	put_audit(out, style, summary);
}
