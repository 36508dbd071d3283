/* Whether a sentence speaks as offers do. */
#include "content/guard/words/words_private.h"

enum { SENTENCE_MIN = 7, SENTENCE_LONG = 40, HEAD_MIN = 8, SOBER_MIN = 12 };

/* Sentences of offers are short: a long one ends at its next stop. */
static bool is_over(const struct units *units, size_t first, size_t at)
{
    const struct unit *unit = &units->list[at];
    if (!(unit->gap & (GAP_SEGMENT | GAP_LINE | GAP_STOP))) {
        return false;
    }
    bool is_full = unit->sign == u'。' || unit->sign == u'！' || unit->sign == u'？' ||
                   unit->sign == u'；' || unit->sign == '!' || unit->sign == '?' ||
                   unit->sign == ';';
    bool is_head = at - first >= HEAD_MIN && (unit->sign == u'：' || unit->sign == ':');
    return (unit->gap & (GAP_SEGMENT | GAP_LINE)) || is_full || is_head ||
           at - first >= SENTENCE_LONG;
}

/* Not quotation marks and the like. */
static bool is_clause_end(uint32_t sign)
{
    return sign == u'，' || sign == ',' || sign == u'：' || sign == ':' || sign == u'—';
}

/* What a sentence's pairs come to. */
struct sum {
    int all;
    int head; /* the least that its first clauses come to */
    size_t letters;
};

static struct sum weigh(const struct tone *tone, const struct unit *list, size_t count)
{
    const struct units units = { .list = (struct unit *)list, .count = count };
    uint16_t last = TONE_EDGE;
    struct sum sum = { 0 };
    for (size_t i = 0; i < count; i++) {
        size_t plate = plate_letters(&units, i);
        if (plate) { /* the plate of a car speaks in no way, and is no sentence's letters */
            last = TONE_EDGE;
            i += plate - 1;
            continue;
        }
        sum.letters++;
        uint16_t letter = tone_letter(list[i].plain);
        if ((list[i].gap & ~GAP_SIGN) && last != TONE_EDGE) {
            sum.all += tone_weight(tone, last, TONE_EDGE);
            last = TONE_EDGE;
            bool is_clause = is_clause_end(list[i].sign) && i + SENTENCE_MIN <= count;
            sum.head = is_clause && sum.all < sum.head ? sum.all : sum.head;
        }
        sum.all += tone_weight(tone, last, letter);
        last = letter;
    }
    sum.all += tone_weight(tone, last, TONE_EDGE);
    return sum;
}

static void judge_sentence(struct judged *judged, size_t first, size_t end)
{
    const struct rules *rules = &judged->words->tables->rules;
    const int *limits = rules->limits;
    const struct unit *unit = &judged->units[READ_PLAIN].list[first];
    struct sum sum = { 0 };
    if (end - first >= SENTENCE_MIN) {
        sum = weigh(&rules->tone, unit, end - first);
    }
    if (sum.letters < SENTENCE_MIN) {
        return;
    }
    int tail = sum.all - sum.head; /* what is offered behind what a notice begins with */
    bool is_sober = sum.all <= -limits[LIMIT_SOBER] && sum.letters >= SOBER_MIN;
    bool is_turn = sum.head <= -limits[LIMIT_SOBER] && tail >= limits[LIMIT_TURN];
    int says = is_turn ? tail : sum.all;
    enum rule_trait trait = sum.all >= limits[LIMIT_LOUD] ? TRAIT_LOUD
                            : says >= limits[LIMIT_TONE]  ? TRAIT_TONE
                            : says >= limits[LIMIT_HINT]  ? TRAIT_HINT
                            : is_sober                    ? TRAIT_SOBER
                                                          : TRAIT_NONE;
    if (trait) {
        meetings_add_trait(judged, trait, unit, 1);
    }
    if (is_turn) {
        meetings_add_trait(judged, TRAIT_TURN, unit, 1);
    }
}

void meet_tone(struct judged *judged)
{
    const struct units *units = &judged->units[READ_PLAIN];
    size_t first = 0;
    if (judged->are_cells || judged->are_addresses ||
        judged->words->tables->rules.tone.count == 0) {
        return;
    }
    for (size_t at = 1; at <= units->count; at++) {
        if (at == units->count || is_over(units, first, at)) {
            judge_sentence(judged, first, at);
            first = at;
        }
    }
}
