/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a devmem program does for one access: open a file, map it, read one
 * 32-bit word, print it; the benchmark runs it on an ordinary file.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	const volatile uint32_t *word;
	int fd = argc == 2 ? open(argv[1], O_RDONLY | O_SYNC | O_CLOEXEC) : -1;

	if (fd < 0)
		return 1;
	word = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
	if (word == MAP_FAILED)
		return 1;
	printf("0x%08X\n", (unsigned int)*word);
	return 0;
}
