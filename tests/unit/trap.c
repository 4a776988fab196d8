/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pages are made inaccessible: each access faults, is noted, and is let through alone. */
#include "trap.h"

#include <signal.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include "seen.h"
#include "unit.h"

static volatile uint8_t *guarded;
static const volatile uint8_t *origin;
static size_t guarded_length;

#ifdef __x86_64__

static struct sigaction old_segv, old_trap;

/* Bits of the page fault's error code and of the flags (Intel SDM 3A, 4.7; 1, 3.4.3). */
enum { FAULT_WRITE = 2, SINGLE_STEP = 0x100 };

/* The bytes that the mov moves to or from memory; 0: it is another instruction. */
static unsigned int mov_width(const uint8_t *code)
{
	bool small = *code == 0x66, wide;

	code += small;
	wide = (*code & 0xf8) == 0x48;
	code += (*code & 0xf0) == 0x40;
	switch (*code) {
	case 0x88:
	case 0x8a:
	case 0xc6:
		return 1;
	case 0x89:
	case 0x8b:
	case 0xc7:
		return wide ? 8 : small ? 2 : 4;
	case 0x0f:
		return code[1] == 0xb6 ? 1 : code[1] == 0xb7 ? 2 : 0;
	default:
		return 0;
	}
}

static void on_fault(int number, siginfo_t *info, void *context)
{
	greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
	uint8_t *address = info->si_addr;

	if (address < guarded || address >= guarded + guarded_length) {
		/* A real one: let it happen again without us. */
		sigaction(number, &old_segv, NULL);
		return;
	}
	seen_trace(NULL, registers[REG_ERR] & FAULT_WRITE ? ACCESS_STORE : ACCESS_LOAD,
		   mov_width((const uint8_t *)registers[REG_RIP]), (uint64_t)(address - origin), 0);
	mprotect((void *)(uintptr_t)guarded, guarded_length, PROT_READ | PROT_WRITE);
	registers[REG_EFL] |= SINGLE_STEP;
}

static void on_step(int number, siginfo_t *info, void *context)
{
	greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;

	(void)number;
	(void)info;
	mprotect((void *)(uintptr_t)guarded, guarded_length, PROT_NONE);
	registers[REG_EFL] &= ~SINGLE_STEP;
}

static void catch_signal(int number, void (*handler)(int, siginfo_t *, void *),
			 struct sigaction *old)
{
	struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO };

	sigemptyset(&action.sa_mask);
	ck_assert_int_eq(sigaction(number, &action, old), 0);
}

void trap_begin(volatile uint8_t *pages, size_t length, const volatile uint8_t *zero)
{
	guarded = pages;
	guarded_length = length;
	origin = zero;
	seen_clear();
	catch_signal(SIGSEGV, on_fault, &old_segv);
	catch_signal(SIGTRAP, on_step, &old_trap);
	ck_assert_int_eq(mprotect((void *)(uintptr_t)pages, length, PROT_NONE), 0);
}

void trap_end(void)
{
	mprotect((void *)(uintptr_t)guarded, guarded_length, PROT_READ | PROT_WRITE);
	sigaction(SIGSEGV, &old_segv, NULL);
	sigaction(SIGTRAP, &old_trap, NULL);
}

#else

void trap_begin(volatile uint8_t *pages, size_t length, const volatile uint8_t *zero)
{
	guarded = pages;
	guarded_length = length;
	origin = zero;
	seen_clear();
}

void trap_end(void)
{
}

#endif

/* Two loads: without the single step the second would go unseen. */
bool trap_works(void)
{
	size_t length = (size_t)sysconf(_SC_PAGESIZE);
	volatile uint8_t *page =
		mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	bool works;

	ck_assert_ptr_ne((void *)(uintptr_t)page, MAP_FAILED);
	trap_begin(page, length, page);
	(void)page[0];
	(void)page[1];
	trap_end();
	works = seen.n == 2;
	seen_clear();
	munmap((void *)(uintptr_t)page, length);
	return works;
}
