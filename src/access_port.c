/* SPDX-License-Identifier: GPL-2.0-or-later */
/* x86 I/O ports with the CPU's own in and out, permitted by ioperm or iopl. */
#include <errno.h>

#include "access.h"
#include "config.h"
#include "pause.h"

#if defined(HAVE_SYS_IO_H) && defined(HAVE_IOPERM)

#include <sys/io.h>

/* Other regions may need the pause too, so its port is asked for once. */
static bool may_pause(void)
{
	static enum { UNKNOWN, YES, NO } answer;

	if (answer == UNKNOWN)
		answer = ioperm(PAUSE_PORT, 1, 1) == 0 ? YES : NO;
	return answer == YES;
}

static int port_open(struct access *a, const struct machine *m, const char **remedy)
{
	const struct range *range = &a->region->range;
	int error;

	if (!machine_is_real(m)) {
		*remedy = "ports belong to the real machine; leave -o root= out";
		return -ENOTSUP;
	}
	if (ioperm(range->base, range->length, 1) == 0) {
		may_pause();
		return 0;
	}
	error = errno;
	/* Kernels before 2.6.8 know only 0x3ff ports in ioperm; iopl opens all of them. */
	if (error == EINVAL && iopl(3) == 0)
		return 0;
	if (error == ENOSYS)
		*remedy = "this kernel was built without CONFIG_X86_IOPL_IOPERM";
	else if (error == EPERM)
		*remedy = machine_locked_down(m) ? machine_unlock
						 : "run as root, or with CAP_SYS_RAWIO";
	return -error;
}

/* The permission stays until the process ends: another region may share a port. */
static void port_close(struct access *a)
{
	(void)a;
}

static int port_load(struct access *a, uint64_t offset, unsigned int width, uint64_t *value)
{
	unsigned short port = (unsigned short)(a->region->range.base + offset);

	if (width == 1)
		*value = inb(port);
	else if (width == 2)
		*value = inw(port);
	else
		*value = inl(port);
	return 0;
}

static int port_store(struct access *a, uint64_t offset, unsigned int width, uint64_t value)
{
	unsigned short port = (unsigned short)(a->region->range.base + offset);

	if (width == 1)
		outb((unsigned char)value, port);
	else if (width == 2)
		outw((unsigned short)value, port);
	else
		outl((unsigned int)value, port);
	return 0;
}

static ssize_t port_load_string(struct access *a, uint64_t offset, unsigned int width,
				uint8_t *buffer, size_t count)
{
	unsigned short port = (unsigned short)(a->region->range.base + offset);

	if (width == 1)
		insb(port, buffer, count);
	else if (width == 2)
		insw(port, buffer, count);
	else
		insl(port, buffer, count);
	return (ssize_t)count;
}

static ssize_t port_store_string(struct access *a, uint64_t offset, unsigned int width,
				 const uint8_t *buffer, size_t count)
{
	unsigned short port = (unsigned short)(a->region->range.base + offset);

	if (width == 1)
		outsb(port, buffer, count);
	else if (width == 2)
		outsw(port, buffer, count);
	else
		outsl(port, buffer, count);
	return (ssize_t)count;
}

static void port_pause(struct access *a)
{
	(void)a;
	if (may_pause())
		outb(0, PAUSE_PORT);
	else
		pause_delay();
}

#else

static int port_open(struct access *a, const struct machine *m, const char **remedy)
{
	(void)a;
	(void)m;
	*remedy = "I/O ports exist on x86 only; elsewhere a bridge maps them as memory";
	return -ENOTSUP;
}

static void port_close(struct access *a)
{
	(void)a;
}

static int port_load(struct access *a, uint64_t offset, unsigned int width, uint64_t *value)
{
	(void)a;
	(void)offset;
	(void)width;
	(void)value;
	return -ENOTSUP;
}

static int port_store(struct access *a, uint64_t offset, unsigned int width, uint64_t value)
{
	return port_load(a, offset, width, &value);
}

/* No region is ever opened to use these. */
#define port_load_string  NULL
#define port_store_string NULL
#define port_pause	  NULL

#endif

const struct backend access_port = {
	.name = "port-io",
	.help = "I/O ports, the CPU's in and out",
	.space = SPACE_PORTS,
	.sources = 1 << SOURCE_ADDRESS | 1 << SOURCE_PCI,
	.widths = WIDTH_B | WIDTH_W | WIDTH_L,
	.open = port_open,
	.close = port_close,
	.load = port_load,
	.store = port_store,
	.load_string = port_load_string,
	.store_string = port_store_string,
	.pause = port_pause,
};
