/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chooses the configuration: the one that was named, the default one, or one that is built in. */
#include "source.h"

#include <unistd.h>

#include "conf.h"
#include "demo_conf.h"

static const char default_config[] = SYSCONFDIR "/devmemfs.conf";

static const char browse_all[] = "browse = ( { tree = \"iomem\"; }, { tree = \"ioports\"; }, "
				 "{ tree = \"pci\"; } );";

static const char *file_of(const struct options *o)
{
	if (o->demo)
		return NULL;
	if (o->config)
		return o->config;
	return access(default_config, F_OK) == 0 ? default_config : NULL;
}

const char *source_name(const struct options *o)
{
	const char *file = file_of(o);

	if (o->demo)
		return "demo";
	return file ? file : "devmemfs";
}

bool source_is_file(const struct options *o)
{
	return file_of(o);
}

int source_load(const struct options *o, struct regions *wanted)
{
	const char *file = file_of(o);

	if (o->demo)
		return conf_load_text(wanted, demo_conf, "demo");
	if (file)
		return conf_load(wanted, file);
	return conf_load_text(wanted, browse_all, "built-in configuration");
}
