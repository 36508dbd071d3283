/* The code of a notice of few words: they are as large as without it, and the code has what is
 * left, up to a lone link's, and stands by what it is said to be for: at the right of title and
 * text, or below the title at the right of the text, or in portrait below all. */
#include "slide/kinds/kind.h"
#include "slide/kinds/notice.h"

/* A side of its code, the quiet zone included: a lone link's at the most, and what is plainly
 * more than the corner has at the least. */
enum { MOST_U = 44, LEAST_U = 24, STEP_U = 4 };

/* Few words stand on shorter lines than a poster's do at other times. */
enum { LEAST_EM = 7 };

/* What none of its ways may cost. */
struct words_set {
    struct fitted title;
    struct pixel_rect title_room; /* in a larger one it may have other lines */
    int text_px;
    bool forced;
};

/* Nor are its marks squeezed. */
static bool is_as_before(const struct fitted *title, const struct fitted *before)
{
    return title->px == before->px && title->set.line_count == before->set.line_count &&
           pen_widest_px(&title->set) == pen_widest_px(&before->set) &&
           title->parted <= before->parted && title->clipped <= before->clipped &&
           title->forced <= before->forced;
}

static int gap_px(const struct pen *pen, const struct qr_code *code, int count)
{
    const int gap = grid_u(&pen->grid, count), clear = code->clear_px;
    return gap > clear ? gap : clear;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static bool place_words(struct pen *pen, struct notice *notice, const struct words_set *before)
{
    const int px = before->text_px;
    notice->title_room = before->title_room;
    notice->title.is_snug = notice->bound == NOTICE_CODE_BESIDE;
    if (notice->bound == NOTICE_CODE_BESIDE) {
        const int beside = notice->inner.w - notice->code.width_px -
                           gap_px(pen, &notice->code, NOTICE_CODE_GAP);
        notice->title_room.w = smaller(notice->title_room.w, beside);
    }
    const struct fitted title =
        pen_fit(pen, &notice->title, notice->title_room, notice->item->title);
    if (!is_as_before(&title, &before->title)) {
        return false;
    }
    notice_place_text(pen, notice, notice_head_height(pen, notice, title), pen->grid.body.h);
    if (!*notice->words) {
        return notice->bound != NOTICE_CODE_UNDER;
    }
    const struct pixel_rect room = notice->text.room;
    if (room.h < px || room.w < LEAST_EM * px || notice_cannot_fit(notice, px, 1)) {
        return false;
    }
    notice_flow(pen, notice, px);
    const struct flow *flow = flow_of(notice->flow);
    return flow->page_count == 1 && notice->text.columns == 1 && flow->forced <= before->forced;
}

/* Where the words end that it stands beside. */
static int words_right(struct pen *pen, const struct notice *notice, const struct fitted *title)
{
    const struct flow *flow = flow_of(notice->flow);
    int width = notice->bound == NOTICE_CODE_BESIDE ? pen_widest_px(&title->set) : 0;
    for (size_t i = 0; flow->page_count > 0 && i < flow->pages[0].line_count; i++) {
        width = larger(width, (flow->pages[0].lines[i].line.width + 63) / 64);
    }
    return notice->inner.x +
           larger(width, pen_width(pen, notice->foot.px, false, notice->foot_text));
}

/* With what stands at the foot. */
static int words_bottom(
    const struct pen *pen, const struct notice *notice, const struct fitted *title)
{
    const struct flow *flow = flow_of(notice->flow);
    const int bottom = flow->page_count > 0
                           ? notice_text_bottom(&notice->text, &flow->pages[0])
                           : notice->inner.y + notice_title_height(pen, notice, *title);
    return bottom + notice->foot_h;
}

/* At the right of the words, and no further than it has to be: their boxes end before it. */
static void place_beside(
    struct pen *pen, struct notice *notice, const struct fitted *title, int bottom)
{
    const struct qr_code *code = &notice->code;
    struct pixel_rect *room = &notice->code_room;
    struct flow_spec *text = &notice->text;
    const int most = room->x + notice->inner.w - code->width_px;
    const int x = words_right(pen, notice, title) + gap_px(pen, code, SPACE_8);
    room->x = smaller(x, most);
    const int clear = room->x - code->clear_px - notice->inner.x;
    text->column_w = smaller(text->column_w, clear);
    if (notice->bound == NOTICE_CODE_BESIDE) {
        room->y = larger(room->y, bottom - room->h);
    } else {
        const int above = notice->inner.y + notice_title_height(pen, notice, *title);
        room->y = larger(text->room.y + (text->text_line_px - text->text_style.px) / 2,
            above + code->clear_px);
    }
}

/* Returns where all of it ends. */
static int place_code(struct pen *pen, struct notice *notice, const struct fitted *title)
{
    const struct qr_code *code = &notice->code;
    const int bottom = words_bottom(pen, notice, title);
    struct pixel_rect *room = &notice->code_room;
    *room = (struct pixel_rect) { notice->inner.x, notice->inner.y, code->width_px,
        code_labelled_height(pen, code) };
    if (notice->bound == NOTICE_CODE_BELOW) {
        room->y = bottom + gap_px(pen, code, SPACE_4);
    } else {
        place_beside(pen, notice, title, bottom);
    }
    return larger(bottom, room->y + room->h);
}

static bool try_way(struct pen *pen, struct notice *notice, const struct words_set *before)
{
    const struct pixel_rect body = pen->grid.body;
    notice_place_foot(pen, notice);
    if (!place_words(pen, notice, before) || pen->failed) {
        return false;
    }
    return place_code(pen, notice, &before->title) <= body.y + body.h;
}

bool notice_bind_code(struct pen *pen, struct notice *notice)
{
    static const enum notice_bound ways[] = { NOTICE_CODE_BESIDE, NOTICE_CODE_UNDER,
        NOTICE_CODE_BELOW };
    const bool is_portrait = pen->grid.is_portrait;
    const struct flow *flow = flow_of(notice->flow);
    const struct words_set before = {
        .title = pen_fit(pen, &notice->title, notice->title_room, notice->item->title),
        .title_room = notice->title_room,
        .text_px = notice->text.text_style.px,
        .forced = flow->forced,
    };
    const bool is_few = flow->page_count <= 1 &&
                        kind_is_few(pen->grid.body,
                            words_bottom(pen, notice, &before.title) - pen->grid.body.y);
    bool is_bound = false;
    for (int u = is_few ? MOST_U : 0; u >= LEAST_U && !is_bound; u -= STEP_U) {
        notice->code = code_make_labelled(pen, notice->item->url, grid_u(&pen->grid, u));
        for (size_t i = is_portrait ? 2 : 0;
             i < (is_portrait ? 3 : 2) && !is_bound && *notice->code.text; i++) {
            notice->bound = ways[i];
            is_bound = try_way(pen, notice, &before);
        }
    }
    notice->bound = is_bound ? notice->bound : NOTICE_CODE_IN_CORNER;
    return is_bound;
}
