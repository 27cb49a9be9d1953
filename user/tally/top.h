/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * top.h - the most frequent of any number of keys, in memory that never grows.
 *
 * The Space-Saving algorithm: while there is room every key is counted exactly.
 * Then a new key takes the place of the rarest one and inherits its count, which
 * it keeps as its error: the true count is between count - error and count.  A
 * key that came more often than total / capacity is always in the list.
 */
#ifndef TALLY_TOP_H
#define TALLY_TOP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct top;

struct top_row {
	const void	*key;
	const void	*note;
	uint64_t	count;		/* never too low */
	uint64_t	error;		/* too high by this at most; 0: exact */
};

/*
 * top_new() - an empty list.
 * @capacity: keys held, 1 to 65535
 * @key_size: bytes of a key, all of them compared
 * @note_size: bytes kept along with a key, for the caller to fill; may be 0
 *
 * Allocates all that it will ever need.
 *
 * Returns NULL with errno ENOMEM.
 */
struct top *top_new(unsigned int capacity, size_t key_size, size_t note_size);
void top_free(struct top *top);

/*
 * top_add() - count @key once.
 *
 * Returns the note to fill if the key was not in the list, otherwise NULL.
 */
void *top_add(struct top *top, const void *key);

/*
 * top_list() - the most frequent keys first; equal ones in order of their bytes.
 * @ret: @max slots; they point into @top and are good until the next top_add()
 *
 * Returns the number of slots filled.
 */
size_t top_list(const struct top *top, struct top_row *ret, size_t max);

#endif
