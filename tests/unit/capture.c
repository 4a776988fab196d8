/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Redirects the file descriptor, so that whoever prints by whatever means is heard. */
#include "capture.h"

#include <stdio.h>
#include <unistd.h>

#include "unit.h"

static FILE *file;
static int real_stderr = -1;

void capture_begin(void)
{
	fflush(stderr);
	file = tmpfile();
	ck_assert_ptr_nonnull(file);
	real_stderr = dup(STDERR_FILENO);
	ck_assert_int_ge(real_stderr, 0);
	dup2(fileno(file), STDERR_FILENO);
}

static void give_back(void)
{
	fflush(stderr);
	dup2(real_stderr, STDERR_FILENO);
	close(real_stderr);
	real_stderr = -1;
}

const char *capture_end(void)
{
	static char text[64 * 1024];
	size_t length;

	give_back();
	rewind(file);
	length = fread(text, 1, sizeof(text) - 1, file);
	fclose(file);
	text[length] = '\0';
	return text;
}

void capture_teardown(void)
{
	if (real_stderr < 0)
		return;
	give_back();
	fclose(file);
}
