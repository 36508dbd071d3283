/* What the rules that a text meets come to, near one another. */
#include "content/guard/words/words_private.h"

#include <stdio.h>
#include <string.h>

enum {
    PIVOTS_APART = 30,
    WHOLE_PERCENT = 70,
    WHOLE_TEXT_MAX = 40,
    WHOLE_LETTERS_MIN = 3,
    COUNTED_MAX = 64,
    TOLD_MAX = 8,
    HEADS_MAX = 1000, /* so that a long text costs what its length does */
    OFFER_MIN = 3,
    NUMBER_MAX = 12
};

/* The meetings [from, to) around an offer. */
struct stretch {
    size_t from, to, pivot;
};

/* What they come to. */
struct window {
    int sums[RULE_KIND_COUNT];
    int letters;                    /* of the claims, by those of one letter, */
    int tone;                       /* and by how it is said */
    const struct meeting *heaviest; /* of what is offered */
    const struct meeting *counted[COUNTED_MAX];
    size_t count;
};

/* A claim that is too much by itself is one whoever speaks. */
static enum rule_kind counted_as(const struct words *words, const struct meeting *meeting)
{
    bool is_enough = meeting->rule->kind == RULE_CLAIM &&
                     meeting_weight(meeting) >= words->tables->rules.limits[LIMIT_HOLD];
    return is_enough ? RULE_WORD : (enum rule_kind)meeting->rule->kind;
}

/* Whether the letters of one rule stand in another's. */
static bool is_part(
    const struct rules *rules, const struct rule *rule, const struct rule *whole)
{
    const uint32_t *letters = rule_letters(rules, rule), *all = rule_letters(rules, whole);
    for (size_t from = 0; from + rule->count <= whole->count; from++) {
        size_t i = 0;
        while (i < rule->count && letters[i] == all[from + i]) {
            i++;
        }
        if (i == rule->count) {
            return true;
        }
    }
    return false;
}

/* Part of what the window has already, or the other way round: only the heavier one counts. */
static bool is_repeated(
    const struct words *words, struct window *window, const struct meeting *meeting)
{
    for (size_t i = 0; meeting_is_offer(meeting) && !meeting->rule->trait && i < window->count;
         i++) {
        const struct meeting *other = window->counted[i];
        if (!other || !meeting_is_offer(other) || other->rule->trait ||
            (!is_part(&words->tables->rules, meeting->rule, other->rule) &&
                !is_part(&words->tables->rules, other->rule, meeting->rule))) {
            continue;
        }
        if (meeting_weight(other) >= meeting_weight(meeting)) {
            return true;
        }
        window->sums[counted_as(words, other)] -= meeting_weight(other);
        window->counted[i] = NULL;
    }
    return false;
}

/* Each rule counts once in a window, with what it weighs most. */
static void count(struct judged *judged, struct window *window, const struct meeting *meeting)
{
    struct words *words = judged->words;
    uint32_t *stamp = &words->stamps[meeting->rule - words->tables->rules.list];
    int weight = meeting_weight(meeting);
    if (*stamp == words->stamp || weight == 0 || is_repeated(words, window, meeting)) {
        return;
    }
    *stamp = words->stamp;
    window->sums[counted_as(words, meeting)] += weight;
    window->letters += rule_is_letter(meeting->rule) ? weight : 0;
    window->tone +=
        rule_is_tone(meeting->rule) && counted_as(words, meeting) == RULE_CLAIM ? weight : 0;
    bool may_lead = meeting_is_offer(meeting) && !rule_is_letter(meeting->rule) &&
                    meeting->rule->trait != TRAIT_AMOUNT;
    if (may_lead && (!window->heaviest || weight > meeting_weight(window->heaviest))) {
        window->heaviest = meeting;
    }
    if (window->count < COUNTED_MAX) {
        window->counted[window->count++] = meeting;
    }
}

/* What teaches or reports in one text does not speak of another, but that the first one heads
 * all; what warns does. */
static bool speaks_of(const struct meeting *meeting, const struct meeting *offer)
{
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
        if (list[i].is_weak == weak && speaks_of(&list[i], pivot) &&
            is_near(judged, &list[i], pivot)) {
            count(judged, window, &list[i]);
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
            count(judged, window, trait_meeting);
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

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int sum_of(const struct words *words, const struct window *window)
{
    const int *limits = words->tables->rules.limits, *sums = window->sums;
    int against = least(sums[RULE_WARNING], limits[LIMIT_WARNING]) +
                  least(sums[RULE_CONTEXT], limits[LIMIT_CONTEXT]);
    int calls = least(sums[RULE_CALL], limits[LIMIT_CALL]);
    int office = least(sums[RULE_OFFICE], limits[LIMIT_OFFICE]);
    /* How it is said makes no more of what is enough as it is, and has its warnings. */
    int tone = sums[RULE_WORD] < limits[LIMIT_HOLD] ? window->tone : 0;
    int claims = sums[RULE_CLAIM] - window->letters - window->tone + tone;
    claims += least(least(window->letters, limits[LIMIT_LETTERS]), claims);
    claims = claims > office ? claims - office : 0;
    int offers = sums[RULE_WORD] + claims;
    return offers == 0 ? 0 : (offers > against ? offers - against : 0) + calls;
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
        sum_of(judged->words, window), judged->words->tables->rules.limits[LIMIT_HOLD]);
}

static struct stretch stretch_around(const struct judged *judged, size_t pivot)
{
    const struct meetings *meetings = &judged->meetings;
    struct stretch stretch = { pivot, pivot, pivot };
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
           sum_of(judged->words, window) >= judged->words->tables->rules.limits[LIMIT_HOLD];
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
        if (list[i].rule->kind > RULE_CALL) {
            count(judged, window, &list[i]);
        }
    }
    for (size_t i = stretch->from; i < stretch->to; i++) {
        if (list[i].is_disguised && list[i].rule->weight >= OFFER_MIN &&
            !rule_is_light(list[i].rule)) {
            count_trait(judged, window, TRAIT_DISGUISE, &list[i]);
        }
    }
    if (is_whole(judged, &list[stretch->pivot])) {
        count_trait(judged, window, TRAIT_WHOLE, &list[stretch->pivot]);
    }
}

bool score_allows(struct judged *judged, size_t *at, struct error *why)
{
    const struct meetings *meetings = &judged->meetings;
    size_t next = 0;
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
        if (meeting_is_offer(meeting) && meeting->at >= next) {
            const struct stretch stretch = stretch_around(judged, i);
            struct window window;
            next = meeting->at + PIVOTS_APART;
            if (is_light(judged, &stretch)) {
                continue;
            }
            look_around(judged, &stretch, &window);
            if (is_too_much(judged, &window) && ask_for_cuts(judged, &stretch)) {
                look_around(judged, &stretch, &window);
            }
            if (is_too_much(judged, &window)) {
                return refuse(judged, &window, at, why);
            }
        }
    }
    return true;
}
