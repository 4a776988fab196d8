/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The simulated bus: counts and journals each access, then hands it to the model. */
#include "sim.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "io.h"

const struct sim_model *sim_model_find(const char *name, size_t length)
{
	for (const struct sim_model *const *m = sim_models; *m; m++)
		if (strlen((*m)->name) == length && memcmp((*m)->name, name, length) == 0)
			return *m;
	return NULL;
}

static uint8_t *map_memory(uint64_t size)
{
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	return p == MAP_FAILED ? NULL : p;
}

struct sim *sim_new(const struct sim_model *model, uint64_t size)
{
	struct sim *sim = calloc(1, sizeof(*sim) + model->state);

	if (!sim)
		return NULL;
	sim->model = model;
	sim->size = size;
	/* A device whose loads and stores are both its own needs no memory. */
	if (!model->load || !model->store) {
		sim->memory = map_memory(size);
		if (!sim->memory) {
			free(sim);
			return NULL;
		}
	}
	if (model->reset)
		model->reset(sim);
	return sim;
}

void sim_free(struct sim *sim)
{
	if (sim && sim->memory)
		munmap(sim->memory, sim->size);
	free(sim);
}

uint64_t sim_gather(void *state, uint64_t offset, unsigned int width,
		    uint8_t (*load)(void *state, uint64_t offset))
{
	uint64_t value = 0;

	for (unsigned int i = 0; i < width; i++)
		value |= (uint64_t)load(state, offset + i) << 8 * i;
	return value;
}

void sim_spread(void *state, uint64_t offset, unsigned int width, uint64_t value,
		void (*store)(void *state, uint64_t offset, uint8_t value))
{
	for (unsigned int i = 0; i < width; i++)
		store(state, offset + i, (uint8_t)(value >> 8 * i));
}

static void record(struct sim *sim, uint64_t offset, unsigned int width, uint64_t value, bool store)
{
	struct sim_journal *journal = sim->journal;

	if (journal && journal->n++ < journal->room)
		journal->v[journal->n - 1] =
			(struct sim_access){ offset, value, (uint8_t)width, store };
}

uint64_t sim_load(struct sim *sim, uint64_t offset, unsigned int width)
{
	uint64_t value = sim->model->load ? sim->model->load(sim, offset, width)
					  : io_little(io_load(sim->memory + offset, width), width);

	sim->loads++;
	record(sim, offset, width, value, false);
	return value;
}

void sim_store(struct sim *sim, uint64_t offset, unsigned int width, uint64_t value)
{
	sim->stores++;
	record(sim, offset, width, value, true);
	if (sim->model->store)
		sim->model->store(sim, offset, width, value);
	else
		io_store(sim->memory + offset, width, io_little(value, width));
}

void sim_pause(struct sim *sim)
{
	sim->pauses++;
	record(sim, 0, 0, 0, false);
}

void sim_load_run(struct sim *sim, uint64_t offset, unsigned int step, unsigned int width,
		  uint8_t *buffer, size_t count)
{
	if (!sim->journal && !sim->model->load && step == width) {
		io_load_run(sim->memory + offset, width, buffer, count, false);
		sim->loads += count;
		return;
	}
	for (size_t i = 0; i < count; i++)
		io_put(buffer + i * width, width,
		       io_little(sim_load(sim, offset + i * step, width), width));
}

void sim_store_run(struct sim *sim, uint64_t offset, unsigned int step, unsigned int width,
		   const uint8_t *buffer, size_t count)
{
	if (!sim->journal && !sim->model->store && step == width) {
		io_store_run(sim->memory + offset, width, buffer, count, false);
		sim->stores += count;
		return;
	}
	for (size_t i = 0; i < count; i++)
		sim_store(sim, offset + i * step, width,
			  io_little(io_get(buffer + i * width, width), width));
}

const struct sim_model *const sim_models[] = {
	&sim_parport, &sim_uart, &sim_isa, &sim_edu, &sim_ram, &sim_rom, NULL,
};
