#include "programme/plan.h"

#include <stdlib.h>
#include <string.h>

/* Slides that play in one go: the pages of an article. */
struct group {
    size_t first, count; /* in the deck */
    size_t thing;        /* equal for two groups of one item */
};

/* What the audience would call the same again: the item, whatever the kind of slide; or, for a
 * slide of several items, the kind. */
struct thing {
    const char *source, *item; /* its id, or NULL */
    const char *kind;
};

static struct thing thing_of(const struct slide *slide)
{
    return (struct thing) { slide->view->source, slide->item ? slide->item->id : NULL,
        slide->kind->name };
}

static int compare_things(const struct thing *left, const struct thing *right)
{
    int order = left->source == right->source ? 0 : strcmp(left->source, right->source);
    if (order == 0) {
        order = left->item && right->item ? strcmp(left->item, right->item)
                                          : (left->item != NULL) - (right->item != NULL);
    }
    return order == 0 && !left->item ? strcmp(left->kind, right->kind) : order;
}

static bool is_one_thing(const struct slide *left, const struct slide *right)
{
    const struct thing one = thing_of(left), other = thing_of(right);
    return compare_things(&one, &other) == 0;
}

static bool continues(const struct slide *before, const struct slide *slide)
{
    return slide->kind == before->kind && slide->page == before->page + 1 &&
           is_one_thing(before, slide);
}

static size_t list_groups(const struct deck *deck, struct group *groups)
{
    size_t count = 0;
    for (size_t i = 0; i < deck->count; i++) {
        if (i > 0 && continues(&deck->slides[i - 1], &deck->slides[i])) {
            groups[count - 1].count++;
        } else {
            groups[count++] = (struct group) { .first = i, .count = 1 };
        }
    }
    return count;
}

static int weight_of(const struct deck *deck, const struct group *group)
{
    int weight = deck->slides[group->first].weight;
    return weight > 1 ? weight : 1;
}

static size_t count_turns(const struct deck *deck)
{
    size_t total = 0;
    for (size_t i = 0; i < deck->count; i++) {
        total += deck->slides[i].weight > 1 ? (size_t)deck->slides[i].weight : 1;
    }
    return total;
}

struct woven {
    uint64_t place;
    struct group group;
};

static int compare_woven(const void *left, const void *right)
{
    const struct woven *a = left, *b = right;
    if (a->place != b->place) {
        return a->place < b->place ? -1 : 1;
    }
    return (a->group.first > b->group.first) - (a->group.first < b->group.first);
}

/* Puts a group of weight w there w times, a w-th of the cycle apart. `groups` and `woven` have
 * room for all of them. */
static size_t weave(
    const struct deck *deck, struct group *groups, size_t count, struct woven *woven)
{
    const uint64_t fine = 1024;
    size_t total = 0;
    bool is_plain = true; /* as nearly always: each comes once */
    for (size_t i = 0; i < count; i++) {
        is_plain = is_plain && weight_of(deck, &groups[i]) == 1;
    }
    if (is_plain) {
        return count;
    }
    for (size_t i = 0; i < count; i++) {
        uint64_t weight = (uint64_t)weight_of(deck, &groups[i]);
        for (uint64_t k = 0; k < weight; k++) {
            uint64_t place = i * fine + k * count * fine / weight;
            woven[total++] = (struct woven) { place % (count * fine), groups[i] };
        }
    }
    qsort(woven, total, sizeof *woven, compare_woven);
    for (size_t i = 0; i < total; i++) {
        groups[i] = woven[i].group;
    }
    return total;
}

/* What is compared stands with it: slides and items lie all over the memory. */
struct named_group {
    struct thing thing;
    struct group *group;
};

static int compare_named(const void *left, const void *right)
{
    const struct named_group *a = left, *b = right;
    int order = compare_things(&a->thing, &b->thing);
    return order ? order : (a->group > b->group) - (a->group < b->group);
}

/* Numbers the things; returns how many there are. */
static size_t number_things(
    const struct deck *deck, struct group *groups, size_t count, struct named_group *named)
{
    size_t things = 0;
    for (size_t i = 0; i < count; i++) {
        named[i] =
            (struct named_group) { thing_of(&deck->slides[groups[i].first]), &groups[i] };
    }
    qsort(named, count, sizeof *named, compare_named);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && compare_things(&named[i - 1].thing, &named[i].thing) != 0) {
            things++;
        }
        named[i].group->thing = things;
    }
    return things + 1;
}

/* Whether a thing comes twice in a row, over the seam too. */
static bool follow_themselves(const struct deck *deck, const struct group *groups, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct group *next = &groups[(i + 1) % count];
        if (is_one_thing(&deck->slides[groups[i].first], &deck->slides[next->first])) {
            return true;
        }
    }
    return false;
}

/* The same of what has numbers. */
static bool touches(const struct group *groups, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (groups[i].thing == groups[(i + 1) % count].thing) {
            return true;
        }
    }
    return false;
}

/* Lets a group that would follow its own thing wait for the next other one. All that wait are
 * of one thing, so that one pass does it. What still waits at the end is put there. */
static void defer(
    const struct group *groups, size_t count, struct group *waiting, struct group *out)
{
    size_t placed = 0, first = 0, last = 0;
    for (size_t i = 0; i < count; i++) {
        if (placed == 0 || groups[i].thing != out[placed - 1].thing) {
            out[placed++] = groups[i];
            if (first < last && waiting[first].thing != out[placed - 1].thing) {
                out[placed++] = waiting[first++];
            }
        } else {
            waiting[last++] = groups[i];
        }
    }
    while (first < last) {
        out[placed++] = waiting[first++];
    }
}

struct tally {
    size_t thing, count;
};

/* Groups, and what is counted by their things. */
struct tallied {
    const struct group *groups;
    size_t count, things;
    struct tally *tallies;
    size_t *places;
};

static int compare_tallies(const void *left, const void *right)
{
    const struct tally *a = left, *b = right;
    if (a->count != b->count) {
        return a->count < b->count ? 1 : -1;
    }
    return (a->thing > b->thing) - (a->thing < b->thing);
}

/* Fills the places 0, 2, 4, ... and then 1, 3, 5, ... with the most frequent thing first: with
 * at most half of all groups of one thing, no two of a thing come to stand side by side, nor
 * around the seam. */
static void spread(const struct tallied *all, struct group *out)
{
    const struct group *groups = all->groups;
    const size_t count = all->count, things = all->things;
    struct tally *tallies = all->tallies;
    size_t *places = all->places, next = 0, evens = (count + 1) / 2;
    for (size_t i = 0; i < things; i++) {
        tallies[i] = (struct tally) { .thing = i };
    }
    for (size_t i = 0; i < count; i++) {
        tallies[groups[i].thing].count++;
    }
    qsort(tallies, things, sizeof *tallies, compare_tallies);
    for (size_t i = 0; i < things; i++) {
        places[tallies[i].thing] = next;
        next += tallies[i].count;
    }
    for (size_t i = 0; i < count; i++) {
        size_t place = places[groups[i].thing]++;
        out[place < evens ? 2 * place : 2 * (place - evens) + 1] = groups[i];
    }
}

/* Appends others once more, in turn, until no thing has more than half of the groups. `groups`
 * has room for twice their number. */
static size_t repeat_others(
    struct group *groups, size_t count, const size_t *counts, size_t things)
{
    size_t most = 0, total = count;
    for (size_t i = 1; i < things; i++) {
        most = counts[i] > counts[most] ? i : most;
    }
    for (size_t i = 0; total < 2 * counts[most]; i = (i + 1) % count) {
        if (groups[i].thing != most) {
            groups[total++] = groups[i];
        }
    }
    return total;
}

static size_t arrange(const struct deck *deck, struct arena *arena, struct group **groups)
{
    size_t slots = 2 * count_turns(deck);
    struct group *list = arena_array(arena, slots, sizeof *list);
    struct group *waiting = arena_array(arena, slots, sizeof *waiting);
    struct group *out = arena_array(arena, slots, sizeof *out);
    struct named_group *named = arena_array(arena, slots, sizeof *named);
    struct tally *tallies = arena_array(arena, slots, sizeof *tallies);
    size_t *places = arena_array(arena, slots, sizeof *places);
    struct woven *woven = arena_array(arena, slots, sizeof *woven);
    if (!woven || !list || !waiting || !out || !named || !tallies || !places) {
        return 0;
    }
    size_t count = weave(deck, list, list_groups(deck, list), woven);
    *groups = list;
    if (!follow_themselves(deck, list, count)) {
        return count; /* as nearly always: nothing needs a number */
    }
    size_t things = number_things(deck, list, count, named);
    if (things == 1) {
        return count;
    }
    *groups = out;
    defer(list, count, waiting, out);
    if (!touches(out, count)) {
        return count;
    }
    for (size_t i = 0; i < count; i++) {
        places[list[i].thing]++;
    }
    count = repeat_others(list, count, places, things);
    spread(&(struct tallied) { list, count, things, tallies, places }, out);
    return count;
}

/* A text that a slide has, and the plan's own. Slides that follow one another often have the
 * same: it is copied once. */
struct copied {
    const char *text, *copy;
};

static const char *copy_text(struct arena *arena, struct copied *last, const char *text)
{
    if (!text) {
        return NULL;
    }
    if (text != last->text) {
        *last = (struct copied) { text, arena_strdup(arena, text) };
    }
    return last->copy;
}

static bool copy_slides(
    struct plan *plan, const struct deck *deck, const struct group *groups, size_t group_count)
{
    size_t total = 0;
    struct copied source = { NULL, NULL }, item = { NULL, NULL };
    for (size_t i = 0; i < group_count; i++) {
        total += groups[i].count;
    }
    plan->slides = arena_array(&plan->arena, total, sizeof *plan->slides);
    if (!plan->slides) {
        return false;
    }
    for (size_t i = 0; i < group_count; i++) {
        for (size_t k = 0; k < groups[i].count; k++) {
            const struct slide *slide = &deck->slides[groups[i].first + k];
            struct planned_slide *planned = &plan->slides[plan->count++];
            *planned = (struct planned_slide) {
                .kind = slide->kind,
                .source = copy_text(&plan->arena, &source, slide->view->source),
                .item = copy_text(&plan->arena, &item, slide->item ? slide->item->id : NULL),
                .page = slide->page,
                .pages = slide->pages,
                .dwell_ms = slide->dwell_ms > 0 ? slide->dwell_ms : 1,
                .deck_index = groups[i].first + k,
            };
            if (!planned->source || (slide->item && !planned->item)) {
                return false;
            }
        }
    }
    return true;
}

struct plan *programme_plan(const struct deck *deck, int64_t from_ms, int64_t until_ms)
{
    bool done = false;
    struct arena scratch;
    struct group *groups = NULL;
    arena_init(&scratch);
    struct plan *plan = calloc(1, sizeof *plan);
    if (!plan) {
        goto out;
    }
    arena_init(&plan->arena);
    plan->from_ms = from_ms;
    plan->until_ms = until_ms;
    size_t count = arrange(deck, &scratch, &groups);
    done = count > 0 && copy_slides(plan, deck, groups, count) && programme_finish_plan(plan);
out:
    if (!done) {
        plan_destroy(plan);
        plan = NULL;
    }
    arena_finish(&scratch);
    return plan;
}
