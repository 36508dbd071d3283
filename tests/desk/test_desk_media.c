/* Pictures that nobody refers to go after a week; one in use never does. */
#include "command/desk/content/drafts.h"
#include "command/desk/content/states.h"
#include "command/desk/content/write/media_sweep.h"
#include "fixture.h"

#include <fcntl.h>
#include <sys/stat.h>

#define NAME(digit) digit "123456789012345678901234567890123456789"
static const int64_t now_ms = INT64_C(1764500000000), day_s = 24 * 60 * 60;

static void put(struct room *room, const char *name, int64_t age_days)
{
    char path[300];
    snprintf(path, sizeof path, "%s/media/%s", room->folder, name);
    int fd = open(path, O_CREAT | O_WRONLY, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "picture", 7), 7);
    struct timespec times[2] = { { now_ms / 1000 - age_days * day_s, 0 },
        { now_ms / 1000 - age_days * day_s, 0 } };
    assert_int_equal(futimens(fd, times), 0);
    close(fd);
}

static bool is_there(struct room *room, const char *name)
{
    char path[300];
    snprintf(path, sizeof path, "%s/media/%s", room->folder, name);
    return access(path, F_OK) == 0;
}

static void begin(struct room *room, char folder[128])
{
    snprintf(folder, 128, "%s/media", room->folder);
    assert_int_equal(mkdir(folder, 0700), 0);
}

static void end(struct room *room)
{
    char command[200];
    snprintf(command, sizeof command, "rm -r %s/media", room->folder);
    assert_int_equal(system(command), 0);
}

static void save(struct room *room, const char *part, const char *content)
{
    struct draft draft = { .part = part,
        .kind = "picture",
        .title = "",
        .content = content,
        .by = "ann",
        .at_ms = 5 };
    assert_true(drafts_save(room->database, &draft, &room->error));
}

static void test_used(void **state)
{
    struct room *room = *state;
    char folder[128];
    size_t removed;
    static const struct {
        const char *name;
        int age_days;
        bool stays;
    } files[] = {
        { NAME("a") ".jpg", 30, true },  /* in a state */
        { NAME("b") ".png", 30, true },  /* in a draft */
        { NAME("c") ".jpg", 30, true },  /* in a version of one */
        { NAME("d") ".jpg", 30, true },  /* in one that was dropped */
        { NAME("e") ".png", 30, true },  /* written with escapes */
        { NAME("f") ".jpg", 30, false }, /* nowhere */
        { NAME("0") ".png", 8, false },
        { NAME("1") ".png", 6, true }, /* young */
        { NAME("2") ".png", -3, true },
        { NAME("b") ".jpg", 30, true }, /* may be meant as well as the other */
        { "poster.jpg", 300, true },    /* somebody's own name */
        { NAME("f") ".svg", 300, true },
        { NAME("f") "0.jpg", 300, true },
        { "." NAME("f") ".jpg", 300, true },
    };
    begin(room, folder);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        put(room, files[i].name, files[i].age_days);
    }
    char feed[] = "{\"items\":[{\"image\":\"media\\/" NAME("a") ".jpg\"}]}";
    struct state one = { 3, 1, "pub", "publish", "[]", { feed, strlen(feed), 0 }, "" };
    assert_true(states_add(room->database, &one, &room->error));
    one.serial = 4;
    one.feed = (struct bytes) { (char *)"{}", 2, 0 };
    assert_true(states_add(room->database, &one, &room->error));
    save(room, "i-v", "{\"body\":[{\"image\":\"media/" NAME("c") ".jpg\"}]}");
    save(room, "i-v", "{}");
    save(room, "i-b", "{\"image\":\"media/" NAME("b") ".png\"}");
    save(room, "i-d", "{\"image\":\"media/" NAME("d") ".jpg\"}");
    assert_true(drafts_end(room->database, "i-d", &room->error));
    save(room, "i-e",
        "{\"image\":\"media/\\u0065123456789012345678901234567890123456789.png\"}");
    assert_true(media_sweep(room->database, folder, now_ms, &removed, &room->error));
    assert_int_equal(removed, 2);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (is_there(room, files[i].name) != files[i].stays) {
            fail_msg("%s %s", files[i].name, files[i].stays ? "is gone" : "is left");
        }
    }
    end(room);
}

/* Whoever reads one that goes reads it to its end. */
static void test_reader(void **state)
{
    struct room *room = *state;
    char folder[128], path[300], text[8] = "";
    size_t removed;
    begin(room, folder);
    put(room, NAME("f") ".jpg", 30);
    snprintf(path, sizeof path, "%s/" NAME("f") ".jpg", folder);
    int fd = open(path, O_RDONLY);
    assert_true(media_sweep(room->database, folder, now_ms, &removed, &room->error));
    assert_int_equal(removed, 1);
    assert_int_equal(read(fd, text, 7), 7);
    assert_string_equal(text, "picture");
    close(fd);
    end(room);
    /* no folder yet, nothing in it */
    assert_true(media_sweep(room->database, folder, now_ms, &removed, &room->error));
    assert_int_equal(removed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { in_room(test_used), in_room(test_reader) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
