/* Writes pictures with a code each, for tests/e2e/e2e_coded.py:
 *   make_coded FOLDER SEED COUNT
 * FOLDER/SEED.png or .jpg; to standard output a line for each: seed, name, text, what is
 * difficult about it, with tabs between. */
#include "decode/coded.h"

#include <stdio.h>
#include <stdlib.h>

static bool make(const char *folder, unsigned seed)
{
    char path[4096];
    struct coded coded;
    if (!coded_make(&coded, seed)) {
        return false;
    }
    const char *kind = coded.file.data[0] == 0xFF ? "jpg" : "png";
    snprintf(path, sizeof path, "%s/%u.%s", folder, seed, kind);
    FILE *file = fopen(path, "wb");
    bool done = file && fwrite(coded.file.data, 1, coded.file.size, file) == coded.file.size;
    done = file && fclose(file) == 0 && done;
    free((void *)(uintptr_t)coded.file.data);
    printf("%u\t%u.%s\t%s\t%s\n", seed, seed, kind, coded.text, coded.how);
    return done;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: make_coded FOLDER SEED COUNT\n", stderr);
        return 2;
    }
    unsigned first = (unsigned)strtoul(argv[2], NULL, 10),
             count = (unsigned)strtoul(argv[3], NULL, 10);
    bool done = true;
    for (unsigned i = 0; done && i < count; i++) {
        done = make(argv[1], first + i);
    }
    return done ? 0 : 1;
}
