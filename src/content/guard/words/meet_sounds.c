/* Words that are spelled as they sound, whole or in part: liuhecai, 六he彩. */
#include "base/utf8.h"
#include "content/guard/words/words_private.h"

enum { NEAR_LATIN = 8, TYPED_MIN = 2, TYPED_ALONE_MIN = 7, JOINED_MIN = 9 };

/* The letters of a text's sound, and the unit of each. */
struct sound_stream {
    char *letters; /* '\0': what no word reaches over */
    uint32_t *units;
    size_t size;
};

static bool is_typed(const struct unit *unit)
{
    return unit->plain >= 'a' && unit->plain <= 'z';
}

/* Whether a run of Latin letters, two at least, stands near. */
static bool note_near_latin(const struct units *units, bool *is_near)
{
    bool any = false;
    for (size_t i = 0; i + 1 < units->count; i++) {
        if (is_typed(&units->list[i]) && is_typed(&units->list[i + 1])) {
            size_t from = i > NEAR_LATIN ? i - NEAR_LATIN : 0;
            for (size_t j = from; j < units->count && j < i + NEAR_LATIN; j++) {
                is_near[j] = true;
            }
            any = true;
        }
    }
    return any;
}

static void put_sounds(struct judged *judged, const bool *is_near, struct sound_stream *stream)
{
    const struct units *units = &judged->units[READ_PLAIN];
    for (size_t i = 0; i < units->count; i++) {
        const struct unit *unit = &units->list[i];
        const char letter = is_typed(unit) ? (char)unit->plain : '\0', *sound = &letter;
        size_t length = is_near[i] && !letter
                            ? sound_table_find(judged->words->sound_table, unit->plain, &sound)
                            : 1;
        sound = length ? sound : &letter;
        for (size_t j = 0; j < length || j == 0; j++) {
            stream->letters[stream->size] = sound[j];
            stream->units[stream->size++] = (uint32_t)i;
        }
    }
}

/* How many units from `at` on spell the letter, 0 being any figure; or 0. */
static size_t typed_length(const struct judged *judged, uint32_t letter, size_t at)
{
    const struct units *units = &judged->units[READ_PLAIN];
    uint32_t first = letter ? letter : '0', last = letter ? letter : '9';
    for (uint32_t c = first; c <= last; c++) {
        const char *sound;
        size_t all = sound_table_find(judged->words->sound_table, c, &sound), length = 0;
        while (length < all && at + length < units->count &&
               units->list[at + length].plain == (unsigned char)sound[length]) {
            length++;
        }
        if (length && length == all) {
            return length;
        }
    }
    return 0;
}

/* Whether the units from `first` on are that rule's letters, each itself or as it sounds; how
 * many they are, and how many of them are typed. */
static bool is_spelled(const struct judged *judged, const struct rule *rule, size_t first,
    size_t *count, size_t *typed)
{
    const struct units *units = &judged->units[READ_PLAIN];
    size_t at = first;
    *typed = 0;
    for (size_t i = 0; i < rule->count; i++) {
        uint32_t wanted = rule->letters[i].plain;
        const struct unit *unit = at < units->count ? &units->list[at] : NULL;
        if (unit && !is_typed(unit)) {
            if (wanted ? wanted != unit->plain : unit->plain < '0' || unit->plain > '9') {
                return false;
            }
            at++;
            continue;
        }
        size_t length = typed_length(judged, wanted, at);
        at += length;
        *typed += length;
        if (!length) {
            return false;
        }
    }
    *count = at - first;
    return true;
}

static bool stands_alone(const struct units *units, size_t first, size_t count)
{
    size_t end = first + count;
    bool begins = !is_typed(&units->list[first]) || first == 0 || units->list[first].gap ||
                  !is_typed(&units->list[first - 1]);
    bool ends = !is_typed(&units->list[end - 1]) || end == units->count ||
                units->list[end].gap || !is_typed(&units->list[end]);
    return begins && ends;
}

static void meet(struct judged *judged, const struct rule *rule, size_t first)
{
    const struct units *units = &judged->units[READ_PLAIN];
    size_t count, typed;
    if (!is_spelled(judged, rule, first, &count, &typed) || typed < TYPED_MIN ||
        (typed == count && typed < TYPED_ALONE_MIN) ||
        (typed < JOINED_MIN && !stands_alone(units, first, count))) {
        return;
    }
    for (size_t i = first + 1; i < first + count; i++) {
        if (units->list[i].gap & (GAP_STOP | GAP_SEGMENT)) {
            return;
        }
    }
    const struct unit *unit = &units->list[first];
    meetings_add(judged, &(struct meeting) { .rule = rule,
                             .at = unit->at,
                             .count = count,
                             .segment = unit->segment,
                             .is_disguised = typed < count });
}

void meet_sounds(struct judged *judged)
{
    const struct units *units = &judged->units[READ_PLAIN];
    const struct automaton *automaton = &judged->words->sounds;
    struct sound_stream stream = { 0 };
    bool *is_near = arena_array(judged->arena, units->count + 1, sizeof *is_near);
    if (is_near && (!automaton->node_count || !note_near_latin(units, is_near))) {
        return;
    }
    stream.letters = arena_array(judged->arena, units->count + 1, SOUND_MAX);
    stream.units = arena_array(judged->arena, (units->count + 1) * SOUND_MAX, sizeof(uint32_t));
    if (!is_near || !stream.letters || !stream.units) {
        judged->meetings.has_failed = true;
        return;
    }
    put_sounds(judged, is_near, &stream);
    uint32_t state = 0;
    for (size_t i = 0; i < stream.size; i++) {
        uint32_t output = 0, value;
        size_t length;
        state = automaton_step(automaton, state, (unsigned char)stream.letters[i]);
        for (uint32_t walk = state;
             automaton_walk(automaton, &walk, &output, &value, &length);) {
            meet(judged, &judged->words->rules.list[value], stream.units[i + 1 - length]);
        }
    }
}
