/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * sentence.h - the facts of a reset as words: evidence, and sentences made of it.
 */
#ifndef EXPLAIN_SENTENCE_H
#define EXPLAIN_SENTENCE_H

#include "explain/reset.h"

/* sentence_reason() - what the kernel says, or NULL if it does not say anything. */
const char *sentence_reason(const struct reset_facts *facts);

/*
 * sentence_caller() - the function @n steps below the one that makes resets.
 * @n: 0 for its caller
 *
 * Returns NULL where it is not known.
 */
const char *sentence_caller(const struct reset_facts *facts, size_t n);

/*
 * sentence_evidence() - collect what is known of the evidence asked for.
 * @keys: names, separated by one space
 * @ret: RESET_EVIDENCE_MAX slots
 *
 * Returns the number of slots filled.
 */
unsigned int sentence_evidence(const struct reset_facts *facts, const char *keys,
			       struct reset_evidence *ret);

/*
 * sentence_expand() - put facts into a sentence.
 * @pattern: text with {key} for evidence and {phrase} for a part of a sentence
 * @ret: always terminated; what does not fit is left out
 *
 * A number of bytes brings its unit along: {payload_bytes} is "1 byte".
 */
void sentence_expand(const struct reset_facts *facts, const char *pattern,
		     char *ret, size_t size);

#endif
