/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kernel.c - reading what the kernel prints: symbols and counters.
 */
#include <linux/types.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kernel/netns.h"
#include "kernel/snmp.h"
#include "kernel/symbols.h"
#include "tap.h"

static struct symbols *read_symbols(const char *text)
{
	FILE *file = fmemopen((char *)text, strlen(text), "r");
	struct symbols *symbols;

	assert_non_null(file);
	symbols = symbols_read(file);
	fclose(file);
	return symbols;
}

static const char kallsyms[] =
	"ffffffff81000000 T _stext\n"
	"ffffffff81000300 t tcp_reset.cold\n"
	"ffffffff81000100 T tcp_reset\n"
	"ffffffff81000200 D some_data\n"
	"ffffffff81000280 t inner.isra.0\n"
	"ffffffff81000280 W inner_alias\n"
	"not a line\n"
	"ffffffffc0001000 t nf_send_reset\t[nf_reject_ipv4]\n"
	"ffffffffc0001080 t next_one\t[nf_reject_ipv4]\n"
	"ffffffffc0002000 t other\t[veth]\n";

/* Text symbols in any order; data and rubbish are left out. */
static void finds_symbols(void **state)
{
	static const struct {
		uint64_t	addr;
		const char	*name, *module;
		uint64_t	offset;
	} cases[] = {
		{ 0xffffffff81000000, "_stext", NULL, 0 },
		{ 0xffffffff810000ff, "_stext", NULL, 0xff },
		{ 0xffffffff81000100, "tcp_reset", NULL, 0 },
		{ 0xffffffff8100027f, "tcp_reset", NULL, 0x17f },
		{ 0xffffffff81000301, "tcp_reset.cold", NULL, 1 },
		{ 0xffffffffc0001010, "nf_send_reset", "nf_reject_ipv4", 0x10 },
		{ 0xffffffffc0001090, "next_one", "nf_reject_ipv4", 0x10 },
		{ 0xffffffffc0002fff, "other", "veth", 0xfff },
	};
	struct symbols *symbols = read_symbols(kallsyms);
	struct symbol symbol;

	(void)state;
	assert_non_null(symbols);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_true(symbols_find(symbols, cases[i].addr, &symbol));
		assert_string_equal(symbol.name, cases[i].name);
		assert_int_equal(cases[i].addr - symbol.start, cases[i].offset);
		if (cases[i].module)
			assert_string_equal(symbol.module, cases[i].module);
		else
			assert_null(symbol.module);
	}
	assert_false(symbols_find(symbols, 0xffffffff80ffffff, &symbol));
	assert_false(symbols_find(symbols, 0xffffffffc0003000, &symbol));
	symbols_free(symbols);
}

static void finds_ranges_by_name(void **state)
{
	struct symbols *symbols = read_symbols(kallsyms);
	struct symbol symbol;

	(void)state;
	assert_true(symbols_name_range(symbols, "tcp_reset", &symbol));
	assert_int_equal(symbol.start, 0xffffffff81000100);
	assert_int_equal(symbol.end, 0xffffffff81000280);
	/* Two names for one place end where the next place begins. */
	assert_true(symbols_name_range(symbols, "inner.isra.0", &symbol));
	assert_int_equal(symbol.end, 0xffffffff81000300);
	assert_false(symbols_name_range(symbols, "tcp_res", &symbol));
	symbols_free(symbols);
}

/* kptr_restrict shows zeros: that is no symbol at address 0. */
static void refuses_hidden_symbols(void **state)
{
	(void)state;
	errno = 0;
	assert_null(read_symbols("0000000000000000 T _stext\n0000000000000000 T tcp_reset\n"));
	assert_int_equal(errno, EPERM);
	errno = 0;
	assert_null(read_symbols("nothing\n"));
	assert_int_equal(errno, ENODATA);
}

static void strips_suffixes(void **state)
{
	static const char *const cases[][2] = {
		{ "tcp_reset", "tcp_reset" },
		{ "inner.isra.0", "inner" },
		{ "inner.constprop.0.isra.0", "inner" },
		{ "inner.part.0.cold", "inner" },
		{ "tcp_reset.cold", "tcp_reset" },
		{ "a.b", "a.b" },
		{ "far_too_long_for_the_room", "far_too_long_fo" },
	};
	char name[16];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		symbol_base_name(cases[i][0], name, sizeof(name));
		assert_string_equal(name, cases[i][1]);
	}
}

static const char snmp[] =
	"Ip: Forwarding DefaultTTL OutRsts\n"
	"Ip: 1 64 99\n"
	"Tcp: RtoAlgorithm MaxConn InSegs OutRsts InCsumErrors\n"
	"Tcp: 1 -1 4711 18446744073709551615 0\n"
	"TcpExt: SyncookiesSent\n"
	"TcpExt: 7\n";

static void reads_counters(void **state)
{
	uint64_t value = 3;

	(void)state;
	assert_int_equal(snmp_get(snmp, "Tcp", "OutRsts", &value), 0);
	assert_true(value == UINT64_MAX);
	assert_int_equal(snmp_get(snmp, "Ip", "OutRsts", &value), 0);
	assert_int_equal(value, 99);
	assert_int_equal(snmp_get(snmp, "TcpExt", "SyncookiesSent", &value), 0);
	assert_int_equal(value, 7);
}

static void refuses_bad_counters(void **state)
{
	static const struct {
		const char	*text, *group, *name;
		int		result;
	} cases[] = {
		{ snmp, "Tcp", "OutRst", -ENOENT },
		{ snmp, "Tcp", "DefaultTTL", -ENOENT },
		{ snmp, "Udp", "OutRsts", -ENOENT },
		{ snmp, "Tcp", "MaxConn", -EINVAL },	/* negative */
		{ "", "Tcp", "OutRsts", -ENOENT },
		{ "Tcp: OutRsts", "Tcp", "OutRsts", -ENOENT },
		{ "Tcp: A OutRsts\nTcp: 1\n", "Tcp", "OutRsts", -EINVAL },
		{ "Tcp: OutRsts\nTcp: many\n", "Tcp", "OutRsts", -EINVAL },
		{ "Tcp: OutRsts\nTcp: 1111111111111111111111111\n", "Tcp", "OutRsts", -EINVAL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		uint64_t value = 3;

		assert_int_equal(snmp_get(cases[i].text, cases[i].group, cases[i].name, &value),
				 cases[i].result);
		assert_int_equal(value, 3);
	}
}

/* A pid, a path, a name; what is none of them is refused and changes nothing. */
static void resolves_namespaces(void **state)
{
	static const struct {
		const char	*text;
		int		result;
	} refused[] = {
		{ "", -ENOENT },
		{ "name:", -ENOENT },
		{ "..", -ENOENT },
		{ "name:../../proc/self/ns/net", -ENOENT },
		{ "no-such-namespace-here", -ENOENT },
		{ "name:1", -ENOENT },
		{ "/dev/null", -EINVAL },
		{ "/proc/self/ns/pid", -EINVAL },
		{ "/proc/self/ns/no", -ENOENT },
	};
	struct netns netns = { .inode = 3 }, other = {};
	char self[16];

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		assert_int_equal(netns_resolve(refused[i].text, &netns), refused[i].result);
		assert_int_equal(netns.inode, 3);
	}
	snprintf(self, sizeof(self), "%d", getpid());
	assert_int_equal(netns_resolve(self, &netns), 0);
	assert_int_equal(netns.pid, getpid());
	assert_int_equal(netns_resolve("/proc/self/ns/net", &other), 0);
	assert_int_equal(netns.inode, other.inode);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_symbols),
		cmocka_unit_test(finds_ranges_by_name),
		cmocka_unit_test(refuses_hidden_symbols),
		cmocka_unit_test(strips_suffixes),
		cmocka_unit_test(reads_counters),
		cmocka_unit_test(refuses_bad_counters),
		cmocka_unit_test(resolves_namespaces),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
