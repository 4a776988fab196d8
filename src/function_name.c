/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names of PCI functions: from the file pci.ids, never from the network, a cache or udev. */
#include <string.h>

#include "function.h"
#include "intern.h"
#include "pcilib.h"

/* Names in pci.ids have less than 200 characters; libpci ends a longer pair with dots. */
enum { NAME_SIZE = 512 };

struct names {
	struct pci_access *pci;
	struct intern texts;
};

static const char *look_up(struct names *names, int kind, const unsigned int id[4])
{
	char buffer[NAME_SIZE];

	return intern_text(&names->texts,
			   pcilib_name(names->pci, buffer, sizeof(buffer), kind, id));
}

/* Of an unknown subclass libpci names the class and, asked or not, appends the number. */
static const char *look_up_class(struct names *names, const struct function *f)
{
	char buffer[NAME_SIZE], number[16], *end;
	const unsigned int id[4] = { f->class };

	if (!pcilib_name(names->pci, buffer, sizeof(buffer), PCI_LOOKUP_CLASS, id))
		return NULL;
	snprintf(number, sizeof(number), " [%04x]", f->class);
	end = strstr(buffer, number);
	if (end)
		*end = '\0';
	return intern_text(&names->texts, buffer);
}

/* Its maker's name is better than none. */
static const char *look_up_subsystem(struct names *names, const struct function *f)
{
	const unsigned int id[4] = { f->vendor, f->product, f->subvendor, f->subproduct };
	const unsigned int vendor[4] = { f->subvendor };
	const char *name =
		look_up(names, PCI_LOOKUP_SUBSYSTEM | PCI_LOOKUP_VENDOR | PCI_LOOKUP_DEVICE, id);

	return name ? name : look_up(names, PCI_LOOKUP_VENDOR, vendor);
}

static void name_one(struct names *names, struct function *f)
{
	const unsigned int id[4] = { f->vendor, f->product };

	if (!f->causes[FUNCTION_IDENTITY]) {
		f->vendor_name = look_up(names, PCI_LOOKUP_VENDOR, id);
		f->product_name = look_up(names, PCI_LOOKUP_DEVICE, id);
	}
	if (f->causes[FUNCTION_CLASS])
		return;
	f->class_name = look_up_class(names, f);
	if (function_has_subsystem(f))
		f->subsystem_name = look_up_subsystem(names, f);
}

int functions_name(struct regions *all, const struct machine *m, struct function *v, size_t n)
{
	struct names names = { .texts.all = all };

	if (n == 0)
		return 0;
	names.pci = pcilib_names(m);
	if (!names.pci)
		return 0;
	for (size_t i = 0; i < n; i++)
		name_one(&names, &v[i]);
	pci_cleanup(names.pci);
	return intern_end(&names.texts);
}

int functions_read(struct regions *all, const struct machine *m, struct function **list, size_t *n)
{
	int ret = functions_list(all, m, list, n);

	if (ret == 0)
		ret = functions_name(all, m, *list, *n);
	return ret;
}
