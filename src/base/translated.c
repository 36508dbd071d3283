#include "base/translated.h"

#include <libintl.h>

static bool is_speaking;

void translated_turn(bool is_on)
{
    is_speaking = is_on;
}

/* To gettext the empty text is a catalogue's header. */
const char *translated(const char *english)
{
    return is_speaking && *english ? dgettext("lobbycard", english) : english;
}
