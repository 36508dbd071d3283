#include "command/play/watchdog.h"

#include "report/notify.h"

void watchdog_init(struct watchdog *watchdog, struct stage *stage, const struct power *power)
{
    *watchdog = (struct watchdog) { .stage = stage, .power = power };
}

/* Alive is whoever presented since it was asked last. A still slide presents once more for
 * that; a hung page flip does not come back from it, and systemd restarts us. */
void watchdog_step(void *part, int64_t now_us)
{
    struct watchdog *watchdog = part;
    uint64_t frames = stage_stats(watchdog->stage)->frames;
    if (!watchdog->has_begun) {
        watchdog->has_begun = true;
        watchdog->interval_us = notify_watchdog_interval_ms() * 1000;
        watchdog->fed_us = now_us;
        watchdog->fed_frames = frames;
    }
    if (!watchdog->interval_us || now_us < watchdog->fed_us + watchdog->interval_us) {
        return;
    }
    bool is_off = power_is_off(watchdog->power); /* nothing can be presented */
    if (frames == watchdog->fed_frames && !is_off) {
        stage_touch(watchdog->stage);
        stage_step(watchdog->stage, now_us);
        frames = stage_stats(watchdog->stage)->frames;
    }
    if (frames != watchdog->fed_frames || is_off) {
        notify_watchdog();
    }
    watchdog->fed_us = now_us;
    watchdog->fed_frames = frames;
}

int64_t watchdog_deadline_us(const void *part, int64_t now_us)
{
    (void)now_us;
    const struct watchdog *watchdog = part;
    return watchdog->interval_us ? watchdog->fed_us + watchdog->interval_us : INT64_MAX;
}
