#include "base/catalogue.h"

#include <endian.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Made with --endianness=little. A table has the size and the place of each text. */
enum { MAGIC = 0x950412de, AT_COUNT = 8, AT_ORIGINALS = 12, AT_TRANSLATIONS = 16 };
enum { HEADER_BYTES = 28, ENTRY_BYTES = 8, FILE_MAX_BYTES = 4 * 1024 * 1024 };

struct catalogue {
    struct catalogue *next;
    char *path;
    const char *data;
    size_t size;
    uint32_t count, originals, translations;
};

static struct catalogue *loaded;

static uint32_t number_at(const struct catalogue *catalogue, size_t at)
{
    uint32_t number = 0;
    if (at + sizeof number <= catalogue->size) {
        memcpy(&number, catalogue->data + at, sizeof number);
    }
    return le32toh(number);
}

/* Each ends with a NUL; NULL where it does not lie in the file. */
static const char *text_at(const struct catalogue *catalogue, size_t table, size_t index)
{
    size_t entry = table + index * ENTRY_BYTES;
    size_t size = number_at(catalogue, entry), at = number_at(catalogue, entry + 4);
    bool is_good = entry + ENTRY_BYTES <= catalogue->size && at + size < catalogue->size &&
                   !catalogue->data[at + size];
    return is_good ? catalogue->data + at : NULL;
}

static bool is_whole(const struct catalogue *catalogue)
{
    const char *last = NULL;
    for (size_t i = 0; i < catalogue->count; i++) {
        const char *original = text_at(catalogue, catalogue->originals, i);
        if (!original || !text_at(catalogue, catalogue->translations, i) ||
            (last && strcmp(last, original) >= 0)) {
            return false;
        }
        last = original;
    }
    return number_at(catalogue, 0) == (uint32_t)MAGIC;
}

/* What an upgrade puts in its place is another file: this one stays as it is. */
static bool map_file(const char *path, struct catalogue *catalogue)
{
    struct stat is;
    void *data = MAP_FAILED;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &is) == 0 && is.st_size >= HEADER_BYTES &&
        is.st_size <= FILE_MAX_BYTES) {
        catalogue->size = (size_t)is.st_size;
        data = mmap(NULL, catalogue->size, PROT_READ, MAP_PRIVATE, fd, 0);
    }
    if (fd >= 0) {
        close(fd);
    }
    catalogue->data = data != MAP_FAILED ? data : NULL;
    return data != MAP_FAILED;
}

static void destroy(struct catalogue *catalogue)
{
    if (catalogue->data) {
        munmap((void *)catalogue->data, catalogue->size);
    }
    free(catalogue->path);
    free(catalogue);
}

const struct catalogue *catalogue_load(const char *path)
{
    for (struct catalogue *one = loaded; one; one = one->next) {
        if (strcmp(one->path, path) == 0) {
            return one;
        }
    }
    struct catalogue *catalogue = calloc(1, sizeof *catalogue);
    if (!catalogue) {
        return NULL;
    }
    catalogue->path = strdup(path);
    if (!catalogue->path || !map_file(path, catalogue)) {
        destroy(catalogue);
        return NULL;
    }
    catalogue->count = number_at(catalogue, AT_COUNT);
    catalogue->originals = number_at(catalogue, AT_ORIGINALS);
    catalogue->translations = number_at(catalogue, AT_TRANSLATIONS);
    if (!is_whole(catalogue)) {
        destroy(catalogue);
        return NULL;
    }
    catalogue->next = loaded;
    loaded = catalogue;
    return catalogue;
}

const char *catalogue_find(const struct catalogue *catalogue, const char *english)
{
    size_t first = 0, end = catalogue->count;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        int order = strcmp(english, text_at(catalogue, catalogue->originals, middle));
        if (order == 0) {
            return text_at(catalogue, catalogue->translations, middle);
        }
        first = order > 0 ? middle + 1 : first;
        end = order < 0 ? middle : end;
    }
    return NULL;
}

const char *catalogue_original(const struct catalogue *catalogue, size_t index)
{
    return text_at(catalogue, catalogue->originals, index);
}

size_t catalogue_count(const struct catalogue *catalogue)
{
    return catalogue->count;
}
