#include "content/guard/guard.h"

#include "address/address.h"
#include "content/feed/feed_members.h"
#include "content/guard/guard_deny.h"
#include "content/guard/guard_links.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct guard {
    struct arena arena;
    struct text_folder *folder;
    struct deny deny;
    struct link_rules links;
    const char **identity; /* folded */
    size_t identity_count;
    const char **hotlines; /* digits alone */
    size_t hotline_count;
};

/* A feed while it is looked at. `why` is of the thing being looked at. */
struct looking {
    const struct guard *guard;
    struct feed *feed;
    const char *url; /* of the feed */
    struct arena scratch;
    enum finding_code code;
    struct error why;
    bool no_memory;
};

/* A number's digits without the country's code, so that spelling does not matter. */
static const char *digits_of(struct arena *arena, const char *number)
{
    char *digits = arena_alloc(arena, strlen(number) + 1);
    size_t size = 0;
    if (digits && strncmp(number, "+86", 3) == 0) {
        number += 3 + strcspn(number + 3, "0123456789");
        /* Area codes have no 0 then. Mobile numbers are 13 to 19, Beijing is 010. */
        bool is_mobile = number[0] == '1' && number[1] != '0';
        bool is_free = strncmp(number, "400", 3) == 0 || strncmp(number, "800", 3) == 0;
        if (*number && *number != '0' && !is_mobile && !is_free) {
            digits[size++] = '0';
        }
    }
    for (; digits && *number; number++) {
        if (*number >= '0' && *number <= '9') {
            digits[size++] = *number;
        }
    }
    return digits;
}

static bool fill(struct guard *guard, const struct guard_setup *setup, struct error *error)
{
    guard->identity = arena_array(&guard->arena, setup->identity_count, sizeof(char *));
    guard->hotlines = arena_array(&guard->arena, setup->hotline_count, sizeof(char *));
    if (!guard->identity || !guard->hotlines) {
        return error_set(error, "out of memory");
    }
    for (size_t i = 0; i < setup->identity_count; i++) {
        const char *folded = text_folder_fold(guard->folder, &guard->arena, setup->identity[i]);
        if (!folded || !*folded) {
            return error_set(error, "[guard] identity: no name: %s", setup->identity[i]);
        }
        guard->identity[guard->identity_count++] = folded;
    }
    for (size_t i = 0; i < setup->hotline_count; i++) {
        const char *digits = digits_of(&guard->arena, setup->hotlines[i]);
        if (!digits || !*digits) {
            return error_set(error, "[guard] hotlines: no number: %s", setup->hotlines[i]);
        }
        guard->hotlines[guard->hotline_count++] = digits;
    }
    guard->deny.arena = &guard->arena;
    guard->deny.folder = guard->folder;
    for (size_t i = 0; i < setup->deny_count; i++) {
        if (!deny_load(&guard->deny, setup->deny[i], error)) {
            return false;
        }
    }
    guard->links.folder = guard->folder;
    for (size_t i = 0; i < setup->host_count; i++) {
        if (!link_rules_add(&guard->links, &guard->arena, setup->hosts[i], error)) {
            return false;
        }
    }
    return true;
}

struct guard *guard_create(const struct guard_setup *setup, struct error *error)
{
    struct guard *guard = calloc(1, sizeof *guard);
    if (!guard) {
        error_set(error, "out of memory");
        return NULL;
    }
    arena_init(&guard->arena);
    guard->folder = text_folder_create(error);
    if (!guard->folder || !fill(guard, setup, error)) {
        guard_destroy(guard);
        guard = NULL;
    }
    return guard;
}

void guard_destroy(struct guard *guard)
{
    if (guard) {
        deny_finish(&guard->deny);
        text_folder_destroy(guard->folder);
        arena_finish(&guard->arena);
    }
    free(guard);
}

static void hold(struct looking *looking, const char *item, const char *pointer)
{
    struct feed *feed = looking->feed;
    const char *reason = arena_printf(&looking->scratch, "%s: %s", pointer, looking->why.text);
    if (!feed_hold(feed, item, pointer, reason, false)) {
        looking->no_memory = true;
        return;
    }
    const struct finding finding = { FINDING_ERROR, looking->code, pointer, item, NULL };
    findings_add(&feed->findings, &finding, "%s", looking->why.text);
}

/* Each check returns whether all is well, or says why not. */
static bool text_is_fine(struct looking *looking, const char *text)
{
    const struct guard *guard = looking->guard;
    looking->code = FINDING_DENIED;
    const char *folded = guard->deny.count && *text
                             ? text_folder_fold(guard->folder, &looking->scratch, text)
                             : "";
    if (!folded) {
        looking->no_memory = true;
        return error_set(&looking->why, "out of memory");
    }
    bool is_ended = false;
    const struct deny_rule *rule = *folded ? deny_find(&guard->deny, folded, &is_ended) : NULL;
    if (rule && is_ended) {
        return error_set(&looking->why,
            "held back because the expression in the deny list %s, line %d, ran too long on it: "
            "write it without one repetition inside of another",
            rule->list, rule->line);
    }
    return !rule || error_set(&looking->why, "held back by the deny list %s, line %d",
                        rule->list, rule->line);
}

static bool address_is_fine(struct looking *looking, const char *url)
{
    looking->code = FINDING_LINK;
    return guard_allows(looking->guard, &looking->scratch, url, looking->url, &looking->why);
}

/* A picture is fetched, not followed by people: what may be asked for the feed may be asked for
 * it. */
static bool picture_is_fine(struct looking *looking, const char *url)
{
    bool is_own = address_same_origin(&looking->scratch, url, looking->url);
    looking->no_memory = looking->no_memory || looking->scratch.has_failed;
    return is_own || address_is_fine(looking, url);
}

bool guard_allows(const struct guard *guard, struct arena *scratch, const char *address,
    const char *feed_url, struct error *why)
{
    return link_rules_allow(&guard->links, scratch, address, feed_url, why);
}

bool guard_allows_number(
    const struct guard *guard, struct arena *scratch, const char *number, struct error *why)
{
    const char *digits = digits_of(scratch, number);
    for (size_t i = 0; digits && i < guard->hotline_count; i++) {
        if (strncmp(digits, guard->hotlines[i], strlen(guard->hotlines[i])) == 0) {
            return true;
        }
    }
    return digits ? guard->hotline_count == 0 ||
                        error_set(why, "%s is not one of [guard] hotlines", number)
                  : error_set(why, "out of memory");
}

static bool number_is_fine(struct looking *looking, const char *number)
{
    looking->code = FINDING_HOTLINE;
    bool fine = guard_allows_number(looking->guard, &looking->scratch, number, &looking->why);
    looking->no_memory = looking->no_memory || looking->scratch.has_failed;
    return fine;
}

/* Whether the feed is this campus's at all. */
static bool identify(struct looking *looking, struct error *error)
{
    const struct guard *guard = looking->guard;
    const char *name = looking->feed->site_name;
    const char *folded = text_folder_fold(guard->folder, &looking->scratch, name);
    if (!folded) {
        return error_set(error, "out of memory");
    }
    bool known = guard->identity_count == 0 || !*name;
    for (size_t i = 0; !known && i < guard->identity_count; i++) {
        known = strcmp(folded, guard->identity[i]) == 0;
    }
    if (!known) {
        return error_set(error,
            "/site/name: \"%.120s\" is not one of [guard] identity: the feed is refused whole",
            name);
    }
    if (!text_is_fine(looking, name)) {
        return error_set(error, "/site/name: %s", looking->why.text);
    }
    return true;
}

static bool is_fine(void *context, const struct feed_member *member, const char *value)
{
    struct looking *looking = context;
    if (!(member->flags & JUDGED)) {
        return true;
    }
    switch (member->type) {
    case FEED_ADDRESS:
        return address_is_fine(looking, value);
    case FEED_PICTURE:
        return picture_is_fine(looking, value);
    case FEED_PHONE:
        return number_is_fine(looking, value);
    default:
        return text_is_fine(looking, value);
    }
}

/* The first member that is not fine, or NULL; not among those that are held one by one. */
static const struct feed_member *fault_of(
    struct looking *looking, const struct feed_object *of, const void *object)
{
    const struct feed_visitor visitor = { is_fine, looking };
    for (size_t i = 0; i < of->count; i++) {
        const struct feed_member *member = &of->members[i];
        if (!(member->flags & ALONE) && !feed_visit_member(member, object, &visitor)) {
            return member;
        }
    }
    return NULL;
}

static void sift_lines(
    struct looking *looking, const struct feed_member *list, void *owner, const char *pointer)
{
    size_t all, count = 0;
    const char *const *lines = feed_elements(list, owner, &all);
    const char **kept = arena_array(&looking->feed->arena, all, sizeof *kept);
    for (size_t i = 0; kept && i < all; i++) {
        if (is_fine(looking, list, lines[i])) {
            kept[count++] = lines[i];
        } else {
            hold(looking, NULL, pointer);
        }
    }
    looking->no_memory = looking->no_memory || !kept;
    feed_set_elements(list, owner, kept, count);
}

static void sift(
    struct looking *looking, const struct feed_member *list, void *owner, const char *pointer);

/* Holds the element back, or leaves of its own lists what may be shown: false when nothing is
 * left of one. */
static bool is_kept(
    struct looking *looking, const struct feed_object *of, char *element, const char *pointer)
{
    const struct feed_member *fault = fault_of(looking, of, element);
    const char *id = NULL;
    char place[128];
    size_t index = 0, left = 1;
    memcpy(&index, element + of->index_offset, of->has_index ? sizeof index : 0);
    memcpy(&id, element + of->id_offset, of->has_id ? sizeof id : 0);
    int length = of->has_index ? snprintf(place, sizeof place, "%s/%zu", pointer, index)
                               : snprintf(place, sizeof place, "%s", pointer);
    if (fault && id) {
        snprintf(place + length, sizeof place - (size_t)length, "/%s", fault->name);
    }
    if (fault) {
        hold(looking, id, place);
        return false;
    }
    for (size_t i = 0; left > 0 && i < of->count; i++) {
        if (of->members[i].flags & ALONE) {
            sift(looking, &of->members[i], element, place);
            feed_elements(&of->members[i], element, &left);
        }
    }
    return left > 0;
}

/* Leaves of a list what may be shown. */
static void sift(
    struct looking *looking, const struct feed_member *list, void *owner, const char *pointer)
{
    size_t all, count = 0, size = list->of->size;
    const char *elements = feed_elements(list, owner, &all);
    char *kept = arena_array(&looking->feed->arena, all, size);
    for (size_t i = 0; kept && i < all && !looking->no_memory; i++) {
        char *element = memcpy(kept + count * size, elements + i * size, size);
        count += is_kept(looking, list->of, element, pointer);
        /* A folded copy is of use once: a large feed must not keep all of them. */
        arena_finish(&looking->scratch);
        arena_init(&looking->scratch);
    }
    looking->no_memory = looking->no_memory || !kept;
    feed_set_elements(list, owner, kept, count);
}

/* Leaves of the document what may be shown. */
static void look_at(
    struct looking *looking, const struct feed_object *of, struct feed *feed, const char *outer)
{
    const struct feed_visitor visitor = { is_fine, looking };
    for (size_t i = 0; i < of->count && !looking->no_memory; i++) {
        const struct feed_member *member = &of->members[i];
        char pointer[64];
        snprintf(pointer, sizeof pointer, "%s/%s", outer, member->name);
        if (member->type == FEED_OBJECT) {
            look_at(looking, member->of, feed, pointer);
        } else if (member->type == FEED_LINES) {
            sift_lines(looking, member, feed, pointer);
        } else if (member->type == FEED_LIST) {
            sift(looking, member, feed, pointer);
        } else if (!(member->flags & WHOLE) && !feed_visit_member(member, feed, &visitor)) {
            hold(looking, NULL, pointer);
            *(const char **)((char *)feed + member->offset) = "";
        }
    }
}

bool guard_apply(
    const struct guard *guard, struct feed *feed, const char *url, struct error *error)
{
    struct looking looking = { .guard = guard, .feed = feed, .url = url };
    if (!guard) {
        return true;
    }
    arena_init(&looking.scratch);
    bool done = identify(&looking, error);
    /* Of one that is refused `check` tells all the same what else is wrong. */
    look_at(&looking, &feed_document, feed, "");
    if (looking.no_memory) {
        done = error_set(error, "out of memory");
    }
    arena_finish(&looking.scratch);
    return done;
}
