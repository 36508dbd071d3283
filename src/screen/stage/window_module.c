/* The program's way to SDL and KMS: a module beside it. */
#include "base/system/child.h"
#include "screen/stage/window.h"

#include <dlfcn.h>

static const char name[] = "lobbycard-sdl.so";

static const struct window_kind *load(const char *symbol, struct error *error)
{
    char path[PATH_MAX];
    if (!child_find_module(name, path)) {
        error_set(error,
            "%s is not installed: install the package lobbycard, or all of it with cmake --install",
            name);
        return NULL;
    }
    void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL); /* for good */
    const struct window_kind *kind = module ? dlsym(module, symbol) : NULL;
    if (!kind) {
        error_set(error, "%s", dlerror());
    }
    return kind;
}

const struct window_kind *window_by_sdl(struct error *error)
{
    return load("window_sdl", error);
}

const struct window_kind *window_by_kms(struct error *error)
{
    return load("window_kms", error);
}
