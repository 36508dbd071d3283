/* What addresses of files name, and what a feed's pictures may not. */
#include "address/file_address.h"

#include "fakes/store_scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void test_paths(void **state)
{
    static const struct {
        const char *address, *path; /* NULL: none */
    } rows[] = {
        { "file:///srv/feed.json", "/srv/feed.json" },
        { "FILE:///srv/feed.json", "/srv/feed.json" },
        { "file://localhost/srv/a.png", "/srv/a.png" },
        { "file:///srv/a.png?w=800", "/srv/a.png" },
        { "file:///srv/a.png#top", "/srv/a.png" },
        { "file:///srv/%E5%9B%BE.jpg", "/srv/图.jpg" },
        { "file:///srv/a%20b%2fc", "/srv/a b/c" },
        { "file:///srv/%2e%2E/a", "/srv/../a" },
        { "file:///srv/50%.png", "/srv/50%.png" },
        { "file:///srv/%zz%2", "/srv/%zz%2" },
        { "file:///srv/%252e", "/srv/%2e" },
        { "file:///srv/a%00.png", NULL },
        { "file://other.example/srv/a.png", NULL },
        { "file://", NULL },
        { "file:/srv/a.png", NULL },
        { "https://www.example.edu.cn/a.png", NULL },
        { "", NULL },
    };
    struct arena arena;
    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *path = file_address_path(&arena, rows[i].address);
        if (!path != !rows[i].path || (path && strcmp(path, rows[i].path) != 0)) {
            fail_msg("%s: %s", rows[i].address, path ? path : "none");
        }
    }
    arena_finish(&arena);
}

/* Any path comes back from its address. */
static void test_there_and_back(void **state)
{
    static const char *const paths[] = { "/", "/srv/feed.json", "/srv/50%/a.png",
        "/srv/%41?x#y/图.png", "/a b/c" };
    struct arena arena;
    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        assert_string_equal(
            file_address_path(&arena, file_address(&arena, paths[i])), paths[i]);
    }
    arena_finish(&arena);
}

static void write_file(const char *folder, const char *name)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fclose(file);
}

static void link_to(const char *folder, const char *to, const char *name)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(symlink(to, path), 0);
}

static void make_folder(const char *folder, const char *name)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(mkdir(path, 0755), 0);
}

static void test_below(void **state)
{
    static const struct {
        const char *reference;
        enum file_place place;
    } rows[] = {
        { "sub/a.png", FILE_BELOW },
        { "sub/%61.png", FILE_BELOW },
        { "sub/media/b.png?w=1", FILE_BELOW },
        { "sub/media/../a.png", FILE_BELOW },
        { "sub/inside.png", FILE_BELOW },
        { "sub/shown", FILE_BELOW },     /* a folder: reading it fails elsewhere */
        { "current/a.png", FILE_BELOW }, /* the folder by its other name */
        { "sub/../secret/s.png", FILE_OUTSIDE },
        { "sub/%2e%2e/secret/s.png", FILE_OUTSIDE },
        { "sub/..%2fsecret/s.png", FILE_OUTSIDE },
        { "sub/media/..%2f..%2Fsecret/s.png", FILE_OUTSIDE },
        { "sub/link.png", FILE_OUTSIDE },
        { "sub/away/s.png", FILE_OUTSIDE },
        { "sub/shown/../../secret/s.png", FILE_OUTSIDE },
        { "subway/s.png", FILE_OUTSIDE },
        { "sub", FILE_OUTSIDE },
        { "secret/s.png", FILE_OUTSIDE },
        { "sub/caf\xC3\xA9.png", FILE_BELOW },  /* as the file is called */
        { "sub/cafe\xCC\x81.png", FILE_BELOW }, /* taken apart */
        { "sub/cafe%CC%81.png?w=800", FILE_BELOW },
        { "sub/re\xCC\x81sume\xCC\x81/a.png", FILE_BELOW },
        { "sub/r\xC3\xA9sum\xC3\xA9/a.png", FILE_BELOW },
        { "sub/\xE8\xB1\x88.png", FILE_BELOW }, /* U+8C48, of which U+F900 is another */
        { "sub/\xEF\xA4\x80.png", FILE_BELOW },
        { "sub/\xE9\xA3\x9F \xE5\xA0\x82.png", FILE_BELOW },
        { "sub/\xE9\xA3\x9F%20\xE5\xA0\x82.png", FILE_BELOW },
        { "sub/re\xCC\x81sume\xCC\x81/../../secret/s.png", FILE_OUTSIDE },
        { "sub/link-cafe\xCC\x81.png", FILE_OUTSIDE },
        { "sub/caf\xC3\xA8.png", FILE_MISSING }, /* another accent */
        { "sub/cafe.png", FILE_MISSING },
        { "sub/gone.png", FILE_MISSING },
        { "sub/a.png/", FILE_MISSING },
        { "sub/a%00.png", FILE_MISSING },
        { "sub/loop", FILE_MISSING },
    };
    struct scratch scratch;
    char sub[PATH_MAX], address[PATH_MAX + 300], feed[PATH_MAX], out[PATH_MAX];
    (void)state;
    scratch_init(&scratch);
    const char *root = scratch.path;
    make_folder(root, "sub");
    make_folder(root, "subway");
    make_folder(root, "secret");
    snprintf(sub, sizeof sub, "%.3000s/sub", root);
    make_folder(sub, "media");
    make_folder(sub, "shown");
    write_file(root, "subway/s.png");
    write_file(root, "secret/s.png");
    write_file(sub, "a.png");
    write_file(sub, "media/b.png");
    write_file(sub, "caf\xC3\xA9.png");
    make_folder(sub, "re\xCC\x81sume\xCC\x81");
    write_file(sub, "re\xCC\x81sume\xCC\x81/a.png");
    write_file(sub, "\xE8\xB1\x88.png");
    write_file(sub, "\xE9\xA3\x9F \xE5\xA0\x82.png");
    link_to(sub, "../secret/s.png", "link-caf\xC3\xA9.png");
    link_to(root, "sub", "current");
    link_to(sub, "../secret/s.png", "link.png");
    link_to(sub, "../secret", "away");
    link_to(sub, "media/b.png", "inside.png");
    link_to(sub, "loop", "loop");
    snprintf(feed, sizeof feed, "file://%.3000s/sub/feed.json", root);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = { "" };
        snprintf(address, sizeof address, "file://%.3000s/%s", root, rows[i].reference);
        enum file_place place = file_address_below(feed, address, out, &error);
        if (place != rows[i].place || (place != FILE_BELOW) != (error.text[0] != '\0')) {
            fail_msg("%s: %d, %s", rows[i].reference, place, error.text);
        }
    }
    assert_int_equal(file_address_below(feed, "file:///etc/passwd", out, NULL), FILE_OUTSIDE);
    assert_int_equal(
        file_address_below("file:///feed.json", "file:///etc/passwd", out, NULL), FILE_BELOW);
    scratch_finish(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_there_and_back),
        cmocka_unit_test(test_below),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
