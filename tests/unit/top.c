/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * top.c - the list of the most frequent keys: exact while there is room, honest
 * about its error after that, and never larger.
 */
#include "tap.h"

#include <stdlib.h>
#include <string.h>

#include "tally/top.h"

static void add(struct top *top, uint32_t key, unsigned int times)
{
	while (times--)
		top_add(top, &key);
}

static uint32_t key_of(const struct top_row *row)
{
	uint32_t key;

	memcpy(&key, row->key, sizeof(key));
	return key;
}

static void test_exact(void **state)
{
	static const unsigned int counts[] = { 7, 23, 2, 101, 1 };
	static const uint32_t order[] = { 3, 1, 0, 2, 4 };
	struct top *top = top_new(ARRAY_LEN(counts), sizeof(uint32_t), 0);
	struct top_row rows[ARRAY_LEN(counts) + 1];

	(void)state;
	assert_int_equal(top_list(top, rows, ARRAY_LEN(rows)), 0);
	for (unsigned int round = 0; round < 101; round++)	/* all mixed */
		for (uint32_t key = 0; key < ARRAY_LEN(counts); key++)
			if (round < counts[key])
				add(top, key, 1);

	assert_int_equal(top_list(top, rows, ARRAY_LEN(rows)), ARRAY_LEN(counts));
	for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
		assert_int_equal(key_of(&rows[i]), order[i]);
		assert_int_equal(rows[i].count, counts[order[i]]);
		assert_int_equal(rows[i].error, 0);
	}
	assert_int_equal(top_list(top, rows, 2), 2);
	assert_int_equal(key_of(&rows[0]), 3);
	assert_int_equal(key_of(&rows[1]), 1);
	assert_int_equal(top_list(top, rows, 0), 0);
	top_free(top);
}

static void test_equal_by_bytes(void **state)
{
	struct top *top = top_new(8, 3, 0);
	struct top_row rows[8];

	(void)state;
	top_add(top, "bbb");
	top_add(top, "aac");
	top_add(top, "ccc");
	top_add(top, "aab");
	assert_int_equal(top_list(top, rows, 8), 4);
	assert_memory_equal(rows[0].key, "aab", 3);
	assert_memory_equal(rows[1].key, "aac", 3);
	assert_memory_equal(rows[2].key, "bbb", 3);
	assert_memory_equal(rows[3].key, "ccc", 3);
	top_free(top);
}

/* The newcomer takes the place of the rarest, and its count as its error. */
static void test_replace(void **state)
{
	struct top *top = top_new(2, sizeof(uint32_t), 0);
	struct top_row rows[2];

	(void)state;
	add(top, 1, 5);
	add(top, 2, 3);
	add(top, 3, 1);
	assert_int_equal(top_list(top, rows, 2), 2);
	assert_int_equal(key_of(&rows[0]), 1);
	assert_int_equal(rows[0].error, 0);
	assert_int_equal(key_of(&rows[1]), 3);
	assert_int_equal(rows[1].count, 4);
	assert_int_equal(rows[1].error, 3);
	top_free(top);
}

static void test_one_place(void **state)
{
	struct top *top = top_new(1, sizeof(uint32_t), 0);
	struct top_row row;

	(void)state;
	for (uint32_t key = 0; key < 997; key++)
		add(top, key, 1);
	assert_int_equal(top_list(top, &row, 1), 1);
	assert_int_equal(key_of(&row), 996);
	assert_int_equal(row.count, 997);
	assert_int_equal(row.error, 996);
	top_free(top);
}

static void test_note(void **state)
{
	struct top *top = top_new(1, sizeof(uint32_t), 8);
	uint32_t first = 1, second = 2;
	struct top_row row;
	char *note;

	(void)state;
	note = top_add(top, &first);
	assert_non_null(note);
	strcpy(note, "first");
	assert_null(top_add(top, &first));
	note = top_add(top, &second);
	assert_non_null(note);
	strcpy(note, "second");
	top_list(top, &row, 1);
	assert_string_equal(row.note, "second");
	top_free(top);
}

/*
 * A million keys that come once, and between them 20 that come often: these are
 * found, in order, and each true count lies within the stated error.
 */
static void test_flood(void **state)
{
	enum { HEAVY = 20, FLOOD = 1000000, CAPACITY = 1024 };
	struct top *top = top_new(CAPACITY, sizeof(uint32_t), 0);
	uint64_t truth[HEAVY] = { 0 }, total = 0;
	struct top_row rows[CAPACITY];

	(void)state;
	for (uint32_t i = 0; i < FLOOD; i++) {
		uint32_t key = 0x80000000u + i * 2654435761u % 0x80000000u;

		add(top, key, 1);
		total++;
		for (uint32_t heavy = 0; heavy < HEAVY; heavy++) {
			if (i % (53 + 4 * heavy))
				continue;
			add(top, heavy, 1);
			truth[heavy]++;
			total++;
		}
	}
	assert_int_equal(top_list(top, rows, CAPACITY), CAPACITY);
	for (uint32_t heavy = 0; heavy < HEAVY; heavy++) {
		assert_int_equal(key_of(&rows[heavy]), heavy);
		assert_true(rows[heavy].count >= truth[heavy]);
		assert_true(rows[heavy].count - rows[heavy].error <= truth[heavy]);
		assert_true(rows[heavy].error <= total / CAPACITY);
	}
	total = 0;
	for (size_t i = 0; i < CAPACITY; i++)
		total += rows[i].count;
	for (uint32_t heavy = 0; heavy < HEAVY; heavy++)
		total -= truth[heavy];
	assert_int_equal(total, FLOOD);		/* every addition is in one count */
	top_free(top);
}

/* Against a plain array, with keys of every frequency. */
static void test_random(void **state)
{
	enum { KEYS = 251, CAPACITY = 251 };
	struct top *top = top_new(CAPACITY, sizeof(uint32_t), 0);
	uint64_t truth[KEYS] = { 0 };
	struct top_row rows[CAPACITY];

	(void)state;
	srandom(1);
	for (unsigned int i = 0; i < 100003; i++) {
		uint32_t key = (uint64_t)random() % KEYS * (random() % KEYS) / KEYS;

		add(top, key, 1);
		truth[key]++;
	}
	for (size_t i = 0, len = top_list(top, rows, CAPACITY); i < len; i++) {
		assert_int_equal(rows[i].count, truth[key_of(&rows[i])]);
		assert_int_equal(rows[i].error, 0);
		truth[key_of(&rows[i])] = 0;
	}
	for (uint32_t key = 0; key < KEYS; key++)
		assert_int_equal(truth[key], 0);
	top_free(top);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exact),
		cmocka_unit_test(test_equal_by_bytes),
		cmocka_unit_test(test_replace),
		cmocka_unit_test(test_one_place),
		cmocka_unit_test(test_note),
		cmocka_unit_test(test_flood),
		cmocka_unit_test(test_random),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("top", tests, NULL, NULL);
}
