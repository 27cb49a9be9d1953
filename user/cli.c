// SPDX-License-Identifier: GPL-2.0-only
/*
 * cli.c - the values of options: numbers, lists of ports.
 */
#include "cli.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define YEAR_S	(366ULL * 24 * 3600)

int parse_u64(const char *text, uint64_t min, uint64_t max, uint64_t *ret)
{
	unsigned long long n;
	char *end;

	if (!isdigit((unsigned char)text[0]))	/* strtoull() takes "-1" and " 1" */
		return -EINVAL;
	errno = 0;
	n = strtoull(text, &end, 10);
	if (*end)
		return -EINVAL;
	if (errno || n < min || n > max)
		return -ERANGE;
	*ret = n;
	return 0;
}

/* One part of a list: "80" or "8000-8100".  Returns NULL, or what is wrong. */
static const char *parse_port_range(char *part, uint64_t *first, uint64_t *last)
{
	char *dash = strchr(part, '-');

	if (dash)
		*dash = '\0';
	if (parse_u64(part, 1, 65535, first))
		return "is not a port (1 to 65535)";
	*last = *first;
	if (dash && parse_u64(dash + 1, 1, 65535, last))
		return "is not a range of ports (1 to 65535)";
	return *last < *first ? "is a range that ends before it begins" : NULL;
}

int parse_ports(const char *text, uint64_t ports[CLI_PORT_WORDS], struct ports_error *error)
{
	uint64_t found[CLI_PORT_WORDS] = {};
	const char *at = text;

	for (;;) {
		size_t len = strcspn(at, ",");
		char part[24], copy[24];
		uint64_t first, last;
		const char *why;

		snprintf(part, sizeof(part), "%.*s", (int)len, at);
		memcpy(copy, part, sizeof(copy));
		why = len >= sizeof(part) ? "is too long for a port" :
		      parse_port_range(copy, &first, &last);
		if (why) {
			memcpy(error->part, part, sizeof(part));
			error->why = why;
			return -EINVAL;
		}
		for (uint64_t port = first; port <= last; port++)
			found[port / 64] |= 1ULL << (port % 64);
		if (!at[len])
			break;
		at += len + 1;
	}
	for (size_t i = 0; i < CLI_PORT_WORDS; i++)
		ports[i] |= found[i];
	return 0;
}

int parse_seconds(const char *text, uint64_t *ret_ms)
{
	char whole[24], fraction[8] = "000";
	const char *dot = strchr(text, '.');
	size_t len = dot ? (size_t)(dot - text) : strlen(text);
	uint64_t seconds, ms;
	int error;

	if (len >= sizeof(whole))
		return -ERANGE;
	memcpy(whole, text, len);
	whole[len] = '\0';
	error = parse_u64(whole, 0, YEAR_S, &seconds);
	if (error)
		return error;
	if (dot) {
		size_t digits = strlen(dot + 1);

		if (!digits || digits > 3)
			return -EINVAL;
		memcpy(fraction, dot + 1, digits);
	}
	error = parse_u64(fraction, 0, 999, &ms);
	if (error)
		return error;
	if (seconds * 1000 + ms < 1)
		return -ERANGE;
	*ret_ms = seconds * 1000 + ms;
	return 0;
}
