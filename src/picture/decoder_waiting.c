/* A decoder that is begun before its picture is known (decode/wire.h). */
#include "base/clock.h"
#include "decode/wire.h"
#include "picture/decoder.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct decoder_waiting {
    struct helper helper;
    int socket; /* on which it is told */
};

struct decoder_waiting *decoder_wait(void)
{
    static const char *const arguments[] = { "wait", NULL };
    struct error ignored; /* who asks for a picture starts one, and hears why */
    int sockets[2];
    struct decoder_waiting *waiting = calloc(1, sizeof *waiting);
    if (!waiting || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) != 0) {
        free(waiting);
        return NULL;
    }
    bool done = decoder_start_on(&waiting->helper, sockets[1], arguments, 0, &ignored);
    close(sockets[1]);
    waiting->socket = sockets[0];
    if (!done) {
        close(sockets[0]);
        free(waiting);
        return NULL;
    }
    return waiting;
}

static bool send_order(int socket, const char *const *arguments, int picture)
{
    char text[DECODE_ORDER_MAX_BYTES];
    struct iovec order = { text, 0 };
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof picture)];
    } file = { .header = { .cmsg_len = CMSG_LEN(sizeof picture),
                   .cmsg_level = SOL_SOCKET,
                   .cmsg_type = SCM_RIGHTS } };
    memcpy(CMSG_DATA(&file.header), &picture, sizeof picture);
    for (; *arguments; arguments++) {
        size_t size = strlen(*arguments) + 1;
        if (size > sizeof text - order.iov_len) {
            return false;
        }
        memcpy(text + order.iov_len, *arguments, size);
        order.iov_len += size;
    }
    const struct msghdr message = {
        .msg_iov = &order, .msg_iovlen = 1, .msg_control = &file, .msg_controllen = sizeof file
    };
    return sendmsg(socket, &message, MSG_NOSIGNAL) == (ssize_t)order.iov_len;
}

bool decoder_tell(struct decoder_waiting *waiting, const char *path,
    const char *const *arguments, int64_t max_ms, struct helper *decoder)
{
    int picture = open(path, O_RDONLY | O_CLOEXEC);
    bool done = picture >= 0 && send_order(waiting->socket, arguments, picture);
    if (picture >= 0) {
        close(picture);
    }
    if (!done) {
        decoder_let_go(waiting);
        return false;
    }
    close(waiting->socket);
    *decoder = waiting->helper;
    decoder->end_us = clock_mono_us() + max_ms * 1000;
    free(waiting);
    return true;
}

void decoder_let_go(struct decoder_waiting *waiting)
{
    if (waiting) {
        close(waiting->socket);
        helper_stop(&waiting->helper);
        free(waiting);
    }
}
