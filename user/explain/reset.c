/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * reset.c - the table of verdicts on resets, and the rules that it calls.
 *
 * A rule that cannot prove its cause either does not hold, or says that it is
 * not certain.  What the kernel says against a rule always wins.
 */
#include "explain/reset.h"

#include <string.h>

#include "explain/sentence.h"
#include "explain/tcp.h"

/* Whether the kernel told no reason, or @reason. */
static bool reason_allows(const struct reset_facts *facts, const char *reason)
{
	return !sentence_reason(facts) || !strcmp(sentence_reason(facts), reason);
}

static bool reason_is(const struct reset_facts *facts, const char *reason)
{
	return sentence_reason(facts) && !strcmp(sentence_reason(facts), reason);
}

static bool caller_is(const struct reset_facts *facts, size_t n, const char *name)
{
	const char *caller = sentence_caller(facts, n);

	return caller && !strcmp(caller, name);
}

/* tcp_v4_rcv() or tcp_v6_rcv(); the same for the _do_rcv() pair. */
static bool caller_is_rcv(const struct reset_facts *facts)
{
	return caller_is(facts, 0, "tcp_v4_rcv") || caller_is(facts, 0, "tcp_v6_rcv");
}

static bool caller_is_do_rcv(const struct reset_facts *facts)
{
	return caller_is(facts, 0, "tcp_v4_do_rcv") || caller_is(facts, 0, "tcp_v6_do_rcv");
}

static bool symbols_are_hidden(const struct reset_facts *facts)
{
	return !sentence_caller(facts, 0);
}

/* Whether all bits of @with and none of @without are set; false if unread. */
static bool sock_is(const struct rst_event *event, uint8_t with, uint8_t without)
{
	return event->known & RST_KNOWS_SOCK &&
	       (event->sock_flags & with) == with && !(event->sock_flags & without);
}

/*
 * __tcp_close() looks at unread data before SO_LINGER, and only then makes the
 * socket an orphan: its later resets (A3, A4 for TCP_LINGER2 and for memory)
 * leave with SOCK_DEAD set.  Before v5.10.246, v6.1.156 and v6.12.53 any segment
 * still queued was enough, so zero unread bytes are no objection.
 */
static bool holds_close_unread(const struct reset_facts *facts, bool *certain_ret)
{
	const struct rst_event *event = facts->event;
	bool told = reason_is(facts, "TCP_ABORT_ON_CLOSE");

	if (event->kind != RST_ACTIVE || !reason_allows(facts, "TCP_ABORT_ON_CLOSE"))
		return false;
	if (event->known & RST_KNOWS_SOCK && event->sock_flags & RST_SOCK_DEAD)
		return false;

	if (symbols_are_hidden(facts)) {	/* MPTCP's fastclose says it too */
		*certain_ret = false;
		return told && sock_is(event, 0, RST_SOCK_NO_FILE) && event->unread_bytes;
	}
	*certain_ret = true;
	return caller_is(facts, 0, "__tcp_close") && (told || event->known & RST_KNOWS_SOCK);
}

/*
 * Only SO_LINGER makes __tcp_close() call tcp_disconnect() for a connection.
 * Without symbols, TCP_STATE may also mean connect(AF_UNSPEC) or a kill.
 */
static bool holds_linger_zero(const struct reset_facts *facts, bool *certain_ret)
{
	const struct rst_event *event = facts->event;
	bool told = reason_is(facts, "TCP_STATE") ||
		    reason_is(facts, "TCP_DISCONNECT_WITH_DATA");

	if (event->kind != RST_ACTIVE || (sentence_reason(facts) && !told))
		return false;
	if (!sock_is(event, RST_SOCK_LINGER0, RST_SOCK_DEAD))
		return false;

	if (symbols_are_hidden(facts)) {
		*certain_ret = false;
		return told && sock_is(event, 0, RST_SOCK_NO_FILE);
	}
	*certain_ret = true;
	return caller_is(facts, 0, "tcp_disconnect") && caller_is(facts, 1, "__tcp_close");
}

static bool holds_listener_closed(const struct reset_facts *facts, bool *certain_ret)
{
	*certain_ret = true;
	return facts->event->kind == RST_ACTIVE &&
	       caller_is(facts, 0, "tcp_disconnect") &&
	       caller_is(facts, 1, "inet_child_forget") &&
	       caller_is(facts, 2, "inet_csk_listen_stop");
}

/* A stray ACK, FIN or SYN|ACK without a socket has other causes: not this one. */
static bool holds_no_listener(const struct reset_facts *facts, bool *certain_ret)
{
	const struct rst_event *event = facts->event;

	if (event->kind != RST_PASSIVE || !reason_allows(facts, "NO_SOCKET"))
		return false;
	if (event->state || event->timewait || event->known & (RST_KNOWS_SOCK | RST_KNOWS_LISTENER))
		return false;
	if (!(event->known & RST_KNOWS_SEGMENT) ||
	    (event->tcp_flags & (TCP_FLAG_SYN | TCP_FLAG_ACK | TCP_FLAG_RST)) != TCP_FLAG_SYN)
		return false;

	*certain_ret = caller_is_rcv(facts) || reason_is(facts, "NO_SOCKET");
	return caller_is_rcv(facts) || symbols_are_hidden(facts);
}

/* A TIME_WAIT stub answers with a reset only while it stands for FIN_WAIT2. */
static bool holds_data_after_close_stub(const struct reset_facts *facts, bool *certain_ret)
{
	const struct rst_event *event = facts->event;

	if (!event->timewait || event->state != TCP_STATE_FIN_WAIT2 ||
	    event->tcp_flags & TCP_FLAG_SYN || !reason_allows(facts, "TCP_TIMEWAIT_SOCKET"))
		return false;

	*certain_ret = caller_is_rcv(facts) || reason_is(facts, "TCP_TIMEWAIT_SOCKET");
	return caller_is_rcv(facts) || symbols_are_hidden(facts);
}

/*
 * SOCK_DEAD tells close() from shutdown().  A negative TCP_LINGER2 resets an
 * orphan as soon as its FIN is acknowledged, data or not: another cause.
 */
static bool holds_data_after_close_orphan(const struct reset_facts *facts, bool *certain_ret)
{
	const struct rst_event *event = facts->event;

	if (event->timewait || event->known & RST_KNOWS_LISTENER ||
	    !reason_allows(facts, "TCP_ABORT_ON_DATA") ||
	    !sock_is(event, RST_SOCK_DEAD | RST_SOCK_RCV_SHUTDOWN, RST_SOCK_LINGER2_NEG))
		return false;

	switch (event->state) {
	case 0:			/* not known */
	case TCP_STATE_FIN_WAIT1:
	case TCP_STATE_FIN_WAIT2:
	case TCP_STATE_CLOSE:	/* as tcp_done() left it */
	case TCP_STATE_CLOSE_WAIT:
	case TCP_STATE_LAST_ACK:
	case TCP_STATE_CLOSING:
		break;
	default:
		return false;
	}
	*certain_ret = caller_is_do_rcv(facts) || reason_is(facts, "TCP_ABORT_ON_DATA");
	return caller_is_do_rcv(facts) || symbols_are_hidden(facts);
}

static bool holds_data_after_close(const struct reset_facts *facts, bool *certain_ret)
{
	const struct rst_event *event = facts->event;

	if (event->kind != RST_PASSIVE || !(event->known & RST_KNOWS_SEGMENT) ||
	    !event->payload_bytes)
		return false;
	return holds_data_after_close_stub(facts, certain_ret) ||
	       holds_data_after_close_orphan(facts, certain_ret);
}

static bool holds_reject(const struct reset_facts *facts, bool *certain_ret)
{
	*certain_ret = true;
	return facts->event->kind == RST_REJECT;
}

/*
 * tcp_reset() also runs, with no reset received, for data after close() or
 * shutdown(): then tcp_rcv_state_process() calls it, in a closing state.  A real
 * one comes through tcp_validate_incoming() in every state but SYN_SENT.
 */
static bool holds_peer_reset(const struct reset_facts *facts, bool *certain_ret)
{
	const struct rst_event *event = facts->event;
	bool closing = false;

	if (event->kind != RST_RECEIVED || !tcp_state_name(event->state))
		return false;

	if (event->known & RST_KNOWS_SEGMENT) {
		*certain_ret = true;
		return event->tcp_flags & TCP_FLAG_RST;
	}
	switch (event->state) {
	case TCP_STATE_FIN_WAIT1:
	case TCP_STATE_FIN_WAIT2:
	case TCP_STATE_CLOSE_WAIT:
	case TCP_STATE_LAST_ACK:
	case TCP_STATE_CLOSING:
		closing = true;
	}
	if (closing && caller_is(facts, 0, "tcp_rcv_state_process"))
		return false;
	*certain_ret = !closing || caller_is(facts, 0, "tcp_validate_incoming");
	return true;
}

static bool holds_always(const struct reset_facts *facts, bool *certain_ret)
{
	(void)facts;
	*certain_ret = false;
	return true;
}

/* In order of judgement; the last row always holds. */
static const struct reset_rule rules[] = {
	{
		.id = "close-unread",
		.title = "closed before reading everything",
		.holds = holds_close_unread,
		.sentence = "closed with {unread} unread",
		.evidence = "unread_bytes kernel_reason",
		.hint = "read until recv() returns 0 before close(), or shutdown(SHUT_WR) first and drain what still comes",
		.counter = "TcpExtTCPAbortOnClose",
		.task_is_owner = true,
	}, {
		.id = "linger-zero",
		.title = "closed with SO_LINGER 0",
		.holds = holds_linger_zero,
		.sentence = "closed with SO_LINGER 0{unsent}",
		.evidence = "linger_s unsent_bytes kernel_reason",
		.hint = "look where the program sets SO_LINGER with l_linger 0; without it close() ends the connection by FIN and still delivers what was written",
		.counter = "TcpExtTCPAbortOnData",
		.task_is_owner = true,
	}, {
		.id = "listener-closed",
		.title = "listener closed with connections nobody accepted",
		.holds = holds_listener_closed,
		.sentence = "the listener was closed before anybody accepted this connection",
		.evidence = "caller unread_bytes kernel_reason",
		.hint = "accept() until EAGAIN before closing a listener, or set net.ipv4.tcp_migrate_req=1 where others listen on the port with SO_REUSEPORT",
		.counter = NULL,
		.task_is_owner = true,
	}, {
		.id = "no-listener",
		.title = "connection to a port that nobody listens on",
		.holds = holds_no_listener,
		.sentence = "nobody listens on port {local_port} of this address",
		.evidence = "local_port kernel_reason",
		.hint = "compare with `ss -ltn`: the service is down, or listens on another port, address or network namespace",
		.counter = "TcpOutRsts",
	}, {
		.id = "data-after-close",
		.title = "data came for a closed socket",
		.holds = holds_data_after_close,
		.sentence = "{payload_bytes} came after the socket was closed",
		.evidence = "payload_bytes state kernel_reason",
		.hint = "the peer was still sending: agree on who closes first, or shutdown(SHUT_WR) and read to the end before close()",
		.counter = "TcpExtTCPAbortOnData unless TIME_WAIT",
	}, {
		.id = "reject",
		.title = "rejected by a firewall rule",
		.holds = holds_reject,
		.sentence = "a firewall rule rejected the segment{in_hook}",
		.evidence = "hook",
		.hint = "look for 'reject with tcp reset' in `nft list ruleset`, for '--reject-with tcp-reset' in `iptables-save` and `ip6tables-save`",
		.counter = NULL,
	}, {
		.id = "peer-reset",
		.title = "the peer reset the connection",
		.holds = holds_peer_reset,
		.sentence = "peer {did}",
		.evidence = "state",
		.hint = "the cause is at the other end, or in between: run rsttrace there",
		.counter = NULL,
	}, {
		.id = "unclassified",
		.title = "no rule fits",
		.holds = holds_always,
		.sentence = "no rule fits{known}",
		.evidence = "caller kernel_reason",
		.hint = "run rsttrace --stack to see how the kernel came to it",
		.counter = NULL,
	},
};

const struct reset_rule *reset_rules(size_t *len_ret)
{
	*len_ret = sizeof(rules) / sizeof(rules[0]);
	return rules;
}

size_t reset_rule_index(const struct reset_rule *rule)
{
	return rule - rules;
}

/*
 * Whether the current task made the call that sent the reset: it holds the
 * socket.  Only a worker of the kernel may close it in the owner's place.
 */
static bool is_own_call(const struct reset_facts *facts)
{
	bool own = false;

	if (!(facts->event->known & RST_KNOWS_TASK) || !facts->event->task_tgid)
		return false;
	for (size_t i = 0; sentence_caller(facts, i); i++) {
		const char *caller = sentence_caller(facts, i);

		if (!strcmp(caller, "delayed_fput") || !strcmp(caller, "process_one_work"))
			return false;
		own |= !strcmp(caller, "tcp_close") || !strcmp(caller, "inet_shutdown");
	}
	return own;
}

void reset_explain(const struct reset_facts *facts, struct reset_verdict *ret)
{
	const struct reset_rule *rule = rules;

	memset(ret, 0, sizeof(*ret));
	while (!rule->holds(facts, &ret->certain))
		rule++;

	ret->rule = rule;
	ret->task_is_owner = rule->task_is_owner && ret->certain && is_own_call(facts);
	ret->evidence_len = sentence_evidence(facts, rule->evidence, ret->evidence);
	sentence_expand(facts, rule->sentence, ret->sentence, sizeof(ret->sentence));
}
