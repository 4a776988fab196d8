# SPDX-License-Identifier: GPL-2.0-or-later
# make check-packaging: the Debian package is built, looked at by lintian and unpacked, the RPM built,
# the systemd unit weighed. make release: the tarball of a clean checkout, and its checksum.
check-packaging:
	$(AM_V_at)rm -rf %D%/work && $(MKDIR_P) %D%/work
	$(AM_V_at)$(MAKE) -s distdir distdir=%D%/work/$(distdir)
	$(AM_V_at)$(srcdir)/%D%/check-packaging.sh %D%/work $(distdir)
.PHONY: check-packaging

release:
	$(AM_V_at)$(srcdir)/%D%/release.sh $(PACKAGE_VERSION)
	$(MAKE) $(AM_MAKEFLAGS) distcheck
	sha256sum $(distdir).tar.xz >$(distdir).tar.xz.sha256
	@echo "$(distdir).tar.xz and its checksum are ready; tag it: git tag -s v$(PACKAGE_VERSION)"
.PHONY: release

debian_files = debian/changelog debian/control debian/copyright debian/devmemfs.dirs \
	debian/devmemfs.docs debian/devmemfs.examples debian/devmemfs.install debian/devmemfs.links \
	debian/rules debian/source/format debian/tests/control
EXTRA_DIST += ChangeLog conf/devmemfs.spec $(debian_files) \
	conf/systemd/devmemfs@.service conf/systemd/mnt-devmemfs.mount \
	%D%/check-packaging.sh %D%/release.sh
clean-local: clean-packaging
clean-packaging:
	rm -rf %D%/work
.PHONY: clean-packaging
