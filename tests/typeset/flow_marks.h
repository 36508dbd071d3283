/* Flows of lines that are told by marks. */
#pragma once

#include "base/arena.h"
#include "fakes/fixed_measure.h"
#include "typeset/typeset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static inline char *repeat(const char *part, size_t count)
{
    char *text = malloc(strlen(part) * count + 1);
    assert_non_null(text);
    char *end = text;
    *end = '\0';
    for (size_t i = 0; i < count; i++) {
        end = stpcpy(end, part);
    }
    return text;
}

static const struct flow_options plain = {
    .text_style = { .px = 10 },
    .heading_style = { .px = 10, .bold = true },
    .text_line_px = 10,
    .heading_line_px = 10,
    .block_gap_px = 5,
    .set = { .indent_em = 2, .align = SET_JUSTIFY },
    .first = { 100, 100, 1 },
    .later = { 100, 100, 1 },
};

/* Sets `texts` ("# " begins a heading, "= 40" is a figure so high, a number gives so many lines
 * of body) and prints what stands where: H, t or = for each line, / between columns, | between
 * pages. */
static inline void flow_to_text(
    const char *const *texts, size_t count, const struct flow_options *options, char *out)
{
    struct measure measure = fixed_measure(NULL);
    struct arena arena;
    arena_init(&arena);
    struct flow_block blocks[32];
    char *bodies[32];
    for (size_t i = 0; i < count; i++) {
        bool heading = texts[i][0] == '#', figure = texts[i][0] == '=';
        /* n lines: the first holds 8 characters, the others 10. */
        bodies[i] = heading || figure ? strdup(texts[i] + 2)
                                      : repeat("文", (size_t)atoi(texts[i]) * 10 - 4);
        blocks[i] = (struct flow_block) { .kind = heading  ? FLOW_HEADING
                                                  : figure ? FLOW_FIGURE
                                                           : FLOW_TEXT,
            .text = bodies[i] };
        blocks[i].first_px = blocks[i].later_px = figure ? atoi(bodies[i]) : 0;
    }
    struct flow flow;
    assert_true(typeset_flow(
        &arena, &(struct flow_text) { &measure, blocks, count, NULL }, options, &flow));
    char *end = out;
    for (size_t p = 0; p < flow.page_count; p++) {
        int column = 0, y = -1;
        if (p) {
            end = stpcpy(end, "|");
        }
        int height = p ? options->later.height_px : options->first.height_px;
        for (size_t i = 0; i < flow.pages[p].line_count; i++) {
            const struct flow_line *line = &flow.pages[p].lines[i];
            if (line->column != column) {
                end = stpcpy(end, "/");
                column = line->column;
                y = -1;
            }
            assert_true(line->y_px > y);
            assert_true(line->y_px + 10 <= height);
            y = line->y_px;
            static const char *const marks[] = { "t", "h", "=" };
            bool leads = line->kind == FLOW_HEADING && line->heading_run == 1;
            end = stpcpy(end, leads ? "H" : marks[line->kind]);
        }
    }
    *end = '\0';
    arena_finish(&arena);
    for (size_t i = 0; i < count; i++) {
        free(bodies[i]);
    }
}
