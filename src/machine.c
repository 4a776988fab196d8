/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the machine's files below its root and reads its resource maps once. */
#include "machine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* The maps that were opened early, in the order of the struct; NULL: by their names. */
static FILE *kept[2];
static const char *const map_names[] = { "iomem", "ioports" };

static FILE *open_map(struct machine *m, char path[PATH_MAX], int map)
{
	machine_path(m, path, "/proc/%s", map_names[map]);
	if (!kept[map])
		return fopen(path, "re");
	rewind(kept[map]);
	return kept[map];
}

static int read_map(struct machine *m, struct resmap *resmap, int map, bool quiet)
{
	char path[PATH_MAX];
	FILE *file = open_map(m, path, map);
	int ret;

	if (!file)
		return -errno;
	ret = resmap_read(resmap, file, quiet ? NULL : path);
	if (file != kept[map])
		fclose(file);
	return ret < 0 ? ret : 0;
}

void machine_keep_maps(const char *root)
{
	struct machine m = { .root = root };
	char path[PATH_MAX];

	/* The files of a made-up machine are shown to anybody, and may be replaced. */
	for (int map = 0; !*root && map < 2; map++)
		kept[map] = open_map(&m, path, map);
}

void machine_open(struct machine *m, const char *root, bool quiet)
{
	*m = (struct machine){ .root = root };
	m->iomem_error = read_map(m, &m->iomem, 0, quiet);
	m->ioports_error = read_map(m, &m->ioports, 1, quiet);
}

void machine_close(struct machine *m)
{
	resmap_free(&m->iomem);
	resmap_free(&m->ioports);
}

bool machine_is_real(const struct machine *m)
{
	return m->root[0] == '\0';
}

const char *machine_path(const struct machine *m, char *buffer, const char *format, ...)
{
	int length = snprintf(buffer, PATH_MAX, "%s", m->root);
	va_list args;

	if (length >= 0 && length < PATH_MAX) {
		va_start(args, format);
		length += vsnprintf(buffer + length, PATH_MAX - (size_t)length, format, args);
		va_end(args);
	}
	if (length < 0 || length >= PATH_MAX)
		buffer[0] = '\0';
	return buffer;
}

const char machine_unlock[] =
	"the kernel is locked down: boot with lockdown=none, or without Secure Boot";

const char *machine_map_flaw(const struct resmap *map, const char **remedy)
{
	*remedy = map->n ? "run with CAP_SYS_ADMIN (as root), which it needs to show addresses"
			 : "see that /proc is mounted, and nothing over it";
	if (!map->zeros)
		return NULL;
	return map->n ? "shows only zeros" : "is empty";
}

bool machine_locked_down(const struct machine *m)
{
	char path[PATH_MAX], text[128] = "";
	FILE *file = fopen(machine_path(m, path, "/sys/kernel/security/lockdown"), "re");

	if (!file)
		return false;
	/* "none [integrity] confidentiality": the one in brackets is on. */
	if (!fgets(text, sizeof(text), file))
		text[0] = '\0';
	fclose(file);
	return strchr(text, '[') && !strstr(text, "[none]");
}

/* A plain file that is one only for us: sysfs and procfs have such for this machine's devices. */
static bool is_made_up(int fd)
{
	struct statfs fs;

	return fstatfs(fd, &fs) == 0 && fs.f_type != SYSFS_MAGIC && fs.f_type != PROC_SUPER_MAGIC;
}

static struct machine_opener by;

void machine_open_by(const struct machine_opener *opener)
{
	by = *opener;
}

void machine_open_begin(const char *region)
{
	if (by.begin)
		by.begin(region);
}

void machine_open_end(void)
{
	if (by.end)
		by.end();
}

bool machine_is_late(void)
{
	return by.open;
}

static int open_by(const char *path, int flags)
{
	int fd = by.open ? by.open(path, flags) : open(path, flags);

	return fd < 0 && !by.open ? -errno : fd;
}

int machine_open_file(const struct machine *m, const char *path, int flags)
{
	bool real = machine_is_real(m);
	struct stat st;
	int fd;

	/* Looked at first, because opening a device can do something to it. */
	if (!real && stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return -ENOTSUP;
	fd = open_by(path, flags | O_CLOEXEC);
	if (fd < 0)
		return fd;
	if (!real && !is_made_up(fd)) {
		close(fd);
		return -ENOTSUP;
	}
	return fd;
}
