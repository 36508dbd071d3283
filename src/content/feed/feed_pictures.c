#include "content/feed/feed_pictures.h"

#include "address/address.h"
#include "content/feed/feed_members.h"

#include <string.h>

struct gathering {
    const struct feed_pictures_query *query;
    struct arena *arena;
    const char **urls;
    size_t count, capacity;
    bool no_memory;
};

static bool is_allowed(struct gathering *gathering, const char *url)
{
    const char *base = gathering->query->base;
    struct address address, own;
    if (!address_parse(url, &address) || !address_parse(base, &own)) {
        return false;
    }
    if (address_has_scheme(&own, "file")) {
        const char *slash = memrchr(own.path.text, '/', own.path.size);
        return slash && strncmp(url, base, (size_t)(slash + 1 - base)) == 0;
    }
    if (address_same_origin(gathering->arena, url, base)) {
        return true;
    }
    const char *host = arena_strndup(gathering->arena, address.host.text, address.host.size);
    gathering->no_memory = gathering->no_memory || gathering->arena->has_failed;
    return host && *host && address_has_scheme(&address, "https") &&
           (address_same_host(&address, &own) ||
               address_host_is_among(
                   host, gathering->query->hosts, gathering->query->host_count));
}

static bool add(void *context, const struct feed_member *member, const char *reference)
{
    struct gathering *gathering = context;
    const char *url = member->type == FEED_PICTURE && reference[0] != '\0'
                          ? address_resolve(gathering->arena, gathering->query->base, reference)
                          : NULL;
    if (!url || is_allowed(gathering, url) == gathering->query->wants_refused) {
        return true;
    }
    for (size_t i = 0; i < gathering->count; i++) {
        if (strcmp(gathering->urls[i], url) == 0) {
            return true;
        }
    }
    const char **urls = arena_grow(gathering->arena, gathering->urls, gathering->count,
        &gathering->capacity, sizeof *urls);
    if (!urls) {
        gathering->no_memory = true;
        return false;
    }
    gathering->urls = urls;
    gathering->urls[gathering->count++] = url;
    return true;
}

bool feed_pictures(const struct feed_pictures_query *query, struct arena *arena,
    const char ***urls, size_t *count)
{
    struct gathering gathering = { .query = query, .arena = arena };
    const struct feed_visitor visitor = { add, &gathering };
    feed_visit(&feed_document, query->feed, &visitor);
    *urls = gathering.urls;
    *count = gathering.count;
    return !gathering.no_memory;
}

const struct picture_ref *picture_ref_find(
    const struct picture_ref *list, size_t count, const char *url)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].url, url) == 0) {
            return &list[i];
        }
    }
    return NULL;
}
