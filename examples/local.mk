# SPDX-License-Identifier: GPL-2.0-or-later
EXTRA_DIST += \
	examples/demo.sh examples/dump-diff.sh examples/exclude.txt examples/inp examples/inpb examples/inpl examples/inpw \
	examples/isa-tour.sh examples/leds.sh examples/outp examples/outpb examples/outpl \
	examples/outpw examples/owner.sh examples/reset-and-wait.sh examples/uart-fifo.sh \
	examples/uart-loopback.sh examples/video-rom.sh
