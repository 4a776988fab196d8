/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The views: info, the windows b w l q, and the block copy cp. */
#include "view.h"

#include "info.h"

/* What stdio and the shells use for text; smaller and echo would split its write. */
enum { TEXT_BLOCK = 4096 };

static bool always(const struct view *v, const struct region *r)
{
	(void)v;
	(void)r;
	return true;
}

static bool window_exists(const struct view *v, const struct region *r)
{
	return region_usable(r) && (r->widths & v->width);
}

static ssize_t window_read(const struct view *v, struct access *a, uint64_t offset, void *buffer,
			   size_t length)
{
	return access_read(a, v->width, offset, buffer, length);
}

static ssize_t window_write(const struct view *v, struct access *a, uint64_t offset,
			    const void *buffer, size_t length)
{
	return access_write(a, v->width, offset, buffer, length);
}

static bool copy_exists(const struct view *v, const struct region *r)
{
	(void)v;
	return region_usable(r) && r->stream && r->widths;
}

static ssize_t copy_read(const struct view *v, struct access *a, uint64_t offset, void *buffer,
			 size_t length)
{
	(void)v;
	return access_copy_read(a, offset, buffer, length);
}

static ssize_t copy_write(const struct view *v, struct access *a, uint64_t offset,
			  const void *buffer, size_t length)
{
	(void)v;
	return access_copy_write(a, offset, buffer, length);
}

unsigned int view_block(const struct view *v, const struct region *r)
{
	if (v->text)
		return TEXT_BLOCK;
	return v->width ? v->width : r->widths & -(unsigned int)r->widths;
}

#define WINDOW(letter, bytes, text)                                                                \
	{                                                                                          \
		.name = (letter), .help = (text), .width = (bytes), .exists = window_exists,       \
		.read = window_read, .write = window_write                                         \
	}

const struct view views[] = {
	{ .name = "info",
	  .help = "what the region is, as text",
	  .exists = always,
	  .text = info_text },
	WINDOW("b", WIDTH_B, "8-bit accesses at ascending addresses"),
	WINDOW("w", WIDTH_W, "16-bit accesses at ascending addresses"),
	WINDOW("l", WIDTH_L, "32-bit accesses at ascending addresses"),
	WINDOW("q", WIDTH_Q, "64-bit accesses at ascending addresses"),
	{
		.name = "cp",
		.help = "block copy: every byte once, in the widest aligned units",
		.exists = copy_exists,
		.read = copy_read,
		.write = copy_write,
	},
};

const size_t view_count = sizeof(views) / sizeof(*views);
