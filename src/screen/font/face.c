#include "screen/font/face.h"

#include "base/translated.h"
#include "base/utf8.h"
#include "screen/font/script.h"

#include <SDL2/SDL_ttf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct face {
    TTF_Font *font;
    void *file;
    size_t file_bytes;
    int px;     /* what the font is set to now */
    int strike; /* height of a face that has pictures of one size only (emoji), else 0 */
    const struct script *script; /* what its shaper is told now; NULL is the beginning */
};

static bool map_file(struct face *face, const char *path, struct error *error)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    bool done = false;
    if (file < 0 || fstat(file, &status) < 0) {
        error_set(error, "%s: %s", path, translated_errno(errno));
        goto out;
    }
    face->file_bytes = (size_t)status.st_size;
    face->file = mmap(NULL, face->file_bytes, PROT_READ, MAP_PRIVATE, file, 0);
    if (face->file == MAP_FAILED) {
        face->file = NULL;
        error_set(error, "%s: cannot map: %s", path, translated_errno(errno));
        goto out;
    }
    done = true;
out:
    if (file >= 0) {
        close(file);
    }
    return done;
}

/* A face of fixed pictures takes any size and stays as it is. */
static int strike_of(TTF_Font *font)
{
    TTF_SetFontSize(font, 16);
    int small = TTF_FontHeight(font);
    TTF_SetFontSize(font, FACE_EM);
    return TTF_FontHeight(font) == small ? small : 0;
}

struct face *face_open(const char *path, int index, struct error *error)
{
    struct face *face = calloc(1, sizeof *face);
    SDL_RWops *reader = NULL;
    if (!face) {
        error_set(error, "%s: out of memory", path);
        goto failed;
    }
    if (!map_file(face, path, error)) {
        goto failed;
    }
    reader = SDL_RWFromConstMem(face->file, (int)face->file_bytes);
    face->font = reader ? TTF_OpenFontIndexRW(reader, 1, FACE_EM, index) : NULL;
    if (!face->font) {
        error_set(error, "%s: %s", path, TTF_GetError());
        goto failed;
    }
    /* At these sizes hinting only bends what the type designer drew. */
    TTF_SetFontHinting(face->font, TTF_HINTING_NONE);
    face->strike = strike_of(face->font);
    face->px = FACE_EM;
    return face;
failed:
    face_close(face);
    return NULL;
}

void face_close(struct face *face)
{
    if (!face) {
        return;
    }
    if (face->font) {
        TTF_CloseFont(face->font);
    }
    if (face->file) {
        munmap(face->file, face->file_bytes);
    }
    free(face);
}

bool face_has(const struct face *face, uint32_t character)
{
    return TTF_GlyphIsProvided32(face->font, character);
}

static void set_size(struct face *face, int px)
{
    if (!face->strike && face->px != px) {
        TTF_SetFontSize(face->font, px);
        face->px = px;
    }
}

/* SDL2_ttf tells its shaper neither script nor direction unless it is asked to, and then Arabic
 * stands unjoined and the wrong way round. */
static const struct script *set_script(struct face *face, const char *text)
{
    size_t at = 0;
    const struct script *script = script_of(utf8_next(text, strlen(text) + 1, &at));
    if (script != face->script) {
        bool rightward = !script || !script->right_to_left;
        TTF_SetFontDirection(face->font, rightward ? TTF_DIRECTION_LTR : TTF_DIRECTION_RTL);
        TTF_SetFontScriptName(face->font, script ? script->tag : "Zzzz");
        face->script = script;
    }
    return script;
}

/* How far ink reaches out of the box of advance and ascent. SDL2_ttf widens its surfaces by
 * that much and does not tell. */
struct overhang {
    int left, right, top;
};

/* Of glyphs that are drawn one by one, as the face has them. */
static struct overhang plain_overhang(struct face *face, const char *text)
{
    struct overhang over = { 0 };
    int ascent = TTF_FontAscent(face->font);
    size_t size = strlen(text);
    for (size_t at = 0; at < size;) {
        bool is_first = at == 0;
        int min_x, max_x, min_y, max_y, advance;
        uint32_t character = utf8_next(text, size, &at);
        if (TTF_GlyphMetrics32(
                face->font, character, &min_x, &max_x, &min_y, &max_y, &advance) < 0) {
            continue;
        }
        if (is_first && min_x < 0) {
            over.left = -min_x;
        }
        over.right = max_x > advance ? max_x - advance : 0; /* of the last one, in the end */
        if (max_y - ascent > over.top) {
            over.top = max_y - ascent;
        }
    }
    return over;
}

static int width_between(
    struct face *face, const char *before, const char *text, const char *after)
{
    char padded[FACE_TEXT_MAX + 8];
    int width = 0;
    snprintf(padded, sizeof padded, "%s%s%s", before, text, after);
    return TTF_SizeUTF8(face->font, padded, &width, NULL) < 0 ? 0 : width;
}

/* A shaped word's glyphs are not those of its characters. But ink that reaches out does not
 * widen a surface that has a space there. */
static struct overhang shaped_overhang(
    struct face *face, const struct script *script, const char *text)
{
    struct overhang over = plain_overhang(face, text);
    if (face_has(face, ' ')) {
        int space = width_between(face, " ", "", "");
        int between = width_between(face, " ", text, " ");
        int left_bare = script->right_to_left ? width_between(face, "  ", text, "")
                                              : width_between(face, "", text, "  ");
        over.left = left_bare > between ? left_bare - between : 0;
        over.right = width_between(face, "", text, "") - over.left - (between - 2 * space);
        over.right = over.right > 0 ? over.right : 0;
    }
    return over;
}

static struct overhang find_overhang(struct face *face, const char *text)
{
    const struct script *script = set_script(face, text);
    return script ? shaped_overhang(face, script, text) : plain_overhang(face, text);
}

int face_advance(struct face *face, const char *text)
{
    int width = 0, height = 0;
    set_size(face, FACE_EM);
    struct overhang over = find_overhang(face, text);
    if (TTF_SizeUTF8(face->font, text, &width, &height) < 0) {
        return 0;
    }
    width -= over.left + over.right;
    return face->strike ? width * FACE_EM / face->strike : width;
}

void face_metrics(struct face *face, int *ascent, int *descent)
{
    set_size(face, FACE_EM);
    int em = face->strike ? face->strike : FACE_EM;
    *ascent = TTF_FontAscent(face->font) * FACE_EM / em;
    *descent = -TTF_FontDescent(face->font) * FACE_EM / em;
}

static const uint32_t *row_of(const SDL_Surface *surface, int y)
{
    return (const uint32_t *)surface->pixels + (size_t)y * (size_t)surface->pitch / 4;
}

/* The part of the surface that has ink, and whether any of it is not white. Most rows of most
 * surfaces are looked at once, a whole row at a time. */
static SDL_Rect find_ink(const SDL_Surface *surface, bool *colour)
{
    int left = surface->w, right = -1, top = surface->h, bottom = -1;
    uint32_t tinted = 0;
    for (int y = 0; y < surface->h; y++) {
        const uint32_t *row = row_of(surface, y);
        uint32_t any = 0;
        for (int x = 0; x < surface->w; x++) {
            any |= row[x];
            tinted |= row[x] >> 24 ? ~row[x] & 0xffffff : 0;
        }
        if (!(any >> 24)) {
            continue;
        }
        for (int x = 0; x < left; x++) {
            left = row[x] >> 24 ? x : left;
        }
        for (int x = surface->w - 1; x > right; x--) {
            right = row[x] >> 24 ? x : right;
        }
        top = y < top ? y : top;
        bottom = y;
    }
    *colour = tinted != 0;
    return (SDL_Rect) { left, top, right - left + 1, bottom - top + 1 };
}

static bool keep_ink(const SDL_Surface *surface, SDL_Rect part, struct ink *ink)
{
    size_t count = (size_t)part.w * (size_t)part.h;
    ink->bytes = count * (ink->colour ? sizeof(uint32_t) : 1);
    ink->pixels = malloc(ink->bytes);
    if (!ink->pixels) {
        return false;
    }
    uint8_t *coverage = ink->pixels;
    uint32_t *pixels = ink->pixels;
    for (int y = 0; y < part.h; y++) {
        const uint32_t *row = row_of(surface, part.y + y) + part.x;
        for (int x = 0; x < part.w && ink->colour; x++) {
            *pixels++ = row[x];
        }
        for (int x = 0; x < part.w && !ink->colour; x++) {
            *coverage++ = (uint8_t)(row[x] >> 24);
        }
    }
    return true;
}

/* The row of a line drawn below the text, which stands as far below the baseline as ever: the
 * lowest one that is inked from edge to edge. -1 when it cannot be told. */
static int underline_row(struct face *face, const char *text)
{
    TTF_SetFontStyle(face->font, TTF_STYLE_UNDERLINE);
    SDL_Surface *surface =
        TTF_RenderUTF8_Blended(face->font, text, (SDL_Color) { 255, 255, 255, 255 });
    TTF_SetFontStyle(face->font, TTF_STYLE_NORMAL);
    int row = surface ? surface->h - 1 : -1;
    for (int x = 0; row >= 0 && x < surface->w;) {
        bool is_inked = row_of(surface, row)[x] >> 24;
        x = is_inked ? x + 1 : 0;
        row -= !is_inked;
    }
    SDL_FreeSurface(surface);
    return row;
}

/* By how much a shaped word's ink rises above the ascent: a surface is higher than the face by
 * what reaches out above and below, together. */
static int shaped_rise(struct face *face, const SDL_Surface *surface, const char *text)
{
    int more = surface->h - TTF_FontHeight(face->font);
    if (more <= 0) {
        return 0;
    }
    int with_text = underline_row(face, text), alone = underline_row(face, " ");
    int rise = with_text >= 0 && alone >= 0 ? with_text - alone : more;
    return rise < 0 ? 0 : rise > more ? more : rise;
}

bool face_draw(struct face *face, int px, const char *text, struct ink *ink)
{
    *ink = (struct ink) { 0 };
    set_size(face, px);
    struct overhang over = find_overhang(face, text);
    SDL_Surface *surface =
        TTF_RenderUTF8_Blended(face->font, text, (SDL_Color) { 255, 255, 255, 255 });
    if (!surface) {
        /* "Text has zero width": a mark or control that leaves no ink. */
        int width, height;
        return TTF_SizeUTF8(face->font, text, &width, &height) == 0 && width == 0;
    }
    bool done = true;
    SDL_Surface *scaled = NULL;
    const SDL_Surface *from = surface;
    int left = over.left, top = over.top + TTF_FontAscent(face->font);
    if (face->strike) {
        int width = surface->w * px / face->strike, height = surface->h * px / face->strike;
        scaled = SDL_CreateRGBSurfaceWithFormat(
            0, width > 0 ? width : 1, height > 0 ? height : 1, 32, SDL_PIXELFORMAT_ARGB8888);
        SDL_SetSurfaceBlendMode(surface, SDL_BLENDMODE_NONE);
        if (!scaled || SDL_SoftStretchLinear(surface, NULL, scaled, NULL) < 0) {
            done = false;
            goto out;
        }
        left = left * px / face->strike;
        top = top * px / face->strike;
        from = scaled;
    }
    SDL_Rect part = find_ink(from, &ink->colour);
    if (part.w > 0) {
        top += face->script ? shaped_rise(face, surface, text) - over.top : 0;
        ink->left = part.x - left;
        ink->top = part.y - top;
        ink->width = part.w;
        ink->height = part.h;
        done = keep_ink(from, part, ink);
    }
out:
    SDL_FreeSurface(scaled);
    SDL_FreeSurface(surface);
    return done;
}

void face_trim(struct face *face)
{
    madvise(face->file, face->file_bytes, MADV_DONTNEED);
}
