#include "command/elsewhere.h"

#include "base/log.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

enum { ROOM = sizeof "/libexec/lobbycard/" + 32 };

/* Beside this program (a build folder), in libexec of the prefix that it was installed to, or
 * where it was configured to be installed: a prefix may be one that only `cmake --install` was
 * told. */
void execute_sibling(const char *name, char *const *argv)
{
    char path[PATH_MAX + ROOM];
    ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - 1);
    path[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(path, '/');
    if (slash) {
        strcpy(slash + 1, name);
        execv(path, argv);
        *slash = '\0';
        slash = strrchr(path, '/');
    }
    if (slash) {
        strcpy(slash, "/libexec/lobbycard/");
        strcat(path, name);
        execv(path, argv);
    }
    strcpy(path, LOBBYCARD_LIBEXEC_DIR "/");
    strcat(path, name);
    execv(path, argv);
}

static int run_sibling(const char *name, const struct invocation *invocation)
{
    execute_sibling(name, invocation->argv);
    log_error("%s: %s", name, strerror(errno));
    return EXIT_FAILED;
}

int command_fetch_elsewhere(const struct invocation *invocation)
{
    return run_sibling(fetch_program, invocation);
}

int command_check_elsewhere(const struct invocation *invocation)
{
    return run_sibling("lobbycard-check", invocation);
}

const char fetch_program[] = "lobbycard-fetch";
