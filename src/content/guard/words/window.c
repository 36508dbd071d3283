#include "content/guard/words/window.h"

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

/* What people do not say by the way, whatever they speak of. */
static bool is_firm(const struct meeting *meeting)
{
    const struct rule *rule = meeting->rule;
    return meeting_is_offer(meeting) ? !rule_is_light(rule) && !rule_is_tone(rule)
                                     : rule_is_firm_call(rule);
}

void window_count(struct judged *judged, struct window *window, const struct meeting *meeting)
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
    if (rule_is_tone(meeting->rule) && counted_as(words, meeting) == RULE_CLAIM) {
        window->tone += weight;
        window->loudest = weight > window->loudest ? weight : window->loudest;
    }
    window->is_firm = window->is_firm || is_firm(meeting);
    bool may_lead = meeting_is_offer(meeting) && !rule_is_letter(meeting->rule) &&
                    meeting->rule->trait != TRAIT_AMOUNT;
    if (may_lead && (!window->heaviest || weight > meeting_weight(window->heaviest))) {
        window->heaviest = meeting;
    }
    if (window->count < COUNTED_MAX) {
        window->counted[window->count++] = meeting;
    }
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

int window_sum(const struct words *words, const struct window *window)
{
    const int *limits = words->tables->rules.limits, *sums = window->sums;
    int against = least(sums[RULE_WARNING], limits[LIMIT_WARNING]) +
                  least(sums[RULE_CONTEXT], limits[LIMIT_CONTEXT]);
    int calls = least(sums[RULE_CALL], limits[LIMIT_CALL]);
    int office = least(sums[RULE_OFFICE], limits[LIMIT_OFFICE]);
    /* How it is said makes no more of what is enough as it is, and has its warnings; a second
     * sentence that is said so makes it no louder. */
    int tone = sums[RULE_WORD] < limits[LIMIT_HOLD] ? window->loudest : 0;
    int claims = sums[RULE_CLAIM] - window->letters - window->tone + tone;
    claims += least(least(window->letters, limits[LIMIT_LETTERS]), claims);
    claims = claims > office ? claims - office : 0;
    int offers = sums[RULE_WORD] + claims;
    if (!window->is_firm && tone < limits[LIMIT_SOFT]) {
        return 0;
    }
    return offers == 0 ? 0 : (offers > against ? offers - against : 0) + calls;
}
