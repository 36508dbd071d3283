/* What is painted into a window's memory is, at every weight, what a mix of the whole slides
 * would be, and takes only as much as the two differ. */
#include "screen/stage/fade.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

enum { SPARE = 3, MARK = 0x00abcdef };

static uint32_t random_state = 20261130;

static uint32_t chance(uint32_t of)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % of;
}

/* Paper with plates, words and photographs, as many of each as chance wants; or one that
 * differs from `like` in a few places alone. */
static struct picture *draw(int width, int height, const struct picture *like)
{
    struct picture *picture = picture_create(width, height);
    assert_non_null(picture);
    const struct colour paper = { (uint8_t)chance(256), 240, (uint8_t)chance(2) };
    picture_fill(picture, (struct pixel_rect) { 0, 0, width, height }, paper);
    if (like) {
        picture_copy(picture, 0, 0, like);
    }
    for (uint32_t i = chance(8); i > 0; i--) {
        const struct pixel_rect rect = { (int)chance((uint32_t)width),
            (int)chance((uint32_t)height), 1 + (int)chance((uint32_t)width),
            1 + (int)chance((uint32_t)height / 2 + 1) };
        const uint32_t kind = chance(3), step = 1 + chance(9);
        picture_fill(picture, rect, (struct colour) { 20, (uint8_t)chance(256), 7 });
        for (int y = rect.y; y < rect.y + rect.h && y < height && kind > 0; y++) {
            for (int x = rect.x; x < rect.x + rect.w && x < width; x++) {
                bool is_inked = kind == 1 || (uint32_t)x % (4 * step) < step;
                picture->pixels[y * width + x] =
                    is_inked ? 0xff000000u | chance(0x1000000) : 0xfff0f0f0u;
            }
        }
    }
    return picture;
}

/* The window's memory may have longer rows. */
static struct canvas lay(const struct picture *picture)
{
    struct canvas canvas = { NULL, (size_t)picture->width + SPARE, picture->width,
        picture->height };
    canvas.pixels = malloc(canvas.stride * (size_t)canvas.height * sizeof(uint32_t));
    assert_non_null(canvas.pixels);
    for (size_t i = 0; i < canvas.stride * (size_t)canvas.height; i++) {
        canvas.pixels[i] = MARK;
    }
    for (int y = 0; y < canvas.height; y++) {
        memcpy(canvas.pixels + (size_t)y * canvas.stride, picture->pixels + y * picture->width,
            (size_t)picture->width * sizeof(uint32_t));
    }
    return canvas;
}

static bool lies_in(const struct pixel_rect *parts, size_t count, int x, int y)
{
    for (size_t i = 0; i < count; i++) {
        if (x >= parts[i].x && x < parts[i].x + parts[i].w && y >= parts[i].y &&
            y < parts[i].y + parts[i].h) {
            return true;
        }
    }
    return false;
}

static void expect_mix(const struct canvas *canvas, const struct picture *from,
    const struct picture *to, int weight)
{
    uint32_t row[512];
    for (int y = 0; y < canvas->height; y++) {
        const uint32_t *is = canvas->pixels + (size_t)y * canvas->stride;
        picture_mix(row, from->pixels + y * from->width, to->pixels + y * to->width,
            (size_t)to->width, weight);
        assert_memory_equal(is, row, (size_t)to->width * sizeof *row);
        for (int x = to->width; x < to->width + SPARE && y < canvas->height - 1; x++) {
            assert_int_equal(is[x], MARK);
        }
    }
}

/* Of all fades of a test, as a stage has it: what one leaves in it is not seen in the next. */
static struct fade_room room;

static struct picture *copy(const struct picture *picture, bool is_packed)
{
    struct picture *twin = picture_create(picture->width, picture->height);
    assert_non_null(twin);
    picture_copy(twin, 0, 0, picture);
    if (is_packed) {
        picture_pack(twin);
    }
    return twin;
}

static void test_every_weight(void **state)
{
    (void)state;
    int packed = 0, width = 0, height = 0;
    for (int i = 0; i < 300; i++) {
        if (i % 2 == 0) { /* each second one has what the one before it left */
            width = 1 + (int)chance(i % 3 ? 500 : 40);
            height = 1 + (int)chance(80);
        }
        struct picture *from = draw(width, height, NULL);
        struct picture *to = draw(width, height, i % 4 < 2 ? from : NULL);
        struct picture *taken = copy(to, i % 3 > 0);
        packed += taken->packed != NULL;
        struct canvas canvas = lay(from);
        struct fade *fade = fade_create(&canvas, taken, &room);
        assert_non_null(fade);
        const struct pixel_rect *parts;
        size_t count = fade_parts(fade, &parts);
        assert_true(count <= FADE_PARTS);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                assert_true(from->pixels[y * width + x] == to->pixels[y * width + x] ||
                            lies_in(parts, count, x, y));
            }
        }
        /* Frames are left out, and one may be painted twice. */
        static const int weights[] = { 0, 1, 100, 100, 255, 256 };
        for (size_t j = 0; j < sizeof weights / sizeof *weights; j++) {
            fade_paint(fade, &canvas, weights[j]);
            expect_mix(&canvas, from, to, weights[j]);
        }
        fade_destroy(fade, &room);
        free(canvas.pixels);
        picture_destroy(from);
        picture_destroy(to);
    }
    assert_true(packed > 20);
}

/* Of what is alike nothing is kept, of plates their colours, of one photograph its pixels, and
 * never more than both slides have. */
static void test_bytes(void **state)
{
    (void)state;
    enum { WIDTH = 480, HEIGHT = 270, ALL = WIDTH * HEIGHT * 4 };
    static const struct {
        bool from_noise, to_noise, is_same;
        size_t least, most;
    } rows[] = {
        { false, false, true, 0, HEIGHT * 4 },
        { false, false, false, 1, HEIGHT * 16 },
        { true, false, false, ALL, ALL + HEIGHT * 16 },
        { false, true, false, ALL, ALL + HEIGHT * 16 },
        { true, true, false, 2 * ALL, 2 * ALL + HEIGHT * 8 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct picture *sides[2];
        for (int side = 0; side < 2; side++) {
            bool is_noise = side ? rows[i].to_noise : rows[i].from_noise;
            const struct colour colour = { (uint8_t)(rows[i].is_same ? 9 : side), 1, 2 };
            sides[side] = picture_create(WIDTH, HEIGHT);
            picture_fill(sides[side], (struct pixel_rect) { 0, 0, WIDTH, HEIGHT }, colour);
            for (int j = 0; j < WIDTH * HEIGHT && is_noise; j++) {
                sides[side]->pixels[j] = 0xff000000u | chance(0x1000000);
            }
        }
        struct canvas canvas = lay(sides[0]);
        struct fade *fade = fade_create(&canvas, sides[1], &room);
        const struct pixel_rect *parts;
        assert_non_null(fade);
        assert_int_equal(fade_parts(fade, &parts) == 0, rows[i].is_same);
        assert_in_range(fade_bytes(fade), rows[i].least, rows[i].most);
        fade_destroy(fade, &room);
        free(canvas.pixels);
        picture_destroy(sides[0]);
    }
}

static long faults(void)
{
    struct rusage usage;
    assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
    return usage.ru_minflt;
}

static size_t resident_bytes(const struct fade_room *of)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE), pages = (of->bytes + page - 1) / page,
           count = 0;
    unsigned char *are_there = malloc(pages);
    assert_non_null(are_there);
    assert_int_equal(mincore(of->mapped, of->bytes, are_there), 0);
    for (size_t i = 0; i < pages; i++) {
        count += are_there[i] & 1;
    }
    free(are_there);
    return count * page;
}

/* Two photographs take some 5 MB, of which 2 are kept for the next fade of that size: so many
 * page faults fewer. */
static void test_room(void **state)
{
    (void)state;
    enum { WIDTH = 960, HEIGHT = 640, MB = 1024 * 1024, KEPT_PAGES = 500 };
    const void *mapped = NULL;
    long first_faults = 0;
    for (int i = 0; i < 3; i++) {
        struct picture *from = picture_create(WIDTH, HEIGHT),
                       *to = picture_create(WIDTH, HEIGHT);
        for (int j = 0; j < WIDTH * HEIGHT; j++) {
            from->pixels[j] = 0xff000000u | chance(0x1000000);
            to->pixels[j] = 0xff000000u | chance(0x1000000);
        }
        struct canvas canvas = lay(from);
        long before = faults();
        struct fade *fade = fade_create(&canvas, to, &room);
        assert_in_range(fade_bytes(fade), 4 * MB, 6 * MB);
        assert_true(i == 0 || faults() - before < first_faults - KEPT_PAGES);
        first_faults = i == 0 ? faults() - before : first_faults;
        fade_destroy(fade, &room);
        assert_in_range(resident_bytes(&room), 1, 2 * MB);
        assert_true(i == 0 || room.mapped == mapped);
        mapped = room.mapped;
        free(canvas.pixels);
        picture_destroy(from);
    }
    fade_room_empty(&room);
    assert_null(room.mapped);
}

/* No more parts than a display is told of at a time, wherever the rows are that differ. */
static void test_many_parts(void **state)
{
    (void)state;
    enum { WIDTH = 64, HEIGHT = 900 };
    struct picture *from = picture_create(WIDTH, HEIGHT), *to = picture_create(WIDTH, HEIGHT);
    for (int y = 0; y < HEIGHT; y += 30) {
        picture_fill(to, (struct pixel_rect) { y % 50, y, 3, 2 }, (struct colour) { 1, 2, 3 });
    }
    struct canvas canvas = lay(from);
    struct picture *wanted = copy(to, false);
    struct fade *fade = fade_create(&canvas, to, &room);
    const struct pixel_rect *parts;
    size_t count = fade_parts(fade, &parts);
    assert_int_equal(count, FADE_PARTS);
    for (int y = 0; y < HEIGHT; y += 30) {
        assert_true(lies_in(parts, count, y % 50 + 2, y + 1));
    }
    assert_false(lies_in(parts, count, 10, 15));
    fade_paint(fade, &canvas, 256);
    expect_mix(&canvas, from, wanted, 256);
    fade_destroy(fade, &room);
    free(canvas.pixels);
    picture_destroy(from);
    picture_destroy(wanted);
}

static int empty_room(void **state)
{
    (void)state;
    fade_room_empty(&room);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_weight),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_room),
        cmocka_unit_test(test_many_parts),
    };
    return cmocka_run_group_tests(tests, NULL, empty_room);
}
