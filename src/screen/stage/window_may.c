/* Which kinds of window are worth trying, before anything is asked of a display. */
#include "screen/stage/card.h"
#include "screen/stage/window.h"

#include <stdlib.h>
#include <string.h>

static bool is_empty_or(const char *variable, const char *text)
{
    const char *value = getenv(variable);
    return !value || !*value || strcmp(value, text) == 0;
}

/* What draws by the CPU, in a window that covers a display. */
static bool may_be_plain(const struct stage_options *options)
{
    return !options->windowed && is_empty_or("SDL_RENDER_DRIVER", "software") &&
           !card_is_there();
}

bool window_may_be_x11(const struct stage_options *options)
{
    return is_empty_or("SDL_VIDEODRIVER", "x11") && may_be_plain(options);
}

bool window_may_be_kms(const struct stage_options *options)
{
    return is_empty_or("SDL_VIDEODRIVER", "KMSDRM") && is_empty_or("DISPLAY", "") &&
           is_empty_or("WAYLAND_DISPLAY", "") && is_empty_or("WAYLAND_SOCKET", "") &&
           may_be_plain(options);
}
