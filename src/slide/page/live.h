/* Boxes that change while their slide stands: the clock and the date. */
#pragma once

#include "slide/scene/slide.h"

/* Sets the text of one live box (clock, date) anew for now_ms: same rect, new lines. */
bool slide_refresh_live(const struct layout *layout, struct box *box);
