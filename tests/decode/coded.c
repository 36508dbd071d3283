#include "decode/coded.h"

#include "decode/pictures.h"

#include <math.h>
#include <qrencode.h>
#include <stdio.h>

enum { SLIDE_WIDTH = 1920, SLIDE_HEIGHT = 1080, QUIET = 4, SAMPLES = 3 };

/* Off a screen a phone reads modules of two pixels and more. */
static const double least_module_px = 2;

struct plan {
    int width, height;      /* of the picture */
    double module_px, turn; /* a module in it; radians, */
    double sine, cosine;    /* and of the turn */
    double x, y;            /* its middle */
    uint32_t dark, light;   /* of modules and of what is around them */
    int alpha[2];           /* of either */
    bool is_mirrored, is_jpeg;
    int quality, orientation;
};

static QRcode *make_code(struct canvas *canvas, char *text, size_t size)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-_/=&";
    size_t at = (size_t)snprintf(text, size, "https://evil.example/");
    size_t end = at + (size_t)canvas_pick(canvas, 0, canvas_chance(canvas, 80) ? 30 : 150);
    while (at < end && at + 1 < size) {
        text[at++] = letters[canvas_pick(canvas, 0, (int)sizeof letters - 2)];
    }
    text[at] = '\0';
    return QRcode_encodeString8bit(text, 0, (QRecLevel)canvas_pick(canvas, 0, 3));
}

static void pick_colours(struct canvas *canvas, struct plan *plan)
{
    do {
        plan->dark = canvas_colour(canvas, 0, 255);
        plan->light = canvas_chance(canvas, 40) ? 0xFFFFFF : canvas_colour(canvas, 0, 255);
    } while (canvas_contrast(plan->dark, plan->light) < 2);
    bool is_brighter = canvas_contrast(plan->dark, 0) > canvas_contrast(plan->light, 0);
    if (is_brighter != canvas_chance(canvas, 20)) {
        uint32_t other = plan->dark;
        plan->dark = plan->light;
        plan->light = other;
    }
    plan->alpha[0] = plan->alpha[1] = 255;
    if (canvas_chance(canvas, 15)) {
        plan->alpha[canvas_pick(canvas, 0, 1)] = 0;
    }
}

static double scale_of(const struct plan *plan)
{
    return fmin((double)SLIDE_WIDTH / plan->width, (double)SLIDE_HEIGHT / plan->height);
}

/* Where it stands, how large, and how it is turned. False where it has no room. */
static bool pick_place(struct canvas *canvas, struct plan *plan, int modules)
{
    static const int sizes[][2] = { { 1920, 1080 }, { 1080, 1920 }, { 1280, 720 }, { 640, 480 },
        { 800, 800 }, { 300, 400 }, { 3000, 2000 }, { 4000, 3000 }, { 2480, 3508 } };
    const int *size = sizes[canvas_pick(canvas, 0, 8)];
    plan->width = size[0];
    plan->height = size[1];
    double scale = scale_of(plan), least = 60, most = SLIDE_HEIGHT;
    double side = least * pow(most / least, canvas_pick(canvas, 0, 1000) / 1000.0);
    plan->module_px = side / scale / modules;
    plan->turn = canvas_chance(canvas, 50) ? canvas_pick(canvas, 0, 3) * 90
                                           : canvas_pick(canvas, 0, 359);
    plan->turn *= 3.14159265358979 / 180;
    plan->sine = sin(plan->turn);
    plan->cosine = cos(plan->turn);
    double half = (modules + 2 * QUIET) * plan->module_px / 2,
           reach = half * (fabs(plan->sine) + fabs(plan->cosine));
    plan->x = canvas_pick(canvas, (int)reach, plan->width - (int)reach);
    plan->y = canvas_pick(canvas, (int)reach, plan->height - (int)reach);
    return plan->module_px >= 1.5 && side / modules >= least_module_px &&
           2 * reach <= plan->width && 2 * reach <= plan->height;
}

static int module_at(const struct plan *plan, const QRcode *code, double x, double y)
{
    double dx = x - plan->x, dy = y - plan->y, whole = code->width + 2 * QUIET;
    double u = (dx * plan->cosine + dy * plan->sine) / plan->module_px + whole / 2,
           v = (dy * plan->cosine - dx * plan->sine) / plan->module_px + whole / 2;
    if (u < 0 || v < 0 || u >= whole || v >= whole) {
        return -1;
    }
    int column = (int)u - QUIET, row = (int)v - QUIET;
    column = plan->is_mirrored ? code->width - 1 - column : column;
    return column >= 0 && row >= 0 && column < code->width && row < code->width &&
           (code->data[row * code->width + column] & 1);
}

/* As a printer or an editor draws it: what a pixel holds of each is mixed. */
static void draw_pixel(
    struct canvas *canvas, const struct plan *plan, const QRcode *code, int x, int y)
{
    uint8_t *pixel = canvas->picture.pixels + ((size_t)y * (size_t)plan->width + (size_t)x) * 4;
    int dark = 0, inside = 0;
    for (int i = 0; i < SAMPLES * SAMPLES; i++) {
        int module = module_at(plan, code, x + (i % SAMPLES + 0.5) / SAMPLES,
            y + (double)(i / SAMPLES + 0.5) / SAMPLES);
        dark += module == 1;
        inside += module >= 0;
    }
    if (inside * 2 < SAMPLES * SAMPLES) {
        return;
    }
    bool is_clear = plan->alpha[0] != plan->alpha[1];
    for (int i = 0; i < 3; i++) {
        int d = plan->dark >> (16 - 8 * i) & 255, l = plan->light >> (16 - 8 * i) & 255;
        d = is_clear && plan->alpha[0] == 0 ? l : d;
        l = is_clear && plan->alpha[1] == 0 ? d : l;
        pixel[i] = (uint8_t)((d * dark + l * (inside - dark)) / inside);
    }
    pixel[3] = (uint8_t)((plan->alpha[0] * dark + plan->alpha[1] * (inside - dark)) / inside);
}

static void draw(struct canvas *canvas, const struct plan *plan, const QRcode *code)
{
    int reach = (int)((code->width + 2 * QUIET) * plan->module_px * 0.75) + 2;
    int left = (int)fmax(0, plan->x - reach), top = (int)fmax(0, plan->y - reach);
    for (int y = top; y < plan->height && y < plan->y + reach; y++) {
        for (int x = left; x < plan->width && x < plan->x + reach; x++) {
            draw_pixel(canvas, plan, code, x, y);
        }
    }
}

/* Behind the JPEG's first two bytes, as cameras have it: EXIF 2.32 section 4.6.2. */
static struct decode_input with_orientation(struct decode_input jpeg, int orientation)
{
    uint8_t exif[] = { 0xFF, 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0,
        1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (uint8_t)orientation, 0, 0, 0, 0, 0, 0, 0 };
    uint8_t *data = malloc(jpeg.size + sizeof exif);
    if (data && jpeg.size > 2) {
        memcpy(data, jpeg.data, 2);
        memcpy(data + 2, exif, sizeof exif);
        memcpy(data + 2 + sizeof exif, jpeg.data + 2, jpeg.size - 2);
    }
    free((void *)(uintptr_t)jpeg.data);
    return (struct decode_input) { data, data ? jpeg.size + sizeof exif : 0 };
}

/* Of grain a large PNG is more than is fetched: then it is a JPEG. */
static struct decode_input encode(const struct canvas *canvas, struct plan *plan)
{
    const uint8_t *pixels = canvas->picture.pixels;
    if (!plan->is_jpeg) {
        struct decode_input png = png_with(pixels, plan->width, plan->height, NULL, true);
        if (png.size <= DECODE_INPUT_MAX) {
            return png;
        }
        free((void *)(uintptr_t)png.data);
        plan->is_jpeg = true;
        plan->orientation = 1;
    }
    unsigned char *data = NULL;
    unsigned long size = 0;
    tjhandle jpeg = tjInitCompress();
    if (!jpeg || tjCompress2(jpeg, pixels, plan->width, 0, plan->height, TJPF_RGBA, &data,
                     &size, TJSAMP_420, plan->quality, 0) != 0) {
        size = 0;
    }
    tjDestroy(jpeg);
    return with_orientation((struct decode_input) { data, size }, plan->orientation);
}

static const char *draw_ground(struct canvas *canvas, const struct plan *plan)
{
    if (plan->alpha[0] != plan->alpha[1]) {
        memset(canvas->picture.pixels, 0, (size_t)plan->width * (size_t)plan->height * 4);
        return "clear";
    }
    if (canvas_chance(canvas, 40)) {
        canvas_photo(canvas, canvas_pick(canvas, 0, 40));
        return "photograph";
    }
    canvas_fill(canvas, plan->light);
    return "flat";
}

bool coded_make(struct coded *coded, unsigned seed)
{
    struct canvas canvas, chance = { .random = seed * 2246822519u + 3 };
    struct plan plan = { .quality = 0 };
    QRcode *code = NULL;
    *coded = (struct coded) { .text = "" };
    do {
        QRcode_free(code);
        code = make_code(&chance, coded->text, sizeof coded->text);
    } while (code && !pick_place(&chance, &plan, code->width));
    pick_colours(&chance, &plan);
    plan.is_jpeg = plan.alpha[0] == plan.alpha[1] && canvas_chance(&chance, 50);
    plan.quality = canvas_pick(&chance, 75, 95);
    plan.orientation = canvas_pick(&chance, 1, 8);
    plan.is_mirrored = canvas_chance(&chance, 10);
    bool is_seen_mirrored =
        plan.is_mirrored !=
        (plan.is_jpeg && (plan.orientation == 2 || plan.orientation == 4 ||
                             plan.orientation == 5 || plan.orientation == 7));
    if (!code || !canvas_init(&canvas, plan.width, plan.height, seed)) {
        QRcode_free(code);
        return false;
    }
    const char *ground = draw_ground(&canvas, &plan);
    draw(&canvas, &plan, code);
    coded->file = encode(&canvas, &plan);
    coded->slide_px = (int)(code->width * plan.module_px * scale_of(&plan));
    snprintf(coded->how, sizeof coded->how,
        "%dx%d %s, %d px on the slide, %d modules of %.1f px, #%06x on #%06x (%.1f), alpha %d/%d, %.0f degrees%s, %s %d",
        plan.width, plan.height, ground, coded->slide_px, code->width, plan.module_px,
        plan.dark, plan.light, canvas_contrast(plan.dark, plan.light), plan.alpha[0],
        plan.alpha[1], plan.turn * 180 / 3.14159265358979, is_seen_mirrored ? ", mirrored" : "",
        plan.is_jpeg ? "JPEG" : "PNG", plan.is_jpeg ? plan.quality : 0);
    QRcode_free(code);
    canvas_finish(&canvas);
    return coded->file.data != NULL;
}
