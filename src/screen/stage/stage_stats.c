#include "screen/stage/stage.h"

void stage_stats_count(struct stage_stats *stats, int64_t before_us, int64_t now_us)
{
    stats->frames++;
    if (!stats->first_present_us) {
        stats->first_present_us = now_us;
    }
    if (!before_us) {
        return;
    }
    int64_t gap_us = now_us - before_us;
    int64_t slot = gap_us / STAGE_GAP_SLOT_US;
    stats->gaps[slot < STAGE_GAP_SLOTS ? slot : STAGE_GAP_SLOTS - 1]++;
    stats->gap_count++;
    if (gap_us > stats->longest_gap_us) {
        stats->longest_gap_us = gap_us;
    }
}

int64_t stage_gap_us(const struct stage_stats *stats, int per_mille)
{
    uint64_t wanted = (stats->gap_count * (uint64_t)per_mille + 999) / 1000, seen = 0;
    for (int slot = 0; slot < STAGE_GAP_SLOTS - 1 && stats->gap_count; slot++) {
        seen += stats->gaps[slot];
        if (seen >= wanted) {
            int64_t end_us = (int64_t)(slot + 1) * STAGE_GAP_SLOT_US;
            return end_us < stats->longest_gap_us ? end_us : stats->longest_gap_us;
        }
    }
    return stats->longest_gap_us;
}
