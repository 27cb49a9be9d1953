/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * reset.h - from the facts of one reset to its verdict.
 *
 * Pure functions: no kernel, no files.  The table of rules is in reset.c.
 */
#ifndef EXPLAIN_RESET_H
#define EXPLAIN_RESET_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rsttrace.h"

#define RESET_CALLERS		12	/* functions a rule may look at: a close()
					 * of IPv6 has 9 below the reset */
#define RESET_SENTENCE_LEN	160
#define RESET_EVIDENCE_MAX	6

/* What is known of one reset before it is judged. */
struct reset_facts {
	const struct rst_event *event;
	const char	*reason;	/* the kernel's own word, without its prefix
					 * ("NO_SOCKET"); NULL: not told */
	const char	*callers[RESET_CALLERS]; /* functions below the hook,
					 * innermost first, suffixes stripped;
					 * NULL after the last known.  The hooked
					 * function itself may come first */
};

/* A number or a word that proves a verdict. */
struct reset_evidence {
	const char	*key;		/* "unread_bytes"; static */
	const char	*word;		/* NULL: it is a number */
	uint64_t	number;
};

/* One row of the table of verdicts. */
struct reset_rule {
	const char	*id;		/* "close-unread": stable, for scripts */
	const char	*title;		/* a few words, for the summary */
	const char	*hint;		/* what to do about it */
	const char	*counter;	/* what nstat shows moving; NULL: nothing */
	const char	*sentence;	/* with {evidence} and {phrases} put in */
	const char	*evidence;	/* keys, separated by spaces */
	/* True if this is the cause; @certain_ret: whether it is proved. */
	bool		(*holds)(const struct reset_facts *facts, bool *certain_ret);
	bool		task_is_owner;	/* made by a call of the owner: its task is
					 * it, if the stack shows that call */
};

/* The verdict on one reset. */
struct reset_verdict {
	const struct reset_rule *rule;	/* never NULL */
	bool		certain;	/* read from the event, not concluded; never
					 * for "unclassified" */
	bool		task_is_owner;	/* the current task owns the socket */
	unsigned int	evidence_len;
	struct reset_evidence evidence[RESET_EVIDENCE_MAX];
	char		sentence[RESET_SENTENCE_LEN];
};

/*
 * reset_explain() - judge one reset.
 * @facts: what is known; must outlive @ret, which points into it
 * @ret: the verdict; "unclassified" where no rule fits, never a guess
 */
void reset_explain(const struct reset_facts *facts, struct reset_verdict *ret);

/* reset_rules() - the table, in order of judgement; @len_ret gets its length. */
const struct reset_rule *reset_rules(size_t *len_ret);

/* reset_rule_index() - position of @rule in the table. */
size_t reset_rule_index(const struct reset_rule *rule);

#endif
