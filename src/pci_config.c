/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads and writes the config file of a function, whoever has opened it. */
#include "pci_config.h"

#include <errno.h>
#include <unistd.h>

#include "pci_file.h"

int pci_config_open(const struct machine *m, const struct pci_function *f, bool writeable,
		    const char **remedy)
{
	int fd = pci_file_open(m, f, "config", writeable);

	if (fd == -EACCES)
		*remedy = "run as root: its config file in sysfs is root's";
	else if (fd == -EPERM || fd == -EROFS)
		*remedy = pci_file_remedy(m, fd);
	else if (fd < 0)
		*remedy = "see that the function is there, and its config file in sysfs: lspci -D";
	return fd;
}

int pci_config_load(int fd, uint64_t offset, unsigned int width, uint64_t *value)
{
	uint8_t bytes[4] = { 0 };
	int ret = pci_file_moved(pread(fd, bytes, width, (off_t)offset), width);

	*value = 0;
	for (unsigned int i = 0; i < width; i++)
		*value |= (uint64_t)bytes[i] << 8 * i;
	return ret;
}

int pci_config_store(int fd, uint64_t offset, unsigned int width, uint64_t value)
{
	uint8_t bytes[4];

	for (unsigned int i = 0; i < width; i++)
		bytes[i] = (uint8_t)(value >> 8 * i);
	return pci_file_moved(pwrite(fd, bytes, width, (off_t)offset), width);
}
