#include "adapter/adapter.h"

#include "base/utf8.h"
#include "content/feed/feed_sign.h"

#include <string.h>

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

/* Nothing has to be made of its bytes before they are read. */
static bool is_plain(const struct bytes *document)
{
    static const char mark[] = "\xEF\xBB\xBF";
    bool has_mark = document->size >= 3 && memcmp(document->data, mark, 3) == 0;
    return document->size == 0 ||
           (!has_mark && !memchr(document->data, '\0', document->size) &&
               utf8_valid_prefix(document->data, document->size) == document->size &&
               !utf8_is_chance(document->data, document->size));
}

bool adapter_is_needed(const struct adapter_wish *wish, const struct bytes *document)
{
    const char *native = config_format_name(SOURCE_NATIVE);
    const char *open = config_format_name(SOURCE_AUTO);
    bool is_native =
        strcmp(wish->format, native) == 0 ||
        (strcmp(wish->format, open) == 0 && feed_is_native(document->data, document->size));
    return !is_native || *wish->charset || !is_plain(document);
}
