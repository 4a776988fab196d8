/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Between the two halves of the configuration reader: the file (conf.c) and its keys (conf_key.c).
 */
#ifndef DEVMEMFS_CONF_KEY_H
#define DEVMEMFS_CONF_KEY_H

#include "conf_mistake.h"

/* Applies one key of a region: its policy, or its address. The name is conf.c's own. */
void conf_key(struct conf *c, struct region *r, const config_setting_t *setting);

/* The region's mode, where none was given: what its access allows its owner. */
void conf_default_mode(struct region *r);

/* Which key of the region says where it is; NULL and a mistake unless it is exactly one. */
const config_setting_t *conf_address_key(struct conf *c, const config_setting_t *group);

#endif
