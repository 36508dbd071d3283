#include "wording/wording.h"

#include "wording/fill.h"

const char *wording_say(struct arena *arena, const struct wording *wording, enum word word,
    const char *one, const char *two)
{
    const struct wording_field fields[] = { { "1", one }, { "2", two } };
    return wording_fill(arena, wording->words[word], fields, 2);
}

const char *wording_count(
    struct arena *arena, const struct wording *wording, enum counted counted, int64_t count)
{
    const struct wording_field number = { "1", arena_printf(arena, "%lld", (long long)count) };
    return wording_fill(arena, wording->counts[counted][wording->plural_of(count)], &number, 1);
}
