#include "base/translated.h"

#include <libintl.h>
#include <string.h>

static bool is_speaking;
static _Thread_local bool is_left_out;

void translated_turn(bool is_on)
{
    is_speaking = is_on;
}

bool translated_is_on(void)
{
    return is_speaking;
}

void translated_leave_out(bool left_out)
{
    is_left_out = left_out;
}

/* To gettext the empty text is a catalogue's header. */
const char *translated(const char *english)
{
    return is_speaking && !is_left_out && *english ? dgettext("lobbycard", english) : english;
}

const char *translated_errno(int number)
{
    const char *english = strerrordesc_np(number);
    return english ? translated(english) : "unknown error";
}
