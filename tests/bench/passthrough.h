/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libfuse's example passthrough_ll as a competitor, where it is installed. */
#ifndef BENCH_PASSTHROUGH_H
#define BENCH_PASSTHROUGH_H

#include <stdbool.h>

#include "server.h"

/* Shows the current directory as through/; false if it is not there. */
bool passthrough_start(struct server *server);

#endif
