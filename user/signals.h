/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * signals.h - what signals ask for.
 */
#ifndef SIGNALS_H
#define SIGNALS_H

#include <signal.h>

/* Set by SIGINT, SIGTERM and SIGHUP: end, with a summary. */
extern volatile sig_atomic_t signals_stop;

/* Set by SIGUSR1: print the summary so far.  To be cleared by the reader. */
extern volatile sig_atomic_t signals_report;

/* signals_catch() - set them from now on, and let a closed pipe show as EPIPE. */
void signals_catch(void);

/*
 * signals_block() - hold them back, so that they can be tested before a wait.
 * @before: the mask to wait with, and to restore afterwards
 */
void signals_block(sigset_t *before);

#endif
