/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kinds of entries in a map: one row each. */
#include "map_kind.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

static size_t hex_digits(const char *text)
{
	size_t n = 0;

	while (isxdigit((unsigned char)text[n]))
		n++;
	return n;
}

/* dddd:bb:dd.f: the kernel calls a BAR by its function. Domains may have more digits. */
static bool is_function(const char *label)
{
	size_t n = hex_digits(label);

	if (n < 4 || n > 8 || label[n] != ':' || hex_digits(label + n + 1) != 2)
		return false;
	label += n + 3;
	return label[0] == ':' && hex_digits(label + 1) == 2 && label[3] == '.' &&
	       label[4] >= '0' && label[4] <= '7' && label[5] == '\0';
}

/* "Video ROM", "Adapter ROM", "System ROM", "Expansion ROM" */
static bool is_rom(const char *label)
{
	size_t n = strlen(label);

	return n >= 4 && strcmp(label + n - 4, " ROM") == 0;
}

static bool is_kind(const struct map_kind *kind, const char *label)
{
	const char *const *prefix = kind->prefixes;

	for (; prefix && *prefix; prefix++)
		if (strncmp(label, *prefix, strlen(*prefix)) == 0)
			return true;
	return kind->form && kind->form(label);
}

const struct map_kind *map_kind_of(const char *label)
{
	size_t i = 0;

	while (i < MAP_KINDS - 1 && !is_kind(&map_kinds[i], label))
		i++;
	return &map_kinds[i];
}

static const char *const ram[] = { "System RAM", "Persistent Memory", NULL };
static const char *const kernel[] = { "Kernel ", "Crash kernel", NULL };
static const char *const reserved[] = {
	"Reserved",
	"reserved",
	"ACPI Tables",
	"Unusable memory",
	"RAM buffer",
	"ACPI Non-volatile Storage",
	"Soft Reserved",
	"pnp ",
	"Unknown E820 type",
	"Graphics Stolen Memory",
	NULL,
};
static const char *const bus[] = {
	"PCI Bus ", "PCI ECAM ", "PCI MMCONFIG ", "PCI CardBus ", "PCI conf",
	"pcie@",    "pci@",	 "CXL Window ",	  NULL,
};

/* The lightness (CIE L*) falls by at least five from one fill to the next darker one. */
const struct map_kind map_kinds[MAP_KINDS] = {
	{
		.word = "RAM",
		.legend = "memory of the machine",
		.rest = "RAM",
		.fill = "#d9ebd6",
		.prefixes = ram,
	},
	{
		.word = "kernel",
		.legend = "the kernel's code and data",
		.rest = "kernel",
		.fill = "#68987a",
		.prefixes = kernel,
	},
	{
		.word = "reserved",
		.legend = "reserved by the firmware",
		.rest = "reserved",
		.fill = "#d8d4cb",
		.hatched = true,
		.prefixes = reserved,
	},
	{
		.word = "bus",
		.legend = "window of a bus",
		.rest = "free",
		.fill = "#f3f6fb",
		.prefixes = bus,
	},
	{
		.word = "BAR",
		.legend = "BAR of a PCI function",
		.rest = "unclaimed",
		.fill = "#a9c8e8",
		.form = is_function,
	},
	{
		.word = "ROM",
		.legend = "ROM",
		.rest = "ROM",
		.fill = "#b096d2",
		.form = is_rom,
	},
	{
		.word = "device",
		.legend = "device, or driver at work",
		.rest = "unclaimed",
		.fill = "#dcae78",
	},
};
