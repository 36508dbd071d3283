#include "slide/page/plan_memory.h"

#include "time/date.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 4096, PLANNED_MAX = 16384, NUMBER_MAX = 1000 * 1000 * 1000 };

static const char first_line[] = "lobbycard-plans 1\n";

struct planned {
    struct planned *next;
    struct digest key;
    unsigned round; /* that used it last */
    size_t count, pages;
    int64_t reading_ms[];
};

/* What the keys of neighbours begin with: nearly all of a view's items have the same. */
struct beginning {
    struct digest key;
    struct grid grid;
    struct colour on;
    const char *kind, *lang;
    const struct view *view; /* NULL: there is none */
    const char *names[PEN_NAMES];
    size_t name_count;
};

struct plan_memory {
    struct digest ground;
    bool has_ground, is_new;
    bool is_blank; /* nothing was known when the plan began */
    int set_most;  /* of a plan in haste; or 0 */
    int set_count;
    unsigned round;
    size_t planned_count;
    struct beginning last;
    struct planned *buckets[BUCKETS];
};

static void add_numbers(struct digest *key, const int *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        digest_number(key, numbers[i]);
    }
}

static void add_colour(struct digest *key, struct colour colour)
{
    const int numbers[] = { colour.r, colour.g, colour.b };
    add_numbers(key, numbers, 3);
}

static void add_rect(struct digest *key, struct pixel_rect rect)
{
    const int numbers[] = { rect.x, rect.y, rect.w, rect.h };
    add_numbers(key, numbers, 4);
}

static void add_theme(struct digest *key, const struct theme *theme)
{
    const int sizes[] = { theme->display_1080, theme->title_1080, theme->heading_1080,
        theme->body_1080, theme->small_1080, theme->body_line_pct, theme->title_line_pct };
    add_numbers(key, sizes, sizeof sizes / sizeof *sizes);
    digest_text(key, theme->title.regular);
    digest_text(key, theme->title.bold);
    add_colour(key, theme->paper);
    add_colour(key, theme->ink);
    add_colour(key, theme->accent);
    add_colour(key, theme->on_accent);
}

static void add_grid(struct digest *key, const struct grid *grid)
{
    const int numbers[] = { grid->short_side, grid->is_portrait, grid->is_narrow, grid->hair_px,
        grid->display, grid->title, grid->heading, grid->text, grid->small, grid->small_line };
    add_numbers(key, numbers, sizeof numbers / sizeof *numbers);
    add_rect(key, grid->area);
    add_rect(key, grid->header);
    add_rect(key, grid->footer);
    add_rect(key, grid->body);
}

struct plan_memory *plan_memory_create(void)
{
    return calloc(1, sizeof(struct plan_memory));
}

static void drop(struct plan_memory *memory, unsigned before_round)
{
    for (size_t i = 0; i < BUCKETS; i++) {
        for (struct planned **at = &memory->buckets[i]; *at;) {
            struct planned *planned = *at;
            if (planned->round < before_round) {
                *at = planned->next;
                free(planned);
                memory->planned_count--;
            } else {
                at = &planned->next;
            }
        }
    }
}

void plan_memory_forget(struct plan_memory *memory)
{
    memory->round++;
    drop(memory, memory->round);
    memory->is_new = true;
}

void plan_memory_destroy(struct plan_memory *memory)
{
    if (memory) {
        plan_memory_forget(memory);
    }
    free(memory);
}

/* Where nothing is known, and less than all may be set, another plan follows in any case: what
 * there is to show until then is one slide, and each more would only be waited for. */
static int set_most(const struct plan_memory *memory, const struct layout *layout)
{
    enum { FEWEST = 1 };
    size_t items = 0;
    for (size_t i = 0; i < layout->view_count; i++) {
        items += layout->views[i].item_count;
    }
    bool is_enough = layout->set_most <= FEWEST || items <= (size_t)layout->set_most;
    return is_enough || !memory->is_blank ? layout->set_most : FEWEST;
}

void plan_memory_begin(
    struct plan_memory *memory, const struct layout *layout, const struct digest *ground)
{
    struct bytes config;
    bytes_init(&config);
    memory->round++;
    memory->is_new = false;
    memory->last.view = NULL;
    memory->is_blank = memory->planned_count == 0;
    memory->set_most = set_most(memory, layout);
    memory->set_count = 0;
    memory->ground = *ground;
    memory->has_ground = config_print(layout->config, &config);
    if (memory->has_ground) {
        digest_add(&memory->ground, config.data, config.size);
    }
    digest_number(
        &memory->ground, date_at(layout->config->screen.timezone, layout->now_ms).year);
    digest_number(&memory->ground, layout->width);
    digest_number(&memory->ground, layout->height);
    add_theme(&memory->ground, layout->theme);
    bytes_finish(&config);
}

static bool begins_so(
    const struct beginning *beginning, const struct pen *pen, const char *kind)
{
    return beginning->view == pen->view && beginning->kind == kind &&
           beginning->lang == pen->lang && beginning->name_count == pen->name_count &&
           memcmp(beginning->names, pen->names, pen->name_count * sizeof *pen->names) == 0 &&
           memcmp(&beginning->on, &pen->on, sizeof pen->on) == 0 &&
           memcmp(&beginning->grid, &pen->grid, sizeof pen->grid) == 0;
}

struct digest plan_key_begin(const struct pen *pen, const char *kind)
{
    struct beginning *last = &pen->layout->plans->last;
    if (begins_so(last, pen, kind)) {
        return last->key;
    }
    struct digest key = pen->layout->plans->ground;
    digest_text(&key, kind);
    add_grid(&key, &pen->grid);
    add_colour(&key, pen->on);
    digest_text(&key, pen->lang);
    digest_text(&key, pen->view->url);
    for (size_t i = 0; i < pen->name_count; i++) {
        digest_text(&key, pen->names[i]);
    }
    *last = (struct beginning) { .key = key,
        .grid = pen->grid,
        .on = pen->on,
        .kind = kind,
        .lang = pen->lang,
        .view = pen->view,
        .name_count = pen->name_count };
    memcpy(last->names, pen->names, sizeof last->names);
    return key;
}

static struct planned *find(const struct plan_memory *memory, const struct digest *key)
{
    struct planned *planned = memory->buckets[key->left % BUCKETS];
    while (planned && (planned->key.left != key->left || planned->key.right != key->right)) {
        planned = planned->next;
    }
    return planned;
}

bool plan_memory_find(
    struct plan_memory *memory, const struct digest *key, struct planned_pages *out)
{
    struct planned *planned = memory && memory->has_ground ? find(memory, key) : NULL;
    if (!planned) {
        return false;
    }
    planned->round = memory->round;
    *out = (struct planned_pages) { planned->count, planned->pages, planned->reading_ms };
    return true;
}

bool plan_memory_may_set(struct plan_memory *memory)
{
    return !memory || memory->set_most == 0 || ++memory->set_count <= memory->set_most;
}

bool plan_memory_is_over(struct plan_memory *memory)
{
    bool is_over = memory && memory->is_blank && memory->set_most > 0 &&
                   memory->set_count >= memory->set_most;
    return is_over && !plan_memory_may_set(memory);
}

bool plan_memory_left_out(const struct plan_memory *memory)
{
    return memory && memory->set_most > 0 && memory->set_count > memory->set_most;
}

/* Where memory is out it is found anew the next time. */
static bool keep(
    struct plan_memory *memory, const struct digest *key, const struct planned_pages *pages)
{
    if (pages->pages == 0 || pages->pages > PLANNED_PAGES_MAX || find(memory, key)) {
        return false;
    }
    if (memory->planned_count >= PLANNED_MAX) {
        drop(memory, memory->round);
    }
    size_t size = pages->pages * sizeof *pages->reading_ms;
    struct planned *planned =
        memory->planned_count < PLANNED_MAX ? malloc(sizeof *planned + size) : NULL;
    if (!planned) {
        return false;
    }
    struct planned **bucket = &memory->buckets[key->left % BUCKETS];
    *planned = (struct planned) { .next = *bucket,
        .key = *key,
        .round = memory->round,
        .count = pages->count,
        .pages = pages->pages };
    memcpy(planned->reading_ms, pages->reading_ms, size);
    *bucket = planned;
    memory->planned_count++;
    return true;
}

void plan_memory_note(
    struct plan_memory *memory, const struct digest *key, const struct planned_pages *pages)
{
    if (memory && memory->has_ground && keep(memory, key, pages)) {
        memory->is_new = true;
    }
}

bool plan_memory_is_new(const struct plan_memory *memory)
{
    return memory->is_new;
}

static bool print_sum(const char *text, size_t size, struct bytes *out)
{
    struct digest sum = digest_start;
    digest_add(&sum, text, size);
    return bytes_print(out, "sum %016" PRIx64 "%016" PRIx64 "\n", sum.left, sum.right);
}

bool plan_memory_print(struct plan_memory *memory, struct bytes *out)
{
    bool done = bytes_print(out, "%s", first_line);
    for (size_t i = 0; i < BUCKETS; i++) {
        for (const struct planned *at = memory->buckets[i]; done && at; at = at->next) {
            if (at->round != memory->round) {
                continue;
            }
            done = bytes_print(out, "%016" PRIx64 "%016" PRIx64 " %zu", at->key.left,
                at->key.right, at->count);
            for (size_t page = 0; done && page < at->pages; page++) {
                done = bytes_print(out, " %" PRId64, at->reading_ms[page]);
            }
            done = done && bytes_print(out, "\n");
        }
    }
    return done && print_sum(out->data, out->size, out);
}

static bool is_whole(const char *text, size_t size)
{
    enum { SUM_LINE = sizeof "sum \n" - 1 + 32 };
    bool whole = false;
    struct bytes sum;
    bytes_init(&sum);
    if (size > SUM_LINE && strlen(text) == size && print_sum(text, size - SUM_LINE, &sum)) {
        whole = sum.size == SUM_LINE && strcmp(sum.data, text + size - SUM_LINE) == 0;
    }
    bytes_finish(&sum);
    return whole && strncmp(text, first_line, sizeof first_line - 1) == 0;
}

static bool read_key(const char **at, struct digest *key)
{
    uint64_t halves[2] = { 0 };
    for (size_t i = 0; i < 32; i++, ++*at) {
        char c = **at;
        bool is_letter = c >= 'a' && c <= 'f';
        if (!is_letter && (c < '0' || c > '9')) {
            return false;
        }
        halves[i / 16] = halves[i / 16] << 4 | (uint64_t)(is_letter ? c - 'a' + 10 : c - '0');
    }
    *key = (struct digest) { halves[0], halves[1] };
    return true;
}

static bool read_number(const char **at, int64_t *number)
{
    if (**at != ' ' || (*at)[1] < '0' || (*at)[1] > '9') {
        return false;
    }
    *number = 0;
    for (++*at; **at >= '0' && **at <= '9' && *number <= NUMBER_MAX; ++*at) {
        *number = *number * 10 + (**at - '0');
    }
    return *number <= NUMBER_MAX;
}

void plan_memory_read(struct plan_memory *memory, const char *text, size_t size)
{
    int64_t reading_ms[PLANNED_PAGES_MAX], count;
    struct digest key;
    if (!text || !is_whole(text, size)) {
        return;
    }
    const char *at = text + sizeof first_line - 1;
    while (read_key(&at, &key) && read_number(&at, &count)) {
        struct planned_pages pages = { .count = (size_t)count, .reading_ms = reading_ms };
        while (pages.pages < PLANNED_PAGES_MAX && read_number(&at, &reading_ms[pages.pages])) {
            pages.pages++;
        }
        keep(memory, &key, &pages);
        at += *at == '\n';
    }
}
