/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * format.h - addresses and times as text, the same in every form.
 */
#ifndef SHOW_FORMAT_H
#define SHOW_FORMAT_H

#include <linux/types.h>
#include <stddef.h>
#include <stdint.h>

#include "flow.h"

#define FORMAT_ADDR_LEN	46	/* INET6_ADDRSTRLEN */
#define FORMAT_END_LEN	(FORMAT_ADDR_LEN + sizeof("[]:65535"))
#define FORMAT_TIME_LEN	28	/* "2024-02-29T23:59:59.000000Z" */

/*
 * format_addr() - one address, as inet_ntop() writes it.
 * @family: AF_INET or AF_INET6
 * @addr: as in struct flow
 *
 * Returns @ret, or NULL if @family is neither.
 */
const char *format_addr(char ret[FORMAT_ADDR_LEN], uint16_t family, const uint8_t *addr);

/*
 * format_end() - "10.0.0.5:80" or "[fd00::5]:80"; "-" for what is not known.
 * @port: host order; 0: not known
 *
 * Returns @ret.
 */
const char *format_end(char ret[FORMAT_END_LEN], uint16_t family, const uint8_t *addr,
		       uint16_t port);

/* format_local_time() - "23:59:59.000" in the local time zone.  Returns @ret. */
const char *format_local_time(char ret[FORMAT_TIME_LEN], uint64_t wall_us);

/* format_utc() - "2024-02-29T23:59:59.000000Z", RFC 3339.  Returns @ret. */
const char *format_utc(char ret[FORMAT_TIME_LEN], uint64_t wall_us);

#endif
