#include "screen/font/glyphs.h"

#include "base/hash.h"
#include "screen/font/glyphs_private.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 2048 };

struct entry {
    struct entry *next_in_bucket;
    struct entry *newer, *older; /* by last use */
    struct ink ink;
    size_t bytes, bucket;
    int face, px;
    size_t size;
    char text[];
};

struct glyphs {
    struct fonts *fonts;
    size_t max_bytes, bytes;
    struct entry *newest, *oldest;
    struct entry *buckets[BUCKETS];
};

struct glyphs *glyphs_create(struct fonts *fonts, size_t max_bytes)
{
    struct glyphs *glyphs = calloc(1, sizeof *glyphs);
    if (glyphs) {
        glyphs->fonts = fonts;
        glyphs->max_bytes = max_bytes;
    }
    return glyphs;
}

static void unlink_use(struct glyphs *glyphs, struct entry *entry)
{
    *(entry->newer ? &entry->newer->older : &glyphs->newest) = entry->older;
    *(entry->older ? &entry->older->newer : &glyphs->oldest) = entry->newer;
}

static void link_newest(struct glyphs *glyphs, struct entry *entry)
{
    entry->newer = NULL;
    entry->older = glyphs->newest;
    *(glyphs->newest ? &glyphs->newest->newer : &glyphs->oldest) = entry;
    glyphs->newest = entry;
}

static void drop(struct glyphs *glyphs, struct entry *entry)
{
    struct entry **link = &glyphs->buckets[entry->bucket];
    while (*link != entry) {
        link = &(*link)->next_in_bucket;
    }
    *link = entry->next_in_bucket;
    unlink_use(glyphs, entry);
    glyphs->bytes -= entry->bytes;
    free(entry->ink.pixels);
    free(entry);
}

void glyphs_destroy(struct glyphs *glyphs)
{
    if (glyphs) {
        while (glyphs->oldest) {
            drop(glyphs, glyphs->oldest);
        }
        free(glyphs);
    }
}

static size_t bucket_of(const struct font_run *run, int px)
{
    unsigned look = (unsigned)px | (unsigned)run->face << 16;
    uint64_t hash = hash_add(HASH_START ^ look, run->text, run->size);
    return (hash ^ hash >> 32) % BUCKETS;
}

/* Its ink is to be drawn. */
static struct entry *entry_create(const struct font_run *run, int px)
{
    struct entry *entry = calloc(1, sizeof *entry + run->size);
    if (!entry) {
        return NULL;
    }
    entry->bucket = bucket_of(run, px);
    entry->face = run->face;
    entry->px = px;
    entry->size = run->size;
    memcpy(entry->text, run->text, run->size);
    return entry;
}

static void take_in(struct glyphs *glyphs, struct entry *entry)
{
    entry->bytes = sizeof *entry + entry->size + entry->ink.bytes;
    entry->next_in_bucket = glyphs->buckets[entry->bucket];
    glyphs->buckets[entry->bucket] = entry;
    link_newest(glyphs, entry);
    glyphs->bytes += entry->bytes;
    while (glyphs->bytes > glyphs->max_bytes && glyphs->oldest != entry) {
        drop(glyphs, glyphs->oldest);
    }
}

static struct entry *find(struct glyphs *glyphs, const struct font_run *run, int px)
{
    struct entry *entry = glyphs->buckets[bucket_of(run, px)];
    while (entry && (entry->face != run->face || entry->px != px || entry->size != run->size ||
                        memcmp(entry->text, run->text, run->size) != 0)) {
        entry = entry->next_in_bucket;
    }
    return entry;
}

void glyphs_put(
    struct glyphs *glyphs, const struct font_run *run, int px, const struct ink *ink)
{
    struct entry *entry = find(glyphs, run, px) ? NULL : entry_create(run, px);
    if (!entry) {
        free(ink->pixels);
        return;
    }
    entry->ink = *ink;
    take_in(glyphs, entry);
}

struct fonts *glyphs_fonts(const struct glyphs *glyphs)
{
    return glyphs->fonts;
}

const struct ink *glyphs_get(struct glyphs *glyphs, const struct font_run *run, int px)
{
    struct entry *entry = find(glyphs, run, px);
    if (entry) {
        unlink_use(glyphs, entry);
        link_newest(glyphs, entry);
        return &entry->ink;
    }
    entry = entry_create(run, px);
    if (!entry || !fonts_draw(glyphs->fonts, run, px, &entry->ink)) {
        free(entry);
        return NULL;
    }
    take_in(glyphs, entry);
    return &entry->ink;
}

size_t glyphs_bytes(const struct glyphs *glyphs)
{
    return glyphs->bytes;
}
