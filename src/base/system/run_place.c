#include "base/system/run_place.h"

#include "base/hash.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The session of whoever owns the store, which is who plays from it. */
static void find_session(const char *store_path, char folder[64])
{
    struct stat info;
    uid_t owner = stat(store_path, &info) == 0 ? info.st_uid : geteuid();
    snprintf(folder, 64, "/run/user/%ju", (uintmax_t)owner);
}

/* The shipped unit's RuntimeDirectory is known by name too: an administrator's shell has not
 * its environment. */
size_t run_places(
    const char *store_path, const char *note, char paths[RUN_PLACES_MAX][PATH_MAX])
{
    char session[64], real[PATH_MAX];
    find_session(store_path, session);
    const char *const folders[RUN_PLACES_MAX] = { getenv("RUNTIME_DIRECTORY"),
        getenv("XDG_RUNTIME_DIR"), "/run/lobbycard-play", session };
    uint64_t hash = hash_text(realpath(store_path, real) ? real : store_path);
    size_t count = 0;
    for (size_t i = 0; i < RUN_PLACES_MAX; i++) {
        if (folders[i] && *folders[i] == '/') {
            int length = snprintf(paths[count], PATH_MAX, "%s/lobbycard-%016" PRIx64 "-%s",
                folders[i], hash, note);
            count += length > 0 && length < PATH_MAX;
        }
    }
    return count;
}
