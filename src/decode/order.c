#include "decode/order.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Of whoever started us, so that a message without a file is nobody's. */
static bool take_file(struct msghdr *message)
{
    const struct cmsghdr *header = CMSG_FIRSTHDR(message);
    int file;
    if (!header || header->cmsg_type != SCM_RIGHTS ||
        header->cmsg_len != CMSG_LEN(sizeof file)) {
        return false;
    }
    memcpy(&file, CMSG_DATA(header), sizeof file);
    bool done = dup2(file, STDIN_FILENO) == STDIN_FILENO;
    close(file);
    return done;
}

static void cut(struct order *order, size_t size)
{
    static char nobody[] = "lobbycard-decode";
    order->arguments[0] = nobody;
    order->count = 1;
    order->text[size] = '\0';
    for (size_t at = 0; at < size && order->count < DECODE_ARGUMENTS_MAX; order->count++) {
        order->arguments[order->count] = order->text + at;
        at += strlen(order->text + at) + 1;
    }
    order->arguments[order->count] = NULL;
}

bool order_take(struct order *order)
{
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } file;
    struct iovec text = { order->text, sizeof order->text - 1 };
    struct msghdr message = {
        .msg_iov = &text, .msg_iovlen = 1, .msg_control = &file, .msg_controllen = sizeof file
    };
    ssize_t got;
    while ((got = recvmsg(STDIN_FILENO, &message, MSG_CMSG_CLOEXEC)) < 0 && errno == EINTR) {
    }
    if (got <= 0 || !take_file(&message)) {
        return false;
    }
    cut(order, (size_t)got);
    return true;
}
