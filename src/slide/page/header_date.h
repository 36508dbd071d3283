/* The header's date: "11月23日 星期一　第13周　农历十月十五", and 冬至 behind it on its day; in
 * a language whose calendars have neither without the last two. */
#pragma once

#include "base/arena.h"
#include "config/config.h"
#include "wording/wording.h"

#include <stdint.h>

/* The parts that the config shows, in the arena; empty when it shows none. NULL when memory is
 * out. */
const char *header_date_text(struct arena *arena, const struct config *config,
    const struct wording *words, int64_t now_ms);

/* As wide as that gets with this config, so that nothing beside it moves from day to day. */
const char *header_date_widest(
    struct arena *arena, const struct config *config, const struct wording *words);
