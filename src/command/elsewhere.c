#include "command/elsewhere.h"

#include "base/log.h"
#include "base/system/child.h"
#include "base/translated.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* `package` is the one of Debian's that has it. */
static int run_sibling(
    const char *name, const char *package, const struct invocation *invocation)
{
    char path[PATH_MAX];
    if (child_find(name, path)) {
        execv(path, invocation->argv);
        log_error("%s: %s", name, translated_errno(errno));
    } else {
        log_error(
            "%s is not installed: install the package %s, or all of it with cmake --install",
            name, package);
    }
    return EXIT_FAILED;
}

static int run_fetch(const struct invocation *invocation)
{
    return run_sibling(fetch_program, "lobbycard", invocation);
}

static int run_check(const struct invocation *invocation)
{
    return run_sibling("lobbycard-check", "lobbycard", invocation);
}

const struct command command_adapt_elsewhere = {
    .name = "adapt",
    .usage = "[OPTION]... [FILE|URL|-]",
    .does = N_("a foreign document as a native feed"),
    .is_elsewhere = true,
    .run = run_check,
};

const struct command command_fetch_elsewhere = {
    .name = "fetch",
    .usage = "[OPTION]...",
    .does = N_("keep the store fresh"),
    .is_elsewhere = true,
    .run = run_fetch,
};

const struct command command_check_elsewhere = {
    .name = "check",
    .usage = "[OPTION]... [FILE|URL]...",
    .does = N_("what would go wrong on the wall, said at the desk"),
    .is_elsewhere = true,
    .run = run_check,
};

static int run_desk(const struct invocation *invocation)
{
    return run_sibling("lobbycard-desk", "lobbycard-desk", invocation);
}

const struct command command_desk_elsewhere = {
    .name = "desk",
    .usage = "[OPTION]... [WHAT [NAME]]",
    .does = N_("the editors' web page, and who may use it"),
    .is_elsewhere = true,
    .run = run_desk,
};

const char fetch_program[] = "lobbycard-fetch";
