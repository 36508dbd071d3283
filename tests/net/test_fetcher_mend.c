/* What the disk lost or spoiled is put right by polls that bring no news. */
#include "net/fetch/fetcher_edition.h"
#include "net/fetcher_fixture.h"
#include "net/http/http_together.h"

#include <errno.h>
#include <fcntl.h>

/* What `status` is told of the store: exactly "", or something with that text. */
static void assert_store_error(struct fixture *fixture, const char *text)
{
    struct error error;
    struct fetch_status *status = fetch_status_read(fixture->store, &error);
    assert_non_null(status);
    if (*text ? !strstr(status->store_error, text) : *status->store_error != '\0') {
        fail_msg("\"%s\" instead of \"%s\"", status->store_error, text);
    }
    fetch_status_destroy(status);
}

static void damage(struct fixture *fixture, size_t source)
{
    struct error error;
    char path[PATH_MAX];
    struct edition *edition = edition_load_newest(fixture->store, &error);
    assert_non_null(edition);
    scratch_object_path(&fixture->scratch, &edition->sources[source].body, path);
    scratch_write(path, "rotten");
    edition_destroy(edition);
}

static void test_rotten_objects_are_fetched_anew(void **state)
{
    struct fixture *fixture = *state;
    settle(fixture);
    /* Found at the start: asked for without a condition. */
    damage(fixture, 0);
    open_again(fixture, 1024 * 1024);
    settle(fixture);
    assert_string_equal(fixture->news->asked_etag, "");
    assert_int_equal(serial_of(fixture, "news"), 1);
    assert_int_equal(serial_of(fixture, "dorm"), 10);
    /* Found with the next poll, though the server has nothing new. */
    damage(fixture, 0);
    pass(fixture, EVERY);
    assert_string_equal(fixture->news->asked_etag, "");
    assert_int_equal(serial_of(fixture, "news"), 1);
    /* Found when another source has news: that is not held up, and the rotten one comes back.
     */
    damage(fixture, 0);
    publish(fixture->dorm, "\"d2\"", "{\"lobbycard\":1,\"serial\":11}");
    pass(fixture, EVERY);
    assert_int_equal(serial_of(fixture, "dorm"), 11);
    assert_int_equal(serial_of(fixture, "news"), 1);
}

/* Without its server a rotten feed gives way to the one before it, and others move on. */
static void test_a_rotten_feed_falls_back(void **state)
{
    struct fixture *fixture = *state;
    settle(fixture);
    publish(fixture->news, "\"n2\"", "{\"lobbycard\":1,\"serial\":2}");
    pass(fixture, EVERY);
    assert_int_equal(serial_of(fixture, "news"), 2);
    damage(fixture, 0);
    struct answer down = { .url = news_url, .outcome = HTTP_LATER, .error = "is down" };
    struct answer good = *fixture->news;
    *fixture->news = down;
    publish(fixture->dorm, "\"d2\"", "{\"lobbycard\":1,\"serial\":11}");
    pass(fixture, EVERY);
    assert_int_equal(serial_of(fixture, "dorm"), 11);
    assert_int_equal(serial_of(fixture, "news"), 1);
    *fixture->news = good;
    pass(fixture, 15 * EVERY);
    assert_int_equal(serial_of(fixture, "news"), 2);
}

/* Whatever of the edition is gone or spoilt, polls that bring no news put it right. */
static void test_the_edition_is_mended(void **state)
{
    static const char *const commands[] = { "rm head", "echo x > head", "rm head.copy",
        "rm head head.copy", "echo x > head; echo x > head.copy", "rm objects/*/*",
        "for f in objects/*/*; do echo x > $f; done" };
    struct fixture *fixture = *state;
    settle(fixture);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        char command[PATH_MAX + 100];
        struct error error;
        struct head head;
        snprintf(
            command, sizeof command, "cd %s && { %s; }", fixture->scratch.path, commands[i]);
        assert_int_equal(system(command), 0);
        pass(fixture, EVERY);
        pass(fixture, EVERY);
        assert_int_equal(store_head_state(fixture->store, &head, &error), HEAD_SOUND);
        assert_int_equal(serial_of(fixture, "news"), 1);
        assert_int_equal(serial_of(fixture, "dorm"), 10);
        assert_store_error(fixture, "");
    }
}

/* The folder goes while a request is under way: nothing is written where it was, the loop ends,
 * and what is opened anew is filled at once. */
static void test_a_folder_that_goes(void **state)
{
    struct fixture *fixture = *state;
    char away[PATH_MAX];
    settle(fixture);
    snprintf(away, sizeof away, "%.3000s-away", fixture->scratch.path);
    assert_true(store_is_there(fixture->store));
    assert_int_equal(rename(fixture->scratch.path, away), 0);
    assert_false(store_is_there(fixture->store));
    struct waiter waiter = { -1, -1, -1 };
    assert_false(fetcher_run(fixture->fetcher, &waiter));
    fixture->now_ms += EVERY;
    step(fixture);
    assert_int_equal(access(fixture->scratch.path, F_OK), -1);
    open_again(fixture, 1024 * 1024);
    settle(fixture);
    assert_int_equal(serial_of(fixture, "news"), 1);
    assert_int_equal(serial_of(fixture, "dorm"), 10);
    scratch_finish(&fixture->scratch);
    assert_int_equal(rename(away, fixture->scratch.path), 0);
}

static const char *const picture_urls[] = { "https://news.example/media/a.jpg",
    "https://news.example/media/b.jpg" };
static const char *const picture_feeds[] = {
    "{\"lobbycard\":1,\"serial\":1,\"items\":[{\"id\":\"p\",\"kind\":\"picture\",\"image\":"
    "\"media/a.jpg\"}]}",
    "{\"lobbycard\":1,\"serial\":1,\"items\":[{\"id\":\"p\",\"kind\":\"picture\",\"image\":"
    "\"media/a.jpg\"},{\"id\":\"q\",\"kind\":\"picture\",\"image\":\"media/b.jpg\"}]}"
};

/* How many pictures of news the newest edition names, and of these how many are on the disk. */
static void count_pictures(struct fixture *fixture, size_t *named, int *sound)
{
    struct error error;
    struct edition *edition = edition_load_newest(fixture->store, &error);
    assert_non_null(edition);
    *named = edition->sources[0].picture_count;
    *sound = 0;
    for (size_t i = 0; i < *named; i++) {
        struct object_id id;
        snprintf(id.hex, sizeof id.hex, "%s", edition->sources[0].pictures[i].object);
        *sound += store_object_state(fixture->store, &id) == OBJECT_SOUND;
    }
    edition_destroy(edition);
}

/* The answer for the first of them. */
static struct answer *publish_pictures(struct fixture *fixture, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fixture->web.answers[2 + i] = (struct answer) { .url = picture_urls[i],
            .outcome = HTTP_FRESH,
            .status = 200,
            .body = picture_urls[i] };
    }
    fixture->news->body = picture_feeds[count - 1];
    return &fixture->web.answers[2];
}

/* A picture that rots or goes comes back with a poll that brings no news. */
static void test_pictures_are_mended(void **state)
{
    struct fixture *fixture = *state;
    struct answer *picture = publish_pictures(fixture, 1);
    size_t named;
    int sound;
    char path[PATH_MAX];
    struct error error;
    settle(fixture);
    count_pictures(fixture, &named, &sound);
    assert_int_equal(named, 1);
    assert_int_equal(sound, 1);
    struct edition *edition = edition_load_newest(fixture->store, &error);
    struct object_id id;
    snprintf(id.hex, sizeof id.hex, "%s", edition->sources[0].pictures[0].object);
    edition_destroy(edition);
    scratch_object_path(&fixture->scratch, &id, path);
    scratch_write(path, "rotten");
    pass(fixture, EVERY);
    count_pictures(fixture, &named, &sound);
    assert_int_equal(sound, 1);
    assert_int_equal(picture->asked, 2);
    assert_int_equal(unlink(path), 0);
    pass(fixture, EVERY);
    count_pictures(fixture, &named, &sound);
    assert_int_equal(sound, 1);
    assert_int_equal(picture->asked, 3);
}

/* A disk that refuses a new head as soon as the picture was asked for. */
static const struct answer *refuses_behind;

static int rename_or_refuse(void *context, const char *from, const char *to)
{
    if (refuses_behind && refuses_behind->asked > 0 && strcmp(strrchr(to, '/'), "/head") == 0) {
        errno = EIO;
        return -1;
    }
    return file_seam_real.rename(context, from, to);
}

/* Those that were put for a commit which failed are fetched once more, all with the next poll.
 */
static void test_pictures_of_a_failed_commit(void **state)
{
    struct fixture *fixture = *state;
    struct file_seam seam = file_seam_real;
    size_t named;
    int sound;
    seam.rename = rename_or_refuse;
    fixture->config.source_count = 1;
    open_through(fixture, &seam, 1024 * 1024);
    refuses_behind = publish_pictures(fixture, 2);
    settle(fixture);
    count_pictures(fixture, &named, &sound);
    assert_int_equal(named, 0);
    assert_store_error(fixture, "the disk fails");
    refuses_behind = NULL;
    pass(fixture, EVERY);
    count_pictures(fixture, &named, &sound);
    assert_int_equal(named, 2);
    assert_int_equal(sound, 2);
    assert_store_error(fixture, "");
    open_again(fixture, 1024 * 1024); /* not through this function's seam */
}

/* A web on which another source comes with news that the disk has no room for, while this one
 * waits for its last picture. */
struct crowded_web {
    struct fixture *fixture;
    bool is_full;
};

static int fail_when_full(void *context, const char *from, const char *to)
{
    const struct crowded_web *web = context;
    errno = ENOSPC;
    return web->is_full ? -1 : file_seam_real.rename(NULL, from, to);
}

static enum http_outcome crowded_get(void *context, const struct http_request *request,
    const atomic_bool *stop, struct http_response *response, struct error *error)
{
    struct crowded_web *web = context;
    struct fixture *fixture = web->fixture;
    const char *name = strstr(request->url, "/media/");
    if (!name) {
        return fake_get(&fixture->web, request, stop, response, error);
    }
    if (strcmp(name, "/media/last.jpg") == 0) {
        bool committed;
        web->is_full = true;
        assert_false(fetcher_commit(fixture->fetcher, WALL, &committed, error));
        web->is_full = false;
    }
    assert_true(bytes_append(&response->body, name, strlen(name)));
    return HTTP_FRESH;
}

/* What that commit gave back is not named by the next one: it is fetched once more. */
static void test_pictures_that_another_source_lost(void **state)
{
    struct fixture *fixture = *state;
    struct crowded_web web = { .fixture = fixture };
    struct file_seam seam = file_seam_real;
    struct error error;
    struct bytes feed;
    size_t named;
    int sound;
    bytes_init(&feed);
    bytes_print(&feed, "{\"lobbycard\":1,\"serial\":1,\"items\":[");
    for (int i = 0; i < HTTP_TOGETHER_MAX; i++) {
        bytes_print(
            &feed, "{\"id\":\"%d\",\"kind\":\"picture\",\"image\":\"media/%d.jpg\"},", i, i);
    }
    bytes_print(&feed, "{\"id\":\"p\",\"kind\":\"picture\",\"image\":\"media/last.jpg\"}]}");
    fixture->news->body = feed.data;
    fixture->config.source_count = 1;
    seam.context = &web;
    seam.rename = fail_when_full;
    open_through(fixture, &seam, 1024 * 1024);
    fetcher_destroy(fixture->fetcher);
    const struct http http = { .context = &web, .get = crowded_get };
    fixture->fetcher = fetcher_create(&fixture->config, fixture->store, http, &error);
    assert_non_null(fixture->fetcher);
    settle(fixture);
    count_pictures(fixture, &named, &sound);
    assert_int_equal(sound, 1);
    assert_int_equal(named, sound);
    pass(fixture, EVERY);
    count_pictures(fixture, &named, &sound);
    assert_int_equal(sound, HTTP_TOGETHER_MAX + 1);
    open_again(fixture, 1024 * 1024); /* not through this function's seam */
    bytes_finish(&feed);
}

/* A disk that gives nothing back. */
static bool reads_fail;

static int open_or_refuse(void *context, const char *path, int flags, mode_t mode)
{
    if (reads_fail && (flags & O_ACCMODE) == O_RDONLY) {
        errno = EIO;
        return -1;
    }
    return file_seam_real.open(context, path, flags, mode);
}

/* What could not be read when `fetch` began is not forgotten by the commits that follow. */
static void test_a_start_without_reading(void **state)
{
    struct fixture *fixture = *state;
    struct file_seam seam = file_seam_real;
    seam.open = open_or_refuse;
    settle(fixture);
    *fixture->dorm =
        (struct answer) { .url = dorm_url, .outcome = HTTP_LATER, .error = "is down" };
    publish(fixture->news, "\"n2\"", "{\"lobbycard\":1,\"serial\":2}");
    reads_fail = true;
    open_through(fixture, &seam, 1024 * 1024);
    settle(fixture);
    reads_fail = false;
    assert_store_error(fixture, "the disk fails");
    assert_int_equal(serial_of(fixture, "news"), 1);
    pass(fixture, EVERY);
    assert_int_equal(serial_of(fixture, "news"), 2);
    assert_int_equal(serial_of(fixture, "dorm"), 10);
    assert_store_error(fixture, "");
    open_again(fixture, 1024 * 1024); /* not through this function's seam */
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_rotten_objects_are_fetched_anew),
        TEST(test_a_rotten_feed_falls_back),
        TEST(test_the_edition_is_mended),
        TEST(test_a_folder_that_goes),
        TEST(test_pictures_are_mended),
        TEST(test_pictures_of_a_failed_commit),
        TEST(test_pictures_that_another_source_lost),
        TEST(test_a_start_without_reading),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
