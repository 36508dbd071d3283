#include "net/fetch/source/schedule.h"

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t most(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* splitmix64: a full-period generator whose state may start anywhere. */
static uint64_t mix(uint64_t value)
{
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
    return value ^ (value >> 31);
}

static int64_t random_up_to(struct schedule *schedule, int64_t limit)
{
    schedule->random += 0x9E3779B97F4A7C15u;
    return (int64_t)(mix(schedule->random) % ((uint64_t)limit + 1));
}

/* FNV-1a over the bytes and the NUL, so that "a" "bc" and "ab" "c" differ. */
static uint64_t hash_text(uint64_t hash, const char *text)
{
    do {
        hash = (hash ^ (unsigned char)*text) * 0x100000001B3u;
    } while (*text++);
    return hash;
}

void schedule_init(struct schedule *schedule, int64_t every_ms, const char *screen,
    const char *source, uint64_t seed)
{
    *schedule = (struct schedule) {
        .every_ms = every_ms < 1 ? 1 : every_ms,
        .grid_ms = INT64_MIN,
        .next_ms = INT64_MIN,
        .random = seed,
    };
    /* The last three quarters of an interval: the second fetch neither follows on the heels of
     * the first nor comes later than promised. */
    uint64_t hash = mix(hash_text(hash_text(0xCBF29CE484222325u, screen), source));
    int64_t least_ms = schedule->every_ms / 4;
    schedule->offset_ms =
        least_ms + (int64_t)(hash % (uint64_t)(schedule->every_ms - least_ms)) + 1;
}

/* The first point of the grid after now. */
static int64_t next_on_grid(struct schedule *schedule, int64_t now_ms)
{
    if (schedule->grid_ms == INT64_MIN) {
        schedule->grid_ms = now_ms + schedule->offset_ms;
    }
    if (schedule->grid_ms <= now_ms) {
        schedule->grid_ms +=
            ((now_ms - schedule->grid_ms) / schedule->every_ms + 1) * schedule->every_ms;
    }
    return schedule->grid_ms;
}

void schedule_answered(struct schedule *schedule, int64_t now_ms)
{
    schedule->failures = 0;
    schedule->next_ms = next_on_grid(schedule, now_ms);
}

void schedule_failed(struct schedule *schedule, int64_t now_ms, int64_t retry_after_ms)
{
    int64_t ceiling_ms = SCHEDULE_BACK_OFF_FIRST_MS;
    int64_t limit_ms = least(most(2 * schedule->every_ms, SCHEDULE_BACK_OFF_LIMIT_LEAST_MS),
        SCHEDULE_BACK_OFF_MAX_MS);
    for (int i = 0; i < schedule->failures && ceiling_ms < limit_ms; i++) {
        ceiling_ms *= 2;
    }
    ceiling_ms = least(ceiling_ms, limit_ms);
    int64_t wait_ms = random_up_to(schedule, ceiling_ms);
    if (retry_after_ms > 0) {
        /* With jitter on top, or the whole fleet is back in the same second. */
        int64_t asked_ms = least(retry_after_ms, SCHEDULE_RETRY_AFTER_MAX_MS);
        int64_t later_ms = asked_ms + random_up_to(schedule, least(asked_ms / 10, 60 * 1000));
        wait_ms = most(wait_ms, later_ms);
    }
    schedule->failures += schedule->failures < 64;
    schedule->next_ms = now_ms + most(wait_ms, SCHEDULE_BACK_OFF_MIN_MS);
}

void schedule_refused(struct schedule *schedule, int64_t now_ms)
{
    schedule->failures += schedule->failures < 64;
    schedule->next_ms =
        least(next_on_grid(schedule, now_ms), now_ms + SCHEDULE_BACK_OFF_MAX_MS);
}
