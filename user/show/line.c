/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * line.c - one line of text for people: columns, colours, and an end in time.
 */
#include "show/line.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define WRAP_WIDTH	100	/* where no terminal sets one */

void line_add(struct line *line, const char *format, ...)
{
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(line->text + line->len, LINE_LEN - line->len, format, args);
	va_end(args);
	if (len < 0)
		return;
	line->len += len;
	if (line->len >= LINE_LEN)
		line->len = LINE_LEN - 1;
}

void line_goto(struct line *line, size_t column)
{
	size_t spaces = line->len < column ? column - line->len : line->len > 0;

	line_add(line, "%*s", (int)spaces, "");
}

void line_colour(struct line *line, size_t start, const char *colour)
{
	if (line->spans_len < LINE_SPANS)
		line->spans[line->spans_len++] = (struct line_span) { start, line->len, colour };
}

/* Prints columns @start up to @end, as far as the line goes. */
static void print_part(FILE *out, const struct line *line, size_t start, size_t end)
{
	if (end > line->len)
		end = line->len;
	if (start < end)
		fwrite(line->text + start, 1, end - start, out);
}

void line_print(FILE *out, const struct text_style *style, struct line *line)
{
	size_t done = 0;

	if (style->width && line->len > style->width) {
		line->len = style->width;
		line->text[line->len - 1] = '~';
	}
	while (line->len && line->text[line->len - 1] == ' ')
		line->len--;

	for (unsigned int i = 0; style->colour && i < line->spans_len; i++) {
		const struct line_span *span = &line->spans[i];

		if (span->start >= line->len)
			break;
		print_part(out, line, done, span->start);
		fprintf(out, "\033[%sm", span->colour);
		print_part(out, line, span->start, span->end);
		fputs("\033[0m", out);
		done = span->end;
	}
	print_part(out, line, done, line->len);
	fputc('\n', out);
}

void line_wrap(FILE *out, const struct text_style *style, unsigned int indent, const char *text)
{
	size_t width = style->width ? style->width : WRAP_WIDTH;

	while (*text) {
		struct line line = { .len = 0 };

		line_add(&line, "%*s", (int)indent, "");
		do {
			size_t word = strcspn(text, " ");

			line_add(&line, "%.*s ", (int)word, text);
			text += word;
			text += strspn(text, " ");
		} while (*text && line.len + strcspn(text, " ") <= width);
		line.len--;		/* the space after the last word */
		line_print(out, style, &line);
	}
}
