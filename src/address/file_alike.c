#include "address/file_alike.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unistd.h>

enum { NAME_UNITS = 3 * NAME_MAX + 1, ENTRIES_MAX = 20000 };

struct name {
    UChar units[NAME_UNITS];
    int32_t size;
};

static bool compose(const char *text, size_t size, struct name *out)
{
    UChar plain[NAME_UNITS];
    int32_t length = 0;
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *form = unorm2_getNFCInstance(&error);
    if (size <= NAME_MAX) {
        u_strFromUTF8(plain, NAME_UNITS, &length, text, (int32_t)size, &error);
        out->size = unorm2_normalize(form, plain, length, out->units, NAME_UNITS, &error);
    }
    return size <= NAME_MAX && U_SUCCESS(error);
}

static bool is_alike(const struct name *name, const char *entry)
{
    struct name other;
    return compose(entry, strlen(entry), &other) && other.size == name->size &&
           u_memcmp(other.units, name->units, name->size) == 0;
}

/* Appends the entry of the folder `out` that is called so, as it is written there. */
static bool append_alike(char out[PATH_MAX], const char *text, size_t size)
{
    size_t end = strlen(out);
    struct name name;
    struct dirent *entry = NULL;
    DIR *folder = compose(text, size, &name) ? opendir(end ? out : "/") : NULL;
    for (int i = 0; folder && i < ENTRIES_MAX && (entry = readdir(folder)) &&
                    !is_alike(&name, entry->d_name);
         i++) {
    }
    bool found =
        entry && is_alike(&name, entry->d_name) && end + strlen(entry->d_name) + 2 <= PATH_MAX;
    if (found) {
        snprintf(out + end, PATH_MAX - end, "/%s", entry->d_name);
    }
    if (folder) {
        closedir(folder);
    }
    return found;
}

bool file_alike(const char *path, char out[PATH_MAX])
{
    bool found = *path == '/' && strlen(path) < PATH_MAX;
    out[0] = '\0';
    while (found && path[strspn(path, "/")]) {
        path += strspn(path, "/");
        size_t size = strcspn(path, "/"), end = strlen(out);
        if (end + size + 2 > PATH_MAX) {
            return false;
        }
        snprintf(out + end, PATH_MAX - end, "/%.*s", (int)size, path);
        if (access(out, F_OK) != 0) {
            out[end] = '\0';
            found = append_alike(out, path, size);
        }
        path += size;
    }
    return found;
}
