#include "screen/fonts.h"

#include "base/utf8.h"
#include "screen/cluster.h"
#include "screen/system_face.h"

#include <SDL2/SDL_ttf.h>
#include <stdlib.h>
#include <string.h>

enum { FACE_REGULAR, FACE_BOLD, FACE_SHIPPED, FACE_LIMIT = 24 };
enum { FOUND_SLOTS = 256, WIDTH_SLOTS = 4096, WIDTH_TEXT = 22 };

/* What a search for a rare character gave; a full slot is simply taken over. */
struct found {
    uint32_t character;
    bool bold, known;
    int8_t face; /* -1: no face has it */
};

struct width {
    uint8_t size; /* of text; 0 is a free slot */
    bool bold;
    char text[WIDTH_TEXT];
    int32_t advance; /* FACE_EM to the em */
};

struct fonts {
    struct face *faces[FACE_LIMIT];
    char *paths[FACE_LIMIT]; /* of the system's faces */
    int face_count;
    bool asked_system;
    struct found found[FOUND_SLOTS];
    struct width *widths; /* open addressing, emptied when three quarters full */
    size_t width_count;
    int ascent, descent; /* FACE_EM to the em */
};

struct fonts *fonts_create(const char *data_dir, struct error *error)
{
    static const char *const shipped[] = { "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf" };
    struct fonts *fonts = NULL;
    if (TTF_Init() < 0) {
        error_set(error, "SDL2_ttf: %s", TTF_GetError());
        goto failed;
    }
    fonts = calloc(1, sizeof *fonts);
    struct width *widths = fonts ? calloc(WIDTH_SLOTS, sizeof *widths) : NULL;
    if (!widths) {
        error_set(error, "fonts: out of memory");
        goto failed;
    }
    fonts->widths = widths;
    for (; fonts->face_count < FACE_SHIPPED; fonts->face_count++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/fonts/%s", data_dir, shipped[fonts->face_count]);
        fonts->faces[fonts->face_count] = face_open(path, 0, error);
        if (!fonts->faces[fonts->face_count]) {
            goto failed;
        }
    }
    face_metrics(fonts->faces[FACE_REGULAR], &fonts->ascent, &fonts->descent);
    return fonts;
failed:
    fonts_destroy(fonts);
    return NULL;
}

void fonts_destroy(struct fonts *fonts)
{
    if (!fonts) {
        return;
    }
    for (int i = 0; i < fonts->face_count; i++) {
        face_close(fonts->faces[i]);
        free(fonts->paths[i]);
    }
    if (fonts->asked_system) {
        system_face_finish();
    }
    free(fonts->widths);
    free(fonts);
    TTF_Quit();
}

static bool face_has_all(const struct face *face, const struct cluster *cluster)
{
    for (size_t i = 0; i < cluster->count; i++) {
        if (!face_has(face, cluster->characters[i])) {
            return false;
        }
    }
    return true;
}

/* The slot of a face file among the open ones, opened when it is not; -1 when it will not. */
static int open_system_face(struct fonts *fonts, const struct system_face *file)
{
    for (int i = FACE_SHIPPED; i < fonts->face_count; i++) {
        if (strcmp(fonts->paths[i], file->path) == 0) {
            return i;
        }
    }
    if (fonts->face_count == FACE_LIMIT) {
        return -1;
    }
    char *path = strdup(file->path);
    struct face *face = path ? face_open(path, file->index, NULL) : NULL;
    if (!face) {
        free(path);
        return -1;
    }
    fonts->faces[fonts->face_count] = face;
    fonts->paths[fonts->face_count] = path;
    return fonts->face_count++;
}

static int search_system(
    struct fonts *fonts, const struct text_style *style, const struct cluster *cluster)
{
    struct found *slot = &fonts->found[cluster->characters[0] % FOUND_SLOTS];
    bool alone = cluster->count == 1;
    if (alone && slot->known && slot->character == cluster->characters[0] &&
        slot->bold == style->bold) {
        return slot->face;
    }
    struct system_face file;
    fonts->asked_system = true;
    int face = -1;
    if (system_face_find(
            cluster->characters, cluster->count, style->bold, style->lang, &file)) {
        face = open_system_face(fonts, &file);
    }
    if (face >= 0 && !face_has_all(fonts->faces[face], cluster)) {
        face = -1; /* the fontconfig cache may be older than the file */
    }
    if (alone) {
        *slot = (struct found) { cluster->characters[0], style->bold, true, (int8_t)face };
    }
    return face;
}

static int face_for(
    struct fonts *fonts, const struct text_style *style, const struct cluster *cluster)
{
    int wanted = style->bold ? FACE_BOLD : FACE_REGULAR;
    if (face_has_all(fonts->faces[wanted], cluster)) {
        return wanted;
    }
    return search_system(fonts, style, cluster);
}

struct run fonts_next_run(struct fonts *fonts, const struct text_style *style, const char *text,
    size_t size, size_t *at)
{
    size_t begin = *at;
    struct cluster cluster;
    cluster_next(text, size, at, &cluster);
    int face = face_for(fonts, style, &cluster);
    while (*at < size) {
        size_t end = *at;
        cluster_next(text, size, &end, &cluster);
        if (end - begin > FACE_TEXT_MAX || face_for(fonts, style, &cluster) != face) {
            break;
        }
        *at = end;
    }
    if (*at - begin > FACE_TEXT_MAX) {
        *at = begin + FACE_TEXT_MAX; /* a cluster of eighty marks is not language */
    }
    if (face < 0) {
        face = style->bold ? FACE_BOLD : FACE_REGULAR;
    }
    return (struct run) { face, text + begin, *at - begin };
}

static void terminate(const struct run *run, char out[FACE_TEXT_MAX + 1])
{
    memcpy(out, run->text, run->size);
    out[run->size] = '\0';
}

static int run_units(struct fonts *fonts, const struct run *run)
{
    char text[FACE_TEXT_MAX + 1];
    terminate(run, text);
    return face_advance(fonts->faces[run->face], text);
}

static int to_length(int64_t units, int px)
{
    return (int)((units * px * MEASURE_UNIT + FACE_EM / 2) / FACE_EM);
}

int fonts_run_advance(struct fonts *fonts, const struct run *run, int px)
{
    return to_length(run_units(fonts, run), px);
}

bool fonts_draw(struct fonts *fonts, const struct run *run, int px, struct ink *ink)
{
    char text[FACE_TEXT_MAX + 1];
    terminate(run, text);
    return face_draw(fonts->faces[run->face], px, text, ink);
}

static int text_units(
    struct fonts *fonts, const struct text_style *style, const char *text, size_t size)
{
    int units = 0;
    for (size_t at = 0; at < size;) {
        struct run run = fonts_next_run(fonts, style, text, size, &at);
        units += run_units(fonts, &run);
    }
    return units;
}

/* FNV-1a. */
static size_t width_slot(const char *text, size_t size, bool bold)
{
    uint32_t hash = 2166136261u ^ bold;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ (uint8_t)text[i]) * 16777619u;
    }
    return (hash ^ hash >> 15) % WIDTH_SLOTS;
}

static int advance(void *context, const struct text_style *style, const char *text, size_t size)
{
    struct fonts *fonts = context;
    if (size == 0) {
        return 0;
    }
    if (size > WIDTH_TEXT) {
        return to_length(text_units(fonts, style, text, size), style->px);
    }
    size_t slot = width_slot(text, size, style->bold);
    struct width *width = &fonts->widths[slot];
    while (width->size && (width->size != size || width->bold != style->bold ||
                              memcmp(width->text, text, size) != 0)) {
        slot = (slot + 1) % WIDTH_SLOTS;
        width = &fonts->widths[slot];
    }
    if (width->size) {
        return to_length(width->advance, style->px);
    }
    int units = text_units(fonts, style, text, size);
    if (fonts->width_count >= WIDTH_SLOTS / 4 * 3) {
        memset(fonts->widths, 0, WIDTH_SLOTS * sizeof *fonts->widths);
        fonts->width_count = 0;
        width = &fonts->widths[width_slot(text, size, style->bold)];
    }
    *width = (struct width) {
        .size = (uint8_t)size, .bold = style->bold, .advance = (int32_t)units
    };
    memcpy(width->text, text, size);
    fonts->width_count++;
    return to_length(units, style->px);
}

static void metrics(void *context, const struct text_style *style, int *ascent, int *descent)
{
    const struct fonts *fonts = context;
    *ascent = (fonts->ascent * style->px + FACE_EM - 1) / FACE_EM;
    *descent = (fonts->descent * style->px + FACE_EM - 1) / FACE_EM;
}

static bool covers(void *context, const struct text_style *style, const char *text, size_t size)
{
    struct fonts *fonts = context;
    for (size_t at = 0; at < size;) {
        struct cluster cluster;
        cluster_next(text, size, &at, &cluster);
        if (face_for(fonts, style, &cluster) < 0) {
            return false;
        }
    }
    return true;
}

struct measure fonts_measure(struct fonts *fonts)
{
    return (struct measure) {
        .context = fonts, .advance = advance, .metrics = metrics, .covers = covers
    };
}

void fonts_trim(struct fonts *fonts)
{
    for (int i = 0; i < fonts->face_count; i++) {
        face_trim(fonts->faces[i]);
    }
}
