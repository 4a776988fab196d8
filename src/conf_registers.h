/* SPDX-License-Identifier: GPL-2.0-or-later */
/* registers = ...: between the keys of registers (conf_item.c), their fields (conf_field.c), the
 * groups that they are in (conf_registers.c) and the files that lists are from (conf_list.c). */
#ifndef DEVMEMFS_CONF_REGISTERS_H
#define DEVMEMFS_CONF_REGISTERS_H

#include <stdio.h>

#include "conf_mistake.h"
#include "reg_build.h"

/* A list of registers while it is read. */
struct conf_reader {
	struct conf *c;
	struct reg_builder b;
	const char *owner;   /* the region's or the list's name, for messages */
	char path[REG_PATH]; /* of what is being read, likewise */
};

/* What a group of settings says about a register, a group of registers, or a field. */
struct conf_item {
	const char *name;
	uint64_t offset, stride; /* of fields the stride is in bits */
	uint64_t reset, known;
	uint32_t count;
	uint8_t width; /* bytes */
	uint8_t low, bits;
	bool array; /* there is a count */
	bool has_reset, has_mask;
	struct reg_traits traits;
	const config_setting_t *fields, *registers, *values;
};

/* What an item is, and so which keys it may have: a set of bits. */
enum conf_kind { CONF_REGISTER = 1, CONF_GROUP = 2, CONF_FIELD = 4 };

/* The list of a region, or NULL after a mistake. */
const struct reg_list *conf_registers(struct conf *c, const char *owner,
				      const config_setting_t *setting);

/* The list that "FILE:LIST" names, or NULL after a mistake. */
const struct reg_list *conf_list(struct conf *c, const char *owner,
				 const config_setting_t *setting);

/* Read a file of lists onto the shelf under that name; its mistakes count as c's. */
void conf_list_read_file(struct conf *c, const char *path, FILE *file);
void conf_list_read_text(struct conf *c, const char *name, const char *text);

/* True if that was done, or is being done; and if there were mistakes. */
bool conf_list_is_read(const struct conf *c, const char *file);
bool conf_list_is_damaged(const struct conf *c, const char *file);

/* Reads the standard names of configuration space, where a region may want them. */
void conf_standard_lists(struct conf *c);

/*
 * Reads the keys of an item over what it has before. False after a mistake. `count` and `name` are
 * right then, but for the characters that stand for the number.
 */
bool conf_item(struct conf_reader *reader, const config_setting_t *group, enum conf_kind kind,
	       struct conf_item *item);

/* How many there are of it; 1 where that is a mistake, which conf_item reports. */
uint32_t conf_item_count(const config_setting_t *group);

/* Room for a name: conf_name_fault finds longer ones. */
enum { CONF_NAME_ROOM = 256 };

/* The name of the kth of them, in buffer (CONF_NAME_ROOM bytes) or where it was. */
const char *conf_item_name(const struct conf_item *item, uint32_t k, char *buffer);

/* Rows of the table of keys: NULL, or what is wrong with the value. */
const char *conf_trait_access(struct conf_item *item, const config_setting_t *setting);
const char *conf_trait_read_effect(struct conf_item *item, const config_setting_t *setting);
const char *conf_trait_write_effect(struct conf_item *item, const config_setting_t *setting);
const char *conf_trait_read(struct conf_item *item, const config_setting_t *setting);

/* Reads the fields of the register that was put last. */
void conf_fields(struct conf_reader *reader, uint32_t member, const config_setting_t *list);

/* Reports a mistake of what is being read: `REGION: PATH: ` and the message. */
void conf_item_mistake(struct conf_reader *reader, const config_setting_t *at, const char *format,
		       ...) __attribute__((format(printf, 3, 4)));

/* Reports what the builder could not do; nothing if ret is 0. */
void conf_build_mistake(struct conf_reader *reader, const config_setting_t *at, const char *name,
			int ret);

#endif
