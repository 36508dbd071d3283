/* What the rules that a text meets come to, near one another. */
#include "content/guard/words/window.h"

#include <stdio.h>
#include <string.h>

enum {
    PIVOTS_APART = 30,
    WHOLE_PERCENT = 70,
    WHOLE_TEXT_MAX = 40,
    WHOLE_LETTERS_MIN = 3,
    TOLD_MAX = 8,
    HEADS_MAX = 1000, /* so that a long text costs what its length does */
    OFFER_MIN = 3,
    NUMBER_MAX = 12
};

/* The meetings [from, to) around an offer. */
struct stretch {
    size_t from, to, pivot;
    const struct part *part; /* that is judged by itself, or NULL */
};

/* What teaches or reports in one text does not speak of another, but that the first one heads
 * all; what warns does. Of a part by itself nothing else speaks but what warns: where it calls
 * its readers, at the head of all. */
static bool speaks_of(
    const struct judged *judged, const struct stretch *stretch, const struct meeting *meeting)
{
    const struct meeting *offer = &judged->meetings.list[stretch->pivot];
    const struct part *part = stretch->part;
    size_t index = (size_t)(meeting - judged->meetings.list);
    if (part && (index < part->first || index >= part->end)) {
        return meeting->rule->kind == RULE_WARNING &&
               (meeting->segment == 0 || !part->has_call);
    }
    return meeting->rule->kind < RULE_CONTEXT || meeting->segment == 0 ||
           meeting->segment == offer->segment;
}

/* What others say as well speaks of an offer in the same breath alone. */
static bool is_near(
    const struct judged *judged, const struct meeting *meeting, const struct meeting *offer)
{
    size_t apart = meeting->at > offer->at ? meeting->at - offer->at : offer->at - meeting->at;
    return !rule_is_light(meeting->rule) ||
           apart <= (size_t)judged->words->tables->rules.limits[LIMIT_TALK];
}

/* Full ones before weak ones, so that a rule counts with the most that it weighs. Whether there
 * are others. */
static bool count_stretch(
    struct judged *judged, const struct stretch *stretch, bool weak, struct window *window)
{
    const struct meeting *list = judged->meetings.list, *pivot = &list[stretch->pivot];
    bool has_others = false;
    for (size_t i = stretch->from; i < stretch->to; i++) {
        has_others = has_others || list[i].is_weak != weak;
        if (list[i].is_weak == weak && speaks_of(judged, stretch, &list[i]) &&
            is_near(judged, &list[i], pivot)) {
            window_count(judged, window, &list[i]);
        }
    }
    return has_others;
}

static void count_trait(struct judged *judged, struct window *window, enum rule_trait trait,
    const struct meeting *meeting)
{
    size_t rule = judged->words->tables->traits[trait];
    if (rule) {
        struct meeting *trait_meeting = arena_alloc(judged->arena, sizeof *trait_meeting);
        if (trait_meeting) {
            *trait_meeting = *meeting;
            trait_meeting->rule = &judged->words->tables->rules.list[rule - 1];
            trait_meeting->is_weak = false;
            window_count(judged, window, trait_meeting);
        } else {
            judged->meetings.has_failed = true;
        }
    }
}

/* How many units of each segment offers and calls cover; the list is sorted. */
static void cover(struct judged *judged)
{
    size_t end = 0;
    for (size_t i = 0; i < judged->meetings.count; i++) {
        const struct meeting *meeting = &judged->meetings.list[i];
        size_t ends = meeting->at + meeting->count;
        if (meeting->rule->kind <= RULE_CALL && !meeting->is_weak && ends > end) {
            judged->segments[meeting->segment].covered +=
                ends - (meeting->at > end ? meeting->at : end);
            end = ends;
        }
    }
    for (size_t i = 0; i < judged->segment_count; i++) {
        judged->covered += judged->segments[i].covered;
    }
}

/* In a table 46 is no 四六 and 777 no name. */
static bool is_figure(const struct judged *judged, const struct meeting *meeting)
{
    const struct unit *units = judged->units[READ_PLAIN].list + meeting->at;
    size_t digits = 0;
    while (digits < meeting->count && units[digits].written - '0' < 10) {
        digits++;
    }
    const struct rule *rule = meeting->rule;
    bool is_word = (rule->kind == RULE_WORD || rule->kind == RULE_CLAIM) && !rule->trait;
    return is_word && digits == meeting->count;
}

static void leave_figures_out(struct judged *judged)
{
    struct meetings *meetings = &judged->meetings;
    size_t count = 0;
    for (size_t i = 0; i < meetings->count; i++) {
        if (!is_figure(judged, &meetings->list[i])) {
            meetings->list[count++] = meetings->list[i];
        }
    }
    meetings->count = count;
}

/* Whether nearly all of the segment with that offer, or of a short text, is offers. A cell is
 * mostly one word, whatever it is, and so is a label (车队) beside which something stands. */
static bool is_whole(const struct judged *judged, const struct meeting *meeting)
{
    const struct unit_segment *segment = &judged->segments[meeting->segment];
    size_t all = judged->units[READ_PLAIN].count;
    bool is_word = judged->segment_count > 1 && segment->count < WHOLE_LETTERS_MIN &&
                   rule_is_light(meeting->rule);
    return (!judged->are_cells && segment->count && !is_word &&
               segment->covered * 100 >= segment->count * WHOLE_PERCENT) ||
           (all < WHOLE_TEXT_MAX && judged->covered * 100 >= all * WHOLE_PERCENT);
}

/* "六合彩 +10, 开户 +4, 讲座 -5" */
static const char *tell(struct judged *judged, const struct window *window)
{
    const char *told = "";
    for (size_t i = 0, count = 0; told && i < window->count && count < TOLD_MAX; i++) {
        const struct meeting *meeting = window->counted[i];
        if (meeting) {
            bool is_against = meeting->rule->kind > RULE_CALL;
            told = arena_printf(judged->arena, "%s%s%s %+d", told, count++ ? ", " : "",
                rule_text(&judged->words->tables->rules, meeting->rule),
                is_against ? -meeting_weight(meeting) : meeting_weight(meeting));
        }
    }
    return told;
}

static bool refuse(
    struct judged *judged, const struct window *window, size_t *at, struct error *why)
{
    const struct rule *rule = window->heaviest->rule;
    const char *told = tell(judged, window);
    *at = window->heaviest->segment;
    return error_set(why, "held back by the deny list %s, line %d: %s make %d; %d is too much",
        rule_list(&judged->words->tables->rules, rule), rule->line, told ? told : "",
        window_sum(judged->words, window), judged->words->tables->rules.limits[LIMIT_HOLD]);
}

static struct stretch stretch_around(const struct judged *judged, size_t pivot)
{
    const struct meetings *meetings = &judged->meetings;
    struct stretch stretch = { .from = pivot, .to = pivot, .pivot = pivot };
    size_t near = (size_t)judged->words->tables->rules.limits[LIMIT_NEAR];
    size_t at = meetings->list[pivot].at;
    while (stretch.from > 0 && meetings->list[stretch.from - 1].at + near >= at) {
        stretch.from--;
    }
    while (stretch.to < meetings->count && meetings->list[stretch.to].at <= at + near) {
        stretch.to++;
    }
    return stretch;
}

/* Whether it cannot come to much, whatever is taken away: most of ordinary text. */
static bool is_light(const struct judged *judged, const struct stretch *stretch)
{
    const struct words *words = judged->words;
    const struct meeting *list = judged->meetings.list;
    int hold = words->tables->rules.limits[LIMIT_HOLD], sum = 0;
    for (size_t i = stretch->from; i < stretch->to && sum < hold; i++) {
        const struct meeting *meeting = &list[i];
        bool counts =
            meeting->rule->kind <= RULE_CALL && is_near(judged, meeting, &list[stretch->pivot]);
        sum += counts ? meeting_weight(meeting) : 0;
        sum += meeting->is_disguised ? hold : 0;
    }
    size_t whole = words->tables->traits[TRAIT_WHOLE];
    sum += whole ? words->tables->rules.list[whole - 1].weight : 0;
    return sum < hold;
}

/* Whether it begins or ends in the middle of a word; one that ends with any figure, of a
 * number. */
static bool is_cut(struct judged *judged, const struct meeting *meeting)
{
    const struct units *units = &judged->units[READ_PLAIN];
    const uint32_t *letters = rule_letters(&judged->words->tables->rules, meeting->rule);
    size_t end = meeting->at + meeting->count;
    size_t most = letters[meeting->rule->count - 1] == 0 ? end + NUMBER_MAX : end;
    while (end < most && end < units->count && !units->list[end].gap &&
           letter_is_number(units->list[end].plain)) {
        end++;
    }
    return units_cut(units, meeting->at, end - meeting->at, judged->words);
}

/* Only where it matters, because the dictionary is slow. Whether any does. */
static bool ask_for_cuts(struct judged *judged, const struct stretch *stretch)
{
    bool any = false;
    for (size_t i = stretch->from; i < stretch->to; i++) {
        struct meeting *meeting = &judged->meetings.list[i];
        if (meeting->may_cut && !meeting->is_weak) {
            meeting->is_weak = is_cut(judged, meeting);
            any = any || meeting->is_weak;
        }
        meeting->may_cut = false;
    }
    return any;
}

static bool is_too_much(const struct judged *judged, const struct window *window)
{
    return window->heaviest && meeting_weight(window->heaviest) >= OFFER_MIN &&
           window_sum(judged->words, window) >= judged->words->tables->rules.limits[LIMIT_HOLD];
}

static void look_around(
    struct judged *judged, const struct stretch *stretch, struct window *window)
{
    const struct meeting *list = judged->meetings.list;
    *window = (struct window) { 0 };
    judged->words->stamp++;
    if (count_stretch(judged, stretch, false, window)) {
        count_stretch(judged, stretch, true, window);
    }
    for (size_t i = 0; i < stretch->from && i < HEADS_MAX && list[i].segment == 0; i++) {
        if (list[i].rule->kind > RULE_CALL && speaks_of(judged, stretch, &list[i])) {
            window_count(judged, window, &list[i]);
        }
    }
    for (size_t i = stretch->from; i < stretch->to; i++) {
        if (list[i].is_disguised && list[i].rule->weight >= OFFER_MIN &&
            !rule_is_light(list[i].rule) && speaks_of(judged, stretch, &list[i])) {
            count_trait(judged, window, TRAIT_DISGUISE, &list[i]);
        }
    }
    if (is_whole(judged, &list[stretch->pivot])) {
        count_trait(judged, window, TRAIT_WHOLE, &list[stretch->pivot]);
    }
}

static bool is_held(struct judged *judged, const struct stretch *stretch, struct window *window)
{
    look_around(judged, stretch, window);
    if (is_too_much(judged, window) && ask_for_cuts(judged, stretch)) {
        look_around(judged, stretch, window);
    }
    return is_too_much(judged, window);
}

/* With what is around it, or by itself. *next: where the next offer is looked for. */
static bool holds(
    struct judged *judged, struct stretch *stretch, struct window *window, size_t *next)
{
    struct part part;
    if (is_held(judged, stretch, window)) {
        return true;
    }
    stretch->part = part_find(judged, stretch->pivot, &part) ? &part : NULL;
    *next = stretch->part && part.to < *next ? part.to : *next;
    bool holds = stretch->part && is_held(judged, stretch, window);
    stretch->part = NULL;
    return holds;
}

bool score_allows(struct judged *judged, size_t *at, struct error *why)
{
    const struct meetings *meetings = &judged->meetings;
    size_t next = 0, segment = 0;
    if (judged->are_cells) {
        leave_figures_out(judged);
    }
    cover(judged);
    for (size_t i = 0; i < meetings->count; i++) {
        const struct meeting *meeting = &meetings->list[i];
        if (meeting->rule->kind == RULE_ALWAYS) {
            *at = meeting->segment;
            return error_set(why, "held back by the deny list %s, line %d",
                rule_list(&judged->words->tables->rules, meeting->rule), meeting->rule->line);
        }
        if (meeting_is_offer(meeting) && (meeting->at >= next || meeting->segment != segment)) {
            struct stretch stretch = stretch_around(judged, i);
            struct window window;
            next = meeting->at + PIVOTS_APART;
            segment = meeting->segment;
            if (!is_light(judged, &stretch) && holds(judged, &stretch, &window, &next)) {
                return refuse(judged, &window, at, why);
            }
        }
    }
    return true;
}
