/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Turns SIGBUS in a device access into a return to where the access began. */
#include "fault.h"

#include <stdbool.h>
#include <stdint.h>

volatile sig_atomic_t fault_expected;
sigjmp_buf fault_return;

static volatile uintptr_t address;

static void on_fault(int number, siginfo_t *info, void *context)
{
	bool sent = info->si_code <= 0; /* by kill(2), not by an access */

	(void)context;
	if (!fault_expected || sent) {
		/* Not ours: it happens again, and this time it ends the program. */
		signal(number, SIG_DFL);
		if (sent)
			raise(number);
		return;
	}
	fault_expected = 0;
	address = (uintptr_t)info->si_addr;
	siglongjmp(fault_return, 1);
}

void fault_catch(void)
{
	/* The handler is left by a jump, which would leave the signal blocked without NODEFER. */
	struct sigaction action = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_NODEFER };

	sigemptyset(&action.sa_mask);
	sigaction(SIGBUS, &action, NULL);
}

size_t fault_units(const volatile void *p, unsigned int width, size_t count)
{
	uintptr_t start = (uintptr_t)p;

	if (address < start || address - start >= count * width)
		return 0;
	return (address - start) / width;
}
