/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opens libpci's sysfs method and takes its three ways of speaking away from it. */
#include "pcilib.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * libpci's error function must not return (pci.h), so it jumps here. Whatever calls libpci sets the
 * trap first: if (setjmp(trap)) return -EIO; no function outside of this file needs to know.
 */
static _Thread_local jmp_buf trap;
_Thread_local char pcilib_error[256];

/* What libpci finds where a list of functions would have it ask the device; it never changes it. */
static u8 empty_header[64];

static void fail(char *format, ...) __attribute__((noreturn));

static void fail(char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(pcilib_error, sizeof(pcilib_error), format, args);
	va_end(args);
	longjmp(trap, 1);
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
	pci->error = fail;
	pci->warning = warn;
	machine_path(m, path, "/sys/bus/pci");
	if (pci_set_param(pci, "sysfs.path", path) < 0) {
		snprintf(pcilib_error, sizeof(pcilib_error), "libpci was built without sysfs");
		pci_cleanup(pci);
		return NULL;
	}
	if (setjmp(trap)) {
		pci_cleanup(pci);
		return NULL;
	}
	pci_init(pci);
	return pci;
}

const char *pcilib_path(const struct machine *m, char *buffer, const struct pci_function *f,
			const char *file)
{
	return machine_path(m, buffer, "/sys/bus/pci/devices/%04x:%02x:%02x.%x/%s", f->domain,
			    f->bus, f->device, f->function, file);
}

static bool scan_bus(struct pci_access *pci)
{
	if (setjmp(trap))
		return false;
	pci_scan_bus(pci);
	return true;
}

struct pci_access *pcilib_bus(const struct machine *m)
{
	struct pci_access *pci = pcilib_open(m, false);

	if (pci && !scan_bus(pci)) {
		pci_cleanup(pci);
		return NULL;
	}
	/* What sysfs lacks, libpci would read from the device; here it reads "there is none". */
	for (struct pci_dev *dev = pci ? pci->devices : NULL; dev; dev = dev->next)
		pci_setup_cache(dev, empty_header, sizeof(empty_header));
	return pci;
}

int pcilib_fill(struct pci_dev *dev, int fields)
{
	if (setjmp(trap))
		return -EIO;
	pci_fill_info(dev, fields);
	return 0;
}

/* libpci would follow a link out of a made-up machine's tree; a file is tried before. 0, -errno. */
static int try_file(const struct machine *m, const char *path)
{
	int fd = machine_open_file(m, path, O_RDONLY);

	if (fd < 0)
		return fd;
	close(fd);
	return 0;
}

static bool is_there(const struct machine *m, const struct pci_function *f)
{
	char path[PATH_MAX];
	int ret = try_file(m, pcilib_path(m, path, f, "config"));

	if (ret < 0)
		snprintf(pcilib_error, sizeof(pcilib_error), "the config file: %s", strerror(-ret));
	return ret == 0;
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
	if (setjmp(trap) || !pci_read_block(dev, 0, &none, 0)) {
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

	if (setjmp(trap) || !pci_read_block(dev, (int)offset, bytes, (int)width))
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
	if (setjmp(trap) || !pci_write_block(dev, (int)offset, bytes, (int)width))
		return -EIO;
	return 0;
}

/* The list of names that a made-up machine brings along, for libpci to free; NULL: it has none. */
static char *own_names(const struct machine *m)
{
	char path[PATH_MAX];

	if (machine_is_real(m) || try_file(m, machine_path(m, path, "/usr/share/misc/pci.ids")) < 0)
		return NULL;
	return strdup(path);
}

/* What a list has before its first mistake is as good as in one without. */
static bool load_names(struct pci_access *pci)
{
	return setjmp(trap) || pci_load_name_list(pci);
}

struct pci_access *pcilib_names(const struct machine *m)
{
	struct pci_access *pci = pcilib_open(m, false);
	char *own = own_names(m);

	if (pci && own)
		pci_set_name_list_path(pci, own, 1);
	else
		free(own);
	if (!pci)
		return NULL;
	pci->id_lookup_mode = 0; /* by default it looks into a cache in the user's home */
	if (!load_names(pci)) {
		snprintf(pcilib_error, sizeof(pcilib_error), "no %s", pci->id_file_name);
		pci_cleanup(pci);
		return NULL;
	}
	return pci;
}

const char *pcilib_name(struct pci_access *names, char *buffer, size_t size, int kind,
			const unsigned int id[4])
{
	const int flags = kind | PCI_LOOKUP_NO_NUMBERS | PCI_LOOKUP_NO_HWDB;

	if (setjmp(trap))
		return NULL;
	return pci_lookup_name(names, buffer, (int)size, flags, id[0], id[1], id[2], id[3]);
}
