/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Backends, each opened as the program opens it: every view reaches the right bytes. */
#include <errno.h>
#include <string.h>

#include "bus.h"
#include "made_up.h"
#include "seen.h"
#include "unit.h"
#include "view.h"

static const char mem[] = "dev/mem";
static const char bar0[] = "sys/bus/pci/devices/0000:00:04.0/resource0";
static const char bar2[] = "sys/bus/pci/devices/0000:00:04.0/resource2";
static const char bar4[] = "sys/bus/pci/devices/0000:00:04.0/resource4";
static const char config[] = "sys/bus/pci/devices/0000:00:04.0/config";

static const struct made_up_bar bars[6] = {
	[0] = { 0x4000000000, 0x4000, BAR_MEMORY_64 },
	[2] = { 0xfebd1430, 0x100, BAR_MEMORY },
	[4] = { 0xfebd2ff0, 16, BAR_MEMORY },
};

/* Where in which file the region must be found; file NULL: in a simulated device. */
static const struct shape {
	const char *key, *value, *file;
	uint64_t start;
	size_t length;
	unsigned int widths;
	const char *backend;
} shapes[] = {
	{ "sim", "ram+3003", NULL, 0, 3003, 15, "sim" },
	{ "sim", "isa", NULL, 0, 0x60000, 15, "sim" },
	{ "file", "", "dump", 0, 9000, 15, "file" },
	{ "file", "@8+5", "dump", 8, 5, 7, "file" },
	{ "file", "@4094+4", "dump", 4094, 4, 3, "file" },
	{ "file", "@0x1003+4k", "dump", 0x1003, 4096, 1, "file" },
	{ "file", "@0x1000+4904", "dump", 0x1000, 4904, 15, "file" },
	{ "memory", "0xd0000000+8k", mem, 0xd0000000, 8192, 15, "devmem" },
	{ "memory", "0xd0000123+3000", mem, 0xd0000123, 3000, 1, "devmem" },
	{ "memory", "0xd0000ffc+8", mem, 0xd0000ffc, 8, 7, "devmem" },
	{ "memory", "0xd0000ffe+4k", mem, 0xd0000ffe, 4096, 3, "devmem" },
	{ "iomem", "HPET 0", mem, 0xfed00000, 0x400, 15, "devmem" },
	{ "pci", "1234:11e8 bar0", bar0, 0, 0x4000, 15, "pci-resource" },
	{ "pci", "1234:11e8 bar2", bar2, 0x430, 0x100, 15, "pci-resource" },
	{ "pci", "1234:11e8 bar4", bar4, 0xff0, 16, 15, "pci-resource" },
	{ "pci", "1234:11e8 config", config, 0, 256, 7, "pci-config" },
};

enum { PAGES = 0x6000, MARGIN = 8192 };

static struct access a;
static uint8_t *file_bytes; /* from the page of the region's start on */
static uint8_t *device;	    /* the region's first byte */

/* Fills a file with a pattern, from a page's start on. */
static void fill(const char *path, uint64_t start, size_t length)
{
	uint8_t *bytes;

	made_up_size(path, start + length);
	bytes = made_up_map(path, start, length);
	for (size_t i = 0; i < length; i++)
		bytes[i] = (uint8_t)(i * 151 + i / 256 + 3);
}

static void setup(void)
{
	made_up_setup();
	made_up_function("0000:00:04.0", 0x1234, 0x11e8, bars, 256);
	fill(config, 0, 256);
	fill(bar0, 0, 0x4000);
	fill(bar2, 0, 4096);
	fill(bar4, 0, 4096);
	fill("dump", 0, 9000);
	fill(mem, 0xd0000000, PAGES);
	fill(mem, 0xfed00000, 4096);
	seen_clear();
}

static void teardown(void)
{
	access_trace(NULL);
	access_close(&a);
	made_up_teardown();
}

static void open_shape(const struct shape *s, enum direction direction)
{
	char value[PATH_MAX + 64];
	struct region *r;

	snprintf(value, sizeof(value), "%s%s", strcmp(s->key, "file") ? "" : made_up_path("dump"),
		 s->value);
	r = made_up_region(s->key, value, direction);
	/* The HPET is claimed. */
	r->force = true;
	made_up_open(&a, r);
	ck_assert_str_eq(r->backend, s->backend);
	ck_assert_uint_eq(r->range.length, s->length);
	ck_assert_uint_eq(r->widths, s->widths);
	if (s->file) {
		file_bytes = made_up_map(s->file, s->start & ~UINT64_C(4095), s->length + MARGIN);
		device = file_bytes + (s->start & 4095);
	} else {
		device = ((struct sim *)a.handle)->memory;
	}
}

/* Each window reads the whole region and finds the device's bytes; the tracer sees the units. */
static void check_window(const struct view *v, size_t length)
{
	static uint8_t buffer[0x60000];

	memset(buffer, 0, sizeof(buffer));
	ck_assert_int_eq(v->read(v, &a, 0, buffer, sizeof(buffer)),
			 (ssize_t)(length - length % v->form.width));
	bus_order(buffer, length, v->form.width);
	ck_assert_mem_eq(buffer, device, length - length % v->form.width);
	access_trace(seen_trace);
	ck_assert_int_eq(v->read(v, &a, 0, buffer, 4 * v->form.width),
			 (ssize_t)(4 * v->form.width < length ? 4 * v->form.width
							      : length - length % v->form.width));
	access_trace(NULL);
	for (size_t i = 0; i < seen.n; i++)
		ck_assert(seen.v[i].width == v->form.width &&
			  seen.v[i].offset == i * v->form.width && !seen.v[i].store);
	seen_clear();
}

START_TEST(windows_read)
{
	open_shape(&shapes[_i], ACCESS_READ);
	for (size_t i = 0; i < view_count; i++)
		if (views[i].read && views[i].form.width && !views[i].form.fixed &&
		    views[i].exists(&views[i], a.region))
			check_window(&views[i], shapes[_i].length);
}
END_TEST

START_TEST(copy_reads)
{
	static uint8_t buffer[0x60000];
	size_t length = shapes[_i].length;

	open_shape(&shapes[_i], ACCESS_READ);
	/* Configuration space is no memory: no cp. */
	ck_assert(a.region->stream == (strcmp(shapes[_i].backend, "pci-config") != 0));
	ck_assert_int_eq(access_copy_read(&a, 0, buffer, sizeof(buffer)), (ssize_t)length);
	ck_assert_mem_eq(buffer, device, length);
	ck_assert_int_eq(access_copy_read(&a, length, buffer, 1), 0);
}
END_TEST

/* One unit at each end by every width: it lands there, and its neighbours stay. */
static void check_store(unsigned int width, uint64_t offset, size_t length)
{
	static uint8_t before[0x60000 + MARGIN];
	uint8_t unit[8] = { 0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6, 0x17, 0x28 };
	size_t margin = (size_t)(device - file_bytes), span = margin + length;

	memcpy(before, file_bytes, span);
	ck_assert_int_eq(access_write(&a, WINDOW(width), offset, unit, width), (ssize_t)width);
	bus_order(unit, width, width);
	memcpy(before + margin + offset, unit, width);
	ck_assert_mem_eq(before, file_bytes, span);
}

START_TEST(stores)
{
	const struct shape *s = &shapes[_i];

	open_shape(s, ACCESS_BOTH);
	if (!s->file)
		file_bytes = device;
	for (unsigned int width = 1; width <= 8; width *= 2)
		if (s->widths & width) {
			check_store(width, 0, s->length);
			/* The isa window ends in ROM. */
			if (strcmp(s->value, "isa") != 0)
				check_store(width, (s->length - width) / width * width, s->length);
		}
}
END_TEST

/* Write only: what is written arrives, and reading is refused. */
START_TEST(write_only)
{
	uint8_t byte = 0x5a;

	open_shape(&shapes[_i], ACCESS_WRITE);
	ck_assert_int_eq(access_write(&a, WINDOW(1), 1, &byte, 1), 1);
	ck_assert_uint_eq(device[1], 0x5a);
	ck_assert_int_eq(access_read(&a, WINDOW(1), 1, &byte, 1), -EACCES);
}
END_TEST

TCase *backend_tests(void)
{
	TCase *c = tcase_create("backend");
	int n = (int)COUNT_OF(shapes);

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, windows_read, 0, n);
	tcase_add_loop_test(c, copy_reads, 0, n);
	tcase_add_loop_test(c, stores, 0, n);
	tcase_add_loop_test(c, write_only, 0, n);
	return c;
}
