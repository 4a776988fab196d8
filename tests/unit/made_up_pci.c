/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PCI functions of the made-up machine: the files of sysfs that libpci reads. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "made_up.h"
#include "unit.h"

/* The kernel prints 6 BARs, the ROM, 4 bridge windows and 2 more (pci-sysfs.c, resource_show). */
enum { RESOURCE_LINES = 13 };

static void resource_file(const char *name, const struct made_up_bar *bars, size_t n)
{
	char path[256], *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	ck_assert_ptr_nonnull(out);
	for (size_t i = 0; i < RESOURCE_LINES; i++) {
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

	resource_file(name, bars, 7);
}

void made_up_function(const char *name, unsigned int vendor, unsigned int product,
		      const struct made_up_bar bars[6], size_t config_size)
{
	uint8_t ids[] = { (uint8_t)vendor, (uint8_t)(vendor >> 8), (uint8_t)product,
			  (uint8_t)(product >> 8) };
	char path[256];

	id_file(name, "vendor", vendor);
	id_file(name, "device", product);
	id_file(name, "class", 0xff00);
	id_file(name, "irq", 0);
	resource_file(name, bars, 6);
	snprintf(path, sizeof(path), "sys/bus/pci/devices/%s/config", name);
	made_up_size(path, config_size);
	made_up_bytes(path, 0, ids, sizeof(ids));
}
