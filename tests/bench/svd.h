/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The benchmark's rows about converting a vendor's file of registers. */
#ifndef BENCH_SVD_H
#define BENCH_SVD_H

/* EXPATONLY reads the same file with the XML library, and does nothing else. */
void svd_run(const char *svd2devmemfs, const char *expatonly);

#endif
