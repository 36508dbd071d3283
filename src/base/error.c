#include "base/error.h"

#include "base/plain.h"
#include "base/translated.h"

#include <stdarg.h>

bool error_set(struct error *error, const char *format, ...)
{
    if (error) {
        va_list arguments;
        va_start(arguments, format);
        plain_format(error->text, sizeof error->text, translated(format), arguments);
        va_end(arguments);
    }
    return false;
}

static void append(char *out, size_t room, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void append(char *out, size_t room, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    plain_format(out, room, format, arguments);
    va_end(arguments);
}

bool error_wrap(struct error *error, const char *format, ...)
{
    if (error) {
        struct error inner = *error;
        va_list arguments;
        va_start(arguments, format);
        size_t used =
            plain_format(error->text, sizeof error->text, translated(format), arguments);
        va_end(arguments);
        append(error->text + used, sizeof error->text - used, translated(": %s"), inner.text);
    }
    return false;
}
