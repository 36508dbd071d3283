#include "screen/stage/x11_image.h"

#include <X11/Xutil.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

bool x11_image_fits(Display *server)
{
    int screen = DefaultScreen(server), count = 0, bits = 0;
    const Visual *visual = DefaultVisual(server, screen);
    XPixmapFormatValues *formats = XListPixmapFormats(server, &count);
    for (int i = 0; formats && i < count; i++) {
        bits =
            formats[i].depth == DefaultDepth(server, screen) ? formats[i].bits_per_pixel : bits;
    }
    XFree(formats);
    int own_order = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? LSBFirst : MSBFirst;
    return bits == 32 && visual->red_mask == 0xff0000 && visual->green_mask == 0xff00 &&
           visual->blue_mask == 0xff && ImageByteOrder(server) == own_order;
}

/* Whether the server could attach the memory: one on another machine cannot. */
static bool is_refused;

static int note_refusal(Display *server, XErrorEvent *event)
{
    (void)server;
    (void)event;
    is_refused = true;
    return 0;
}

static bool attach(struct x11_image *image)
{
    is_refused = false;
    XErrorHandler before = XSetErrorHandler(note_refusal);
    bool done = XShmAttach(image->server, &image->memory);
    XSync(image->server, False);
    XSetErrorHandler(before);
    return done && !is_refused;
}

/* Touches the pages now, while the first slide is still being made: all at once where the
 * kernel does that (Linux 5.14). */
static void populate(char *data, size_t bytes)
{
    if (madvise(data, bytes, MADV_POPULATE_WRITE) != 0) {
        memset(data, 0, bytes);
    }
}

static bool share(struct x11_image *image, Visual *visual, int depth, int width, int height)
{
    if (!XShmQueryExtension(image->server)) {
        return false;
    }
    image->image = XShmCreateImage(image->server, visual, (unsigned)depth, ZPixmap, NULL,
        &image->memory, (unsigned)width, (unsigned)height);
    if (!image->image) {
        return false;
    }
    size_t bytes = (size_t)image->image->bytes_per_line * (size_t)height;
    image->memory.shmid = shmget(IPC_PRIVATE, bytes, IPC_CREAT | 0600);
    char *data = image->memory.shmid >= 0 ? shmat(image->memory.shmid, NULL, 0) : (char *)-1;
    bool done = data != (char *)-1;
    if (image->memory.shmid >= 0) {
        /* Before the server is asked, which may go meanwhile, and we with it: Linux lets it
         * attach what has no name any more as long as we have it. */
        shmctl(image->memory.shmid, IPC_RMID, NULL);
    }
    if (done) {
        image->memory.shmaddr = image->image->data = data;
        done = attach(image);
    }
    if (done) {
        populate(data, bytes);
        return true;
    }
    if (data != (char *)-1) {
        shmdt(data);
    }
    image->image->data = NULL;
    XDestroyImage(image->image);
    image->image = NULL;
    return false;
}

static bool have_own(struct x11_image *image, Visual *visual, int depth, int width, int height)
{
    char *data = calloc((size_t)width * (size_t)height, sizeof(uint32_t));
    image->image = data ? XCreateImage(image->server, visual, (unsigned)depth, ZPixmap, 0, data,
                              (unsigned)width, (unsigned)height, 32, 0)
                        : NULL;
    if (!image->image) {
        free(data);
    }
    return image->image != NULL;
}

bool x11_image_init(
    struct x11_image *image, Display *server, Window window, int width, int height)
{
    int screen = DefaultScreen(server), depth = DefaultDepth(server, screen);
    Visual *visual = DefaultVisual(server, screen);
    *image = (struct x11_image) { .server = server };
    image->is_shared = share(image, visual, depth, width, height);
    if (!image->is_shared && !have_own(image, visual, depth, width, height)) {
        return false;
    }
    image->gc = XCreateGC(server, window, 0, NULL);
    return true;
}

void x11_image_finish(struct x11_image *image)
{
    if (!image->image) {
        return;
    }
    XFreeGC(image->server, image->gc);
    if (image->is_shared) {
        XShmDetach(image->server, &image->memory);
        shmdt(image->memory.shmaddr);
        image->image->data = NULL;
    }
    XDestroyImage(image->image);
    *image = (struct x11_image) { .is_shared = false };
}

uint32_t *x11_image_row(const struct x11_image *image, int y)
{
    char *row = image->image->data + (size_t)y * (size_t)image->image->bytes_per_line;
    return (uint32_t *)(void *)row;
}

static void put_part(struct x11_image *image, Window window, const struct pixel_rect *part)
{
    unsigned width = (unsigned)part->w, height = (unsigned)part->h;
    if (image->is_shared) {
        XShmPutImage(image->server, window, image->gc, image->image, part->x, part->y, part->x,
            part->y, width, height, False);
    } else {
        XPutImage(image->server, window, image->gc, image->image, part->x, part->y, part->x,
            part->y, width, height);
    }
}

void x11_image_put(
    struct x11_image *image, Window window, const struct pixel_rect *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        put_part(image, window, &parts[i]);
    }
    XSync(image->server, False); /* until it has read them, they stay as they are */
}
