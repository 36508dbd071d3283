#include "config/config.h"

#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char data_dir[PATH_MAX];
static bool is_clone;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static bool has_folder(const char *parent, const char *name)
{
    char path[PATH_MAX];
    struct stat info;
    int length = snprintf(path, sizeof path, "%s/%s", parent, name);
    return length > 0 && (size_t)length < sizeof path && stat(path, &info) == 0 &&
           S_ISDIR(info.st_mode);
}

static bool is_source_tree(const char *path)
{
    return has_folder(path, "fonts") && has_folder(path, "assets/themes") &&
           has_folder(path, "config/guard");
}

/* The program is where it was built, in the source tree or anywhere else. */
static bool is_in_build(const char *program)
{
    static const char folder[] = LOBBYCARD_BINARY_DIR "/";
    return strncmp(program, folder, sizeof folder - 1) == 0 &&
           is_source_tree(LOBBYCARD_SOURCE_DIR);
}

/* The nearest folder above the program that holds the data, or share/lobbycard with it: a
 * source tree with its build folder in it, a prefix, and either may have been moved. Cuts
 * `program` down to it. */
static bool find_above(char *program)
{
    static const char share[] = "share/lobbycard";
    for (char *slash; (slash = strrchr(program, '/')) && slash != program;) {
        *slash = '\0';
        if (has_folder(program, "share/lobbycard/fonts") &&
            has_folder(program, "share/lobbycard/assets")) {
            snprintf(data_dir, sizeof data_dir, "%.*s/%s",
                (int)(sizeof data_dir - sizeof share - 1), program, share);
            return true;
        }
        if (is_source_tree(program)) {
            is_clone = true;
            snprintf(data_dir, sizeof data_dir, "%s", program);
            return true;
        }
    }
    return false;
}

static void find(void)
{
    const char *given = getenv("LOBBYCARD_DATA");
    char program[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    program[length > 0 ? length : 0] = '\0';
    if (is_in_build(program)) {
        is_clone = true;
        snprintf(data_dir, sizeof data_dir, "%s", LOBBYCARD_SOURCE_DIR);
    } else if (!find_above(program)) {
        snprintf(data_dir, sizeof data_dir, "%s", LOBBYCARD_DATA_DIR);
    }
    if (given && *given) {
        snprintf(data_dir, sizeof data_dir, "%s", given);
    }
}

const char *config_data_dir(void)
{
    pthread_once(&once, find);
    return data_dir;
}

bool config_in_clone(void)
{
    pthread_once(&once, find);
    return is_clone;
}
