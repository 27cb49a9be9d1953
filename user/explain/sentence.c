/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * sentence.c - the facts of a reset as words: evidence, and sentences made of it.
 */
#include "explain/sentence.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "explain/tcp.h"

#define KEY_LEN	24

/* Text that grows up to its size, and is terminated all the time. */
struct text {
	char	*start;
	size_t	len, size;
};

__attribute__((format(printf, 2, 3)))
static void text_add(struct text *text, const char *format, ...)
{
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(text->start + text->len, text->size - text->len, format, args);
	va_end(args);
	if (len < 0)
		return;
	text->len += len;
	if (text->len >= text->size)
		text->len = text->size - 1;
}

/* v6.10 and v6.11 give no reason for active resets, and say so. */
const char *sentence_reason(const struct reset_facts *facts)
{
	if (!facts->reason || !strcmp(facts->reason, "NOT_SPECIFIED"))
		return NULL;
	return facts->reason;
}

/* Some hooks find the function that they are on among its callers, some not. */
static bool is_hooked_function(const char *name)
{
	static const char *const names[] = {
		"tcp_send_active_reset", "tcp_v4_send_reset", "tcp_v6_send_reset", "tcp_reset",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

const char *sentence_caller(const struct reset_facts *facts, size_t n)
{
	if (facts->callers[0] && is_hooked_function(facts->callers[0]))
		n++;
	for (size_t i = 0; i <= n && i < RESET_CALLERS && facts->callers[i]; i++)
		if (i == n)
			return facts->callers[i];
	return NULL;
}

/* The function that decided: not the two that only do as they are told. */
static const char *deciding_caller(const struct reset_facts *facts)
{
	const char *caller = sentence_caller(facts, 0);

	for (size_t i = 1; caller && sentence_caller(facts, i); i++) {
		if (strcmp(caller, "tcp_disconnect") && strcmp(caller, "inet_child_forget"))
			break;
		caller = sentence_caller(facts, i);
	}
	return caller;
}

/* enum nf_inet_hooks, as nft calls them. */
static const char *nf_hook_name(uint8_t hook)
{
	static const char *const names[] = {
		"prerouting", "input", "forward", "output", "postrouting", "ingress",
	};

	return hook < sizeof(names) / sizeof(names[0]) ? names[hook] : NULL;
}

/* Fetches the evidence that is called @key; false if it is not known. */
static bool find_evidence(const struct reset_facts *facts, const char *key,
			  struct reset_evidence *ret)
{
	const struct rst_event *event = facts->event;
	const struct {
		const char	*key;
		bool		known;
		const char	*word;
		uint64_t	number;
	} table[] = {
		/* Zero where data was found unread: a kernel that counted otherwise. */
		{ "unread_bytes", event->known & RST_KNOWS_SOCK && event->unread_bytes,
		  NULL, event->unread_bytes },
		{ "unsent_bytes", event->known & RST_KNOWS_SOCK, NULL, event->unsent_bytes },
		{ "payload_bytes", event->known & RST_KNOWS_SEGMENT, NULL, event->payload_bytes },
		{ "linger_s", event->known & RST_KNOWS_SOCK && event->sock_flags & RST_SOCK_LINGER0,
		  NULL, 0 },
		{ "local_port", event->flow.local_port, NULL, event->flow.local_port },
		{ "state", tcp_state_name(event->state), tcp_state_name(event->state), 0 },
		{ "hook", nf_hook_name(event->nf_hook), nf_hook_name(event->nf_hook), 0 },
		{ "kernel_reason", sentence_reason(facts), sentence_reason(facts), 0 },
		{ "caller", deciding_caller(facts), deciding_caller(facts), 0 },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		if (strcmp(key, table[i].key) || !table[i].known)
			continue;
		*ret = (struct reset_evidence) { table[i].key, table[i].word, table[i].number };
		return true;
	}
	return false;
}

/* Copies the name from @start up to any of @ends; returns where it ended. */
static const char *copy_key(char *ret, const char *start, const char *ends)
{
	size_t len = strcspn(start, ends);

	snprintf(ret, KEY_LEN, "%.*s", (int)len, start);
	return start + len;
}

unsigned int sentence_evidence(const struct reset_facts *facts, const char *keys,
			       struct reset_evidence *ret)
{
	unsigned int len = 0;
	char key[KEY_LEN];

	while (*keys && len < RESET_EVIDENCE_MAX) {
		keys = copy_key(key, keys, " ");
		keys += *keys == ' ';
		len += find_evidence(facts, key, &ret[len]);
	}
	return len;
}

static void add_bytes(struct text *text, uint64_t bytes)
{
	text_add(text, "%" PRIu64 " byte%s", bytes, bytes == 1 ? "" : "s");
}

/* Adds the part of a sentence that is called @key; false if there is none. */
static bool add_phrase(struct text *text, const struct reset_facts *facts, const char *key)
{
	const struct rst_event *event = facts->event;
	const char *reason = sentence_reason(facts), *caller = deciding_caller(facts);

	if (!strcmp(key, "unread")) {
		if (event->unread_bytes)
			add_bytes(text, event->unread_bytes);
		else
			text_add(text, "data");
	} else if (!strcmp(key, "unsent")) {
		if (event->unsent_bytes) {
			text_add(text, ", ");
			add_bytes(text, event->unsent_bytes);
			text_add(text, " never sent");
		}
	} else if (!strcmp(key, "in_hook")) {
		if (nf_hook_name(event->nf_hook))
			text_add(text, " in %s", nf_hook_name(event->nf_hook));
	} else if (!strcmp(key, "did")) {
		if (event->state == TCP_STATE_SYN_SENT)
			text_add(text, "refused the connection");
		else
			text_add(text, "reset the connection in %s", tcp_state_name(event->state));
	} else if (!strcmp(key, "known")) {
		if (reason)
			text_add(text, " (kernel: %s", reason);
		if (caller)
			text_add(text, "%sfrom %s", reason ? ", " : " (", caller);
		if (reason || caller)
			text_add(text, ")");
	} else {
		return false;
	}
	return true;
}

static void add_evidence(struct text *text, const struct reset_facts *facts, const char *key)
{
	static const char unit[] = "_bytes";
	struct reset_evidence evidence;
	size_t len = strlen(key);

	if (!find_evidence(facts, key, &evidence))
		text_add(text, "an unknown %s", key);
	else if (evidence.word)
		text_add(text, "%s", evidence.word);
	else if (len >= strlen(unit) && !strcmp(key + len - strlen(unit), unit))
		add_bytes(text, evidence.number);
	else
		text_add(text, "%" PRIu64, evidence.number);
}

void sentence_expand(const struct reset_facts *facts, const char *pattern,
		     char *ret, size_t size)
{
	struct text text = { .start = ret, .size = size };
	char key[KEY_LEN];

	*ret = '\0';
	while (*pattern) {
		size_t plain = strcspn(pattern, "{");

		text_add(&text, "%.*s", (int)plain, pattern);
		pattern += plain;
		if (!*pattern)
			break;
		pattern = copy_key(key, pattern + 1, "}");
		pattern += *pattern == '}';
		if (!add_phrase(&text, facts, key))
			add_evidence(&text, facts, key);
	}
}
