#include "content/guard/guard.h"

#include "content/guard/guard_beside.h"
#include "content/guard/guard_identity.h"
#include "content/guard/guard_looking.h"
#include "content/guard/guard_texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum phone_plan guard_phones(const struct guard *guard)
{
    return guard ? guard->phones : PHONE_PLAN_UNSAID;
}

void guard_digest(const struct guard *guard, struct digest *digest)
{
    if (guard) {
        words_digest(guard->words, digest);
    }
}

static bool fill(struct guard *guard, const struct guard_setup *setup, struct error *error)
{
    guard->phones = setup->phones ? *setup->phones : PHONE_PLAN_UNSAID;
    guard->identity = arena_array(&guard->arena, setup->identity_count, sizeof(char *));
    if (!guard->identity) {
        return error_set(error, "out of memory");
    }
    for (size_t i = 0; i < setup->identity_count; i++) {
        const char *folded = text_folder_fold(guard->folder, &guard->arena, setup->identity[i]);
        const char *form = identity_form(guard->folder, &guard->arena, setup->identity[i]);
        if (!folded || !*folded || !form) {
            return error_set(error, "[guard] identity: no name: %s", setup->identity[i]);
        }
        guard->identity[guard->identity_count++] = form;
    }
    guard->words = words_create(guard->folder, setup->deny, setup->deny_count, error);
    guard->links.folder = guard->folder;
    bool done = guard->words;
    for (size_t i = 0; done && i < setup->host_count; i++) {
        done = link_rules_add(&guard->links, &guard->arena, setup->hosts[i], error);
    }
    return done && number_rules_init(&guard->numbers, &guard->arena, setup->hotlines,
                       setup->hotline_count, error);
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
        words_destroy(guard->words);
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

bool guard_allows(const struct guard *guard, struct arena *scratch, const char *address,
    const char *feed_url, struct error *why)
{
    return link_rules_allow(&guard->links, scratch, address, feed_url, why);
}

bool guard_allows_number(
    const struct guard *guard, struct arena *scratch, const char *number, struct error *why)
{
    return number_rules_allow(&guard->numbers, scratch, number, why);
}

/* Whether the feed is this campus's at all. */
static bool identify(struct looking *looking, struct error *error)
{
    const struct guard *guard = looking->guard;
    const char *name = looking->feed->site_name;
    const char *form = identity_form(guard->folder, &looking->scratch, name);
    if (!form) {
        return error_set(error, "out of memory");
    }
    bool known = guard->identity_count == 0 || !*name;
    for (size_t i = 0; !known && i < guard->identity_count; i++) {
        known = strcmp(form, guard->identity[i]) == 0;
    }
    if (!known) {
        return error_set(error,
            "/site/name: \"%.120s\" is not one of [guard] identity: the feed is refused whole",
            name);
    }
    if (!looking_reads_fine(looking, name, false)) {
        return error_set(error, "/site/name: %s", looking->why.text);
    }
    return true;
}

static void sift_lines(
    struct looking *looking, const struct feed_member *list, void *owner, const char *pointer)
{
    size_t all, count = 0;
    const char *const *lines = feed_elements(list, owner, &all);
    const char **kept = arena_array(&looking->feed->arena, all, sizeof *kept);
    for (size_t i = 0; kept && i < all; i++) {
        if (looking_is_fine(looking, list, lines[i])) {
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
    looking->is_joined = of->has_index;
    const struct feed_member *fault = looking_fault_of(looking, of, element);
    looking->is_joined = false;
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
    fault = left > 0 && of->has_index ? looking_fault_of_all(looking, of, element) : NULL;
    if (fault) {
        snprintf(place + length, sizeof place - (size_t)length, "%s%s", id ? "/" : "",
            id ? fault->name : "");
        hold(looking, id, place);
    }
    return left > 0 && !fault;
}

/* Leaves of a list what may be shown. */
static void sift(
    struct looking *looking, const struct feed_member *list, void *owner, const char *pointer)
{
    size_t all, count = 0, size = list->of->size;
    const char *elements = feed_elements(list, owner, &all);
    char *kept = arena_array(&looking->feed->arena, all, size);
    struct beside *beside = kept ? beside_begin(looking, list->of, elements, all) : NULL;
    for (size_t i = 0; kept && i < all && !looking->no_memory; i++) {
        char *element = memcpy(kept + count * size, elements + i * size, size);
        bool is_fine = beside && !beside_is_left(beside, i);
        count += is_fine || is_kept(looking, list->of, element, pointer);
        /* A folded copy is of use once: a large feed must not keep all of them. */
        arena_clear(&looking->scratch);
    }
    beside_end(beside);
    looking->no_memory = looking->no_memory || !kept;
    feed_set_elements(list, owner, kept, count);
}

/* Leaves of the document what may be shown. */
static void look_at(
    struct looking *looking, const struct feed_object *of, struct feed *feed, const char *outer)
{
    const struct feed_visitor visitor = { looking_is_fine, looking };
    for (size_t i = 0; i < of->count && !looking->no_memory; i++) {
        const struct feed_member *member = &of->members[i];
        enum feed_type type = member->type;
        char pointer[64];
        bool is_one = type != FEED_OBJECT && type != FEED_LINES && type != FEED_LIST;
        if (is_one && ((member->flags & WHOLE) || feed_visit_member(member, feed, &visitor))) {
            continue;
        }
        snprintf(pointer, sizeof pointer, "%s/%s", outer, member->name);
        if (type == FEED_OBJECT) {
            look_at(looking, member->of, feed, pointer);
        } else if (type == FEED_LINES) {
            sift_lines(looking, member, feed, pointer);
        } else if (type == FEED_LIST) {
            sift(looking, member, feed, pointer);
        } else {
            hold(looking, NULL, pointer);
            *(const char **)((char *)feed + member->offset) = "";
        }
    }
}

/* Takes out of the site's texts, which stand on the screen together, the one in which a fault
 * begins that shows when they are read one after another; of the name the one behind it. */
static void sift_site(struct looking *looking)
{
    for (size_t i = 0; i < feed_site.count && !looking->no_memory; i++) {
        struct guard_texts texts = { .arena = &looking->scratch };
        char pointer[64];
        guard_texts_collect(&texts, &feed_site, looking->feed);
        const struct feed_member *fault = looking_fault_of_texts(looking, &texts);
        if (fault && (fault->flags & WHOLE)) {
            fault = texts.count > 1 ? texts.members[1] : NULL;
        }
        if (!fault) {
            return;
        }
        snprintf(pointer, sizeof pointer, "/site/%s", fault->name);
        hold(looking, NULL, pointer);
        if (fault->type == FEED_LINES) {
            feed_set_elements(fault, looking->feed, NULL, 0);
        } else {
            *(const char **)((char *)looking->feed + fault->offset) = "";
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
    if (done) {
        sift_site(&looking);
    }
    done = looking.no_memory ? error_set(error, "out of memory") : done;
    arena_finish(&looking.scratch);
    return done;
}
