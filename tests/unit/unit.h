/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The unit tests: each file test_*.c makes one or more test cases of the one suite. */
#ifndef DEVMEMFS_UNIT_H
#define DEVMEMFS_UNIT_H

#include <check.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(*(array)))

/* Seconds that a test may take; on a slow machine CK_TIMEOUT_MULTIPLIER stretches them. */
enum { UNIT_TIMEOUT = 30, UNIT_TIMEOUT_RANDOM = 3600 };

TCase *access_tests(void);
TCase *backend_tests(void);
TCase *board_tests(void);
TCase *browse_tests(void);
TCase *browse_mistakes_tests(void);
TCase *claim_tests(void);
TCase *conf_fields_tests(void);
TCase *conf_lists_mistakes_tests(void);
TCase *conf_lists_tests(void);
TCase *conf_registers_mistakes_tests(void);
TCase *conf_registers_tests(void);
TCase *conf_tests(void);
TCase *conf_mistake_tests(void);
TCase *conf_policy_tests(void);
TCase *conf_trust_tests(void);
TCase *copy_tests(void);
TCase *endian_tests(void);
TCase *error_tests(void);
TCase *fallback_tests(void);
TCase *fault_tests(void);
TCase *flush_tests(void);
TCase *flush_who_tests(void);
TCase *folder_tests(void);
TCase *form_tests(void);
TCase *function_tests(void);
TCase *function_info_tests(void);
TCase *halves_tests(void);
TCase *index_tests(void);
TCase *info_tests(void);
TCase *info_entry_tests(void);
TCase *keeper_tests(void);
TCase *machine_tests(void);
TCase *map_file_tests(void);
TCase *map_kind_tests(void);
TCase *map_label_tests(void);
TCase *map_machine_tests(void);
TCase *map_svg_tests(void);
TCase *map_text_tests(void);
TCase *name_tests(void);
TCase *open_tests(void);
TCase *order_tests(void);
TCase *overlap_tests(void);
TCase *pci_tests(void);
TCase *pci_config_tests(void);
TCase *policy_tests(void);
TCase *ports_tests(void);
TCase *presence_tests(void);
TCase *probe_tests(void);
TCase *probe_write_tests(void);
TCase *random_tests(void);
TCase *range_tests(void);
TCase *reg_access_tests(void);
TCase *reg_apart_tests(void);
TCase *reg_error_tests(void);
TCase *reg_flush_tests(void);
TCase *reg_list_tests(void);
TCase *reg_name_tests(void);
TCase *reg_number_tests(void);
TCase *reg_pci_tests(void);
TCase *reg_pci_kind_tests(void);
TCase *reg_pci_walk_tests(void);
TCase *reg_random_tests(void);
TCase *reg_safe_tests(void);
TCase *reg_text_tests(void);
TCase *reg_wait_tests(void);
TCase *region_tests(void);
TCase *resmap_tests(void);
TCase *resmap_deep_tests(void);
TCase *resmap_left_tests(void);
TCase *resmap_random_tests(void);
TCase *rom_tests(void);
TCase *scan_tests(void);
TCase *scan_iomem_tests(void);
TCase *shipped_tests(void);
TCase *shipped_ecap_tests(void);
TCase *shipped_pci_tests(void);
TCase *shipped_pcie_tests(void);
TCase *sim_tests(void);
TCase *sim_device_tests(void);
TCase *string_tests(void);
TCase *svd_number_tests(void);
TCase *svd_text_tests(void);
TCase *table_tests(void);
TCase *trap_tests(void);
TCase *tree_access_tests(void);
TCase *tree_map_tests(void);
TCase *tree_pci_tests(void);
TCase *update_tests(void);
TCase *update_tree_tests(void);
TCase *wc_tests(void);

#endif
