#include "content/feed/feed_sign.h"

#include <string.h>
#include <strings.h>

/* Behind the string that begins at `at`. */
static size_t skip_string(const char *text, size_t size, size_t at)
{
    for (at++; at < size && text[at] != '"'; at++) {
        at += text[at] == '\\';
    }
    return at + 1;
}

static size_t skip_blank(const char *text, size_t size, size_t at)
{
    while (at < size && text[at] && strchr(" \t\r\n", text[at])) {
        at++;
    }
    return at;
}

/* What native feeds alone have. */
static bool is_own_name(const char *name, size_t size, int depth, bool *has_items)
{
    static const char *const own[] = { "lobbycard", "hotlines" };
    for (size_t i = 0; depth == 1 && i < sizeof own / sizeof *own; i++) {
        if (strlen(own[i]) == size && strncasecmp(name, own[i], size) == 0) {
            return true;
        }
    }
    *has_items = *has_items || (depth == 1 && size == 5 && memcmp(name, "items", 5) == 0);
    return depth == 3 && *has_items && size == 4 && memcmp(name, "kind", 4) == 0;
}

/* What is broken behind it is the native reader's to tell. */
bool feed_is_native(const char *text, size_t size)
{
    bool has_items = false;
    int depth = 0;
    for (size_t at = 0; at < size;) {
        char c = text[at];
        if (c != '"') {
            depth += (c == '{' || c == '[') - (c == '}' || c == ']');
            at++;
            continue;
        }
        size_t end = skip_string(text, size, at), behind = skip_blank(text, size, end);
        bool is_name = behind < size && text[behind] == ':';
        if (is_name && is_own_name(text + at + 1, end - at - 2, depth, &has_items)) {
            return true;
        }
        at = end;
    }
    return false;
}
