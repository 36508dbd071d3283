#include "command/desk/when/when_words.h"

#include "time/week_words.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Of one length, so that a place in the text stays where it is. */
static const struct {
    const char *from, *to;
} folded[] = { { "週", "周" }, { "點", "点" }, { "時", "时" }, { "後", "后" }, { "兩", "两" },
    { "從", "从" }, { "開", "开" }, { "間", "间" }, { "號", "号" }, { "禮", "礼" },
    { "個", "个" }, { "鐘", "钟" }, { "長", "长" }, { "無", "无" }, { "現", "现" },
    { "終", "终" }, { "結", "结" }, { "屆", "届" }, { "爲", "为" }, { "為", "为" },
    { "這", "这" }, { "圖", "图" }, { "書", "书" }, { "館", "馆" }, { "廳", "厅" },
    { "體", "体" }, { "學", "学" }, { "樓", "楼" }, { "門", "门" }, { "辦", "办" },
    { "顯", "显" }, { "優", "优" }, { "級", "级" }, { "輪", "轮" }, { "發", "发" },
    { "佈", "布" }, { "內", "内" }, { "聯", "联" }, { "續", "续" }, { "幾", "几" },
    { "與", "与" }, { "。", "," }, { "\xE3\x80\x80", " " }, { "\xC2\xA0", " " } };

static unsigned wide_form(const unsigned char *at)
{
    bool is_three = at[0] == 0xEF && at[1] && at[2];
    unsigned code =
        is_three ? (unsigned)(at[0] & 15) << 12 | (unsigned)(at[1] & 63) << 6 | (at[2] & 63)
                 : 0;
    return code > 0xFF00 && code < 0xFF5F ? code - 0xFEE0 : 0;
}

char *when_normalised(struct arena *arena, const char *sentence)
{
    char *out = arena_strdup(arena, sentence), *to = out;
    bool in_quotes = false;
    for (const char *at = out; at && *at;) {
        unsigned wide = in_quotes ? 0 : wide_form((const unsigned char *)at);
        size_t taken = 1;
        const char *instead = NULL;
        in_quotes = strncmp(at, "“", 3) == 0 || (in_quotes && strncmp(at, "”", 3) != 0);
        for (size_t i = 0; !in_quotes && i < sizeof folded / sizeof *folded; i++) {
            if (strncmp(at, folded[i].from, strlen(folded[i].from)) == 0) {
                instead = folded[i].to;
                taken = strlen(folded[i].from);
            }
        }
        if (wide) {
            *to++ = (char)wide;
            at += 3;
        } else if (instead) {
            memcpy(to, instead, strlen(instead));
            to += strlen(instead);
            at += taken;
        } else {
            *to++ = (char)(*at == '\t' || *at == '\n' || *at == '\r' ? ' ' : *at);
            at++;
        }
    }
    if (out) {
        *to = '\0';
    }
    return out;
}

void when_skip(const char **at)
{
    *at += strspn(*at, " ");
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

static int take_numeral(const char **at)
{
    static const char *const numerals[] = { "零", "一", "二", "三", "四", "五", "六", "七",
        "八", "九", "〇", "两" };
    static const int figures[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 2 };
    int numeral = week_word(at, numerals, 12);
    return numeral < 0 ? -1 : figures[numeral];
}

int when_take_number(const char **at)
{
    static const char *const ten[] = { "十" };
    const char *text = *at;
    int value = 0, digits = 0;
    for (; digits < 6 && isdigit((unsigned char)text[digits]); digits++) {
        value = value * 10 + (text[digits] - '0');
    }
    if (digits > 0) {
        *at = text + digits;
        return isdigit((unsigned char)**at) ? -1 : value;
    }
    int tens = take_numeral(&text);
    if (week_word(&text, ten, 1) < 0) {
        *at = text;
        return tens;
    }
    int ones = take_numeral(&text);
    *at = text;
    return (tens < 0 ? 1 : tens) * 10 + (ones < 0 ? 0 : ones);
}

bool when_ends_figure(const char *text)
{
    return (unsigned char)*text < 0x80 ||
           WHEN_TAKE(&text, "、", "和", "及", "与", "以及", "到", "至", "—", "–", "的", "上午",
               "中午", "下午", "早", "晚", "凌晨", "傍晚", "清晨", "全天", "在", "不在", "除",
               "每天");
}

bool when_ends_day(const char *text)
{
    return when_ends_figure(text) ||
           WHEN_TAKE(&text, "起", "前", "后", "之前", "之后", "以前", "以后", "之内", "以内",
               "内", "开始", "整天", "一整天", "一天", "周", "星期", "礼拜", "期间", "为止",
               "止", "结束");
}

bool when_take_to(const char **at)
{
    static const char *const dash[] = { "—", "-" };
    when_skip(at);
    if (WHEN_TAKE(at, "一直到", "直到", "直至", "截止到", "截至", "起到", "起至", "起直到",
            "and until", "up to", "until", "till")) {
        return true;
    }
    if (!week_word_to(at)) {
        return false;
    }
    week_word(at, dash, 2);
    when_skip(at);
    return true;
}
