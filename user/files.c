// SPDX-License-Identifier: GPL-2.0-only
/*
 * files.c - descriptors and files, as a tool that runs as root handles them.
 */
#include "files.h"

#include <fcntl.h>
#include <unistd.h>

bool files_guard_standard(void)
{
	bool has_output = fcntl(STDOUT_FILENO, F_GETFD) >= 0;
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
	return has_output;
}

int files_create(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);

	if (fd < 0)
		return -1;
	close(fd);
	return 0;
}
