#include "slide/page/phone_text.h"

const char *phone_extension_text(
    struct arena *arena, const struct pen *pen, const struct phone *phone)
{
    return *phone->extension
               ? wording_say(arena, pen->words, WORD_EXTENSION, phone->extension, "")
               : "";
}

const char *phone_text(
    struct arena *arena, const struct pen *pen, const struct phone *phone, const char *between)
{
    const char *extension = phone_extension_text(arena, pen, phone);
    if (!extension || !*extension) {
        return extension ? phone->number : NULL;
    }
    return arena_printf(
        arena, "%.*s%s%s", (int)phone->bare_size, phone->number, between, extension);
}
