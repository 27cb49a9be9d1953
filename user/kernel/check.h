/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * check.h - say what this kernel and these privileges allow: --check.
 */
#ifndef KERNEL_CHECK_H
#define KERNEL_CHECK_H

#include <stdio.h>

#include "kernel/hooks.h"

/*
 * check_print() - print the plan, what is missing, and what would enable it.
 * @plan: made with 'try'; NULL if the kernel has no BTF
 *
 * Returns whether rsttrace can work.
 */
bool check_print(FILE *out, const struct hooks_plan *plan);

/* check_missing_capability() - the first one that loading needs, or NULL. */
const char *check_missing_capability(void);

/* check_lockdown() - "none", "integrity", "confidentiality"; NULL: not known. */
const char *check_lockdown(void);

#endif
