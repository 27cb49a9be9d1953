/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * top.c - the most frequent of any number of keys, in memory that never grows.
 *
 * The entries stand in a heap with the rarest on top, and are found by a hash
 * table of chains.  A key costs one walk along a chain and one way down the heap.
 */
#include "tally/top.h"

#include <stdlib.h>
#include <string.h>

#define NONE	UINT16_MAX

struct entry {
	uint64_t	count, error;
	uint16_t	next;		/* in the chain; NONE ends it */
	uint16_t	place;		/* in the heap */
};

struct top {
	unsigned int	len, capacity, chains_len;
	size_t		key_size, note_size;
	struct entry	*entries;
	uint16_t	*heap;		/* entries, the rarest first */
	uint16_t	*chains;	/* first entry of each; NONE: empty */
	unsigned char	*keys, *notes;
};

struct top *top_new(unsigned int capacity, size_t key_size, size_t note_size)
{
	struct top *top = calloc(1, sizeof(*top));

	if (!top)
		return NULL;
	top->capacity = capacity;
	top->key_size = key_size;
	top->note_size = note_size;
	for (top->chains_len = 1; top->chains_len < 2 * capacity;)
		top->chains_len *= 2;

	top->entries = calloc(capacity, sizeof(*top->entries));
	top->heap = calloc(capacity, sizeof(*top->heap));
	top->chains = malloc(top->chains_len * sizeof(*top->chains));
	top->keys = calloc(capacity, key_size);
	top->notes = calloc(capacity, note_size ? note_size : 1);
	if (!top->entries || !top->heap || !top->chains || !top->keys || !top->notes) {
		top_free(top);
		return NULL;
	}
	memset(top->chains, 0xff, top->chains_len * sizeof(*top->chains));
	return top;
}

void top_free(struct top *top)
{
	if (!top)
		return;
	free(top->entries);
	free(top->heap);
	free(top->chains);
	free(top->keys);
	free(top->notes);
	free(top);
}

static unsigned char *key_of(const struct top *top, unsigned int i)
{
	return top->keys + i * top->key_size;
}

static void *note_of(const struct top *top, unsigned int i)
{
	return top->notes + i * top->note_size;
}

/*
 * FNV-1a, started at an address that nobody outside knows, so that the sender of
 * packets cannot choose keys that all fall into one chain.
 */
static uint16_t *chain_of(const struct top *top, const unsigned char *key)
{
	uint64_t hash = 0xcbf29ce484222325ULL ^ (uintptr_t)top->entries;

	for (size_t i = 0; i < top->key_size; i++)
		hash = (hash ^ key[i]) * 0x100000001b3ULL;
	hash ^= hash >> 32;
	return &top->chains[hash & (top->chains_len - 1)];
}

static void chain_remove(struct top *top, uint16_t entry)
{
	uint16_t *link = chain_of(top, key_of(top, entry));

	while (*link != entry)
		link = &top->entries[*link].next;
	*link = top->entries[entry].next;
}

static void heap_put(struct top *top, unsigned int place, uint16_t entry)
{
	top->heap[place] = entry;
	top->entries[entry].place = place;
}

/* The count of the entry at @place grew: let it sink below the rarer ones. */
static void heap_sink(struct top *top, unsigned int place)
{
	uint16_t entry = top->heap[place];
	uint64_t count = top->entries[entry].count;

	for (;;) {
		unsigned int child = 2 * place + 1;

		if (child >= top->len)
			break;
		if (child + 1 < top->len && top->entries[top->heap[child + 1]].count <
					    top->entries[top->heap[child]].count)
			child++;
		if (top->entries[top->heap[child]].count >= count)
			break;
		heap_put(top, place, top->heap[child]);
		place = child;
	}
	heap_put(top, place, entry);
}

/* A new entry counts 0 and so belongs to the root, which is as rare or not. */
static void heap_append(struct top *top, uint16_t entry)
{
	unsigned int place = top->len++;

	while (place) {
		heap_put(top, place, top->heap[(place - 1) / 2]);
		place = (place - 1) / 2;
	}
	heap_put(top, 0, entry);
}

void *top_add(struct top *top, const void *key)
{
	uint16_t *chain = chain_of(top, key);
	uint16_t entry;

	for (entry = *chain; entry != NONE; entry = top->entries[entry].next) {
		if (memcmp(key_of(top, entry), key, top->key_size))
			continue;
		top->entries[entry].count++;
		heap_sink(top, top->entries[entry].place);
		return NULL;
	}

	if (top->len < top->capacity) {
		entry = top->len;
		heap_append(top, entry);
	} else {
		entry = top->heap[0];
		chain_remove(top, entry);
		top->entries[entry].error = top->entries[entry].count;
	}
	memcpy(key_of(top, entry), key, top->key_size);
	top->entries[entry].next = *chain;
	*chain = entry;
	top->entries[entry].count++;
	heap_sink(top, 0);
	return note_of(top, entry);
}

/* Whether entry @a comes before @b in the list. */
static bool is_before(const struct top *top, unsigned int a, unsigned int b)
{
	if (top->entries[a].count != top->entries[b].count)
		return top->entries[a].count > top->entries[b].count;
	return memcmp(key_of(top, a), key_of(top, b), top->key_size) < 0;
}

/* Insertion into a short list: @max is what fits on a screen. */
size_t top_list(const struct top *top, struct top_row *ret, size_t max)
{
	size_t len = 0;

	for (unsigned int i = 0; i < top->len; i++) {
		size_t place = len;

		while (place > 0) {
			const unsigned char *above = ret[place - 1].key;

			if (!is_before(top, i, (above - top->keys) / top->key_size))
				break;
			if (place < max)
				ret[place] = ret[place - 1];
			place--;
		}
		if (place == max)
			continue;
		ret[place] = (struct top_row) {
			.key = key_of(top, i),
			.note = note_of(top, i),
			.count = top->entries[i].count,
			.error = top->entries[i].error,
		};
		len += len < max;
	}
	return len;
}
