/* The words that hours of a week are written with, in English and Chinese. Each function moves
 * *at behind what it took and leaves it alone when there is none. */
#pragma once

#include <stdbool.h>

/* The first of the words that the text begins with, in either case of letters: its index; -1
 * for none. Longer words must come before those that they begin with. */
int week_word(const char **at, const char *const *words, int count);

/* 一 to 六, 日 or 天, where it is no hour (三点): 0 is Monday; -1 for none. */
int week_word_numeral(const char **at);

/* "8", "17", "八", "十二": a number of at most two digits; -1 for none. */
int week_word_figure(const char **at);

/* "Mon", "Monday", "Mondays", "Thurs.", "周一", "週一", "星期天": 0 is Monday; -1 for none. */
int week_word_day(const char **at);

/* A dash, 至, 到, "to" or "through", spaces around it. */
bool week_word_to(const char **at);

/* "7:30", "07:30", "24:00", with a full-width colon too: minutes of the day; -1 for none. */
int week_word_clock(const char **at);
