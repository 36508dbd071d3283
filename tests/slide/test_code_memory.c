/* Codes that are kept are those that would be made anew, and a few kept ones give way. */
#include "slide/deck.h"
#include "slide/fixture.h"
#include "slide/page/code.h"

#include <qrencode.h>
#include <stdlib.h>

static char *print_feed(void)
{
    struct bytes json;
    bytes_init(&json);
    assert_true(bytes_print(&json, "{\"lobbycard\": 1, \"items\": ["));
    for (int i = 0; i < 12; i++) {
        assert_true(bytes_print(&json,
            "%s{\"id\": \"i%d\", \"kind\": \"article\", \"title\": \"第%d号\", \"url\": "
            "\"https://www.example.edu.cn/news/%.*s/%d.html\", \"body\": [{\"text\": \"新馆。\"}, "
            "{\"text\": \"开馆。\"}]}",
            i ? "," : "", i, i, i * 9 % 70,
            "a-long-way-to-go-until-the-end-of-this-address-is-in-sight-at-all-....", i % 5));
    }
    assert_true(bytes_print(&json, "]}"));
    return json.data;
}

static char *print_all(const char *json, size_t kept, int width, int height)
{
    struct fixture fixture;
    struct bytes out;
    bytes_init(&out);
    fixture_init(&fixture, json, "paper");
    fixture.layout.width = width;
    fixture.layout.height = height;
    fixture.layout.codes = kept > 0 ? code_memory_create(kept) : NULL;
    for (int round = 0; round < 2; round++) {
        struct deck *deck = deck_plan(&fixture.layout);
        assert_non_null(deck);
        for (size_t i = 0; i < deck->count; i++) {
            struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[i]);
            assert_non_null(scene);
            assert_true(scene_print_json(scene, &deck->slides[i], "", &out));
            for (size_t k = 0; k < scene->box_count; k++) {
                const struct box *box = &scene->boxes[k];
                size_t modules = (size_t)box->module_count * (size_t)box->module_count;
                for (size_t m = 0; box->kind == BOX_QR && m < modules; m++) {
                    assert_true(bytes_print(&out, "%d", box->modules[m]));
                }
            }
            scene_destroy(scene);
        }
        deck_destroy(deck);
    }
    code_memory_destroy(fixture.layout.codes);
    fixture_finish(&fixture);
    return out.data;
}

static void test_kept_codes_are_the_same(void **state)
{
    (void)state;
    static const int sizes[][2] = { { 1920, 1080 }, { 1080, 1920 }, { 640, 480 } };
    static const size_t kept[] = { 1, 3, 1000 };
    char *json = print_feed();
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *anew = print_all(json, 0, sizes[i][0], sizes[i][1]);
        assert_non_null(strstr(anew, "\"qr\""));
        for (size_t k = 0; k < sizeof kept / sizeof *kept; k++) {
            char *same = print_all(json, kept[k], sizes[i][0], sizes[i][1]);
            assert_string_equal(same, anew);
            free(same);
        }
        free(anew);
    }
    free(json);
}

/* Every level made, and the strongest taken of those with the largest modules. */
static QRcode *make_strongest(const char *text, int room_px, int *module_px)
{
    static const QRecLevel levels[] = { QR_ECLEVEL_L, QR_ECLEVEL_M, QR_ECLEVEL_Q };
    QRcode *best = NULL;
    for (size_t i = 0; i < 3; i++) {
        QRcode *qr = QRcode_encodeString(text, 0, levels[i], QR_MODE_8, 1);
        int px = qr ? room_px / (qr->width + 8) : 0;
        if (qr && (!best || px >= *module_px)) {
            QRcode *weaker = best;
            best = qr;
            qr = weaker;
            *module_px = px;
        }
        QRcode_free(qr);
    }
    return best;
}

static void assert_strongest(const struct qr_code *code, const char *url, int room_px)
{
    int module_px = 0;
    QRcode *qr = make_strongest(url, room_px, &module_px);
    assert_non_null(qr);
    assert_int_equal(code->side, qr->width);
    assert_int_equal(code->module_px, module_px);
    for (int i = 0; i < qr->width * qr->width; i++) {
        assert_int_equal(code->modules[i], qr->data[i] & 1);
    }
    QRcode_free(qr);
}

static void test_the_strongest_is_taken(void **state)
{
    static const char *const alphabets[] = { "0123456789", "abcdefghijklmnop-", "AB12.",
        "a9Z/-" };
    (void)state;
    struct fixture fixture;
    char *json = print_feed();
    struct code_memory *codes_kept = code_memory_create(50);
    int codes = 0;
    fixture_init(&fixture, json, "paper");
    srand(11);
    for (int i = 0; i < 400; i++) {
        struct arena arena;
        struct pen pen;
        char url[1024] = "https://www.example.edu.cn/";
        const char *alphabet = alphabets[i % 4];
        size_t size = strlen(url), end = size + (size_t)(rand() % (i % 8 ? 120 : 900));
        int room_px = 200 + rand() % 900;
        for (; size < end; size++) {
            url[size] = alphabet[(size_t)rand() % strlen(alphabet)];
        }
        arena_init(&arena);
        fixture.layout.codes = i % 3 ? codes_kept : NULL;
        pen_init(&pen, &fixture.layout, &arena, NULL);
        const struct qr_code code = code_make(&pen, url, room_px);
        if (*code.text) {
            assert_strongest(&code, url, room_px);
            codes++;
        }
        arena_finish(&arena);
    }
    assert_true(codes > 100);
    code_memory_destroy(codes_kept);
    fixture_finish(&fixture);
    free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_kept_codes_are_the_same),
        cmocka_unit_test(test_the_strongest_is_taken) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
