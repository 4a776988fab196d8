# SPDX-License-Identifier: GPL-2.0-or-later
# make check-map: pictures of saved maps, measured in a browser. They stay in tests/map/pictures.
EXTRA_PROGRAMS += tests/map/draw
tests_map_draw_SOURCES = tests/map/draw.c
tests_map_draw_LDADD = src/libdevmemfs.a

check-map: tests/map/draw$(EXEEXT) src/devmemfs$(EXEEXT)
	$(AM_V_at)$(srcdir)/%D%/check-map.sh tests/map/draw$(EXEEXT) src/devmemfs$(EXEEXT) \
		"$$(pwd)/%D%/pictures"
.PHONY: check-map

EXTRA_DIST += %D%/check-map.sh %D%/check.js %D%/page.py %D%/synthetic.py \
	tests/maps/arm-board.iomem tests/maps/arm-board.ioports tests/maps/damaged.iomem tests/maps/deep.iomem \
	tests/maps/laptop.iomem tests/maps/laptop.ioports tests/maps/server.iomem \
	tests/maps/server.ioports tests/maps/vm-i440fx.iomem tests/maps/vm-i440fx.ioports \
	tests/maps/vm-q35.iomem tests/maps/vm-q35.ioports
CLEANFILES += tests/map/draw$(EXEEXT)
clean-local: clean-map
clean-map:
	rm -rf %D%/pictures %D%/__pycache__
.PHONY: clean-map
