#include "time/week_words.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

int week_word(const char **at, const char *const *words, int count)
{
    for (int i = 0; i < count; i++) {
        size_t length = strlen(words[i]);
        if (strncasecmp(*at, words[i], length) == 0) {
            *at += length;
            return i;
        }
    }
    return -1;
}

int week_word_day(const char **at)
{
    static const char *const english[] = { "Monday", "Tuesday", "Wednesday", "Thursday",
        "Friday", "Saturday", "Sunday", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    static const char *const prefixes[] = { "周", "星期", "礼拜" };
    static const char *const numerals[] = { "一", "二", "三", "四", "五", "六", "日", "天" };
    const char *text = *at;
    int day;
    if (week_word(&text, prefixes, 3) >= 0) {
        day = week_word(&text, numerals, 8);
        day = day == 7 ? 6 : day;
    } else {
        day = week_word(&text, english, 14);
        day = isalpha((unsigned char)*text) ? -1 : day;
        day = day > 6 ? day - 7 : day;
    }
    *at = day < 0 ? *at : text;
    return day;
}

bool week_word_to(const char **at)
{
    static const char *const marks[] = { "-", "–", "—", "~", "～", "－", "至", "到" };
    const char *text = *at + strspn(*at, " ");
    if (week_word(&text, marks, 8) < 0) {
        return false;
    }
    *at = text + strspn(text, " ");
    return true;
}

int week_word_clock(const char **at)
{
    static const char *const colons[] = { ":", "：" };
    int hour = 0, minute = 0, digits = 0;
    const char *text = *at;
    for (; digits < 2 && isdigit((unsigned char)*text); digits++) {
        hour = hour * 10 + (*text++ - '0');
    }
    if (digits == 0 || week_word(&text, colons, 2) < 0) {
        return -1;
    }
    for (digits = 0; digits < 2 && isdigit((unsigned char)*text); digits++) {
        minute = minute * 10 + (*text++ - '0');
    }
    int minutes = hour * 60 + minute;
    if (digits < 2 || minute > 59 || minutes > 24 * 60) {
        return -1;
    }
    *at = text;
    return minutes;
}
