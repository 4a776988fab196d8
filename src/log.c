/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One log function: a line to stderr, or to syslog once the daemon has left its terminal. */
#include "log.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <syslog.h>

static bool to_syslog;

void log_line(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (to_syslog) {
		vsyslog(LOG_NOTICE, format, args);
	} else {
		flockfile(stderr);
		fputs("devmemfs: ", stderr);
		vfprintf(stderr, format, args);
		fputc('\n', stderr);
		funlockfile(stderr);
	}
	va_end(args);
}

void log_to_syslog(void)
{
	openlog("devmemfs", LOG_PID, LOG_DAEMON);
	to_syslog = true;
}

void log_clean(char *text)
{
	for (; *text; text++)
		if (iscntrl((unsigned char)*text))
			*text = '?';
}
