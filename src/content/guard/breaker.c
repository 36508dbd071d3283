#include "content/guard/breaker.h"

#include "base/bytes.h"
#include "content/feed/feed_members.h"
#include "content/guard/breaker_phrase.h"
#include "content/guard/breaker_site.h"
#include "content/text/normalise.h"

#include <stdlib.h>
#include <string.h>

/* A feed of fewer items is changed by half every day. */
enum { SHARE_ITEMS_MIN = 5 };

/* What is compared of one feed. */
struct side {
    const struct feed *feed;
    struct phrase_texts texts; /* the first one is the site's */
    uint64_t *marks;           /* of the items, sorted */
    size_t mark_count;
};

struct comparing {
    struct arena scratch;
    struct arena
        folding; /* of one item: a large feed must not keep what it was folded through */
    struct text_folder *folder;
    struct bytes text;
};

static bool add_text(void *context, const struct feed_member *member, const char *text)
{
    struct comparing *comparing = context;
    bool is_prose =
        member->type == FEED_LINE || member->type == FEED_TEXT || member->type == FEED_LINES;
    if (!is_prose || !(member->flags & COMPARED) || !*text) {
        return true;
    }
    const char *folded = text_folder_fold(comparing->folder, &comparing->folding, text);
    return folded && (!*folded || bytes_print(&comparing->text, "%s\n", folded));
}

static bool add_texts(
    struct comparing *comparing, const struct feed_object *of, const void *object)
{
    const struct feed_visitor visitor = { add_text, comparing };
    bool done = true;
    for (size_t i = 0; done && i < of->count; i++) {
        /* Items are compared each for itself. */
        done = of->members[i].of == &feed_item ||
               feed_visit_member(&of->members[i], object, &visitor);
    }
    return done;
}

static uint64_t mix(uint64_t mark, const char *text)
{
    for (; *text; text++) {
        mark = (mark ^ (unsigned char)*text) * 0x100000001B3;
    }
    return (mark ^ '\n') * 0x100000001B3;
}

static bool mix_address(void *context, const struct feed_member *member, const char *address)
{
    uint64_t *mark = context;
    bool is_address = member->type == FEED_ADDRESS || member->type == FEED_PICTURE;
    *mark = is_address && member->flags & COMPARED ? mix(*mark, address) : *mark;
    return true;
}

/* The item as readers see it. Its digits do not count, so that a counter of visits or a date is
 * no news; nor do its id, its day, and when it is shown. */
static uint64_t mark_item(const struct item *item, char *folded)
{
    char *out = folded;
    for (const char *in = folded; *in; in++) {
        if (*in < '0' || *in > '9') {
            *out++ = *in;
        }
    }
    *out = '\0';
    uint64_t mark = mix(0xCBF29CE484222325 + (uint64_t)item->kind, folded);
    const struct feed_visitor visitor = { mix_address, &mark };
    feed_visit(&feed_item, item, &visitor);
    return mark;
}

static int compare_marks(const void *a, const void *b)
{
    const uint64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* Moves what was gathered to the side's texts. */
static char *keep_text(struct comparing *comparing, struct side *side)
{
    const char *text = comparing->text.data ? comparing->text.data : "";
    const char *kept = arena_strdup(&comparing->scratch, text);
    char *copy = arena_strdup(&comparing->scratch, text);
    bytes_clear(&comparing->text);
    arena_finish(&comparing->folding);
    arena_init(&comparing->folding);
    side->texts.list[side->texts.count] = kept;
    side->texts.count += kept && copy;
    return kept ? copy : NULL;
}

static bool read_side(struct comparing *comparing, const struct feed *feed, struct side *side)
{
    struct arena *scratch = &comparing->scratch;
    *side = (struct side) { .feed = feed };
    side->texts.list = arena_array(scratch, feed->item_count + 1, sizeof(char *));
    side->marks = arena_array(scratch, feed->item_count, sizeof *side->marks);
    if (!side->texts.list || !side->marks || !add_texts(comparing, &feed_document, feed) ||
        !keep_text(comparing, side)) {
        return false;
    }
    for (size_t i = 0; i < feed->item_count; i++) {
        const struct item *item = &feed->items[i];
        if (item->kind == ITEM_ALERT) {
            continue;
        }
        char *text = add_texts(comparing, &feed_item, item) ? keep_text(comparing, side) : NULL;
        if (!text) {
            return false;
        }
        side->marks[side->mark_count++] = mark_item(item, text);
    }
    qsort(side->marks, side->mark_count, sizeof *side->marks, compare_marks);
    return true;
}

static bool share_passes(const struct breaker_rules *rules, const struct side *good,
    const struct side *fresh, struct error *why)
{
    size_t same = 0, i = 0, k = 0;
    size_t all = good->mark_count > fresh->mark_count ? good->mark_count : fresh->mark_count;
    while (i < good->mark_count && k < fresh->mark_count) {
        int order = compare_marks(&good->marks[i], &fresh->marks[k]);
        same += order == 0;
        i += order <= 0;
        k += order >= 0;
    }
    size_t changed = all - same;
    if (rules->any_share || good->mark_count < SHARE_ITEMS_MIN ||
        changed * 100 <= all * (size_t)rules->share_pct) {
        return true;
    }
    return error_set(why, "%zu of %zu items changed at once", changed, all);
}

static bool phrase_passes(struct comparing *comparing, const struct side *good,
    const struct side *fresh, struct error *why)
{
    struct phrase_found found;
    if (!phrase_find(&comparing->scratch, &good->texts, &fresh->texts, &found)) {
        return error_set(why, "out of memory");
    }
    return !found.phrase ||
           error_set(why, "\"%s\" has taken the place of other words in %zu of %zu items",
               found.phrase, found.items, fresh->texts.count);
}

static bool has_number(const struct hotline *hotline, const char *number)
{
    for (size_t i = 0; i < hotline->phone_count; i++) {
        if (strcmp(hotline->phones[i].number, number) == 0) {
            return true;
        }
    }
    return false;
}

/* Known: under this label before, or under one that is gone or new, as when it is reworded. */
static bool number_is_known(
    const struct feed *good, const struct hotline *hotline, const char *number)
{
    bool label_is_known = false, is_there = false, is_here = false;
    for (size_t i = 0; i < good->hotline_count; i++) {
        bool same_label = strcmp(good->hotlines[i].label, hotline->label) == 0;
        bool has = has_number(&good->hotlines[i], number);
        label_is_known = label_is_known || same_label;
        is_here = is_here || (same_label && has);
        is_there = is_there || has;
    }
    return is_here || (is_there && !label_is_known);
}

static bool hotlines_pass(const struct feed *good, const struct feed *fresh, struct error *why)
{
    for (size_t i = 0; i < fresh->hotline_count; i++) {
        const struct hotline *hotline = &fresh->hotlines[i];
        for (size_t k = 0; k < hotline->phone_count; k++) {
            const char *number = hotline->phones[k].number;
            if (!number_is_known(good, hotline, number)) {
                return error_set(
                    why, "hotline \"%s\" has a new number: %s", hotline->label, number);
            }
        }
    }
    return true;
}

bool breaker_passes(const struct breaker_rules *rules, const struct feed *good,
    const struct feed *fresh, struct error *why)
{
    bool passes = false;
    struct comparing comparing = { 0 };
    struct side before, after;
    arena_init(&comparing.scratch);
    arena_init(&comparing.folding);
    bytes_init(&comparing.text);
    comparing.folder = text_folder_create(why);
    if (!comparing.folder) {
        goto out;
    }
    if (!read_side(&comparing, good, &before) || !read_side(&comparing, fresh, &after)) {
        error_set(why, "out of memory");
        goto out;
    }
    passes = phrase_passes(&comparing, &before, &after, why) &&
             share_passes(rules, &before, &after, why) &&
             (rules->hotlines_are_pinned || hotlines_pass(good, fresh, why)) &&
             site_passes(comparing.folder, &comparing.scratch, good, fresh, why);
out:
    text_folder_destroy(comparing.folder);
    bytes_finish(&comparing.text);
    arena_finish(&comparing.folding);
    arena_finish(&comparing.scratch);
    return passes;
}
