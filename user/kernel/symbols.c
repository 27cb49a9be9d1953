// SPDX-License-Identifier: GPL-2.0-only
/*
 * symbols.c - names for addresses of kernel text, from /proc/kallsyms.
 */
#include "kernel/symbols.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_TYPES	"tTwW"

/* Names lie one after the other in 'text'; 32-bit offsets keep the rows small. */
struct row {
	uint64_t	addr;
	uint32_t	name;
	uint32_t	module;		/* 0: the kernel itself */
};

struct symbols {
	struct row	*rows;		/* by address */
	size_t		len, room;
	size_t		sorted_len;	/* leading rows that came in order */
	char		*text;		/* begins with an empty string */
	size_t		text_len, text_room;
	uint32_t	last_module;
};

/* Returns the offset of a copy of @text, or 0 with errno ENOMEM. */
static uint32_t add_text(struct symbols *symbols, const char *text)
{
	size_t len = strlen(text) + 1;
	uint32_t at = symbols->text_len;

	if (symbols->text_len + len > symbols->text_room) {
		size_t room = symbols->text_room * 2 + len;
		char *more;

		if (room > UINT32_MAX) {
			errno = ENOMEM;
			return 0;
		}
		more = realloc(symbols->text, room);
		if (!more)
			return 0;
		symbols->text = more;
		symbols->text_room = room;
	}
	memcpy(symbols->text + at, text, len);
	symbols->text_len += len;
	return at;
}

static int add_row(struct symbols *symbols, uint64_t addr, const char *name, const char *module)
{
	struct row *row;

	if (symbols->len == symbols->room) {
		size_t room = symbols->room * 2 + 1024;
		struct row *more = realloc(symbols->rows, room * sizeof(*more));

		if (!more)
			return -ENOMEM;
		symbols->rows = more;
		symbols->room = room;
	}
	row = &symbols->rows[symbols->len];
	*row = (struct row){ .addr = addr, .name = add_text(symbols, name) };
	if (!row->name)
		return -ENOMEM;
	if (*module) {
		/* The symbols of a module follow each other. */
		if (!symbols->last_module ||
		    strcmp(symbols->text + symbols->last_module, module))
			symbols->last_module = add_text(symbols, module);
		row->module = symbols->last_module;
		if (!row->module)
			return -ENOMEM;
	}
	if (symbols->sorted_len == symbols->len && (!symbols->len || row[-1].addr <= addr))
		symbols->sorted_len++;
	symbols->len++;
	return 0;
}

/* A hexadecimal number; @end is where it ends.  Two hundred thousand of them. */
static uint64_t parse_hex(char *text, char **end)
{
	uint64_t value = 0;

	for (;; text++) {
		unsigned char c = *text;

		if (c >= '0' && c <= '9')
			value = value << 4 | (c - '0');
		else if (c >= 'a' && c <= 'f')
			value = value << 4 | (c - 'a' + 10);
		else
			break;
	}
	*end = text;
	return value;
}

/*
 * "ffffffff81000000 T name\t[module]"; other lines are left out.
 * @hidden: set if the address is zero
 */
static int add_line(struct symbols *symbols, char *line, bool *hidden)
{
	char *name, *module, *end;
	uint64_t addr;

	addr = parse_hex(line, &end);
	if (end == line || end[0] != ' ' || !end[1] || end[2] != ' ' || !strchr(TEXT_TYPES, end[1]))
		return 0;
	if (!addr) {
		*hidden = true;
		return 0;
	}
	name = end + 3;
	name[strcspn(name, "\n")] = '\0';
	module = name + strcspn(name, "\t ");
	if (*module) {
		*module++ = '\0';
		module += strspn(module, "\t [");
		module[strcspn(module, "]")] = '\0';
	}
	return *name ? add_row(symbols, addr, name, module) : 0;
}

static int by_addr(const void *a, const void *b)
{
	const struct row *one = a, *other = b;

	return one->addr < other->addr ? -1 : one->addr > other->addr;
}

/* The kernel's own come in order and are most; modules follow as they were loaded. */
static void sort_rows(struct symbols *symbols)
{
	struct row *rest = symbols->rows + symbols->sorted_len;

	qsort(rest, symbols->len - symbols->sorted_len, sizeof(*rest), by_addr);
	if (symbols->sorted_len < symbols->len && rest->addr < rest[-1].addr)
		qsort(symbols->rows, symbols->len, sizeof(*symbols->rows), by_addr);
}

struct symbols *symbols_read(FILE *file)
{
	struct symbols *symbols = calloc(1, sizeof(*symbols));
	bool hidden = false;
	char *line = NULL;
	size_t size = 0;
	int error = 0;

	if (!symbols)
		return NULL;
	symbols->text = calloc(1, 1 << 16);
	symbols->text_room = 1 << 16;
	symbols->text_len = 1;
	if (!symbols->text)
		error = -ENOMEM;
	while (!error && getline(&line, &size, file) >= 0)
		error = add_line(symbols, line, &hidden);
	free(line);
	if (!error && ferror(file))
		error = -EIO;
	if (!error && !symbols->len)
		error = hidden ? -EPERM : -ENODATA;
	if (error) {
		symbols_free(symbols);
		errno = -error;
		return NULL;
	}
	sort_rows(symbols);
	return symbols;
}

struct symbols *symbols_load(void)
{
	FILE *file = fopen("/proc/kallsyms", "re");
	struct symbols *symbols;
	int error;

	if (!file)
		return NULL;
	setvbuf(file, NULL, _IOFBF, 1 << 18);
	symbols = symbols_read(file);
	error = errno;
	fclose(file);
	errno = error;
	return symbols;
}

void symbols_free(struct symbols *symbols)
{
	if (!symbols)
		return;
	free(symbols->rows);
	free(symbols->text);
	free(symbols);
}

static void fill_symbol(const struct symbols *symbols, size_t i, struct symbol *ret)
{
	const struct row *row = &symbols->rows[i];
	size_t next = i + 1;

	/* Several names may share one address; the range is the same for all. */
	while (next < symbols->len && symbols->rows[next].addr == row->addr)
		next++;
	ret->start = row->addr;
	ret->end = next < symbols->len ? symbols->rows[next].addr : row->addr + 4096;
	ret->name = symbols->text + row->name;
	ret->module = row->module ? symbols->text + row->module : NULL;
}

bool symbols_find(const struct symbols *symbols, uint64_t addr, struct symbol *ret)
{
	size_t low = 0, high = symbols->len;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (symbols->rows[mid].addr <= addr)
			low = mid + 1;
		else
			high = mid;
	}
	if (!low)
		return false;
	fill_symbol(symbols, low - 1, ret);
	return addr < ret->end;
}

bool symbols_name_range(const struct symbols *symbols, const char *name, struct symbol *ret)
{
	for (size_t i = 0; i < symbols->len; i++) {
		if (!strcmp(symbols->text + symbols->rows[i].name, name)) {
			fill_symbol(symbols, i, ret);
			return true;
		}
	}
	return false;
}

void symbol_base_name(const char *name, char *ret, size_t size)
{
	static const char *const suffixes[] = { ".isra.", ".constprop.", ".part.", ".cold" };
	size_t len = strlen(name);

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
		const char *at = strstr(name, suffixes[i]);

		if (at && (size_t)(at - name) < len)
			len = at - name;
	}
	if (len >= size)
		len = size - 1;
	memcpy(ret, name, len);
	ret[len] = '\0';
}
