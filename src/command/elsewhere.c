#include "command/elsewhere.h"

#include "base/child.h"
#include "base/log.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static int run_sibling(const char *name, const struct invocation *invocation)
{
    char path[PATH_MAX];
    errno = ENOENT;
    if (child_find(name, path)) {
        execv(path, invocation->argv);
    }
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
