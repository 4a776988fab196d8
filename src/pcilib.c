/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opens libpci's sysfs method and takes its three ways of speaking away from it. */
#include "pcilib.h"

#include <stdarg.h>
#include <stdio.h>

#include "log.h"

jmp_buf pcilib_trap;
char pcilib_error[256];

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
