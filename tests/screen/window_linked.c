/* The module's windows in the test itself. */
#include "screen/stage/window.h"

extern const struct window_kind window_sdl, window_kms;

const struct window_kind *window_by_sdl(struct error *error)
{
    (void)error;
    return &window_sdl;
}

const struct window_kind *window_by_kms(struct error *error)
{
    (void)error;
    return &window_kms;
}
