#include "decode/ordinary.h"

#include <math.h>

/* A chess board, a crossword, a floor: squares in one of two colours. */
static void board(struct canvas *c)
{
    int side = canvas_pick(c, 3, 120), share = canvas_pick(c, 0, 3) * 25,
        gap = canvas_pick(c, 0, 2);
    uint32_t dark = canvas_colour(c, 0, 120), light = canvas_colour(c, 180, 255);
    canvas_fill(c, canvas_chance(c, 50) ? dark : light);
    for (int row = 0; row * side < c->picture.height; row++) {
        for (int column = 0; column * side < c->picture.width; column++) {
            bool is_dark = share == 0 ? (row + column) % 2 : canvas_chance(c, share);
            canvas_rect(c, (struct box) { column * side, row * side, side - gap, side - gap },
                is_dark ? dark : light);
            if (side > 30 && canvas_chance(c, 30)) {
                canvas_text(c, canvas_words(c, canvas_chance(c, 50), 1),
                    (int[]) { column * side + side / 6, row * side + side / 8 }, side * 2 / 3,
                    is_dark ? light : dark);
            }
        }
    }
}

static void chess(struct canvas *c)
{
    int side =
        (c->picture.width < c->picture.height ? c->picture.width : c->picture.height) / 8;
    for (int i = 0; i < 64; i++) {
        int x = i % 8 * side, y = i / 8 * side;
        canvas_rect(
            c, (struct box) { x, y, side, side }, (i + i / 8) % 2 ? 0x8B5A2B : 0xF0D9B5);
        if (canvas_chance(c, 50)) {
            bool is_black = canvas_chance(c, 50);
            canvas_disc(
                c, x + side / 2, y + side / 2, side * 2 / 5, is_black ? 0x111111 : 0xFFFFFF);
            canvas_disc(
                c, x + side / 2, y + side / 2, side / 4, is_black ? 0xEEEEEE : 0x222222);
            canvas_disc(
                c, x + side / 2, y + side / 2, side / 6, is_black ? 0x111111 : 0xFFFFFF);
        }
    }
}

static void halftone(struct canvas *c)
{
    int step = canvas_pick(c, 4, 24);
    double turn = canvas_pick(c, 0, 90) / 57.3, u = canvas_pick(c, 1, 9),
           v = canvas_pick(c, 1, 9);
    for (int y = -c->picture.width; y < c->picture.width + c->picture.height; y += step) {
        for (int x = -c->picture.height; x < c->picture.width + c->picture.height; x += step) {
            int px = (int)(x * cos(turn) - y * sin(turn)),
                py = (int)(x * sin(turn) + y * cos(turn));
            double light = 0.5 + 0.5 * sin(px * u / 300) * sin(py * v / 300);
            canvas_disc(c, px, py, (int)(step * 0.7 * light), 0x101010);
        }
    }
}

static void nest(struct canvas *c, int x, int y, int unit)
{
    static const int sides[][4] = { { 7, 5, 3, 0 }, { 9, 7, 5, 3 }, { 5, 3, 1, 0 },
        { 7, 5, 3, 1 }, { 11, 7, 3, 0 }, { 7, 6, 3, 2 } };
    const int *row = sides[canvas_pick(c, 0, 5)];
    bool is_round = canvas_chance(c, 20);
    for (int i = 0; i < 4 && row[i]; i++) {
        int side = row[i] * unit;
        uint32_t colour = i % 2 ? 0xFFFFFF : 0x000000;
        if (is_round) {
            canvas_disc(c, x, y, side / 2, colour);
        } else {
            canvas_rect(c, (struct box) { x - side / 2, y - side / 2, side, side }, colour);
        }
    }
}

/* Logos of squares within squares, alone, in rows, and as a code's corners. */
static void nests(struct canvas *c)
{
    int unit = canvas_pick(c, 2, 20), step = unit * canvas_pick(c, 9, 30);
    int rows = canvas_pick(c, 1, 12), columns = canvas_pick(c, 1, 12);
    for (int i = 0; i < rows * columns; i++) {
        nest(c, 8 * unit + i % columns * step, 8 * unit + i / columns * step, unit);
    }
    canvas_text(c, canvas_words(c, true, 8), (int[]) { 10, c->picture.height - 70 }, 50, 0);
}

/* Three corners of a code, and between them anything but its modules. */
static void corners_of_none(struct canvas *c)
{
    int unit = canvas_pick(c, 2, 16), modules = 17 + 4 * canvas_pick(c, 1, 10),
        far = (modules - 7) * unit;
    int x = canvas_pick(c, 10, 200), y = canvas_pick(c, 10, 200), what = canvas_pick(c, 0, 3);
    for (int i = 0; i < 3; i++) {
        for (int ring = 0; ring < 3; ring++) {
            int side = (7 - 2 * ring) * unit;
            canvas_rect(c,
                (struct box) { x + (i == 1 ? far : 0) + ring * unit,
                    y + (i == 2 ? far : 0) + ring * unit, side, side },
                ring == 1 ? 0xFFFFFF : 0);
        }
    }
    struct box inside = { x + 8 * unit, y + 8 * unit, far - unit, far - unit };
    if (what == 1) {
        canvas_rect(c, inside, canvas_colour(c, 0, 255));
    } else if (what == 2) {
        canvas_text(
            c, canvas_words(c, true, 3), (int[]) { inside.x, inside.y }, inside.width / 3, 0);
    } else if (what == 3) {
        for (int i = 0; i < 300; i++) {
            canvas_rect(c,
                (struct box) { canvas_pick(c, inside.x, inside.x + inside.width - unit),
                    canvas_pick(c, inside.y, inside.y + inside.height - unit), unit, unit },
                0);
        }
    }
}

static void film(struct canvas *c)
{
    int tall = canvas_pick(c, 60, 400), hole = tall / canvas_pick(c, 8, 16), step = 2 * hole;
    canvas_photo(c, 20);
    for (int y = 20; y < c->picture.height; y += tall + tall / 2) {
        canvas_rect(c, (struct box) { 0, y, c->picture.width, tall }, 0x080808);
        for (int x = hole; x < c->picture.width; x += step) {
            canvas_rect(c, (struct box) { x, y + hole / 2, hole, hole }, 0xFAFAFA);
            canvas_rect(c, (struct box) { x, y + tall - hole * 3 / 2, hole, hole }, 0xFAFAFA);
        }
        for (int x = hole; x < c->picture.width; x += tall) {
            canvas_rect(c, (struct box) { x, y + 2 * hole, tall - hole, tall - 4 * hole },
                canvas_colour(c, 60, 220));
        }
    }
}

/* Lines as on goods: codes, too, but none that leads anywhere. */
static void stripes(struct canvas *c)
{
    int unit = canvas_pick(c, 1, 8), tall = canvas_pick(c, 60, 500);
    for (int y = 20; y < c->picture.height; y += tall + 40) {
        for (int x = 20; x + 5 * unit < c->picture.width;) {
            int thick = unit * canvas_pick(c, 1, 4);
            canvas_rect(c, (struct box) { x, y, thick, tall }, 0x111111);
            x += thick + unit * canvas_pick(c, 1, 4);
        }
    }
}

/* Pixel art and heat maps: a matrix of chance, mirrored or not, within a frame or without. */
static void matrix(struct canvas *c)
{
    int unit = canvas_pick(c, 2, 40), across = canvas_pick(c, 5, 60),
        down = canvas_pick(c, 5, 60);
    bool is_mirrored = canvas_chance(c, 50), is_many = canvas_chance(c, 30);
    uint32_t dark = canvas_colour(c, 0, 130);
    for (int i = 0; i < across * down; i++) {
        int column = i % across, row = i / across;
        struct box cell = { 30 + column * unit, 30 + row * unit, unit, unit };
        if (canvas_chance(c, 50)) {
            canvas_rect(c, cell, is_many ? canvas_colour(c, 0, 255) : dark);
            cell.x = 30 + (2 * across - 1 - column) * unit;
            canvas_rect(c, cell, is_mirrored ? dark : 0xFFFFFF);
        }
    }
    if (canvas_chance(c, 50)) {
        canvas_frame(c,
            (struct box) { 30 - unit, 30 - unit, (across + 2) * unit, (down + 2) * unit }, unit,
            dark);
    }
}

/* A house's windows, a bookshelf, bricks. */
static void windows(struct canvas *c)
{
    int wide = canvas_pick(c, 12, 120), tall = canvas_pick(c, 12, 150),
        frame = canvas_pick(c, 1, 8);
    canvas_fill(c, canvas_colour(c, 120, 230));
    for (int y = tall / 2; y < c->picture.height; y += 2 * tall) {
        for (int x = wide / 2; x < c->picture.width; x += 2 * wide) {
            struct box window = { x, y, wide, tall };
            canvas_rect(c, window, canvas_chance(c, 20) ? 0xFFE080 : 0x203040);
            canvas_frame(c, window, frame, 0xF0F0F0);
            canvas_frame(c,
                (struct box) { x - frame, y - frame, wide + 2 * frame, tall + 2 * frame },
                frame, 0x303030);
        }
    }
}

/* Red seals, their characters among borders. */
static void seals(struct canvas *c)
{
    canvas_fill(c, 0xFBF6E6);
    for (int i = canvas_pick(c, 1, 9); i > 0; i--) {
        int side = canvas_pick(c, 60, 320), x = canvas_pick(c, 0, c->picture.width - side),
            y = canvas_pick(c, 0, c->picture.height - side),
            thick = side / canvas_pick(c, 12, 30);
        canvas_rect(c, (struct box) { x, y, side, side }, 0xFBF6E6);
        canvas_frame(c, (struct box) { x, y, side, side }, thick, 0xB01010);
        canvas_frame(c,
            (struct box) { x + 2 * thick, y + 2 * thick, side - 4 * thick, side - 4 * thick },
            thick, 0xB01010);
        for (int k = 0; k < 4; k++) {
            canvas_text(c, canvas_words(c, true, 1),
                (int[]) { x + side / 5 + k % 2 * side * 3 / 10,
                    y + side / 5 + k / 2 * side * 3 / 10 },
                side * 3 / 10, 0xB01010);
        }
    }
}

static void maze(struct canvas *c)
{
    int unit = canvas_pick(c, 4, 30);
    for (int y = 0; y < c->picture.height; y += 2 * unit) {
        for (int x = 0; x < c->picture.width; x += 2 * unit) {
            canvas_rect(c, (struct box) { x, y, unit, unit }, 0);
            bool is_down = canvas_chance(c, 50);
            canvas_rect(c,
                (struct box) { x + (is_down ? 0 : unit), y + (is_down ? unit : 0), unit, unit },
                0);
        }
    }
}

/* Text that pixels of two colours make of greys. */
static void dither(struct canvas *c)
{
    int unit = canvas_pick(c, 1, 4);
    for (int y = 0; y < c->picture.height; y += unit) {
        for (int x = 0; x < c->picture.width; x += unit) {
            double light = 50 + 45 * sin(x / 90.0) * cos(y / 70.0);
            canvas_rect(c, (struct box) { x, y, unit, unit },
                canvas_chance(c, (int)light) ? 0xFFFFFF : 0);
        }
    }
}

/* Steps, finder and clock of other codes, without what they say: an L, and alternating edges.
 */
static void edges(struct canvas *c)
{
    int unit = canvas_pick(c, 3, 24), count = 2 * canvas_pick(c, 4, 20);
    canvas_rect(c, (struct box) { 40, 40, unit, count * unit }, 0);
    canvas_rect(c, (struct box) { 40, 40 + (count - 1) * unit, count * unit, unit }, 0);
    for (int i = 0; i < count; i += 2) {
        canvas_rect(c, (struct box) { 40 + i * unit, 40, unit, unit }, 0);
        canvas_rect(c,
            (struct box) { 40 + (count - 1) * unit, 40 + (count - 1 - i) * unit, unit, unit },
            0);
    }
    canvas_text(c, canvas_words(c, true, 3), (int[]) { 40 + 2 * unit, 40 + 2 * unit },
        count * unit / 4, 0);
}

const struct ordinary_kind ordinary_patterns[ORDINARY_PATTERNS] = { { "board", board },
    { "chess", chess }, { "halftone", halftone }, { "nests", nests },
    { "corners of none", corners_of_none }, { "film", film }, { "stripes", stripes },
    { "matrix", matrix }, { "windows", windows }, { "seals", seals }, { "maze", maze },
    { "dither", dither }, { "edges", edges } };
