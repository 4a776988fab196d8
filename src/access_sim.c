/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Simulated devices, behind the same table as the hardware. */
#include <errno.h>
#include <string.h>

#include "access.h"
#include "sim.h"

static int sim_open(struct access *a, const struct machine *m, const char **remedy)
{
	const char *name = a->region->device;

	(void)m;
	a->handle = sim_new(sim_model_find(name, strlen(name)), a->region->range.length);
	*remedy = "make the simulated memory smaller";
	return a->handle ? 0 : -ENOMEM;
}

static void sim_close(struct access *a)
{
	sim_free(a->handle);
}

static int load(struct access *a, uint64_t offset, unsigned int width, uint64_t *value)
{
	*value = sim_load(a->handle, offset, width);
	return 0;
}

static int store(struct access *a, uint64_t offset, unsigned int width, uint64_t value)
{
	sim_store(a->handle, offset, width, value);
	return 0;
}

static ssize_t load_run(struct access *a, uint64_t offset, unsigned int width, uint8_t *buffer,
			size_t count)
{
	sim_load_run(a->handle, offset, width, width, buffer, count);
	return (ssize_t)count;
}

static ssize_t store_run(struct access *a, uint64_t offset, unsigned int width,
			 const uint8_t *buffer, size_t count)
{
	sim_store_run(a->handle, offset, width, width, buffer, count);
	return (ssize_t)count;
}

static ssize_t load_string(struct access *a, uint64_t offset, unsigned int width, uint8_t *buffer,
			   size_t count)
{
	sim_load_run(a->handle, offset, 0, width, buffer, count);
	return (ssize_t)count;
}

static ssize_t store_string(struct access *a, uint64_t offset, unsigned int width,
			    const uint8_t *buffer, size_t count)
{
	sim_store_run(a->handle, offset, 0, width, buffer, count);
	return (ssize_t)count;
}

static void pause_after(struct access *a)
{
	sim_pause(a->handle);
}

const struct backend access_sim = {
	.name = "sim",
	.help = "a simulated device",
	.space = SPACE_SIM,
	.sources = 1 << SOURCE_SIM,
	.widths = WIDTHS_ALL,
	.posted = true,
	.open = sim_open,
	.close = sim_close,
	.load = load,
	.store = store,
	.load_run = load_run,
	.store_run = store_run,
	.load_string = load_string,
	.store_string = store_string,
	.pause = pause_after,
};
