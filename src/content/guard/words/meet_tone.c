/* Whether a sentence speaks as offers do. */
#include "content/guard/words/words_private.h"

enum { SENTENCE_MIN = 7, SENTENCE_LONG = 40, HEAD_MIN = 8 };

/* Sentences of offers are short: a long one ends at its next stop. */
static bool is_over(const struct units *units, size_t first, size_t at)
{
    const struct unit *unit = &units->list[at];
    bool is_full = unit->sign == u'。' || unit->sign == u'！' || unit->sign == u'？' ||
                   unit->sign == u'；' || unit->sign == '!' || unit->sign == '?' ||
                   unit->sign == ';';
    bool is_head = at - first >= HEAD_MIN && (unit->sign == u'：' || unit->sign == ':');
    return (unit->gap & GAP_SEGMENT) ||
           ((unit->gap & GAP_STOP) && (is_full || is_head || at - first >= SENTENCE_LONG));
}

static int weigh(const struct tone *tone, const struct unit *list, size_t count)
{
    uint16_t last = TONE_EDGE;
    int sum = 0;
    for (size_t i = 0; i < count; i++) {
        uint16_t letter = tone_letter(list[i].plain);
        if (list[i].gap && last != TONE_EDGE) {
            sum += tone_weight(tone, last, TONE_EDGE);
            last = TONE_EDGE;
        }
        sum += tone_weight(tone, last, letter);
        last = letter;
    }
    return sum + tone_weight(tone, last, TONE_EDGE);
}

static void judge_sentence(struct judged *judged, size_t first, size_t end)
{
    const int *limits = judged->words->tables->rules.limits;
    const struct unit *unit = &judged->units[READ_PLAIN].list[first];
    int sum = end - first < SENTENCE_MIN
                  ? 0
                  : weigh(&judged->words->tables->rules.tone, unit, end - first);
    enum rule_trait trait = sum >= limits[LIMIT_LOUD]      ? TRAIT_LOUD
                            : sum >= limits[LIMIT_TONE]    ? TRAIT_TONE
                            : sum >= limits[LIMIT_HINT]    ? TRAIT_HINT
                            : sum <= -limits[LIMIT_SOBER] ? TRAIT_SOBER
                                                           : TRAIT_NONE;
    if (trait) {
        meetings_add_trait(judged, trait, unit, 1);
    }
}

void meet_tone(struct judged *judged)
{
    const struct units *units = &judged->units[READ_PLAIN];
    size_t first = 0;
    if (judged->are_cells || judged->words->tables->rules.tone.count == 0) {
        return;
    }
    for (size_t at = 1; at <= units->count; at++) {
        if (at == units->count || is_over(units, first, at)) {
            judge_sentence(judged, first, at);
            first = at;
        }
    }
}
