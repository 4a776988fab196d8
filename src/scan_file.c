/* SPDX-License-Identifier: GPL-2.0-or-later */
/* file = "PATH" or "PATH@RANGE": shared memory, a UIO map, a saved dump. */
#include <ctype.h>
#include <errno.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

#include "scan.h"

static int parse_file(struct regions *all, struct region *r, const char *value, const char **why)
{
	const char *at = strrchr(value, '@');
	size_t length = strlen(value);

	if (value[0] != '/') {
		*why = "the path does not start with /";
		return -EINVAL;
	}
	r->space = SPACE_FILE;
	r->source = SOURCE_FILE;
	if (at && isdigit((unsigned char)at[1])) {
		int ret = range_parse(at + 1, &r->range, why);

		if (ret < 0)
			return ret;
		length = (size_t)(at - value);
	}
	r->device = regions_text(all, "%.*s", (int)length, value);
	return r->device ? 0 : -ENOMEM;
}

/* Files through which the safety rules could be walked around. */
static bool is_back_door(const char *path, const struct stat *st)
{
	struct statfs fs;

	/* Character major 1 is mem, kmem, port (Documentation/admin-guide/devices.txt). */
	if (S_ISCHR(st->st_mode) && major(st->st_rdev) == 1)
		return true;
	return statfs(path, &fs) == 0 &&
	       (fs.f_type == SYSFS_MAGIC || fs.f_type == PROC_SUPER_MAGIC);
}

static void look_up_one(struct regions *all, struct region *r, const struct machine *m)
{
	struct stat st;

	if (stat(r->device, &st) < 0)
		region_fail(r, regions_text(all, "%s: %s", r->device, strerror(errno)),
			    "name a file that exists");
	else if (is_back_door(r->device, &st))
		region_fail(r, regions_text(all, "%s is the machine itself, not a file", r->device),
			    "say memory = , ports = or pci = instead");
	else if (!S_ISREG(st.st_mode) && !machine_is_real(m))
		region_fail(r, regions_text(all, "%s is a device of the real machine", r->device),
			    "name a plain file, or leave -o root= out");
	else if (!S_ISREG(st.st_mode) && r->range.length == 0)
		region_fail(r, regions_text(all, "%s has no size of its own", r->device),
			    "say which part of it: file = \"PATH@0+SIZE\"");
	else if (S_ISREG(st.st_mode) && r->range.length == 0)
		r->range.length = (uint64_t)st.st_size;
	else if (S_ISREG(st.st_mode) &&
		 !range_contains((struct range){ 0, (uint64_t)st.st_size }, r->range))
		region_fail(r,
			    regions_text(all, "the range ends past the end of %s (%lld bytes)",
					 r->device, (long long)st.st_size),
			    "make the file longer or the range shorter");
	if (!r->cause && r->range.length == 0)
		region_fail(r, regions_text(all, "%s is empty", r->device),
			    "give it a size: truncate -s");
}

static void look_up(struct regions *all, const struct machine *m)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].source == SOURCE_FILE)
			look_up_one(all, &all->v[i], m);
}

const struct scanner scan_file = {
	.key = "file",
	.help = "\"/PATH\" or \"/PATH@START+SIZE\"",
	.parse = parse_file,
	.look_up = look_up,
};
