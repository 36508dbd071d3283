/* What planning found of items before: how many pages each has, and how long they are read. An
 * edition of which one item is new is planned by setting that one, and a restart sets none, for
 * the memory can be written down. An item is told by a hash of all that its pages follow from;
 * so nothing is ever out of date, only unknown. One thread at a time. */
#pragma once

#include "base/bytes.h"
#include "base/digest.h"
#include "slide/page/pen.h"

/* What a kind's plan_item adds to a deck. */
struct planned_pages {
    size_t count;              /* as struct slide's */
    size_t pages;              /* from 1 to PLANNED_PAGES_MAX, or it is not kept */
    const int64_t *reading_ms; /* of each */
};

enum { PLANNED_PAGES_MAX = 1000 };

struct plan_memory;

struct plan_memory *plan_memory_create(void);
void plan_memory_destroy(struct plan_memory *memory);

/* A new plan begins, of that config and theme, on a ground (program, fonts) of which the caller
 * knows the hash. Without memory nothing is known in it. */
void plan_memory_begin(
    struct plan_memory *memory, const struct layout *layout, const struct digest *ground);

/* Of the pen's view and grid, and of the kind's name; then of the item, value by value. */
struct digest plan_key_begin(const struct pen *pen, const char *kind);

/* False where it is unknown, or layout->plans is NULL. What is found is the memory's. */
bool plan_memory_find(
    struct plan_memory *memory, const struct digest *key, struct planned_pages *out);
/* Whether an item that is unknown may be set to find its pages: in a plan that is in haste
 * (layout->set_most) so many may, and others are left out of it; where none is known and there
 * are more than that, one. The second tells it before an item was looked for: none is known,
 * and enough are set. */
bool plan_memory_may_set(struct plan_memory *memory);
bool plan_memory_is_over(struct plan_memory *memory);
bool plan_memory_left_out(const struct plan_memory *memory);

void plan_memory_note(
    struct plan_memory *memory, const struct digest *key, const struct planned_pages *planned);

void plan_memory_forget(struct plan_memory *memory);

/* Whether the last plan found something that was not known. */
bool plan_memory_is_new(const struct plan_memory *memory);

/* What the last plan used, as text; and back, of which nothing is taken where a byte of it is
 * wrong. */
bool plan_memory_print(struct plan_memory *memory, struct bytes *out);
void plan_memory_read(struct plan_memory *memory, const char *text, size_t size);
