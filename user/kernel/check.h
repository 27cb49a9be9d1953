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
 * @load_error: errno of loading and attaching what was planned; 0: it worked
 *
 * Returns whether rsttrace can work.
 */
bool check_print(FILE *out, const struct hooks_plan *plan, int load_error);

/*
 * check_print_notes() - say, on standard error, what cannot be seen here.
 * @way: that was asked for
 * @verbose: say also what is used
 *
 * Once at the start, so that it need not be said for each reset.
 */
void check_print_notes(const struct hooks_plan *plan, enum way way, bool verbose);

/*
 * check_explain_failure() - say what to do about a failure to load or attach.
 * @error: errno
 */
void check_explain_failure(int error);

#endif
