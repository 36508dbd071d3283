/* JPEGs of every kind that libjpeg writes, sound and damaged, with profiles of every kind,
 * whose rows are cropped, resized and sent while they are made: what is sent comes to what the
 * whole picture is without that, or to nothing. */
#include "chance.h"
#include "decode/bands.h"
#include "decode/beside.h"
#include "decode/profiles.h"
#include "decode/program.h"

#include <jpeglib.h>

enum { PICTURES = 250, PICTURES_LONG = 6000, PROGRAM_IN = 5 };

/* What came out of an outlet, and when it is to fail: at the call of that number. */
static struct {
    struct decode_reply reply;
    uint8_t *rows;
    size_t bytes;
    int calls, fails_at;
    bool has_begun;
} taken;

static bool take_begin(const struct decode_reply *reply)
{
    assert_false(taken.has_begun);
    taken.has_begun = true;
    taken.reply = *reply;
    taken.rows = malloc((size_t)reply->width * reply->height * 4);
    assert_non_null(taken.rows);
    return ++taken.calls != taken.fails_at;
}

static bool take_rows(const uint8_t *rows, size_t bytes)
{
    assert_true(taken.has_begun);
    assert_true(taken.fails_at == 0 || taken.calls < taken.fails_at);
    assert_true(bytes <= (size_t)taken.reply.width * taken.reply.height * 4 - taken.bytes);
    memcpy(taken.rows + taken.bytes, rows, bytes);
    taken.bytes += bytes;
    return ++taken.calls != taken.fails_at;
}

static const struct decode_outlet outlet = { take_begin, take_rows };

static bool decode_sent(const struct decode_input *input, const struct decode_wish *wish,
    int fails_at, struct decode_picture *picture, struct decode_reply *reply)
{
    struct decode_wish sent = *wish;
    sent.outlet = &outlet;
    free(taken.rows);
    memset(&taken, 0, sizeof taken);
    taken.fails_at = fails_at;
    *picture = (struct decode_picture) { 0 };
    return picture_decode(input, &sent, picture, reply);
}

/* As what it is to be compared with. */
static void swap(uint8_t *pixels, size_t bytes)
{
    for (size_t i = 0; i < bytes; i += 4) {
        const uint8_t red = pixels[i];
        pixels[i] = pixels[i + 2];
        pixels[i + 2] = red;
    }
}

/* Heights at which a band ends, and others. */
static int any_height(void)
{
    static const int sides[] = { 1, 8, 63, 64, 65, 127, 128, 129, 192, 200 };
    return chance(2) ? sides[chance(sizeof sides / sizeof *sides)] : 1 + chance(300);
}

static void choose_kind(struct jpeg_compress_struct *jpeg)
{
    static const J_COLOR_SPACE from[] = { JCS_RGB, JCS_GRAYSCALE, JCS_RGB, JCS_CMYK },
                               to[] = { JCS_YCbCr, JCS_GRAYSCALE, JCS_RGB, JCS_YCCK };
    const int kind = chance(3) ? 0 : chance(4);
    jpeg->in_color_space = from[kind];
    jpeg->input_components = kind == 3 ? 4 : kind == 1 ? 1 : 3;
    jpeg_set_defaults(jpeg);
    jpeg_set_colorspace(jpeg, kind == 3 && chance(2) ? JCS_CMYK : to[kind]);
    jpeg_set_quality(jpeg, 20 + chance(80), TRUE);
    jpeg->comp_info[0].h_samp_factor = 1 + chance(2);
    jpeg->comp_info[0].v_samp_factor = 1 + chance(2);
    jpeg->arith_code = chance(6) == 0;
    jpeg->restart_in_rows = chance(4) ? 0 : 1 + chance(3);
    jpeg->optimize_coding = chance(2) && !jpeg->arith_code;
    if (chance(3) == 0) {
        jpeg_simple_progression(jpeg);
    }
}

static void write_rows(struct jpeg_compress_struct *jpeg)
{
    JSAMPLE row[4 * 512];
    const int grain = 1 + chance(60);
    for (JDIMENSION y = 0; y < jpeg->image_height; y++) {
        JSAMPROW rows = row;
        for (int i = 0; i < (int)jpeg->image_width * jpeg->input_components; i++) {
            row[i] = (JSAMPLE)(i + 2 * (int)y + chance(grain));
        }
        jpeg_write_scanlines(jpeg, &rows, 1);
    }
}

static struct decode_input make_jpeg_of_any_kind(void)
{
    static const uint8_t exif[] = { 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1,
        0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0 };
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *data = NULL;
    unsigned long size = 0;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &data, &size);
    jpeg.image_width = (JDIMENSION)(1 + chance(chance(2) ? 20 : 400));
    jpeg.image_height = (JDIMENSION)any_height();
    choose_kind(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    if (chance(3) == 0) {
        uint8_t turned[sizeof exif];
        memcpy(turned, exif, sizeof exif);
        turned[25] = (uint8_t)chance(10);
        jpeg_write_marker(&jpeg, JPEG_APP0 + 1, turned, sizeof turned);
    }
    write_rows(&jpeg);
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    return (struct decode_input) { data, size };
}

/* What cameras and telephones write, and what they should not. */
static struct decode_input add_any_profile(struct decode_input jpeg)
{
    struct decode_input profile = profile_make(&profile_kinds[chance(PROFILE_KINDS)]);
    jpeg = jpeg_with_profile(jpeg, profile);
    free((void *)(uintptr_t)profile.data);
    return jpeg;
}

/* A byte that is another one, an end that is missing, or something behind it. */
static void hurt(struct decode_input *input)
{
    uint8_t *data = (uint8_t *)(uintptr_t)input->data;
    switch (chance(6)) {
    case 0:
        input->size -= (size_t)chance((int)input->size);
        break;
    case 1:
        input->size -= (size_t)(1 + chance(3));
        break;
    case 2:
        for (int n = 1 + chance(4); n > 0; n--) {
            data[chance((int)input->size)] = (uint8_t)chance(256);
        }
        break;
    case 3: /* further down */
        data[(int)input->size - 1 - chance((int)input->size / 4 + 1)] ^=
            (uint8_t)(1 + chance(255));
        break;
    default:
        break;
    }
}

/* In the size that one of libjpeg's scales gives, or in any other. */
static struct decode_wish any_wish(const struct decode_reply *whole)
{
    struct decode_wish wish = {
        .is_cover = chance(2), .focus_x = chance(1001), .focus_y = 500
    };
    const int eighths = 1 + chance(8);
    if (chance(3) > 0 && whole->full_width > 0) {
        wish.width = ((int)whole->full_width * eighths + 7) / 8;
        wish.height = ((int)whole->full_height * eighths + 7) / 8;
    } else if (chance(2)) {
        wish.width = 1 + chance(500);
        wish.height = 1 + chance(500);
    }
    return wish;
}

static int sent_count, damaged_count, resized_count, coloured_count;

/* What was sent is none of libjpeg's sizes, or was sent in colours of its own. */
static void count_sent(const struct decode_input *input, const struct decode_wish *wish)
{
    const int width = (int)taken.reply.full_width;
    bool is_resized = wish->width > 0;
    for (int eighths = 1; eighths <= 8; eighths++) {
        is_resized = is_resized && (int)taken.reply.width != (width * eighths + 7) / 8;
    }
    sent_count++;
    resized_count += is_resized;
    coloured_count += memmem(input->data, input->size, "ICC_PROFILE", 11) != NULL;
}

static void must_be_the_same(const struct decode_input *input, const struct decode_wish *wish)
{
    struct decode_picture whole = { 0 }, picture;
    struct decode_reply wanted, reply;
    const bool done = picture_decode(input, wish, &whole, &wanted);
    const size_t bytes = (size_t)whole.width * (size_t)whole.height * 4;
    assert_int_equal(decode_sent(input, wish, 0, &picture, &reply), done);
    assert_memory_equal(&reply, &wanted, offsetof(struct decode_reply, message));
    assert_string_equal(reply.message, wanted.message);
    if (taken.has_begun) {
        count_sent(input, wish);
    }
    damaged_count += taken.has_begun && !done;
    if (!done) {
        assert_null(picture.pixels);
    } else if (taken.has_begun) {
        assert_null(picture.pixels);
        assert_memory_equal(&taken.reply, &wanted, sizeof wanted);
        assert_int_equal(taken.bytes, bytes);
        swap(taken.rows, bytes);
        assert_memory_equal(taken.rows, whole.pixels, bytes);
    } else {
        assert_non_null(picture.pixels);
        assert_true(picture.width == whole.width && picture.height == whole.height);
        if (picture.is_swapped) {
            swap(picture.pixels, bytes);
        }
        assert_memory_equal(picture.pixels, whole.pixels, bytes);
    }
    free(picture.pixels);
    if (taken.calls > 0) {
        const int fails_at = 1 + chance(taken.calls);
        assert_false(decode_sent(input, wish, fails_at, &picture, &reply));
        assert_null(picture.pixels);
    }
    if (chance(PROGRAM_IN) == 0) {
        program_must_agree(input, wish, done, &whole, &wanted);
    }
    free(whole.pixels);
}

static void test_any_jpeg(void **state)
{
    (void)state;
    chance_begin(20261201);
    beside_begin();
    /* As many as show each outcome, here too. */
    const long few = IS_SANITIZED ? 8 * PICTURES : PICTURES;
    for (long n = how_many(few, PICTURES_LONG); n > 0; n--) {
        const struct decode_wish least = { .width = 1, .height = 1 };
        struct decode_input made = make_jpeg_of_any_kind();
        if (chance(4) == 0) {
            made = add_any_profile(made);
        }
        struct decode_picture picture = { 0 };
        struct decode_reply whole;
        picture_decode(&made, &least, &picture, &whole);
        free(picture.pixels);
        hurt(&made);
        /* A copy of its own, so that a sanitizer sees what is read behind it. */
        uint8_t *copy = malloc(made.size + !made.size);
        assert_non_null(copy);
        memcpy(copy, made.data, made.size);
        const struct decode_input input = { copy, made.size };
        const struct decode_wish wish = any_wish(&whole);
        must_be_the_same(&input, &wish);
        free(copy);
        free((void *)(uintptr_t)made.data);
    }
    free(taken.rows);
    printf("%d were sent, %d of them resized, %d with a profile, %d damaged further down\n",
        sent_count, resized_count, coloured_count, damaged_count);
    assert_true(damaged_count > 0 && sent_count > 2 * damaged_count);
    assert_true(10 * resized_count > sent_count && 10 * coloured_count > sent_count);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_any_jpeg) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
