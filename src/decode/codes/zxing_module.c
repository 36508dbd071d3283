/* The program's way to zxing-cpp: a module beside it, loaded where codes are looked for. It and
 * the C++ library would cost each picture that is only shown their start and their memory. */
#include "decode/codes/zxing.h"
#include "decode/format/library.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { NOT_STARTED = 127 /* as where the loader does not find a library */ };

struct zxing_functions {
    bool (*find)(
        const struct zxing_grey *grey, enum zxing_kind kind, zxing_take take, void *context);
};

/* Whose picture it is held for where nobody can look for codes. */
static _Noreturn void leave_without(const char *path)
{
    const char *why = dlerror();
    fputs(why ? why : path, stderr);
    fputs("\n", stderr);
    _exit(NOT_STARTED);
}

static struct zxing_functions load(void)
{
    static const char name[] = "lobbycard-codes.so";
    static const struct library_function wanted[] = { { "zxing_find",
        offsetof(struct zxing_functions, find) } };
    struct zxing_functions functions = { NULL };
    char path[PATH_MAX + sizeof name];
    ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - 1);
    path[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(path, '/');
    strcpy(slash ? slash + 1 : path, name);
    if (!slash || !library_load(path, wanted, 1, &functions)) {
        leave_without(path);
    }
    return functions;
}

/* First by codes_prepare, before the sandbox is entered. */
bool zxing_find(
    const struct zxing_grey *grey, enum zxing_kind kind, zxing_take take, void *context)
{
    static struct zxing_functions functions;
    if (!functions.find) {
        functions = load();
    }
    return functions.find(grey, kind, take, context);
}
