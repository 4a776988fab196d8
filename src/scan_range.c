/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ports = "RANGE" and memory = "RANGE": the text itself is the range. */
#include <errno.h>

#include "scan.h"

/* The x86 I/O space has 16-bit addresses. */
static const struct range all_ports = { 0, 0x10000 };

static int parse_ports(struct regions *all, struct region *r, const char *value, const char **why)
{
	int ret = range_parse(value, &r->range, why);

	(void)all;
	r->space = SPACE_PORTS;
	r->source = SOURCE_ADDRESS;
	if (ret == 0 && !range_contains(all_ports, r->range)) {
		*why = "I/O ports are 0 to 0xffff";
		return -ERANGE;
	}
	return ret;
}

static int parse_memory(struct regions *all, struct region *r, const char *value, const char **why)
{
	(void)all;
	r->space = SPACE_MEMORY;
	r->source = SOURCE_ADDRESS;
	return range_parse(value, &r->range, why);
}

const struct scanner scan_ports = {
	.key = "ports",
	.help = "\"START-END\" or \"START+SIZE\" of I/O ports",
	.parse = parse_ports,
};

const struct scanner scan_memory = {
	.key = "memory",
	.help = "\"START-END\" or \"START+SIZE\" of physical addresses",
	.parse = parse_memory,
};
