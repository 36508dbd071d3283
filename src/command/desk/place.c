#include "command/desk/place.h"

#include "base/system/file.h"
#include "base/translated.h"
#include "config/load.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Others may not even see names in it. */
static bool make_private(const char *path, struct error *error)
{
    struct stat stat_;
    if (!file_make_directories(path, error)) {
        return false;
    }
    if (stat(path, &stat_) != 0 || (stat_.st_uid == geteuid() && chmod(path, 0700) != 0)) {
        return error_set(error, "%s: %s", path, translated_errno(errno));
    }
    return true;
}

static bool name_files(struct place *place, const char *data, struct error *error)
{
    const char *publish = place->config->desk.publish;
    place->desk.data = arena_strdup(&place->arena, data);
    place->desk.database = arena_printf(&place->arena, "%s/desk.db", data);
    place->desk.publish =
        *publish ? publish : arena_printf(&place->arena, "%s/published/feed.json", data);
    place->spool = arena_printf(&place->arena, "%s/spool", data);
    return !place->arena.has_failed || error_set(error, "out of memory");
}

bool place_init(
    struct place *place, const struct invocation *invocation, int *status, struct error *error)
{
    const struct desk_options *options = invocation->options;
    *place = (struct place) { .lock_fd = -1 };
    arena_init(&place->arena);
    place->config = command_load_config_to_log(invocation);
    if (!place->config) {
        *status = EXIT_CONFIG;
        return false;
    }
    *status = EXIT_FAILED;
    place->desk.config = place->config;
    const char *data = options->data ? options->data : place->config->desk.data;
    if (*data != '/') {
        *status = EXIT_USAGE;
        return error_set(error, "--data: %s is no absolute path", data);
    }
    return name_files(place, data, error) && make_private(data, error) &&
           make_private(place->spool, error);
}

bool place_lock(struct place *place, struct error *error)
{
    const char *path = arena_printf(&place->arena, "%s/lock", place->desk.data);
    if (!path) {
        return error_set(error, "out of memory");
    }
    place->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (place->lock_fd >= 0 && flock(place->lock_fd, LOCK_EX | LOCK_NB) == 0) {
        return true;
    }
    return errno == EWOULDBLOCK
               ? error_set(error,
                     "%s: another desk serves it: end that, or name another --data",
                     place->desk.data)
               : error_set(error, "%s: %s", path, translated_errno(errno));
}

void place_finish(struct place *place)
{
    if (place->lock_fd >= 0) {
        close(place->lock_fd);
    }
    config_destroy(place->config);
    arena_finish(&place->arena);
}
