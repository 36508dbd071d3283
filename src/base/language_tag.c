#include "base/language_tag.h"

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

/* zh-Hant-HK has the subtags zh, Hant and HK. */
static bool has_subtag(const char *tag, const char *subtag)
{
    size_t wanted = strlen(subtag);
    for (const char *at = tag; *at;) {
        size_t length = strcspn(at, "-");
        if (length == wanted && strncasecmp(at, subtag, length) == 0) {
            return true;
        }
        at += length + (at[length] == '-');
    }
    return false;
}

bool language_tag_fits(const char *tag, const char *language, const char *subtag)
{
    size_t primary = strcspn(tag, "-");
    return strlen(language) == primary && strncasecmp(tag, language, primary) == 0 &&
           (!subtag || has_subtag(tag + primary, subtag));
}
