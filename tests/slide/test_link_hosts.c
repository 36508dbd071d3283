/* Below a link stands where its address leads, or nothing. */
#include "slide/deck.h"
#include "slide/fixture.h"

#include <stdio.h>

static const struct {
    const char *base, *url;
    const char *host; /* NULL: nothing */
} cases[] = {
    { "https://www.example.edu.cn/feed.json", "https://zs.example.edu.cn/a?b#c",
        "zs.example.edu.cn" },
    { "https://www.example.edu.cn/feed.json", "/jwc/", "www.example.edu.cn" },
    { "https://www.example.edu.cn/feed.json", "jwc", "www.example.edu.cn" },
    { "https://www.example.edu.cn/feed.json", "onlinecasino.com", "www.example.edu.cn" },
    { "https://www.example.edu.cn/feed.json", "澳门新葡京网站九肖中特", "www.example.edu.cn" },
    { "https://www.example.edu.cn/feed.json", "//lib.example.edu.cn/x", "lib.example.edu.cn" },
    { "https://www.example.edu.cn/feed.json", "https://www.example.edu.cn@lib.example.edu.cn/",
        "lib.example.edu.cn" },
    { "https://www.example.edu.cn:8443/feed.json", "a", "www.example.edu.cn:8443" },
    { "file:///srv/feed.json", "onlinecasino.com", NULL },
    { "file:///srv/feed.json", "https://zs.example.edu.cn/", "zs.example.edu.cn" },
    { NULL, "澳门新葡京网站九肖中特", NULL },
    { NULL, "onlinecasino.com", NULL },
    { NULL, "//lib.example.edu.cn/x", NULL },
    { NULL, "http://zs.example.edu.cn", "zs.example.edu.cn" },
};

static const int sizes[][2] = { { 1920, 1080 }, { 1080, 1920 }, { 1024, 768 } };

static const char *shown_host(const struct scene *scene)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (strcmp(box->role, "host") == 0 && box->line_count > 0) {
            return box->lines[0].line.text;
        }
    }
    return NULL;
}

static void test_hosts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (size_t k = 0; k < sizeof(sizes) / sizeof(sizes[0]); k++) {
            char json[256];
            struct fixture fixture;
            snprintf(json, sizeof(json),
                "{\"lobbycard\":1,\"links\":[{\"label\":\"网\",\"url\":\"%s\"}]}",
                cases[i].url);
            fixture_init(&fixture, json, "paper");
            fixture.view.url = cases[i].base;
            fixture.layout.width = sizes[k][0];
            fixture.layout.height = sizes[k][1];
            struct deck *deck = deck_plan(&fixture.layout);
            struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[0]);
            const char *host = shown_host(scene), *wanted = cases[i].host;
            if (host == NULL || wanted == NULL ? host != wanted : strcmp(host, wanted) != 0) {
                fail_msg("%s from %s: %s", cases[i].url, cases[i].base, host);
            }
            scene_destroy(scene);
            deck_destroy(deck);
            fixture_finish(&fixture);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_hosts) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
