#include "screen/glass.h"

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
    if (glass->renderer) {
        lose(glass);
        SDL_DestroyRenderer(glass->renderer);
    }
    free(glass);
}

static struct glass *create(SDL_Window *window, struct error *error)
{
    struct glass *glass = calloc(1, sizeof *glass);
    if (!glass) {
        error_set(error, "window: out of memory");
        return NULL;
    }
    glass->renderer =
        SDL_CreateRenderer(window, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC);
    if (!glass->renderer) {
        error_set(error, "renderer: %s", SDL_GetError());
    } else if (is_software_driver()) {
        error_set(error, "renderer: its driver is software");
    } else {
        return glass;
    }
    destroy(glass);
    return NULL;
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
    /* Nothing shines through the lower one: no blending, which is dear everywhere. */
    if (from) {
        SDL_SetTextureBlendMode(from->texture, SDL_BLENDMODE_NONE);
        SDL_SetTextureAlphaMod(from->texture, 255);
        SDL_RenderCopy(glass->renderer, from->texture, NULL, NULL);
    }
    SDL_SetTextureBlendMode(to->texture, from ? SDL_BLENDMODE_BLEND : SDL_BLENDMODE_NONE);
    SDL_SetTextureAlphaMod(
        to->texture, from ? (uint8_t)(frame->weight * 255 / 256) : (uint8_t)255);
    SDL_RenderCopy(glass->renderer, to->texture, NULL, NULL);
    SDL_RenderPresent(glass->renderer);
    return true;
}

const struct glass_kind glass_renderer = { .name = "accelerated",
    .waits_for_display = true,
    .create = create,
    .destroy = destroy,
    .show = show,
    .lose = lose };
