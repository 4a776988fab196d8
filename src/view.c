/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The views: info, the windows, the block copy, the fixed addresses, and the probe. */
#include "view.h"

#include "info.h"
#include "map.h"
#include "probe.h"
#include "status.h"
#include "view_reg.h"

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

/* One register, also one of 64 bits by its halves. */
static bool at_exists(const struct view *v, const struct region *r)
{
	(void)v;
	return region_usable(r) && r->widths;
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

static int probe(const struct view *v, struct access *a, uint64_t index, char **text,
		 size_t *length)
{
	(void)v;
	(void)index;
	return probe_report(a, text, length);
}

static int probe_by_writing(const struct view *v, struct access *a, uint64_t index,
			    const char *text, size_t length, char why[VIEW_WHY])
{
	(void)v;
	(void)index;
	(void)why;
	return probe_command(a, text, length);
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

#define ABOUT(file, text, ...)                                                                     \
	{                                                                                          \
		.name = (file), .help = (text), .in = ".devmemfs", .root = true,                   \
		.exists = in_root, __VA_ARGS__                                                     \
	}

#define AT(letter, bytes, bits)                                                                    \
	{                                                                                          \
		.name = (letter), .help = "one " bits "-bit access, as text", .in = "at",          \
		.form = { .width = (bytes) }, .exists = window_exists, .size = view_at_size,       \
		.report = view_at_report, .command = view_at_command                               \
	}

#define NAMED_FOLDER(folder_name, text, number)                                                    \
	{                                                                                          \
		.name = (folder_name), .help = (text), .folder = true, .index = (number),          \
		.exists = view_reg_exists                                                          \
	}

#define NAMED(folder_name, number, text, ...)                                                      \
	{                                                                                          \
		.name = "NAME", .help = (text), .in = (folder_name), .index = (number),            \
		.exists = view_reg_exists, __VA_ARGS__                                             \
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
		.report = probe,
		.command = probe_by_writing,
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
	{
		.name = ".devmemfs",
		.help = "folder about what is mounted",
		.root = true,
		.folder = true,
		.exists = in_root,
	},
	ABOUT("status", "what is mounted: version, configuration, regions", .about = status_text),
	ABOUT("stats", "how often each region was accessed, in which width", .about = status_stats),
	ABOUT("trace", "each access while somebody reads it, as mmiotrace prints them",
	      .stream = true),
	{
		.name = "at",
		.help = "folder of OFFSET.W: one register as text; W is b, w, l or q",
		.folder = true,
		.exists = at_exists,
	},
	AT("b", WIDTH_B, "8"),
	AT("w", WIDTH_W, "16"),
	AT("l", WIDTH_L, "32"),
	AT("q", WIDTH_Q, "64"),
	NAMED_FOLDER("reg", "folder of registers by name, as text", VIEW_REGISTERS),
	NAMED("reg", VIEW_REGISTERS, "a register: VALUE or VALUE:MASK", .allows = view_reg_allows,
	      .size = view_reg_size, .report = view_reg_report, .command = view_reg_command),
	NAMED_FOLDER("field", "folder of their fields: REGISTER/FIELD, as text", VIEW_FIELDS),
	NAMED("field", VIEW_FIELDS, "some of its bits: a number, or a value's name",
	      .allows = view_field_allows, .size = view_field_size, .report = view_field_report,
	      .command = view_field_command),
	NAMED_FOLDER("decode", "folder of registers taken apart: each field and its value's name",
		     VIEW_REGISTERS),
	NAMED("decode", VIEW_REGISTERS, "one access, every field", .allows = view_decode_allows,
	      .size = view_decode_size, .report = view_decode_report),
	NAMED_FOLDER("wait", "folder of registers to wait for: write VALUE:MASK TIMEOUT",
		     VIEW_REGISTERS),
	NAMED("wait", VIEW_REGISTERS, "answers when (register & MASK) == VALUE",
	      .allows = view_wait_allows, .wait = view_wait),
	{
		.name = "dump",
		.help = "all registers that can be read without an effect, as text",
		.exists = view_reg_exists,
		.allows = view_dump_allows,
		.report = view_dump_report,
	},
};

const size_t view_count = sizeof(views) / sizeof(*views);
