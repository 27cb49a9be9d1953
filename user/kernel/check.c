// SPDX-License-Identifier: GPL-2.0-only
/*
 * check.c - say what this kernel and these privileges allow: --check.
 */
#include "kernel/check.h"

#include <err.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <linux/capability.h>

#include "cli.h"

/* What each capability is for, in the order in which they are missed. */
static const struct {
	int		number;
	const char	*name, *use;
	bool		needed;
} capabilities[] = {
	{ CAP_BPF,	 "CAP_BPF",	"load programs and maps", true },
	{ CAP_PERFMON,	 "CAP_PERFMON",	"attach to the kernel", true },
	{ CAP_SYSLOG,	 "CAP_SYSLOG",	"symbols where kptr_restrict is 1", false },
	{ CAP_SYS_ADMIN, "CAP_SYS_ADMIN", "functions of modules; audit of other namespaces", false },
	{ CAP_SYS_PTRACE, "CAP_SYS_PTRACE", "find the namespaces of other users' processes", false },
	{ CAP_SYS_RESOURCE, "CAP_SYS_RESOURCE", "locked memory, before v5.11", false },
};

/* The effective capabilities as a bit mask. */
static uint64_t effective_capabilities(void)
{
	FILE *file = fopen("/proc/self/status", "re");
	uint64_t mask = 0;
	char line[128];

	if (!file)
		return 0;
	while (fgets(line, sizeof(line), file))
		if (!strncmp(line, "CapEff:", 7))
			mask = strtoull(line + 7, NULL, 16);
	fclose(file);
	return mask;
}

static bool has_capability(uint64_t mask, int number)
{
	/* CAP_SYS_ADMIN includes what was split off it in v5.8. */
	if (number == CAP_BPF || number == CAP_PERFMON)
		return mask & (1ULL << number | 1ULL << CAP_SYS_ADMIN);
	return mask & 1ULL << number;
}

/* The first capability that loading needs and we lack, or NULL. */
static const char *missing_capability(void)
{
	uint64_t mask = effective_capabilities();

	for (size_t i = 0; i < sizeof(capabilities) / sizeof(*capabilities); i++)
		if (capabilities[i].needed && !has_capability(mask, capabilities[i].number))
			return capabilities[i].name;
	return NULL;
}

/* The first line of a small file without its newline; false if it cannot be read. */
static bool read_line(const char *path, char *ret, int size)
{
	FILE *file = fopen(path, "re");
	bool ok;

	if (!file)
		return false;
	ok = fgets(ret, size, file);
	fclose(file);
	if (ok)
		ret[strcspn(ret, "\n")] = '\0';
	return ok;
}

/* "none", "integrity", "confidentiality"; NULL: not known. */
static const char *read_lockdown(void)
{
	static char line[64];
	char *end, *start;

	/* "none [integrity] confidentiality": the one in force is in brackets. */
	if (!read_line("/sys/kernel/security/lockdown", line, sizeof(line)))
		return NULL;
	start = strchr(line, '[');
	end = start ? strchr(start, ']') : NULL;
	if (!end)
		return NULL;
	*end = '\0';
	return start + 1;
}

static void print_privileges(FILE *out)
{
	uint64_t mask = effective_capabilities();
	const char *lockdown = read_lockdown();
	char line[64];

	for (size_t i = 0; i < sizeof(capabilities) / sizeof(*capabilities); i++)
		fprintf(out, "%-24s %-8s %s\n", capabilities[i].name,
			has_capability(mask, capabilities[i].number) ? "yes" :
			capabilities[i].needed ? "MISSING" : "no", capabilities[i].use);
	fprintf(out, "%-24s %s\n", "lockdown", lockdown ? lockdown :
		"not shown by this kernel");
	if (read_line("/proc/sys/kernel/kptr_restrict", line, sizeof(line)))
		fprintf(out, "%-24s %-8s %s\n", "kernel.kptr_restrict", line,
			*line == '2' ? "stacks stay numbers; set it to 1 or 0 to see names" :
			*line == '1' ? "stacks have names with CAP_SYSLOG" : "stacks have names");
}

static const char *offer_word(const struct hooks_plan *plan, int hook)
{
	if (plan->chosen[hook_rows[hook].fact] == hook)
		return plan->offers[hook] == OFFER_LATER ? "WAITING" : "USED";
	switch (plan->offers[hook]) {
	case OFFER_NONE:	return "no";
	case OFFER_LATER:	return "later";
	case OFFER_PARTLY:	return "partly";
	case OFFER_LESS:
	case OFFER_FULL:	return "yes";
	}
	return "?";
}

static void print_plan(FILE *out, const struct hooks_plan *plan)
{
	for (int fact = 0; fact < FACTS; fact++) {
		fprintf(out, "\n%s%s\n", fact_name(fact),
			plan->chosen[fact] < 0 ? ": CANNOT BE SEEN" : "");
		for (int hook = 0; hook < HOOKS; hook++) {
			if (hook_rows[hook].fact != (enum fact)fact)
				continue;
			if (*plan->why[hook])
				fprintf(out, "  %-8s %-34s %s\n", offer_word(plan, hook),
					hook_name(hook), plan->why[hook]);
			else
				fprintf(out, "  %-8s %s\n", offer_word(plan, hook), hook_name(hook));
		}
	}
}

bool check_print(FILE *out, const struct hooks_plan *plan, int load_error)
{
	struct utsname uts;
	bool works;

	uname(&uts);
	fprintf(out, "%-24s %s %s\n", "kernel", uts.release, uts.machine);
	fprintf(out, "%-24s %s\n", "BTF", plan ? "yes" :
		"MISSING: the kernel needs CONFIG_DEBUG_INFO_BTF=y");
	print_privileges(out);
	if (plan)
		print_plan(out, plan);
	works = plan && hooks_can_work(plan) && !load_error;
	fprintf(out, "\nrsttrace %s here%s", works ? "works" : "does not work",
		works && !hooks_see_all_sent(plan) ? ", but does not see every reset" : "");
	if (load_error)
		fprintf(out, ": loading what it would use: %s", strerror(load_error));
	fputs(".\n", out);
	return works;
}

/* Capabilities count for the kernel only in its first user namespace. */
static bool in_first_user_namespace(void)
{
	char line[64];

	/* There, all ids are mapped to themselves. */
	return !read_line("/proc/self/uid_map", line, sizeof(line)) ||
	       strstr(line, "4294967295");
}

/* Why none of the hooks for @fact can be taken. */
static const char *why_unseen(const struct hooks_plan *plan, enum fact fact, enum way way)
{
	for (int hook = 0; hook < HOOKS; hook++) {
		const struct hook_row *row = &hook_rows[hook];

		if (row->fact == fact && (way == WAY_AUTO || row->way == way) && *plan->why[hook])
			return plan->why[hook];
	}
	return way == WAY_AUTO ? "no hook for it" : "not with these --hooks";
}

void check_print_notes(const struct hooks_plan *plan, enum way way, bool verbose)
{
	if (!plan->tp_has_reason)
		warnx("this kernel does not tell why it resets (v6.10 and later do): verdicts come from the stack and the socket");
	for (int fact = 0; fact < FACTS; fact++) {
		int hook = plan->chosen[fact];

		if (fact == FACT_MODULE)
			continue;
		if (hook < 0)
			warnx("not seen: %s: %s", fact_name(fact), why_unseen(plan, fact, way));
		else if (plan->offers[hook] == OFFER_PARTLY)
			warnx("not every one is seen: %s: %s", fact_name(fact), plan->why[hook]);
		else if (verbose)
			warnx("%s: %s%s%s", fact_name(fact), hook_name(hook),
			      *plan->why[hook] ? ": " : "", plan->why[hook]);
	}
}

void check_explain_failure(int error)
{
	const char *missing = missing_capability();
	const char *lockdown = read_lockdown();

	if (missing)
		warnx("%s is missing: run it as root, or with CAP_BPF and CAP_PERFMON", missing);
	else if (error == EPERM && !in_first_user_namespace())
		warnx("root of a user namespace is not enough: run it outside of the container");
	else if (error == EMFILE)
		warnx("too few open files are allowed: raise ulimit -n");
	else if (error == EPERM && lockdown && !strcmp(lockdown, "confidentiality"))
		warnx("the kernel is locked down for confidentiality: no tracing at all");
	else if (error == EINVAL || error == EACCES)
		warnx("please report this, with what --verbose prints");
	else
		warnx("rsttrace --check says what this kernel offers");
}
