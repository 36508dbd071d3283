#include "screen/stage/sdl/glass.h"

#include <stdlib.h>
#include <string.h>

/* A picture that was uploaded. */
struct upload {
    SDL_Texture *texture;
    const struct picture *picture;
    unsigned serial;
    int width, height;
};

struct glass {
    SDL_Renderer *renderer;
    struct upload uploads[2];
};

typedef const unsigned char *(*get_string)(unsigned name);

/* A GL that runs on the CPU after all (Xvfb on a machine with a graphics card). */
static bool is_software_driver(void)
{
    enum { NAME_OF_RENDERER = 0x1F01 }; /* GL_RENDERER */
    static const char *const names[] = { "llvmpipe", "softpipe", "swrast", "Software" };
    get_string get = NULL;
    void *found = SDL_GL_GetProcAddress("glGetString");
    memcpy(&get, &found, sizeof get);
    const char *name = get ? (const char *)get(NAME_OF_RENDERER) : NULL;
    for (size_t i = 0; name && i < sizeof names / sizeof *names; i++) {
        if (strstr(name, names[i])) {
            return true;
        }
    }
    return false;
}

static void lose(struct glass *glass)
{
    for (int i = 0; i < 2; i++) {
        if (glass->uploads[i].texture) {
            SDL_DestroyTexture(glass->uploads[i].texture);
        }
        glass->uploads[i] = (struct upload) { 0 };
    }
}

static void destroy(struct glass *glass)
{
    lose(glass);
    SDL_DestroyRenderer(glass->renderer);
    free(glass);
}

struct glass *glass_over(SDL_Renderer *renderer)
{
    struct glass *glass = calloc(1, sizeof *glass);
    if (!glass) {
        SDL_DestroyRenderer(renderer);
        return NULL;
    }
    glass->renderer = renderer;
    return glass;
}

static struct glass *create(SDL_Window *window, struct error *error)
{
    struct glass *glass = NULL;
    SDL_Renderer *renderer =
        SDL_CreateRenderer(window, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC);
    if (!renderer) {
        error_set(error, "renderer: %s", SDL_GetError());
    } else if (glass_has_memory() && is_software_driver()) {
        error_set(error, "renderer: its driver is software");
        SDL_DestroyRenderer(renderer);
    } else if (!(glass = glass_over(renderer))) {
        error_set(error, "window: out of memory");
    }
    return glass;
}

static bool renew(struct glass *glass, struct upload *upload, const struct picture *picture)
{
    if (upload->texture &&
        (upload->width != picture->width || upload->height != picture->height)) {
        SDL_DestroyTexture(upload->texture);
        upload->texture = NULL;
    }
    if (!upload->texture) {
        upload->texture = SDL_CreateTexture(glass->renderer, SDL_PIXELFORMAT_RGB888,
            SDL_TEXTUREACCESS_STATIC, picture->width, picture->height);
    }
    upload->width = picture->width;
    upload->height = picture->height;
    return upload->texture && SDL_UpdateTexture(upload->texture, NULL, picture->pixels,
                                  picture->width * (int)sizeof *picture->pixels) == 0;
}

/* The texture that holds the picture; the one that holds `keep` stays. What was the incoming
 * slide becomes the standing one without a second upload. */
static struct upload *texture_of(struct glass *glass, const struct picture *picture,
    unsigned serial, const struct picture *keep)
{
    struct upload *free_slot = NULL;
    for (int i = 0; i < 2; i++) {
        struct upload *upload = &glass->uploads[i];
        if (upload->texture && upload->picture == picture && upload->serial == serial) {
            return upload;
        }
        if (!free_slot || upload->picture == picture || free_slot->picture == keep) {
            free_slot = upload;
        }
    }
    if (!renew(glass, free_slot, picture)) {
        return NULL;
    }
    free_slot->picture = picture;
    free_slot->serial = serial;
    return free_slot;
}

enum { OPAQUE = 256 };

/* Rows of an upload, moved by x. */
struct slice {
    int x, first, last, weight;
};

/* Nothing shines through an opaque one: no blending, which is
 * dear everywhere. */
static bool draw(struct glass *glass, const struct upload *upload, struct slice slice)
{
    if (slice.first > slice.last) {
        return true;
    }
    const SDL_Rect source = { 0, slice.first, upload->width, slice.last - slice.first + 1 };
    const SDL_Rect target = { slice.x, source.y, source.w, source.h };
    SDL_SetTextureBlendMode(
        upload->texture, slice.weight < OPAQUE ? SDL_BLENDMODE_BLEND : SDL_BLENDMODE_NONE);
    SDL_SetTextureAlphaMod(upload->texture, (uint8_t)(slice.weight * 255 / OPAQUE));
    return SDL_RenderCopy(glass->renderer, upload->texture, &source, &target) == 0;
}

static bool show(struct glass *glass, const struct frame *frame)
{
    struct upload *to = texture_of(glass, frame->to, frame->to_serial, frame->from);
    struct upload *from = NULL;
    if (to && frame->from) {
        from = texture_of(glass, frame->from, frame->from_serial, frame->to);
    }
    if (!to || (frame->from && !from)) {
        return false;
    }
    /* Rows that are alike in both are drawn once and unmixed: rounding must not stir them. */
    int first = frame->push_first, last = frame->push_last;
    const struct slice all = { 0, 0, frame->to->height - 1, OPAQUE };
    bool drawn = draw(glass, from ? from : to, all);
    if (from && first > last) {
        drawn &= draw(
            glass, to, (struct slice) { 0, frame->first_row, frame->last_row, frame->weight });
    } else if (from) {
        drawn &=
            draw(glass, to, (struct slice) { 0, frame->first_row, first - 1, frame->weight });
        drawn &=
            draw(glass, to, (struct slice) { 0, last + 1, frame->last_row, frame->weight });
        drawn &= draw(glass, from, (struct slice) { -frame->push_px, first, last, OPAQUE });
        drawn &= draw(glass, to,
            (struct slice) { frame->to->width - frame->push_px, first, last, OPAQUE });
    }
    if (!drawn) {
        return false;
    }
    SDL_RenderPresent(glass->renderer);
    return true;
}

const struct glass_kind glass_renderer = { .name = "accelerated",
    .waits_for_display = true,
    .create = create,
    .destroy = destroy,
    .show = show,
    .lose = lose };
