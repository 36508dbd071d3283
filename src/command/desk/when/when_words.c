#include "command/desk/when/when_words.h"

#include "time/week.h"
#include "time/week_words.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

void when_skip(const char **at)
{
    *at += strspn(*at, " \t");
}

/* A word of letters ends where no letter follows. */
static bool ends_there(const char *word, const char *behind)
{
    char last = word[strlen(word) - 1];
    return !isalpha((unsigned char)last) || !isalpha((unsigned char)*behind);
}

bool when_take_word(const char **at, const char *const *words, size_t count)
{
    const char *text = *at;
    when_skip(&text);
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(words[i]);
        if (strncasecmp(text, words[i], length) == 0 && ends_there(words[i], text + length)) {
            *at = text + length;
            when_skip(at);
            return true;
        }
    }
    return false;
}

int when_take_number(const char **at)
{
    const char *text = *at;
    int value = 0, digits = 0;
    for (; digits < 6 && isdigit((unsigned char)text[digits]); digits++) {
        value = value * 10 + (text[digits] - '0');
    }
    if (digits == 0) {
        return week_word_figure(at);
    }
    *at = text + digits;
    return value;
}

static enum when_half take_half(const char **at)
{
    if (WHEN_TAKE(at, "上午", "早上", "早晨", "清晨", "凌晨", "早", "am", "a.m.")) {
        return HALF_MORNING;
    }
    if (WHEN_TAKE(at, "中午", "正午")) {
        return HALF_NOON;
    }
    return WHEN_TAKE(at, "下午", "傍晚", "晚上", "夜里", "晚", "pm", "p.m.") ? HALF_AFTERNOON
                                                                             : HALF_NONE;
}

int when_in_half(int minute, enum when_half half)
{
    int hour = minute / 60;
    if (half == HALF_AFTERNOON && hour < 12) {
        return minute + 12 * 60;
    }
    if (half == HALF_NOON && hour >= 1 && hour <= 2) {
        return minute + 12 * 60;
    }
    return half == HALF_MORNING && hour == 12 ? minute - 12 * 60 : minute;
}

/* "3点半", "15时30分", "三点一刻". */
static int take_spoken(const char **at)
{
    const char *text = *at;
    int hour = when_take_number(&text), minute = 0;
    if (hour < 0 || hour > 24 || !WHEN_TAKE(&text, "点钟", "点", "點", "时", "時")) {
        return -1;
    }
    if (WHEN_TAKE(&text, "半")) {
        minute = 30;
    } else if (WHEN_TAKE(&text, "一刻")) {
        minute = 15;
    } else if (isdigit((unsigned char)*text)) {
        const char *behind = text;
        minute = when_take_number(&behind);
        if (minute < 0 || minute > 59 || !WHEN_TAKE(&behind, "分")) {
            return -1;
        }
        text = behind;
    }
    WHEN_TAKE(&text, "整");
    *at = text;
    return hour * 60 + minute <= DAY_MINUTES ? hour * 60 + minute : -1;
}

/* "8 am", "8am": an hour alone, in English. */
static int take_english_hour(const char **at, enum when_half *half)
{
    const char *text = *at;
    int hour = isdigit((unsigned char)*text) ? when_take_number(&text) : -1;
    if (hour < 1 || hour > 12) {
        return -1;
    }
    *half = WHEN_TAKE(&text, "am", "a.m.")   ? HALF_MORNING
            : WHEN_TAKE(&text, "pm", "p.m.") ? HALF_AFTERNOON
                                             : HALF_NONE;
    if (*half == HALF_NONE) {
        return -1;
    }
    *at = text;
    return hour * 60;
}

int when_take_time(const char **at, enum when_half *half)
{
    const char *text = *at;
    when_skip(&text);
    if (WHEN_TAKE(&text, "noon")) {
        *at = text;
        return 12 * 60;
    }
    if (WHEN_TAKE(&text, "midnight", "午夜", "半夜", "零点")) {
        *at = text;
        return DAY_MINUTES;
    }
    enum when_half before = take_half(&text);
    const char *behind_half = text;
    int minute = week_word_clock(&text);
    minute = minute >= 0 ? minute : take_spoken(&text);
    enum when_half after = HALF_NONE;
    minute = minute >= 0 ? minute : take_english_hour(&text, &after);
    if (minute < 0 && before == HALF_NOON) {
        minute = 12 * 60;
        text = behind_half;
    }
    if (minute < 0) {
        return -1;
    }
    if (after == HALF_NONE && before == HALF_NONE && WHEN_TAKE(&text, "am", "a.m.")) {
        after = HALF_MORNING;
    } else if (after == HALF_NONE && before == HALF_NONE && WHEN_TAKE(&text, "pm", "p.m.")) {
        after = HALF_AFTERNOON;
    }
    *half = before != HALF_NONE ? before : after;
    when_skip(&text);
    *at = text;
    return when_in_half(minute, *half);
}
