#include "adapt/format/lang.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

const char *lang_tag(const char *written, char out[16])
{
    static const struct {
        const char *begin, *tag;
    } chinese[] = { { "zh-hans-hk", "zh-Hans" }, { "zh-hant-hk", "zh-HK" },
        { "zh-hans", "zh-Hans" }, { "zh-hant", "zh-Hant" }, { "zh-tw", "zh-Hant" },
        { "zh-hk", "zh-HK" }, { "zh-mo", "zh-HK" }, { "zh", "zh-Hans" }, { "cn", "zh-Hans" } };
    char tag[16] = "";
    for (size_t i = 0; written[i] && i < sizeof tag - 1; i++) {
        tag[i] = written[i] == '_' ? '-' : (char)tolower((unsigned char)written[i]);
    }
    for (size_t i = 0; i < sizeof chinese / sizeof *chinese; i++) {
        size_t length = strlen(chinese[i].begin);
        if (strncmp(tag, chinese[i].begin, length) == 0 && strchr("-", tag[length])) {
            return chinese[i].tag;
        }
    }
    size_t length = strspn(tag, "abcdefghijklmnopqrstuvwxyz");
    if (length < 2 || length > 3 || !strchr("-", tag[length])) {
        return "";
    }
    memcpy(out, tag, length);
    out[length] = '\0';
    return out;
}
