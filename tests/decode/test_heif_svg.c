/* HEIC, AVIF and SVG: what libheif and librsvg are trusted with. tests/data/decode has the
 * files, and the program that wrote them. */
#include "decode/kept.h"
#include "decode/leaks.h"
#include "decode/pictures.h"
#include "decode/program.h"

#include <stdio.h>

static const struct decode_wish as_it_is = { .focus_x = 500 };

static void test_heif(void **state)
{
    static const struct {
        const char *name;
        int width, height, alpha;
        const char *corners;
    } rows[] = {
        { "heif/plain.heic", 64, 48, 255, "rgbw" },
        { "heif/plain.avif", 64, 48, 255, "rgbw" },
        { "heif/alpha.heic", 64, 48, 128, "rgbw" },
        { "heif/alpha.avif", 64, 48, 128, "rgbw" },
        { "heif/deep.heic", 64, 48, 255, "rgbw" },
        /* As the file says, and not once more as its EXIF says. */
        { "heif/turned.heic", 64, 128, 255, "brwg" },
        { "heif/turned.avif", 64, 128, 255, "brwg" },
        { "heif/only-exif.heic", 128, 64, 255, "rgbw" },
        { "heif/only-exif.avif", 128, 64, 255, "rgbw" },
        { "heif/mirrored.heic", 128, 64, 255, "grwb" },
        { "heif/mirrored.avif", 128, 64, 255, "grwb" },
        { "heif/grid.heic", 160, 100, 255, "gggg" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct decode_picture picture;
        struct decode_reply reply;
        const struct decode_input input = kept_picture(rows[i].name);
        char got[5] = "";
        bool done = decode(input, &as_it_is, &picture, &reply);
        if (done) {
            corners_of(&picture, got);
        }
        if (!done || picture.width != rows[i].width || picture.height != rows[i].height ||
            picture.pixels[3] != rows[i].alpha || strcmp(got, rows[i].corners) != 0) {
            fail_msg("%s: %dx%d, %s, alpha %d, %s", rows[i].name, picture.width, picture.height,
                got, done ? picture.pixels[3] : 0, reply.message);
        }
        free(picture.pixels);
        free((void *)(uintptr_t)input.data);
    }
}

/* Nothing of it is shown where its last part is missing. */
static void test_heif_cut(void **state)
{
    static const char *const names[] = { "heif/plain.heic", "heif/plain.avif", "heif/grid.heic",
        "heif/turned.heic" };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct decode_picture picture;
        struct decode_reply reply;
        struct decode_input input = kept_picture(names[i]);
        input.size -= 40;
        if (decode(input, &as_it_is, &picture, &reply)) {
            fail_msg("%s: of a part there is a picture", names[i]);
        }
        free((void *)(uintptr_t)input.data);
    }
}

/* The same values of Display P3, told by numbers and by a profile: redder than in sRGB. */
static void test_colours(void **state)
{
    static const char *const names[] = { "heif/p3.heic", "heif/p3.avif", "heif/icc.heic",
        "heif/icc.avif" };
    static const int wanted[3] = { 193, 95, 74 };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct decode_picture picture;
        struct decode_reply reply;
        const struct decode_input input = kept_picture(names[i]);
        assert_true(decode(input, &as_it_is, &picture, &reply));
        for (int c = 0; c < 3; c++) {
            int value = picture.pixels[(64 * 32 + 32) * 4 + c];
            if (abs(value - wanted[c]) > 4) {
                fail_msg("%s: colour %d is %d for %d", names[i], c, value, wanted[c]);
            }
        }
        free(picture.pixels);
        free((void *)(uintptr_t)input.data);
    }
}

#define SVG                                                                                    \
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
#define CORNERS                                                                                \
    "<path fill='#f00' d='M0 0h40v20h-40z'/><path fill='#0f0' d='M40 0h40v20h-40z'/>"          \
    "<path fill='#00f' d='M0 20h40v20h-40z'/><path fill='#fff' d='M40 20h40v20h-40z'/>"
#define WITH_BOX SVG "viewBox='0 0 80 40'>"
#define ANOTHER_FILE "this is an SVG that takes a part from another file"
#define TEXT "this is an SVG with text, of which only paths would be drawn"
#define NO_SIZE "this is an SVG without a size: it takes a viewBox"
#define UNREADABLE "not an SVG that can be read"

static void expect_svg(const char *name, const char *text, const char *wanted)
{
    const struct decode_wish wish = { .width = 160, .height = 160, .focus_x = 500 };
    const struct decode_input input = { (const uint8_t *)text, strlen(text) };
    struct decode_picture picture;
    struct decode_reply reply;
    char got[5] = "";
    bool done = decode(input, &wish, &picture, &reply);
    if (done) {
        corners_of(&picture, got);
    }
    if (strcmp(done ? got : reply.message, wanted) != 0 || (done && picture.width != 160)) {
        fail_msg("%s: \"%s\" %s, %d wide", name, got, reply.message, picture.width);
    }
    free(picture.pixels);
}

static void test_svg(void **state)
{
    static const struct {
        const char *name, *text, *wanted;
    } rows[] = {
        { "a box alone", WITH_BOX CORNERS "</svg>", "rgbw" },
        { "pixels", SVG "width='80' height='40'>" CORNERS "</svg>", "rgbw" },
        { "millimetres", SVG "width='80mm' height='40mm' viewBox='0 0 80 40'>" CORNERS "</svg>",
            "rgbw" },
        { "all of it", SVG "width='100%' height='100%' viewBox='0 0 80 40'>" CORNERS "</svg>",
            "rgbw" },
        { "no size", SVG ">" CORNERS "</svg>", NO_SIZE },
        { "no size at all", SVG "viewBox='0 0 0 0'>" CORNERS "</svg>", NO_SIZE },
        { "huge", SVG "width='8e30' height='4e30' viewBox='0 0 80 40'>" CORNERS "</svg>",
            "rgbw" },
        { "beyond numbers",
            SVG "width='1e999' height='1' viewBox='0 0 80 40'>" CORNERS "</svg>", "rgbw" },
        { "tiny", SVG "width='8e-6' height='4e-6' viewBox='0 0 80 40'>" CORNERS "</svg>",
            "rgbw" },
        { "far away", WITH_BOX CORNERS "<path d='M1e38 -1e38L-1e38 1e38'/></svg>", "rgbw" },
        { "a declaration",
            "\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- <svg> --><!DOCTYPE svg "
            "PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://a.b/c.dtd' [\n<!ENTITY w "
            "'40'>]>\n" WITH_BOX CORNERS "</svg>",
            "rgbw" },
        { "a prefix",
            "<s:svg xmlns:s='http://www.w3.org/2000/svg' viewBox='0 0 8 4'>"
            "<s:path fill='#0f0' d='M0 0h8v4h-8z'/></s:svg>",
            "gggg" },
        { "a script", WITH_BOX CORNERS "<script>while (1);</script></svg>", "rgbw" },
        { "a style from elsewhere",
            WITH_BOX "<style>@import url(file:///etc/passwd); path "
                     "{fill: #0f0}</style><path d='M0 0h80v40h-80z'/>"
                     "</svg>",
            "gggg" },
        { "a filter",
            WITH_BOX "<filter id='f'><feFlood flood-color='#0f0'/></filter><path "
                     "filter='url(#f)' d='M0 0h80v40h-80z'/></svg>",
            "gggg" },
        { "a part of its own",
            WITH_BOX "<defs><path id='a' fill='#0f0' d='M0 0h80v40h-80z'/>"
                     "</defs><use xlink:href='#a'/></svg>",
            "gggg" },
        { "a PNG in it",
            WITH_BOX CORNERS "<image width='1' height='1' href='data:image/png;"
                             "base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1Pe"
                             "AAAADElEQVR42mP4//8/AAX+Av4zEpUUAAAAAElFTkSuQmCC'/>"
                             "</svg>",
            "rgbw" },
        { "a file",
            WITH_BOX "<image width='80' height='40' xlink:href='file:///etc/a.png'/>"
                     "</svg>",
            ANOTHER_FILE },
        { "an address",
            WITH_BOX "<image width='8' height='4' href = \"https://a.b/c.png\"/>"
                     "</svg>",
            ANOTHER_FILE },
        { "a part of a file", WITH_BOX "<use xlink:href='a.svg#b'/></svg>", ANOTHER_FILE },
        { "itself", WITH_BOX "<g id='a'><use href='#a'/></g></svg>", "????" },
        { "text", WITH_BOX "<text>a</text></svg>", TEXT },
        { "text in a text", WITH_BOX "<text x='1'><tspan> 字</tspan></text></svg>", TEXT },
        { "text as data", WITH_BOX "<text><![CDATA[a]]></text></svg>", TEXT },
        { "text behind an entity",
            "<!DOCTYPE svg [<!ENTITY t '<text>a</text>'>]>" WITH_BOX "&t;</svg>", TEXT },
        { "no letter in it",
            WITH_BOX CORNERS "<text/><text id='a'/><text><tspan/></text>"
                             "<title>a</title></svg>",
            "rgbw" },
        { "blanks as text", WITH_BOX "<text> </text></svg>", TEXT },
        { "a hidden text", WITH_BOX CORNERS "<!-- <text>a</text> --></svg>", "rgbw" },
        { "not closed", WITH_BOX "<g>", UNREADABLE },
        { "no namespace", "<svg viewBox='0 0 80 40'>" CORNERS "</svg>", "rgbw" },
        { "an entity of a file",
            "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" WITH_BOX CORNERS
            "<title>&x;</title></svg>",
            UNREADABLE },
        { "laughs",
            "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaaaaaaaaaaaa'><!ENTITY b "
            "'&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c "
            "'&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d "
            "'&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e "
            "'&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'><!ENTITY f "
            "'&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>]>" WITH_BOX "<title>&f;&f;&f;&f;</title>"
            "</svg>",
            UNREADABLE },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expect_svg(rows[i].name, rows[i].text, rows[i].wanted);
    }
}

/* So many times one text between others. */
static char *repeated(const char *begin, const char *middle, size_t count, const char *end)
{
    size_t size = strlen(middle);
    char *text = malloc(strlen(begin) + count * size + strlen(end) + 1), *at = text;
    assert_non_null(text);
    at = stpcpy(at, begin);
    for (size_t i = 0; i < count; i++) {
        at = stpcpy(at, middle);
    }
    strcpy(at, end);
    return text;
}

static void test_svg_nested(void **state)
{
    char *text = repeated(WITH_BOX, "<g>", 100 * 1000, "</svg>");
    (void)state;
    expect_svg("nested groups", text, UNREADABLE);
    free(text);
    text = repeated(WITH_BOX, "<path d='M0 0h9'/>", 20 * 1000, CORNERS "</svg>");
    expect_svg("many paths", text, "rgbw");
    free(text);
}

/* An edge in the middle is one at every size, and not what a smaller picture was enlarged to.
 */
static void test_svg_is_sharp(void **state)
{
    static const int sizes[][2] = { { 1920, 1080 }, { 3840, 2160 }, { 7680, 4320 },
        { 60, 34 } };
    static const char text[] =
        SVG "width='16' height='9'><path fill='#fff' d='M0 0h16v9h-16z'/>"
            "<path d='M0 0h8v9h-8z'/></svg>";
    const struct decode_input input = { (const uint8_t *)text, sizeof text - 1 };
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const struct decode_wish wish = {
            .width = sizes[i][0], .height = sizes[i][1], .focus_x = 500
        };
        struct decode_picture picture;
        struct decode_reply reply;
        int grey = 0;
        assert_true(decode(input, &wish, &picture, &reply));
        assert_int_equal(picture.width, sizes[i][0]);
        assert_int_equal(reply.full_width, 7680);
        assert_int_equal(reply.has_alpha, 0);
        const uint8_t *row =
            picture.pixels + (size_t)picture.width * (size_t)(picture.height / 2) * 4;
        for (int x = 0; x < picture.width; x++) {
            grey += row[4 * x] > 0 && row[4 * x] < 255;
        }
        if (grey > 1) {
            fail_msg("%d of %d pixels are of an edge", grey, picture.width);
        }
        free(picture.pixels);
    }
}

/* What shines through does so as much as it says, in the colour that it says. */
static void test_svg_alpha(void **state)
{
    static const char text[] = SVG "viewBox='0 0 8 4'><path fill='#c86432' fill-opacity='.5' "
                                   "d='M0 0h4v4h-4z'/></svg>";
    const struct decode_input input = { (const uint8_t *)text, sizeof text - 1 };
    const struct decode_wish wish = { .width = 80, .height = 40, .focus_x = 500 };
    struct decode_picture picture;
    struct decode_reply reply;
    (void)state;
    assert_true(decode(input, &wish, &picture, &reply));
    assert_int_equal(reply.has_alpha, 1);
    const uint8_t *left = picture.pixels + (80 * 20 + 20) * 4, *right = left + 40 * 4;
    assert_true(abs(left[0] - 200) < 3 && abs(left[1] - 100) < 3 && abs(left[2] - 50) < 3);
    assert_in_range(left[3], 127, 128);
    assert_int_equal(right[3], 0);
    free(picture.pixels);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_heif),
        cmocka_unit_test(test_heif_cut),
        cmocka_unit_test(test_colours),
        cmocka_unit_test(test_svg),
        cmocka_unit_test(test_svg_nested),
        cmocka_unit_test(test_svg_is_sharp),
        cmocka_unit_test(test_svg_alpha),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
