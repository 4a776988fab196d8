/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A TCG plugin: what a program does to anything but main memory, as lines in QEMU's log. */
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * QEMU's plugin interface, as far as it is used here, so that no QEMU header is needed. These
 * functions are the same from API version 1 (QEMU 6) on; the two weak ones came later and tell
 * which version the QEMU that loads us speaks.
 */
#define EXPORT __attribute__((visibility("default")))
#define WEAK   __attribute__((weak))

struct qemu_plugin_tb;
struct qemu_plugin_insn;
struct qemu_plugin_hwaddr;

struct mem_value {
	int type;
	union {
		uint8_t u8;
		uint16_t u16;
		uint32_t u32;
		uint64_t u64;
		uint64_t u128[2];
	} data;
};

enum { CB_NO_REGS = 0, MEM_RW = 3 };

#define KERNEL (UINT64_C(1) << 63)

void qemu_plugin_outs(const char *text);
void qemu_plugin_register_vcpu_tb_trans_cb(uint64_t id,
					   void (*cb)(uint64_t, struct qemu_plugin_tb *));
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *tb);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *tb, size_t i);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *insn);
/* Returns where the bytes are; from version 3 on it copies them and returns how many. */
const uint8_t *qemu_plugin_insn_data(const struct qemu_plugin_insn *insn, void *copy, size_t size);
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn,
					    void (*cb)(unsigned int, void *), int flags,
					    void *data);
void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn,
				      void (*cb)(unsigned int, uint32_t, uint64_t, void *),
				      int flags, int rw, void *data);
unsigned int qemu_plugin_mem_size_shift(uint32_t info);
bool qemu_plugin_mem_is_store(uint32_t info);
struct qemu_plugin_hwaddr *qemu_plugin_get_hwaddr(uint32_t info, uint64_t vaddr);
bool qemu_plugin_hwaddr_is_io(const struct qemu_plugin_hwaddr *hw);
uint64_t qemu_plugin_hwaddr_phys_addr(const struct qemu_plugin_hwaddr *hw);
WEAK void *qemu_plugin_scoreboard_new(size_t size);
WEAK struct mem_value qemu_plugin_mem_get_value(uint32_t info);

struct qemu_info {
	const char *target_name;
	struct {
		int min, current;
	} version;
};

EXPORT int qemu_plugin_version = 1;
EXPORT int qemu_plugin_install(uint64_t id, const struct qemu_info *info, int argc, char **argv);

static uint64_t ram_size = UINT64_MAX;
static uint64_t first_mark; /* nothing is told before an access to this address */
static bool telling;
static bool data_is_copied;

/* QEMU reads the version after dlopen: say 2 to those that no longer take 1. */
static void __attribute__((constructor)) choose_version(void)
{
	if (qemu_plugin_scoreboard_new)
		qemu_plugin_version = 2;
}

/* Main memory is of no interest, but for the legacy window, where ROMs are. */
static bool is_device(const struct qemu_plugin_hwaddr *hw, uint64_t addr)
{
	return qemu_plugin_hwaddr_is_io(hw) || addr >= ram_size ||
	       (addr >= 0xa0000 && addr < 0x100000);
}

static uint64_t value_of(uint32_t info)
{
	struct mem_value value = qemu_plugin_mem_get_value(info);

	switch (value.type) {
	case 0:
		return value.data.u8;
	case 1:
		return value.data.u16;
	case 2:
		return value.data.u32;
	default:
		return value.data.u64;
	}
}

/* Writes "cpu r4 0xfea00000 0x10000ed": direction, width, address; from QEMU 9.2 on the value. */
static void on_access(unsigned int cpu, uint32_t info, uint64_t vaddr, void *data)
{
	const struct qemu_plugin_hwaddr *hw = qemu_plugin_get_hwaddr(info, vaddr);
	uint64_t addr = hw ? qemu_plugin_hwaddr_phys_addr(hw) : 0;
	char value[24] = "", line[80];

	(void)cpu;
	(void)data;
	if (!hw || !is_device(hw, addr))
		return;
	telling |= addr == first_mark;
	if (!telling)
		return;
	if (qemu_plugin_mem_get_value)
		snprintf(value, sizeof(value), " 0x%" PRIx64, value_of(info));
	snprintf(line, sizeof(line), "cpu %c%u 0x%" PRIx64 "%s\n",
		 qemu_plugin_mem_is_store(info) ? 'w' : 'r', 1U << qemu_plugin_mem_size_shift(info),
		 addr, value);
	qemu_plugin_outs(line);
}

/*
 * Instructions of which the bus does not tell. Port accesses have no memory callback: a line before
 * each says whether it is a string instruction's, and whether a program's or the kernel's.
 */
static const struct marked {
	char *program; /* the line if a program executes it ... */
	char *kernel;  /* ... and if the kernel does; NULL: none */
} in = { "cpu in\n", "kernel in\n" }, out = { "cpu out\n", "kernel out\n" },
  ins = { "cpu ins\n", "kernel ins\n" }, outs = { "cpu outs\n", "kernel outs\n" },
  sfence = { "cpu sfence\n", NULL };

/* By opcode, since to disassemble all that runs makes the machine half as fast. */
static const struct marked *find_mark(const uint8_t *code, size_t size)
{
	static const char prefixes[] = "\x66\x67\xf2\xf3\x26\x2e\x36\x3e\x64\x65";

	while (size > 1 && ((*code && strchr(prefixes, *code)) || (*code & 0xf0) == 0x40)) {
		code++;
		size--;
	}
	switch (*code) {
	case 0x6c:
	case 0x6d:
		return &ins;
	case 0x6e:
	case 0x6f:
		return &outs;
	case 0xe4:
	case 0xe5:
	case 0xec:
	case 0xed:
		return &in;
	case 0xe6:
	case 0xe7:
	case 0xee:
	case 0xef:
		return &out;
	case 0x0f:
		return size == 3 && code[1] == 0xae && code[2] >= 0xf8 ? &sfence : NULL;
	default:
		return NULL;
	}
}

static void on_marked(unsigned int cpu, void *line)
{
	(void)cpu;
	if (telling)
		qemu_plugin_outs(line);
}

static void mark(struct qemu_plugin_insn *insn, bool kernel)
{
	uint8_t copy[16];
	size_t size = qemu_plugin_insn_size(insn);
	const uint8_t *data = qemu_plugin_insn_data(insn, copy, sizeof(copy));
	const struct marked *found = find_mark(data_is_copied ? copy : data, size);
	char *line = !found ? NULL : kernel ? found->kernel : found->program;

	if (line)
		qemu_plugin_register_vcpu_insn_exec_cb(insn, on_marked, CB_NO_REGS, line);
}

/*
 * Memory accesses of programs only: with the kernel's own everything takes three times as long.
 * What the kernel does to a device is in QEMU's trace, as a line to which no line of ours belongs.
 */
static void on_translation(uint64_t id, struct qemu_plugin_tb *tb)
{
	bool kernel = qemu_plugin_tb_vaddr(tb) >= KERNEL;
	size_t n = qemu_plugin_tb_n_insns(tb);

	(void)id;
	for (size_t i = 0; i < n; i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);

		mark(insn, kernel);
		if (!kernel)
			qemu_plugin_register_vcpu_mem_cb(insn, on_access, CB_NO_REGS, MEM_RW, NULL);
	}
}

/* ram=BYTES: the size of main memory. from=ADDRESS: the boot before its first access is left out.
 */
int qemu_plugin_install(uint64_t id, const struct qemu_info *info, int argc, char **argv)
{
	data_is_copied = info->version.current >= 3;
	for (int i = 0; i < argc; i++) {
		if (!strncmp(argv[i], "ram=", 4))
			ram_size = strtoull(argv[i] + 4, NULL, 0);
		if (!strncmp(argv[i], "from=", 5))
			first_mark = strtoull(argv[i] + 5, NULL, 0);
	}
	telling = !first_mark;
	qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
	return 0;
}
