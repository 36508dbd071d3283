/* A theme in the colours of a logo. Pure. */
#pragma once

#include "command/theme/palette.h"
#include "config/theme.h"

/* Changes the theme's colours, of which it keeps how light each is: the accent becomes the
 * logo's first colour, as much darker or lighter as it must be, and what is nearly grey takes a
 * breath of its hue. A logo without a hue changes nothing but the accent. The theme keeps what
 * it promises of contrast; false where no such colours are found. */
bool proposal_make(struct theme *theme, const struct palette *palette);
