#include "slide/page/pen.h"

const char *pen_say(const struct pen *pen, enum word word, const char *one, const char *two)
{
    return wording_say(pen->arena, pen->words, word, one, two);
}

const char *pen_date(
    const struct pen *pen, enum date_word word, const struct civil_date *date, bool with_time)
{
    const struct layout *layout = pen->layout;
    struct civil_date shown = *date;
    shown.has_time = date->has_time && with_time;
    return wording_date(pen->arena, pen->words, word, &shown,
        date_at(layout->config->screen.timezone, layout->now_ms).year);
}
