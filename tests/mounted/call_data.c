/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading and writing, with the offsets, lengths and buffers that are told. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "call.h"

enum { PARTS_MAX = 16 };

/* Turns hex digits into bytes in place; returns how many. */
static size_t unhex(char *text)
{
	size_t n = strlen(text) / 2;

	for (size_t i = 0; i < n; i++) {
		char digits[3] = { text[2 * i], text[2 * i + 1], '\0' };

		text[i] = (char)strtoul(digits, NULL, 16);
	}
	return n;
}

void call_pread(char **arg)
{
	size_t length = call_number(arg[2]);
	unsigned char *buffer = call_buffer(length, 0);
	int fd = call_must_open(arg[0], arg[3] ? arg[3] : "r");

	call_print_bytes(pread(fd, buffer, length, (off_t)call_number(arg[1])), buffer);
}

void call_pwrite(char **arg)
{
	int fd = call_must_open(arg[0], "w");
	size_t length = unhex(arg[2]);

	call_print(pwrite(fd, arg[2], length, (off_t)call_number(arg[1])));
}

void call_preadv(char **arg)
{
	struct iovec part[PARTS_MAX];
	unsigned char *buffer = call_buffer(1 << 20, 0), *next = buffer;
	int n = 0, fd = call_must_open(arg[0], "r");

	for (; arg[2 + n] && n < PARTS_MAX; n++) {
		part[n] = (struct iovec){ next, call_number(arg[2 + n]) };
		next += part[n].iov_len;
	}
	call_print_bytes(preadv(fd, part, n, (off_t)call_number(arg[1])), buffer);
}

/* Reads one byte at offset 0 again and again: each takes one out of a FIFO. */
void call_pop(char **arg)
{
	int fd = call_must_open(arg[0], "r");

	for (size_t left = call_number(arg[1]); left; left--) {
		unsigned char byte;

		if (pread(fd, &byte, 1, 0) != 1) {
			call_print(-1);
			return;
		}
		printf("%02x\n", byte);
	}
}

void call_push(char **arg)
{
	int fd = call_must_open(arg[0], "w");
	size_t n = unhex(arg[1]);

	for (size_t i = 0; i < n; i++)
		if (pwrite(fd, arg[1] + i, 1, 0) != 1) {
			call_print(-1);
			return;
		}
	call_print((ssize_t)n);
}

/* Both go on after a short count, as any program does, and print each count. */
void call_load(char **arg)
{
	size_t done = 0, length = call_number(arg[1]);
	unsigned char *buffer = call_buffer(length, call_number(arg[2]));
	int in = call_must_open(arg[0], "r"), out = call_must_open(arg[3], "wct");
	ssize_t n;

	while (done < length && (n = read(in, buffer + done, length - done)) != 0) {
		call_print(n);
		if (n < 0)
			return;
		done += (size_t)n;
	}
	if (write(out, buffer, done) != (ssize_t)done)
		puts("the copy could not be kept");
}

void call_store(char **arg)
{
	int in = call_must_open(arg[2], "r"), out = call_must_open(arg[0], "w");
	size_t done = 0, length = (size_t)lseek(in, 0, SEEK_END);
	unsigned char *buffer = call_buffer(length, call_number(arg[1]));

	if (pread(in, buffer, length, 0) != (ssize_t)length)
		puts("the original could not be read");
	while (done < length) {
		ssize_t n = write(out, buffer + done, length - done);

		call_print(n);
		if (n <= 0)
			return;
		done += (size_t)n;
	}
}
