#include "base/language/language_tag.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

bool language_tag_is_good(const char *tag)
{
    size_t length = 0;
    bool first = true;
    for (const char *at = tag;; at++) {
        if (*at == '-' || !*at) {
            if (length == 0 || length > 8 || (first && length < 2)) {
                return false;
            }
            if (!*at) {
                return true;
            }
            length = 0;
            first = false;
        } else if (first ? isalpha((unsigned char)*at) : isalnum((unsigned char)*at)) {
            length++;
        } else {
            return false;
        }
    }
}

/* The subtag behind that one; NULL behind the last, and where what follows is private. */
static const char *next_subtag(const char *at, size_t *length)
{
    at += strcspn(at, "-");
    *length = *at ? strcspn(at + 1, "-") : 0;
    return *length > 1 ? at + 1 : NULL;
}

/* zh-Hant-HK has the subtags Hant and HK. */
static bool has_subtag(const char *tag, const char *subtag)
{
    size_t length, wanted = strlen(subtag);
    while ((tag = next_subtag(tag, &length))) {
        if (length == wanted && strncasecmp(tag, subtag, length) == 0) {
            return true;
        }
    }
    return false;
}

bool language_tag_fits(const char *tag, const char *language, const char *subtag)
{
    size_t primary = strcspn(tag, "-");
    return strlen(language) == primary && strncasecmp(tag, language, primary) == 0 &&
           (!subtag || has_subtag(tag, subtag));
}

bool language_tag_is(const char *tag, const char *language)
{
    return tag && language_tag_fits(tag, language, NULL);
}

/* The script subtag, or NULL: the one of four letters, behind the language. */
static const char *script_of(const char *tag)
{
    size_t length;
    while ((tag = next_subtag(tag, &length))) {
        if (length == 4 && tag[0] > '9') {
            return tag;
        }
    }
    return NULL;
}

static bool is_one_of(const char *tag, const char *const *list)
{
    while (*list && !language_tag_fits(tag, *list, NULL)) {
        list++;
    }
    return *list != NULL;
}

bool language_tag_is_right_to_left(const char *tag)
{
    static const char *const languages[] = { "ar", "arc", "azb", "ckb", "dv", "fa", "glk", "he",
        "iw", "ji", "ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps", "sd", "syr", "ug", "ur",
        "yi", NULL };
    static const char *const scripts[] = { "Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg",
        "Samr", "Syrc", "Thaa", NULL };
    if (!tag) {
        return false;
    }
    const char *script = script_of(tag);
    return script ? is_one_of(script, scripts) : is_one_of(tag, languages);
}
