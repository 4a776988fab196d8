/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rule for names that the configuration gives to regions, registers and fields. */
#include "conf_name.h"

#include <string.h>

const char *conf_name_fault(const char *name)
{
	static const char allowed[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.";

	if (!*name)
		return "is empty";
	if (strlen(name) > 255)
		return "is longer than 255 bytes";
	if (name[0] == '.')
		return "starts with a dot";
	if (name[strspn(name, allowed)])
		return "holds more than letters, digits, _ - and .";
	return NULL;
}
