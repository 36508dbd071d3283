/* The paragraph or the line that an offer stands in. */
#include "content/guard/words/words_private.h"

static bool is_edge(const struct unit *unit)
{
    return unit->gap & (GAP_SEGMENT | GAP_LINE);
}

static bool has_call(const struct judged *judged, const struct part *part)
{
    const struct meetings *meetings = &judged->meetings;
    for (size_t i = part->first; i < part->end; i++) {
        if (rule_is_firm_call(meetings->list[i].rule)) {
            return true;
        }
    }
    return false;
}

bool part_find(const struct judged *judged, size_t pivot, struct part *out)
{
    const struct units *units = &judged->units[READ_PLAIN];
    const struct meetings *meetings = &judged->meetings;
    size_t near = (size_t)judged->words->tables->rules.limits[LIMIT_NEAR];
    size_t at = meetings->list[pivot].at, from = at, to = at + 1;
    while (from > 0 && from + near > at && !is_edge(&units->list[from])) {
        from--;
    }
    while (to < units->count && to < at + near && !is_edge(&units->list[to])) {
        to++;
    }
    *out = (struct part) { .first = pivot, .end = pivot + 1 };
    while (out->first > 0 && meetings->list[out->first - 1].at >= from) {
        out->first--;
    }
    while (out->end < meetings->count && meetings->list[out->end].at < to) {
        out->end++;
    }
    out->to = (uint32_t)to;
    out->has_call = has_call(judged, out);
    bool begins = from > 0 && is_edge(&units->list[from]);
    bool ends = to < units->count && is_edge(&units->list[to]);
    return !judged->are_cells && (begins || ends);
}
