/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bus accesses by hand, in the VM only: the marks that cut the trace, and another way to a device.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <sys/io.h>
#include <sys/mman.h>

#include "guest.h"

/* The last word of pc-testdev's memory: both witnesses see it, and no test maps that page. */
#define MARK  0xff00fffc
#define PORTS 0x10000
#define PAGE  4096

static const char usage[] = "usage: vmtool mark NUMBER | rW:ADDR | wW:ADDR=VALUE ...\n"
			    "W: 1, 2, 4 or 8 bytes; ADDR below 0x10000: a port\n";

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static volatile void *map(uint64_t addr)
{
	static int fd = -1;
	uint8_t *page;

	if (fd < 0)
		fd = open("/dev/mem", O_RDWR | O_SYNC | O_CLOEXEC);
	if (fd < 0)
		die("/dev/mem");
	page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
		    (off_t)(addr - addr % PAGE));
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

/* "r4:0xe0", "w4:0xe0=1"; false if it is neither. */
static bool act(const char *text)
{
	unsigned int width = text[0] && text[1] ? (unsigned int)(text[1] - '0') : 0;
	uint64_t addr;
	char *end;

	if (!width || !strchr("1248", text[1]) || text[2] != ':')
		return false;
	addr = strtoull(text + 3, &end, 0);
	if (addr < PORTS && iopl(3) < 0)
		die("iopl");
	if (text[0] == 'r' && !*end)
		do_read(addr, width);
	else if (text[0] == 'w' && *end == '=')
		do_write(addr, width, strtoull(end + 1, NULL, 0));
	else
		return false;
	return true;
}

int main(int argc, char **argv)
{
	guest_only();
	if (argc == 3 && strcmp(argv[1], "mark") == 0) {
		mem_write(MARK, 4, strtoull(argv[2], NULL, 0));
		return 0;
	}
	for (int i = 1; i < argc; i++) {
		if (!act(argv[i])) {
			fputs(usage, stderr);
			return 2;
		}
	}
	return 0;
}
