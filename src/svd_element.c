/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the elements of SVD mean: one table row each. What is not here is skipped. */
#include "svd_element.h"

#include <string.h>

#define GROUPS	(SVD_PERIPHERAL | SVD_CLUSTER)
#define REPEATS (SVD_PERIPHERAL | SVD_CLUSTER | SVD_REGISTER | SVD_FIELD)
#define INHERIT (SVD_DEVICE | SVD_PERIPHERAL | SVD_CLUSTER | SVD_REGISTER)
#define PLACED	(SVD_CLUSTER | SVD_REGISTER)

static const struct svd_element elements[] = {
	{ "peripherals", SVD_DEVICE, SVD_WRAPPER, 0 },
	{ "registers", SVD_PERIPHERAL, SVD_WRAPPER, 0 },
	{ "fields", SVD_REGISTER, SVD_WRAPPER, 0 },

	{ "peripheral", SVD_DEVICE, SVD_NODE, SVD_PERIPHERAL },
	{ "addressBlock", SVD_PERIPHERAL, SVD_NODE, SVD_BLOCK },
	{ "cluster", GROUPS, SVD_NODE, SVD_CLUSTER },
	{ "register", GROUPS, SVD_NODE, SVD_REGISTER },
	{ "field", SVD_REGISTER, SVD_NODE, SVD_FIELD },
	{ "enumeratedValues", SVD_FIELD, SVD_NODE, SVD_VALUES },
	{ "enumeratedValue", SVD_VALUES, SVD_NODE, SVD_VALUE },

	{ "name", SVD_DEVICE | REPEATS | SVD_VALUES | SVD_VALUE, SVD_TEXT, SVD_NAME },
	{ "value", SVD_VALUE, SVD_TEXT, SVD_NUMBER },
	{ "description", SVD_PERIPHERAL | PLACED, SVD_TEXT, SVD_DESCRIPTION },
	{ "bitOffset", SVD_FIELD, SVD_TEXT, SVD_BIT_OFFSET },
	{ "bitWidth", SVD_FIELD, SVD_TEXT, SVD_BIT_WIDTH },
	{ "lsb", SVD_FIELD, SVD_TEXT, SVD_LSB },
	{ "msb", SVD_FIELD, SVD_TEXT, SVD_MSB },
	{ "bitRange", SVD_FIELD, SVD_TEXT, SVD_BIT_RANGE },
	{ "access", INHERIT | SVD_FIELD, SVD_TEXT, SVD_ACCESS },
	{ "addressOffset", PLACED, SVD_TEXT, SVD_ADDRESS },
	{ "baseAddress", SVD_PERIPHERAL, SVD_TEXT, SVD_ADDRESS },
	{ "offset", SVD_BLOCK, SVD_TEXT, SVD_ADDRESS },
	{ "size", INHERIT | SVD_BLOCK, SVD_TEXT, SVD_SIZE },
	{ "resetValue", INHERIT, SVD_TEXT, SVD_RESET_VALUE },
	{ "resetMask", INHERIT, SVD_TEXT, SVD_RESET_MASK },
	{ "readAction", SVD_REGISTER | SVD_FIELD, SVD_TEXT, SVD_READ_ACTION },
	{ "modifiedWriteValues", SVD_REGISTER | SVD_FIELD, SVD_TEXT, SVD_MODIFIED_WRITE },
	{ "alternateGroup", SVD_REGISTER, SVD_TEXT, SVD_ALTERNATE_GROUP },
	{ "dim", REPEATS, SVD_TEXT, SVD_DIM },
	{ "dimIncrement", REPEATS, SVD_TEXT, SVD_DIM_INCREMENT },
	{ "dimIndex", REPEATS, SVD_TEXT, SVD_DIM_INDEX },
	{ "usage", SVD_VALUES, SVD_TEXT, SVD_USAGE },
	{ "isDefault", SVD_VALUE, SVD_TEXT, SVD_IS_DEFAULT },
	{ "version", SVD_DEVICE, SVD_TEXT, SVD_VERSION },

	{ "writeConstraint", SVD_REGISTER | SVD_FIELD, SVD_CONSTRAINT, 0 },
	{ "dimArrayIndex", REPEATS, SVD_DIM_ARRAY, 0 },
};

const struct svd_element *svd_element(const char *name, enum svd_kind in)
{
	for (size_t i = 0; i < sizeof(elements) / sizeof(*elements); i++)
		if ((elements[i].in & in) && elements[i].name[0] == name[0] &&
		    strcmp(elements[i].name, name) == 0)
			return &elements[i];
	return NULL;
}
