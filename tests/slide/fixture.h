/* A layout over feeds given as text: everything in them is shown, faces are of fixed width, it
 * is 10:05 on Monday, 2026-11-23. */
#pragma once

#include "base/clock.h"
#include "base/system/file.h"
#include "config/load.h"
#include "content/feed/native/feed_parse.h"
#include "fakes/fixed_measure.h"
#include "slide/scene/slide.h"
#include "time/moment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Pictures that feeds may name; /dev/null is never read. */
#define FIXTURE_PICTURE(name)                                                                  \
    {                                                                                          \
        .url = "https://www.example.edu.cn/media/" name,                                       \
        .object = "0000000000000000000000000000000000000000000000000000000000000000",          \
        .path = "/dev/null"                                                                    \
    }

static const struct picture_ref fixture_pictures[] = { FIXTURE_PICTURE("hall.jpg"),
    FIXTURE_PICTURE("tall.jpg"), FIXTURE_PICTURE("wide.jpg"), FIXTURE_PICTURE("broken.jpg") };

/* Tells sizes by names. */
static inline bool fixture_size(
    void *context, const struct picture_ref *picture, int *width, int *height)
{
    (void)context;
    bool is_tall = strstr(picture->url, "tall") != NULL;
    bool is_wide = strstr(picture->url, "wide") != NULL;
    *width = is_tall ? 800 : is_wide ? 4000 : 1600;
    *height = 1200;
    return strstr(picture->url, "broken") == NULL;
}

struct fixture {
    struct config *config;
    struct theme theme;
    struct measure measure;
    struct gauge gauge;
    struct feed *feed;
    struct view view;
    size_t *indexes, *alerts;
    struct layout layout;
};

static inline char *fixture_read(const char *path)
{
    struct bytes bytes;
    struct error error = { "" };
    char full[1024];
    bytes_init(&bytes);
    snprintf(full, sizeof(full), "%s/%s", TEST_ROOT, path);
    if (!file_read(full, 1 << 24, &bytes, &error)) {
        fail_msg("%s", error.text);
    }
    return bytes.data;
}

/* Of the items that the view has. */
static inline void fixture_list_alerts(struct fixture *fixture)
{
    struct view *view = &fixture->view;
    view->alerts = fixture->alerts;
    view->alert_count = 0;
    for (size_t i = 0; i < view->item_count; i++) {
        if (view->feed->items[i].kind == ITEM_ALERT) {
            fixture->alerts[view->alert_count++] = i;
        }
    }
}

static inline void fixture_init(struct fixture *fixture, const char *json, const char *theme)
{
    struct error error = { "" };
    *fixture = (struct fixture) { .measure = fixed_measure(NULL) };
    fixture->config = config_default(&error);
    fixture->feed =
        feed_parse(json, strlen(json), &(struct feed_how) { PHONE_PLAN_UNSAID, false }, &error);
    if (fixture->config == NULL || fixture->feed == NULL ||
        !theme_load(&fixture->theme, TEST_ROOT, theme, &error)) {
        fail_msg("%s", error.text);
    }
    fixture->config->screen.timezone = zone_create(&fixture->config->arena, "Asia/Shanghai");
    static const char *const hosts[] = { ".example.edu.cn" };
    fixture->config->guard.hosts = (struct text_list) { hosts, 1 };
    struct feed *feed = fixture->feed;
    size_t most = feed->item_count + feed->hotline_count + feed->link_count + 1;
    fixture->indexes = calloc(2 * most, sizeof(size_t));
    assert_non_null(fixture->indexes);
    fixture->alerts = fixture->indexes + most;
    for (size_t i = 0; i < most; i++) {
        fixture->indexes[i] = i;
    }
    fixture->gauge = (struct gauge) { NULL, fixture_size };
    fixture->view = (struct view) { .source = "news",
        .feed = feed,
        .items = fixture->indexes,
        .hotlines = fixture->indexes,
        .links = fixture->indexes,
        .item_count = feed->item_count,
        .hotline_count = feed->hotline_count,
        .link_count = feed->link_count,
        .url = "https://www.example.edu.cn/feed.json",
        .pictures = fixture_pictures,
        .picture_count = sizeof(fixture_pictures) / sizeof(fixture_pictures[0]) };
    fixture_list_alerts(fixture);
    fixture->layout = (struct layout) { .config = fixture->config,
        .theme = &fixture->theme,
        .measure = &fixture->measure,
        .gauge = &fixture->gauge,
        .views = &fixture->view,
        .view_count = 1,
        .width = 1920,
        .height = 1080 };
    int offset = 0;
    assert_true(
        moment_read_instant("2026-11-23T10:05:00+08:00", &fixture->layout.now_ms, &offset));
}

static inline void fixture_finish(struct fixture *fixture)
{
    free(fixture->indexes);
    feed_destroy(fixture->feed);
    config_destroy(fixture->config);
}
