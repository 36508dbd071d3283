/* The title of a notice: its size, and what it takes of the height. */
#include "slide/kinds/notice.h"

int notice_display_width(struct pen *pen, const char *title)
{
    const struct text_spec spec = { .role = "title", .px = pen->grid.display, .bold = true };
    return pen_spec_width(pen, &spec, title);
}

/* In display size where it stays on one line, in portrait on two. */
struct text_spec notice_title_spec(struct pen *pen, const struct notice *notice)
{
    const struct grid *grid = &pen->grid;
    /* Lines that are balanced between words are not all full. */
    int most = notice->title_room.w * (grid->is_portrait ? 17 : 10) / 10;
    bool is_large = notice_display_width(pen, notice->item->title) <= most;
    int px = is_large ? grid->display : grid->title;
    bool is_poster = notice->poster_px > 0;
    return (struct text_spec) { .role = "title",
        .px = is_poster ? notice->poster_px : px,
        .min_px = is_poster ? 0 : grid->heading,
        .any_size = true,
        .max_lines = is_poster ? notice->poster_lines : 0,
        .bold = true,
        .balance = true,
        .by_phrases = true,
        .colour = notice->is_important ? pen->theme->accent : notice->text_colour };
}

int notice_title_height(const struct pen *pen, const struct notice *notice, struct fitted title)
{
    return (int)title.set.line_count * pen_line_px(pen, &notice->title, title.px);
}

/* And the white below it. */
int notice_head_height(const struct pen *pen, const struct notice *notice, struct fitted title)
{
    int height = notice_title_height(pen, notice, title);
    int white = grid_u(&pen->grid, title.px > pen->grid.display ? SPACE_4 : SPACE_3);
    return height > 0 ? height + white : 0;
}
