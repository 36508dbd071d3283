/* Other programs as children of this one. */
#pragma once

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Where the program of ours of that name is: beside this one (a build folder), in libexec of
 * the prefix that this one was installed to, in bin of it where this one is in libexec, or
 * where it was configured to be installed, because a prefix may be one that only `cmake
 * --install` was told. False when it is nowhere. */
bool child_find(const char *name, char out[PATH_MAX]);
bool child_find_module(const char *name, char out[PATH_MAX]); /* that is not executed */

struct child {
    const char *program;                          /* a path, or a name that PATH has */
    const char *const *argv, *const *environment; /* end with NULL */
    int in, out, error; /* become its standard descriptors, the only ones; -1: /dev/null */
};

/* Ours, without what a service manager says to this process alone (NOTIFY_SOCKET and the like):
 * a child that speaks there speaks for us. The caller frees the list, not its texts. NULL when
 * memory is out. */
const char **child_environment(void);

/* Starts it with no signal blocked, and SIGPIPE not ignored. Gives 0, or why not as errno has
 * it. */
int child_start(const struct child *child, pid_t *pid);

enum { CHILD_KEPT_FD = 3 };

/* Starts one, as nice as that, which is sent SIGTERM when the thread that starts it ends; where
 * this process has gone meanwhile, it never begins. posix_spawn can do neither. It has our
 * standard descriptors, and `kept` as CHILD_KEPT_FD unless that is -1. SIGHUP is blocked in
 * it, so that one sent early waits until it can take it: from the first where the caller has it
 * blocked. Gives 0 or errno; *pid is 0 then. One whose program is not there leaves with 127. */
int child_start_bound(const struct child *child, int kept, int niceness, pid_t *pid);

/* Asks it to leave, and after that long makes it. SIGCHLD must be blocked. */
void child_end(pid_t pid, int64_t most_ms);
