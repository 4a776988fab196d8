/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The views: info, the windows, the block copy, the fixed addresses, and the probe. */
#include "view.h"

#include "info.h"
#include "map.h"
#include "probe.h"

/* What stdio and the shells use for text; smaller and echo would split its write. */
enum { TEXT_BLOCK = 4096 };

/* A mere directory has nothing to say, but why it is empty. */
static bool info_exists(const struct view *v, const struct region *r)
{
	(void)v;
	return r->space != SPACE_NONE || region_function(r) || r->cause;
}

static bool in_root(const struct view *v, const struct region *r)
{
	(void)v;
	return !r;
}

/* The forms of a window: the width, with a pause or by the string instruction where there are. */
static bool window_exists(const struct view *v, const struct region *r)
{
	return region_usable(r) && (r->widths & v->form.width) && (!v->form.pause || r->pauses) &&
	       (!v->form.string || r->strings);
}

static ssize_t window_read(const struct view *v, struct access *a, uint64_t offset, void *buffer,
			   size_t length)
{
	return access_read(a, v->form, offset, buffer, length);
}

static ssize_t window_write(const struct view *v, struct access *a, uint64_t offset,
			    const void *buffer, size_t length)
{
	return access_write(a, v->form, offset, buffer, length);
}

/* At a fixed address a quad by halves would be two. */
static bool fixed_exists(const struct view *v, const struct region *r)
{
	return window_exists(v, r) && (region_single_widths(r) & v->form.width);
}

static bool folder_exists(const struct view *v, const struct region *r)
{
	(void)v;
	return region_usable(r) && region_single_widths(r);
}

static bool copy_exists(const struct view *v, const struct region *r)
{
	(void)v;
	return region_usable(r) && r->stream && region_single_widths(r);
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

static bool probe_exists(const struct view *v, const struct region *r)
{
	(void)v;
	return region_usable(r) && r->legacy && (r->widths & WIDTH_B) && (r->access & ACCESS_READ);
}

unsigned int view_block(const struct view *v, const struct region *r)
{
	unsigned int widths;

	if (view_is_text(v) || !r)
		return TEXT_BLOCK;
	widths = region_single_widths(r);
	return v->form.width ? v->form.width : widths & -widths;
}

#define WINDOW(letter, bytes, text, ...)                                                           \
	{                                                                                          \
		.name = (letter), .help = (text), .form = { .width = (bytes), __VA_ARGS__ },       \
		.exists = window_exists, .read = window_read, .write = window_write                \
	}

#define FIXED(letter, bytes, text, ...)                                                            \
	{                                                                                          \
		.name = (letter), .help = (text), .in = "fifo",                                    \
		.form = { .width = (bytes), .fixed = true, __VA_ARGS__ }, .exists = fixed_exists,  \
		.read = window_read, .write = window_write                                         \
	}

const struct view views[] = {
	{ .name = "info",
	  .help = "what the region is, as text",
	  .exists = info_exists,
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
	WINDOW("bp", WIDTH_B, "ports: 8-bit accesses, a pause after each", .pause = true),
	WINDOW("wp", WIDTH_W, "ports: 16-bit accesses, a pause after each", .pause = true),
	WINDOW("lp", WIDTH_L, "ports: 32-bit accesses, a pause after each", .pause = true),
	{
		.name = "fifo",
		.help = "folder of OFFSET.V: every unit at that offset; V is one of those below",
		.folder = true,
		.exists = folder_exists,
	},
	FIXED("b", WIDTH_B, "8-bit accesses"),
	FIXED("w", WIDTH_W, "16-bit accesses"),
	FIXED("l", WIDTH_L, "32-bit accesses"),
	FIXED("q", WIDTH_Q, "64-bit accesses"),
	FIXED("bp", WIDTH_B, "ports: 8-bit accesses, a pause after each", .pause = true),
	FIXED("wp", WIDTH_W, "ports: 16-bit accesses, a pause after each", .pause = true),
	FIXED("lp", WIDTH_L, "ports: 32-bit accesses, a pause after each", .pause = true),
	FIXED("bs", WIDTH_B, "ports: 8-bit accesses by the string instruction", .string = true),
	FIXED("ws", WIDTH_W, "ports: 16-bit accesses by the string instruction", .string = true),
	FIXED("ls", WIDTH_L, "ports: 32-bit accesses by the string instruction", .string = true),
	{
		.name = "probe",
		.help = "legacy window: what is there, as text; write-test looks for RAM too",
		.exists = probe_exists,
		.report = probe_report,
		.command = probe_command,
	},
	{ .name = "map.txt",
	  .help = "the machine's address map, as text",
	  .root = true,
	  .exists = in_root,
	  .text = map_text_file },
	{ .name = "map.svg",
	  .help = "the same as a picture",
	  .root = true,
	  .exists = in_root,
	  .text = map_svg_file },
};

const size_t view_count = sizeof(views) / sizeof(*views);
