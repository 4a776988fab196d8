# SPDX-License-Identifier: GPL-2.0-or-later
# make check-cross: other architectures' builds, and their unit tests under qemu-user. CROSS_DIR
# keeps the libraries, 20 MB to fetch, in another place; CROSS=arm64 checks only that one.
check-cross:
	$(AM_V_at)$(srcdir)/%D%/check-cross.sh $${CROSS_DIR:-%D%} $${CROSS:-s390x arm64 riscv64}
.PHONY: check-cross

EXTRA_DIST += %D%/check-cross.sh %D%/instructions.sh %D%/order.c %D%/order.sh \
	%D%/sysroot.sh

# The libraries stay until distclean.
clean-local: clean-cross
clean-cross:
	rm -rf %D%/*/build
distclean-local: distclean-cross
distclean-cross:
	rm -rf %D%/s390x %D%/arm64 %D%/riscv64
.PHONY: clean-cross distclean-cross
