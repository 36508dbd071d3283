#include "base/translated.h"

#include "base/catalogue.h"

#include <string.h>

static const struct catalogue *spoken;
static _Thread_local bool is_left_out;

void translated_turn(const struct catalogue *catalogue)
{
    spoken = catalogue;
}

const struct catalogue *translated_by(void)
{
    return spoken;
}

void translated_leave_out(bool left_out)
{
    is_left_out = left_out;
}

/* The empty text is a catalogue's header. */
const char *translated(const char *english)
{
    const char *found =
        spoken && !is_left_out && *english ? catalogue_find(spoken, english) : NULL;
    return found ? found : english;
}

const char *translated_errno(int number)
{
    const char *english = strerrordesc_np(number);
    return english ? translated(english) : "unknown error";
}
