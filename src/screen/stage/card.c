#include "screen/stage/card.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Kernel drivers whose GL is drawn by the CPU: screens of virtual machines and of servers. */
static bool is_plain_driver(const char *name)
{
    static const char *const plain[] = { "ast", "bochs-drm", "cirrus", "hyperv_drm", "mgag200",
        "qxl", "simple-framebuffer", "simpledrm", "udl", "vboxvideo", "vgem", "vkms" };
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (strcmp(plain[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* The name of the kernel's driver behind /sys/class/drm/NODE. */
static bool driver_of(const char *node, char *name, size_t size)
{
    char path[512], target[512];
    snprintf(path, sizeof path, "/sys/class/drm/%s/device/driver", node);
    ssize_t length = readlink(path, target, sizeof target - 1);
    if (length <= 0) {
        return false;
    }
    target[length] = '\0';
    const char *slash = strrchr(target, '/');
    snprintf(name, size, "%s", slash ? slash + 1 : target);
    return true;
}

/* A GL driver needs a render node; where there is none, or only a plain one, it is software. */
bool card_is_there(void)
{
    const char *forced = getenv("LIBGL_ALWAYS_SOFTWARE");
    bool found = false, is_forced = forced && *forced && strcmp(forced, "0") != 0;
    DIR *folder = is_forced ? NULL : opendir("/dev/dri");
    struct dirent *entry;
    while (folder && !found && (entry = readdir(folder))) {
        char driver[64];
        found = strncmp(entry->d_name, "renderD", 7) == 0 &&
                !(driver_of(entry->d_name, driver, sizeof driver) && is_plain_driver(driver));
    }
    if (folder) {
        closedir(folder);
    }
    /* Cards whose drivers bring their own nodes. */
    return !is_forced &&
           (found || access("/dev/nvidiactl", F_OK) == 0 || access("/dev/mali0", F_OK) == 0);
}
