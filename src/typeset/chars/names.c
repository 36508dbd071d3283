/* Western names in Chinese stay on one line: 约翰·史密斯 (CLREQ 3.1.4 keeps the dot from a
 * line's edges; that the parts stay whole is this project's rule, docs/typesetting.md). */
#include "base/utf8.h"
#include "typeset/break.h"
#include "typeset/chars/chars.h"
#include "typeset/title/lexicon.h"

#include <string.h>

enum {
    LEFT = 2, /* before a dot and behind it, at least */
    RIGHT = 3,
    LONGEST = 10, /* before it and behind it, at most */
};

/* The sounds of the table that news agencies use, and the older ones that historical names
 * have. */
bool chars_is_sound(uint32_t character)
{
    static const char sounds[] =
        "阿埃艾爱安昂奥巴白班邦包保鲍贝本比彼毕宾波玻伯勃博布采蔡策查察彻茨达戴丹当道德登邓狄迪丁"
        "东杜顿多厄恩尔法凡范方菲费芬丰冯佛夫弗福富盖冈戈哥格葛根贡古瓜圭哈海汉豪赫黑亨洪侯胡华怀惠"
        "霍基吉济加贾简杰捷金津久喀卡开凯坎康考柯科可克肯孔库夸奎昆拉腊莱赖兰朗劳勒雷黎里理利莉列林"
        "琳隆龙卢鲁伦罗洛马玛迈麦曼芒毛梅门蒙米密敏明摩莫默姆穆纳娜奈南尼涅宁牛纽努诺欧帕潘庞佩彭皮"
        "平珀普奇契恰乔切钦琼丘屈让热日茹儒瑞若萨塞赛桑瑟森沙莎山尚绍舍申圣施什史舒斯丝苏索塔泰坦汤"
        "唐陶特滕提蒂汀廷通图托瓦万旺威韦维魏温翁沃乌武西希锡夏香肖谢辛休许逊雅亚延扬耶叶伊易因英永"
        "尤约泽詹珍芝智朱兹卓兹扎";
    size_t size = strlen(sounds);
    for (size_t at = 0; at < size;) {
        if (utf8_next(sounds, size, &at) == character) {
            return true;
        }
    }
    return false;
}

struct namer {
    struct shown *row;
    size_t count;
    const char *text;           /* of the chars */
    const unsigned char *words; /* by byte of chars.text; 1: a dictionary word begins */
};

static bool begins_word(const struct namer *namer, size_t i)
{
    return i >= namer->count || namer->words[namer->row[i].at];
}

static bool is_han(const struct namer *namer, size_t i)
{
    return i < namer->count && namer->row[i].class == UNIT_HAN;
}

static bool touches(const struct namer *namer, size_t i)
{
    return i < namer->count && namer->row[i].space == SPACE_NONE;
}

/* A name that the dictionary does not have comes as single characters. */
static bool is_single_sound(const struct namer *namer, size_t i)
{
    return begins_word(namer, i) && begins_word(namer, i + 1) &&
           chars_is_sound(namer->row[i].character);
}

/* 得主|让·蒂罗尔: a title ends before `from`. */
static bool is_behind_title(const struct namer *namer, size_t from)
{
    size_t begin = from >= 2 ? namer->row[from - 2].at : 0;
    return from >= 2 &&
           lexicon_kinds(namer->text + begin, namer->row[from].at - begin) & WORD_TITLE;
}

static size_t name_begin(const struct namer *namer, size_t dot)
{
    size_t from = dot;
    while (
        from > 0 && dot - from < LONGEST && is_han(namer, from - 1) && touches(namer, from) &&
        !(from < dot && is_behind_title(namer, from)) &&
        (dot - from < LEFT || !begins_word(namer, from) || is_single_sound(namer, from - 1))) {
        from--;
    }
    return from;
}

static size_t name_end(const struct namer *namer, size_t dot)
{
    size_t to = dot + 1;
    while (to - dot <= LONGEST && is_han(namer, to) && touches(namer, to) &&
           (to - dot <= RIGHT || !begins_word(namer, to) || is_single_sound(namer, to))) {
        to++;
    }
    return to;
}

bool chars_keep_names(struct arena *arena, struct chars *chars)
{
    struct namer namer = { .row = chars->row, .count = chars->count, .text = chars->text };
    unsigned char *words = NULL;
    for (size_t i = 1; i + 1 < chars->count; i++) {
        const struct shown *shown = &chars->row[i];
        if (shown->class != UNIT_MIDDLE || shown->western_mark || !is_han(&namer, i - 1) ||
            !is_han(&namer, i + 1)) {
            continue;
        }
        if (!words) {
            words = arena_alloc(arena, chars->text_size + 1);
            if (!words || !break_find(BREAK_WORDS, chars->text, chars->text_size, words)) {
                return false;
            }
            namer.words = words;
        }
        size_t end = name_end(&namer, i);
        for (size_t k = name_begin(&namer, i) + 1; k < end; k++) {
            chars_keep_softly(chars, k, k == i + 1 ? TASTE_NAME_DOT : TASTE_NAME);
        }
    }
    return true;
}
