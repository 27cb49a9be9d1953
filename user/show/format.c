/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * format.c - addresses and times as text, the same in every form.
 */
#include "show/format.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define US_PER_S	1000000

_Static_assert(FORMAT_ADDR_LEN == INET6_ADDRSTRLEN, "room for every address");

const char *format_addr(char ret[FORMAT_ADDR_LEN], uint16_t family, const uint8_t *addr)
{
	if (family != AF_INET && family != AF_INET6)
		return NULL;
	return inet_ntop(family, addr, ret, FORMAT_ADDR_LEN);
}

const char *format_end(char ret[FORMAT_END_LEN], uint16_t family, const uint8_t *addr,
		       uint16_t port)
{
	char name[FORMAT_ADDR_LEN], number[6] = "-";

	if (port)
		snprintf(number, sizeof(number), "%u", port);
	if (!format_addr(name, family, addr))
		snprintf(ret, FORMAT_END_LEN, "-");
	else
		snprintf(ret, FORMAT_END_LEN, family == AF_INET6 ? "[%s]:%s" : "%s:%s",
			 name, number);
	return ret;
}

const char *format_local_time(char ret[FORMAT_TIME_LEN], uint64_t wall_us)
{
	time_t seconds = wall_us / US_PER_S;
	struct tm tm;
	size_t len;

	localtime_r(&seconds, &tm);
	len = strftime(ret, FORMAT_TIME_LEN, "%H:%M:%S", &tm);
	snprintf(ret + len, FORMAT_TIME_LEN - len, ".%03u",
		 (unsigned int)(wall_us % US_PER_S / 1000));
	return ret;
}

const char *format_utc(char ret[FORMAT_TIME_LEN], uint64_t wall_us)
{
	time_t seconds = wall_us / US_PER_S;
	struct tm tm;
	size_t len;

	gmtime_r(&seconds, &tm);
	len = strftime(ret, FORMAT_TIME_LEN, "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(ret + len, FORMAT_TIME_LEN - len, ".%06uZ", (unsigned int)(wall_us % US_PER_S));
	return ret;
}
