/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lists of registers that come with the program: all load, and only what is safe can be read.
 */
#include <linux/parport.h>
#include <linux/serial_reg.h>
#include <string.h>

#include "made_up.h"
#include "reg_access.h"
#include "reg_shelf.h"
#include "shipped.h"
#include "shipped_facts.h"
#include "unit.h"

/* What is built in are these files, and a list that is added to one is added here. */
START_TEST(files_and_lists)
{
	const struct shipped_file *f = shipped_files;

	shipped_load();
	for (const struct shipped *row = shipped; row->file; row++, f++) {
		size_t lists = 0;

		ck_assert_msg(f->file, "%s is not expected", row->file);
		ck_assert_str_eq(row->file, f->file);
		while (reg_shelf_name(made_up.all.shelf, row->file, lists))
			lists++;
		ck_assert_msg(lists == f->lists, "%s: %zu lists", row->file, lists);
	}
	ck_assert_ptr_null(f->file);
}
END_TEST

/* An access below 0x80 of another width is not the device's, and 64 bits are one access or none. */
START_TEST(widths)
{
	const struct reg_list *edu, *halves;

	shipped_load();
	edu = shipped_list("edu.conf", "edu");
	for (size_t i = 1; i < edu->n; i++)
		ck_assert_uint_eq(edu->v[i].width, WIDTH_L);
	halves = shipped_list("hpet.conf", "hpet32");
	for (size_t i = 1; i < halves->n; i++)
		ck_assert_uint_eq(halves->v[i].width, WIDTH_L);
	ck_assert_uint_eq(shipped_reg(shipped_list("hpet.conf", "hpet"), "MAIN_CNT")->width,
			  WIDTH_Q);
	ck_assert_uint_eq(shipped_reg(shipped_list("edu.conf", "edu-dma"), "DMA_CMD")->width,
			  WIDTH_Q);
}
END_TEST

/* What can be read of a list: "NAME ..." in its order; all else has an effect or is write-only. */
static const struct {
	const char *file, *list, *readable;
} safe[] = {
	{ "16550.conf", "16550", "IER DLM LCR MCR SCR " },
	{ "cmos.conf", "cmos", "" },
	{ "i8042.conf", "i8042", "STATUS " },
	{ "parport.conf", "parport", "DATA STATUS CONTROL " },
	{ "parport.conf", "epp", "DATA CONTROL " },
	{ "parport.conf", "ecp", "CNFGB ECR " },
	{ "edu.conf", "edu", "ID LIVENESS FACTORIAL STATUS IRQ_STATUS " },
};

START_TEST(read_effects)
{
	shipped_load();
	for (size_t i = 0; i < COUNT_OF(safe); i++) {
		const struct reg_list *list = shipped_list(safe[i].file, safe[i].list);
		char text[256] = "";

		for (size_t k = 1; k < list->n; k++)
			if (reg_directions(&list->v[k]) & ACCESS_READ) {
				strcat(text, reg_name(list, &list->v[k]));
				strcat(text, " ");
			}
		ck_assert_str_eq(text, safe[i].readable);
	}
}
END_TEST

/* Register C is cleared by reading it, D sets its bit; the rest of the clock is memory. */
START_TEST(clock_effects)
{
	const struct reg_list *rtc;

	shipped_load();
	rtc = shipped_list("cmos.conf", "rtc");
	ck_assert_uint_eq(rtc->n, 1 + 64);
	for (size_t i = 1; i < rtc->n; i++) {
		const char *name = reg_name(rtc, &rtc->v[i]);
		bool shut = strcmp(name, "C") == 0 || strcmp(name, "D") == 0;

		ck_assert_uint_eq(rtc->v[i].offset, i - 1);
		ck_assert_msg(rtc->v[i].traits.closed == shut, "%s", name);
	}
}
END_TEST

/* Which bits of a register are cleared by writing ones, so that a change of others leaves them. */
static const struct {
	const char *file, *list, *name;
	uint32_t bits;
} cleared[] = {
	{ "pci.conf", "HEADER0", "COMMAND", 0 },
	{ "pci.conf", "HEADER0", "STATUS", 0xf900 },
	{ "pci.conf", "HEADER1", "STATUS", 0xf900 },
	{ "pci.conf", "HEADER1", "SEC_STATUS", 0xf900 },
	{ "pci.conf", "HEADER1", "BRIDGE_CONTROL", 0x0400 },
	{ "pci.conf", "HEADER2", "CB_SEC_STATUS", 0xf900 },
	{ "pci.conf", "CAP_PM", "CTRL", 0x8000 },
	{ "pci.conf", "CAP_CHSWP", "CSR", 0xc0 },
	{ "pci.conf", "CAP_PCIX", "STATUS", 0x200c0000 },
	{ "pci.conf", "CAP_EXP", "DEVSTA", 0x000f },
	{ "pci.conf", "CAP_EXP_2", "DEVSTA", 0x000f },
	{ "pci.conf", "CAP_EXP_2", "LNKSTA", 0xc000 },
	{ "pci.conf", "CAP_EXP_2", "SLTSTA", 0x011f },
	{ "pci.conf", "CAP_EXP_2", "RTSTA", 0x00010000 },
	{ "pci.conf", "CAP_EXP_2", "LNKSTA2", 0x0020 },
	{ "pci.conf", "ECAP_AER", "UNCOR_STATUS", 0x03fff030 },
	{ "pci.conf", "ECAP_AER", "UNCOR_MASK", 0 },
	{ "pci.conf", "ECAP_AER", "COR_STATUS", 0x0000f1c1 },
	{ "pci.conf", "ECAP_AER", "COR_MASK", 0 },
	{ "pci.conf", "ECAP_AER_ROOT", "ROOT_STATUS", 0x0000007f },
	{ "pci.conf", "ECAP_SRIOV", "STATUS", 0x0001 },
	{ "pci.conf", "ECAP_PRI", "STATUS", 0x0003 },
	{ "pci.conf", "ECAP_DPC", "STATUS", 0x0009 },
	{ "edu.conf", "edu", "IRQ_STATUS", 0x00000101 },
	{ "hpet.conf", "hpet32", "GINTR_STA", 0xffffffff },
};

START_TEST(cleared_by_ones)
{
	shipped_load();
	for (size_t i = 0; i < COUNT_OF(cleared); i++) {
		const struct reg_list *list = shipped_list(cleared[i].file, cleared[i].list);
		const struct reg *r = shipped_reg(list, cleared[i].name);
		const struct reg_field *f = reg_fields(list, r), *end = f + r->count;
		uint64_t bits = 0;

		for (; f < end; f++)
			if (f->traits.write_effect == WRITE_ONE_TO_CLEAR &&
			    f->traits.access & ACCESS_WRITE)
				bits |= reg_field_mask(f);
		ck_assert_msg(bits == cleared[i].bits, "%s %s: %#llx", cleared[i].list,
			      cleared[i].name, (unsigned long long)bits);
	}
}
END_TEST

#define UART(name, offset, field, mask)                                                            \
	{                                                                                          \
		"16550.conf", "16550", name, offset, 1, field, mask                                \
	}
#define PARPORT(name, offset, field, mask)                                                         \
	{                                                                                          \
		"parport.conf", "parport", name, offset, 1, field, mask                            \
	}

/* The kernel's headers are the witness. */
static const struct shipped_fact facts[] = {
	UART("RBR", UART_RX, NULL, 0),
	UART("THR", UART_TX, NULL, 0),
	UART("DLL", UART_DLL, NULL, 0),
	UART("DLM", UART_DLM, NULL, 0),
	UART("SCR", UART_SCR, NULL, 0),
	UART("IER", UART_IER, "ERBFI", UART_IER_RDI),
	UART("IER", UART_IER, "ETBEI", UART_IER_THRI),
	UART("IER", UART_IER, "ELSI", UART_IER_RLSI),
	UART("IER", UART_IER, "EDSSI", UART_IER_MSI),
	UART("IIR", UART_IIR, "PENDING", UART_IIR_NO_INT),
	UART("IIR", UART_IIR, "ID", UART_IIR_ID | UART_IIR_RX_TIMEOUT),
	UART("FCR", UART_FCR, "ENABLE", UART_FCR_ENABLE_FIFO),
	UART("FCR", UART_FCR, "RESET_RX", UART_FCR_CLEAR_RCVR),
	UART("FCR", UART_FCR, "RESET_TX", UART_FCR_CLEAR_XMIT),
	UART("FCR", UART_FCR, "DMA_MODE", UART_FCR_DMA_SELECT),
	UART("FCR", UART_FCR, "RX_TRIGGER", UART_FCR_TRIGGER_MASK),
	UART("LCR", UART_LCR, "WLS", UART_LCR_WLEN8),
	UART("LCR", UART_LCR, "STB", UART_LCR_STOP),
	UART("LCR", UART_LCR, "PEN", UART_LCR_PARITY),
	UART("LCR", UART_LCR, "EPS", UART_LCR_EPAR),
	UART("LCR", UART_LCR, "STICK", UART_LCR_SPAR),
	UART("LCR", UART_LCR, "BREAK", UART_LCR_SBC),
	UART("LCR", UART_LCR, "DLAB", UART_LCR_DLAB),
	UART("MCR", UART_MCR, "DTR", UART_MCR_DTR),
	UART("MCR", UART_MCR, "RTS", UART_MCR_RTS),
	UART("MCR", UART_MCR, "OUT1", UART_MCR_OUT1),
	UART("MCR", UART_MCR, "OUT2", UART_MCR_OUT2),
	UART("MCR", UART_MCR, "LOOP", UART_MCR_LOOP),
	UART("LSR", UART_LSR, "DR", UART_LSR_DR),
	UART("LSR", UART_LSR, "OE", UART_LSR_OE),
	UART("LSR", UART_LSR, "PE", UART_LSR_PE),
	UART("LSR", UART_LSR, "FE", UART_LSR_FE),
	UART("LSR", UART_LSR, "BI", UART_LSR_BI),
	UART("LSR", UART_LSR, "THRE", UART_LSR_THRE),
	UART("LSR", UART_LSR, "TEMT", UART_LSR_TEMT),
	UART("MSR", UART_MSR, "DCTS", UART_MSR_DCTS),
	UART("MSR", UART_MSR, "DDSR", UART_MSR_DDSR),
	UART("MSR", UART_MSR, "TERI", UART_MSR_TERI),
	UART("MSR", UART_MSR, "DDCD", UART_MSR_DDCD),
	UART("MSR", UART_MSR, "CTS", UART_MSR_CTS),
	UART("MSR", UART_MSR, "DSR", UART_MSR_DSR),
	UART("MSR", UART_MSR, "RI", UART_MSR_RI),
	UART("MSR", UART_MSR, "DCD", UART_MSR_DCD),
	PARPORT("STATUS", 1, "ERROR", PARPORT_STATUS_ERROR),
	PARPORT("STATUS", 1, "SELECT", PARPORT_STATUS_SELECT),
	PARPORT("STATUS", 1, "PAPER_END", PARPORT_STATUS_PAPEROUT),
	PARPORT("STATUS", 1, "ACK", PARPORT_STATUS_ACK),
	PARPORT("STATUS", 1, "BUSY", PARPORT_STATUS_BUSY),
	PARPORT("CONTROL", 2, "STROBE", PARPORT_CONTROL_STROBE),
	PARPORT("CONTROL", 2, "AUTOFD", PARPORT_CONTROL_AUTOFD),
	PARPORT("CONTROL", 2, "INIT", PARPORT_CONTROL_INIT),
	PARPORT("CONTROL", 2, "SELECT_IN", PARPORT_CONTROL_SELECT),
	{ "edu.conf", "edu", "IRQ_STATUS", 0x24, 4, NULL, 0 },
	{ "edu.conf", "edu", "STATUS", 0x20, 4, "BUSY", 0x01 },
	{ "edu.conf", "edu-dma", "DMA_CMD", 0x98, 8, "RUN", 0x01 },
	{ "hpet.conf", "hpet", "TIM2_COMP", 0x148, 8, NULL, 0 },
	{ "hpet.conf", "hpet", "GCAP_ID", 0, 8, "COUNTER_CLK_PERIOD", 0xffffffff00000000 },
	{ "hpet.conf", "hpet32", "COUNTER_CLK_PERIOD", 4, 4, NULL, 0 },
	{ "hpet.conf", "hpet32", "GINTR_STA", 0x20, 4, "T31_INT_STS", 0x80000000 },
	{ "cmos.conf", "cmos", "INDEX", 0, 1, "NMI_DISABLE", 0x80 },
	{ "i8042.conf", "i8042", "STATUS", 4, 1, "OBF", 0x01 },
};

START_TEST(headers_agree)
{
	shipped_facts(facts, COUNT_OF(facts));
}
END_TEST

TCase *shipped_tests(void)
{
	TCase *c = tcase_create("shipped");

	tcase_add_checked_fixture(c, shipped_setup, shipped_teardown);
	tcase_add_test(c, files_and_lists);
	tcase_add_test(c, widths);
	tcase_add_test(c, read_effects);
	tcase_add_test(c, clock_effects);
	tcase_add_test(c, cleared_by_ones);
	tcase_add_test(c, headers_agree);
	return c;
}
