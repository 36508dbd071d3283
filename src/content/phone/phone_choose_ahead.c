/* Extensions that stand before the number of their switchboard: "招办8016、教务处8027（总机：
 * 65763111）". */
#include "content/phone/phone_choosing.h"

enum { AHEAD_MAX = 60 }; /* groups that are looked at */

static bool has_size(const struct phone_group *group)
{
    return group->size >= INTERNAL_MIN && group->size < SHORT_MAX && !group->is_time &&
           !group->is_masked && !group->is_counted;
}

/* What stands between a group and the number of its switchboard. */
struct ahead {
    int alike;     /* groups that may be extensions of it, with the first */
    int plain;     /* of them, but for the first, that are no numbers by themselves */
    bool is_board; /* there is one */
};

static struct ahead look_ahead(const struct phone_choosing *choosing)
{
    const struct phone_scan *scan = choosing->scan;
    struct ahead found = { .alike = 1 };
    for (size_t i = choosing->at + 1; i < scan->count && i < choosing->at + AHEAD_MAX; i++) {
        struct phone_number matches[PHONE_MATCHES_MAX];
        size_t count = phone_number_match(scan, i, matches);
        for (size_t k = 0; k < count; k++) {
            if (is_whole(&matches[k])) {
                found.is_board = is_board(scan, &matches[k], i);
                return found;
            }
        }
        if (scan->groups[i].size > SHORT_MAX || scan->groups[i].lead == PHONE_WORD_OTHER) {
            break;
        }
        found.alike += has_size(&scan->groups[i]);
        found.plain += has_size(&scan->groups[i]) && count == 0;
    }
    return found;
}

bool phone_is_behind_place(const struct phone_choosing *choosing)
{
    static const char *const places[] = { "楼", "樓", "栋", "棟", "座", "教室", "房间", "路",
        "街", "区" };
    const struct phone_tokens *tokens = &choosing->scan->tokens;
    const struct phone_group *group = group_of(choosing);
    if (!group->has_text_before) {
        return false;
    }
    size_t end = tokens->list[group->first - 1].end;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t size = strlen(places[i]);
        if (end >= size && memcmp(tokens->raw + end - size, places[i], size) == 0) {
            return true;
        }
    }
    return false;
}

/* "行政楼302": a room. Of four digits where nothing beside them is like an extension. */
static bool is_room(const struct phone_choosing *choosing, const struct ahead *ahead)
{
    bool is_likely_extension = ahead->alike > 1 && group_of(choosing)->size > INTERNAL_MIN;
    return !is_likely_extension && phone_is_behind_place(choosing);
}

/* By itself, without 分机 in front or another before it. */
static bool is_likely(const struct phone_choosing *choosing, const struct ahead *ahead)
{
    static const char *const alarms[] = { "110", "119", "120", "122" };
    const struct phone_group *group = group_of(choosing);
    const struct phone_token *tokens = choosing->scan->tokens.list;
    bool is_service = group->size == INTERNAL_MIN && choosing->match_count > 0;
    for (size_t i = 0; i < sizeof alarms / sizeof *alarms; i++) {
        if (strcmp(group->digits, alarms[i]) == 0) {
            return false;
        }
    }
    bool is_named = group->size > INTERNAL_MIN && group->has_text_before &&
                    tokens[group->last + 1].kind != TOKEN_WORD;
    return (ahead->alike > 1 || is_named) && (!is_service || ahead->plain > 0) &&
           !phone_group_is_year(group) && !is_room(choosing, ahead);
}

/* Behind another, maybe with the digits of a text between: "1号楼 4101；2号楼 4102". */
static bool ahead_goes_on(const struct phone_path *path)
{
    while (path->before && path->step.kind == STEP_TEXT) {
        path = path->before;
    }
    return path->before && path->step.kind == STEP_AHEAD;
}

void phone_choose_ahead(const struct phone_choosing *choosing)
{
    const struct phone_group *group = group_of(choosing);
    bool is_marked = group->before & GAP_EXTENSION;
    bool goes_on = ahead_goes_on(choosing->path);
    bool is_range = goes_on && has_only(group->before, GAP_DASH | GAP_SPACE);
    bool fits =
        has_size(group) && (is_marked || is_span(choosing) || !begins_number(choosing)) &&
        !group->is_chained && (!is_tied(group->before) || is_range) &&
        group->trail == PHONE_WORD_NONE &&
        (is_marked || group->lead == PHONE_WORD_NONE || group->lead == PHONE_WORD_PHONE);
    if (!fits) {
        return;
    }
    struct ahead ahead = look_ahead(choosing);
    if (ahead.is_board && (is_marked || goes_on || is_likely(choosing, &ahead))) {
        int score = is_marked ? EXTENSION : EXTENSION_NEXT;
        take(choosing, STEP_AHEAD, choosing->at + 1, score + AHEAD + DIGIT * group->size);
    }
}
