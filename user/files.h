/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * files.h - descriptors and files, as a tool that runs as root handles them.
 */
#ifndef FILES_H
#define FILES_H

#include <stdbool.h>

/*
 * files_guard_standard() - keep 0 to 2 from becoming the ring buffer's or a map's.
 *
 * Where they are closed, they lead nowhere afterwards.
 *
 * Returns whether there is a standard output.
 */
bool files_guard_standard(void);

/*
 * files_create() - make an empty file.
 *
 * Follows no symbolic link and overwrites nothing.
 *
 * Returns 0, or -1 with errno: EEXIST if it is there, or what open() gave.
 */
int files_create(const char *path);

#endif
