/* Addresses of files, which `fetch`, `check` and `render` must read alike. */
#pragma once

#include "base/arena.h"
#include "base/error.h"

#include <limits.h>
#include <stdbool.h>

/* file:///PATH of an absolute path, whose %, ? and # are encoded. In the arena; NULL when
 * memory is out. */
const char *file_address(struct arena *arena, const char *path);

/* That of any path. A feed that is a link keeps the link's folder, as it does for who asks for
 * it by its address: pictures lie beside the name that is published. NULL when there is no such
 * folder or memory is out. */
const char *file_address_of(struct arena *arena, const char *path);

/* The path that a file: address names, decoded, without query and fragment. In the arena; NULL
 * where it is no address of a file here, has a NUL, or memory is out. */
const char *file_address_path(struct arena *arena, const char *address);

enum file_place {
    FILE_BELOW,   /* the folder: out is its path */
    FILE_OUTSIDE, /* wherever links, "..", or %2e lead: not to be read */
    FILE_MISSING, /* or nobody may look: the error says why */
};

/* Where the picture at that address really lies, seen from the folder of the feed at `feed`.
 * Links are followed, the folder's own too; a name may be in another normal form than the
 * file's. Both file: addresses. An error in the last two cases. */
enum file_place file_address_below(
    const char *feed, const char *address, char out[PATH_MAX], struct error *error);
