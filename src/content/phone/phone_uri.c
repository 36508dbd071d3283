#include "content/phone/phone_uri.h"

#include <stdbool.h>
#include <string.h>

/* As content/phone/hotline.h writes it. */
static const char extension_mark[] = " 转 ";

/* Appends the digits of text[0..length) to out; how many. */
static size_t put_digits(const char *text, size_t length, char *out)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] >= '0' && text[i] <= '9') {
            out[count++] = text[i];
        }
    }
    out[count] = '\0';
    return count;
}

/* What stands before the digits; NULL where a mobile phone does not get through. Numbers of
 * three to six digits: emergency (1xx), service (10xxx to 12xxx, 95xxx, 96xxx, 118114). */
static const char *prefix_of(const char *number, const char *digits, size_t count)
{
    if (number[0] == '+') {
        return "+";
    }
    if (digits[0] == '0' && count >= 10) {
        return "+86"; /* without the 0 of the trunk */
    }
    if (digits[0] == '1' && count == 11) {
        return "+86";
    }
    if (count == 10 && (digits[0] == '4' || digits[0] == '8')) {
        return "";
    }
    bool is_service = digits[0] == '1' || strncmp(digits, "95", 2) == 0 ||
                      strncmp(digits, "96", 2) == 0 || strcmp(digits, "999") == 0;
    return is_service && count != 4 && count != 7 && count <= 8 ? "" : NULL;
}

const char *phone_uri(struct arena *arena, const char *number)
{
    const char *mark = strstr(number, extension_mark);
    size_t length = mark ? (size_t)(mark - number) : strlen(number);
    char *digits = arena_alloc(arena, length + 1);
    char *extension = arena_alloc(arena, strlen(number) + 1);
    if (!digits || !extension) {
        return NULL;
    }
    size_t count = put_digits(number, length, digits);
    const char *prefix = count > 2 ? prefix_of(number, digits, count) : NULL;
    if (!prefix) {
        return "";
    }
    bool has_trunk = strcmp(prefix, "+86") == 0 && digits[0] == '0';
    if (mark) {
        put_digits(mark, strlen(mark), extension);
    }
    return arena_printf(arena, "tel:%s%s%s%s", prefix, digits + has_trunk,
        *extension ? ";ext=" : "", extension);
}
