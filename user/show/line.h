/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * line.h - one line of text for people: columns, colours, and an end in time.
 *
 * A line is made in memory first, because only then can it be cut at the width
 * of the terminal, and coloured without the colours counting as columns.
 */
#ifndef SHOW_LINE_H
#define SHOW_LINE_H

#include <stddef.h>
#include <stdio.h>

#include "show/show.h"

#define LINE_LEN	512
#define LINE_SPANS	4

struct line_span {
	size_t		start, end;
	const char	*colour;	/* parameters of ECMA-48 SGR: "1" is bold */
};

struct line {
	char		text[LINE_LEN];
	size_t		len;
	struct line_span spans[LINE_SPANS];
	unsigned int	spans_len;
};

/* line_add() - append what printf() would print. */
__attribute__((format(printf, 2, 3)))
void line_add(struct line *line, const char *format, ...);

/* line_goto() - go on at @column; one space on if the line is already past it. */
void line_goto(struct line *line, size_t column);

/* line_colour() - print what was added since @start in @colour. */
void line_colour(struct line *line, size_t start, const char *colour);

/* line_print() - print the line, cut to the width; a cut one ends in '~'. */
void line_print(FILE *out, const struct text_style *style, struct line *line);

/*
 * line_wrap() - print a text of any length, broken between words.
 * @indent: columns in front of each line
 */
void line_wrap(FILE *out, const struct text_style *style, unsigned int indent, const char *text);

#endif
