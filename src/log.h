/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where messages go: stderr while somebody watches it, the system log afterwards. */
#ifndef DEVMEMFS_LOG_H
#define DEVMEMFS_LOG_H

/* Prints one line, "devmemfs: " and the message, to stderr or, after log_to_syslog(), to syslog. */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Sends every further line to syslog(3), facility daemon: the daemon is in the background. */
void log_to_syslog(void);

/* Makes one line of a text that may hold anything: control characters become question marks. */
void log_clean(char *text);

#endif
