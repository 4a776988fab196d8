# SPDX-License-Identifier: GPL-2.0-or-later
# make check-map: the picture of the map, measured in a browser.
EXTRA_PROGRAMS += %D%/draw
%C%_draw_SOURCES = %D%/draw.c
%C%_draw_LDADD = src/libdevmemfs.a
CLEANFILES += %D%/draw$(EXEEXT)
