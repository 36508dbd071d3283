#include "content/text/markup/text_picture.h"

#include <string.h>
#include <strings.h>

enum { ADDRESS_MAX = 2048 };

/* What stands behind `name` and "=" in a tag, in quotes of either kind or in none. */
static const char *attribute(
    struct arena *arena, const char *tag, size_t size, const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 1; i + length < size; i++) {
        bool is_it = strchr(" \t\r\n/", tag[i - 1]) && strncasecmp(tag + i, name, length) == 0;
        size_t at = i + length + strspn(tag + i + length, " ");
        if (!is_it || at >= size || tag[at] != '=') {
            continue;
        }
        at += 1 + strspn(tag + at + 1, " ");
        const char quote = at < size ? tag[at] : '\0';
        bool is_quoted = quote == '"' || quote == '\'';
        const char ends[] = { quote, '\0' };
        at += is_quoted;
        size_t value = strcspn(tag + at, is_quoted ? ends : " \t\r\n>");
        return arena_strndup(arena, tag + at, at + value <= size ? value : size - at);
    }
    return "";
}

/* A page that loads its pictures late has their addresses elsewhere. */
static bool read_tag(
    struct arena *arena, const char *text, const char *tag, struct text_picture *out)
{
    const char *end = strchr(tag, '>');
    size_t size = end ? (size_t)(end - tag) : strlen(tag);
    const char *late = attribute(arena, tag, size, "data-src");
    const char *address = late && *late ? late : attribute(arena, tag, size, "src");
    *out = (struct text_picture) { .at = (size_t)(tag - text),
        .end = (size_t)(tag - text) + size + (end ? 1 : 0),
        .address = address && strncasecmp(address, "data:", 5) != 0 ? address : "" };
    return address;
}

/* Up to one of the ends, no further than anybody writes: of a hostile text each sign is looked
 * at. */
static size_t size_before(const char *text, const char *ends)
{
    size_t size = 0;
    while (size < ADDRESS_MAX && text[size] && !strchr(ends, text[size])) {
        size++;
    }
    return size;
}

static bool read_mark(
    struct arena *arena, const char *text, const char *mark, struct text_picture *out)
{
    const char *address = mark + 2 + size_before(mark + 2, "]\n");
    if (strncmp(address, "](", 2) != 0) {
        return false;
    }
    address += 2;
    size_t size = size_before(address, " )\n"), all = size_before(address, ")\n");
    if (size == 0 || address[all] != ')') {
        return false;
    }
    *out = (struct text_picture) { .at = (size_t)(mark - text),
        .end = (size_t)(address + all + 1 - text),
        .address = arena_strndup(arena, address, size) };
    return out->address;
}

bool text_picture_find(
    struct arena *arena, const char *text, size_t from, struct text_picture *out)
{
    for (const char *at = text + from; (at = strpbrk(at, "<!")); at++) {
        if (strncasecmp(at, "<img", 4) == 0
                ? read_tag(arena, text, at, out)
                : strncmp(at, "![", 2) == 0 && read_mark(arena, text, at, out)) {
            return true;
        }
    }
    return false;
}
