/* SPDX-License-Identifier: GPL-2.0-or-later */
/* x86 I/O ports with the CPU's own in and out, permitted by ioperm or iopl. */
#include <errno.h>

#include "access.h"
#include "config.h"
#include "pause.h"
#include "pci_file.h"

#if defined(HAVE_SYS_IO_H) && defined(HAVE_IOPERM)

#include <sys/io.h>

enum { IO_PORTS = 65536 };

/* Other regions may need the pause too, so its port is asked for once. */
static bool may_pause(void)
{
	static enum { UNKNOWN, YES, NO } answer;

	if (answer == UNKNOWN)
		answer = ioperm(PAUSE_PORT, 1, 1) == 0 ? YES : NO;
	return answer == YES;
}

/* Which ports this process may use: once it serves it gets no more. */
static uint8_t permitted[IO_PORTS / 8];

static bool is_permitted(const struct range *range)
{
	for (uint64_t port = range->base; port - range->base < range->length; port++)
		if (!(permitted[port / 8] & 1u << port % 8))
			return false;
	return true;
}

/* 0 or -errno. A kernel that cannot permit any says so at the start, and stays so. */
static int permit(const struct range *range)
{
	static bool impossible;

	if (range->base >= IO_PORTS || range->length > IO_PORTS - range->base)
		return -EINVAL;
	if (is_permitted(range))
		return 0;
	if (machine_is_late())
		return impossible ? -ENOSYS : -EPERM;
	/* Kernels before 2.6.8 know only 0x3ff ports in ioperm; iopl opens all of them. */
	if (ioperm(range->base, range->length, 1) < 0 && (errno != EINVAL || iopl(3) < 0)) {
		impossible = errno == ENOSYS;
		return -errno;
	}
	for (uint64_t port = range->base; port - range->base < range->length; port++)
		permitted[port / 8] |= (uint8_t)(1u << port % 8);
	return 0;
}

/* A claim of a driver may end; what it leaves is then ours to open. */
static void port_prepare(const struct region *r, const struct machine *m)
{
	if (machine_is_real(m) && r->range.length)
		permit(&r->range);
}

static int port_open(struct access *a, const struct machine *m, const char **remedy)
{
	const struct range *range = &a->region->range;
	int ret;

	if (!machine_is_real(m)) {
		*remedy = "ports belong to the real machine; leave -o root= out";
		return -ENOTSUP;
	}
	ret = permit(range);
	if (ret == 0)
		may_pause();
	else if (ret == -ENOSYS)
		*remedy = "this kernel was built without CONFIG_X86_IOPL_IOPERM";
	else if (ret == -EPERM && machine_locked_down(m))
		*remedy =
			a->region->source == SOURCE_PCI ? pci_file_remedy(m, ret) : machine_unlock;
	else if (ret == -EPERM && machine_is_late())
		*remedy = "in and out can be had only when devmemfs starts, as root or with "
			  "CAP_SYS_RAWIO: unmount it and mount it again";
	else if (ret == -EPERM)
		*remedy = "run as root, or with CAP_SYS_RAWIO";
	return ret;
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
#define port_prepare	  NULL

#endif

const struct backend access_port = {
	.name = "port-io",
	.help = "I/O ports, the CPU's in and out",
	.space = SPACE_PORTS,
	.sources = 1 << SOURCE_ADDRESS | 1 << SOURCE_PCI,
	.widths = WIDTH_B | WIDTH_W | WIDTH_L,
	.prepare = port_prepare,
	.open = port_open,
	.close = port_close,
	.load = port_load,
	.store = port_store,
	.load_string = port_load_string,
	.store_string = port_store_string,
	.pause = port_pause,
};
