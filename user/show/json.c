/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * json.c - results as JSON: one object per line, every key always there.
 *
 * Keys are promised to scripts: they are added, never renamed.  What is not
 * known is null.  Numbers are printed as integers, so that no locale can put a
 * comma in.
 */
#include <inttypes.h>
#include <sys/socket.h>

#include "explain/tcp.h"
#include "show/format.h"
#include "show/show.h"
#include "tally/resets.h"

#define SCHEMA	1

/* Begins an object with the two keys that all have. */
static void put_begin(FILE *out, uint64_t wall_us, const char *event)
{
	char when[FORMAT_TIME_LEN];

	fprintf(out, "{\"time\":\"%s\",\"event\":\"%s\"", format_utc(when, wall_us), event);
}

static void put_string(FILE *out, const char *key, const char *value)
{
	fprintf(out, ",\"%s\":", key);
	if (value)
		escape_json(out, value);
	else
		fputs("null", out);
}

static void put_number(FILE *out, const char *key, bool known, uint64_t value)
{
	if (known)
		fprintf(out, ",\"%s\":%" PRIu64, key, value);
	else
		fprintf(out, ",\"%s\":null", key);
}

static void put_bool(FILE *out, const char *key, bool value)
{
	fprintf(out, ",\"%s\":%s", key, value ? "true" : "false");
}

static void put_strings(FILE *out, const char *key, const char *const *values, size_t len)
{
	fprintf(out, ",\"%s\":[", key);
	for (size_t i = 0; i < len; i++) {
		if (i)
			fputc(',', out);
		escape_json(out, values[i]);
	}
	fputc(']', out);
}

static void put_addr(FILE *out, const char *key, uint16_t family, const uint8_t *addr)
{
	char name[FORMAT_ADDR_LEN];

	put_string(out, key, format_addr(name, family, addr));
}

static void put_process(FILE *out, const char *key, const struct reset_process *process)
{
	if (!process->pid) {
		fprintf(out, ",\"%s\":null", key);
		return;
	}
	fprintf(out, ",\"%s\":{\"pid\":%" PRIu32, key, process->pid);
	put_string(out, "comm", process->comm);
	fputc('}', out);
}

static void put_evidence(FILE *out, const struct reset_verdict *verdict)
{
	fputs(",\"evidence\":{", out);
	for (unsigned int i = 0; i < verdict->evidence_len; i++) {
		const struct reset_evidence *evidence = &verdict->evidence[i];

		fprintf(out, "%s\"%s\":", i ? "," : "", evidence->key);
		if (evidence->word)
			escape_json(out, evidence->word);
		else
			fprintf(out, "%" PRIu64, evidence->number);
	}
	fputc('}', out);
}

static const char *kind_name(uint8_t kind)
{
	static const char *const names[] = {
		[RST_ACTIVE] = "active",
		[RST_PASSIVE] = "passive",
		[RST_REJECT] = "reject",
		[RST_RECEIVED] = "received",
	};

	return kind < sizeof(names) / sizeof(names[0]) ? names[kind] : NULL;
}

void json_start(FILE *out, const struct start_info *info)
{
	put_begin(out, info->wall_us, "start");
	put_number(out, "schema", true, SCHEMA);
	put_string(out, "version", info->version);
	put_string(out, "kernel", info->kernel);
	put_strings(out, "hooks", info->hooks, info->hooks_len);
	fputs("}\n", out);
}

void json_reset(FILE *out, const struct reset *reset)
{
	const struct rst_event *event = reset->event;
	const struct flow *flow = &event->flow;
	const struct reset_verdict *verdict = &reset->verdict;
	bool received = event->kind == RST_RECEIVED;
	char addr[FORMAT_ADDR_LEN];
	bool has_family = format_addr(addr, flow->family, flow->local_addr);

	put_begin(out, reset->wall_us, "reset");
	put_string(out, "direction", received ? "received" : "sent");
	put_string(out, "kind", kind_name(event->kind));
	put_string(out, "outcome", received ? "accepted" : "left");
	put_number(out, "family", has_family, flow->family == AF_INET ? 4 : 6);
	put_addr(out, "local_addr", flow->family, flow->local_addr);
	put_addr(out, "remote_addr", flow->family, flow->remote_addr);
	put_number(out, "local_port", flow->local_port, flow->local_port);
	put_number(out, "remote_port", flow->remote_port, flow->remote_port);
	put_string(out, "state", tcp_state_name(event->state));
	put_number(out, "netns", event->netns, event->netns);
	put_number(out, "cpu", true, event->cpu);
	put_number(out, "ifindex", event->ifindex, event->ifindex);
	put_number(out, "seq", event->known & RST_KNOWS_SEQ, event->seq);
	put_number(out, "ack", event->known & RST_KNOWS_ACK, event->ack);
	put_process(out, "owner", &reset->owner);
	put_process(out, "task", &reset->task);
	put_string(out, "verdict", verdict->rule->id);
	put_bool(out, "certain", verdict->certain);
	put_evidence(out, verdict);
	put_string(out, "sentence", verdict->sentence);
	put_string(out, "hint", verdict->rule->hint);
	put_string(out, "kernel_reason", reset->kernel_reason);
	put_string(out, "hook", reset->hook);
	if (reset->full_stack && reset->stack_len)
		put_strings(out, "stack", reset->stack, reset->stack_len);
	else
		put_string(out, "stack", NULL);
	fputs("}\n", out);
}

static void put_signed(FILE *out, const char *key, bool known, int64_t value)
{
	if (known)
		fprintf(out, ",\"%s\":%" PRId64, key, value);
	else
		fprintf(out, ",\"%s\":null", key);
}

/* Returns whether any namespace could be audited. */
static bool put_audit(FILE *out, const struct summary *summary)
{
	bool any = false;

	fputs(",\"audit\":[", out);
	for (size_t i = 0; i < summary->audit_len; i++) {
		const struct audit_row *row = &summary->audit[i];

		fprintf(out, "%s{\"netns\":%" PRIu32, i ? "," : "", row->netns);
		put_number(out, "kernel_out_rsts", row->readable, row->kernel_out_rsts);
		put_number(out, "counted", true, row->counted);
		put_number(out, "failed", row->readable, row->failed);
		put_signed(out, "unexplained", row->readable, row->unexplained);
		put_number(out, "edge", row->readable, row->edge);
		fputc('}', out);
		any |= row->readable;
	}
	fputc(']', out);
	return any;
}

static void put_verdicts(FILE *out, const struct reset_tally *tally)
{
	const struct reset_rule *rules;
	size_t len;

	rules = reset_rules(&len);
	fputs(",\"verdicts\":{", out);
	for (size_t i = 0; i < len; i++)
		fprintf(out, "%s\"%s\":%" PRIu64, i ? "," : "", rules[i].id,
			tally_verdict(tally, i));
	fputc('}', out);
}

static void put_causes(FILE *out, const struct summary *summary)
{
	fputs(",\"causes\":{", out);
	for (size_t i = 0; i < summary->causes_len; i++) {
		if (i)
			fputc(',', out);
		escape_json(out, summary->causes[i].name);
		fprintf(out, ":%" PRIu64, summary->causes[i].resets);
	}
	fputc('}', out);
}

void json_summary(FILE *out, const struct summary *summary, uint64_t wall_us)
{
	struct tally_kinds kinds = tally_kinds(summary->tally);
	uint64_t duration_ms = summary->duration_s * 1000 + 0.5;
	bool audited;

	put_begin(out, wall_us, summary->last ? "summary" : "interval");
	put_number(out, "resets", true, kinds.sent + kinds.received + kinds.rejected);
	put_number(out, "sent", true, kinds.sent);
	put_number(out, "received", true, kinds.received);
	put_number(out, "rejected", true, kinds.rejected);
	put_number(out, "filtered", true, summary->filtered);
	put_number(out, "lost", true, summary->lost);
	put_number(out, "thinned", true, summary->thinned);
	put_number(out, "missed", true, summary->missed);
	put_number(out, "uncounted", true, summary->uncounted);
	put_number(out, "ambiguous", true, summary->ambiguous);
	audited = put_audit(out, summary);
	put_bool(out, "audit_complete", summary->audit_complete);
	put_signed(out, "unexplained", audited, summary->unexplained);
	fprintf(out, ",\"duration_s\":%" PRIu64 ".%03" PRIu64, duration_ms / 1000,
		duration_ms % 1000);
	put_verdicts(out, summary->tally);
	put_causes(out, summary);
	fputs("}\n", out);
}
