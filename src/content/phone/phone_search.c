/* Ways to read the groups, kept side by side from the first group to the last: the best few up
 * to each group. What may come next depends on what came last, and each choice has a score.
 * Digits that are read count for it, digits that are left over against it. */
#include "content/phone/phone_search.h"

#include "content/phone/phone_choice.h"

#include <string.h>

/* The best up to one group. */
struct column {
    struct phone_path *paths[PHONE_WAYS];
    size_t count;
};

struct search {
    struct arena *arena;
    const struct phone_scan *scan;
    struct column *columns;
    bool no_memory;
};

/* In the order of the scores; of two that have the same, the one that was found first. */
static void keep(struct column *column, struct phone_path *path)
{
    size_t at = column->count;
    while (at > 0 && column->paths[at - 1]->score < path->score) {
        at--;
    }
    if (at == PHONE_WAYS) {
        return;
    }
    size_t last = column->count < PHONE_WAYS ? column->count : PHONE_WAYS - 1;
    memmove(
        &column->paths[at + 1], &column->paths[at], (last - at) * sizeof(struct phone_path *));
    column->paths[at] = path;
    column->count = last + 1;
}

static bool has_room(const struct column *column, int score)
{
    return column->count < PHONE_WAYS || column->paths[PHONE_WAYS - 1]->score < score;
}

static void take(
    void *context, const struct phone_path *path, const struct phone_choice *choice)
{
    struct search *search = context;
    struct column *column = &search->columns[choice->step.end];
    int score = path->score + choice->score;
    if (search->no_memory || !has_room(column, score)) {
        return;
    }
    struct phone_path *longer = arena_alloc(search->arena, sizeof *longer);
    if (!longer) {
        search->no_memory = true;
        return;
    }
    *longer = *path;
    longer->before = path;
    longer->step = choice->step;
    longer->score = score;
    longer->length = path->length + 1;
    phone_path_follow(longer, search->scan);
    keep(column, longer);
}

static bool set_way(struct arena *arena, const struct phone_path *path, struct phone_way *way)
{
    struct phone_step *steps = arena_array(arena, path->length, sizeof *steps);
    way->steps = steps;
    way->count = path->length;
    way->score = path->score;
    for (size_t i = path->length; steps && i > 0; i--) {
        steps[i - 1] = path->step;
        path = path->before;
    }
    return steps != NULL;
}

int phone_search(
    struct arena *arena, const struct phone_scan *scan, struct phone_way ways[PHONE_WAYS])
{
    struct search search = { .arena = arena, .scan = scan };
    struct phone_path beginning = { .before = NULL };
    search.columns = arena_array(arena, scan->count + 1, sizeof *search.columns);
    if (!search.columns) {
        return -1;
    }
    keep(&search.columns[0], &beginning);
    for (size_t i = 0; i < scan->count; i++) {
        const struct column *column = &search.columns[i];
        struct phone_number matches[PHONE_MATCHES_MAX];
        size_t count = column->count ? phone_number_match(scan, i, matches) : 0;
        for (size_t k = 0; k < column->count; k++) {
            const struct phone_choosing choosing = { .scan = scan,
                .at = i,
                .path = column->paths[k],
                .matches = matches,
                .match_count = count,
                .take = take,
                .context = &search };
            phone_choose(&choosing);
        }
    }
    const struct column *end = &search.columns[scan->count];
    for (size_t i = 0; i < end->count && !search.no_memory; i++) {
        search.no_memory = !set_way(arena, end->paths[i], &ways[i]);
    }
    return search.no_memory ? -1 : (int)end->count;
}
