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
