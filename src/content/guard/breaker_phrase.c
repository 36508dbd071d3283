/* What is new is found without pairing items: a letter is known when one of the four-letter
 * runs that hold it stands anywhere in the good feed. A replaced name is then the same stretch
 * of unknown letters in every item, beside known ones; new items are unknown throughout, each
 * in its own words. */
#include "content/guard/breaker_phrase.h"

#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    GRAM = 4,
    EDGE = 3,           /* line ends between members, so that no run joins two of them */
    PHRASE_LETTERS = 3, /* shorter ones are years, days and corrections */
    PHRASE_DIGITS = 5,  /* or as much of a telephone number */
    ITEMS_MIN = 4,
    ITEMS_PART = 4, /* and at least every fourth item */
    TEXT_LETTERS_MAX = 20000,
    PRINTED_MAX = 24, /* letters, for a person */
};

struct letters {
    uint32_t *list;
    size_t count;
};

struct grams {
    uint64_t *list;
    size_t count;
};

/* One stretch of unknown letters of one text. */
struct stretch {
    uint64_t hash;
    size_t text;
    const uint32_t *letters;
    size_t count;
};

struct stretches {
    struct stretch *list;
    size_t count, capacity;
};

static uint64_t hash_letters(const uint32_t *letters, size_t count)
{
    uint64_t hash = 0xCBF29CE484222325;
    for (size_t i = 0; i < count; i++) {
        hash = (hash ^ letters[i]) * 0x100000001B3;
        hash ^= hash >> 29;
    }
    return hash;
}

static bool read_letters(struct arena *arena, const char *text, struct letters *out)
{
    size_t size = strlen(text), lines = 2, at = 0;
    for (size_t i = 0; i < size; i++) {
        lines += text[i] == '\n';
    }
    uint32_t *list = arena_array(arena, size + EDGE * lines, sizeof *list);
    *out = (struct letters) { .list = list };
    if (!list) {
        return false;
    }
    for (int i = 0; i < EDGE; i++) {
        list[out->count++] = '\n';
    }
    while (at < size && out->count < TEXT_LETTERS_MAX) {
        uint32_t letter = utf8_next(text, size, &at);
        for (int i = 0; i < (letter == '\n' ? EDGE : 1); i++) {
            list[out->count++] = letter;
        }
    }
    for (int i = 0; i < EDGE; i++) {
        list[out->count++] = '\n';
    }
    return true;
}

static int compare_hashes(const void *a, const void *b)
{
    const uint64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

static bool gather_grams(
    struct arena *arena, const struct phrase_texts *texts, struct grams *out)
{
    size_t total = 0;
    struct letters *all = arena_array(arena, texts->count, sizeof *all);
    for (size_t i = 0; all && i < texts->count; i++) {
        if (!read_letters(arena, texts->list[i], &all[i])) {
            return false;
        }
        total += all[i].count;
    }
    out->list = all ? arena_array(arena, total, sizeof *out->list) : NULL;
    out->count = 0;
    for (size_t i = 0; out->list && i < texts->count; i++) {
        for (size_t at = 0; at + GRAM <= all[i].count; at++) {
            out->list[out->count++] = hash_letters(all[i].list + at, GRAM);
        }
    }
    if (out->list) {
        qsort(out->list, out->count, sizeof *out->list, compare_hashes);
    }
    return out->list;
}

static bool is_known(const struct grams *grams, const uint32_t letters[GRAM])
{
    uint64_t hash = hash_letters(letters, GRAM);
    return bsearch(&hash, grams->list, grams->count, sizeof hash, compare_hashes);
}

static bool is_phrase(const uint32_t *letters, size_t count)
{
    size_t words = 0, digits = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_digit = letters[i] >= '0' && letters[i] <= '9';
        words += !is_digit;
        digits += is_digit;
    }
    return words >= PHRASE_LETTERS || digits >= PHRASE_DIGITS;
}

/* Whether letters[from..to) took the place of others: a known letter is beside it, and what is
 * on both of its sides did not touch before. */
static bool took_a_place(
    const struct grams *grams, const struct letters *letters, size_t from, size_t to)
{
    const uint32_t *list = letters->list;
    const uint32_t around[GRAM] = { list[from - 2], list[from - 1], list[to], list[to + 1] };
    return (list[from - 1] != '\n' || list[to] != '\n') && !is_known(grams, around);
}

static bool gather_stretches(struct arena *arena, const struct grams *grams,
    const struct letters *letters, size_t text, struct stretches *out)
{
    bool *known = arena_array(arena, letters->count, sizeof *known);
    if (!known) {
        return false;
    }
    for (size_t at = 0; at + GRAM <= letters->count; at++) {
        if (is_known(grams, letters->list + at)) {
            memset(known + at, true, GRAM);
        }
    }
    for (size_t from = EDGE; from + EDGE < letters->count;) {
        size_t to = from;
        while (to + EDGE < letters->count && !known[to] && letters->list[to] != '\n') {
            to++;
        }
        if (is_phrase(letters->list + from, to - from) &&
            took_a_place(grams, letters, from, to)) {
            struct stretch *list =
                arena_grow(arena, out->list, out->count, &out->capacity, sizeof *list);
            if (!list) {
                return false;
            }
            out->list = list;
            list[out->count++] =
                (struct stretch) { hash_letters(letters->list + from, to - from), text,
                    letters->list + from, to - from };
        }
        from = to > from ? to : from + 1;
    }
    return true;
}

static int compare_stretches(const void *a, const void *b)
{
    const struct stretch *left = a, *right = b;
    int order = compare_hashes(&left->hash, &right->hash);
    return order ? order : (left->text > right->text) - (left->text < right->text);
}

static const char *print_letters(struct arena *arena, const struct stretch *stretch)
{
    size_t used = 0;
    char *text = arena_alloc(arena, PRINTED_MAX * 4 + 1);
    for (size_t i = 0; text && i < stretch->count && i < PRINTED_MAX; i++) {
        used += utf8_encode(stretch->letters[i], text + used);
    }
    return text;
}

/* The stretch that most texts have. */
static const struct stretch *most_common(struct stretches *found, size_t *texts)
{
    const struct stretch *best = NULL;
    size_t run = 0;
    *texts = 0;
    if (found->count > 0) {
        qsort(found->list, found->count, sizeof *found->list, compare_stretches);
    }
    for (size_t i = 0; i < found->count; i++) {
        const struct stretch *at = &found->list[i];
        bool is_same = i > 0 && at[-1].hash == at->hash;
        run = is_same ? run + (at[-1].text != at->text) : 1;
        if (run > *texts) {
            *texts = run;
            best = at;
        }
    }
    return best;
}

bool phrase_find(struct arena *scratch, const struct phrase_texts *good,
    const struct phrase_texts *fresh, struct phrase_found *out)
{
    struct grams grams = { 0 };
    struct stretches found = { 0 };
    *out = (struct phrase_found) { 0 };
    if (!gather_grams(scratch, good, &grams)) {
        return false;
    }
    for (size_t i = 0; i < fresh->count; i++) {
        struct letters letters;
        if (!read_letters(scratch, fresh->list[i], &letters) ||
            !gather_stretches(scratch, &grams, &letters, i, &found)) {
            return false;
        }
    }
    const struct stretch *best = most_common(&found, &out->items);
    if (best && out->items >= ITEMS_MIN && out->items * ITEMS_PART >= fresh->count) {
        out->phrase = print_letters(scratch, best);
        return out->phrase;
    }
    return true;
}
