#include "programme/programme.h"

#include <stdlib.h>

bool programme_finish_plan(struct plan *plan)
{
    plan->starts_ms = arena_array(&plan->arena, plan->count, sizeof *plan->starts_ms);
    if (!plan->starts_ms) {
        return false;
    }
    plan->cycle_ms = 0;
    for (size_t i = 0; i < plan->count; i++) {
        plan->starts_ms[i] = plan->cycle_ms;
        plan->cycle_ms += plan->slides[i].dwell_ms;
    }
    return true;
}

static int64_t floor_mod(int64_t value, int64_t by)
{
    int64_t rest = value % by;
    return rest < 0 ? rest + by : rest;
}

static int64_t saturated_sum(int64_t left, int64_t right)
{
    int64_t sum;
    if (__builtin_add_overflow(left, right, &sum)) {
        return right < 0 ? INT64_MIN : INT64_MAX;
    }
    return sum;
}

static size_t slide_at(const struct plan *plan, int64_t position_ms)
{
    size_t low = 0, high = plan->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (plan->starts_ms[middle] <= position_ms) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

struct turn programme_turn_at(const struct plan *plan, int64_t now_ms)
{
    int64_t cycle_ms = plan->cycle_ms;
    int64_t origin_ms = plan->from_ms == INT64_MIN ? 0 : plan->from_ms;
    /* The difference itself might not fit. */
    int64_t position_ms = floor_mod(now_ms, cycle_ms) - floor_mod(origin_ms, cycle_ms) -
                          floor_mod(plan->phase_ms, cycle_ms);
    position_ms = floor_mod(position_ms, cycle_ms);
    size_t slide = slide_at(plan, position_ms);
    struct turn turn = {
        .slide = slide,
        .from_ms = saturated_sum(now_ms, plan->starts_ms[slide] - position_ms),
    };
    turn.until_ms = saturated_sum(
        now_ms, plan->starts_ms[slide] + plan->slides[slide].dwell_ms - position_ms);
    if (now_ms < plan->until_ms && turn.until_ms > plan->until_ms) {
        turn.until_ms = plan->until_ms;
    }
    if (now_ms >= plan->until_ms && turn.from_ms < plan->until_ms) {
        turn.from_ms = plan->until_ms;
    }
    return turn;
}

void plan_destroy(struct plan *plan)
{
    if (plan) {
        arena_finish(&plan->arena);
        free(plan);
    }
}
