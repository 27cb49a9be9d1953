/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * btf.h - what the running kernel's type information tells about its functions
 * and the names of its reasons.
 */
#ifndef KERNEL_BTF_H
#define KERNEL_BTF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct btf;

/*
 * kbtf_func_args() - how many arguments a kernel function takes.
 *
 * Returns the number, or -ENOENT if the function is not in @btf.
 */
int kbtf_func_args(const struct btf *btf, const char *function);

/*
 * kbtf_enum_arg() - which argument of @function has the type enum @name.
 *
 * Returns its position from 1, 0 if there is none, or -ENOENT.
 */
int kbtf_enum_arg(const struct btf *btf, const char *function, const char *name);

/* kbtf_has_tracepoint() - is there such a raw tracepoint? */
bool kbtf_has_tracepoint(const struct btf *btf, const char *tracepoint);

/* kbtf_tracepoint_enum_arg() - as kbtf_enum_arg(), for a raw tracepoint. */
int kbtf_tracepoint_enum_arg(const struct btf *btf, const char *tracepoint, const char *name);

/* Names of an enum of the running kernel: they move between versions. */
struct enum_names {
	size_t	len;
	char	**names;	/* by value; NULL where there is none */
};

/*
 * enum_names_load() - read the names of enum @name, without @prefix.
 * @ret: empty if the kernel has no such enum, which is no error
 *
 * Returns 0, or -ENOMEM.
 */
int enum_names_load(const struct btf *btf, const char *name, const char *prefix,
		    struct enum_names *ret);
void enum_names_free(struct enum_names *names);

/* enum_names_get() - the name of @value, or NULL if it has none. */
const char *enum_names_get(const struct enum_names *names, uint32_t value);

#endif
