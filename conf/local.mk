# SPDX-License-Identifier: GPL-2.0-or-later
# The example is not installed as the configuration: without one there is the built-in default.
dist_pkgdata_DATA = conf/demo.conf conf/devmemfs.conf

# Lists of registers: built in, and installed to be read.
register_lists = \
	conf/16550.conf conf/cmos.conf conf/edu.conf conf/hpet.conf conf/i8042.conf conf/parport.conf \
	conf/pci.conf
dist_pkgdata_DATA += $(register_lists)

# Both are found by the name of the command that is completed.
bashcompletiondir = @bashcompletiondir@
dist_bashcompletion_DATA = conf/bash-completion/devmemfs conf/bash-completion/svd2devmemfs
