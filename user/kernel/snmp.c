// SPDX-License-Identifier: GPL-2.0-only
/*
 * snmp.c - counters from /proc/net/snmp and /proc/net/netstat.
 */
#include "kernel/snmp.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "cli.h"

/* Does @line begin with "GROUP: "?  Then what follows, else NULL. */
static const char *after_group(const char *line, const char *group)
{
	size_t len = strlen(group);

	return !strncmp(line, group, len) && line[len] == ':' ? line + len + 1 : NULL;
}

/* The word at @index of a line, and its length; NULL past its end. */
static const char *word_at(const char *line, size_t index, size_t *len)
{
	for (;;) {
		line += strspn(line, " ");
		*len = strcspn(line, " \n");
		if (!*len)
			return NULL;
		if (!index--)
			return line;
		line += *len;
	}
}

int snmp_get(const char *text, const char *group, const char *name, uint64_t *ret)
{
	const char *names = NULL, *line, *word;
	char digits[24];
	size_t len;

	for (line = text; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		const char *rest = after_group(line, group);

		if (!rest)
			continue;
		if (!names) {
			names = rest;
			continue;
		}
		for (size_t i = 0; (word = word_at(names, i, &len)); i++) {
			if (strlen(name) != len || strncmp(word, name, len))
				continue;
			word = word_at(rest, i, &len);
			if (!word || len >= sizeof(digits))
				return -EINVAL;
			memcpy(digits, word, len);
			digits[len] = '\0';
			return parse_u64(digits, 0, UINT64_MAX, ret) ? -EINVAL : 0;
		}
		names = NULL;
	}
	return -ENOENT;
}
