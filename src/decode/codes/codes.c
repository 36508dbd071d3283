#include "decode/codes/codes.h"

#include "base/translated.h"
#include "decode/codes/corners.h"
#include "decode/codes/finder.h"
#include "decode/codes/zxing.h"
#include "decode/grey.h"

#include <limits.h>
#include <malloc.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES_MAX = 256 };

/* What is small is enlarged once more: modules of one pixel are no pattern to any reader. What
 * is as large as that already would gain nothing. Below SIDE_LEAST no code is large. */
enum { ENLARGED_MAX_PIXELS = 2600 * 1000, ENLARGING_MAX = 4, SIDE_LEAST = 100 };
static const double enlarging_least = 1.2, enlarging_step = 1.4;

/* Where the corners of a code are, in pixels of the picture. */
struct place {
    double left, top, right, bottom;
};

struct places {
    struct place list[PLACES_MAX];
    size_t count;
};

struct search {
    char *texts;
    size_t size;
    struct places *read, *seen;
    const char *fault;
    bool lacks_memory;
    /* of the look that is taken now */
    const struct grey *grey;
    double scale;
    bool is_mirrored;
};

/* Not by fmin() and fmax(): of a loop over these gcc 12 makes no code for arm64 (it fails). */
static void set_place(const struct search *search, const double at[2], struct place *place)
{
    double x = (search->is_mirrored ? search->grey->width - 1 - at[0] : at[0]) / search->scale,
           y = at[1] / search->scale;
    place->left = x < place->left ? x : place->left;
    place->right = x > place->right ? x : place->right;
    place->top = y < place->top ? y : place->top;
    place->bottom = y > place->bottom ? y : place->bottom;
}

static const struct place nowhere = { INFINITY, INFINITY, -INFINITY, -INFINITY };

static struct place place_of(const struct search *search, const struct zxing_code *code)
{
    struct place place = nowhere;
    for (int i = 0; i < 4; i++) {
        set_place(search, (double[]) { code->corners[i][0], code->corners[i][1] }, &place);
    }
    return place;
}

static bool places_have(const struct places *places, const struct place *place)
{
    double x = (place->left + place->right) / 2, y = (place->top + place->bottom) / 2;
    for (size_t i = 0; i < places->count; i++) {
        const struct place *one = &places->list[i];
        if (x >= one->left && x <= one->right && y >= one->top && y <= one->bottom) {
            return true;
        }
    }
    return false;
}

static bool places_add(struct places *places, const struct place *place)
{
    if (places->count == PLACES_MAX) {
        return false;
    }
    places->list[places->count++] = *place;
    return true;
}

static bool has_text(const struct search *search, const char *text, size_t size)
{
    for (size_t at = 0; at < search->size; at += strlen(search->texts + at) + 1) {
        if (strlen(search->texts + at) == size && memcmp(search->texts + at, text, size) == 0) {
            return true;
        }
    }
    return false;
}

/* A text with a NUL is UTF-16 to some telephones, and data to others. */
static const char *add_text(struct search *search, const char *text, size_t size)
{
    if (size > 0 && memchr(text, '\0', size)) {
        return N_("a code in it is in no character set that can be judged");
    }
    if (size == 0 || has_text(search, text, size)) {
        return NULL;
    }
    if (size >= DECODE_CODES_MAX_BYTES - search->size) {
        return N_("the codes in it say more than can be judged");
    }
    memcpy(search->texts + search->size, text, size);
    search->texts[search->size + size] = '\0';
    search->size += size + 1;
    return NULL;
}

static void add_place(struct search *search, struct places *places, const struct place *place)
{
    if (!places_have(places, place) && !places_add(places, place) && !search->fault) {
        search->fault = N_("there are more codes in it than can be judged");
    }
}

/* Its bytes, and what they are where it names a character set or is likely to be in one. */
static bool take_read(void *context, const struct zxing_code *code)
{
    struct search *search = context;
    const struct place place = place_of(search, code);
    search->fault = code->is_part ? N_("a code in it is one of several that make one text")
                                  : add_text(search, code->bytes, code->size);
    search->fault =
        search->fault ? search->fault : add_text(search, code->text, code->text_size);
    add_place(search, search->read, &place);
    return !search->fault;
}

static bool take_seen(void *context, const struct finder_place *seen)
{
    struct search *search = context;
    struct place place = nowhere;
    set_place(search, (double[]) { seen->left, seen->top }, &place);
    set_place(search, (double[]) { seen->right, seen->bottom }, &place);
    add_place(search, search->seen, &place);
    return !search->fault;
}

static bool has_ended(const struct search *search)
{
    return search->fault || search->lacks_memory;
}

/* From the front and from behind. */
static void look_both_ways(struct search *search, struct grey *grey)
{
    search->grey = grey;
    search->is_mirrored = false;
    search->lacks_memory = !finder_find(grey, take_seen, search) && !search->fault;
    if (has_ended(search) || !corners_may_be(grey)) {
        return;
    }
    for (int side = 0; side < 2 && !has_ended(search); side++) {
        const struct zxing_grey view = { grey->pixels, grey->width, grey->height };
        search->is_mirrored = side == 1;
        search->lacks_memory =
            !zxing_find(&view, ZXING_QR, take_read, search) && !search->fault;
        grey_mirror(grey);
    }
}

/* Dark on light and light on dark. */
static void look_at(struct search *search, const struct grey *grey)
{
    struct grey darker = { 0 }, lighter = { 0 };
    search->lacks_memory = !grey_split(grey, &darker, &lighter);
    if (!has_ended(search)) {
        look_both_ways(search, &darker);
    }
    if (!has_ended(search)) {
        look_both_ways(search, &lighter);
    }
    free(darker.pixels);
    free(lighter.pixels);
}

/* Codes that are no QR codes, dark on light and light on dark. */
static void look_for_others(struct search *search, struct grey *grey)
{
    const struct zxing_grey whole = { grey->pixels, grey->width, grey->height };
    search->grey = grey;
    search->is_mirrored = false;
    bool done = zxing_find(&whole, ZXING_OTHERS, take_read, search);
    if (done) {
        grey_negate(grey);
        done = zxing_find(&whole, ZXING_MATRIX, take_read, search);
        grey_negate(grey);
    }
    search->lacks_memory = !done && !search->fault;
}

static void look_at_enlarged(struct search *search, const struct grey *grey, double scale)
{
    struct grey large = { 0 };
    search->scale = scale;
    search->lacks_memory = !grey_enlarge(grey, scale, &large);
    if (!has_ended(search)) {
        look_at(search, &large);
    }
    if (!has_ended(search)) {
        look_for_others(search, &large);
    }
    free(large.pixels);
}

static void look_at_larger(struct search *search, const struct grey *grey)
{
    double most = sqrt(ENLARGED_MAX_PIXELS / ((double)grey->width * grey->height));
    double scale = fmin(ENLARGING_MAX, most);
    for (; scale >= enlarging_least && !has_ended(search); scale /= enlarging_step) {
        look_at_enlarged(search, grey, scale);
    }
}

/* What is clear shows the ground: whatever colour that has, one that stands out from it does so
 * from black or from white. What is neither clear nor opaque lets some of the ground through,
 * in all of its colour: where two such stand apart on any ground, theirs or the config's, they
 * do so on one of these (test_grounds). */
static const uint8_t grounds[][3] = { { 255, 255, 255 }, { 0, 0, 0 }, { 255, 0, 0 },
    { 0, 255, 0 }, { 0, 0, 255 }, { 60, 60, 60 } };
enum { CLEAR_GROUNDS = 2, GROUNDS = sizeof grounds / sizeof grounds[0] };

const uint8_t (*codes_grounds(size_t *count))[3]
{
    *count = GROUNDS;
    return grounds;
}

/* Large modules are small ones in what was halved. */
static void look_on(
    struct search *search, const struct decode_picture *picture, const uint8_t ground[3])
{
    struct grey grey = { 0 }, half;
    search->lacks_memory = !grey_of(picture, ground, &grey);
    if (!has_ended(search)) {
        look_at_larger(search, &grey);
    }
    search->scale = 1;
    if (!has_ended(search)) {
        look_for_others(search, &grey);
    }
    for (; !has_ended(search); search->scale /= 2) {
        look_at(search, &grey);
        if (has_ended(search) || grey.width < SIDE_LEAST || grey.height < SIDE_LEAST) {
            break;
        }
        search->lacks_memory = !grey_halve(&grey, &half);
        free(grey.pixels);
        grey = half;
    }
    free(grey.pixels);
}

/* Whether there are clear and opaque pixels around it: then it is the soft edge of a shape, and
 * the shape itself shows on black or on white. */
static bool is_edge(const struct decode_picture *picture, int x, int y)
{
    bool has_clear = false, has_opaque = false;
    for (int row = y > 0 ? y - 1 : 0; row <= y + 1 && row < picture->height; row++) {
        for (int at = x > 0 ? x - 1 : 0; at <= x + 1 && at < picture->width; at++) {
            size_t pixel = (size_t)row * (size_t)picture->width + (size_t)at;
            uint8_t alpha = picture->pixels[4 * pixel + 3];
            has_clear = has_clear || alpha == 0;
            has_opaque = has_opaque || alpha == 255;
        }
    }
    return has_clear && has_opaque;
}

/* On how many grounds it looks different. The smallest code of two pixels a module has twice as
 * many dark ones as HALF_CLEAR. */
static size_t grounds_of(const struct decode_picture *picture)
{
    enum { HALF_CLEAR = 400 };
    size_t needed = 1;
    int half_clear = 0;
    for (int y = 0; y < picture->height && half_clear < HALF_CLEAR; y++) {
        const uint8_t *row = picture->pixels + 4 * (size_t)y * (size_t)picture->width;
        for (int x = 0; x < picture->width; x++) {
            uint8_t alpha = row[4 * x + 3];
            needed = alpha != 255 ? CLEAR_GROUNDS : needed;
            half_clear += alpha != 0 && alpha != 255 && !is_edge(picture, x, y);
        }
    }
    return half_clear >= HALF_CLEAR ? GROUNDS : needed;
}

/* Each look takes some megabytes and gives them back: what came from the system page by page
 * and went again would be most of what a search costs. As much as glibc keeps so at all. */
static void keep_memory(void)
{
    enum { KEPT_MAX_BYTES = 32 * 1024 * 1024 };
    mallopt(M_MMAP_THRESHOLD, KEPT_MAX_BYTES);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
}

void codes_prepare(void)
{
    keep_memory();
    static const uint8_t white[40 * 40] = { 1 };
    struct places none = { .count = 0 };
    struct search search = { .read = &none, .seen = &none };
    const struct zxing_grey view = { white, 40, 40 };
    for (int kind = ZXING_QR; kind <= ZXING_OTHERS; kind++) {
        zxing_find(&view, (enum zxing_kind)kind, take_read, &search);
    }
}

bool codes_read(const struct decode_picture *picture, struct codes_found *found)
{
    struct places read = { .count = 0 }, seen = { .count = 0 };
    struct search search = { malloc(DECODE_CODES_MAX_BYTES), .read = &read, .seen = &seen };
    search.lacks_memory = !search.texts;
    size_t ground_count = grounds_of(picture);
    for (size_t i = 0; !has_ended(&search) && i < ground_count; i++) {
        look_on(&search, picture, grounds[i]);
    }
    for (size_t i = 0; !has_ended(&search) && i < seen.count; i++) {
        if (!places_have(&read, &seen.list[i])) {
            search.fault = N_("there is a code in it that cannot be read");
        }
    }
    *found = (struct codes_found) { search.texts, search.size, search.fault, search.fault };
    if (search.lacks_memory && !search.fault) {
        found->fault = "needs more memory than there is";
    }
    return !has_ended(&search);
}
