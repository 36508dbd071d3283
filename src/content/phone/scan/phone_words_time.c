/* Words of days and times of day. */
#include "content/phone/scan/phone_words.h"

#include <ctype.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

bool phone_word_is_when(const char *text)
{
    static const char *const days[] = { "周一", "周二", "周三", "周四", "周五", "周六", "周日",
        "周末", "週一", "週六", "星期", "每天", "每日", "工作日", "节假日", "假期" };
    for (const char *at = text; *at; at++) {
        if (isdigit((unsigned char)at[0]) &&
            (at[1] == ':' || strncmp(at + 1, "：", strlen("：")) == 0)) {
            return true;
        }
    }
    for (size_t i = 0; i < COUNT(days); i++) {
        if (strstr(text, days[i])) {
            return true;
        }
    }
    return false;
}

bool phone_word_dates(const char *text)
{
    static const char *const words_of_days[] = { "日期", "时间", "時間", "截止", "截至",
        "截止到", "有效期", "有效期限", "生日", "出生", "出生年月", "自", "从", "至", "于",
        "於", "until", "date", "deadline" };
    size_t size = strlen(text);
    for (size_t i = 0; i < COUNT(words_of_days); i++) {
        size_t length = strlen(words_of_days[i]);
        if (size >= length && strcmp(text + size - length, words_of_days[i]) == 0) {
            return true;
        }
    }
    return false;
}
