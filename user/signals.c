// SPDX-License-Identifier: GPL-2.0-only
/*
 * signals.c - what signals ask for.
 */
#include "signals.h"

#include <stddef.h>

volatile sig_atomic_t signals_stop, signals_report;

static const int stops[] = { SIGINT, SIGTERM, SIGHUP };

static void on_stop(int signal)
{
	(void)signal;
	signals_stop = 1;
}

static void on_report(int signal)
{
	(void)signal;
	signals_report = 1;
}

void signals_catch(void)
{
	struct sigaction action = { .sa_handler = on_stop };

	for (size_t i = 0; i < sizeof(stops) / sizeof(*stops); i++)
		sigaction(stops[i], &action, NULL);
	action.sa_handler = on_report;
	sigaction(SIGUSR1, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

void signals_block(sigset_t *before)
{
	sigset_t ours;

	sigemptyset(&ours);
	for (size_t i = 0; i < sizeof(stops) / sizeof(*stops); i++)
		sigaddset(&ours, stops[i]);
	sigaddset(&ours, SIGUSR1);
	sigprocmask(SIG_BLOCK, &ours, before);
}
