/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Made-up machines of the benchmark, large ones: files to be mounted with -o root=. */
#ifndef BENCH_MACHINE_H
#define BENCH_MACHINE_H

/* Windows in /proc/iomem that hold the same number of functions each. */
struct windows {
	unsigned int count, functions;
};

/* A name and its NUL. */
#define MACHINE_NAME 64

/* The directory of a window, and that of a function in it, as devmemfs names them. */
void machine_window(char name[MACHINE_NAME], unsigned int window, struct windows w);
void machine_function(char name[MACHINE_NAME], unsigned int window, unsigned int function);

/* The entries that the windows make: they, the functions, a driver for every fourth of these. */
unsigned int machine_entries(struct windows w);

/*
 * Makes the directory NAME in the sandbox with a proc/iomem of the groups of windows, up to one
 * of no windows. Returns the option by which devmemfs sees it, kept until the end. These functions
 * end the program if they cannot.
 */
char *machine_make(const char *name, const struct windows *groups);

/*
 * Adds COUNT functions to the machine NAME's sys/bus/pci, each with a BAR: that of the same
 * function in windows of 256.
 */
void machine_add_pci(const char *name, unsigned int count);

/* The directory of the nth of them. */
void machine_pci(char name[MACHINE_NAME], unsigned int n);

/* Makes the file NAME in the sandbox, a configuration with TEXT; returns its path, as above. */
char *machine_config(const char *name, const char *text);

#endif
