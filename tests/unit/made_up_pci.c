/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PCI functions of the made-up machine: the files of sysfs that libpci reads. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "made_up.h"
#include "unit.h"

/*
 * The kernel prints 6 BARs, the ROM, 6 BARs of virtual functions if it knows of those, and 4
 * windows if the function is a bridge (pci-sysfs.c, resource_show).
 */
enum { RESOURCE_LINES = 13 };

static void resource_file(const char *name, const struct made_up_bar *bars, size_t n, size_t lines)
{
	char path[256], *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	ck_assert_ptr_nonnull(out);
	for (size_t i = 0; i < lines; i++) {
		struct made_up_bar bar = i < n ? bars[i] : (struct made_up_bar){ 0 };

		fprintf(out, "0x%016" PRIx64 " 0x%016" PRIx64 " 0x%016" PRIx64 "\n", bar.base,
			bar.size ? bar.base + bar.size - 1 : 0, bar.flags);
	}
	fclose(out);
	snprintf(path, sizeof(path), "sys/bus/pci/devices/%s/resource", name);
	made_up_text(path, text);
	free(text);
}

static void id_file(const char *name, const char *file, unsigned int value)
{
	char path[256], text[16];

	snprintf(path, sizeof(path), "sys/bus/pci/devices/%s/%s", name, file);
	snprintf(text, sizeof(text), "0x%04x\n", value);
	made_up_text(path, text);
}

void made_up_rom(const char *name, struct made_up_bar rom)
{
	const struct made_up_bar bars[7] = { [6] = rom };

	resource_file(name, bars, 7, RESOURCE_LINES);
}

void made_up_resource(const char *name, const struct made_up_bar *bars, size_t n)
{
	resource_file(name, bars, n, n);
}

void made_up_attribute(const char *name, const char *file, const char *text)
{
	char path[256];

	snprintf(path, sizeof(path), "sys/bus/pci/devices/%s/%s", name, file);
	if (text)
		made_up_text(path, text);
	else
		ck_assert_int_eq(unlink(made_up_path("%s", path)), 0);
}

/* In /sys it is a link, and libpci wants to see where it leads to. */
void made_up_driver(const char *name, const char *driver)
{
	char path[256], target[256];

	snprintf(path, sizeof(path), "sys/bus/pci/drivers/%s/bind", driver);
	made_up_text(path, "");
	snprintf(target, sizeof(target), "../../drivers/%s", driver);
	ck_assert_int_eq(symlink(target, made_up_path("sys/bus/pci/devices/%s/driver", name)), 0);
}

void made_up_slot(const char *slot, const char *address)
{
	char path[256], text[32];

	snprintf(path, sizeof(path), "sys/bus/pci/slots/%s/address", slot);
	snprintf(text, sizeof(text), "%s\n", address);
	made_up_text(path, text);
}

void made_up_function(const char *name, unsigned int vendor, unsigned int product,
		      const struct made_up_bar bars[6], size_t config_size)
{
	uint8_t ids[] = { (uint8_t)vendor, (uint8_t)(vendor >> 8), (uint8_t)product,
			  (uint8_t)(product >> 8) };
	char path[256];

	id_file(name, "vendor", vendor);
	id_file(name, "device", product);
	id_file(name, "class", 0xff0000);
	id_file(name, "irq", 0);
	resource_file(name, bars, 6, RESOURCE_LINES);
	snprintf(path, sizeof(path), "sys/bus/pci/devices/%s/config", name);
	made_up_size(path, config_size);
	made_up_bytes(path, 0, ids, sizeof(ids));
}
