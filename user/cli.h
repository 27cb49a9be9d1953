/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cli.h - the values of options: numbers, lists of ports.
 */
#ifndef CLI_H
#define CLI_H

#include <stdint.h>

#define CLI_PORT_WORDS	(65536 / 64)	/* a bit for each port */

/*
 * parse_u64() - read a whole decimal number.
 * @text: the digits, and nothing else: no sign, no space, no unit
 * @min, @max: limits, both allowed
 * @ret: the number; untouched on failure
 *
 * Returns 0, -EINVAL if @text is no number, or -ERANGE.
 */
int parse_u64(const char *text, uint64_t min, uint64_t max, uint64_t *ret);

/* What is wrong with a list of ports, and where. */
struct ports_error {
	char		part[24];	/* the part that is wrong, cut short */
	const char	*why;
};

/*
 * parse_ports() - read a list of ports and ranges: "80,443,8000-8100".
 * @ports: a bit is set for each; others are left alone; changed only on success
 * @error: what is wrong; set on failure only
 *
 * Returns 0 or -EINVAL.
 */
int parse_ports(const char *text, uint64_t ports[CLI_PORT_WORDS], struct ports_error *error);

/*
 * parse_seconds() - read a time in seconds, with an optional fraction: "0.5".
 * @ret: milliseconds, at least 1; untouched on failure
 *
 * Returns 0, -EINVAL if it is no such number, or -ERANGE above a year.
 */
int parse_seconds(const char *text, uint64_t *ret_ms);

#endif
