/* What docs/theme.md says a picture may be at each of its places is what the program holds it
 * to. */
#include "slide/fixture.h"
#include "slide/page/band/band.h"
#include "slide/page/figure/figure.h"

/* As a page says a part of something. */
static const char *part_of(int pct)
{
    static const struct {
        int pct;
        const char *words;
    } parts[] = { { 25, "a quarter" }, { 33, "a third" }, { 50, "a half" },
        { 67, "two thirds" }, { 75, "three quarters" }, { 80, "four fifths" } };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].pct == pct) {
            return parts[i].words;
        }
    }
    fail_msg("no words for %d %%", pct);
    return "";
}

/* "| between the text | 15 % of the height | by a quarter, to fill the column |": of the last
 * cell what the table has of it, in its order. */
static void print_row(struct bytes *out, const struct figure_limits *limits)
{
    const char *before = " ";
    bytes_print(out, "| %s | %d %%%s | ", limits->name, limits->crop_pct,
        limits->crops_height ? " of the height" : "");
    if (limits->size_pct > 100) {
        bytes_print(out, "by %s, to fill the column |", part_of(limits->size_pct - 100));
    } else {
        bytes_print(out, "not |");
    }
    if (limits->least_width_pct > 0) {
        bytes_print(out, "%sunder %s of the width", before, part_of(limits->least_width_pct));
        before = ", ";
    }
    if (limits->least_room_pct > 0) {
        bytes_print(out, "%sunder %s of its room", before, part_of(limits->least_room_pct));
        before = ", or ";
    }
    if (!limits->may_be_small) {
        bytes_print(out, "%ssmall", before);
    }
}

/* The rows of the table below that line, and nothing else; the rest of a page's last cell, what
 * comes of it then, is free. */
static void test_as_the_page_says(void **state)
{
    static const char head[] =
        "| place | cropped at the most | enlarged at the most | is not there |\n"
        "|---|---|---|---|\n";
    (void)state;
    char *page = fixture_read("docs/theme.md");
    const char *row = strstr(page, head);
    assert_non_null(row);
    row += strlen(head);
    for (size_t i = 0; i < FIGURE_PLACES; i++) {
        struct bytes wanted;
        bytes_init(&wanted);
        print_row(&wanted, &figure_limits[i]);
        if (strncmp(row, wanted.data, wanted.size) != 0) {
            fail_msg("docs/theme.md: %.*s\nthe program: %s", (int)strcspn(row, "\n"), row,
                wanted.data);
        }
        row += strcspn(row, "\n") + 1;
        bytes_finish(&wanted);
    }
    assert_true(*row == '\n');
    free(page);
}

/* Every picture of every shape keeps so much, and is no larger. */
static void test_fill_keeps_them(void **state)
{
    static const int sides[] = { 30, 97, 300, 800, 1200, 4000, 9001 };
    enum { SIDES = sizeof sides / sizeof *sides };
    (void)state;
    for (int i = 0; i < FIGURE_PLACES * SIDES * SIDES * SIDES * SIDES; i++) {
        const enum figure_place place = (enum figure_place)(i % FIGURE_PLACES);
        int at = i / FIGURE_PLACES, side[4];
        for (int k = 0; k < 4; k++, at /= SIDES) {
            side[k] = sides[at % SIDES];
        }
        const struct figure figure = {
            .width = side[0], .height = side[1], .is_measured = true
        };
        const struct pixel_rect room = { 0, 0, side[2], side[3] };
        const struct pixel_rect rect = figure_fill(&figure, place, room);
        const struct figure_limits *limits = &figure_limits[place];
        assert_in_range(rect.w, 1, room.w);
        assert_in_range(rect.h, 1, room.h);
        assert_true(rect.w * 100 <= figure.width * limits->size_pct);
        assert_true(rect.h * 100 <= figure.height * limits->size_pct);
        if (rect.w >= 100 && rect.h >= 100) { /* of less a pixel is much */
            const double whole = (double)figure.width / figure.height;
            const double shown = (double)rect.w / rect.h;
            const double kept = shown < whole ? shown / whole : whole / shown;
            assert_true(kept * 100 >= 100 - limits->crop_pct - 1);
        }
    }
}

/* One that has its page to itself is as wide as the room wherever a crop may make it so;
 * another of the same shape is not. */
static void test_alone_it_fills(void **state)
{
    (void)state;
    const struct pixel_rect room = { 0, 0, 1000, 600 };
    struct fixture fixture;
    struct arena arena;
    struct pen pen;
    fixture_init(&fixture, "{\"lobbycard\": 1}", "paper");
    arena_init(&arena);
    pen_init(&pen, &fixture.layout, &arena, NULL);
    band_grid(&pen);
    for (int height = 720; height <= 3000; height += 20) {
        struct figure figure = { .caption = "",
            .width = 1000,
            .height = height,
            .is_measured = true,
            .is_alone = true };
        const int most = room.h * 100 * figure.width / (figure_kept_pct(FIGURE_ALONE) * height);
        assert_int_equal(figure_width(&pen, &figure, room), most < room.w ? most : room.w);
        figure.is_alone = false;
        assert_true(figure_width(&pen, &figure, room) < (most < room.w ? most : room.w));
    }
    assert_false(pen.failed);
    arena_finish(&arena);
    fixture_finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_as_the_page_says),
        cmocka_unit_test(test_fill_keeps_them), cmocka_unit_test(test_alone_it_fills) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
