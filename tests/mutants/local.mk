# SPDX-License-Identifier: GPL-2.0-or-later
# make check-mutants: deliberate bugs, each of which a test must find. MUTANTS='a b': only those.
# DEVMEMFS_MUTANTS_VM=1: also those that only the virtual machine finds, half a minute each.
check-mutants:
	$(AM_V_at)rm -rf %D%/copy && $(MKDIR_P) %D%/copy
	$(AM_V_at)$(MAKE) -s distdir distdir=%D%/copy/source
	$(AM_V_at)CC='$(CC)' VM_KERNEL=$${VM_KERNEL:-$(abs_builddir)/tests/vm/kernel} \
		$(srcdir)/%D%/check-mutants.sh %D%/copy $(MUTANTS)
.PHONY: check-mutants

mutants = $(notdir $(wildcard $(srcdir)/%D%/*.patch))
EXTRA_DIST += %D%/check-mutants.sh $(addprefix %D%/,$(mutants))
clean-local: clean-mutants
clean-mutants:
	rm -rf %D%/copy
.PHONY: clean-mutants
