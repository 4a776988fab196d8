# SPDX-License-Identifier: GPL-2.0-or-later
# What bash proposes, without its completion package.
TESTS += tests/completion/check-completion.sh
EXTRA_DIST += tests/completion/check-completion.sh
