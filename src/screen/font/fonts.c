#include "screen/font/fonts.h"

#include "base/hash.h"
#include "screen/font/cluster.h"
#include "screen/font/fonts_private.h"
#include "screen/font/script.h"
#include "screen/font/system_face.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct fonts *fonts_create(const char *data_dir, struct error *error)
{
    static const char *const shipped[] = { "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf" };
    struct fonts *fonts = calloc(1, sizeof *fonts);
    if (!fonts || !(fonts->widths = calloc(WIDTH_SLOTS, sizeof *fonts->widths)) ||
        !(fonts->foundry = foundry_create())) {
        error_set(error, "fonts: out of memory");
        goto failed;
    }
    for (; fonts->face_count < FACE_SHIPPED; fonts->face_count++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/fonts/%s", data_dir, shipped[fonts->face_count]);
        fonts->faces[fonts->face_count] = face_open(fonts->foundry, path, 0, error);
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
        free(fonts->files[i]);
    }
    if (fonts->asked_system) {
        system_face_finish();
    }
    foundry_destroy(fonts->foundry);
    free(fonts->widths);
    free(fonts);
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

static int ask_system(struct fonts *fonts, const struct face_wish *wish)
{
    struct system_face file;
    fonts->asked_system = true;
    return system_face_find(wish, &file) ? fonts_open_system_face(fonts, &file) : -1;
}

static int search_one(struct fonts *fonts, const struct face_wish *wish)
{
    uint32_t character = wish->characters[0];
    struct found *slot = &fonts->found[character % FOUND_SLOTS];
    if (!slot->known || slot->character != character || slot->bold != wish->bold ||
        slot->emoji != wish->emoji || slot->shapes != wish->shapes) {
        int face = ask_system(fonts, wish);
        if (face >= 0 && !face_has(fonts->faces[face], character)) {
            face = -1; /* the fontconfig cache may be older than the file */
        }
        *slot = (struct found) { character, true, wish->bold, wish->emoji,
            (uint8_t)wish->shapes, (int8_t)face };
    }
    return slot->face;
}

/* The faces of its characters are tried for the whole cluster, since what is found for each is
 * remembered and most marks come with their letters. Asking the system for every cluster anew
 * would make a text of stacked marks cost seconds. */
static int search_system(
    struct fonts *fonts, const struct text_style *style, const struct cluster *cluster)
{
    struct face_wish wish = {
        .characters = cluster->characters,
        .count = 1,
        .bold = style->bold,
        .emoji = cluster->emoji,
        .shapes = han_shapes_of(style->lang),
    };
    for (size_t i = 0; i < cluster->count; i++) {
        wish.characters = &cluster->characters[i];
        int face = search_one(fonts, &wish);
        if (face >= 0 && face_has_all(fonts->faces[face], cluster)) {
            return face;
        }
    }
    return -1;
}

/* The face for East Asian text in the style's language; -1 when the shipped ones are to be
 * taken. Hong Kong is nearer to Taipei than to what is shipped. */
static int face_for_language(struct fonts *fonts, const struct text_style *style)
{
    enum han_shapes shapes = han_shapes_of(style->lang);
    if (shapes == HAN_MAINLAND) {
        return -1;
    }
    struct language_face *known = &fonts->languages[shapes][style->bold];
    if (!known->known) {
        struct system_face file;
        fonts->asked_system = true;
        bool found =
            system_face_for_shapes(shapes, style->bold, &file) ||
            (shapes == HAN_HONG_KONG && system_face_for_shapes(HAN_TAIWAN, style->bold, &file));
        *known = (struct language_face) {
            .known = true,
            .face = (int8_t)(found ? fonts_open_system_face(fonts, &file) : -1),
        };
    }
    return known->face;
}

/* Latin and figures of a title are in its face as well; emoji are pictures. */
static int face_for_title(
    struct fonts *fonts, const struct text_style *style, const struct cluster *cluster)
{
    int face = fonts_title_pair(fonts, han_shapes_of(style->lang))->faces[style->bold];
    return face >= 0 && face_has_all(fonts->faces[face], cluster) ? face : -1;
}

static int face_for(
    struct fonts *fonts, const struct text_style *style, const struct cluster *cluster)
{
    int wanted = style->bold ? FACE_BOLD : FACE_REGULAR;
    if (fonts->has_title && style->is_title && !cluster->emoji) {
        int title = face_for_title(fonts, style, cluster);
        if (title >= 0) {
            return title;
        }
    }
    if (cluster->emoji) {
        int picture = search_system(fonts, style, cluster);
        if (picture >= 0) {
            return picture;
        }
    } else if (han_shapes_matter(cluster->characters[0])) {
        int own = face_for_language(fonts, style);
        if (own >= 0 && face_has_all(fonts->faces[own], cluster)) {
            return own;
        }
    }
    if (face_has_all(fonts->faces[wanted], cluster)) {
        return wanted;
    }
    return search_system(fonts, style, cluster);
}

struct font_run fonts_next_run(struct fonts *fonts, const struct text_style *style,
    const char *text, size_t size, size_t *at)
{
    size_t begin = *at;
    struct cluster cluster;
    cluster_next(text, size, at, &cluster);
    int face = face_for(fonts, style, &cluster);
    const struct script *script = script_of(cluster.characters[0]);
    while (*at < size) {
        size_t end = *at;
        cluster_next(text, size, &end, &cluster);
        if (end - begin > FACE_TEXT_MAX || face_for(fonts, style, &cluster) != face ||
            !script_continues(script, cluster.characters[0])) {
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
    return (
        struct font_run) { face, script && script->right_to_left, text + begin, *at - begin };
}

static void terminate(const struct font_run *run, char out[FACE_TEXT_MAX + 1])
{
    memcpy(out, run->text, run->size);
    out[run->size] = '\0';
}

static int run_units(struct fonts *fonts, const struct font_run *run)
{
    char text[FACE_TEXT_MAX + 1];
    terminate(run, text);
    return face_advance(fonts->faces[run->face], text);
}

static int to_length(int64_t units, int px)
{
    return (int)((units * px * MEASURE_UNIT + FACE_EM / 2) / FACE_EM);
}

int fonts_run_advance(struct fonts *fonts, const struct font_run *run, int px)
{
    return to_length(run_units(fonts, run), px);
}

bool fonts_are_new(const struct fonts *fonts)
{
    return !fonts->has_drawn;
}

void fonts_expect(struct fonts *fonts, const struct font_run *run)
{
    face_expect(fonts->faces[run->face], run->text, run->size);
}

bool fonts_draw(struct fonts *fonts, const struct font_run *run, int px, struct ink *ink)
{
    char text[FACE_TEXT_MAX + 1];
    fonts->has_drawn = true;
    terminate(run, text);
    return face_draw(fonts->faces[run->face], px, text, ink);
}

static int text_units(
    struct fonts *fonts, const struct text_style *style, const char *text, size_t size)
{
    int units = 0;
    for (size_t at = 0; at < size;) {
        struct font_run run = fonts_next_run(fonts, style, text, size, &at);
        units += run_units(fonts, &run);
    }
    return units;
}

static bool is_covered(
    struct fonts *fonts, const struct text_style *style, const char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        struct cluster cluster;
        cluster_next(text, size, &at, &cluster);
        if (face_for(fonts, style, &cluster) < 0) {
            return false;
        }
    }
    return true;
}

/* Its place among the widths, which is free where it is not known yet; of a short text. */
static struct width *find_width(
    struct fonts *fonts, const struct text_style *style, const char *text, size_t size)
{
    const enum han_shapes shapes = han_shapes_of(style->lang);
    const bool is_title = style->is_title && fonts->has_title;
    const unsigned look = style->bold | (unsigned)shapes << 1 | (unsigned)is_title << 4;
    const uint64_t hash = hash_add(HASH_START ^ look, text, size);
    size_t slot = (hash ^ hash >> 32) % WIDTH_SLOTS;
    struct width *width = &fonts->widths[slot];
    while (width->size &&
           (width->size != size || width->bold != style->bold || width->is_title != is_title ||
               width->shapes != shapes || memcmp(width->text, text, size) != 0)) {
        slot = (slot + 1) % WIDTH_SLOTS;
        width = &fonts->widths[slot];
    }
    return width;
}

static void note_width(struct fonts *fonts, const struct text_style *style, const char *text,
    size_t size, int units)
{
    if (fonts->width_count >= WIDTH_SLOTS / 4 * 3) {
        memset(fonts->widths, 0, WIDTH_SLOTS * sizeof *fonts->widths);
        fonts->width_count = 0;
    }
    struct width *width = find_width(fonts, style, text, size);
    *width = (struct width) {
        .size = (uint8_t)size,
        .bold = style->bold,
        .is_title = style->is_title && fonts->has_title,
        .is_covered = is_covered(fonts, style, text, size),
        .shapes = (uint8_t)han_shapes_of(style->lang),
        .advance = (int32_t)units,
    };
    memcpy(width->text, text, size);
    fonts->width_count++;
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
    const struct width *width = find_width(fonts, style, text, size);
    if (width->size) {
        return to_length(width->advance, style->px);
    }
    int units = text_units(fonts, style, text, size);
    note_width(fonts, style, text, size, units);
    return to_length(units, style->px);
}

static void metrics(void *context, const struct text_style *style, int *ascent, int *descent)
{
    const struct fonts *fonts = context;
    *ascent = (fonts->ascent * style->px + FACE_EM - 1) / FACE_EM;
    *descent = (fonts->descent * style->px + FACE_EM - 1) / FACE_EM;
}

/* Mostly it was measured before. */
static bool covers(void *context, const struct text_style *style, const char *text, size_t size)
{
    struct fonts *fonts = context;
    const struct width *known =
        size > 0 && size <= WIDTH_TEXT ? find_width(fonts, style, text, size) : NULL;
    return known && known->size ? known->is_covered : is_covered(fonts, style, text, size);
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
