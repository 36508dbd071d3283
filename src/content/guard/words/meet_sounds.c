/* Words in which characters stand that only sound as theirs, 九肖终特, and those that are
 * spelled as they sound, whole or in part: liuhecai, 六he彩, 花呗t现. */
#include "base/utf8.h"
#include "content/guard/words/words_private.h"

enum {
    LETTERS_MAX = 12,
    ALIKE_WEIGHT_MIN = 8,
    ALIKE_LETTERS_MIN = 3,
    SPELLED_WORD_WEIGHT_MIN = 3,
    SPELLED_CLAIM_WEIGHT_MIN = 6,
    SPELLED_LETTERS_MAX = 8,
    TYPED_MIN = 2,
    TYPED_ALONE_MIN = 7,
    JOINED_MIN = 9
};

/* How the units from `first` on sound like the beginning of a phrase. */
struct hearing {
    struct judged *judged;
    const struct unit *list;
    size_t first, count;         /* of the phrase's letters */
    size_t lengths[LETTERS_MAX]; /* units of each of them */
    size_t initials;             /* of them: one letter for a whole sound */
};

/* Whether other characters of the same sound are heard in its place. */
static bool has_others(const struct rule *rule)
{
    return rule->kind == RULE_WORD && rule->weight >= ALIKE_WEIGHT_MIN &&
           rule->count >= ALIKE_LETTERS_MIN && rule->count <= LETTERS_MAX;
}

static bool is_spelled(const struct rule *rule)
{
    bool has_weight = rule->kind == RULE_ALWAYS ||
                      (rule->kind == RULE_WORD && rule->weight >= SPELLED_WORD_WEIGHT_MIN) ||
                      (rule->kind == RULE_CLAIM && rule->weight >= SPELLED_CLAIM_WEIGHT_MIN);
    return has_weight && rule->count > 1 && rule->count <= SPELLED_LETTERS_MAX;
}

bool rule_has_sound(const struct rule *rule)
{
    return has_others(rule) || is_spelled(rule);
}

/* A Latin letter with none beside it, and Han. */
static bool is_initial(const struct units *units, size_t i)
{
    const struct unit *unit = &units->list[i];
    bool before = i > 0 && !(unit->gap & GAP_SEGMENT), behind = i + 1 < units->count;
    return unit_is_latin(unit) && (!before || unit[-1].plain > 'z') &&
           (!behind || unit[1].plain > 'z') &&
           ((before && utf8_is_han(unit[-1].written)) ||
               (behind && utf8_is_han(unit[1].written)));
}

static bool stands_alone(const struct units *units, size_t first, size_t count)
{
    size_t end = first + count;
    bool begins = !unit_is_latin(&units->list[first]) || first == 0 || units->list[first].gap ||
                  !unit_is_latin(&units->list[first - 1]);
    bool ends = !unit_is_latin(&units->list[end - 1]) || end == units->count ||
                units->list[end].gap || !unit_is_latin(&units->list[end]);
    return begins && ends;
}

/* Each that only sounds so must be a word by itself: 网上独唱 has one that is none. */
static bool stand_by_themselves(const struct hearing *hearing, const bool *sounds_only)
{
    const struct units *units = &hearing->judged->units[READ_PLAIN];
    for (size_t i = 0; i < hearing->count; i++) {
        if (sounds_only[i] && units_cut(units, hearing->first + i, 1, hearing->judged->words)) {
            return false;
        }
    }
    return true;
}

/* The letters of a rule as they are heard. */
struct heard {
    bool sounds_only[LETTERS_MAX];
    size_t units, typed, others;
    bool is_odd; /* one that only sounds so is no Han character */
};

static struct heard look_at(const struct hearing *hearing, const struct rule *rule)
{
    const uint32_t *letters = rule_letters(&hearing->judged->words->tables->rules, rule);
    struct heard heard = { 0 };
    for (size_t i = 0; i < rule->count; i++) {
        const struct unit *unit = &hearing->list[hearing->first + heard.units];
        uint32_t wanted = letters[i];
        bool is_own = wanted ? wanted == unit->plain : unit_is_figure(unit->plain);
        if (unit_is_latin(unit)) {
            heard.typed += hearing->lengths[i];
        } else if (!is_own) {
            heard.sounds_only[i] = true;
            heard.others++;
            heard.is_odd = heard.is_odd || !utf8_is_han(unit->written);
        }
        heard.units += hearing->lengths[i];
    }
    return heard;
}

/* Of three letters one may be another, of four and more all. What is typed stands among a
 * word's own letters. */
static bool is_meant(
    const struct hearing *hearing, const struct rule *rule, const struct heard *heard)
{
    if (hearing->initials > 0) {
        return hearing->initials == heard->typed && heard->typed == 1 && heard->others == 0 &&
               has_others(rule);
    }
    if (heard->typed > 0) {
        bool is_all = heard->typed == heard->units;
        return heard->others == 0 && is_spelled(rule) &&
               heard->typed >= (is_all ? (size_t)TYPED_ALONE_MIN : (size_t)TYPED_MIN) &&
               (heard->typed >= JOINED_MIN || stands_alone(&hearing->judged->units[READ_PLAIN],
                                                  hearing->first, heard->units));
    }
    return heard->others > 0 && !heard->is_odd && has_others(rule) &&
           (rule->count > ALIKE_LETTERS_MIN || heard->others == 1) &&
           stand_by_themselves(hearing, heard->sounds_only);
}

static void meet(const struct hearing *hearing, const struct rule *rule)
{
    const struct heard heard = look_at(hearing, rule);
    const struct unit *unit = &hearing->list[hearing->first];
    if (is_meant(hearing, rule, &heard)) {
        struct meeting *meeting = meetings_add(hearing->judged, rule, unit, heard.units);
        meeting->is_disguised = heard.typed > 0 && heard.typed < heard.units;
    }
}

static void hear(struct hearing *hearing, uint32_t node, size_t at);

/* One letter of phrases, of so many units, sounds so. */
static void hear_sound(
    struct hearing *hearing, uint32_t node, uint32_t number, size_t at, size_t length)
{
    const struct words *words = hearing->judged->words;
    uint32_t child = phrases_child(&words->tables->sounds, node, number), output = 0, value;
    if (!child) {
        return;
    }
    hearing->lengths[hearing->count++] = length;
    while (phrases_value(&words->tables->sounds, child, &output, &value)) {
        meet(hearing, &words->tables->rules.list[value]);
    }
    if (words->tables->sounds.nodes[child].children) {
        hear(hearing, child, at + length);
    }
    hearing->count--;
}

/* Whether the units from `at` on spell the sound; of how many letters it is. */
static bool spells(const struct units *units, size_t at, uint32_t number, size_t *length)
{
    const char *sound;
    *length = sound_table_letters(number, &sound);
    for (size_t i = 0; i < *length; i++) {
        if (at + i >= units->count || units->list[at + i].plain != (unsigned char)sound[i] ||
            (i > 0 && units->list[at + i].gap & (GAP_STOP | GAP_SEGMENT))) {
            return false;
        }
    }
    return true;
}

/* All sounds that begin with the letter, where it stands for one. */
static void hear_typed(struct hearing *hearing, uint32_t node, size_t at)
{
    const struct judged *judged = hearing->judged;
    const struct units *units = &judged->units[READ_PLAIN];
    const uint16_t *numbers;
    size_t count = sound_table_beginning(
        judged->words->sound_table, (char)units->list[at].plain, &numbers);
    bool alone = is_initial(units, at);
    hearing->initials += alone;
    for (size_t i = 0; i < count; i++) {
        size_t length = 1;
        if (alone || spells(units, at, numbers[i], &length)) {
            hear_sound(hearing, node, numbers[i], at, length);
        }
    }
    hearing->initials -= alone;
}

/* The ways in which what stands at `at` goes on from the node. */
static void hear(struct hearing *hearing, uint32_t node, size_t at)
{
    const struct judged *judged = hearing->judged;
    const struct units *units = &judged->units[READ_PLAIN];
    if (at == units->count || hearing->count == LETTERS_MAX ||
        (hearing->count > 0 && units->list[at].gap & (GAP_STOP | GAP_SEGMENT))) {
        return;
    }
    if (unit_is_latin(&units->list[at])) {
        hear_typed(hearing, node, at);
        return;
    }
    uint32_t number = sound_table_number(judged->words->sound_table, units->list[at].plain);
    if (number) {
        hear_sound(hearing, node, number, at, 1);
    }
}

/* What is typed may be any sound; of what is not, three at least must sound as a phrase. */
void meet_sounds(struct judged *judged)
{
    const struct units *units = &judged->units[READ_PLAIN];
    const struct phrases *sounds = &judged->words->tables->sounds;
    struct hearing hearing = { .judged = judged, .list = units->list };
    uint32_t numbers[ALIKE_LETTERS_MIN] = { 0 }; /* of three units; 0 behind the last one */
    size_t typed = SIZE_MAX;                     /* the next that is */
    for (size_t i = units->count; sounds->node_count && i-- > 0;) {
        const struct unit *unit = &units->list[i];
        numbers[2] = numbers[1];
        numbers[1] = numbers[0];
        typed = unit_is_latin(unit) ? i : typed;
        numbers[0] =
            typed == i ? 0 : sound_table_number(judged->words->sound_table, unit->plain);
        bool is_heard = numbers[0] && numbers[1] && numbers[2] &&
                        phrases_may_begin_three(sounds, numbers[0], numbers[1], numbers[2]);
        if (is_heard || (typed != SIZE_MAX && typed < i + ALIKE_LETTERS_MIN)) {
            hearing.first = i;
            hear(&hearing, 0, i);
        }
    }
}
