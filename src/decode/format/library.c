#include "decode/format/library.h"

#include <dlfcn.h>
#include <string.h>

bool library_load(
    const char *soname, const struct library_function *functions, size_t count, void *table)
{
    void *library = dlopen(soname, RTLD_NOW | RTLD_LOCAL);
    bool done = library;
    for (size_t i = 0; done && i < count; i++) {
        void *address = dlsym(library, functions[i].name);
        memcpy((char *)table + functions[i].offset, &address, sizeof address);
        done = address;
    }
    return done;
}
