#include "content/feed/feed_pictures.h"

#include "content/text/address.h"

#include <string.h>
#include <strings.h>

struct gathering {
    struct arena *arena;
    const char *base;
    const char *const *hosts;
    size_t host_count;
    const char **urls;
    size_t count, capacity;
    bool wants_refused;
    bool no_memory;
};

static bool is_allowed(struct gathering *gathering, const char *url)
{
    const char *base = gathering->base;
    if (strncmp(base, "file:///", 8) == 0) {
        const char *slash = strrchr(base, '/');
        return strncmp(url, base, (size_t)(slash + 1 - base)) == 0;
    }
    const char *host = address_host(gathering->arena, url);
    const char *own = address_host(gathering->arena, base);
    if (!host || !own || host[0] == '\0') {
        gathering->no_memory = gathering->no_memory || !host || !own;
        return false;
    }
    if (address_same_root(url, base)) {
        return true;
    }
    return strncasecmp(url, "https://", 8) == 0 &&
           (strcasecmp(host, own) == 0 ||
               address_host_is_among(host, gathering->hosts, gathering->host_count));
}

static void add(struct gathering *gathering, const char *reference)
{
    const char *url = reference[0] != '\0'
                          ? address_resolve(gathering->arena, gathering->base, reference)
                          : NULL;
    if (!url || is_allowed(gathering, url) == gathering->wants_refused) {
        return;
    }
    for (size_t i = 0; i < gathering->count; i++) {
        if (strcmp(gathering->urls[i], url) == 0) {
            return;
        }
    }
    const char **urls = arena_grow(gathering->arena, gathering->urls, gathering->count,
        &gathering->capacity, sizeof *urls);
    if (!urls) {
        gathering->no_memory = true;
        return;
    }
    gathering->urls = urls;
    gathering->urls[gathering->count++] = url;
}

static bool gather(
    struct gathering *gathering, const struct feed *feed, const char ***urls, size_t *count)
{
    add(gathering, feed->logo);
    for (size_t i = 0; i < feed->item_count; i++) {
        add(gathering, feed->items[i].picture);
        for (size_t k = 0; k < feed->items[i].block_count; k++) {
            add(gathering, feed->items[i].blocks[k].url);
        }
    }
    *urls = gathering->urls;
    *count = gathering->count;
    return !gathering->no_memory;
}

bool feed_pictures(const struct feed *feed, const char *base, const char *const *hosts,
    size_t host_count, struct arena *arena, const char ***urls, size_t *count)
{
    struct gathering gathering = {
        .arena = arena, .base = base, .hosts = hosts, .host_count = host_count
    };
    return gather(&gathering, feed, urls, count);
}

bool feed_pictures_refused(const struct feed *feed, const char *base, const char *const *hosts,
    size_t host_count, struct arena *arena, const char ***urls, size_t *count)
{
    struct gathering gathering = { .arena = arena,
        .base = base,
        .hosts = hosts,
        .host_count = host_count,
        .wants_refused = true };
    return gather(&gathering, feed, urls, count);
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
