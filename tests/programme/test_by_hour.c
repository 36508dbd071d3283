/* Themes by hour: how they are written, and which one it is at what time, to the second. */
#include "config/load.h"
#include "config/value.h"
#include "programme/select.h"
#include "time/moment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const struct config_key key = { .name = "by_hour" };

/* themes NULL: refused. */
static const struct {
    const char *text, *themes;
} values[] = {
    { "", "" },
    { "22:00-06:00 night", "night " },
    { "22:00-06:00 night, Sat-Sun 08:00-18:00 festival", "night festival " },
    { "08:00-12:00, 14:00-18:00 ink, 22:00-06:00 night", "ink night " },
    { "周六至周日 08:00-18:00 festival，22:00-06:00 night", "festival night " },
    { "22:00-06:00 /etc/lobbycard/ours.ini", "/etc/lobbycard/ours.ini " },
    { "22:00-06:00", NULL },
    { "night", NULL },
    { "22:00-06:00 night,", NULL },
    { "22:00-26:00 night", NULL },
    { "22:00-06:00 night, 08:00-09:00", NULL },
    { "1:00-2:00 a, 2:00-3:00 a, 3:00-4:00 a, 4:00-5:00 a, 5:00-6:00 a, 6:00-7:00 a, "
      "7:00-8:00 a, 8:00-9:00 a",
        "a a a a a a a a " },
    { "1:00-2:00 a, 2:00-3:00 a, 3:00-4:00 a, 4:00-5:00 a, 5:00-6:00 a, 6:00-7:00 a, "
      "7:00-8:00 a, 8:00-9:00 a, 9:00-10:00 a",
        NULL },
};

static void test_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct arena arena;
        struct config_by_hour by_hour = { .count = 0 };
        char themes[200] = "";
        arena_init(&arena);
        enum value_result result = value_by_hour.read(&arena, &key, values[i].text, &by_hour);
        for (size_t k = 0; k < by_hour.count; k++) {
            strcat(strcat(themes, by_hour.list[k].theme), " ");
        }
        assert_int_equal(result, values[i].themes ? VALUE_GOOD : VALUE_BAD);
        assert_string_equal(themes, values[i].themes ? values[i].themes : "");
        arena_finish(&arena);
    }
}

/* 2026-11-28 is a Saturday. */
static const struct {
    const char *now;
    size_t theme;
    const char *from, *until;
} times[] = {
    { "2026-11-27T21:59:59+08:00", 0, "2026-11-27T06:00:00+08:00",
        "2026-11-27T22:00:00+08:00" },
    { "2026-11-27T22:00:00+08:00", 1, "2026-11-27T22:00:00+08:00",
        "2026-11-28T06:00:00+08:00" },
    { "2026-11-28T05:59:59+08:00", 1, "2026-11-27T22:00:00+08:00",
        "2026-11-28T06:00:00+08:00" },
    { "2026-11-28T12:00:00+08:00", 2, "2026-11-28T08:00:00+08:00",
        "2026-11-28T18:00:00+08:00" },
    { "2026-11-28T18:00:00+08:00", 0, "2026-11-28T18:00:00+08:00",
        "2026-11-28T22:00:00+08:00" },
};

static int64_t at(const char *text)
{
    int64_t wall_ms = 0;
    assert_true(moment_read_instant(text, &wall_ms, NULL));
    return wall_ms;
}

static void test_times(void **state)
{
    (void)state;
    struct error error = { "" };
    struct config *config = config_default(&error);
    assert_non_null(config);
    config->screen.timezone = zone_create(&config->arena, "Asia/Shanghai");
    assert_int_equal(
        value_by_hour.read(&config->arena, &key,
            "22:00-06:00 night, Sat-Sun 08:00-18:00 festival", &config->theme.by_hour),
        VALUE_GOOD);
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        struct selection *selection =
            selection_create(config, NULL, 0, at(times[i].now), false);
        assert_non_null(selection);
        assert_int_equal(selection->theme, times[i].theme);
        assert_int_equal(selection->from_ms, at(times[i].from));
        assert_int_equal(selection->until_ms, at(times[i].until));
        selection_destroy(selection);
    }
    /* A clock that nobody set says nothing of the hour. */
    struct selection *selection = selection_create(config, NULL, 0, at(times[1].now), true);
    assert_non_null(selection);
    assert_int_equal(selection->theme, 0);
    selection_destroy(selection);
    config_destroy(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_values),
        cmocka_unit_test(test_times) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
