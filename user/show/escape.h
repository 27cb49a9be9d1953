/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * escape.h - text that others chose, made harmless.
 */
#ifndef SHOW_ESCAPE_H
#define SHOW_ESCAPE_H

#include <stddef.h>
#include <stdio.h>

/* escape_text() - @text with control and non-ASCII bytes as \xNN, for a terminal. */
void escape_text(FILE *out, const char *text);

/*
 * escape_copy() - the same into @ret, as far as it fits; no escape is cut.
 *
 * Returns the length without the final NUL.
 */
size_t escape_copy(char *ret, size_t size, const char *text);

/*
 * escape_json() - @text as a JSON string with its quotes, in plain ASCII.
 *
 * UTF-8 becomes \uNNNN.  A byte that is not part of valid UTF-8 becomes \u00NN,
 * so it reads like the Latin-1 character of that number.
 */
void escape_json(FILE *out, const char *text);

#endif
