/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * symbols.h - names for addresses of kernel text, from /proc/kallsyms.
 */
#ifndef KERNEL_SYMBOLS_H
#define KERNEL_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct symbols;

/* A function of the kernel. */
struct symbol {
	uint64_t	start, end;
	const char	*name;		/* with the compiler's suffixes */
	const char	*module;	/* NULL: the kernel itself */
};

/*
 * symbols_read() - read the text symbols of a file in the form of kallsyms.
 *
 * Returns NULL with errno ENOMEM, EPERM if all addresses are hidden
 * (kptr_restrict), or what reading the file gave.
 */
struct symbols *symbols_read(FILE *file);

/* symbols_load() - the running kernel's; as symbols_read(). */
struct symbols *symbols_load(void);
void symbols_free(struct symbols *symbols);

/* symbols_find() - the function that holds @addr; false if there is none. */
bool symbols_find(const struct symbols *symbols, uint64_t addr, struct symbol *ret);

/*
 * symbols_name_range() - where the function @name lies.
 *
 * Only an exact match: pass "name.cold" for the part that was split off.
 */
bool symbols_name_range(const struct symbols *symbols, const char *name, struct symbol *ret);

/*
 * symbol_base_name() - @name without what the compiler appended (.isra.0,
 * .constprop.0, .part.0, .cold).
 * @size: of @ret, which is always terminated
 */
void symbol_base_name(const char *name, char *ret, size_t size);

#endif
