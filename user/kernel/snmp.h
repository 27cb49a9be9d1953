/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * snmp.h - counters from /proc/net/snmp and /proc/net/netstat.
 */
#ifndef KERNEL_SNMP_H
#define KERNEL_SNMP_H

#include <stdint.h>

/*
 * snmp_get() - find one counter in the text of such a file.
 * @text: pairs of lines, "Tcp: NAME NAME ..." and "Tcp: 1 2 ..."
 * @group: "Tcp"; @name: "OutRsts"
 * @ret: the value; untouched on failure
 *
 * Returns 0, -ENOENT if there is no such counter, or -EINVAL if it is no number.
 */
int snmp_get(const char *text, const char *group, const char *name, uint64_t *ret);

#endif
