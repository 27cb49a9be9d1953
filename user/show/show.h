/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * show.h - the forms in which results are printed: one file per form.
 *
 * Pure functions into a FILE.  Every name that comes from outside (comm,
 * namespace) is escaped here and nowhere else.
 */
#ifndef SHOW_H
#define SHOW_H

#include <stdio.h>

#include "reset.h"
#include "summary.h"
#include "escape.h"

/* How text for people is laid out. */
struct text_style {
	bool		colour;
	bool		stack;		/* print the kernel stack below each line */
	unsigned int	width;		/* columns; 0: as wide as the text */
};

/* What the first line of --json says. */
struct start_info {
	const char	*version;	/* of the tool */
	const char	*kernel;	/* uname -r */
	const char	*const *hooks;	/* "kprobe:tcp_v4_send_reset" */
	size_t		hooks_len;
	uint64_t	wall_us;	/* microseconds since 1970, UTC */
};

void text_heading(FILE *out, const struct text_style *style);
void text_reset(FILE *out, const struct text_style *style, const struct reset *reset);
void text_summary(FILE *out, const struct text_style *style, const struct summary *summary);

void json_start(FILE *out, const struct start_info *info);
void json_reset(FILE *out, const struct reset *reset);
void json_summary(FILE *out, const struct summary *summary, uint64_t wall_us);

#endif
