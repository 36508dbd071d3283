#include "config/config.h"

#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char data_dir[PATH_MAX];

static bool has_folder(const char *parent, const char *name)
{
    char path[PATH_MAX];
    struct stat info;
    int length = snprintf(path, sizeof path, "%s/%s", parent, name);
    return length > 0 && (size_t)length < sizeof path && stat(path, &info) == 0 &&
           S_ISDIR(info.st_mode);
}

/* Cuts path down to the source tree whose build/ it lies in. False when there is none. */
static bool find_source_tree(char *path)
{
    for (;;) {
        char *slash = strrchr(path, '/');
        if (!slash || slash == path) {
            return false;
        }
        bool is_build = strcmp(slash, "/build") == 0;
        *slash = '\0';
        if (is_build && has_folder(path, "fonts") && has_folder(path, "assets")) {
            return true;
        }
    }
}

/* PREFIX/bin/lobbycard and PREFIX/libexec/lobbycard/lobbycard-fetch read
 * PREFIX/share/lobbycard: an installed tree may be moved, or lie in a prefix that only `cmake
 * --install` was told. */
static bool find_prefix(char *path)
{
    static const char share[] = "share/lobbycard";
    enum { LEVELS = 3 };
    for (int i = 0; i < LEVELS; i++) {
        char *slash = strrchr(path, '/');
        if (!slash) {
            return false;
        }
        *slash = '\0';
        if (has_folder(path, "share/lobbycard/fonts") &&
            has_folder(path, "share/lobbycard/assets")) {
            snprintf(data_dir, sizeof data_dir, "%.*s/%s",
                (int)(sizeof data_dir - sizeof share - 1), path, share);
            return true;
        }
    }
    return false;
}

static void find(void)
{
    const char *given = getenv("LOBBYCARD_DATA");
    if (given && *given) {
        snprintf(data_dir, sizeof data_dir, "%s", given);
        return;
    }
    char program[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length > 0) {
        program[length] = '\0';
        snprintf(data_dir, sizeof data_dir, "%s", program);
        if (find_source_tree(data_dir) || find_prefix(program)) {
            return;
        }
    }
    snprintf(data_dir, sizeof data_dir, "%s", LOBBYCARD_DATA_DIR);
}

const char *config_data_dir(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, find);
    return data_dir;
}
