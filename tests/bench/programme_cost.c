/* What choosing from, and planning, many items costs; printed for script/bench. */
#include "base/clock.h"
#include "config/load.h"
#include "programme/plan.h"
#include "programme/select.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 5 };

static int64_t select_us(size_t count)
{
    static const char *const hours[] = { "", "07:30-22:00", "22:00-06:00",
        "07:30-12:00,14:00-18:00" };
    static const char *const days[] = { "", "Mon-Fri", "Sat,Sun", "Wed" };
    struct item *items = calloc(count, sizeof *items);
    struct error error;
    struct config *config = config_default(&error);
    int64_t best_us = INT64_MAX;
    for (size_t i = 0; items && i < count; i++) {
        items[i].id = "x";
        items[i].show = (struct show) { .days = days[i / 4 % 4], .hours = hours[i % 4] };
        moment_read(i % 3 ? "2026-03-01" : "2026-11-20T08:00", MOMENT_ANY, &items[i].show.from);
        moment_read(
            i % 5 ? "2026-12-24" : "2026-11-30T18:30", MOMENT_ANY, &items[i].show.until);
    }
    struct feed feed = { .items = items, .item_count = items ? count : 0 };
    struct selection_source source = { .name = "news", .feed = &feed };
    for (int i = 0; config && i < ROUNDS; i++) {
        config->screen.timezone = zone_create(&config->arena, "Europe/Berlin");
        int64_t started_us = clock_mono_us();
        struct selection *selection =
            selection_create(config, &source, 1, 1795424400000, false);
        int64_t took_us = clock_mono_us() - started_us;
        best_us = took_us < best_us ? took_us : best_us;
        selection_destroy(selection);
    }
    config_destroy(config);
    free(items);
    return best_us;
}

static int64_t plan_us(size_t count)
{
    static const struct slide_kind kind = { .name = "article" };
    static const struct view view = { .source = "news" };
    struct slide *slides = calloc(count, sizeof *slides);
    struct item *items = calloc(count, sizeof *items);
    char(*names)[16] = calloc(count, sizeof *names);
    struct deck deck = { .slides = slides, .count = slides && items && names ? count : 0 };
    for (size_t i = 0; i < deck.count; i++) {
        snprintf(names[i], sizeof names[i], "item-%zu", i % (count / 2));
        items[i].id = names[i];
        slides[i] = (struct slide) { .kind = &kind,
            .view = &view,
            .item = &items[i],
            .page = 1,
            .pages = 1,
            .dwell_ms = 8000 };
    }
    if (deck.count) {
        strcpy(names[count - 1], names[0]); /* the seam touches: every step has to be taken */
    }
    int64_t best_us = INT64_MAX;
    for (int i = 0; deck.count && i < ROUNDS; i++) {
        int64_t started_us = clock_mono_us();
        struct plan *plan = programme_plan(&deck, 0, INT64_MAX);
        int64_t took_us = clock_mono_us() - started_us;
        best_us = took_us < best_us ? took_us : best_us;
        plan_destroy(plan);
    }
    free(names);
    free(items);
    free(slides);
    return best_us;
}

int main(void)
{
    printf("choosing from 10,000 items  %6.1f ms, from 80,000 %6.1f ms\n",
        (double)select_us(10000) / 1000, (double)select_us(80000) / 1000);
    printf("planning 10,000 slides      %6.1f ms, 80,000      %6.1f ms\n",
        (double)plan_us(10000) / 1000, (double)plan_us(80000) / 1000);
    return 0;
}
