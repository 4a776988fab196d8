/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A stream of all accesses, as the kernel's mmiotrace prints them, for whoever reads it. */
#ifndef DEVMEMFS_TRACE_H
#define DEVMEMFS_TRACE_H

#include <sys/types.h>

#include "board.h"

struct trace_reader;

/*
 * A reader gets what is accessed from now on; while there is none, nobody looks at accesses. At
 * most TRACE_EVENTS are kept for a slow one; it is told how many it has missed. NULL: out of
 * memory.
 */
enum { TRACE_EVENTS = 65536 };
struct trace_reader *trace_open(const struct board *b);
void trace_close(struct trace_reader *reader);

/* Whose accesses come next, for their lines: a process id; 0: nobody's. */
void trace_client(pid_t pid);

/*
 * Text (Documentation/trace/mmiotrace.rst) into buffer, as much as fits and is there.
 * A region is introduced by a MAP line, its number there is its number on the board, its address is
 * that of the bus; a MARK line before it says its name and its space. Bytes; 0: nothing has
 * happened.
 */
size_t trace_read(struct trace_reader *reader, const struct board *b, char *buffer, size_t size);

/* True if trace_read would find something. */
bool trace_has(const struct trace_reader *reader);

#endif
