// SPDX-License-Identifier: GPL-2.0-only
/*
 * btf.c - what the running kernel's type information tells about its functions
 * and the names of its reasons.
 */
#include "kernel/btf.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bpf/btf.h>

#define ENUM_VALUE_MAX	4096	/* larger values are no reasons of the core */

/* The prototype behind a function, or NULL. */
static const struct btf_type *func_proto(const struct btf *btf, const char *function)
{
	int id = btf__find_by_name_kind(btf, function, BTF_KIND_FUNC);

	return id < 0 ? NULL : btf__type_by_id(btf, btf__type_by_id(btf, id)->type);
}

int kbtf_func_args(const struct btf *btf, const char *function)
{
	const struct btf_type *proto = func_proto(btf, function);

	return proto ? btf_vlen(proto) : -ENOENT;
}

/* Position from 1 of the argument of type enum @name; 0: none. */
static int enum_arg(const struct btf *btf, const struct btf_type *proto, const char *name)
{
	for (int i = 0; i < btf_vlen(proto); i++) {
		const struct btf_type *type;

		type = btf__type_by_id(btf, btf_params(proto)[i].type);
		while (btf_is_mod(type))
			type = btf__type_by_id(btf, type->type);
		if (btf_is_enum(type) && !strcmp(btf__name_by_offset(btf, type->name_off), name))
			return i + 1;
	}
	return 0;
}

int kbtf_enum_arg(const struct btf *btf, const char *function, const char *name)
{
	const struct btf_type *proto = func_proto(btf, function);

	return proto ? enum_arg(btf, proto, name) : -ENOENT;
}

/* The prototype of a raw tracepoint's probes, or NULL: a typedef of a pointer to it. */
static const struct btf_type *tracepoint_proto(const struct btf *btf, const char *tracepoint)
{
	const struct btf_type *type;
	char name[128];
	int id;

	snprintf(name, sizeof(name), "btf_trace_%s", tracepoint);
	id = btf__find_by_name_kind(btf, name, BTF_KIND_TYPEDEF);
	if (id < 0)
		return NULL;
	type = btf__type_by_id(btf, btf__type_by_id(btf, id)->type);
	if (btf_is_ptr(type))
		type = btf__type_by_id(btf, type->type);
	return btf_is_func_proto(type) ? type : NULL;
}

bool kbtf_has_tracepoint(const struct btf *btf, const char *tracepoint)
{
	return tracepoint_proto(btf, tracepoint);
}

int kbtf_tracepoint_enum_arg(const struct btf *btf, const char *tracepoint, const char *name)
{
	const struct btf_type *proto = tracepoint_proto(btf, tracepoint);
	int arg = proto ? enum_arg(btf, proto, name) : -ENOENT;

	return arg > 0 ? arg - 1 : arg;		/* the first is the probe's own */
}

int enum_names_load(const struct btf *btf, const char *name, const char *prefix,
		    struct enum_names *ret)
{
	int id = btf__find_by_name_kind(btf, name, BTF_KIND_ENUM);
	const struct btf_type *type = id < 0 ? NULL : btf__type_by_id(btf, id);
	struct enum_names found = {};
	int len = type ? btf_vlen(type) : 0;

	for (int i = 0; i < len; i++) {
		__s32 value = btf_enum(type)[i].val;

		if (value >= 0 && value < ENUM_VALUE_MAX && (size_t)value >= found.len)
			found.len = value + 1;
	}
	if (found.len) {
		found.names = calloc(found.len, sizeof(*found.names));
		if (!found.names)
			return -ENOMEM;
	}
	for (int i = 0; i < len; i++) {
		const char *text = btf__name_by_offset(btf, btf_enum(type)[i].name_off);
		__s32 value = btf_enum(type)[i].val;

		if (value < 0 || value >= ENUM_VALUE_MAX || found.names[value])
			continue;
		if (!strncmp(text, prefix, strlen(prefix)))
			text += strlen(prefix);
		found.names[value] = strdup(text);
		if (!found.names[value]) {
			enum_names_free(&found);
			return -ENOMEM;
		}
	}
	*ret = found;
	return 0;
}

void enum_names_free(struct enum_names *names)
{
	for (size_t i = 0; i < names->len; i++)
		free(names->names[i]);
	free(names->names);
	*names = (struct enum_names){};
}

const char *enum_names_get(const struct enum_names *names, uint32_t value)
{
	return value < names->len ? names->names[value] : NULL;
}
