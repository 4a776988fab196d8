/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Between the parts of the configuration reader: the file (conf.c), where a region is
 * (conf_address.c), and its policy (conf_key.c). */
#ifndef DEVMEMFS_CONF_KEY_H
#define DEVMEMFS_CONF_KEY_H

#include <stdio.h>

#include "conf_mistake.h"

/* Applies one key of a region's policy. The name is conf.c's own. */
void conf_key(struct conf *c, struct region *r, const config_setting_t *setting);

/* After all keys: a mistake if the access does not go with what it is for, or with flush. */
void conf_check_access(struct conf *c, const struct region *r, const config_setting_t *group);

/* The region's mode, where none was given: what its access allows its owner. */
void conf_default_mode(struct region *r);

/*
 * Reads a file that only trusted users can write, with its includes from that directory. False
 * after a mistake.
 */
bool conf_read_file(struct conf *c, config_t *config, FILE *file, const char *directory);

/* Reads one row of browse = ( ... ). */
void conf_browse(struct conf *c, const config_setting_t *group);

/* Applies a key beside the lists: one that is about the daemon itself. */
void conf_daemon(struct conf *c, const config_setting_t *setting);

/* Which key of the region says where it is; NULL and a mistake unless it is exactly one. */
const config_setting_t *conf_address_key(struct conf *c, const config_setting_t *group);

/* True if it is such a key. */
bool conf_is_address(const config_setting_t *setting);

/* Applies it. */
void conf_address(struct conf *c, struct region *r, const config_setting_t *setting);

#endif
