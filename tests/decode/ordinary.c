#include "decode/ordinary.h"

static void bars(struct canvas *c)
{
    int width = c->picture.width, height = c->picture.height;
    int count = canvas_pick(c, 4, 60), step = width / (count + 1),
        thick = step * canvas_pick(c, 3, 10) / 10;
    for (int y = height / 10; y < height; y += canvas_pick(c, 20, 90)) {
        canvas_rect(c, (struct box) { 0, y, width, canvas_pick(c, 1, 3) }, 0xCCCCCC);
    }
    for (int i = 0; i < count; i++) {
        int tall = canvas_pick(c, 10, height * 8 / 10);
        canvas_rect(c,
            (struct box) { step / 2 + i * step, height - tall, thick > 0 ? thick : 1, tall },
            canvas_chance(c, 60) ? 0x224488 : canvas_colour(c, 0, 220));
    }
}

static void pie(struct canvas *c)
{
    int x = c->picture.width / 2, y = c->picture.height / 2;
    for (int radius = (x < y ? x : y) - 5; radius > 10; radius -= canvas_pick(c, 8, 90)) {
        canvas_disc(
            c, x, y, radius, canvas_chance(c, 50) ? 0xFFFFFF : canvas_colour(c, 0, 230));
    }
    for (int i = 0; i < 7; i++) {
        canvas_line(c, (int[]) { x, y, canvas_pick(c, 0, 2 * x), canvas_pick(c, 0, 2 * y) }, 3,
            0xFFFFFF);
    }
}

static void plot(struct canvas *c)
{
    int width = c->picture.width, height = c->picture.height;
    for (int series = canvas_pick(c, 1, 6); series > 0; series--) {
        uint32_t colour = canvas_colour(c, 0, 200);
        int from[2] = { 0, canvas_pick(c, 0, height) }, mark = canvas_pick(c, 0, 9);
        for (int x = 0; x < width; x += canvas_pick(c, 5, 60)) {
            int y = from[1] + canvas_pick(c, -40, 40);
            canvas_line(c, (int[]) { from[0], from[1], x, y }, 2, colour);
            canvas_rect(c, (struct box) { x - mark, y - mark, 2 * mark, 2 * mark }, colour);
            canvas_rect(c, (struct box) { x - mark / 2, y - mark / 2, mark, mark }, 0xFFFFFF);
            from[0] = x;
            from[1] = y;
        }
    }
}

static void page(struct canvas *c)
{
    int size = canvas_pick(c, 11, 64), columns = canvas_pick(c, 1, 3);
    bool is_dark = canvas_chance(c, 30), is_han = canvas_chance(c, 80);
    int wide = c->picture.width / columns;
    canvas_fill(c, is_dark ? 0x101820 : 0xFDFDF5);
    for (int i = 0; i < columns; i++) {
        for (int y = size; y + size < c->picture.height; y += size * 3 / 2) {
            int count = (wide - size) / (is_han ? size : size / 2);
            canvas_text(c, canvas_words(c, is_han, count), (int[]) { i * wide + size / 2, y },
                size, is_dark ? 0xE8E8E8 : 0x222222);
        }
    }
}

static void table(struct canvas *c)
{
    int tall = canvas_pick(c, 16, 70), wide = canvas_pick(c, 40, 300),
        thick = canvas_pick(c, 1, 5);
    for (int y = 10; y + tall < c->picture.height; y += tall) {
        for (int x = 10; x + wide < c->picture.width; x += wide) {
            struct box cell = { x, y, wide + thick, tall + thick };
            canvas_frame(c, cell, thick, 0x333333);
            canvas_text(c, canvas_words(c, canvas_chance(c, 60), canvas_pick(c, 1, 5)),
                (int[]) { x + 6, y + tall / 6 }, tall * 2 / 3, 0x111111);
        }
    }
}

static void terminal(struct canvas *c)
{
    int size = canvas_pick(c, 10, 28);
    canvas_fill(c, canvas_chance(c, 70) ? 0x0C0C0C : 0x002B36);
    for (int y = 0; y + size < c->picture.height; y += size) {
        int pen = 4;
        for (int run = canvas_pick(c, 0, 9); run > 0 && pen < c->picture.width; run--) {
            if (canvas_chance(c, 10)) {
                canvas_rect(
                    c, (struct box) { pen, y, 9 * size, size }, canvas_colour(c, 60, 255));
            }
            pen = canvas_text(c, canvas_words(c, false, canvas_pick(c, 2, 24)),
                (int[]) { pen, y }, size, canvas_colour(c, 120, 255));
            pen += size * canvas_pick(c, 0, 5);
        }
    }
}

/* Windows with buttons, ticks and dots. */
static void screen(struct canvas *c)
{
    canvas_fill(c, canvas_colour(c, 40, 240));
    for (int i = canvas_pick(c, 1, 6); i > 0; i--) {
        struct box window = { canvas_pick(c, 0, c->picture.width / 2),
            canvas_pick(c, 0, c->picture.height / 2), canvas_pick(c, 200, 900),
            canvas_pick(c, 150, 700) };
        canvas_rect(c, window, 0xF4F4F4);
        canvas_frame(c, window, canvas_pick(c, 1, 6), 0x303030);
        canvas_rect(c, (struct box) { window.x, window.y, window.width, 32 }, 0x2B579A);
        for (int y = window.y + 50; y + 40 < window.y + window.height; y += 44) {
            int side = canvas_pick(c, 12, 28);
            struct box tick = { window.x + 20, y, side, side };
            canvas_frame(c, tick, canvas_pick(c, 1, 4), 0x202020);
            canvas_rect(c,
                (struct box) {
                    tick.x + side / 3, tick.y + side / 3, side / 3 + 1, side / 3 + 1 },
                0x202020);
            canvas_disc(c, window.x + 80, y + side / 2, side / 2, 0x202020);
            canvas_disc(c, window.x + 80, y + side / 2, side / 2 - 2, 0xF4F4F4);
            canvas_disc(c, window.x + 80, y + side / 2, side / 4, 0x202020);
            canvas_text(
                c, canvas_words(c, true, 6), (int[]) { window.x + 110, y }, 22, 0x222222);
        }
    }
}

static void drawing(struct canvas *c)
{
    for (int i = canvas_pick(c, 20, 300); i > 0; i--) {
        int x = canvas_pick(c, 0, c->picture.width), y = canvas_pick(c, 0, c->picture.height);
        int thick = canvas_pick(c, 1, 6), size = canvas_pick(c, 8, 200);
        if (canvas_chance(c, 40)) {
            canvas_line(c,
                (int[]) {
                    x, y, x + canvas_pick(c, -size, size), y + canvas_pick(c, -size, size) },
                thick, 0);
        } else if (canvas_chance(c, 60)) {
            canvas_frame(c, (struct box) { x, y, size, canvas_pick(c, 8, 200) }, thick, 0);
        } else {
            canvas_disc(c, x, y, size / 2, 0);
            canvas_disc(c, x, y, size / 2 - thick, 0xFFFFFF);
        }
    }
}

static void photo(struct canvas *c)
{
    canvas_photo(c, canvas_pick(c, 0, 60));
}

static void calendar(struct canvas *c)
{
    int side = canvas_pick(c, 24, 140);
    for (int i = 0; i < 42; i++) {
        int x = 20 + i % 7 * side, y = 20 + i / 7 * side;
        canvas_frame(c, (struct box) { x, y, side - 2, side - 2 }, canvas_pick(c, 1, side / 8),
            0x404040);
        if (canvas_chance(c, 30)) {
            canvas_rect(c, (struct box) { x + side / 4, y + side / 4, side / 2, side / 2 },
                canvas_colour(c, 0, 160));
        }
        canvas_text(c, canvas_words(c, false, 2), (int[]) { x + side / 4, y + side / 4 },
            side / 3, 0x202020);
    }
}

static const struct ordinary_kind kinds[] = { { "bars", bars }, { "pie", pie },
    { "plot", plot }, { "page", page }, { "table", table }, { "terminal", terminal },
    { "screen", screen }, { "drawing", drawing }, { "photo", photo },
    { "calendar", calendar } };

const char *ordinary_make(struct canvas *canvas, unsigned seed)
{
    static const int sizes[][2] = { { 640, 480 }, { 1280, 720 }, { 1920, 1080 }, { 1080, 1920 },
        { 800, 800 }, { 2560, 1440 }, { 400, 300 } };
    const unsigned own = sizeof kinds / sizeof *kinds, count = own + ORDINARY_PATTERNS;
    unsigned number = seed % count;
    const struct ordinary_kind *kind =
        number < own ? &kinds[number] : &ordinary_patterns[number - own];
    const int *size = sizes[seed / count % (sizeof sizes / sizeof *sizes)];
    if (!canvas_init(canvas, size[0], size[1], seed)) {
        return NULL;
    }
    kind->draw(canvas);
    return kind->name;
}
