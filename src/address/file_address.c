#include "address/file_address.h"

#include "address/address.h"
#include "address/file_alike.h"
#include "base/translated.h"

#include <errno.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *file_address(struct arena *arena, const char *path)
{
    const char *encoded =
        address_encode(arena, (struct address_part) { path, strlen(path) }, "%?#");
    return encoded ? arena_printf(arena, "file://%s", encoded) : NULL;
}

const char *file_address_of(struct arena *arena, const char *path)
{
    char folder[PATH_MAX];
    char *above = arena_strdup(arena, path), *name = arena_strdup(arena, path);
    if (!above || !name || !realpath(dirname(above), folder)) {
        return NULL;
    }
    const char *between = folder[1] ? "/" : "";
    const char *whole = arena_printf(arena, "%s%s%s", folder, between, basename(name));
    return whole ? file_address(arena, whole) : NULL;
}

const char *file_address_path(struct arena *arena, const char *text)
{
    struct address address;
    if (!address_parse(text, &address) || !address_has_scheme(&address, "file") ||
        (address.authority.size > 0 &&
            (address.authority.size != 9 ||
                strncasecmp(address.authority.text, "localhost", 9) != 0))) {
        return NULL;
    }
    char *path = address.path.size > 0
                     ? arena_strndup(arena, address.path.text, address.path.size)
                     : NULL;
    return path && address_decode(path) ? path : NULL;
}

/* The real paths of a file and of a folder, of which each may be the root. */
static bool is_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    length -= length > 0 && folder[length - 1] == '/';
    return strncmp(path, folder, length) == 0 && path[length] == '/';
}

static bool find_real(const char *path, char out[PATH_MAX])
{
    char alike[PATH_MAX];
    bool found = realpath(path, out);
    int why = errno;
    found = found || (why == ENOENT && file_alike(path, alike) && realpath(alike, out));
    errno = why;
    return found;
}

enum file_place file_address_below(
    const char *feed, const char *address, char out[PATH_MAX], struct error *error)
{
    enum file_place place = FILE_MISSING;
    struct arena arena;
    char folder[PATH_MAX], *base;
    arena_init(&arena);
    const char *path = file_address_path(&arena, address);
    const char *feed_path = file_address_path(&arena, feed);
    if (!path || !feed_path || !(base = arena_strdup(&arena, feed_path))) {
        error_set(error, "not an address of a file: \"%s\"", address);
    } else if (!find_real(path, out) || !realpath(dirname(base), folder)) {
        error_set(error, "%s: %s", path, translated_errno(errno));
    } else if (!is_below(out, folder)) {
        error_set(error, "%s: outside of the feed's folder", path);
        place = FILE_OUTSIDE;
    } else {
        place = FILE_BELOW;
    }
    arena_finish(&arena);
    return place;
}
