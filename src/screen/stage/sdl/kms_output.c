#include "screen/stage/sdl/kms_output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

enum { CARDS = 16, BITS = 32, DEPTH = 24 };

struct kms_output {
    int fd;
    uint32_t connector, crtc;
    drmModeModeInfo mode;
    drmModeCrtc *before;
    uint32_t handle, framebuffer;
    uint8_t *scanned; /* slow to read, so it never is */
    size_t bytes, pitch;
};

/* The connector that `wanted` counts among those with a display, or the first of them. */
static drmModeConnector *find_connector(int fd, const drmModeRes *resources, int wanted)
{
    drmModeConnector *found = NULL;
    for (int i = 0, count = 0; i < resources->count_connectors && count <= wanted; i++) {
        drmModeConnector *connector = drmModeGetConnector(fd, resources->connectors[i]);
        bool has_display = connector && connector->connection == DRM_MODE_CONNECTED &&
                           connector->count_modes > 0;
        if (has_display && (!found || count == wanted)) {
            drmModeFreeConnector(found);
            found = connector;
        } else {
            drmModeFreeConnector(connector);
        }
        count += has_display;
    }
    return found;
}

/* What drives it already; else the first that can. */
static uint32_t find_crtc(
    int fd, const drmModeRes *resources, const drmModeConnector *connector)
{
    drmModeEncoder *used = drmModeGetEncoder(fd, connector->encoder_id);
    uint32_t crtc = used ? used->crtc_id : 0;
    drmModeFreeEncoder(used);
    if (crtc) {
        return crtc;
    }
    for (int i = 0; i < connector->count_encoders; i++) {
        drmModeEncoder *encoder = drmModeGetEncoder(fd, connector->encoders[i]);
        uint32_t possible = encoder ? encoder->possible_crtcs : 0;
        drmModeFreeEncoder(encoder);
        for (int at = 0; at < resources->count_crtcs && at < 32; at++) {
            if (possible & (1u << at)) {
                return resources->crtcs[at];
            }
        }
    }
    return 0;
}

/* The mode that the display prefers: the first that says so, or the first. */
static drmModeModeInfo find_mode(const drmModeConnector *connector)
{
    for (int i = 0; i < connector->count_modes; i++) {
        if (connector->modes[i].type & DRM_MODE_TYPE_PREFERRED) {
            return connector->modes[i];
        }
    }
    return connector->modes[0];
}

static bool find_output(struct kms_output *output, int wanted)
{
    drmModeRes *resources = drmModeGetResources(output->fd);
    drmModeConnector *connector =
        resources ? find_connector(output->fd, resources, wanted) : NULL;
    if (connector) {
        output->connector = connector->connector_id;
        output->crtc = find_crtc(output->fd, resources, connector);
        output->mode = find_mode(connector);
        drmModeFreeConnector(connector);
    }
    drmModeFreeResources(resources);
    return output->crtc != 0;
}

/* Who opens a card that nobody has is its master. */
static bool open_card(struct kms_output *output, int number, int wanted)
{
    char path[32];
    uint64_t has_memory = 0;
    snprintf(path, sizeof path, "/dev/dri/card%d", number);
    output->fd = open(path, O_RDWR | O_CLOEXEC);
    if (output->fd >= 0 && drmGetCap(output->fd, DRM_CAP_DUMB_BUFFER, &has_memory) == 0 &&
        has_memory && drmSetMaster(output->fd) == 0 && find_output(output, wanted)) {
        return true;
    }
    if (output->fd >= 0) {
        close(output->fd);
    }
    output->fd = -1;
    return false;
}

struct kms_output *kms_output_create(int display, struct error *error)
{
    struct kms_output *output = calloc(1, sizeof *output);
    bool found = false;
    for (int number = 0; output && !found && number < CARDS; number++) {
        found = open_card(output, number, display);
    }
    if (!found) {
        error_set(error, "KMS: no display that memory could be shown on");
        free(output);
        return NULL;
    }
    output->before = drmModeGetCrtc(output->fd, output->crtc);
    return output;
}

static void put_back(const struct kms_output *output)
{
    drmModeCrtc *before = output->before;
    if (before && before->mode_valid) {
        uint32_t connector = output->connector;
        drmModeSetCrtc(output->fd, before->crtc_id, before->buffer_id, before->x, before->y,
            &connector, 1, &before->mode);
    }
    drmModeFreeCrtc(before);
}

void kms_output_destroy(struct kms_output *output)
{
    if (!output) {
        return;
    }
    put_back(output);
    if (output->scanned) {
        munmap(output->scanned, output->bytes);
    }
    if (output->framebuffer) {
        drmModeRmFB(output->fd, output->framebuffer);
    }
    if (output->handle) {
        drmModeDestroyDumbBuffer(output->fd, output->handle);
    }
    close(output->fd);
    free(output);
}

void kms_output_size(const struct kms_output *output, int *width, int *height)
{
    *width = output->mode.hdisplay;
    *height = output->mode.vdisplay;
}

int kms_output_hertz(const struct kms_output *output)
{
    return (int)output->mode.vrefresh;
}

bool kms_output_open(struct kms_output *output, struct error *error)
{
    uint32_t width = output->mode.hdisplay, height = output->mode.vdisplay, pitch = 0;
    uint64_t bytes = 0, offset = 0;
    void *scanned = MAP_FAILED;
    if (drmModeCreateDumbBuffer(
            output->fd, width, height, BITS, 0, &output->handle, &pitch, &bytes) == 0 &&
        drmModeAddFB(output->fd, width, height, DEPTH, BITS, pitch, output->handle,
            &output->framebuffer) == 0 &&
        drmModeMapDumbBuffer(output->fd, output->handle, &offset) == 0) {
        scanned =
            mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, output->fd, (off_t)offset);
    }
    if (scanned == MAP_FAILED) {
        return error_set(
            error, "window: the graphics card has no memory for %ux%u: %m", width, height);
    }
    output->scanned = scanned;
    output->bytes = bytes;
    output->pitch = pitch;
    memset(scanned, 0, bytes);
    return true;
}

static bool set_crtc(struct kms_output *output)
{
    return drmModeSetCrtc(output->fd, output->crtc, output->framebuffer, 0, 0,
               &output->connector, 1, &output->mode) == 0;
}

/* A card whose memory does not hold what it shows and what it is to show lets go of the one
 * first: black for a moment. */
bool kms_output_appear(struct kms_output *output)
{
    return set_crtc(output) ||
           (drmModeSetCrtc(output->fd, output->crtc, 0, 0, 0, NULL, 0, NULL) == 0 &&
               set_crtc(output));
}

static void put_part(
    struct kms_output *output, const struct canvas *canvas, const struct pixel_rect *part)
{
    for (int y = part->y; y < part->y + part->h; y++) {
        memcpy(output->scanned + (size_t)y * output->pitch + (size_t)part->x * (BITS / 8),
            canvas->pixels + (size_t)y * canvas->stride + part->x,
            (size_t)part->w * (BITS / 8));
    }
}

bool kms_output_put(struct kms_output *output, const struct canvas *canvas,
    const struct pixel_rect *parts, size_t count)
{
    bool is_there = true; /* and ours */
    for (size_t i = 0; i < count; i++) {
        put_part(output, canvas, &parts[i]);
        drmModeClip clip = { .x1 = (uint16_t)parts[i].x,
            .y1 = (uint16_t)parts[i].y,
            .x2 = (uint16_t)(parts[i].x + parts[i].w),
            .y2 = (uint16_t)(parts[i].y + parts[i].h) };
        int failed = drmModeDirtyFB(output->fd, output->framebuffer, &clip, 1);
        /* Cards that scan that very memory out have nothing to be told. */
        is_there = is_there && failed != -ENODEV && failed != -EACCES && failed != -EPERM;
    }
    return is_there;
}

bool kms_output_power(struct kms_output *output, bool is_on)
{
    return kms_power(output->fd, is_on);
}
