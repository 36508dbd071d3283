#include "base/tongue.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

bool tongue_is(const char *lang, const char *primary)
{
    size_t size = strlen(primary);
    return lang && strncasecmp(lang, primary, size) == 0 &&
           (lang[size] == '\0' || lang[size] == '-');
}

/* The script subtag, or NULL: the one of four letters, behind the language. */
static const char *script_of_tag(const char *lang)
{
    const char *at = strchr(lang, '-');
    for (; at; at = strchr(at + 1, '-')) {
        size_t length = strcspn(at + 1, "-");
        if (length == 1) {
            return NULL; /* what follows is private */
        }
        if (length == 4 && at[1] > '9') {
            return at + 1;
        }
    }
    return NULL;
}

static bool is_one_of(const char *text, const char *const *list)
{
    while (*list && !tongue_is(text, *list)) {
        list++;
    }
    return *list != NULL;
}

bool tongue_is_right_to_left(const char *lang)
{
    static const char *const languages[] = { "ar", "arc", "azb", "ckb", "dv", "fa", "glk", "he",
        "iw", "ji", "ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps", "sd", "syr", "ug", "ur",
        "yi", NULL };
    static const char *const scripts[] = { "Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg",
        "Samr", "Syrc", "Thaa", NULL };
    if (!lang) {
        return false;
    }
    const char *script = script_of_tag(lang);
    return script ? is_one_of(script, scripts) : is_one_of(lang, languages);
}
