# SPDX-License-Identifier: GPL-2.0-or-later
# Everything but main.c and the FUSE side is one library, which the unit tests link too.
noinst_LIBRARIES += src/libdevmemfs.a
src_libdevmemfs_a_SOURCES = \
	src/access.c src/access.h src/access_open.c \
	src/access_devmem.c src/access_devport.c src/access_file.c src/access_pcibar.c \
	src/access_pcicfg.c src/access_pciio.c src/access_pcirom.c src/access_port.c \
	src/access_sim.c \
	src/barrier.h \
	src/board.c src/board.h src/board_update.c \
	src/conf.c src/conf.h src/conf_address.c src/conf_browse.c src/conf_check.c src/conf_daemon.c \
	src/conf_field.c src/conf_item.c src/conf_key.c src/conf_key.h src/conf_list.c src/conf_list_file.c \
	src/conf_mistake.c src/conf_mistake.h src/conf_name.c src/conf_name.h \
	src/conf_overlap.c src/conf_registers.c src/conf_registers.h src/conf_trait.c \
	src/conf_trust.c src/conf_trust.h \
	src/counts.h \
	src/fault.c src/fault.h \
	src/function.c src/function.h src/function_info.c src/function_name.c \
	src/info.c src/info.h \
	src/intern.c src/intern.h \
	src/io.h \
	src/log.c src/log.h \
	src/machine.c src/machine.h \
	src/map.c src/map.h \
	src/map_box.c src/map_box.h src/map_kind.c src/map_kind.h \
	src/map_label.c src/map_label.h src/map_layout.c src/map_layout.h \
	src/map_measure.c src/map_measure.h \
	src/map_place.c src/map_place.h src/map_svg.c src/map_text.c \
	src/mapped.c src/mapped.h \
	src/mounter.c src/mounter.h \
	src/name.c src/name.h src/name_reg.c \
	src/pause.c src/pause.h \
	src/pci_caps.c src/pci_caps.h src/pci_config.c src/pci_config.h \
	src/pci_file.c src/pci_file.h src/pcilib.c src/pcilib.h \
	src/policy.c src/policy.h \
	src/presence.c src/presence.h \
	src/probe.c src/probe.h \
	src/range.c src/range.h \
	src/reg.c src/reg.h src/reg_access.c src/reg_access.h \
	src/reg_build.c src/reg_build.h src/reg_number.c src/reg_number.h src/reg_pack.c src/reg_pci.c src/reg_pci.h \
	src/reg_shelf.c src/reg_shelf.h src/reg_text.c src/reg_text.h src/reg_wait.c src/reg_wait.h \
	src/region.c src/region.h src/region_compare.c src/region_index.c \
	src/resmap.c src/resmap.h src/resmap_claim.c \
	src/scan.c src/scan.h \
	src/scan_file.c src/scan_iomem.c src/scan_pci.c src/scan_range.c src/scan_sim.c \
	src/shipped.c src/shipped.h \
	src/sim.c src/sim.h \
	src/sim_edu.c src/sim_memory.c src/sim_parport.c src/sim_uart.c \
	src/status.c src/status.h \
	src/survey.c src/survey.h \
	src/trace.c src/trace.h \
	src/tree.c src/tree.h src/tree_map.c src/tree_pci.c \
	src/units.c src/units.h \
	src/view.c src/view.h src/view_reg.c src/view_reg.h

sbin_PROGRAMS = src/devmemfs
src_devmemfs_SOURCES = \
	src/audit.c src/audit.h \
	src/fs.c src/fs.h src/fs_attr.c src/fs_attr.h \
	src/fs_data.c src/fs_data.h src/fs_file.c src/fs_file.h src/fs_quick.c src/fs_quick.h \
	src/fs_text.c src/fs_text.h src/fs_trace.c src/fs_trace.h src/fs_tree.c src/fs_tree.h src/fs_wait.c src/fs_wait.h \
	src/keeper.c src/keeper.h src/keeper_run.c src/keeper_wire.c src/keeper_wire.h \
	src/list.c src/list.h \
	src/live.c src/live.h \
	src/main.c \
	src/mountpoint.c src/mountpoint.h \
	src/notify.c src/notify.h \
	src/options.c src/options.h \
	src/privilege.c src/privilege.h \
	src/renew.c src/renew.h \
	src/sandbox.c src/sandbox.h \
	src/serve.c src/serve.h \
	src/source.c src/source.h
nodist_src_devmemfs_SOURCES = src/demo_conf.h
src_devmemfs_LDADD = src/libdevmemfs.a \
	$(FUSE_LIBS) $(CONFIG_LIBS) $(PCI_LIBS) $(SMARTCOLS_LIBS) $(UDEV_LIBS) \
	$(CAPNG_LIBS) $(SECCOMP_LIBS)

# The converter of SVD is a program of its own: what it reads was written by others, and it needs no
# device. All but its options is a library, for the unit tests and the fuzzer.
noinst_LIBRARIES += src/libsvd.a
svd_sources = \
	src/svd_choose.c src/svd_choose.h \
	src/svd_convert.c src/svd_convert.h \
	src/svd_derive.c src/svd_derive.h src/svd_settle.c \
	src/svd_dim.c src/svd_dim.h \
	src/svd_element.c src/svd_element.h \
	src/svd_expand.c src/svd_field.c src/svd_item.h src/svd_value.c src/svd_word.c \
	src/svd_model.c src/svd_model.h \
	src/svd_names.c src/svd_names.h \
	src/svd_number.c src/svd_number.h \
	src/svd_parse.c src/svd_parse.h \
	src/svd_pool.c src/svd_pool.h \
	src/svd_say.c src/svd_say.h \
	src/svd_table.c src/svd_table.h \
	src/svd_write.c src/svd_write.h
src_libsvd_a_SOURCES = $(svd_sources)

bin_PROGRAMS = src/svd2devmemfs
src_svd2devmemfs_SOURCES = src/svd_main.c
src_svd2devmemfs_LDADD = src/libsvd.a $(EXPAT_LIBS)

nodist_src_libdevmemfs_a_SOURCES = src/shipped_lists.h

# The demo machine and the lists of registers are built in: they need no file.
BUILT_SOURCES = src/demo_conf.h src/shipped_lists.h
CLEANFILES += src/demo_conf.h src/shipped_lists.h
src/shipped.$(OBJEXT): src/shipped_lists.h
src/main.$(OBJEXT): src/demo_conf.h
src/shipped_lists.h: $(register_lists)
	$(AM_V_at)$(MKDIR_P) src
	$(AM_V_GEN){ echo '/* Made from conf/. */'; \
	  for list in $(register_lists); do \
	    echo "	{ \"$$list\"," | $(SED) -e 's|"conf/|"|'; \
	    $(SED) -e 's/[\\"]/\\&/g' -e 's/.*/	"&\\n"/' $(top_srcdir)/$$list; \
	    echo '	},'; \
	  done; } >$@.new && mv $@.new $@

src/demo_conf.h: conf/demo.conf
	$(AM_V_at)$(MKDIR_P) src
	$(AM_V_GEN){ echo '/* Made from conf/demo.conf. */'; \
	  echo 'static const char demo_conf[] ='; \
	  $(SED) -e 's/[\\"]/\\&/g' -e 's/.*/	"&\\n"/' $(top_srcdir)/conf/demo.conf; \
	  echo ';'; } >$@.new && mv $@.new $@

# mount -t fuse.devmemfs finds the same program under this name.
install-exec-hook:
	ln -sf devmemfs $(DESTDIR)$(sbindir)/mount.fuse.devmemfs
uninstall-hook:
	rm -f $(DESTDIR)$(sbindir)/mount.fuse.devmemfs
