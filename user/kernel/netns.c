// SPDX-License-Identifier: GPL-2.0-only
/*
 * netns.c - network namespaces: finding them, and reading their counters.
 */
#include "kernel/netns.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/nsfs.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "kernel/snmp.h"

#define NAMES_DIR	"/run/netns"
#define COUNTERS_MAX	(32 << 10)	/* /proc/net/netstat of v7.2 has 6 KiB */

/* Returns an open descriptor of the network namespace at @path, or -errno. */
static int open_netns(const char *path, uint32_t *inode)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat stat;
	int error = 0;

	if (fd < 0)
		return -errno;
	if (ioctl(fd, NS_GET_NSTYPE) != CLONE_NEWNET)
		error = -EINVAL;
	else if (fstat(fd, &stat))
		error = -errno;
	if (error) {
		close(fd);
		return error;
	}
	*inode = stat.st_ino;
	return fd;
}

int netns_resolve(const char *text, struct netns *ret)
{
	struct netns found = {};
	uint64_t pid;
	int fd;

	if (!strncmp(text, "name:", 5))
		snprintf(found.name, sizeof(found.name), "%s", text + 5);
	else if (!parse_u64(text, 1, INT_MAX, &pid))
		found.pid = pid;
	else if (!strchr(text, '/'))
		snprintf(found.name, sizeof(found.name), "%s", text);

	/* A name is one component of a path, whatever it is called. */
	if (strchr(found.name, '/') || !strcmp(found.name, ".") || !strcmp(found.name, "..") ||
	    !*text || !strcmp(text, "name:"))
		return -ENOENT;
	if (found.pid)
		snprintf(found.path, sizeof(found.path), "/proc/%d/ns/net", found.pid);
	else if (found.name[0])
		snprintf(found.path, sizeof(found.path), NAMES_DIR "/%s", found.name);
	else if (strlen(text) >= sizeof(found.path))
		return -ENAMETOOLONG;
	else
		snprintf(found.path, sizeof(found.path), "%s", text);
	fd = open_netns(found.path, &found.inode);
	if (fd < 0)
		return fd;
	close(fd);
	*ret = found;
	return 0;
}

struct list {
	struct netns	*rows;
	int		len, room;
};

static struct netns *find_inode(const struct list *list, uint32_t inode)
{
	for (int i = 0; i < list->len; i++)
		if (list->rows[i].inode == inode)
			return &list->rows[i];
	return NULL;
}

static int add_netns(struct list *list, const struct netns *netns)
{
	if (list->len == list->room) {
		int room = list->room * 2 + 16;
		struct netns *more = realloc(list->rows, room * sizeof(*more));

		if (!more)
			return -ENOMEM;
		list->rows = more;
		list->room = room;
	}
	list->rows[list->len++] = *netns;
	return 0;
}

static int list_processes(struct list *list)
{
	DIR *dir = opendir("/proc");
	struct dirent *entry;
	int error = 0;

	if (!dir)
		return 0;
	while (!error && (entry = readdir(dir))) {
		struct netns netns = {};
		struct stat stat_;
		uint64_t pid;

		if (parse_u64(entry->d_name, 1, INT_MAX, &pid))
			continue;
		netns.pid = pid;
		snprintf(netns.path, sizeof(netns.path), "/proc/%d/ns/net", netns.pid);
		if (stat(netns.path, &stat_))
			continue;	/* gone, or not ours to see */
		netns.inode = stat_.st_ino;
		if (!find_inode(list, netns.inode))
			error = add_netns(list, &netns);
	}
	closedir(dir);
	return error;
}

static int list_names(struct list *list)
{
	DIR *dir = opendir(NAMES_DIR);
	struct dirent *entry;
	int error = 0;

	if (!dir)
		return 0;
	while (!error && (entry = readdir(dir))) {
		struct netns netns = {}, *known;
		int fd;

		if (entry->d_name[0] == '.' || strlen(entry->d_name) >= sizeof(netns.name))
			continue;
		strcpy(netns.name, entry->d_name);
		snprintf(netns.path, sizeof(netns.path), NAMES_DIR "/%s", netns.name);
		fd = open_netns(netns.path, &netns.inode);
		if (fd < 0)
			continue;	/* left over, or not ours to see */
		close(fd);
		known = find_inode(list, netns.inode);
		if (known)
			strcpy(known->name, netns.name);
		else
			error = add_netns(list, &netns);
	}
	closedir(dir);
	return error;
}

int netns_list(struct netns **ret)
{
	struct list list = {};
	int error = list_processes(&list);

	if (!error)
		error = list_names(&list);
	if (error) {
		free(list.rows);
		return error;
	}
	*ret = list.rows;
	return list.len;
}

/* Reads a whole small file into @text.  Returns 0 or -errno. */
static int read_text(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t len = 0;
	ssize_t n;

	if (fd < 0)
		return -errno;
	while (len < size - 1 && (n = read(fd, text + len, size - 1 - len)) > 0)
		len += n;
	n = n < 0 ? -errno : 0;
	close(fd);
	text[len] = '\0';
	return n;
}

/* The counters of the namespace that the files in @dir show. */
static int read_counters(const char *dir, struct netns_counters *ret)
{
	struct netns_counters counters = {};
	char path[64];
	char *text = malloc(COUNTERS_MAX);
	int error;

	if (!text)
		return -ENOMEM;
	snprintf(path, sizeof(path), "%s/snmp", dir);
	error = read_text(path, text, COUNTERS_MAX);
	if (!error)
		error = snmp_get(text, "Tcp", "OutRsts", &counters.out_rsts);
	snprintf(path, sizeof(path), "%s/netstat", dir);
	if (!error)
		error = read_text(path, text, COUNTERS_MAX);
	if (!error)
		error = snmp_get(text, "TcpExt", "TCPAbortFailed", &counters.abort_failed);
	free(text);
	if (!error)
		*ret = counters;
	return error;
}

/* Enters the namespace, reads, and comes back; the tool has one thread. */
static int read_inside(const struct netns *netns, struct netns_counters *ret)
{
	int home = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	uint32_t inode;
	int fd, error;

	if (home < 0)
		return -errno;
	fd = open_netns(netns->path, &inode);
	if (fd < 0) {
		error = fd;
	} else if (inode != netns->inode) {
		error = -ENOENT;
	} else if (setns(fd, CLONE_NEWNET)) {
		error = -errno;
	} else {
		error = read_counters("/proc/thread-self/net", ret);
		if (setns(home, CLONE_NEWNET))
			error = -errno;
	}
	if (fd >= 0)
		close(fd);
	close(home);
	return error;
}

int netns_read(const struct netns *netns, struct netns_counters *ret)
{
	char dir[48];
	struct stat stat_;

	if (!netns->pid)
		return read_inside(netns, ret);
	/* The process may be another one by now, or have moved. */
	snprintf(dir, sizeof(dir), "/proc/%d/ns/net", netns->pid);
	if (stat(dir, &stat_) || stat_.st_ino != netns->inode)
		return -ENOENT;
	snprintf(dir, sizeof(dir), "/proc/%d/net", netns->pid);
	return read_counters(dir, ret);
}
