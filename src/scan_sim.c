/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sim = "MODEL" or "MODEL+SIZE": a simulated device. */
#include <errno.h>
#include <string.h>

#include "scan.h"
#include "sim.h"

static int parse_sim(struct regions *all, struct region *r, const char *value, const char **why)
{
	size_t length = strcspn(value, "+");
	const struct sim_model *model = sim_model_find(value, length);
	uint64_t size = model ? model->size : 0;

	(void)all;
	if (!model) {
		*why = "no such model";
		return -EINVAL;
	}
	if (value[length] == '+') {
		int ret = range_size(value + length + 1, &size, why);

		if (ret < 0)
			return ret;
		if (!model->resizable && size != model->size) {
			*why = "this model has a fixed size; leave +SIZE out";
			return -EINVAL;
		}
		if (size == 0 || size > SIM_SIZE_MAX) {
			*why = "the size of a simulated memory is 1 byte to 1 GiB";
			return -ERANGE;
		}
	}
	r->space = SPACE_SIM;
	r->source = SOURCE_SIM;
	r->device = model->name;
	r->range = (struct range){ model->base, size };
	r->widths &= model->widths;
	r->stream = !model->ports;
	r->ports = model->ports;
	return 0;
}

const struct scanner scan_sim = {
	.key = "sim",
	.help = "\"MODEL\" (" SIM_MODEL_NAMES ") or \"MODEL+SIZE\"",
	.parse = parse_sim,
};
