/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The benchmark's rows about converting a vendor's file of registers, as large as the largest that
 * vendors publish: the time, and against a pass of the XML library over the same file.
 */
#include "svd.h"

#include <err.h>
#include <stdint.h>
#include <stdio.h>

#include "client.h"
#include "contest.h"
#include "server.h"

enum { PERIPHERALS = 60, REGISTERS = 50, FIELDS = 5, ROUNDS = 21 };

static void write_field(FILE *file, int f)
{
	fprintf(file,
		"<field><name>FIELD%d</name><description>What field %d of it does</description>\n"
		"<bitOffset>%d</bitOffset><bitWidth>3</bitWidth><access>read-write</access>\n"
		"<enumeratedValues><enumeratedValue><name>off</name><value>0</value>"
		"</enumeratedValue>\n<enumeratedValue><name>on</name><value>1</value>"
		"</enumeratedValue></enumeratedValues></field>\n",
		f, f, 4 * f);
}

static void write_register(FILE *file, int r)
{
	fprintf(file,
		"<register><name>REGISTER%d</name><description>What register %d is for"
		"</description>\n<addressOffset>0x%x</addressOffset><size>32</size>"
		"<resetValue>0x0</resetValue><fields>\n",
		r, r, 4 * r);
	for (int f = 0; f < FIELDS; f++)
		write_field(file, f);
	fprintf(file, "</fields></register>\n");
}

static void write_file(const char *path)
{
	FILE *file = fopen(path, "we");

	if (!file)
		err(1, "%s", path);
	fprintf(file, "<device><name>BENCH</name><peripherals>\n");
	for (int p = 0; p < PERIPHERALS; p++) {
		fprintf(file,
			"<peripheral><name>PERIPHERAL%d</name><baseAddress>0x%x</baseAddress>"
			"<registers>\n",
			p, 0x40000000 + 0x1000 * p);
		for (int r = 0; r < REGISTERS; r++)
			write_register(file, r);
		fprintf(file, "</registers></peripheral>\n");
	}
	fprintf(file, "</peripherals></device>\n");
	if (fclose(file))
		err(1, "%s", path);
}

/* The path is the file's, the buffer the program's name. */
static void op_convert(const struct side *side)
{
	run_program((const char *const[]){ side->buffer, side->path, NULL });
}

static struct side reader(const char *program, const char *file)
{
	return (struct side){
		.operate = op_convert,
		.path = file,
		.buffer = (void *)(uintptr_t)program,
		.batch = 1,
	};
}

static double time_of(const struct side *side)
{
	double times[ROUNDS];

	for (int i = 0; i < ROUNDS; i++) {
		double begin = now();

		side->operate(side);
		times[i] = now() - begin;
	}
	return median(times, ROUNDS);
}

void svd_run(const char *svd2devmemfs, const char *expatonly)
{
	const char *file = place("bench.svd");
	struct contest c = {
		.what = "svd2devmemfs : expat alone",
		.rounds = ROUNDS,
		.ratio = TIME,
		.a = reader(svd2devmemfs, file),
		.b = reader(expatonly, file),
	};

	print_heading("a vendor's file of 3,000 registers with 15,000 fields (A : B)");
	write_file(file);
	print_figure("svd2devmemfs converts it", time_of(&c.a) * 1e3, "ms", 500);
	contest_run(&c);
}
