/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scanners other than PCI's: what each key's text says, and what its look-up finds. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "made_up.h"
#include "scan.h"
#include "unit.h"

static const struct {
	const char *key, *value, *device;
	enum space space;
	enum source source;
	struct range range;
	unsigned int nth;
} good[] = {
	{ "ports", "0x378+3", NULL, SPACE_PORTS, SOURCE_ADDRESS, { 0x378, 3 }, 0 },
	{ "ports", "0-0xffff", NULL, SPACE_PORTS, SOURCE_ADDRESS, { 0, 0x10000 }, 0 },
	{ "memory",
	  "0xa0000-0xfffff",
	  NULL,
	  SPACE_MEMORY,
	  SOURCE_ADDRESS,
	  { 0xa0000, 0x60000 },
	  0 },
	{ "iomem", "HPET 0", "HPET 0", SPACE_MEMORY, SOURCE_ADDRESS, { 0, 0 }, 1 },
	{ "iomem", "System RAM@2", "System RAM", SPACE_MEMORY, SOURCE_ADDRESS, { 0, 0 }, 2 },
	{ "iomem",
	  "serial@7e201000",
	  "serial@7e201000",
	  SPACE_MEMORY,
	  SOURCE_ADDRESS,
	  { 0, 0 },
	  1 },
	{ "iomem",
	  "serial@7e201000@3",
	  "serial@7e201000",
	  SPACE_MEMORY,
	  SOURCE_ADDRESS,
	  { 0, 0 },
	  3 },
	{ "file", "/a/b", "/a/b", SPACE_FILE, SOURCE_FILE, { 0, 0 }, 0 },
	{ "file", "/a@0x1000+4k", "/a", SPACE_FILE, SOURCE_FILE, { 0x1000, 4096 }, 0 },
	{ "file", "/a@b@8-15", "/a@b", SPACE_FILE, SOURCE_FILE, { 8, 8 }, 0 },
	{ "file", "/a@b", "/a@b", SPACE_FILE, SOURCE_FILE, { 0, 0 }, 0 },
	{ "sim", "ram", "ram", SPACE_SIM, SOURCE_SIM, { 0, 16 << 20 }, 0 },
	{ "sim", "ram+64k", "ram", SPACE_SIM, SOURCE_SIM, { 0, 65536 }, 0 },
	{ "sim", "ram+1", "ram", SPACE_SIM, SOURCE_SIM, { 0, 1 }, 0 },
	{ "sim", "ram+1G", "ram", SPACE_SIM, SOURCE_SIM, { 0, 1 << 30 }, 0 },
	{ "sim", "uart", "uart", SPACE_SIM, SOURCE_SIM, { 0x3f8, 8 }, 0 },
	{ "sim", "isa", "isa", SPACE_SIM, SOURCE_SIM, { 0xa0000, 0x60000 }, 0 },
};

START_TEST(parse_good)
{
	const struct region *r = made_up_region(good[_i].key, good[_i].value, ACCESS_READ);

	ck_assert_int_eq(r->space, (int)good[_i].space);
	ck_assert_int_eq(r->source, (int)good[_i].source);
	ck_assert_uint_eq(r->range.base, good[_i].range.base);
	ck_assert_uint_eq(r->range.length, good[_i].range.length);
	ck_assert_uint_eq(r->nth, good[_i].nth);
	ck_assert_pstr_eq(r->device, good[_i].device);
}
END_TEST

static const struct {
	const struct scanner *scanner;
	const char *value;
	int ret;
} bad[] = {
	{ &scan_ports, "0x10000+1", -ERANGE },
	{ &scan_ports, "0xfff0+0x11", -ERANGE },
	{ &scan_ports, "0x378", -EINVAL },
	{ &scan_memory, "5-4", -EINVAL },
	{ &scan_memory, "0-0xffffffffffffffff", -ERANGE },
	{ &scan_iomem, "", -EINVAL },
	{ &scan_iomem, "HPET 0@0", -EINVAL },
	{ &scan_iomem, "HPET 0@4294967296", -EINVAL },
	{ &scan_iomem, "@1", -EINVAL },
	{ &scan_file, "", -EINVAL },
	{ &scan_file, "a/b", -EINVAL },
	{ &scan_file, "/a@5-4", -EINVAL },
	{ &scan_sim, "", -EINVAL },
	{ &scan_sim, "vga", -EINVAL },
	{ &scan_sim, "ra", -EINVAL },
	{ &scan_sim, "ramm", -EINVAL },
	{ &scan_sim, "edu+4k", -EINVAL },
	{ &scan_sim, "ram+", -EINVAL },
	{ &scan_sim, "ram+0", -ERANGE },
	{ &scan_sim, "ram+2G", -ERANGE },
	{ &scan_sim, "ram+1073741825", -ERANGE },
	{ &scan_pci, "", -EINVAL },
	{ &scan_pci, "0000:00:04.0", -EINVAL },
	{ &scan_pci, "0000:00:04.0 ", -EINVAL },
	{ &scan_pci, "0000:00:04.0 bar6", -EINVAL },
	{ &scan_pci, "0000:00:04.0 bar", -EINVAL },
	{ &scan_pci, "0000:00:04.0 bar00", -EINVAL },
	{ &scan_pci, "0000:00:04.0 bar0 ", -EINVAL },
	{ &scan_pci, "0000:00:04.0  bar0", -EINVAL },
	{ &scan_pci, " 0000:00:04.0 bar0", -EINVAL },
	{ &scan_pci, "0000:00:20.0 bar0", -EINVAL },
	{ &scan_pci, "0000:00:04.8 bar0", -EINVAL },
	{ &scan_pci, "00:04.0 bar0", -EINVAL },
	{ &scan_pci, "000:00:04.0 bar0", -EINVAL },
	{ &scan_pci, "0000:0:04.0 bar0", -EINVAL },
	{ &scan_pci, "0000:00:4.0 bar0", -EINVAL },
	{ &scan_pci, "0000:00:04:0 bar0", -EINVAL },
	{ &scan_pci, "123:11e8 bar0", -EINVAL },
	{ &scan_pci, "1234:11e8@ bar0", -EINVAL },
	{ &scan_pci, "1234:11e8@0 bar0", -EINVAL },
	{ &scan_pci, "1234:11e8@x bar0", -EINVAL },
	{ &scan_pci, "1234:11e8@-1 bar0", -EINVAL },
	{ &scan_pci, "1234:11e8@+1 bar0", -EINVAL },
	{ &scan_pci, "1234:11e8@65536 bar0", -EINVAL },
	{ &scan_pci, "0x1234:0x11e8 bar0", -EINVAL },
};

START_TEST(parse_bad)
{
	struct region r = { .widths = WIDTHS_ALL };
	const char *why = NULL;
	int ret = bad[_i].scanner->parse(&made_up.all, &r, bad[_i].value, &why);

	ck_assert_msg(ret == bad[_i].ret, "%s = \"%s\": %d, not %d", bad[_i].scanner->key,
		      bad[_i].value, ret, bad[_i].ret);
	ck_assert_ptr_nonnull(why);
}
END_TEST

START_TEST(space_widths)
{
	ck_assert_uint_eq(scan_space_widths(SPACE_PORTS), 7);
	ck_assert_uint_eq(scan_space_widths(SPACE_PCI_CONFIG), 7);
	ck_assert_uint_eq(scan_space_widths(SPACE_MEMORY), WIDTHS_HOST);
	ck_assert_uint_eq(scan_space_widths(SPACE_FILE), WIDTHS_HOST);
	ck_assert_uint_eq(scan_space_widths(SPACE_SIM), WIDTHS_HOST);
}
END_TEST

/* What is left after the look-up of those in `before`; 0: the region is unusable. */
static const struct {
	const char *key, *value;
	unsigned int before, after;
	bool stream;
} settled[] = {
	{ "ports", "0x300+8", 15, 7, false },
	{ "ports", "0x300+3", 15, 3, false },
	{ "ports", "0x301+8", 15, 1, false },
	{ "ports", "0x302+8", 12, 0, false },
	{ "memory", "0xd0000000+4k", 15, 15, true },
	{ "memory", "0xd0000004+4k", 15, 7, true },
	{ "memory", "0xd0000001+4k", 14, 0, true },
	{ "memory", "0xd0000000+4k", 4, 4, true },
	{ "memory", "0xd0000000+7", 8, 0, true },
	{ "sim", "parport", 15, 3, false },
	{ "sim", "uart", 15, 7, false },
	{ "sim", "ram+5", 15, 7, true },
	{ "sim", "edu", 4, 4, true },
};

START_TEST(settle)
{
	struct region *r = made_up_region(settled[_i].key, settled[_i].value, ACCESS_READ);

	r->widths &= (uint8_t)settled[_i].before;
	made_up_look_up();
	ck_assert_uint_eq(r->widths, settled[_i].after);
	ck_assert(r->stream == settled[_i].stream);
	ck_assert((r->cause == NULL) == (settled[_i].after != 0));
}
END_TEST

START_TEST(iomem_labels)
{
	made_up_region("iomem", "HPET 0", ACCESS_READ);
	made_up_region("iomem", "PCI Bus 0000:00@2", ACCESS_READ);
	made_up_region("iomem", "PCI Bus 0000:00@3", ACCESS_READ);
	made_up_region("iomem", "HPET", ACCESS_READ);
	made_up_look_up();
	ck_assert_uint_eq(made_up.all.v[0].range.base, 0xfed00000);
	ck_assert_uint_eq(made_up.all.v[0].range.length, 0x400);
	ck_assert_uint_eq(made_up.all.v[1].range.base, 0x40000000);
	ck_assert_ptr_nonnull(strstr(made_up.all.v[2].cause, "has only 2 of"));
	ck_assert_ptr_nonnull(strstr(made_up.all.v[3].cause, "\"HPET\""));
}
END_TEST

START_TEST(iomem_without_map)
{
	unlink(made_up_path("proc/iomem"));
	made_up_region("iomem", "HPET 0", ACCESS_READ);
	made_up_look_up();
	ck_assert_ptr_nonnull(strstr(made_up.all.v[0].cause, "cannot read /proc/iomem"));
}
END_TEST

static struct region *file_region(const char *path, const char *part)
{
	char value[PATH_MAX + 64];

	snprintf(value, sizeof(value), "%s%s", path, part);
	made_up_region("file", value, ACCESS_READ);
	made_up_look_up();
	return &made_up.all.v[0];
}

static const struct {
	uint64_t size; /* of the file */
	const char *part;
	struct range range;
	const char *cause;
} parts[] = {
	{ 1000, "", { 0, 1000 }, NULL },
	{ 1000, "@0+1000", { 0, 1000 }, NULL },
	{ 1000, "@999+1", { 999, 1 }, NULL },
	{ 1000, "@16-31", { 16, 16 }, NULL },
	{ 1000, "@0+1001", { 0 }, "past the end" },
	{ 1000, "@1000+1", { 0 }, "past the end" },
	{ 1000, "@0xfffffffffffffff0+8", { 0 }, "past the end" },
	{ 0, "", { 0 }, "empty" },
	{ 0, "@0+1", { 0 }, "past the end" },
};

START_TEST(file_part)
{
	struct region *r;

	made_up_size("dump", parts[_i].size);
	r = file_region(made_up_path("dump"), parts[_i].part);
	if (parts[_i].cause) {
		ck_assert_ptr_nonnull(r->cause);
		ck_assert_ptr_nonnull(strstr(r->cause, parts[_i].cause));
		return;
	}
	ck_assert_msg(!r->cause, "%s", r->cause);
	ck_assert_uint_eq(r->range.base, parts[_i].range.base);
	ck_assert_uint_eq(r->range.length, parts[_i].range.length);
}
END_TEST

START_TEST(file_that_is_not_there)
{
	ck_assert_ptr_nonnull(strstr(file_region(made_up_path("none"), "")->cause, "No such file"));
}
END_TEST

/* Below a made-up root only plain files are looked at: a device would be the real one. */
START_TEST(file_that_is_none)
{
	ck_assert_ptr_nonnull(strstr(file_region(made_up_path("proc"), "")->cause, "real machine"));
}
END_TEST

/* Names only: these are looked at with stat and must not get any farther. */
static const char *const back_doors[] = { "/dev/zero", "/proc/self/mem@0+16",
					  "/proc/self/maps@0+16" };

START_TEST(file_that_is_a_back_door)
{
	ck_assert_ptr_nonnull(strstr(file_region(back_doors[_i], "")->cause, "the machine itself"));
}
END_TEST

TCase *scan_tests(void)
{
	TCase *c = tcase_create("scan");

	tcase_add_checked_fixture(c, made_up_setup, made_up_teardown);
	tcase_add_loop_test(c, parse_good, 0, (int)COUNT_OF(good));
	tcase_add_loop_test(c, parse_bad, 0, (int)COUNT_OF(bad));
	tcase_add_test(c, space_widths);
	tcase_add_loop_test(c, settle, 0, (int)COUNT_OF(settled));
	tcase_add_test(c, iomem_labels);
	tcase_add_test(c, iomem_without_map);
	tcase_add_loop_test(c, file_part, 0, (int)COUNT_OF(parts));
	tcase_add_test(c, file_that_is_not_there);
	tcase_add_test(c, file_that_is_none);
	tcase_add_loop_test(c, file_that_is_a_back_door, 0, (int)COUNT_OF(back_doors));
	return c;
}
