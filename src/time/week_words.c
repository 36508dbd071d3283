#include "time/week_words.h"

#include "time/week.h"

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

int week_word_numeral(const char **at)
{
    static const char *const numerals[] = { "一", "二", "三", "四", "五", "六", "日", "天" };
    static const char *const hours[] = { "点", "點", "时", "時", "十" };
    const char *text = *at;
    int day = week_word(&text, numerals, 8);
    const char *behind = text;
    if (day < 0 || week_word(&behind, hours, 5) >= 0) {
        return -1;
    }
    *at = text;
    return day == 7 ? 6 : day;
}

int week_word_figure(const char **at)
{
    static const char *const numerals[] = { "十一", "十二", "十", "一", "二", "两", "兩", "三",
        "四", "五", "六", "七", "八", "九" };
    static const int figures[] = { 11, 12, 10, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9 };
    const char *text = *at;
    int numeral = week_word(&text, numerals, 14), figure = 0, digits = 0;
    for (; numeral < 0 && digits < 2 && isdigit((unsigned char)*text); digits++) {
        figure = figure * 10 + (*text++ - '0');
    }
    if (numeral < 0 && digits == 0) {
        return -1;
    }
    *at = text;
    return numeral < 0 ? figure : figures[numeral];
}

int week_word_day(const char **at)
{
    static const char *const english[] = { "Monday", "Tuesday", "Wednesday", "Thursday",
        "Friday", "Saturday", "Sunday", "Tues", "Weds", "Thurs", "Thur", "Mon", "Tue", "Wed",
        "Thu", "Fri", "Sat", "Sun" };
    static const int days_of_four[] = { 1, 2, 3, 3 };
    static const char *const prefixes[] = { "周", "週", "星期", "礼拜", "禮拜" };
    static const char *const plural[] = { "s" }, *const stop[] = { "." };
    const char *text = *at;
    int day;
    if (week_word(&text, prefixes, 5) >= 0) {
        day = week_word_numeral(&text);
    } else {
        day = week_word(&text, english, 18);
        if (day >= 0 && day < WEEK_DAYS) {
            week_word(&text, plural, 1);
        } else if (day >= 0) {
            day = day < 11 ? days_of_four[day - WEEK_DAYS] : day - 11;
            week_word(&text, stop, 1);
        }
        day = isalpha((unsigned char)*text) ? -1 : day;
    }
    *at = day < 0 ? *at : text;
    return day;
}

bool week_word_to(const char **at)
{
    static const char *const marks[] = { "-", "–", "—", "~", "～", "－", "‐", "‑", "−", "〜",
        "至", "到", "to ", "through ", "thru ", "until ", "till " };
    const char *text = *at + strspn(*at, " ");
    if (week_word(&text, marks, 17) < 0) {
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
