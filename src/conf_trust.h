/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who may write a configuration: a mount made by root must not be steered by somebody else. */
#ifndef DEVMEMFS_CONF_TRUST_H
#define DEVMEMFS_CONF_TRUST_H

#include <stdbool.h>
#include <sys/stat.h>

#include "conf_mistake.h"

/* Why the file is not to be trusted, with the remedy (a constant string); NULL: it is. */
const char *conf_trust_fault(const struct stat *st);

/*
 * Looks at every file that a setting came from by @include, and reports those not to be trusted;
 * libconfig has opened them in `directory`. True: all may be used.
 */
bool conf_trust_included(struct conf *c, const config_t *config, const char *directory);

#endif
