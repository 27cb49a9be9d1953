# SPDX-License-Identifier: GPL-2.0-only
#
# make            build/rsttrace
# make static     build/static/rsttrace: one file that runs anywhere
# make check      the quick tests: unit, golden, live on this kernel (root)
# make test       everything, with the virtual machines (root; sets up the machine)
# make demo       provokes resets in a throw-away namespace and shows them (root)
# make install    DESTDIR= PREFIX=/usr/local
# make clean      rm -rf build
#
# CC, CLANG, BPFTOOL, CFLAGS, LDFLAGS, CROSS_COMPILE as usual; SAN=1 builds with
# the address and undefined-behaviour sanitizers; V=1 shows the commands.

TOOLS	:= rsttrace
VERSION	:= 0.1

ifeq ($(origin CC),default)
CC	:= $(CROSS_COMPILE)gcc
endif
CLANG	?= clang
STRIP_BPF ?= llvm-strip
BPFTOOL	?= $(or $(shell command -v bpftool),/usr/sbin/bpftool)
PREFIX	?= /usr/local
MACHINE	:= $(firstword $(subst -, ,$(shell $(CC) -dumpmachine)))
ARCH	:= $(patsubst aarch64,arm64,$(patsubst x86_64,x86,$(MACHINE)))
O	:= build/$(MACHINE)$(if $(SAN),-san)

CFLAGS	?= -O2 -g
SANFLAGS := $(if $(SAN),-fsanitize=address -fsanitize=undefined -fno-sanitize-recover=all)
ALL_CFLAGS = -std=gnu11 -Wall -Wextra -Werror $(CFLAGS) $(SANFLAGS) -D_GNU_SOURCE= \
	     -DVERSION='"$(VERSION)"' -Ibpf -Iuser -I$O -MMD -MP
BPF_CFLAGS = -O2 -g -Wall -Wextra -Werror -target bpf -mcpu=v3 \
	     -D__TARGET_ARCH_$(ARCH) -Ivmlinux -Ibpf -MMD -MP
LIBS	:= -lbpf -lelf -lz

# All that is no tool's main() and no kernel's business can be tested alone.
PURE	:= $(wildcard user/explain/*.c user/tally/*.c user/show/*.c)
SHARED	:= $(filter-out $(TOOLS:%=user/%.c),$(wildcard user/*.c)) $(wildcard user/kernel/*.c) $(PURE)
UNITS	:= $(patsubst tests/unit/%.c,$O/unit/%,$(wildcard tests/unit/*.c))

ifeq ($(V),)
Q	:= @
say	= @printf '  %-5s %s\n' $(1) $(2)
endif

.PHONY: all static check check-unit test demo install clean
.DELETE_ON_ERROR:
.SECONDARY:

all: $(TOOLS:%=build/%) $O/provoke

# The name that users type, whichever build was the last.
$(TOOLS:%=build/%): build/%: $O/%
	$(Q)ln -sf $(<:build/%=%) $@

need = @command -v $(1) >/dev/null || { echo "$(1) is not here: install the package $(2)" >&2; exit 1; }

# The skeleton is the only thing that passes from the kernel half to the user half.
$O/%.bpf.o: bpf/%.bpf.c Makefile
	$(call need,$(CLANG),clang)
	$(call need,$(STRIP_BPF),llvm)
	$(call say,BPF,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CLANG) $(BPF_CFLAGS) -c $< -o $@ && $(STRIP_BPF) -g $@

$O/%.skel.h: $O/%.bpf.o
	$(call need,$(BPFTOOL),bpftool)
	$(call say,SKEL,$@)
	$(Q)$(BPFTOOL) gen skeleton $< > $@

$O/%.o: %.c Makefile
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c $< -o $@

$(TOOLS:%=$O/user/%.o) $(SHARED:%.c=$O/%.o): | $(TOOLS:%=$O/%.skel.h)

$(TOOLS:%=$O/%): $O/%: $O/user/%.o $(SHARED:%.c=$O/%.o)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(SANFLAGS) $(LDFLAGS) $^ $(LIBS) -o $@

static: $(TOOLS:%=build/static/%)

build/static/%: $O/user/%.o $(SHARED:%.c=$O/%.o)
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) -static -s $(CFLAGS) $(LDFLAGS) $^ $(LIBS) -o $@

$O/provoke: $O/tests/live/provoke.o
	$(call say,LINK,$@)
	$(Q)$(CC) $(if $(SAN),,-static) $(CFLAGS) $(SANFLAGS) $(LDFLAGS) $^ -o $@

$O/unit/%: $O/tests/unit/%.o $(SHARED:%.c=$O/%.o)
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(SANFLAGS) $(LDFLAGS) $^ $(LIBS) -lcmocka -o $@

$O/golden: $O/tests/golden/golden.o $(SHARED:%.c=$O/%.o)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(SANFLAGS) $(LDFLAGS) $^ $(LIBS) -o $@

check-unit: $(UNITS) $O/golden
	GOLDEN=$O/golden prove -e '' $(UNITS) tests/golden/run

check: all static check-unit
	prove $(wildcard tests/scripts/*.sh)
	tests/live/run

test:
	./scripts/test

demo:
	./scripts/demo

install: all
	install -d $(DESTDIR)$(PREFIX)/sbin $(DESTDIR)$(PREFIX)/share/man/man8
	install -m 755 $(TOOLS:%=$O/%) $(DESTDIR)$(PREFIX)/sbin
	install -m 644 $(TOOLS:%=user/%.8) $(DESTDIR)$(PREFIX)/share/man/man8

clean:
	rm -rf build

-include $(shell find $O -name '*.d' 2>/dev/null)
