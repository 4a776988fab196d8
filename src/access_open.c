/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening and closing regions: which backend has it, and which one stands in for which. */
#include <errno.h>
#include <string.h>

#include "access.h"
#include "log.h"
#include "presence.h"

static bool serves(const struct backend *b, const struct region *r)
{
	return b->space == r->space && (b->sources & 1u << r->source);
}

/* What is left of the region's widths; a quad by halves is two accesses of 32 bits. */
static uint8_t left_widths(const struct backend *b, const struct region *r)
{
	bool halves = r->quad != QUAD_SINGLE && (b->widths & WIDTH_L);

	return r->widths & (uint8_t)(b->widths | (halves ? WIDTH_Q : 0));
}

static int open_backend(struct access *a, const struct backend *b, const struct machine *m,
			const char **remedy)
{
	int ret = presence_open(&a->presence, a->region, m);

	if (ret == 0)
		ret = b->open(a, m, remedy);
	if (ret < 0)
		presence_close(a->presence);
	return ret;
}

static void close_backend(struct access *a, const struct backend *b)
{
	b->close(a);
	presence_close(a->presence);
}

static int try_open(struct access *a, const struct backend *b, const struct machine *m,
		    const char **remedy)
{
	int ret;

	*a = (struct access){ .region = a->region, .counts = a->counts, .config = -1 };
	ret = open_backend(a, b, m, remedy);
	if (ret == 0 && !left_widths(b, a->region)) {
		close_backend(a, b);
		*remedy = "allow a narrower one: widths = \"b\"";
		return -ENOTSUP;
	}
	if (ret == -ENOTSUP && !*remedy && !machine_is_real(m))
		*remedy = "a made-up machine is made of plain files: put one there, or leave -o "
			  "root= out";
	if (ret == -EACCES && machine_is_late())
		*remedy =
			"what it needs was given up once devmemfs served: unmount it and mount it "
			"again";
	return ret;
}

static int fail(struct regions *all, struct region *r, int error, const char *backend,
		const char *remedy)
{
	const char *by = r->claimed_by ? ", claimed by " : "";

	r->refused = true;
	region_fail(r,
		    regions_text(all, "%s: %s%s%s", backend, strerror(-error), by,
				 r->claimed_by ? r->claimed_by : ""),
		    remedy ? regions_text(all, "%s", remedy) : NULL);
	return error;
}

/* What the region has become by being opened so. */
static void settle(struct access *a, struct region *r, const struct backend *b)
{
	a->backend = b;
	r->backend = b->name;
	r->widths = left_widths(b, r);
	r->pauses = r->ports && b->pause;
	r->strings = r->ports && b->load_string;
	r->combining = a->combining;
}

/* The first backend that can; what those before it said is told. */
static int open_first(struct access *a, struct regions *all, struct region *r,
		      const struct machine *m)
{
	const char *first = "no backend", *first_remedy = NULL;
	int first_error = 0;
	char path[PATH_MAX];

	for (const struct backend *const *b = backends; *b; b++) {
		const char *remedy = NULL;
		int ret;

		if (!serves(*b, r))
			continue;
		ret = try_open(a, *b, m, &remedy);
		if (ret == 0) {
			/* What is browsed says so in its info. */
			if (first_error && !r->parent)
				log_line("region \"%s\": %s: %s; %s is used instead%s",
					 regions_path(all, r, path, sizeof(path)), first,
					 strerror(-first_error), (*b)->name,
					 (*b)->widths == WIDTH_B ? " (8-bit accesses only)" : "");
			settle(a, r, *b);
			return 0;
		}
		/* The first choice's reason is the one that can be mended. */
		if (!first_error) {
			first = (*b)->name;
			first_error = ret;
			first_remedy = remedy;
		}
	}
	return fail(all, r, first_error ? first_error : -ENOTSUP, first, first_remedy);
}

int access_open(struct access *a, struct regions *all, struct region *r, const struct machine *m)
{
	char path[PATH_MAX];
	int ret;

	*a = (struct access){ .region = r, .counts = a->counts };
	if (!region_usable(r))
		return 0;
	machine_open_begin(regions_path(all, r, path, sizeof(path)));
	ret = open_first(a, all, r, m);
	machine_open_end();
	return ret;
}

void access_prepare(const struct region *r, const struct machine *m)
{
	for (const struct backend *const *b = backends; *b && r->access != ACCESS_NONE; b++)
		if ((*b)->prepare && serves(*b, r))
			(*b)->prepare(r, m);
}

void access_close(struct access *a)
{
	if (a->users && a->backend->disable)
		a->backend->disable(a);
	if (a->backend)
		close_backend(a, a->backend);
	*a = (struct access){ .region = a->region, .counts = a->counts };
}

bool access_present(const struct access *a)
{
	return presence_check(a->presence) == 0;
}

int access_check(const struct access *a)
{
	const struct region *r = a->region;
	int ret = presence_check(a->presence);

	/* Configuration space always answers, and a shadowed ROM is RAM. */
	if (ret == 0 && r->space != SPACE_PCI_CONFIG && !r->shadowed)
		ret = presence_decodes(a->presence, r->space);
	return ret;
}

int access_hold(struct access *a)
{
	int ret = 0;

	if (!a->users && a->backend->enable)
		ret = a->backend->enable(a);
	if (ret == 0)
		a->users++;
	return ret;
}

void access_release(struct access *a)
{
	if (a->users && --a->users == 0 && a->backend->disable)
		a->backend->disable(a);
}

const struct backend *const backends[] = {
	&access_port,	&access_pciio,	&access_devport, &access_devmem, &access_pcibar,
	&access_pcirom, &access_pcicfg, &access_file,	 &access_sim,	 NULL,
};
