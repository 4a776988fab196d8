/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opens a function's files in sysfs that move units, and says what a transfer came to. */
#include "pci_file.h"

#include <errno.h>
#include <fcntl.h>

#include "pcilib.h"

int pci_file_open(const struct machine *m, const struct pci_function *f, const char *file,
		  bool writeable)
{
	char path[PATH_MAX];

	if (writeable && machine_locked_down(m))
		return -EPERM;
	return machine_open_file(m, pcilib_path(m, path, f, file), writeable ? O_RDWR : O_RDONLY);
}

const char *pci_file_remedy(const struct machine *m, int error)
{
	if (error == -EROFS)
		return "/sys is mounted read-only: access = \"ro\" works, or mount -o remount,rw "
		       "/sys";
	if (error != -EPERM)
		return NULL;
	return machine_locked_down(m) ? "the kernel is locked down: access = \"ro\" works, or boot "
					"with lockdown=none, or without Secure Boot"
				      : "see that /sys can be written: access = \"ro\" works";
}

int pci_file_moved(ssize_t moved, unsigned int width)
{
	if (moved == (ssize_t)width)
		return 0;
	return moved < 0 && (errno == ENODEV || errno == EPERM) ? -errno : -EIO;
}
