/* The player's side of a decoder that was taken over, or ends as decoders should not: with
 * tests/decode/liar.c beside it instead of the real one. */
#include "decode/lies.h"
#include "picture/decoder.h"
#include "picture/pictures.h"

#include <seccomp.h>
#include <string.h>

/* The slide is larger than the picture's place, which begins at AT. */
enum { SLIDE = 100, AT = 10, SIDE = 64 };

static bool is_inside(int x, int y)
{
    return x >= AT && y >= AT && x < AT + SIDE && y < AT + SIDE;
}

static void must_be_untouched(const struct picture *slide, const struct picture *before)
{
    for (int i = 0; i < SLIDE * SLIDE; i++) {
        if (!is_inside(i % SLIDE, i / SLIDE) && slide->pixels[i] != before->pixels[i]) {
            fail_msg("a pixel at %d, %d is another", i % SLIDE, i / SLIDE);
        }
    }
}

static struct picture *create_slide(void)
{
    struct picture *slide = picture_create(SLIDE, SLIDE);
    assert_non_null(slide);
    picture_fill(
        slide, (struct pixel_rect) { 0, 0, SLIDE, SLIDE }, (struct colour) { 1, 2, 3 });
    return slide;
}

static bool paint(struct lies *lies, struct picture *slide, struct error *error)
{
    struct pictures pictures = { 0 };
    const struct picture_wish wish = { lies->path, lies->seed % 2, SIDE, SIDE, 500, 500, "",
        false, 0 };
    bool done =
        pictures_paint(&pictures, &wish, &(struct picture_spot) { slide, AT, AT }, error);
    pictures_finish(&pictures);
    return done;
}

static void test_reasons(void **state)
{
    struct lies *lies = *state;
    struct picture *slide = create_slide(), *before = create_slide();
    for (size_t i = 0; i < LIES_ENDS; i++) {
        struct error error;
        struct capture capture = capture_begin(lies);
        lies_write(lies, lies_ends[i].word, 0);
        bool done = paint(lies, slide, &error);
        bool is_silent = capture_is_empty(&capture);
        if (done || strcmp(error.text, lies_ends[i].reason) != 0 || !is_silent) {
            fail_msg("%s: %d, \"%s\"%s", lies_ends[i].word, done, error.text,
                is_silent ? "" : ", and it wrote to standard error");
        }
        must_be_untouched(slide, before);
    }
    picture_destroy(slide);
    picture_destroy(before);
}

static void test_anything(void **state)
{
    struct lies *lies = *state;
    struct picture *slide = create_slide(), *before = create_slide();
    int shown = 0, count = lies_count();
    for (int i = 0; i < count; i++) {
        struct error error;
        struct picture_whole whole;
        lies_write(lies, "random", (unsigned)i);
        bool done = paint(lies, slide, &error);
        if (!done && !lies_is_clean(error.text)) {
            fail_msg("seed %d: \"%s\"", i, error.text);
        }
        must_be_untouched(slide, before);
        if (picture_measure(lies->path, &whole, &error)) {
            assert_in_range(whole.width, 1, 16384);
            assert_in_range(whole.height, 1, 16384);
        } else {
            assert_true(lies_is_clean(error.text));
        }
        shown += done;
        lies_must_leave_nothing(lies);
    }
    printf("%d of %d answers made a picture\n", shown, count);
    assert_in_range(shown, 1, count - 1);
    picture_destroy(slide);
    picture_destroy(before);
}

/* As it goes where a limit is reached: that call fails with that. */
static void fail_call(int wrong)
{
    static const int calls[] = { SCMP_SYS(clone), SCMP_SYS(clone3), SCMP_SYS(vfork) };
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    uint32_t action = SCMP_ACT_ERRNO((unsigned)wrong);
    bool is_of_files = wrong == EMFILE || wrong == ENFILE;
    for (size_t i = 0; i < (is_of_files ? 0 : sizeof calls / sizeof *calls); i++) {
        seccomp_rule_add(filter, action, calls[i], 0);
    }
    if (is_of_files) {
        seccomp_rule_add(filter, action, SCMP_SYS(pipe2), 0);
    }
    seccomp_load(filter);
}

/* In a process of its own, whose limits are not ours. The picture may be sound. */
static void test_why_it_does_not_start(void **state)
{
    static const struct {
        int wrong;
        const char *words;
    } rows[] = { { EAGAIN, "(TasksMax=, LimitNPROC=, ulimit -u)" },
        { ENOMEM, "memory is short (MemoryMax=)" }, { EMFILE, "(LimitNOFILE=, ulimit -n)" },
        { ENFILE, "(LimitNOFILE=, ulimit -n)" }, { EPERM, "Operation not permitted" } };
    struct lies *lies = *state;
    lies_write(lies, "silent", 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char said[sizeof((struct error *)NULL)->text] = "";
        int pipes[2], status;
        assert_int_equal(pipe(pipes), 0);
        pid_t pid = fork();
        if (pid == 0) {
            struct error error = { "" };
            struct picture_whole whole;
            struct pictures pictures = { 0 };
            const struct picture_wish wish = { .path = lies->path, .object = "a1" };
            fail_call(rows[i].wrong);
            bool done = pictures_paint(
                            &pictures, &wish, &(struct picture_spot) { NULL, 0, 0 }, &error) ||
                        pictures.failed[0].again_us == INT64_MAX ||
                        picture_measure(lies->path, &whole, &error) || !whole.is_late;
            _exit(done || write(pipes[1], error.text, strlen(error.text)) < 0);
        }
        close(pipes[1]);
        assert_true(read(pipes[0], said, sizeof said - 1) > 0);
        close(pipes[0]);
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_int_equal(status, 0);
        if (!strstr(said, "lobbycard-decode") || !strstr(said, rows[i].words)) {
            fail_msg("%s: \"%s\"", strerror(rows[i].wrong), said);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reasons),
        cmocka_unit_test(test_anything),
        cmocka_unit_test(test_why_it_does_not_start),
    };
    return cmocka_run_group_tests(tests, lies_setup, lies_teardown);
}
