#include "content/text/file_address.h"

#include "base/translated.h"

#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char scheme[] = "file://";

const char *file_address(struct arena *arena, const char *path)
{
    size_t length = strlen(path);
    char *address = arena_alloc(arena, sizeof scheme + 3 * length), *at = address;
    if (!address) {
        return NULL;
    }
    at = stpcpy(at, scheme);
    for (size_t i = 0; i < length; i++) {
        if (strchr("%?#", path[i])) {
            at += sprintf(at, "%%%02X", (unsigned)(unsigned char)path[i]);
        } else {
            *at++ = path[i];
        }
    }
    *at = '\0';
    return address;
}

/* 0 to 15, or -1. */
static int digit_of(char character)
{
    static const char digits[] = "0123456789abcdef";
    const char *found = character ? strchr(digits, character | 0x20) : NULL;
    return found && character > ' ' ? (int)(found - digits) : -1;
}

/* In place; false at a NUL. A % that begins nothing stays. */
static bool decode(char *text)
{
    char *out = text;
    for (const char *at = text; *at; at++) {
        int high = *at == '%' ? digit_of(at[1]) : -1;
        int low = high >= 0 ? digit_of(at[2]) : -1;
        if (low < 0) {
            *out++ = *at;
        } else if (high == 0 && low == 0) {
            return false;
        } else {
            *out++ = (char)(high << 4 | low);
            at += 2;
        }
    }
    *out = '\0';
    return true;
}

const char *file_address_path(struct arena *arena, const char *address)
{
    const char *at = address + sizeof scheme - 1;
    if (strncasecmp(address, scheme, sizeof scheme - 1) != 0) {
        return NULL;
    }
    at += strncasecmp(at, "localhost/", 10) == 0 ? 9 : 0;
    char *path = *at == '/' ? arena_strndup(arena, at, strcspn(at, "?#")) : NULL;
    return path && decode(path) ? path : NULL;
}

/* The real paths of a file and of a folder, of which each may be the root. */
static bool is_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    length -= length > 0 && folder[length - 1] == '/';
    return strncmp(path, folder, length) == 0 && path[length] == '/';
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
    } else if (!realpath(path, out) || !realpath(dirname(base), folder)) {
        error_set(error, "%s: %s", path, translated(strerror(errno)));
    } else if (!is_below(out, folder)) {
        error_set(error, "%s: outside of the feed's folder", path);
        place = FILE_OUTSIDE;
    } else {
        place = FILE_BELOW;
    }
    arena_finish(&arena);
    return place;
}
