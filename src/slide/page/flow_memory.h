/* The flows that were set last, kept from one slide to the next: a text of fifty pages is set
 * once and not once a page. They belong to one deck: config, theme, fonts and feeds stay the
 * same. One thread at a time. */
#pragma once

#include "slide/scene/slide.h"
#include "typeset/typeset.h"

/* A text is tried in up to so many sizes for each of its slides. */
enum { FLOWS_KEPT = 7 };

/* A flow and what it was set from. It counts its users, so that the memory may let go of it
 * while a slide still reads it. */
struct kept_flow;

/* And texts that were fitted last: a title is tried in many rooms, and every slide has the
 * site's name. */
enum { READS_KEPT = 8 };

struct kept_read;

struct flow_memory {
    /* The one asked for last first; NULL behind the last. */
    struct kept_flow *kept[FLOWS_KEPT];
    struct kept_read *reads[READS_KEPT];
};

void flow_memory_init(struct flow_memory *memory);
void flow_memory_finish(struct flow_memory *memory);

/* typeset_flow of a text whose measure is the layout's, or what it gave before for the same.
 * The caller is one of its users and gives it back with flow_release. NULL when memory is out.
 */
struct kept_flow *flow_hold(const struct layout *layout, const struct flow_text *text,
    const struct flow_options *options);
void flow_release(struct kept_flow *kept); /* NULL is fine */

/* typeset_read of a text that is set in that style, in whatever size, or what it gave before:
 * good until it is asked for another. NULL when memory is out. */
struct read_text *flow_memory_read(struct flow_memory *memory, const struct text_style *style,
    const struct set_options *options, const char *text);

/* Good until the caller's flow_release; of NULL, one without pages. */
const struct flow *flow_of(const struct kept_flow *kept);

/* The same for a slide that shows it: its columns end between words. */
const struct flow *flow_shown(struct kept_flow *kept, const struct measure *measure);

/* The line with all that it points to in the arena. False when memory is out. */
bool flow_copy_line(struct arena *arena, const struct set_line *line, struct set_line *out);
