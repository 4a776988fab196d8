/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bus accesses by hand, in the VM only: the marks that cut the trace, another way to a device. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/io.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "guest.h"

#define PORTS 0x10000
#define PAGE  4096

static const char usage[] =
	"usage: vmtool without-ioperm COMMAND... | without-rawio COMMAND... |\n"
	"              as-user COMMAND... | serve FIFO FIFO\n"
	"       vmtool rW:ADDR | wW:ADDR=VALUE | iW:PORT*COUNT | oW:PORT=TEXT | fence ...\n"
	"W: 1, 2, 4 or 8 bytes; ADDR below 0x10000: a port; i, o: the string instruction\n";

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static volatile void *map(uint64_t addr)
{
	static int fd = -1;
	static uint8_t *page;
	static uint64_t mapped;

	if (fd < 0)
		fd = open("/dev/mem", O_RDWR | O_SYNC | O_CLOEXEC);
	if (fd < 0)
		die("/dev/mem");
	if (!page || mapped != addr - addr % PAGE) {
		if (page)
			munmap(page, PAGE);
		mapped = addr - addr % PAGE;
		page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, (off_t)mapped);
	}
	if (page == MAP_FAILED)
		die("mmap");
	return page + addr % PAGE;
}

static uint64_t mem_read(uint64_t addr, unsigned int width)
{
	volatile void *p = map(addr);

	switch (width) {
	case 1:
		return *(volatile uint8_t *)p;
	case 2:
		return *(volatile uint16_t *)p;
	case 4:
		return *(volatile uint32_t *)p;
	default:
		return *(volatile uint64_t *)p;
	}
}

static void mem_write(uint64_t addr, unsigned int width, uint64_t value)
{
	volatile void *p = map(addr);

	switch (width) {
	case 1:
		*(volatile uint8_t *)p = (uint8_t)value;
		break;
	case 2:
		*(volatile uint16_t *)p = (uint16_t)value;
		break;
	case 4:
		*(volatile uint32_t *)p = (uint32_t)value;
		break;
	default:
		*(volatile uint64_t *)p = value;
		break;
	}
}

static uint64_t port_read(uint16_t port, unsigned int width)
{
	return width == 1 ? inb(port) : width == 2 ? inw(port) : inl(port);
}

static void port_write(uint16_t port, unsigned int width, uint64_t value)
{
	if (width == 1)
		outb((uint8_t)value, port);
	else if (width == 2)
		outw((uint16_t)value, port);
	else
		outl((uint32_t)value, port);
}

static void string_in(uint16_t port, unsigned int width, unsigned long count)
{
	static uint8_t buffer[4096];

	if (count > sizeof(buffer) / width)
		count = sizeof(buffer) / width;
	if (width == 1)
		insb(port, buffer, count);
	else if (width == 2)
		insw(port, buffer, count);
	else
		insl(port, buffer, count);
	fwrite(buffer, width, count, stdout);
}

static void string_out(uint16_t port, unsigned int width, const char *text)
{
	unsigned long count = strlen(text) / width;

	if (width == 1)
		outsb(port, text, count);
	else if (width == 2)
		outsw(port, text, count);
	else
		outsl(port, text, count);
}

static void do_read(uint64_t addr, unsigned int width)
{
	uint64_t value = addr < PORTS ? port_read((uint16_t)addr, width) : mem_read(addr, width);

	printf("0x%0*" PRIx64 "\n", (int)width * 2, value);
}

static void do_write(uint64_t addr, unsigned int width, uint64_t value)
{
	if (addr < PORTS)
		port_write((uint16_t)addr, width, value);
	else
		mem_write(addr, width, value);
}

/* "r4:0xe0", "w4:0xe0=1", "i1:0x511*4", "o1:0x5c0=abc", "fence"; false if it is none of them. */
static bool act(const char *text)
{
	unsigned int width = text[0] && text[1] ? (unsigned int)(text[1] - '0') : 0;
	uint64_t addr;
	char *end;

	if (strcmp(text, "fence") == 0) {
		__asm__ volatile("sfence" ::: "memory");
		return true;
	}
	if (!width || !strchr("1248", text[1]) || text[2] != ':')
		return false;
	addr = strtoull(text + 3, &end, 0);
	if (addr < PORTS && iopl(3) < 0)
		die("iopl");
	if (text[0] == 'r' && !*end)
		do_read(addr, width);
	else if (text[0] == 'w' && *end == '=')
		do_write(addr, width, strtoull(end + 1, NULL, 0));
	else if (text[0] == 'i' && *end == '*')
		string_in((uint16_t)addr, width, strtoul(end + 1, NULL, 0));
	else if (text[0] == 'o' && *end == '=')
		string_out((uint16_t)addr, width, end + 1);
	else
		return false;
	return true;
}

/* The words of one request, and what they print, or "?". */
static void obey(char *line)
{
	char *word, *rest = NULL;

	for (word = strtok_r(line, " \n", &rest); word; word = strtok_r(NULL, " \n", &rest))
		if (!act(word))
			puts("?");
}

/*
 * A request is what is written to the first pipe, until it is closed; the answer is in the second.
 * A process that had the machine in its hands before keeps it when the kernel is locked down, and
 * to ask it starts no program. It ends with the machine.
 */
static void serve(const char *ask, const char *answer)
{
	static char line[4096];

	if (mkfifo(ask, 0600) < 0 || mkfifo(answer, 0600) < 0)
		die(ask);
	if (iopl(3) < 0)
		die("iopl");
	for (;;) {
		FILE *f = fopen(ask, "r");
		size_t n = f ? fread(line, 1, sizeof(line) - 1, f) : 0;

		if (f)
			fclose(f);
		line[n] = 0;
		if (!freopen(answer, "w", stdout))
			die(answer);
		obey(line);
		puts("ok");
		if (!freopen("/dev/null", "w", stdout))
			die("/dev/null");
	}
}

/* As on a kernel built without them. */
static void without_ioperm(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_ioperm, 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_iopl, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog filter = { sizeof(code) / sizeof(*code), code };

	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) < 0)
		die("seccomp");
}

/* What root gets at exec is bounded by this set. */
static void without_rawio(void)
{
	if (prctl(PR_CAPBSET_DROP, CAP_SYS_RAWIO) < 0)
		die("capability");
}

/* Sets the process's capabilities, and those that its program gets at exec, to two of root's. */
static void keep_two_capabilities(void)
{
	static const int kept[] = { CAP_SYS_RAWIO, CAP_DAC_OVERRIDE };
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2] = { { 0, 0, 0 }, { 0, 0, 0 } };

	for (unsigned int i = 0; i < sizeof(kept) / sizeof(*kept); i++)
		data[0].permitted |= 1u << kept[i];
	data[0].effective = data[0].inheritable = data[0].permitted;
	if (syscall(SYS_capset, &head, data) < 0)
		die("capset");
	for (unsigned int i = 0; i < sizeof(kept) / sizeof(*kept); i++)
		if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, kept[i], 0, 0) < 0)
			die("ambient capability");
}

/*
 * As a service of systemd's with User= and AmbientCapabilities=CAP_SYS_RAWIO CAP_DAC_OVERRIDE: it
 * can open /dev/mem, ports and BARs, but has no CAP_SYS_ADMIN.
 */
static void as_user(void)
{
	enum { USER = 1000 };

	if (prctl(PR_SET_KEEPCAPS, 1) < 0 || setgid(USER) < 0 || setuid(USER) < 0)
		die("setuid");
	keep_two_capabilities();
}

/* Runs a command that lacks something; does not come back, or false. */
static bool run_without(char **argv)
{
	if (argv[1] && argv[2] && strcmp(argv[1], "without-ioperm") == 0)
		without_ioperm();
	else if (argv[1] && argv[2] && strcmp(argv[1], "without-rawio") == 0)
		without_rawio();
	else if (argv[1] && argv[2] && strcmp(argv[1], "as-user") == 0)
		as_user();
	else
		return false;
	execvp(argv[2], argv + 2);
	die(argv[2]);
	return false;
}

int main(int argc, char **argv)
{
	guest_only();
	if (argc == 4 && strcmp(argv[1], "serve") == 0)
		serve(argv[2], argv[3]);
	if (run_without(argv))
		return 1;
	for (int i = 1; i < argc; i++) {
		if (!act(argv[i])) {
			fputs(usage, stderr);
			return 2;
		}
	}
	return 0;
}
