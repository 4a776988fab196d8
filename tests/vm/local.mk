# SPDX-License-Identifier: GPL-2.0-or-later
# make check-vm: the hardware tests, on the bus of a virtual machine.
vm_tools = %D%/width_plugin.so %D%/vmtool %D%/randops %D%/crowd

%D%/width_plugin.so: %D%/width_plugin.c
	$(AM_V_CC)$(MKDIR_P) %D% && $(CC) -std=gnu11 $(WARN_CFLAGS) $(CFLAGS) \
		-fPIC -shared -fvisibility=hidden -o $@ $(srcdir)/%D%/width_plugin.c
%D%/vmtool %D%/randops %D%/crowd: %D%/guest.h
	$(AM_V_CC)$(MKDIR_P) %D% && $(CC) -std=gnu11 $(WARN_CFLAGS) $(CFLAGS) \
		-static -o $@ $(srcdir)/$@.c
%D%/vmtool: %D%/vmtool.c
%D%/randops: %D%/randops.c
%D%/crowd: %D%/crowd.c

# VM_CASES='1*' runs only those; VM_KERNEL=DIR keeps the kernel, 70 MB to fetch, in another place.
check-vm: src/devmemfs $(vm_tools)
	$(AM_V_at)DEVMEMFS=src/devmemfs VM_TOOLS=%D% $(srcdir)/%D%/check-vm.sh $(VM_CASES)
.PHONY: check-vm

EXTRA_DIST += \
	%D%/boot.sh %D%/case.sh %D%/check-vm.sh %D%/compare.py %D%/config.sh %D%/contents.py \
	%D%/crowd.c %D%/guest.h %D%/init %D%/initramfs.sh %D%/kernel.sh %D%/machine.sh %D%/pci.ids %D%/plug.py \
	%D%/randops.c %D%/report.py %D%/vmtool.c %D%/width_plugin.c %D%/witness.py \
	%D%/cases %D%/cases-bare
CLEANFILES += $(vm_tools)
clean-local: clean-vm
clean-vm:
	rm -rf %D%/results %D%/__pycache__
# The kernel stays until distclean.
distclean-local: distclean-vm
distclean-vm:
	rm -rf %D%/kernel
.PHONY: clean-vm distclean-vm
