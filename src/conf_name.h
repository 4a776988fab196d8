/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which names files and directories of the mount may have. */
#ifndef DEVMEMFS_CONF_NAME_H
#define DEVMEMFS_CONF_NAME_H

/* Why it cannot be such a name, a constant that completes "the name ..."; NULL: it can. */
const char *conf_name_fault(const char *name);

#endif
