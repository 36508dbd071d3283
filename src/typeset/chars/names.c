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
 * have, in the order of their code points. */
bool chars_is_sound(uint32_t character)
{
    static const uint16_t sounds[] =
        u"丁万丘东丝丰丹久乌乔亚亨什伊休伦伯佛佩侯保儒克兰兹冈冯凡凯切列利加努劳勃勒包华卓南博卡卢厄古"
        u"可史叶吉哈哥唐喀因图圣圭坎坦埃基塔塞夏多夫夸奇奈奎契奥姆威娜孔宁安宾密富察尔尚尤尼屈山巴布希"
        u"帕平库庞康延廷开弗当彭彻彼德怀恩恰惠戈戴扎托扬拉捷提摩敏斯方施日旺昂昆明易普智曼朗本朱杜杰林"
        u"查柯根格桑梅森欧武比毕毛永汀汉汤沃沙法波泰泽洛津洪济海涅温滕潘热爱牛特狄玛玻珀珍班理琳琼瑞瑟"
        u"瓜瓦申登白皮盖福科穆策简米索约纳纽绍维罗翁考耶肖肯胡腊舍舒艾芒芝芬苏若英范茨茹莉莎莫莱菲萨葛"
        u"蒂蒙蔡西詹让许诺谢豪贝贡费贾赖赛赫辛达迈迪逊通道邓邦采里金钦锡门阿陶隆雅雷霍韦顿香马魏鲁鲍麦"
        u"黎黑默龙";
    size_t low = 0, high = sizeof sounds / sizeof *sounds - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sounds[middle] == character) {
            return true;
        }
        low = sounds[middle] < character ? middle + 1 : low;
        high = sounds[middle] < character ? high : middle;
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
