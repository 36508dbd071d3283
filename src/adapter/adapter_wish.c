#include "adapter/adapter.h"

#include <string.h>
#include <strings.h>

struct adapter_wish adapter_wish_usual(const struct config *config, int64_t now_ms)
{
    return (struct adapter_wish) { .format = "auto",
        .take = ADAPTER_USUAL_TAKE,
        .kind = "article",
        .charset = "",
        .content_type = "",
        .base = "",
        .zone = config->screen.timezone,
        .now_ms = now_ms };
}

struct adapter_wish adapter_wish_of(
    const struct config *config, const struct config_source *source, int64_t now_ms)
{
    struct adapter_wish wish = adapter_wish_usual(config, now_ms);
    wish.format = config_format_name(source->format);
    wish.map = config_map_of(config, source);
    wish.take = source->take;
    wish.kind = source->kind == SOURCE_NOTICES  ? "notice"
                : source->kind == SOURCE_TABLES ? "table"
                                                : "article";
    wish.charset = source->charset;
    wish.base = source->url;
    if (wish.map && source->format == SOURCE_AUTO) {
        wish.format = config_format_name(SOURCE_MAPPED);
    }
    return wish;
}

/* Behind the string that begins at `at`. */
static size_t skip_string(const struct bytes *document, size_t at)
{
    for (at++; at < document->size && document->data[at] != '"'; at++) {
        at += document->data[at] == '\\';
    }
    return at + 1;
}

static size_t skip_blank(const struct bytes *document, size_t at)
{
    while (at < document->size && strchr(" \t\r\n", document->data[at]) && document->data[at]) {
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

/* Not parsed: what is broken behind it is the native reader's to tell. */
static bool is_native(const struct bytes *document)
{
    static const char mark[] = "\xEF\xBB\xBF";
    bool has_mark = document->size > 3 && memcmp(document->data, mark, 3) == 0;
    bool has_items = false;
    int depth = 0;
    size_t at = skip_blank(document, has_mark ? 3 : 0);
    while (at < document->size) {
        char c = document->data[at];
        if (c != '"') {
            depth += (c == '{' || c == '[') - (c == '}' || c == ']');
            at++;
            continue;
        }
        size_t end = skip_string(document, at), behind = skip_blank(document, end);
        bool is_name = behind < document->size && document->data[behind] == ':';
        if (is_name && is_own_name(document->data + at + 1, end - at - 2, depth, &has_items)) {
            return true;
        }
        at = end;
    }
    return false;
}

bool adapter_is_needed(const struct adapter_wish *wish, const struct bytes *document)
{
    return strcmp(wish->format, config_format_name(SOURCE_NATIVE)) != 0 &&
           (strcmp(wish->format, config_format_name(SOURCE_AUTO)) != 0 || !is_native(document));
}
