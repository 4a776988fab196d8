/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who has claimed a range: drivers do, places on a bus do not. */
#include <string.h>

#include "made_up.h"
#include "resmap.h"
#include "unit.h"

static const char map_text[] = "000a0000-000bffff : PCI Bus 0000:00\n"
			       "000c0000-000c7fff : Video ROM\n"
			       "000f0000-000fffff : Reserved\n"
			       "  000f0000-000fffff : System ROM\n"
			       "40000000-febfffff : PCI Bus 0000:00\n"
			       "  fd000000-fdffffff : PCI Bus 0000:01\n"
			       "    fd000000-fd003fff : 0000:01:00.0\n"
			       "      fd000000-fd003fff : nvme\n"
			       "    fd004000-fd007fff : 0000:01:00.1\n"
			       "    fd008000-fd00bfff : 10000:e1:00.0\n"
			       "    fd00c000-fd00ffff : driver\n"
			       "  fea00000-feafffff : 0000:00:04.0\n"
			       "  feb00000-feb00fff : 0000:00:1f.3\n"
			       "  feb01000-feb01fff : 0000:00:1f\n"
			       "fec00000-fec003ff : IOAPIC 0\n"
			       "fed00000-fed003ff : HPET 0\n"
			       "  fed00000-fed003ff : PNP0103:00\n"
			       "fed10000-fed17fff : pnp 00:01\n"
			       "fed20000-fed2ffff : MSFT0101:00\n"
			       "  fed20000-fed2ffff : MSFT0101:00 TPM\n"
			       "fed40000-fed44fff : INTC1055:00\n"
			       "fee00000-fee00fff : Local APIC\n"
			       "  fee00000-fee00fff : Reserved\n"
			       "ff000000-ffffffff : reserved\n"
			       "100000000-1ffffffff : System RAM\n";

/* NULL: nobody has claimed it. */
static const struct {
	uint64_t base, length;
	const char *path;
} claims[] = {
	{ 0xa0000, 0x20000, NULL },
	{ 0xc0000, 1, "Video ROM" },
	{ 0xa0000, 0x60000, "Video ROM" },
	{ 0xc8000, 0x1000, NULL },
	{ 0xf0000, 16, "Reserved > System ROM" },
	{ 0xfd000000, 16, "PCI Bus 0000:00 > PCI Bus 0000:01 > 0000:01:00.0 > nvme" },
	{ 0xfd003fff, 1, "PCI Bus 0000:00 > PCI Bus 0000:01 > 0000:01:00.0 > nvme" },
	{ 0xfd004000, 0x4000, NULL },
	{ 0xfd003fff, 2, "PCI Bus 0000:00 > PCI Bus 0000:01 > 0000:01:00.0 > nvme" },
	{ 0xfd008000, 0x4000, NULL },
	{ 0xfd004000, 0x8001, "PCI Bus 0000:00 > PCI Bus 0000:01 > driver" },
	{ 0xfea00000, 0x100000, NULL },
	{ 0xfe000000, 0xb00000, NULL },
	{ 0xfeb00000, 0x1000, NULL },
	{ 0xfeb01000, 0x1000, "PCI Bus 0000:00 > 0000:00:1f" },
	{ 0xfec00000, 4, "IOAPIC 0" },
	{ 0xfebffffc, 8, "IOAPIC 0" },
	{ 0xfed00000, 0x400, "HPET 0" },
	{ 0xfed10000, 4, "pnp 00:01" },
	{ 0xfed20000, 4, "MSFT0101:00 > MSFT0101:00 TPM" },
	{ 0xfed40000, 4, NULL },
	{ 0xfee00000, 4, "Local APIC" },
	{ 0xff000000, 0x1000000, NULL },
	{ 0xffffffff, 2, "System RAM" },
	{ 0x200000000, 0x1000, NULL },
	{ 0x90000, 0x10000, NULL },
};

static struct resmap *open_map(void)
{
	made_up_text("proc/iomem", map_text);
	made_up_power_on();
	ck_assert_int_eq(made_up.machine.iomem_error, 0);
	return &made_up.machine.iomem;
}

START_TEST(claim)
{
	struct range range = { claims[_i].base, claims[_i].length };
	const char *wanted = claims[_i].path;
	char path[512] = "untouched";
	bool claimed = resmap_claim(open_map(), range, path, sizeof(path));

	ck_assert_msg(claimed == (wanted != NULL), "0x%jx: %s", (uintmax_t)range.base,
		      claimed ? path : "not claimed");
	if (wanted)
		ck_assert_str_eq(path, wanted);
}
END_TEST

START_TEST(path_that_does_not_fit)
{
	struct range range = { 0xfd000000, 4 };
	char path[24];

	memset(path, '#', sizeof(path));
	ck_assert(resmap_claim(open_map(), range, path, 20));
	ck_assert_str_eq(path, "PCI Bus 0000:00 > P");
	ck_assert_mem_eq(path + 20, "####", 4);
}
END_TEST

/* Deeper than any kernel prints: the chain of names has an end, memory has not. */
START_TEST(very_deep)
{
	char text[128 * 60], path[512];
	size_t used = 0;

	for (int depth = 0; depth < 60; depth++)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
					 "%*s100000-1fffff : d%d\n", 2 * depth, "", depth);
	made_up_text("proc/iomem", text);
	made_up_power_on();
	ck_assert(resmap_claim(&made_up.machine.iomem, (struct range){ 0x100000, 1 }, path,
			       sizeof(path)));
	ck_assert_int_eq(strncmp(path, "d0 > d1 > d2 > ", 15), 0);
}
END_TEST

TCase *claim_tests(void)
{
	TCase *c = tcase_create("claim");

	tcase_add_checked_fixture(c, made_up_setup, made_up_teardown);
	tcase_add_loop_test(c, claim, 0, (int)COUNT_OF(claims));
	tcase_add_test(c, path_that_does_not_fit);
	tcase_add_test(c, very_deep);
	return c;
}
