/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Capabilities by libcap-ng, users, and the promise never to gain any of it again. */
#include "privilege.h"

#include <cap-ng.h>
#include <errno.h>
#include <pwd.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "log.h"

enum { NONE = CAP_LAST_CAP + 1 };

bool privilege_borrowed(void)
{
	return getauxval(AT_SECURE) || getuid() != geteuid() || getgid() != getegid();
}

bool privilege_held(void)
{
	capng_get_caps_process();
	return capng_have_capabilities(CAPNG_SELECT_CAPS) > CAPNG_NONE;
}

static int failed(const char *what)
{
	int error = errno ? errno : EPERM;

	log_line("%s: %s", what, strerror(error));
	return -error;
}

/* No program that it could start would have more either. */
static int gain_no_more(void)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return failed("new privileges cannot be ruled out");
	return 0;
}

/* Only CAP_SETPCAP can empty the bounding set; without it nothing can be gained from that either.
 */
static int keep_only(unsigned int a, unsigned int b)
{
	bool bounds;

	capng_get_caps_process();
	bounds = capng_have_capability(CAPNG_EFFECTIVE, CAP_SETPCAP);
	a = capng_have_capability(CAPNG_PERMITTED, a) ? a : NONE;
	b = capng_have_capability(CAPNG_PERMITTED, b) ? b : NONE;
	capng_clear(CAPNG_SELECT_ALL);
	if (a != NONE)
		capng_update(CAPNG_ADD, CAPNG_EFFECTIVE | CAPNG_PERMITTED, a);
	if (b != NONE)
		capng_update(CAPNG_ADD, CAPNG_EFFECTIVE | CAPNG_PERMITTED, b);
	errno = 0;
	if (capng_apply(bounds ? CAPNG_SELECT_ALL : CAPNG_SELECT_CAPS) < 0)
		return failed("capabilities cannot be given up");
	return gain_no_more();
}

/* That keeps no capability either. */
static int become(const char *user)
{
	const capng_flags_t flags =
		CAPNG_INIT_SUPP_GRP | CAPNG_CLEAR_BOUNDING | CAPNG_CLEAR_AMBIENT;
	const struct passwd *pw = getpwnam(user);

	capng_clear(CAPNG_SELECT_ALL);
	errno = pw ? 0 : ENOENT;
	if (!pw || capng_change_id((int)pw->pw_uid, (int)pw->pw_gid, flags) < 0) {
		log_line("user = \"%s\": the daemon cannot become that user: %s; start it as root",
			 user, strerror(errno ? errno : EPERM));
		return -EPERM;
	}
	return gain_no_more();
}

int privilege_drop(const char *user)
{
	return user ? become(user) : keep_only(NONE, NONE);
}

int privilege_keep(bool to_open)
{
	return keep_only(CAP_SYS_ADMIN, to_open ? CAP_SYS_RAWIO : NONE);
}
