/* The protocol of sd_notify(3), which says that it may be spoken without libsystemd: that would
 * bring six libraries that pack and encrypt into each start. */
#include "report/notify.h"

#include "base/clock.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* Nobody waits for it where nobody is told to: nothing is said then, and nothing is wrong. */
static void say(const char *text)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    size_t length = path ? strlen(path) : 0;
    if (length < 2 || length >= sizeof address.sun_path || (*path != '/' && *path != '@')) {
        return;
    }
    memcpy(address.sun_path, path, length);
    if (*path == '@') {
        address.sun_path[0] = '\0'; /* a name that is in no folder */
    }
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd >= 0) {
        socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
        sendto(fd, text, strlen(text), MSG_NOSIGNAL, (struct sockaddr *)&address, size);
        close(fd);
    }
}

void notify_ready(void)
{
    say("READY=1");
}

void notify_stopping(void)
{
    say("STOPPING=1");
}

/* Type=notify-reload wants to know which READY=1 is the answer to this one. */
void notify_reloading(void)
{
    char text[64];
    snprintf(text, sizeof text, "RELOADING=1\nMONOTONIC_USEC=%" PRId64, clock_mono_us());
    say(text);
}

void notify_watchdog(void)
{
    say("WATCHDOG=1");
}

static bool is_for_us(void)
{
    const char *pid = getenv("WATCHDOG_PID");
    return !pid || strtol(pid, NULL, 10) == getpid();
}

int64_t notify_watchdog_interval_ms(void)
{
    const char *text = getenv("WATCHDOG_USEC");
    char *end = NULL;
    int64_t allowed_us = text ? strtoll(text, &end, 10) : 0;
    if (allowed_us <= 0 || *end != '\0' || !is_for_us()) {
        return 0;
    }
    int64_t half_ms = allowed_us / 2000;
    return half_ms > 0 ? half_ms : 1;
}
