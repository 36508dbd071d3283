/* A date's text made plain, and its figures. */
#include "time/moment_loose_parts.h"
#include "time/week_words.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

#define WORD(at, words) week_word(at, words, (int)(sizeof(words) / sizeof *(words)))

static const char *const spaces[] = { "\u3000", "\u00A0", "\u2009", "\u202F", "\t", "\r", "\n",
    "&nbsp;" };
static const char *const dashes[] = { "–", "—", "−", "‐", "‑" };
static const char *const opens[] = { "【", "〔", "［", "《" };
static const char *const closes[] = { "】", "〕", "］", "》" };

static char narrow_of(const char **at)
{
    const unsigned char *c = (const unsigned char *)*at;
    if (c[0] == 0xEF && ((c[1] == 0xBC && c[2] >= 0x81 && c[2] <= 0xBF))) {
        *at += 3;
        return (char)(c[2] - 0x60); /* U+FF01 to U+FF1F */
    }
    return WORD(at, spaces) >= 0   ? ' '
           : WORD(at, dashes) >= 0 ? '-'
           : WORD(at, opens) >= 0  ? '('
           : WORD(at, closes) >= 0 ? ')'
                                   : '\0';
}

/* Behind "发布时间:" and the like, or several: letters, then a colon. */
static const char *behind_label(const char *text)
{
    const char *colon = strchr(text, ':');
    bool is_label = colon && colon > text && !isdigit((unsigned char)colon[-1]);
    for (const char *at = text; is_label && at < colon; at++) {
        is_label = !isdigit((unsigned char)*at);
    }
    return is_label ? behind_label(colon + 1) : text;
}

/* "来源:教务处 点击:12": what pages print behind a date is none of it. */
static void cut_details(char *text)
{
    static const char *const details[] = { "来源", "作者", "编辑", "责任编辑", "责编", "供稿",
        "撰稿", "摄影", "审核", "点击", "浏览", "阅读", "访问", "发布人", "发布者",
        "发布单位" };
    for (size_t i = 0; i < sizeof details / sizeof *details; i++) {
        char *found = strstr(text, details[i]);
        if (found && strcspn(text, "0123456789") < (size_t)(found - text)) {
            *found = '\0';
        }
    }
    size_t length = strlen(text);
    while (length > 0 && strchr(" |;,", text[length - 1])) {
        length--;
    }
    text[length] = '\0';
}

/* "发布于", "2026-11-20 发布。": that it is one, and of what. */
static void strip_words(char *text)
{
    static const char *const fronts[] = { "发布于", "发表于", "更新于", "修改于", "刊登于",
        "发布", "发表", "更新", "posted on", "published on", "last updated on", "updated on",
        "posted", "published", "last updated", "updated" };
    static const char *const backs[] = { "。", "发布", "发表", "更新", "修改", "上传", "刊发",
        "刊登", "全天", "起", "止" };
    const char *date = text;
    WORD(&date, fronts);
    memmove(text, date, strlen(date) + 1);
    for (size_t i = 0; i < sizeof backs / sizeof *backs; i++) {
        size_t length = strlen(text), size = strlen(backs[i]);
        if (length > size && strcmp(text + length - size, backs[i]) == 0) {
            text[length - size] = '\0';
        }
    }
}

static void trim(char *text)
{
    size_t length = strlen(text), front = strspn(text, " ");
    while (length > front && text[length - 1] == ' ') {
        length--;
    }
    memmove(text, text + front, length - front);
    text[length - front] = '\0';
}

/* "(2026-11-20)" */
static void strip_brackets(char *text)
{
    size_t length = strlen(text);
    bool is_round = length > 2 && text[0] == '(' && strchr(text, ')') == text + length - 1;
    bool is_square = length > 2 && text[0] == '[' && strchr(text, ']') == text + length - 1;
    if (is_round || is_square) {
        memmove(text, text + 1, length - 2);
        text[length - 2] = '\0';
    }
}

/* "2026-11-20T09:30:00 08:00": the + of an address that was decoded as a form. */
static void mend_plus(char *text)
{
    char *space = strchr(text, 'T') ? strrchr(text, ' ') : NULL;
    size_t size = space ? strlen(space + 1) : 0;
    bool is_offset = size > 0 && space > text && isdigit((unsigned char)space[-1]) &&
                     ((size == 5 && space[3] == ':') || size == 4) &&
                     strspn(space + 1, "0123456789:") == size;
    if (is_offset && isdigit((unsigned char)strchr(text, 'T')[1])) {
        *space = '+';
    }
}

/* "2026、11、20、9、30", the list that Java makes of a LocalDateTime: as 2026-11-20 9:30. */
static void mend_list(char *text)
{
    static const char marks[] = "-- ::";
    static const char between[] = "、";
    char mended[LOOSE_MAX_BYTES];
    size_t used = 0, parts = 0;
    const char *at = text;
    for (; isdigit((unsigned char)*at) && used + 8 < sizeof mended; parts++) {
        size_t digits = strspn(at, "0123456789");
        bool is_short = parts > 2 && digits == 1;
        if (parts > 0 && parts < 6) {
            mended[used++] = marks[parts - 1];
        }
        mended[used] = '0';
        used += is_short; /* 9:05 */
        size_t kept = parts < 6 && digits <= 4 ? digits : 0;
        memcpy(mended + used, at, kept);
        used += kept;
        at += digits;
        at += strncmp(at, between, strlen(between)) == 0 ? strlen(between) : 0;
    }
    mended[used] = '\0';
    bool is_list =
        !*at && strncmp(text + 4, between, strlen(between)) == 0 && parts >= 3 && parts != 4;
    if (strlen(text) > 4 && is_list) {
        memcpy(text, mended, used + 1);
    }
}

bool loose_narrow(const char *text, char out[LOOSE_MAX_BYTES])
{
    size_t used = 0;
    while (*text && used + 1 < LOOSE_MAX_BYTES) {
        char narrow = narrow_of(&text);
        out[used++] = narrow ? narrow : *text++;
    }
    out[used] = '\0';
    if (*text) {
        return false;
    }
    trim(out);
    const char *date = behind_label(out);
    memmove(out, date, strlen(date) + 1);
    cut_details(out);
    strip_words(out);
    trim(out);
    strip_brackets(out);
    trim(out);
    mend_plus(out);
    mend_list(out);
    return true;
}

static int take_han_digit(const char **at)
{
    static const char *const figures[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八",
        "九", "○", "零", "Ｏ" };
    int figure = WORD(at, figures);
    return figure > 9 ? 0 : figure;
}

/* 二〇二六, 十一, 二十, 二十五 */
static bool take_han(const char **at, int *number, int *digits)
{
    static const char *const tens[] = { "十" };
    const char *text = *at;
    int figure;
    *number = 0;
    *digits = 0;
    while (*digits < 4 && (figure = take_han_digit(&text)) >= 0) {
        *number = *number * 10 + figure;
        (*digits)++;
    }
    if (*digits < 2 && WORD(&text, tens) >= 0) {
        *number = (*digits == 0 ? 1 : *number) * 10;
        figure = take_han_digit(&text);
        *number += figure > 0 ? figure : 0;
        *digits = 2;
    }
    *at = *digits > 0 ? text : *at;
    return *digits > 0;
}

bool loose_take_number(const char **at, int *number, int *digits)
{
    const char *text = *at;
    *number = 0;
    for (*digits = 0; isdigit((unsigned char)*text); (*digits)++) {
        if (*digits == 9) {
            return false;
        }
        *number = *number * 10 + (*text++ - '0');
    }
    if (*digits == 0) {
        return take_han(at, number, digits);
    }
    *at = text;
    return true;
}
