/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes and removes the made-up machine; nothing else in the tests may call machine_open. */
#include "made_up.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "keeper.h"
#include "policy.h"
#include "scan.h"
#include "unit.h"

struct made_up made_up;

static char all_roots[PATH_MAX];

static const char iomem[] = "00000000-00000fff : Reserved\n"
			    "00001000-0009ffff : System RAM\n"
			    "000a0000-000fffff : PCI Bus 0000:00\n"
			    "  000c0000-000c8fff : Video ROM\n"
			    "00100000-3fffffff : System RAM\n"
			    "  01000000-01ffffff : Kernel code\n"
			    "40000000-febfffff : PCI Bus 0000:00\n"
			    "  fe000000-fe0fffff : 0000:00:02.0\n"
			    "    fe000000-fe0fffff : bochs-drm\n"
			    "  fea00000-feafffff : 0000:00:04.0\n"
			    "fed00000-fed003ff : HPET 0\n"
			    "100000000-13fffffff : System RAM\n";

static const char ioports[] = "0000-0cf7 : PCI Bus 0000:00\n"
			      "  0000-001f : dma1\n"
			      "  0378-037a : parport0\n"
			      "0cf8-0cff : PCI conf1\n"
			      "0d00-ffff : PCI Bus 0000:00\n"
			      "  c000-c0ff : 0000:00:03.0\n";

void made_up_begin(void)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(all_roots, sizeof(all_roots), "%s/devmemfs-unit-XXXXXX",
		 tmp && *tmp ? tmp : "/tmp");
	if (!mkdtemp(all_roots)) {
		perror(all_roots);
		exit(EXIT_FAILURE);
	}
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void made_up_end(void)
{
	if (nftw(all_roots, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
		perror(all_roots);
}

void made_up_setup(void)
{
	static const char suffix[] = "/XXXXXX";
	size_t length = strlen(all_roots);

	made_up = (struct made_up){ 0 };
	ck_assert_uint_lt(length + sizeof(suffix), sizeof(made_up.root));
	memcpy(made_up.root, all_roots, length);
	memcpy(made_up.root + length, suffix, sizeof(suffix));
	ck_assert_ptr_nonnull(mkdtemp(made_up.root));
	made_up_text("proc/iomem", iomem);
	made_up_text("proc/ioports", ioports);
}

void made_up_teardown(void)
{
	if (made_up.on)
		machine_close(&made_up.machine);
	regions_free(&made_up.all);
}

const char *made_up_path(const char *format, ...)
{
	static char path[2 * PATH_MAX];
	va_list args;
	int length;

	/* The tests must never see this machine's own files, whatever went wrong before. */
	if (!*made_up.root || !*all_roots ||
	    strncmp(made_up.root, all_roots, strlen(all_roots)) != 0)
		abort();
	length = snprintf(path, sizeof(path), "%s/", made_up.root);
	va_start(args, format);
	vsnprintf(path + length, sizeof(path) - (size_t)length, format, args);
	va_end(args);
	return path;
}

static int create(const char *name)
{
	char *path = strdup(made_up_path("%s", name));
	int fd;

	ck_assert_ptr_nonnull(path);
	for (char *slash = path + strlen(made_up.root) + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		ck_assert(mkdir(path, 0755) == 0 || errno == EEXIST);
		*slash = '/';
	}
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	ck_assert_msg(fd >= 0, "%s: %s", path, strerror(errno));
	free(path);
	return fd;
}

void made_up_text(const char *path, const char *text)
{
	int fd = create(path);

	ck_assert_int_eq(ftruncate(fd, 0), 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

void made_up_bytes(const char *path, uint64_t offset, const void *bytes, size_t length)
{
	int fd = create(path);

	ck_assert_int_eq(pwrite(fd, bytes, length, (off_t)offset), (ssize_t)length);
	close(fd);
}

void made_up_size(const char *path, uint64_t size)
{
	int fd = create(path);

	ck_assert_int_eq(ftruncate(fd, (off_t)size), 0);
	close(fd);
}

int made_up_map_text(struct resmap *map, const char *text, const char *name)
{
	FILE *file;
	int ret;

	resmap_free(map);
	made_up_text("map", text);
	file = fopen(made_up_path("map"), "r");
	ck_assert_ptr_nonnull(file);
	ret = resmap_read(map, file, name);
	fclose(file);
	return ret;
}

void made_up_fill(const char *path, size_t length)
{
	uint8_t *bytes;

	made_up_size(path, length);
	bytes = made_up_map(path, 0, length);
	for (size_t i = 0; i < length; i++)
		bytes[i] = (uint8_t)(i * 7 + i / 256 + 1);
	munmap(bytes, length);
}

uint8_t *made_up_map(const char *path, uint64_t start, size_t length)
{
	int fd = create(path);
	void *p = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, (off_t)start);

	ck_assert_ptr_ne(p, MAP_FAILED);
	close(fd);
	return p;
}

struct region *made_up_region(const char *key, const char *value, enum direction access)
{
	const struct scanner *const *s = scanners;
	struct region *r = regions_add(&made_up.all);
	const char *why = "";

	ck_assert_ptr_nonnull(r);
	while (*s && strcmp((*s)->key, key) != 0)
		s++;
	ck_assert_ptr_nonnull(*s);
	r->access = (uint8_t)access;
	r->widths = WIDTHS_ALL;
	r->name = regions_text(&made_up.all, "r%zu", made_up.all.n);
	ck_assert_msg((*s)->parse(&made_up.all, r, value, &why) == 0, "%s = %s: %s", key, value,
		      why);
	return r;
}

void made_up_power_on(void)
{
	/* made_up_path checks the root: it is not empty, and it is one of ours. */
	made_up_path("proc");
	if (!made_up.on)
		machine_open(&made_up.machine, made_up.root, false);
	made_up.on = true;
}

void made_up_look_up(void)
{
	made_up_power_on();
	ck_assert_int_eq(regions_index(&made_up.all), 0);
	scan_look_up(&made_up.all, &made_up.machine);
	policy_apply_all(&made_up.all, &made_up.machine);
}

void made_up_open(struct access *a, struct region *r)
{
	made_up_look_up();
	ck_assert_msg(!r->cause, "%s", r->cause);
	ck_assert_msg(access_open(a, &made_up.all, r, &made_up.machine) == 0, "%s; %s", r->cause,
		      r->remedy ? r->remedy : "");
}

void made_up_keeper(const struct options *options, struct regions *wanted)
{
	made_up_power_on();
	ck_assert_int_eq(keeper_start(&(struct keeper_duty){ .options = options,
							     .wanted = wanted,
							     .root = made_up.root,
							     .opens = true }),
			 0);
	keeper_take_over();
}

void made_up_keeper_end(void)
{
	keeper_end();
	machine_open_by(&(struct machine_opener){ 0 });
}

int made_up_kept(const char *region, const char *path)
{
	int fd;

	machine_open_begin(region);
	fd = machine_open_file(&made_up.machine, made_up_path("%s", path), O_RDONLY);
	machine_open_end();
	return fd;
}
