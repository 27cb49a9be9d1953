/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * audit.h - compare what the hooks counted with what the kernel counted.
 *
 *   unexplained = delta of Tcp: OutRsts - active and passive resets, any fate
 *
 * Counters are read on both sides of each switch, because resets go on while
 * we read: what falls between is the 'edge', within which nothing is claimed.
 */
#ifndef KERNEL_AUDIT_H
#define KERNEL_AUDIT_H

#include "summary.h"

struct audit;
struct netns;

/*
 * audit_new() - prepare an audit.
 * @only: audit this namespace; NULL: every one that can be read
 *
 * Returns NULL with errno ENOMEM.
 */
struct audit *audit_new(const struct netns *only);
void audit_free(struct audit *audit);

/* To be called right before and right after the hooks begin to count. */
void audit_before_start(struct audit *audit);
void audit_after_start(struct audit *audit);

/* To be called right before and right after the hooks' sums are read. */
void audit_before_sums(struct audit *audit);
void audit_after_sums(struct audit *audit);

/*
 * audit_count() - add what the hooks counted in one namespace.
 *
 * Between audit_before_sums() and audit_rows().
 */
void audit_count(struct audit *audit, uint32_t netns, uint64_t resets);

/*
 * audit_rows() - the result.
 * @unexplained: their sum over the namespaces that can be read
 * @len: gets the number of rows; valid until the next audit_before_sums()
 *
 * A namespace that cannot be read has a row if resets were counted there.
 */
const struct audit_row *audit_rows(struct audit *audit, size_t *len, int64_t *unexplained);

#endif
