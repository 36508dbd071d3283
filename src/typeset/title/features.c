#include "typeset/title/features.h"

#include <string.h>

enum { FAR = 12, WORDS_MOST = 7, UNITS_MOST = 15 };

/* Beside enum word_kind: a word is there. */
enum { KIND_ANY = 1 << 23 };

/* Beside tags, of one character and of more. */
enum {
    CLASS_UNKNOWN = 1,
    CLASS_ONE = 128,
    CLASS_KIND = 256,
    CLASS_MARK = 320,
    CLASS_WESTERN = 340
};

struct view {
    const struct phrase *phrase;
    size_t at;         /* the word behind the place */
    size_t begin, end; /* words of the clause, or as far as is looked */
};

static const struct unit *first_of(const struct view *view, size_t w)
{
    return &view->phrase->units->row[view->phrase->words[w].from];
}

static const struct unit *last_of(const struct view *view, size_t w)
{
    return &view->phrase->units->row[view->phrase->words[w].to - 1];
}

static bool ends_clause(const struct view *view, size_t w)
{
    const struct unit *unit = last_of(view, w);
    return unit->class == UNIT_COMMA || unit->class == UNIT_STOP || unit->class == UNIT_DASH;
}

static bool has(const struct view *view, size_t w, unsigned kinds)
{
    return view->phrase->words[w].kinds & kinds;
}

static bool is_verb(const struct view *view, size_t w)
{
    return has(view, w, WORD_PREDICATE) || view->phrase->words[w].tag == 'v';
}

static bool is_noun(const struct view *view, size_t w)
{
    const struct phrase_word *word = &view->phrase->words[w];
    char tag = word->tag;
    return !has(view, w, WORD_LEADING | WORD_PARTICLE) &&
           (tag == 0 || strchr("nVabSTNigm", tag)) && !ends_clause(view, w);
}

static uint32_t hash_text(const char *text, size_t size)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    }
    return hash;
}

static uint32_t hash_units(const struct view *view, size_t from, size_t to)
{
    uint32_t hash = 2166136261u;
    for (size_t i = from; i < to; i++) {
        hash = hash * 31 + hash_text(view->phrase->units->row[i].text,
                               strlen(view->phrase->units->row[i].text));
    }
    return hash;
}

static uint32_t class_of(const struct view *view, size_t w)
{
    const struct phrase_word *word = &view->phrase->words[w];
    bool is_one = word->to == word->from + 1;
    if (word->kinds & WORD_MARK) {
        return CLASS_MARK + first_of(view, w)->class;
    }
    for (uint32_t i = 0; WORD_MOST >> i; i++) {
        if (word->kinds & WORD_MOST & 1u << i) {
            return CLASS_KIND + 2 * i + is_one;
        }
    }
    if (word->kinds & WORD_WESTERN) {
        return CLASS_WESTERN;
    }
    return (word->tag ? (uint32_t)word->tag : CLASS_UNKNOWN) + (is_one ? CLASS_ONE : 0);
}

static void read_word(
    const struct view *view, size_t w, size_t slot, uint32_t features[FEATURES])
{
    const struct phrase_word *word = &view->phrase->words[w];
    size_t length = word->to - word->from;
    features[FEATURE_KINDS + slot] = word->kinds | KIND_ANY;
    features[FEATURE_CLASS + slot] = class_of(view, w);
    features[FEATURE_TAG + slot] = (uint32_t)word->tag + 1;
    features[FEATURE_LENGTH + slot] = (uint32_t)(length < WORDS_MOST ? length : WORDS_MOST);
    features[FEATURE_WORD + slot] = hash_units(view, word->from, word->to);
    features[FEATURE_FIRST + slot] = hash_units(view, word->from, word->from + 1);
    features[FEATURE_LAST + slot] = hash_units(view, word->to - 1, word->to);
    features[FEATURE_ROLE + slot] = word->role;
}

/* Whether a word and the next are side by side elsewhere; of one name as of what is so often.
 */
static enum phrase_pair pair_at(const struct view *view, size_t w)
{
    enum phrase_pair pair =
        w + 1 < view->phrase->count ? view->phrase->words[w + 1].paired : PAIR_NONE;
    return pair == PAIR_WHOLE ? PAIR_OFTEN : pair;
}

static uint32_t at_most(size_t count, size_t most)
{
    return (uint32_t)(count < most ? count : most);
}

static void read_before(const struct view *view, uint32_t features[FEATURES])
{
    size_t nouns = 0, verbs = 0, verb = 0, of = 0;
    uint32_t led_by = 0;
    for (size_t w = view->at; w-- > view->begin;) {
        nouns += nouns == view->at - 1 - w && is_noun(view, w);
        if (is_verb(view, w)) {
            verbs++;
            verb = verb ? verb : view->at - w;
        }
        of = !of && has(view, w, WORD_PARTICLE) ? view->at - w : of;
        if (!led_by && verbs == 0 && has(view, w, WORD_LEADING)) {
            led_by = hash_units(view, view->phrase->words[w].from, view->phrase->words[w].to);
        }
    }
    features[FEATURE_NOUNS_BEFORE] = at_most(nouns, WORDS_MOST);
    features[FEATURE_VERBS_BEFORE] = at_most(verbs, 3);
    features[FEATURE_FROM_VERB] = at_most(verb, WORDS_MOST);
    features[FEATURE_FROM_OF] = at_most(of, WORDS_MOST);
    features[FEATURE_LED_BY] = led_by;
}

static void read_after(const struct view *view, uint32_t features[FEATURES])
{
    size_t nouns = 0, verbs = 0, verb = 0, of = 0;
    for (size_t w = view->at; w < view->end; w++) {
        nouns += nouns == w - view->at && is_noun(view, w);
        if (is_verb(view, w)) {
            verbs++;
            verb = verb ? verb : w - view->at + 1;
        }
        of = !of && has(view, w, WORD_PARTICLE) ? w - view->at + 1 : of;
    }
    features[FEATURE_NOUNS_AFTER] = at_most(nouns, WORDS_MOST);
    features[FEATURE_VERBS_AFTER] = at_most(verbs, 3);
    features[FEATURE_TO_VERB] = at_most(verb, WORDS_MOST);
    features[FEATURE_TO_OF] = at_most(of, WORDS_MOST);
}

/* Units between a mark that closes and the one that opens; 0: it is no such mark. */
static uint32_t closed_by(const struct view *view, size_t w)
{
    size_t from = w;
    if (last_of(view, w)->class != UNIT_CLOSE) {
        return 0;
    }
    while (from > view->begin && first_of(view, from)->class != UNIT_OPEN) {
        from--;
    }
    return at_most(view->phrase->words[w].from - view->phrase->words[from].from, UNITS_MOST);
}

static uint32_t opened_by(const struct view *view, size_t w)
{
    size_t to = w;
    if (first_of(view, w)->class != UNIT_OPEN) {
        return 0;
    }
    while (to + 1 < view->end && last_of(view, to)->class != UNIT_CLOSE) {
        to++;
    }
    return at_most(view->phrase->words[to].to - view->phrase->words[w].to, UNITS_MOST);
}

/* What is known of the place before moves on by a word. */
static void read_words(const struct view *view, uint32_t features[FEATURES])
{
    enum { NEW = FEATURE_WORDS - 1 };
    size_t first = view->at == 1 ? 1 : NEW;
    if (first == 1) {
        memset(features, 0, FEATURES * sizeof *features);
        features[FEATURE_PAIR_AFTER] = pair_at(view, 0);
    }
    for (size_t kind = 0; kind < FEATURE_PAIR; kind += FEATURE_WORDS) {
        memmove(features + kind, features + kind + 1, NEW * sizeof *features);
        features[kind + NEW] = 0;
    }
    for (size_t slot = first; slot < FEATURE_WORDS; slot++) {
        if (view->at + slot - 2 < view->phrase->count) {
            read_word(view, view->at + slot - 2, slot, features);
        }
    }
    features[FEATURE_PAIR_BEFORE] = features[FEATURE_PAIR];
    features[FEATURE_PAIR] = features[FEATURE_PAIR_AFTER];
    features[FEATURE_PAIR_AFTER] = pair_at(view, view->at);
}

void features_read(const struct phrase *phrase, size_t w, uint32_t features[FEATURES])
{
    struct view view = { phrase, w, w, w };
    while (view.begin > 0 && w - view.begin < FAR && !ends_clause(&view, view.begin - 1)) {
        view.begin--;
    }
    while (view.end < phrase->count && view.end - w < FAR) {
        if (ends_clause(&view, view.end++)) {
            break;
        }
    }
    read_words(&view, features);
    const struct phrase_word *word = &phrase->words[w];
    features[FEATURE_FROM_START] =
        at_most(word->from - phrase->words[view.begin].from, UNITS_MOST);
    features[FEATURE_TO_END] = at_most(phrase->words[view.end - 1].to - word->from, UNITS_MOST);
    features[FEATURE_WORDS_BEFORE] = at_most(w - view.begin, WORDS_MOST);
    features[FEATURE_WORDS_AFTER] = at_most(view.end - w, WORDS_MOST);
    features[FEATURE_SPACE] = phrase->units->row[word->from].space;
    features[FEATURE_CLAUSES_BEFORE] = view.begin > 0;
    features[FEATURE_CLAUSES_AFTER] = view.end < phrase->count;
    features[FEATURE_FAR_TAG_BEFORE] = w >= 3 ? (uint32_t)phrase->words[w - 3].tag + 1 : 0;
    features[FEATURE_FAR_TAG_AFTER] =
        w + 2 < phrase->count ? (uint32_t)phrase->words[w + 2].tag + 1 : 0;
    features[FEATURE_CLOSED] = w > view.begin ? closed_by(&view, w - 1) : 0;
    features[FEATURE_OPENED] = opened_by(&view, w);
    read_before(&view, features);
    read_after(&view, features);
}
