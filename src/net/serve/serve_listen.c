#include "net/serve/serve_listen.h"

#include "base/translated.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

union endpoint {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
};

static bool read_endpoint(const char *listen, union endpoint *out, socklen_t *size)
{
    char host[64];
    const char *colon = strrchr(listen, ':');
    bool is_six = *listen == '[';
    int length = colon ? (int)(colon - listen) - 2 * is_six : 0;
    if (length <= 0 || length >= (int)sizeof host) {
        return false;
    }
    snprintf(host, sizeof host, "%.*s", length, listen + is_six);
    in_port_t port = htons((in_port_t)strtol(colon + 1, NULL, 10));
    memset(out, 0, sizeof *out);
    if (is_six) {
        out->six.sin6_family = AF_INET6;
        out->six.sin6_port = port;
        *size = sizeof out->six;
        return inet_pton(AF_INET6, host, &out->six.sin6_addr) == 1;
    }
    out->four.sin_family = AF_INET;
    out->four.sin_port = port;
    *size = sizeof out->four;
    return inet_pton(AF_INET, host, &out->four.sin_addr) == 1;
}

int serve_listen(const char *listen_at, struct error *error)
{
    enum { BACKLOG = 128 };
    union endpoint endpoint;
    socklen_t size;
    if (!read_endpoint(listen_at, &endpoint, &size)) {
        error_set(error, "%s: no ADDRESS:PORT", listen_at);
        return -1;
    }
    int on = 1;
    int fd = socket(endpoint.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool done = fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
                bind(fd, &endpoint.any, size) == 0 && listen(fd, BACKLOG) == 0;
    if (!done) {
        error_set(error, "%s: %s", listen_at, translated_errno(errno));
        if (fd >= 0) {
            close(fd);
        }
        return -1;
    }
    return fd;
}

int serve_listen_port(int fd)
{
    union endpoint endpoint;
    socklen_t size = sizeof endpoint;
    if (getsockname(fd, &endpoint.any, &size) != 0) {
        return 0;
    }
    return ntohs(
        endpoint.any.sa_family == AF_INET6 ? endpoint.six.sin6_port : endpoint.four.sin_port);
}
