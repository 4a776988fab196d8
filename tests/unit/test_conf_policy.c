/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The keys of how accesses are made: endian, quad, order, map, flush; what they accept and where.
 */
#include <string.h>

#include "capture.h"
#include "conf.h"
#include "made_up.h"
#include "unit.h"

static void setup(void)
{
	made_up_setup();
	capture_begin();
}

static void teardown(void)
{
	capture_teardown();
	made_up_teardown();
}

/* Loads one region with these keys on the third line; returns the number of mistakes. */
static int load(const char *keys, const char **printed)
{
	char text[512];
	int mistakes;

	snprintf(text, sizeof(text), "regions = (\n{ name = \"x\";\n%s } );\n", keys);
	made_up_text("a.conf", text);
	mistakes = conf_load(&made_up.all, made_up_path("a.conf"));
	*printed = capture_end();
	return mistakes;
}

static const struct {
	const char *keys;
	struct region wanted;
} good[] = {
	{ "sim = \"ram\";", { 0 } },
	{ "sim = \"ram\"; endian = \"little\"; quad = \"single\"; order = \"strict\"; "
	  "map = \"uc\"; flush = \"none\";",
	  { 0 } },
	{ "sim = \"ram\"; endian = \"big\";", { .big_endian = true } },
	{ "endian = \"big\"; ports = \"0x300+8\";", { .big_endian = true } },
	{ "sim = \"ram\"; quad = \"lo-hi\";", { .quad = QUAD_LO_HI } },
	{ "file = \"/dump\"; quad = \"hi-lo\";", { .quad = QUAD_HI_LO } },
	{ "pci = \"1234:11e8 rom\"; quad = \"hi-lo\";", { .quad = QUAD_HI_LO } },
	{ "memory = \"0xd0000000+4k\"; order = \"relaxed\";", { .relaxed = true } },
	{ "pci = \"1234:11e8 bar0\"; map = \"wc\";", { .combining = true } },
	{ "map = \"wc\"; pci = \"0000:00:04.0 bar5\";", { .combining = true } },
	{ "sim = \"ram\"; flush = \"read\"; access = \"rw\";", { .flush = FLUSH_READ } },
	{ "sim = \"ram\"; flush = \"read\";", { .flush = FLUSH_READ } },
	{ "sim = \"ram\"; flush = \"0x10\"; access = \"rw\";",
	  { .flush = FLUSH_OFFSET, .flush_offset = 16 } },
	{ "sim = \"ram\"; flush = \"0\"; access = \"rw\";", { .flush = FLUSH_OFFSET } },
	/* A BAR reads configuration space, not itself. */
	{ "pci = \"1234:11e8 bar0\"; flush = \"read\"; access = \"wo\";", { .flush = FLUSH_READ } },
	{ "sim = \"ram\"; flush = \"none\"; access = \"wo\";", { 0 } },
};

START_TEST(accepted)
{
	const struct region *w = &good[_i].wanted, *r;
	const char *printed;

	ck_assert_int_eq(load(good[_i].keys, &printed), 0);
	ck_assert_str_eq(printed, "");
	r = made_up.all.v;
	ck_assert(r->big_endian == w->big_endian && r->relaxed == w->relaxed);
	ck_assert(r->quad == w->quad && r->combining == w->combining);
	ck_assert(r->flush == w->flush && r->flush_offset == w->flush_offset);
}
END_TEST

static const struct {
	const char *keys, *says;
} bad[] = {
	{ "pci = \"1234:11e8 config\"; endian = \"big\";", "endian: configuration space is" },
	{ "sim = \"ram\"; endian = true;", "write \"little\" or \"big\"" },
	{ "sim = \"ram\"; endian = \"\";", "endian: no such value" },
	{ "ports = \"0x300+8\"; quad = \"lo-hi\";", "quad: ports and configuration space" },
	{ "quad = \"hi-lo\"; ports = \"0x300+8\";", "quad: ports and configuration space" },
	{ "pci = \"1234:11e8 config\"; quad = \"hi-lo\";", "quad: ports and configuration space" },
	{ "sim = \"uart\"; quad = \"lo-hi\";", "quad: ports and configuration space" },
	{ "sim = \"ram\"; quad = \"lo\";", "quad: no such value" },
	{ "sim = \"ram\"; order = \"strong\";", "order: no such value" },
	{ "memory = \"0xd0000000+4k\"; map = \"wc\";", "map: only a prefetchable BAR" },
	{ "ports = \"0x300+8\"; map = \"wc\";", "map: only a prefetchable BAR" },
	{ "sim = \"ram\"; map = \"wc\";", "map: only a prefetchable BAR" },
	{ "file = \"/dump\"; map = \"wc\";", "map: only a prefetchable BAR" },
	{ "iomem = \"HPET 0\"; map = \"wc\";", "map: only a prefetchable BAR" },
	{ "pci = \"1234:11e8 config\"; map = \"wc\";", "map: only a prefetchable BAR" },
	{ "pci = \"1234:11e8 rom\"; map = \"wc\";", "map: only a prefetchable BAR" },
	{ "pci = \"1234:11e8 bar0\"; map = \"wt\";", "map: user space cannot have" },
	{ "pci = \"1234:11e8 bar0\"; map = \"np\";", "map: user space cannot have" },
	{ "pci = \"1234:11e8 bar0\"; map = \"cache\";", "map: user space cannot have" },
	{ "pci = \"1234:11e8 bar0\"; map = \"wb\";", "map: no such value" },
	{ "sim = \"ram\"; flush = 16;", "write \"none\", \"read\" or an offset" },
	{ "sim = \"ram\"; flush = \"-1\";", "flush: no such value" },
	{ "sim = \"ram\"; flush = \"0x\";", "flush: not a number" },
	{ "sim = \"ram\"; flush = \"16k\";", "flush: a character" },
	{ "sim = \"ram\"; flush = \"0x10000000000000000\";", "64 bits" },
};

START_TEST(refused)
{
	const char *printed;
	char place[PATH_MAX + 8];

	ck_assert_int_eq(load(bad[_i].keys, &printed), 1);
	snprintf(place, sizeof(place), "%s:3: ", made_up_path("a.conf"));
	ck_assert_msg(strncmp(printed, place, strlen(place)) == 0, "%s", printed);
	ck_assert_msg(strstr(printed, bad[_i].says), "%s", printed);
	ck_assert_ptr_eq(strchr(printed, '\n'), printed + strlen(printed) - 1);
}
END_TEST

/* Keys that do not go together, whichever comes first: the mistake is the region's. */
static const struct {
	const char *keys, *says;
} together[] = {
	{ "sim = \"ram\"; access = \"wo\"; flush = \"read\";", "flush reads the region" },
	{ "flush = \"read\"; access = \"wo\"; memory = \"0xd0000000+4k\";",
	  "flush reads the region" },
	{ "pci = \"1234:11e8 bar0\"; access = \"wo\"; flush = \"0x0\";", "flush reads the region" },
	{ "file = \"/dump\"; access = \"wo\"; flush = \"4\";", "flush reads the region" },
	{ "pci = \"1234:11e8 rom\"; access = \"rw\";", "an expansion ROM can only be read" },
	{ "access = \"wo\"; pci = \"1234:11e8 rom\";", "an expansion ROM can only be read" },
};

START_TEST(not_together)
{
	const char *printed;
	char place[PATH_MAX + 8];

	ck_assert_int_eq(load(together[_i].keys, &printed), 1);
	snprintf(place, sizeof(place), "%s:2: ", made_up_path("a.conf"));
	ck_assert_msg(strncmp(printed, place, strlen(place)) == 0, "%s", printed);
	ck_assert_msg(strstr(printed, together[_i].says), "%s", printed);
}
END_TEST

TCase *conf_policy_tests(void)
{
	TCase *c = tcase_create("conf_policy");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, accepted, 0, (int)COUNT_OF(good));
	tcase_add_loop_test(c, refused, 0, (int)COUNT_OF(bad));
	tcase_add_loop_test(c, not_together, 0, (int)COUNT_OF(together));
	return c;
}
