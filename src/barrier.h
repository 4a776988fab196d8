/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order of device accesses, per architecture: what stands around a bare load or store. */
#ifndef DEVMEMFS_BARRIER_H
#define DEVMEMFS_BARRIER_H

/*
 * What the kernel promises of readX and writeX (Documentation/memory-barriers.txt, "Kernel I/O
 * barrier effects"), and what is done for it here where order = "strict":
 *
 *	accesses of one thread to one device arrive in program order: uncached mappings
 *	writeX comes after all earlier writes to memory: barrier_before_store
 *	later reads of memory come after readX: barrier_after_load
 *
 * Strict order promises one thing more than the kernel does: a write comes before the next access
 * also where that goes to another device: barrier_after_store. order = "relaxed" keeps the first
 * line only, as readX_relaxed and writeX_relaxed do.
 *
 * None of them waits until a posted write has arrived; only a read of the device does.
 */

/* Nothing of the compiler's own goes past an access. */
#define barrier_compiler() __asm__ volatile("" ::: "memory")

#if defined(__x86_64__) || (defined(__i386__) && defined(__SSE__))

/*
 * Uncached accesses are made in program order (Intel SDM 3A, "Memory Ordering" and "Strong
 * uncacheable"), so the kernel's own are compiler barriers too (arch/x86/include/asm/io.h).
 */
#define barrier_before_store() barrier_compiler()
#define barrier_after_store()  barrier_compiler()
#define barrier_after_load()   barrier_compiler()

/* Write-combining buffers are emptied by it (Intel SDM 2B, SFENCE). */
#define barrier_drain_stores() __asm__ volatile("sfence" ::: "memory")

#elif defined(__aarch64__)

/*
 * dma_wmb and dma_rmb of arch/arm64/include/asm/barrier.h, as asm/io.h uses them. Device-nGnRE
 * memory is ordered within one device only, hence the full dmb after a store.
 */
#define barrier_before_store() __asm__ volatile("dmb oshst" ::: "memory")
#define barrier_after_store()  __asm__ volatile("dmb osh" ::: "memory")
#define barrier_after_load()   __asm__ volatile("dmb oshld" ::: "memory")
#define barrier_drain_stores() __asm__ volatile("dsb st" ::: "memory")

#elif defined(__riscv)

/* __io_bw and __io_ar of arch/riscv/include/asm/mmio.h; i and o are device input and output. */
#define barrier_before_store() __asm__ volatile("fence w, o" ::: "memory")
#define barrier_after_store()  __asm__ volatile("fence o, io" ::: "memory")
#define barrier_after_load()   __asm__ volatile("fence i, ir" ::: "memory")
#define barrier_drain_stores() __asm__ volatile("fence ow, iorw" ::: "memory")

#else

/* C11 knows no device memory; its strongest fence is the strongest that the compiler has. */
#define barrier_before_store() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define barrier_after_store()  __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define barrier_after_load()   __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define barrier_drain_stores() __atomic_thread_fence(__ATOMIC_SEQ_CST)

#endif

#endif
