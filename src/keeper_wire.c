/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages with descriptors over a socket that keeps them apart (unix(7), SCM_RIGHTS). */
#include "keeper_wire.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct header {
	int word, result, flags;
};

/* Room for one descriptor, aligned for the kernel's header. */
union control {
	struct cmsghdr header;
	char bytes[CMSG_SPACE(sizeof(int))];
};

int keeper_send(int socket, enum keeper_word word, int result, int flags, const char *path, int fd)
{
	struct header h = { (int)word, result, flags };
	struct iovec parts[] = { { &h, sizeof(h) }, { (void *)path, strlen(path) } };
	struct msghdr m = { .msg_iov = parts, .msg_iovlen = 2 };
	union control control = { 0 };

	if (fd >= 0) {
		m.msg_control = control.bytes;
		m.msg_controllen = sizeof(control.bytes);
		*CMSG_FIRSTHDR(&m) = (struct cmsghdr){ .cmsg_len = CMSG_LEN(sizeof(int)),
						       .cmsg_level = SOL_SOCKET,
						       .cmsg_type = SCM_RIGHTS };
		memcpy(CMSG_DATA(CMSG_FIRSTHDR(&m)), &fd, sizeof(fd));
	}
	return sendmsg(socket, &m, MSG_NOSIGNAL) < 0 ? -errno : 0;
}

static int descriptor(struct msghdr *m)
{
	struct cmsghdr *c = CMSG_FIRSTHDR(m);
	int fd = -1;

	if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS &&
	    c->cmsg_len == CMSG_LEN(sizeof(int)))
		memcpy(&fd, CMSG_DATA(c), sizeof(fd));
	return fd;
}

int keeper_receive(int socket, struct keeper_file *file)
{
	struct header h;
	union control control;
	struct iovec parts[] = { { &h, sizeof(h) }, { file->path, sizeof(file->path) - 1 } };
	struct msghdr m = { .msg_iov = parts,
			    .msg_iovlen = 2,
			    .msg_control = control.bytes,
			    .msg_controllen = sizeof(control.bytes) };
	ssize_t n;

	do
		n = recvmsg(socket, &m, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	if (n < (ssize_t)sizeof(h))
		return n < 0 ? -errno : -ENOTCONN;
	file->path[(size_t)n - sizeof(h)] = '\0';
	file->result = h.result;
	file->flags = h.flags;
	file->fd = descriptor(&m);
	file->taken = false;
	if (m.msg_flags & (MSG_TRUNC | MSG_CTRUNC) || h.word < 0) {
		if (file->fd >= 0)
			close(file->fd);
		return -EPROTO;
	}
	return h.word;
}
