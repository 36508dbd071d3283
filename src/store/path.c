#include "store/store_private.h"

#include <stdarg.h>
#include <stdio.h>

const char *store_path(const struct store *store)
{
    return store->path;
}

bool store_join(
    const struct store *store, char out[PATH_MAX], struct error *error, const char *format, ...)
{
    int used = snprintf(out, PATH_MAX, "%s/", store->path);
    va_list arguments;
    va_start(arguments, format);
    int more = -1;
    if (used > 0 && used < PATH_MAX) {
        more = vsnprintf(out + used, (size_t)(PATH_MAX - used), format, arguments);
    }
    va_end(arguments);
    if (more < 0 || used + more >= PATH_MAX) {
        return error_set(error, "%s: path too long", store->path);
    }
    return true;
}
