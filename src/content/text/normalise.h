/* Text from the network made fit to be shown, and the folded copy that rules are held against
 * (ICU behind both). What is shown stays faithful; the folded copy is never shown. */
#pragma once

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Tags that leak from a CMS stripped and entities decoded; NFC; controls, bidi controls,
 * zero-width and tag characters out (joiners stay where a script or an emoji needs them);
 * variation selectors only behind a base that takes them; at most three marks on one base;
 * white space collapsed and trimmed; cut behind max_clusters grapheme clusters, and then
 * *is_cut. In the arena; NULL when memory is out. */
const char *normalise_shown(
    struct arena *arena, const char *text, bool one_line, size_t max_clusters, bool *is_cut);

/* Another one of ICU may make something else of a text. */
int64_t normalise_version(void);

/* Whether somebody saved it in one encoding and opened it in another: UTF-8 read as Latin-1 or
 * as GBK, or with the replacement character in it. *meant is then what was written, in the
 * arena, and stays as it is where nobody can tell. Told from what people write by chance: a few
 * characters may pass. */
bool normalise_is_garbled(struct arena *arena, const char *text, const char **meant);

/* Folds: NFKC, case and width, traditional to simplified, digits of every form to 0-9 (Han
 * numerals too), confusable letters to what they look like (UTS #39; else by their names, as of
 * squared ones and small capitals), radicals to their ideographs, marks, separators,
 * punctuation and symbols dropped. Each character is folded alone. `九·肖`, `玖肖`, `9 肖` and
 * `⑨肖` all come out as `9肖`. */
struct text_folder;
struct text_folder *text_folder_create(struct error *error);
void text_folder_destroy(struct text_folder *folder);
const char *text_folder_fold(
    const struct text_folder *folder, struct arena *arena, const char *text);

/* What comes to nothing. */
enum folded_gap {
    FOLDED_SIGN,   /* a symbol: stars, emoji, marks */
    FOLDED_HIDDEN, /* what has no form of its own */
    FOLDED_SPACE,
    FOLDED_STOP, /* punctuation that sentences have */
};

/* What one character comes to: nothing, a letter, or several. There are thousands of these:
 * small members. */
struct folded {
    uint32_t letter; /* of several where they stand: text_folder_letters */
    uint8_t count;
    uint8_t gap; /* enum folded_gap, of one that comes to nothing */
    bool looks;  /* it only reads as a Latin letter: a symbol, another script's, Braille */
    bool is_known;
};

/* NULL when memory is out. Valid as long as the folder. */
const struct folded *text_folder_look(const struct text_folder *folder, uint32_t character);

/* Its letters, `count` of them: until the next look. */
const uint32_t *text_folder_letters(
    const struct text_folder *folder, const struct folded *folded);

/* The same for a regular expression that is to meet folded text: ASCII stays as it is. */
const char *text_folder_fold_pattern(struct arena *arena, const char *pattern);

/* An ICU regular expression with limits on time and stack; of one thread. */
struct pattern;
struct pattern *pattern_create(const char *expression, struct error *error);
void pattern_destroy(struct pattern *pattern);

enum pattern_outcome {
    PATTERN_ABSENT,
    PATTERN_FOUND,
    PATTERN_ENDED, /* by a limit, or for want of memory: what cannot be judged is not shown */
};
enum pattern_outcome pattern_find(struct pattern *pattern, const char *text);
