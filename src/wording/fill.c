#include "wording/fill.h"

#include <string.h>

const char *wording_fill(
    struct arena *arena, const char *pattern, const struct wording_field *fields, size_t count)
{
    const char *text = "";
    for (const char *at = pattern; text && *at;) {
        size_t plain = strcspn(at, "{"), name = at[plain] ? strcspn(at + plain + 1, "}") : 0;
        const char *given = "";
        for (size_t i = 0; name > 0 && i < count; i++) {
            if (strlen(fields[i].name) == name &&
                strncmp(at + plain + 1, fields[i].name, name) == 0) {
                given = fields[i].text;
            }
        }
        text = given ? arena_printf(arena, "%s%.*s%s", text, (int)plain, at, given) : NULL;
        at += plain + (at[plain] ? name + 2 : 0);
    }
    return text;
}
