/* SDL's window in the test itself. */
#include "screen/stage/window.h"

extern const struct window_kind window_sdl;

const struct window_kind *window_by_sdl(struct error *error)
{
    (void)error;
    return &window_sdl;
}
