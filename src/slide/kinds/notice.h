/* A notice set in its place, for planning and for laying out alike: of notice*.c. */
#pragma once

#include "slide/page/code.h"
#include "slide/page/flow_memory.h"
#include "slide/page/flow_text.h"
#include "slide/page/running_head.h"

/* Of a notice of one page. */
struct notice_sizes {
    bool is_poster;
    int title;   /* px at the most, or a poster's in quarters of display; 0: it has none */
    int text_px; /* 0: it has none */
};

/* Where its code stands: alone in the lower right corner, or by its words. */
enum notice_bound {
    NOTICE_CODE_IN_CORNER,
    NOTICE_CODE_BESIDE, /* title and text */
    NOTICE_CODE_UNDER,  /* the title, beside the text */
    NOTICE_CODE_BELOW,  /* all of them */
};

struct notice {
    const struct item *item;
    const char *words;
    bool is_urgent, is_important;
    struct colour text_colour, quiet_colour;
    struct text_spec title, foot;
    const char *foot_text; /* until when it holds, of an article its credit; may be empty */
    struct pixel_rect foot_room;  /* but for its place below the text */
    int foot_h;                   /* with the white above it; 0 without one */
    struct pixel_rect inner;      /* beside the bar */
    struct pixel_rect title_room; /* of that */
    struct notice_sizes sizes;
    int poster_px, poster_lines;      /* of a poster's title; 0: it is none */
    enum fit_parted parted;           /* what a poster's title is */
    bool has_pages;                   /* more than one: its lines stand as an article's do */
    int poster_h;                     /* what a poster may take of the body's height */
    struct flow_spec text, later;     /* of the first page, and of those behind it */
    struct kept_flow *flow;           /* released by notice_finish */
    struct flow_readings readings[2]; /* ragged, and with straight edges; its as well */
    struct qr_code code;              /* of the first page */
    enum notice_bound bound;
    struct pixel_rect code_room; /* of a code that is not in the corner */
};

/* What it says below its title, and at its foot; the second one in the pen's arena, NULL when
 * memory is out. */
const char *notice_words(const struct item *item);
const char *notice_foot_text(struct pen *pen, const struct item *item);

/* A notice, or a short article: in the sizes of that number where it has room so, otherwise,
 * and of 0, in what is best for it. In the pen's arena, but for the flow: notice_finish in any
 * case. Turns the pen to what an urgent one stands on. */
void notice_place(
    struct pen *pen, const struct item *item, size_t number, struct notice *notice);
void notice_finish(struct notice *notice);

/* As a poster, of those sizes or, of NULL, the best. False where it cannot be one. */
bool notice_place_poster(
    struct pen *pen, struct notice *notice, const struct notice_sizes *sizes);

/* Whether a poster's title may have so many quarters of display. */
bool notice_is_step(int quarters);

/* A slide's count: 0 where that has no room for them. */
size_t notice_number(const struct notice_sizes *sizes);
struct notice_sizes notice_sizes_of(size_t number);

/* Of notice_title.c: in the sizes of the pen's theme, or a poster's; a title on one line. */
struct text_spec notice_title_spec(struct pen *pen, const struct notice *notice);
int notice_display_width(struct pen *pen, const char *title);
int notice_title_height(
    const struct pen *pen, const struct notice *notice, struct fitted title);
/* And the white below it. */
int notice_head_height(const struct pen *pen, const struct notice *notice, struct fitted title);

/* A title is so much smaller, in percent, rather than part a phrase. */
enum { NOTICE_LESS_PCT = 75 };

/* Of a notice's text that is somewhat larger than an article's, against that. */
enum { NOTICE_LARGE_PCT = 120 };

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

/* What stands at its foot, beside the code unless that is below all. */
void notice_place_foot(struct pen *pen, struct notice *notice);

/* Of the longest column of a page. */
int notice_text_bottom(const struct flow_spec *spec, const struct flow_page *page);

/* Between title or text and a code at their right, in u, at the least. */
enum { NOTICE_CODE_GAP = SPACE_4 };

/* Of few words on one page that are placed: makes the code as large as may be beside them in
 * the sizes that they have. False where it can be no larger than in its corner: the words are
 * to be placed again then, with the code that they had. */
bool notice_bind_code(struct pen *pen, struct notice *notice);
