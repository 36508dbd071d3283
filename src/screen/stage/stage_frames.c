/* What is still to be put on the glass, and when. */
#include "screen/stage/stage_parts.h"

bool stage_is_clean(const struct stage *stage)
{
    return stage->dirty_first > stage->dirty_last;
}

void stage_soil(struct stage *stage, int first, int last)
{
    bool is_first = stage_is_clean(stage);
    stage->dirty_first = is_first || first < stage->dirty_first ? first : stage->dirty_first;
    stage->dirty_last = is_first || last > stage->dirty_last ? last : stage->dirty_last;
}

void stage_clean(struct stage *stage)
{
    stage->dirty_first = 0;
    stage->dirty_last = -1;
}

void stage_plan_next_frame(struct stage *stage, int64_t now_us)
{
    int64_t late_us = now_us - stage->next_frame_us;
    stage->next_frame_us += stage->kind->waits_for_display(stage->window)
                                ? late_us
                                : (late_us / stage->frame_us + 1) * stage->frame_us;
}
