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
	%D%/cases/00-witness.sh %D%/cases/10-parport.sh %D%/cases/11-testdev-ports.sh \
	%D%/cases/12-testdev-memory.sh %D%/cases/20-edu.sh %D%/cases/21-vga.sh \
	%D%/cases/22-ivshmem.sh %D%/cases/23-registers-with-effects.sh %D%/cases/24-pci-config.sh \
	%D%/cases/30-silence.sh %D%/cases/31-policy.sh %D%/cases/32-mounting.sh \
	%D%/cases/40-one-at-a-time.sh %D%/cases/50-pause.sh %D%/cases/51-fifo.sh \
	%D%/cases/52-strings.sh %D%/cases/53-exactly-once.sh %D%/cases/54-byte-order.sh \
	%D%/cases/55-mapping.sh %D%/cases/56-flush.sh %D%/cases/57-fallbacks.sh \
	%D%/cases/58-rom.sh %D%/cases/59-faults.sh %D%/cases/60-probe.sh %D%/cases/69-plug.sh \
	%D%/cases/70-trees.sh %D%/cases/71-owners.sh %D%/cases/72-hotplug.sh \
	%D%/cases/73-rescan.sh %D%/cases/74-decode.sh %D%/cases/75-zeros.sh \
	%D%/cases/76-registers.sh %D%/cases/77-waiting.sh %D%/cases/78-read-effects.sh \
	%D%/cases/79-register-widths.sh %D%/cases/80-random.sh %D%/cases/81-pci-registers.sh \
	%D%/cases/82-pci-replaced.sh
CLEANFILES += $(vm_tools)
clean-local: clean-vm
clean-vm:
	rm -rf %D%/results %D%/__pycache__
# The kernel stays until distclean.
distclean-local: distclean-vm
distclean-vm:
	rm -rf %D%/kernel
.PHONY: clean-vm distclean-vm
