#include "screen/stage/card.h"
#include "screen/stage/sdl/glass.h"

#include <string.h>

const struct glass_kind *glass_choose(void)
{
    const char *wish = SDL_GetHint(SDL_HINT_RENDER_DRIVER);
    bool has_memory = glass_has_memory();
    if (wish && *wish) {
        return strcmp(wish, "software") == 0 && has_memory ? &glass_surface : &glass_renderer;
    }
    return has_memory && !card_is_there() ? &glass_surface : &glass_renderer;
}
