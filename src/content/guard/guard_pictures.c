#include "content/feed/picture_ref.h"
#include "content/guard/guard.h"
#include "content/guard/guard_codes.h"
#include "content/text/address.h"

#include <string.h>

bool guard_allows_picture(const struct guard *guard, const struct picture_ref *picture,
    const char *feed_url, struct error *why)
{
    bool fine = !picture->hides_codes;
    struct arena scratch;
    arena_init(&scratch);
    if (!fine) {
        error_set(why, "nobody can tell which codes are in it");
    }
    for (const char *line = picture->codes; fine && line && *line;) {
        size_t size = strcspn(line, "\n");
        const char *code = arena_strndup(&scratch, line, size);
        fine = code ? code_is_allowed(guard, &scratch, code, feed_url, why)
                    : error_set(why, "out of memory");
        if (!fine) {
            error_wrap(why, "a code in it");
        }
        line += size + (line[size] == '\n');
    }
    arena_finish(&scratch);
    return fine;
}

struct judging {
    struct feed *feed;
    const char *url; /* of the feed */
    struct arena scratch;
    struct held_item *held;
    size_t held_capacity;
    bool no_memory;
};

static bool is_it(
    struct judging *judging, const char *reference, const struct picture_ref *picture)
{
    const char *address =
        *reference ? address_resolve(&judging->scratch, judging->url, reference) : NULL;
    return address && strcmp(address, picture->url) == 0;
}

static void hold(struct judging *judging, const char *item, const char *pointer,
    const struct picture_ref *picture, const struct error *why)
{
    struct feed *feed = judging->feed;
    struct held_item *held = arena_grow(
        &feed->arena, judging->held, feed->held_count, &judging->held_capacity, sizeof *held);
    const char *name = arena_strdup(&feed->arena, item ? item : pointer);
    const char *reason =
        arena_printf(&feed->arena, "%s: picture %s: %s", pointer, picture->url, why->text);
    if (!held || !name || !reason) {
        judging->no_memory = true;
        return;
    }
    feed->held = judging->held = held;
    held[feed->held_count++] = (struct held_item) { .item = name, .reason = reason };
    findings_add(&feed->findings, FINDING_ERROR, FINDING_LINK, pointer, item, "picture %s: %s",
        picture->url, why->text);
}

static bool has_block(
    struct judging *judging, const struct item *item, const struct picture_ref *picture)
{
    for (size_t i = 0; i < item->block_count; i++) {
        if (is_it(judging, item->blocks[i].url, picture)) {
            return true;
        }
    }
    return false;
}

/* What is made of that picture is held back, what only has it beside its text is told. */
static void hold_picture(
    struct judging *judging, const struct picture_ref *picture, const struct error *why)
{
    struct feed *feed = judging->feed;
    struct item *kept = arena_array(&feed->arena, feed->item_count, sizeof *kept);
    size_t count = 0;
    if (is_it(judging, feed->logo, picture)) {
        hold(judging, NULL, "/site/logo", picture, why);
    }
    for (size_t i = 0; kept && i < feed->item_count; i++) {
        const struct item *item = &feed->items[i];
        bool is_picture = is_it(judging, item->picture, picture);
        const char *pointer = arena_printf(
            &judging->scratch, "/items/%zu/%s", item->index, is_picture ? "image" : "body");
        if (!pointer) {
            judging->no_memory = true;
        } else if (is_picture || has_block(judging, item, picture)) {
            hold(judging, item->id, pointer, picture, why);
        }
        if (!is_picture) {
            kept[count++] = *item;
        }
    }
    judging->no_memory = judging->no_memory || !kept;
    feed->items = kept;
    feed->item_count = count;
}

bool guard_apply_to_pictures(const struct guard *guard, struct feed *feed, const char *url,
    struct picture_ref *pictures, size_t *count)
{
    size_t fine = 0;
    struct judging judging = { .feed = feed, .url = url };
    if (!guard) {
        return true;
    }
    arena_init(&judging.scratch);
    judging.held_capacity = feed->held_count + 1;
    judging.held = arena_array(&feed->arena, judging.held_capacity, sizeof *judging.held);
    judging.no_memory = !judging.held;
    if (judging.held && feed->held_count) {
        memcpy(judging.held, feed->held, feed->held_count * sizeof *feed->held);
    }
    for (size_t i = 0; i < *count && !judging.no_memory; i++) {
        struct error why;
        if (guard_allows_picture(guard, &pictures[i], url, &why)) {
            pictures[fine++] = pictures[i];
        } else {
            hold_picture(&judging, &pictures[i], &why);
        }
    }
    *count = fine;
    arena_finish(&judging.scratch);
    return !judging.no_memory;
}
