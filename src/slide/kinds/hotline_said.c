/* What is said of a hotline's hours: its state, which is painted anew alone, and the hours
 * themselves. */
#include "slide/kinds/hotline_plate.h"

struct text_spec hotline_hours_spec(const struct pen *pen, const struct hotline_plate *plate)
{
    return (struct text_spec) { .role = "hours",
        .px = plate->text_px,
        .min_px = pen->grid.small,
        .tabular = true,
        .colour = pen->theme->quiet,
        .line_pct = pen_lines_pct(pen, HOTLINE_LABEL_PCT),
        .max_lines = 2 };
}

static struct text_spec state_spec(
    const struct pen *pen, const struct hotline_plate *plate, const struct hours_said *said)
{
    struct text_spec spec = hotline_hours_spec(pen, plate);
    spec.role = "state";
    spec.colour = pen->theme->ink;
    spec.max_lines = 1;
    spec.bold = said->is_open;
    spec.live = said->changes ? LIVE_SLIDE : LIVE_NONE;
    return spec;
}

/* Of the room of a state, whatever it comes to be; 0 without one. */
static int state_width(
    struct pen *pen, const struct hotline_plate *plate, const struct hours_said *said)
{
    const char *widest = said->changes ? said->widest : said->state;
    return *widest ? pen_width(pen, plate->text_px, true, widest) : 0;
}

static int hours_width(
    struct pen *pen, const struct hotline_plate *plate, const struct hours_said *said)
{
    const struct text_spec hours = hotline_hours_spec(pen, plate);
    return *said->words ? pen_spec_width(pen, &hours, said->words) : 0;
}

/* From the beginning of hours to that of the state behind them. */
static int state_inset(
    struct pen *pen, const struct hotline_plate *plate, const struct hours_said *said)
{
    const int width = hours_width(pen, plate, said);
    return width > 0 ? width + grid_u(&pen->grid, SPACE_3) : 0;
}

const char *hotline_behind(const struct hotline_plate *plate, const struct hotline_entry *entry)
{
    return plate->saying == SAY_STATE_BEHIND   ? entry->said.state
           : plate->saying == SAY_HOURS_BEHIND ? entry->said.words
                                               : "";
}

bool hotline_behind_fits(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry)
{
    const char *label = entry->hotline->label;
    if (!*hotline_behind(plate, entry)) {
        return true;
    }
    const int width = plate->saying == SAY_STATE_BEHIND ? state_width(pen, plate, &entry->said)
                                                        : hours_width(pen, plate, &entry->said);
    return *label &&
           pen_width(pen, plate->label_px, true, label) + grid_u(&pen->grid, SPACE_3) + width <=
               plate->label_w;
}

/* Of the block. */
static int block_width(const struct hotline_plate *plate)
{
    return hotline_has_foot(plate) ? plate->number_w : plate->label_w;
}

bool hotline_line_fits(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry)
{
    return state_inset(pen, plate, &entry->said) + state_width(pen, plate, &entry->said) <=
           block_width(plate);
}

bool hotline_lines_fit(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry)
{
    return hours_width(pen, plate, &entry->said) <= block_width(plate) &&
           state_width(pen, plate, &entry->said) <= block_width(plate);
}

int hotline_hours_lines(struct pen *pen, const char *hours, int width)
{
    return !*hours ? 0 : pen_width(pen, pen->grid.small, false, hours) > width ? 2 : 1;
}

int hotline_said_height(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry)
{
    const struct hours_said *said = &entry->said;
    const struct text_spec hours = hotline_hours_spec(pen, plate);
    int lines = hotline_hours_lines(pen, said->words, block_width(plate));
    if (plate->saying == SAY_HOURS_BEHIND) {
        lines = 0;
    } else if (plate->saying == SAY_ON_A_LINE) {
        lines = *said->words || *said->state;
    } else if (plate->saying == SAY_ON_LINES) {
        lines += !!*said->state;
    }
    return lines * pen_line_px(pen, &hours, hours.px);
}

void hotline_add_behind(struct pen *pen, const struct hotline_plate *plate,
    const struct hotline_entry *entry, struct pixel_rect room)
{
    const bool is_state = plate->saying == SAY_STATE_BEHIND;
    const struct text_spec spec =
        is_state ? state_spec(pen, plate, &entry->said) : hotline_hours_spec(pen, plate);
    pen_text(pen, &spec, room, hotline_behind(plate, entry));
}

void hotline_add_said(struct pen *pen, const struct hotline_plate *plate,
    const struct hotline_entry *entry, struct pixel_rect room)
{
    const struct hours_said *said = &entry->said;
    const struct text_spec hours = hotline_hours_spec(pen, plate),
                           state = state_spec(pen, plate, said);
    const int line_px = pen_line_px(pen, &hours, hours.px);
    struct pixel_rect first = { room.x, room.y, room.w, line_px };
    if (plate->saying == SAY_ON_A_LINE) {
        const int inset = state_inset(pen, plate, said);
        first.x += inset;
        first.w -= inset;
        pen_text(pen, &state, first, said->state);
        room.w = hours_width(pen, plate, said);
    } else if (plate->saying == SAY_ON_LINES && *said->state) {
        room.y = pen_text(pen, &state, first, said->state);
    }
    if (plate->saying != SAY_HOURS_BEHIND) {
        room.h = hotline_hours_lines(pen, said->words, room.w) * line_px;
        pen_text(pen, &hours, room, said->words);
    }
}
