/* A notice set in its place, for planning and for laying out alike: of notice*.c. */
#pragma once

#include "slide/page/code.h"
#include "slide/page/flow_memory.h"
#include "slide/page/flow_text.h"
#include "slide/page/running_head.h"

struct notice {
    const struct item *item;
    const char *words;
    bool is_urgent, is_important;
    struct colour text_colour, quiet_colour;
    struct text_spec title, foot;
    const char *foot_text; /* until when it holds, of an article its credit; may be empty */
    struct pixel_rect foot_room; /* but for its place below the text */
    int foot_h;                  /* with the white above it; 0 without one */
    struct pixel_rect title_room;
    int poster_px, poster_lines;  /* of a poster's title; 0: it is none */
    struct flow_spec text, later; /* of the first page, and of those behind it */
    struct kept_flow *flow;       /* released by notice_finish */
    struct qr_code code;          /* of the first page, in the lower right corner */
};

/* What it says below its title, and at its foot; the second one in the pen's arena, NULL when
 * memory is out. */
const char *notice_words(const struct item *item);
const char *notice_foot_text(struct pen *pen, const struct item *item);

/* A notice, or an article of a line. In the pen's arena, but for the flow: notice_finish in any
 * case. Turns the pen to what an urgent one stands on. */
void notice_place(struct pen *pen, const struct item *item, struct notice *notice);
void notice_finish(struct notice *notice);

/* A poster's text has lines of so many characters at the least. */
enum { NOTICE_LEAST_EM = 10 };

/* Below a head of that height, in so much of the body's height; pages behind the first have the
 * title on one line and the rest of the body. Sets nothing yet. */
void notice_place_text(struct pen *pen, struct notice *notice, int head, int height);

/* Sets the text in that size, in place of what it was set to before. */
void notice_flow(struct pen *pen, struct notice *notice, int px);

/* In so many rooms of the first page, told without setting it. */
bool notice_cannot_fit(const struct notice *notice, int px, int rooms);

/* A short text is as large as a poster's, as long as the title stays plainly larger; others are
 * somewhat larger than an article's; what does not fit that way takes the body's size. */
void notice_size_text(struct pen *pen, struct notice *notice, int title_px);
