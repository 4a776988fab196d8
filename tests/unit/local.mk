# SPDX-License-Identifier: GPL-2.0-or-later
# The unit tests: the library of src with Check, no hardware, no mount; and a look at who includes
# what. DEVMEMFS_RANDOM_OPS=N lowers the number of random operations (sanitizers, valgrind).
TESTS += tests/unit/includes.sh
EXTRA_DIST += tests/unit/includes.sh tests/unit/valgrind.supp

if HAVE_CHECK
check_PROGRAMS += tests/unit/unit
TESTS += tests/unit/unit
tests_unit_unit_SOURCES = \
	tests/unit/bus.c \
	tests/unit/bus.h \
	tests/unit/calls.c \
	tests/unit/calls.h \
	tests/unit/capture.c \
	tests/unit/capture.h \
	tests/unit/chip.c \
	tests/unit/chip.h \
	tests/unit/isa.c \
	tests/unit/isa.h \
	tests/unit/made_up.c \
	tests/unit/made_up.h \
	tests/unit/made_up_pci.c \
	tests/unit/seen.c \
	tests/unit/seen.h \
	tests/unit/shadow.c \
	tests/unit/shadow.h \
	tests/unit/shipped_facts.c \
	tests/unit/shipped_facts.h \
	tests/unit/space.c \
	tests/unit/space.h \
	tests/unit/target.c \
	tests/unit/target.h \
	tests/unit/test_access.c \
	tests/unit/test_backend.c \
	tests/unit/test_board.c \
	tests/unit/test_browse.c \
	tests/unit/test_browse_mistakes.c \
	tests/unit/test_claim.c \
	tests/unit/test_conf.c \
	tests/unit/test_conf_fields.c \
	tests/unit/test_conf_lists.c \
	tests/unit/test_conf_lists_mistakes.c \
	tests/unit/test_conf_mistakes.c \
	tests/unit/test_conf_policy.c \
	tests/unit/test_conf_registers.c \
	tests/unit/test_conf_registers_mistakes.c \
	tests/unit/test_conf_trust.c \
	tests/unit/test_copy.c \
	tests/unit/test_endian.c \
	tests/unit/test_error.c \
	tests/unit/test_fallback.c \
	tests/unit/test_fault.c \
	tests/unit/test_flush.c \
	tests/unit/test_flush_who.c \
	tests/unit/test_folder.c \
	tests/unit/test_forms.c \
	tests/unit/test_function.c \
	tests/unit/test_function_info.c \
	tests/unit/test_halves.c \
	tests/unit/test_index.c \
	tests/unit/test_info.c \
	tests/unit/test_info_entry.c \
	tests/unit/test_keeper.c \
	tests/unit/test_machine.c \
	tests/unit/test_map_file.c \
	tests/unit/test_map_kind.c \
	tests/unit/test_map_label.c \
	tests/unit/test_map_machine.c \
	tests/unit/test_map_svg.c \
	tests/unit/test_map_text.c \
	tests/unit/test_name.c \
	tests/unit/test_open.c \
	tests/unit/test_order.c \
	tests/unit/test_overlap.c \
	tests/unit/test_pci_config.c \
	tests/unit/test_policy.c \
	tests/unit/test_ports.c \
	tests/unit/test_presence.c \
	tests/unit/test_probe.c \
	tests/unit/test_probe_write.c \
	tests/unit/test_random.c \
	tests/unit/test_range.c \
	tests/unit/test_reg_access.c \
	tests/unit/test_reg_apart.c \
	tests/unit/test_reg_error.c \
	tests/unit/test_reg_flush.c \
	tests/unit/test_reg_list.c \
	tests/unit/test_reg_name.c \
	tests/unit/test_reg_number.c \
	tests/unit/test_reg_pci.c \
	tests/unit/test_reg_pci_kind.c \
	tests/unit/test_reg_pci_walk.c \
	tests/unit/test_reg_random.c \
	tests/unit/test_reg_safe.c \
	tests/unit/test_reg_text.c \
	tests/unit/test_reg_wait.c \
	tests/unit/test_region.c \
	tests/unit/test_resmap.c \
	tests/unit/test_resmap_deep.c \
	tests/unit/test_resmap_left.c \
	tests/unit/test_resmap_random.c \
	tests/unit/test_rom.c \
	tests/unit/test_scan.c \
	tests/unit/test_scan_iomem.c \
	tests/unit/test_scan_pci.c \
	tests/unit/test_shipped.c \
	tests/unit/test_shipped_ecap.c \
	tests/unit/test_shipped_pci.c \
	tests/unit/test_shipped_pcie.c \
	tests/unit/test_sim.c \
	tests/unit/test_sim_device.c \
	tests/unit/test_string.c \
	tests/unit/test_svd_number.c \
	tests/unit/test_svd_text.c \
	tests/unit/test_tables.c \
	tests/unit/test_trap.c \
	tests/unit/test_tree_access.c \
	tests/unit/test_tree_map.c \
	tests/unit/test_tree_pci.c \
	tests/unit/test_update.c \
	tests/unit/test_update_tree.c \
	tests/unit/test_wc.c \
	tests/unit/trap.c \
	tests/unit/trap.h \
	tests/unit/unit.c \
	tests/unit/unit.h \
	tests/unit/world.c \
	tests/unit/world.h \
	src/keeper.c src/keeper_run.c src/keeper_wire.c src/mountpoint.c src/privilege.c src/source.c
tests_unit_unit_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_unit_unit_LDADD = src/libdevmemfs.a src/libsvd.a $(EXPAT_LIBS) $(CHECK_LIBS) $(CONFIG_LIBS) $(PCI_LIBS) $(CAPNG_LIBS)

# BUILT_SOURCES are made for `make check`, not for the program alone.
tests/unit/unit-test_conf.$(OBJEXT) src/unit-source.$(OBJEXT): src/demo_conf.h
endif

# Without forks valgrind sees one process; what libconfig loses itself is left out.
check-valgrind: check-valgrind-unit check-valgrind-mounted
check-valgrind-unit: tests/unit/unit$(EXEEXT)
	CK_FORK=no DEVMEMFS_RANDOM_OPS=$${DEVMEMFS_VALGRIND_OPS:-20000} \
	valgrind --quiet --error-exitcode=1 --leak-check=full \
		--suppressions=$(top_srcdir)/tests/unit/valgrind.supp tests/unit/unit$(EXEEXT)
.PHONY: check-valgrind check-valgrind-unit
