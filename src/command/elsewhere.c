#include "command/elsewhere.h"

#include "base/log.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

enum { NAME_MAX_BYTES = 32 };

void execute_sibling(const char *name, char *const *argv)
{
    char path[PATH_MAX + NAME_MAX_BYTES];
    ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - 1);
    if (length > 0) {
        path[length] = '\0';
        char *slash = strrchr(path, '/');
        strcpy(slash ? slash + 1 : path, name);
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
