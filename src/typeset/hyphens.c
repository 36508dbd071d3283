#include "typeset/hyphens.h"

#include "base/language/language_tag.h"

#include <hyphen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <threads.h>
#include <unistd.h>

struct hyphens {
    HyphenDict *patterns;
};

const char hyphens_folder[] = "/usr/share/hyphen";

/* As the places around the Atlantic part words; most others learnt it from London. */
static bool is_british(const char *lang)
{
    static const char *const places[] = { "GB", "IE", "AU", "NZ", "ZA", "IN", "HK", "SG",
        "MY" };
    const char *place = strrchr(lang, '-');
    for (size_t i = 0;
         place && language_tag_is(lang, "en") && i < sizeof places / sizeof *places; i++) {
        if (strcasecmp(place + 1, places[i]) == 0) {
            return true;
        }
    }
    return false;
}

struct hyphens *hyphens_load(const char *folder, const char *lang)
{
    const char *names[] = { "hyph_en_US.dic", "hyph_en_GB.dic" };
    bool british = is_british(lang);
    struct hyphens *hyphens = calloc(1, sizeof *hyphens);
    for (int i = 0; hyphens && !hyphens->patterns && i < 2; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, names[i ^ british]);
        /* libhyphen prints an error of its own for a file that it cannot open. */
        hyphens->patterns = access(path, R_OK) == 0 ? hnj_hyphen_load(path) : NULL;
    }
    if (hyphens && !hyphens->patterns) {
        hyphens_destroy(hyphens);
        hyphens = NULL;
    }
    return hyphens;
}

void hyphens_destroy(struct hyphens *hyphens)
{
    if (hyphens) {
        if (hyphens->patterns) {
            hnj_hyphen_free(hyphens->patterns);
        }
        free(hyphens);
    }
}

static struct hyphens *american, *british;

static void load_american(void)
{
    american = hyphens_load(hyphens_folder, "en-US");
}

static void load_british(void)
{
    british = hyphens_load(hyphens_folder, "en-GB");
}

const struct hyphens *hyphens_of(const char *lang)
{
    static once_flag american_once = ONCE_FLAG_INIT, british_once = ONCE_FLAG_INIT;
    static const char *const tongues[] = { "en", "zh", "yue", "ja", "ko" };
    bool is_english = !lang || !*lang;
    for (size_t i = 0; !is_english && i < sizeof tongues / sizeof *tongues; i++) {
        is_english = language_tag_is(lang, tongues[i]);
    }
    if (!is_english) {
        return NULL;
    }
    if (lang && is_british(lang)) {
        call_once(&british_once, load_british);
        return british;
    }
    call_once(&american_once, load_american);
    return american;
}

void hyphens_find(const struct hyphens *hyphens, const char *word, size_t size, bool *parts)
{
    char marks[HYPHENS_LONGEST + 8]; /* libhyphen wants five more than the word has letters */
    char ended[HYPHENS_LONGEST + 1]; /* and looks for what it never parts up to a NUL */
    char **replaced = NULL;
    int *at = NULL, *cut = NULL;
    memset(parts, 0, size * sizeof *parts);
    if (!hyphens || size < HYPHENS_BEFORE + HYPHENS_BEHIND || size > HYPHENS_LONGEST) {
        return;
    }
    memcpy(ended, word, size);
    ended[size] = '\0';
    /* English has no pattern that changes letters; what would be changed is freed nonetheless.
     */
    int failed = hnj_hyphen_hyphenate3(hyphens->patterns, ended, (int)size, marks, NULL,
        &replaced, &at, &cut, HYPHENS_BEFORE, HYPHENS_BEHIND, HYPHENS_BEFORE, HYPHENS_BEHIND);
    for (size_t i = HYPHENS_BEFORE; !failed && i + HYPHENS_BEHIND <= size; i++) {
        parts[i] = marks[i - 1] % 2 == 1 && !(replaced && replaced[i - 1]);
    }
    for (size_t i = 0; replaced && i < size; i++) {
        free(replaced[i]);
    }
    free(replaced);
    free(at);
    free(cut);
}
