/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * escape.c - text that others chose, made harmless.
 */
#include "show/escape.h"

#include <stdint.h>
#include <string.h>

/* One byte escaped for a terminal; a backslash is doubled, to be told apart. */
static size_t escape_byte(char ret[5], unsigned char byte)
{
	if (byte == '\\')
		return snprintf(ret, 5, "\\\\");
	return snprintf(ret, 5, byte < ' ' || byte > '~' ? "\\x%02x" : "%c", byte);
}

void escape_text(FILE *out, const char *text)
{
	char escaped[5];

	for (; *text; text++) {
		escape_byte(escaped, *text);
		fputs(escaped, out);
	}
}

size_t escape_copy(char *ret, size_t size, const char *text)
{
	size_t used = 0;
	char escaped[5];

	for (; *text; text++) {
		size_t len = escape_byte(escaped, *text);

		if (used + len >= size)
			break;
		memcpy(ret + used, escaped, len);
		used += len;
	}
	ret[used] = '\0';
	return used;
}

/*
 * decode_utf8() - read one character of two bytes or more.
 * @len_ret: how many bytes it has
 *
 * Returns 0 for anything that RFC 3629 forbids: cut or overlong sequences,
 * surrogates, numbers beyond U+10FFFF.
 */
static uint32_t decode_utf8(const unsigned char *text, size_t *len_ret)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t code;
	size_t len;

	if ((text[0] & 0xe0) == 0xc0)
		len = 2;
	else if ((text[0] & 0xf0) == 0xe0)
		len = 3;
	else if ((text[0] & 0xf8) == 0xf0)
		len = 4;
	else
		return 0;

	code = text[0] & (0x7f >> len);
	for (size_t i = 1; i < len; i++) {
		if ((text[i] & 0xc0) != 0x80)	/* the final NUL ends up here, too */
			return 0;
		code = code << 6 | (text[i] & 0x3f);
	}
	if (code < least[len] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return 0;
	*len_ret = len;
	return code;
}

void escape_json(FILE *out, const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	fputc('"', out);
	while (*at) {
		size_t len = 1;
		uint32_t code = *at < 0x80 ? *at : decode_utf8(at, &len);

		if (!code)
			code = *at;
		at += len;
		if (code == '"' || code == '\\')
			fprintf(out, "\\%c", (int)code);
		else if (code >= ' ' && code <= '~')
			fputc(code, out);
		else if (code < 0x10000)
			fprintf(out, "\\u%04x", code);
		else
			fprintf(out, "\\u%04x\\u%04x", 0xd800 + ((code - 0x10000) >> 10),
				0xdc00 + (code & 0x3ff));
	}
	fputc('"', out);
}
