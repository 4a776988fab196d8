/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opens libpci's sysfs method and takes its three ways of speaking away from it. */
#include "pcilib.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "log.h"

_Thread_local jmp_buf pcilib_trap;
_Thread_local char pcilib_error[256];

static void fail(char *format, ...) __attribute__((noreturn));

static void fail(char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(pcilib_error, sizeof(pcilib_error), format, args);
	va_end(args);
	longjmp(pcilib_trap, 1);
}

/* Warnings come with a result that says the same (a failed read), so they only fill the reason. */
static void warn(char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(pcilib_error, sizeof(pcilib_error), format, args);
	va_end(args);
}

struct pci_access *pcilib_open(const struct machine *m, bool writeable)
{
	struct pci_access *pci = pci_alloc();
	char path[PATH_MAX];

	pci->method = PCI_ACCESS_SYS_BUS_PCI;
	pci->writeable = writeable;
	/* No cache of names in somebody's home. */
	pci->id_lookup_mode = 0;
	pci->error = fail;
	pci->warning = warn;
	machine_path(m, path, "/sys/bus/pci");
	if (pci_set_param(pci, "sysfs.path", path) < 0) {
		snprintf(pcilib_error, sizeof(pcilib_error), "libpci was built without sysfs");
		pci_cleanup(pci);
		return NULL;
	}
	if (setjmp(pcilib_trap)) {
		pci_cleanup(pci);
		return NULL;
	}
	pci_init(pci);
	return pci;
}

/* libpci lists functions in no order of its own, so "the nth" is counted by address. */
static bool before(const struct pci_dev *a, const struct pci_dev *b)
{
	if (a->domain != b->domain)
		return a->domain < b->domain;
	if (a->bus != b->bus)
		return a->bus < b->bus;
	return a->dev != b->dev ? a->dev < b->dev : a->func < b->func;
}

static void sort_devices(struct pci_access *pci)
{
	struct pci_dev *sorted = NULL;

	while (pci->devices) {
		struct pci_dev *dev = pci->devices, **place = &sorted;

		pci->devices = dev->next;
		while (*place && before(*place, dev))
			place = &(*place)->next;
		dev->next = *place;
		*place = dev;
	}
	pci->devices = sorted;
}

static bool scan_bus(struct pci_access *pci)
{
	if (setjmp(pcilib_trap))
		return false;
	pci_scan_bus(pci);
	sort_devices(pci);
	return true;
}

struct pci_access *pcilib_bus(const struct machine *m)
{
	struct pci_access *pci = pcilib_open(m, false);

	if (pci && !scan_bus(pci)) {
		pci_cleanup(pci);
		pci = NULL;
	}
	return pci;
}

const char *pcilib_path(const struct machine *m, char *buffer, const struct pci_function *f,
			const char *file)
{
	return machine_path(m, buffer, "/sys/bus/pci/devices/%04x:%02x:%02x.%x/%s", f->domain,
			    f->bus, f->device, f->function, file);
}

/* libpci would follow a link out of a made-up machine's tree; the file is tried before. */
static bool is_there(const struct machine *m, const struct pci_function *f)
{
	char path[PATH_MAX];
	int fd = machine_open_file(m, pcilib_path(m, path, f, "config"), O_RDONLY);

	if (fd < 0) {
		snprintf(pcilib_error, sizeof(pcilib_error), "the config file: %s", strerror(-fd));
		return false;
	}
	close(fd);
	return true;
}

struct pci_dev *pcilib_function(const struct machine *m, const struct pci_function *f,
				bool writeable)
{
	struct pci_access *pci = is_there(m, f) ? pcilib_open(m, writeable) : NULL;
	struct pci_dev *dev;
	uint8_t none;

	if (!pci)
		return NULL;
	dev = pci_get_dev(pci, (int)f->domain, f->bus, f->device, f->function);
	/* libpci opens the file at the first transfer, and one of 0 bytes is none on the bus. */
	if (setjmp(pcilib_trap) || !pci_read_block(dev, 0, &none, 0)) {
		pcilib_close(dev);
		return NULL;
	}
	return dev;
}

void pcilib_close(struct pci_dev *dev)
{
	struct pci_access *pci = dev->access;

	pci_free_dev(dev);
	pci_cleanup(pci);
}

/* Configuration space is little-endian on every host. */
int pcilib_load(struct pci_dev *dev, uint64_t offset, unsigned int width, uint64_t *value)
{
	uint8_t bytes[4];

	if (setjmp(pcilib_trap) || !pci_read_block(dev, (int)offset, bytes, (int)width))
		return -EIO;
	*value = 0;
	for (unsigned int i = 0; i < width; i++)
		*value |= (uint64_t)bytes[i] << 8 * i;
	return 0;
}

int pcilib_store(struct pci_dev *dev, uint64_t offset, unsigned int width, uint64_t value)
{
	uint8_t bytes[4];

	for (unsigned int i = 0; i < width; i++)
		bytes[i] = (uint8_t)(value >> 8 * i);
	if (setjmp(pcilib_trap) || !pci_write_block(dev, (int)offset, bytes, (int)width))
		return -EIO;
	return 0;
}
