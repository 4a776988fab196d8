/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs the unit tests; Check's environment variables (CK_FORK, CK_RUN_CASE, ...) choose how. */
#include "unit.h"

#include <stdlib.h>

#include "made_up.h"

static TCase *(*const cases[])(void) = {
	range_tests,
	region_tests,
	resmap_tests,
	claim_tests,
	machine_tests,
	policy_tests,
	scan_tests,
	pci_tests,
	conf_tests,
	conf_mistake_tests,
	conf_trust_tests,
	overlap_tests,
	sim_tests,
	sim_device_tests,
	table_tests,
	name_tests,
	info_tests,
	access_tests,
	copy_tests,
	error_tests,
	open_tests,
	keeper_tests,
	backend_tests,
	pci_config_tests,
	trap_tests,
	form_tests,
	string_tests,
	endian_tests,
	halves_tests,
	flush_tests,
	flush_who_tests,
	fault_tests,
	fallback_tests,
	ports_tests,
	rom_tests,
	wc_tests,
	conf_policy_tests,
	probe_tests,
	probe_write_tests,
	folder_tests,
	order_tests,
	map_kind_tests,
	map_label_tests,
	map_text_tests,
	map_svg_tests,
	function_tests,
	function_info_tests,
	resmap_left_tests,
	resmap_random_tests,
	resmap_deep_tests,
	index_tests,
	browse_tests,
	browse_mistakes_tests,
	tree_map_tests,
	tree_access_tests,
	tree_pci_tests,
	presence_tests,
	board_tests,
	update_tests,
	update_tree_tests,
	map_file_tests,
	scan_iomem_tests,
	info_entry_tests,
	map_machine_tests,
	shipped_tests,
	shipped_pci_tests,
	shipped_pcie_tests,
	shipped_ecap_tests,
	reg_number_tests,
	reg_access_tests,
	reg_apart_tests,
	reg_error_tests,
	reg_flush_tests,
	reg_safe_tests,
	reg_random_tests,
	reg_text_tests,
	reg_name_tests,
	reg_list_tests,
	reg_pci_kind_tests,
	reg_wait_tests,
	conf_registers_mistakes_tests,
	conf_fields_tests,
	conf_lists_tests,
	conf_lists_mistakes_tests,
	conf_registers_tests,
	reg_pci_tests,
	reg_pci_walk_tests,
	svd_number_tests,
	svd_text_tests,
	random_tests,
};

/* libconfig 1.5 forgets its strings when it meets a syntax error; that is not ours to find. */
const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
	return "leak:libconfig\n";
}

int main(void)
{
	Suite *suite = suite_create("devmemfs");
	SRunner *runner = srunner_create(suite);
	int failed;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		TCase *c = cases[i]();

		tcase_set_timeout(c, cases[i] == random_tests ? UNIT_TIMEOUT_RANDOM : UNIT_TIMEOUT);
		suite_add_tcase(suite, c);
	}
	made_up_begin();
	srunner_run_all(runner, CK_ENV);
	made_up_end();
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
