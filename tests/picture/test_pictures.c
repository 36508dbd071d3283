/* The player's side of the decoder, with the real one in its sandbox: what a picture costs, and
 * that nothing is left of one, however spoiled it is. 10,000 of those with LOBBYCARD_LONG. */
#include "base/bytes.h"
#include "base/clock.h"
#include "base/system/file.h"
#include "decode/pictures.h"
#include "long_form.h"
#include "picture/decoder.h"
#include "picture/pictures.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "picture/fixture.h"

enum {
    WIDTH = 1920,
    HEIGHT = 1080,
    PIXELS_KB = WIDTH * HEIGHT * 4 / 1024,
    NOISE_KB =
        1024, /* the kernel counts pages by the hundred, a stack and a pipe come with each */
    KINDS = 9,
    SEARCH_EVERY = 10,           /* of the mutations are looked at for codes, too */
    DECODE_MAX_MS = 5000 + 1000, /* of one, and a second for a busy machine */
};

static const char *const kinds[KINDS] = { "jpeg", "progressive", "png", "webp", "lossless",
    "jpeg+wide", "jpeg+grid", "png+version-2", "code" };

static int open_descriptors(void)
{
    int count = 0;
    DIR *dir = opendir("/proc/self/fd");
    assert_non_null(dir);
    while (readdir(dir)) {
        count++;
    }
    closedir(dir);
    return count;
}

static bool has_children(void)
{
    return waitpid(-1, NULL, WNOHANG) >= 0 || errno != ECHILD;
}

#if !IS_SANITIZED
/* As make() does, of what that program does not make. */
static void make_transparent(int width, int height, const char *path)
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        struct decode_input made = make_webp(width, height, true);
        write_file(path, made.data, made.size);
        _exit(0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

static long own_kb(const char *name)
{
    char line[256];
    long kb = -1;
    FILE *file = fopen("/proc/self/status", "re");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        if (strncmp(line, name, strlen(name)) == 0) {
            kb = strtol(line + strlen(name) + 1, NULL, 10);
        }
    }
    fclose(file);
    assert_true(kb > 0);
    return kb;
}

/* From here on VmHWM is the most that there was from here on (proc(5), clear_refs). */
static void forget_the_most(void)
{
    int fd = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
    assert_true(fd >= 0 && write(fd, "5", 1) == 1);
    close(fd);
}

/* The most by which this process grew while a slide of that picture was painted; it has shrunk
 * again. */
static long paint_slide(struct fixture *fixture, struct pictures *pictures)
{
    const struct picture_wish wish = { fixture->path, true, WIDTH, HEIGHT, 500, 500, "", false,
        0 };
    struct error error = { "" };
    forget_the_most();
    long before_kb = own_kb("VmRSS");
    struct picture *slide = picture_create(WIDTH, HEIGHT);
    assert_non_null(slide);
    picture_fill(
        slide, (struct pixel_rect) { 0, 0, WIDTH, HEIGHT }, (struct colour) { 1, 2, 3 });
    if (!pictures_paint(pictures, &wish, &(struct picture_spot) { slide, 0, 0 }, &error)) {
        fail_msg("%s", error.text);
    }
    picture_destroy(slide);
    return own_kb("VmHWM") - before_kb;
}

/* The kernel's own count of the most pages that the player ever had: not a sample, and no
 * matter of time. A picture goes to its place on the slide, so that the slide's pixels are all
 * of it; one with transparency is laid over the slide from pixels of its own. */
static void test_a_photo_costs_its_pixels(void **state)
{
    static const struct {
        const char *kind;
        int width, height, pictures;
    } cases[] = { { "jpeg", 6000, 4000, 1 }, { "webp", 2400, 1350, 1 },
        { "png", 2400, 1350, 1 }, { "transparent", 2400, 1350, 2 } };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pictures pictures = { 0 };
        if (strcmp(cases[i].kind, "transparent") == 0) {
            make_transparent(cases[i].width, cases[i].height, fixture->path);
        } else {
            make(cases[i].kind, cases[i].width, cases[i].height, fixture->path);
        }
        paint_slide(fixture, &pictures); /* the program's own pages are touched */
        long before_kb = own_kb("VmRSS");
        for (int k = 0; k < 3; k++) {
            long most_kb = paint_slide(fixture, &pictures);
            printf("%s of %d megapixels: %ld KB\n", cases[i].kind,
                cases[i].width * cases[i].height / 1000000, most_kb);
            assert_in_range(most_kb, cases[i].pictures * PIXELS_KB - NOISE_KB,
                cases[i].pictures * PIXELS_KB + NOISE_KB);
        }
        assert_in_range(own_kb("VmRSS"), 0, before_kb + NOISE_KB);
        pictures_finish(&pictures);
    }
}
#endif

static uint64_t chance_state;

/* xorshift64*: the same numbers everywhere. */
static size_t chance(size_t below)
{
    chance_state ^= chance_state >> 12;
    chance_state ^= chance_state << 25;
    chance_state ^= chance_state >> 27;
    return (size_t)((chance_state * 0x2545F4914F6CDD1DULL) >> 33) % below;
}

/* A few bytes or bits are others, some are gone or there twice. */
static void mutate(const struct bytes *seed, struct bytes *out)
{
    bytes_clear(out);
    assert_true(bytes_append(out, seed->data, seed->size));
    for (size_t left = 1 + chance(8); left > 0; left--) {
        size_t at = chance(out->size), run = 1 + chance(40);
        char copy[40];
        run = run < out->size - at ? run : out->size - at;
        switch (chance(4)) {
        case 0:
            out->data[at] = (char)chance(256);
            break;
        case 1:
            out->data[at] = (char)(out->data[at] ^ 1 << chance(8));
            break;
        case 2:
            if (run < out->size) {
                memmove(out->data + at, out->data + at + run, out->size - at - run);
                out->size -= run;
            }
            break;
        default:
            memcpy(copy, out->data + at, run);
            assert_true(bytes_append(out, copy, run));
            memmove(out->data + at + run, out->data + at, out->size - run - at);
            memcpy(out->data + at, copy, run);
        }
    }
}

struct tally {
    int refused;
    int64_t longest_ms;
};

/* As `fetch` does; false with an error when the decoder did not answer. */
static bool search_mutated(const struct fixture *fixture, struct error *error)
{
    static const char *const arguments[] = { "codes", NULL };
    struct helper decoder;
    struct decode_reply reply;
    char texts[DECODE_CODES_MAX_BYTES];
    if (!decoder_start(&decoder, fixture->path, arguments, 2 * DECODE_MAX_MS, error)) {
        return false;
    }
    if (!helper_read(&decoder, &reply, sizeof reply) ||
        (reply.done && !helper_read(&decoder, texts, reply.width))) {
        decoder_give_up(&decoder, error);
        return false;
    }
    helper_stop(&decoder);
    return true;
}

/* One at a time; what is left of it is seen at once. */
static void paint_mutated(struct fixture *fixture, struct pictures *pictures,
    struct picture *slide, int number, struct tally *tally)
{
    const struct picture_wish wish = { fixture->path, number % 2 == 0, 64, 64, 500, 500, "",
        false, 0 };
    struct error error = { "" };
    int descriptors = open_descriptors();
    int64_t start_ms = clock_mono_ms();
    bool done = pictures_paint(pictures, &wish, &(struct picture_spot) { slide, 0, 0 }, &error);
    int64_t took_ms = clock_mono_ms() - start_ms;
    tally->longest_ms = took_ms > tally->longest_ms ? took_ms : tally->longest_ms;
    tally->refused += !done;
    bool is_searched = number % SEARCH_EVERY || search_mutated(fixture, &error);
    /* A decoder that crashed, or was killed for a call or for its time, gives no reason. */
    if (!is_searched || (!done && (!*error.text || strstr(error.text, "stopped"))) ||
        has_children() || open_descriptors() != descriptors || took_ms > DECODE_MAX_MS) {
        char kept[64];
        snprintf(kept, sizeof kept, "/tmp/lobbycard-mutated-%d", number);
        int failed = rename(fixture->path, kept);
        fail_msg("mutation %d%s%s: \"%s\" after %d ms, %d descriptors for %d", number,
            failed ? "" : ", kept as ", failed ? "" : kept, error.text, (int)took_ms,
            open_descriptors(), descriptors);
    }
}

static void test_spoiled_pictures_leave_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct pictures pictures = { 0 };
    struct bytes seeds[KINDS] = { { 0 } }, mutated = { 0 };
    struct picture *slide = picture_create(64, 64);
    struct tally tally = { 0 };
    struct error error;
    int count = (int)how_many(300, 10000);
    chance_state = 20261123;
    for (size_t i = 0; i < KINDS; i++) {
        make(kinds[i], 61, 43, fixture->path);
        assert_true(file_read(fixture->path, 1 << 20, &seeds[i], &error));
    }
#if !IS_SANITIZED
    size_t used = 0;
    long before_kb = 0;
#endif
    for (int i = 0; i < count; i++) {
        mutate(&seeds[i % KINDS], &mutated);
        write_file(fixture->path, mutated.data, mutated.size);
        paint_mutated(fixture, &pictures, slide, i, &tally);
#if !IS_SANITIZED
        if (i == 50) { /* the C library has what it keeps, and `pictures` the last of them */
            used = mallinfo2().uordblks;
            before_kb = own_kb("VmSize");
        }
#endif
    }
    assert_in_range(tally.refused, count / 10, count - 1);
#if !IS_SANITIZED
    struct rusage children;
    getrusage(RUSAGE_CHILDREN, &children);
    printf("%d mutations: %d refused, the longest %d ms, the largest decoder %ld KB\n", count,
        tally.refused, (int)tally.longest_ms, children.ru_maxrss);
    assert_in_range(mallinfo2().uordblks, 0, used + 16 * 1024); /* the mutation grows, too */
    assert_in_range(own_kb("VmSize"), 0, before_kb + 256);
#endif
    for (size_t i = 0; i < KINDS; i++) {
        bytes_finish(&seeds[i]);
    }
    bytes_finish(&mutated);
    picture_destroy(slide);
    pictures_finish(&pictures);
}

/* A decoder that waits uses no time of the CPU: the player does not wait longer than it said.
 */
static void test_a_decoder_that_hangs(void **state)
{
    static const char *const arguments[] = { "cover", "64", "64", "500", "500", NULL };
    struct helper decoder;
    struct error error;
    char path[64], byte;
    int pipes[2], before = open_descriptors();
    (void)state;
    assert_int_equal(pipe(pipes), 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", pipes[0]);
    int64_t start_ms = clock_mono_ms();
    assert_true(decoder_start(&decoder, path, arguments, 300, &error));
    assert_int_equal(waitpid(decoder.pid, NULL, WNOHANG), 0);
    assert_false(helper_read(&decoder, &byte, 1));
    assert_in_range(clock_mono_ms() - start_ms, 299, 300 + DECODE_MAX_MS);
    assert_true(decoder_give_up(&decoder, &error));
    assert_string_equal(
        error.text, "its decoder was stopped: the machine was too busy to wait for it");
    assert_false(has_children());
    close(pipes[0]);
    close(pipes[1]);
    assert_int_equal(open_descriptors(), before);
}

/* A small picture is kept for the size it was made for, and made anew for another. */
static void test_kept_for_its_size(void **state)
{
    enum { SIDE = 64 };
    static const int sizes[] = { 20, 40, 40, 20 };
    struct fixture *fixture = *state;
    struct pictures pictures = { 0 };
    struct error error = { "" };
    make("png", 61, 43, fixture->path);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const struct picture_wish wish = { fixture->path, true, sizes[i], sizes[i], 500, 500,
            "a1", true, 0 };
        struct pictures fresh = { 0 };
        struct picture *found = picture_create(SIDE, SIDE),
                       *wanted = picture_create(SIDE, SIDE);
        assert_true(found && wanted);
        memset(found->pixels, 0xff, sizeof(uint32_t) * SIDE * SIDE);
        memset(wanted->pixels, 0xff, sizeof(uint32_t) * SIDE * SIDE);
        assert_true(
            pictures_paint(&pictures, &wish, &(struct picture_spot) { found, 0, 0 }, &error));
        assert_true(
            pictures_paint(&fresh, &wish, &(struct picture_spot) { wanted, 0, 0 }, &error));
        assert_memory_equal(found->pixels, wanted->pixels, sizeof(uint32_t) * SIDE * SIDE);
        picture_destroy(found);
        picture_destroy(wanted);
        pictures_finish(&fresh);
    }
    pictures_finish(&pictures);
}

static bool is_never_sound(const char *path, const char *object)
{
    (void)path;
    (void)object;
    return false;
}

/* One that is begun before it is asked for is the same, and what is begun for nothing, or was
 * spoiled meanwhile, leaves nothing: no process, no descriptor, no pixel. */
static void test_begun_before(void **state)
{
    enum { SIDE = 64 };
    static const struct {
        int begun, wanted; /* the sizes; 0: is not */
        bool is_spoiled;
    } rows[] = { { 40, 40, false }, { 40, 20, false }, { 40, 0, false }, { 40, 40, true },
        { 0, 30, false } };
    struct fixture *fixture = *state;
    int before = open_descriptors();
    make("png", 61, 43, fixture->path);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pictures pictures = { .is_sound = rows[i].is_spoiled ? is_never_sound : NULL };
        struct pictures fresh = { 0 };
        struct error error = { "" };
        struct picture *found = picture_create(SIDE, SIDE),
                       *wanted = picture_create(SIDE, SIDE);
        struct picture_wish wish = { fixture->path, true, rows[i].begun, rows[i].begun, 500,
            500, "a1", false, 0 };
        if (rows[i].begun) {
            pictures_begin(&pictures, &wish);
            pictures_begin(&pictures, &wish); /* one at a time */
            assert_true(has_children());
        }
        wish.width = wish.height = rows[i].wanted;
        if (rows[i].wanted) {
            bool done = pictures_paint(
                &pictures, &wish, &(struct picture_spot) { found, 0, 0 }, &error);
            assert_int_equal(done, !rows[i].is_spoiled);
            assert_string_equal(error.text, "");
        }
        if (rows[i].wanted && !rows[i].is_spoiled) {
            assert_true(
                pictures_paint(&fresh, &wish, &(struct picture_spot) { wanted, 0, 0 }, &error));
        }
        assert_memory_equal(found->pixels, wanted->pixels, sizeof(uint32_t) * SIDE * SIDE);
        pictures_end(&pictures);
        assert_false(has_children());
        assert_int_equal(open_descriptors(), before);
        picture_destroy(found);
        picture_destroy(wanted);
        pictures_finish(&fresh);
        pictures_finish(&pictures);
    }
}

/* One that is broken is not decoded again and again, but once more with the next edition. */
static void test_broken_until_forgotten(void **state)
{
    struct fixture *fixture = *state;
    struct pictures pictures = { 0 };
    const struct picture_ref ref = { .url = "u", .object = "b2", .path = fixture->path };
    int width = 0, height = 0;
    write_file(fixture->path, "garbage", 7);
    pictures_measure(&pictures, INT64_MAX);
    assert_false(pictures_size(&pictures, &ref, &width, &height));
    make("png", 61, 43, fixture->path);
    assert_false(pictures_size(&pictures, &ref, &width, &height));
    pictures_forget(&pictures);
    pictures_measure(&pictures, INT64_MAX);
    assert_true(pictures_size(&pictures, &ref, &width, &height));
    assert_int_equal(width, 61);
    assert_int_equal(height, 43);
    pictures_finish(&pictures);
}

/* Where a screen waits, sizes are found for so long; where none does, all of them are. */
static void test_measured_for_so_long(void **state)
{
    struct fixture *fixture = *state;
    struct pictures pictures = { 0 };
    const struct picture_ref refs[] = { { .url = "a", .object = "c1", .path = fixture->path },
        { .url = "b", .object = "c2", .path = fixture->path } };
    int width = 0, height = 0;
    make("png", 61, 43, fixture->path);
    pictures_measure(&pictures, 1);
    assert_true(pictures_size(&pictures, &refs[0], &width, &height));
    assert_int_equal(width, 61);
    assert_true(pictures_size(&pictures, &refs[1], &width, &height));
    assert_int_equal(width, 0);
    pictures_measure(&pictures, INT64_MAX);
    assert_true(pictures_size(&pictures, &refs[1], &width, &height));
    assert_int_equal(width, 61);
    pictures_measure(&pictures, 0);
    pictures_finish(&pictures);
}

/* One that could not be painted has no room in the next plan, whether or not time is left to
 * measure others, and whether or not it was measured; nor does it take any. */
static void test_failed_when_painted(void **state)
{
    struct fixture *fixture = *state;
    struct pictures pictures = { 0 };
    const struct picture_ref refs[] = { { .url = "a", .object = "d1", .path = fixture->path },
        { .url = "b", .object = "d2", .path = fixture->path } };
    int width = 0, height = 0;
    make("png", 61, 43, fixture->path);
    pictures_measure(&pictures, 1);
    assert_true(pictures_size(&pictures, &refs[0], &width, &height));
    assert_true(pictures_size(&pictures, &refs[1], &width, &height));
    pictures_measure(&pictures, 0);
    for (size_t i = 0; i < 2; i++) {
        pictures_note_failure(&pictures, refs[i].object, "damaged", false);
    }
    assert_true(pictures_contradict(&pictures));
    pictures_measure(&pictures, 1);
    pictures.measuring_us = 0; /* others took it */
    for (size_t i = 0; i < 2; i++) {
        assert_false(pictures_size(&pictures, &refs[i], &width, &height));
    }
    pictures_measure(&pictures, 0);
    assert_false(pictures_contradict(&pictures));
    assert_false(pictures_size(&pictures, &refs[1], &width, &height)); /* as planned */
    pictures_finish(&pictures);
}

/* The slide of one that no plan asks the size of is the same without it. */
static void test_failed_without_a_size(void **state)
{
    struct pictures pictures = { 0 };
    (void)state;
    pictures_measure(&pictures, INT64_MAX);
    pictures_measure(&pictures, 0);
    for (int i = 0; i < 2 * PHOTOS_FAILED_MAX; i++) {
        char object[16];
        snprintf(object, sizeof object, "e%d", i);
        pictures_note_failure(&pictures, object, "damaged", false);
        assert_true(pictures_has_failed(&pictures, object));
    }
    assert_false(pictures_contradict(&pictures));
    pictures_finish(&pictures);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_spoiled_pictures_leave_nothing),
#if !IS_SANITIZED /* a sanitizer's memory is not the player's */
        TEST(test_a_photo_costs_its_pixels),
#endif
        TEST(test_a_decoder_that_hangs),
        TEST(test_begun_before),
        TEST(test_kept_for_its_size),
        TEST(test_broken_until_forgotten),
        TEST(test_measured_for_so_long),
        TEST(test_failed_when_painted),
        TEST(test_failed_without_a_size),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
