#include "base/translated.h"

#include <libintl.h>
#include <string.h>

static bool is_speaking;

void translated_turn(bool is_on)
{
    is_speaking = is_on;
}

bool translated_is_on(void)
{
    return is_speaking;
}

/* To gettext the empty text is a catalogue's header. */
const char *translated(const char *english)
{
    return is_speaking && *english ? dgettext("lobbycard", english) : english;
}

const char *translated_errno(int number)
{
    const char *english = strerrordesc_np(number);
    return english ? translated(english) : "unknown error";
}
