#include "address/address.h"
#include "content/feed/feed_members.h"
#include "content/feed/picture_ref.h"
#include "content/guard/guard.h"
#include "content/guard/guard_codes.h"

#include <string.h>

bool guard_allows_picture(const struct guard *guard, const struct picture_ref *picture,
    const char *feed_url, struct error *why)
{
    bool fine = !picture->hides_codes;
    struct arena scratch;
    arena_init(&scratch);
    if (!fine && picture->is_searched) {
        error_set(why, "there is a code in it that nobody can judge");
    } else if (!fine) {
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
    const struct picture_ref *picture;
    struct arena scratch;
    bool no_memory;
};

static bool is_another(void *context, const struct feed_member *member, const char *reference)
{
    struct judging *judging = context;
    const char *address = member->type == FEED_PICTURE && *reference
                              ? address_resolve(&judging->scratch, judging->url, reference)
                              : NULL;
    return !address || strcmp(address, judging->picture->url) != 0;
}

/* The first member that has the picture, or NULL. */
static const struct feed_member *member_with_it(
    struct judging *judging, const struct feed_object *of, const void *object)
{
    const struct feed_visitor visitor = { is_another, judging };
    for (size_t i = 0; i < of->count; i++) {
        if (!feed_visit_member(&of->members[i], object, &visitor)) {
            return &of->members[i];
        }
    }
    return NULL;
}

static void hold(
    struct judging *judging, const char *item, const char *pointer, const struct error *why)
{
    const struct picture_ref *picture = judging->picture;
    struct feed *feed = judging->feed;
    const char *reason = pointer ? arena_printf(&judging->scratch, "%s: picture %s: %s",
                                       pointer, picture->url, why->text)
                                 : NULL;
    if (!feed_hold(feed, item, pointer, reason, false)) {
        judging->no_memory = true;
        return;
    }
    const struct finding finding = { FINDING_ERROR, FINDING_LINK, pointer, item, NULL };
    findings_add(&feed->findings, &finding, "picture %s: %s", picture->url, why->text);
}

/* What is made of that picture is held back, what only has it beside its text is told. */
static void hold_picture(struct judging *judging, const struct error *why)
{
    struct feed *feed = judging->feed;
    struct item *kept = arena_array(&feed->arena, feed->item_count, sizeof *kept);
    size_t count = 0;
    const struct feed_member *member = member_with_it(judging, &feed_site, feed);
    if (member) {
        hold(judging, NULL, arena_printf(&judging->scratch, "/site/%s", member->name), why);
    }
    for (size_t i = 0; kept && i < feed->item_count; i++) {
        const struct item *item = &feed->items[i];
        member = member_with_it(judging, &feed_item, item);
        if (member) {
            hold(judging, item->id,
                arena_printf(&judging->scratch, "/items/%zu/%s", item->index, member->name),
                why);
        }
        if (!member || member->type != FEED_PICTURE) {
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
    for (size_t i = 0; i < *count && !judging.no_memory; i++) {
        struct error why;
        judging.picture = &pictures[i];
        if (guard_allows_picture(guard, &pictures[i], url, &why)) {
            pictures[fine++] = pictures[i];
        } else {
            hold_picture(&judging, &why);
        }
    }
    *count = fine;
    arena_finish(&judging.scratch);
    return !judging.no_memory;
}
