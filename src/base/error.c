#include "base/error.h"

#include "base/language.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* vsnprintf may cut in the middle of a UTF-8 sequence; drop the torn tail. */
static void drop_torn_tail(char *text, size_t capacity)
{
    size_t length = strlen(text);
    if (length + 1 < capacity) {
        return;
    }
    size_t start = length;
    while (start > 0 && length - start < 4 && ((unsigned char)text[start - 1] & 0xC0) == 0x80) {
        start--;
    }
    if (start > 0 && (unsigned char)text[start - 1] >= 0xC0) {
        text[start - 1] = '\0';
    }
}

bool error_set(struct error *error, const char *format, ...)
{
    if (error) {
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(error->text, sizeof error->text, translated(format), arguments);
        va_end(arguments);
        drop_torn_tail(error->text, sizeof error->text);
    }
    return false;
}

bool error_wrap(struct error *error, const char *format, ...)
{
    if (error) {
        struct error inner = *error;
        va_list arguments;
        va_start(arguments, format);
        int used = vsnprintf(error->text, sizeof error->text, translated(format), arguments);
        va_end(arguments);
        if (used >= 0 && (size_t)used < sizeof error->text) {
            snprintf(error->text + used, sizeof error->text - (size_t)used, translated(": %s"),
                inner.text);
        }
        drop_torn_tail(error->text, sizeof error->text);
    }
    return false;
}
