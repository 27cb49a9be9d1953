/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * tap.h - cmocka's headers in the order that they need, and tables as tests.
 */
#ifndef TAP_H
#define TAP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define ARRAY_LEN(array)	(sizeof(array) / sizeof((array)[0]))

/* One test of TAP for each row of 'cases', which has a member 'name'. */
#define TAP_RUN_CASES(group, cases, run)						\
	({										\
		struct CMUnitTest tests_[ARRAY_LEN(cases)];				\
											\
		for (size_t i_ = 0; i_ < ARRAY_LEN(cases); i_++)			\
			tests_[i_] = (struct CMUnitTest) {				\
				.name = (cases)[i_].name,				\
				.test_func = (run),					\
				.initial_state = (void *)&(cases)[i_],			\
			};								\
		cmocka_set_message_output(CM_OUTPUT_TAP);				\
		cmocka_run_group_tests_name(group, tests_, NULL, NULL);			\
	})

#endif
