#include "content/text/closing.h"

#include "base/utf8.h"
#include "time/moment_loose.h"

#include <stdint.h>
#include <string.h>

/* What a paragraph says of the day, PART being 11月20日 or 2026年11月, and of who signs: what
 * may be a name, ends as names of offices do, is one whatever stands beside it. */
enum signed_day { DAY_NONE, DAY_PART, DAY_WHOLE };
enum signer { SIGNER_NONE, SIGNER_NAME, SIGNER_OFFICE, SIGNER_SURE };

/* What a text does that a closing stands below. */
enum before { BEFORE_NOTHING, BEFORE_LISTS, BEFORE_ENDS };

enum {
    ISSUERS_MOST = 4, /* of one notice */
    OFFICE_MOST = 30, /* characters, beside a day; and where nothing else tells it */
    NAME_MOST = 12,
    LONG_BYTES = 60, /* twenty characters: no line of a programme */
    DAY_BYTES = 64,
};

struct span {
    const char *text;
    size_t size;
};

static bool begins_with(struct span span, const char *word)
{
    const size_t size = strlen(word);
    return span.size >= size && memcmp(span.text, word, size) == 0;
}

static bool ends_with(struct span span, const char *word)
{
    const size_t size = strlen(word);
    return span.size >= size && memcmp(span.text + span.size - size, word, size) == 0;
}

/* Whether the span begins, or ends, with one of the words, which NULL ends; the first of them.
 */
typedef bool span_test(struct span span, const char *word);
static const char *find(struct span span, span_test *test, const char *const *words)
{
    while (*words && !test(span, *words)) {
        words++;
    }
    return *words;
}

static const char *const spaces[] = { " ", "　", "\u00A0", "\t", "\r", NULL };

static struct span trimmed(struct span span)
{
    for (const char *space; (space = find(span, begins_with, spaces));) {
        span.text += strlen(space);
        span.size -= strlen(space);
    }
    for (const char *space; (space = find(span, ends_with, spaces));) {
        span.size -= strlen(space);
    }
    return span;
}

/* Figures, and what stands between those of a date: no time of day, no day of the week, which
 * an event has. */
static enum signed_day day_of(struct span span)
{
    static const char *const parts[] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "〇",
        "○", "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "年", "月", "日",
        "-", "/", ".", " ", "　", "中華民國", "民國", NULL };
    char text[DAY_BYTES];
    struct span rest = span;
    bool has_month = false, ends = false;
    for (const char *part; (part = find(rest, begins_with, parts));) {
        has_month = has_month || strcmp(part, "月") == 0;
        ends = strcmp(part, "月") == 0 || strcmp(part, "日") == 0;
        rest.text += strlen(part);
        rest.size -= strlen(part);
    }
    struct moment moment = { .form = MOMENT_NONE };
    if (rest.size > 0 || span.size == 0 || span.size >= sizeof text) {
        return DAY_NONE;
    }
    memcpy(text, span.text, span.size);
    text[span.size] = '\0';
    if (moment_read_loose(text, MOMENT_NO_CLOCK, &moment) && moment.form == MOMENT_DATE) {
        return DAY_WHOLE;
    }
    return has_month && ends ? DAY_PART : DAY_NONE;
}

/* Without what stands in brackets behind an issuer's name: 学生工作部（处）, （盖章）. */
static struct span without_brackets(struct span span)
{
    static const char *const opening[] = { "（", "(", NULL };
    static const char *const closing[] = { "）", ")", NULL };
    for (size_t at = span.size; find(span, ends_with, closing) && at-- > 0;) {
        const struct span rest = { span.text + at, span.size - at };
        if (find(rest, begins_with, opening)) {
            return trimmed((struct span) { span.text, at });
        }
    }
    return span;
}

/* What ends as names of offices do, and is a place or an event. */
static bool is_place(struct span span)
{
    static const char *const ends[] = { "报告厅", "大厅", "餐厅", "展厅", "音乐厅", "演播厅",
        "会议室", "教室", "活动室", "休息室", "广场", "操场", "楼", "层", "号", "门", "前",
        "内", "外", "活动中心", "此处", "之处", "好处", "到处", "用处", "难处", "别处", "机会",
        "晚会", "运动会", "招聘会", "宣讲会", "音乐会", "双选会", "交流会", "说明会", "座谈会",
        "推介会", "洗手间", "全部", "上班", "开班", "参会", "到会", "车站", NULL };
    static const char *const counted[] = { "室", "处", NULL }; /* 203室, 新增18处 */
    const char *unit = find(span, ends_with, counted);
    const size_t before = unit ? span.size - strlen(unit) : 0;
    const bool is_counted =
        before > 0 && span.text[before - 1] >= '0' && span.text[before - 1] <= '9';
    return is_counted || find(span, ends_with, ends);
}

static enum signer office_of(struct span span)
{
    static const char *const sure[] = { "处", "處", "局", "学院", "學院", "医院", "醫院",
        "研究院", "研究生院", "大学", "大學", "学校", "學校", "中学", "中學", "小学", "小學",
        "幼儿园", "委员会", "委員會", "组委会", "学生会", "學生會", "研究生会", "协会", "協會",
        "工会", "联合会", "基金会", "居委会", "办公室", "辦公室", "编辑部", "宣传部", "组织部",
        "统战部", "工作部", "武装部", "保卫部", "党支部", "团委", "党委", "纪委", "图书馆",
        "圖書館", "档案馆", "校史馆", "中心", "公司", "集团", "集團", "物业", NULL };
    static const char *const ends[] = { "部", "院", "系", "室", "馆", "館", "所", "会", "會",
        "办", "辦", "科", "组", "組", "队", "隊", "校", "厅", "廳", "委", "社", "站", "团",
        "團", "府", "班", "基地", "食堂", "银行", "街道", "电视台", "广播台", "超市", "书店",
        NULL };
    return find(span, ends_with, sure)   ? SIGNER_SURE
           : find(span, ends_with, ends) ? SIGNER_OFFICE
                                         : SIGNER_NONE;
}

/* What begins a sentence, though it ends with no stop. */
static bool is_said(struct span span)
{
    static const char *const begins[] = { "请", "敬请", "敬礼", "敬禮", "此致", "欢迎", "歡迎",
        "望", "特此", "祝", "谢谢", "謝謝", "感谢", "感謝", "详见", "详询", "咨询", "联系",
        "聯絡", "报名", "报送", "提交", "交至", "交到", "送至", "送到", "至", "到", "在", "赴",
        "前往", "见", "由", "或", "及", "如有", "即", "可到", "可在", "地点", "地址", "地點",
        "时间", "時間", "附件", "附：", "备注", "扫", "关注", "凭", "携", "持", "共计", "共有",
        "各", "主讲", "主持", "嘉宾", "欢度", "不", "我", NULL };
    return find(span, begins_with, begins);
}

/* Han, and what stands in names of offices: figures and letters too (2026级学生会). */
static enum signer signer_of(struct span span)
{
    size_t characters = 0, others = 0;
    span = without_brackets(span);
    for (size_t at = 0; at < span.size; characters++) {
        const size_t from = at;
        const uint32_t character = utf8_next(span.text, span.size, &at);
        const struct span one = { span.text + from, at - from };
        static const char *const marks[] = { " ", "　", "·", "、", "（", "）", "(", ")", NULL };
        const bool is_plain =
            (character >= '0' && character <= '9') || (character | 0x20) - 'a' < 26;
        const bool is_between = characters > 0 && find(one, begins_with, marks);
        if (!utf8_is_han(character) && !is_plain && !is_between) {
            return SIGNER_NONE;
        }
        others += is_plain;
    }
    if (characters < 2 || characters > OFFICE_MOST || is_said(span) || is_place(span)) {
        return SIGNER_NONE;
    }
    const enum signer office = office_of(span);
    return office == SIGNER_SURE && characters > NAME_MOST ? SIGNER_OFFICE
           : office != SIGNER_NONE                         ? office
           : others == 0 && characters <= NAME_MOST        ? SIGNER_NAME
                                                           : SIGNER_NONE;
}

/* A closing's paragraph: one of the two, or both with a space between them. */
struct signed_line {
    enum signer signer;
    enum signed_day day;
};

static struct signed_line read_line(struct span span)
{
    const enum signed_day whole = day_of(span);
    if (whole != DAY_NONE) {
        return (struct signed_line) { SIGNER_NONE, whole };
    }
    for (size_t at = 1; at < span.size; at++) {
        const struct span left = { span.text, at };
        const enum signed_day day =
            day_of(trimmed((struct span) { span.text + at, span.size - at }));
        const enum signer signer = day != DAY_NONE ? signer_of(trimmed(left)) : SIGNER_NONE;
        const bool is_apart = find(left, ends_with, spaces);
        if (signer >= SIGNER_OFFICE && (is_apart || day == DAY_WHOLE)) {
            return (struct signed_line) { signer, day };
        }
    }
    return (struct signed_line) { signer_of(span), DAY_NONE };
}

static enum before before_of(struct span span)
{
    static const char *const stops[] = { "。", "！", "？", "…", "；", "!", "?", ".", ";", "．",
        "。”", "！”", "。）", "）。", "敬礼", "敬禮", NULL };
    static const char *const words[] = { "特此", "此致", "祝", "谢谢", "謝謝", "感谢", "敬请",
        "请", "望", NULL };
    static const char *const labels[] = { "附", "注", "备注", "联系", "聯絡", "电话", "電話",
        "咨询", "地点", "地址", "时间", "时限", "邮箱", "一、", "二、", "三、", "四、", "五、",
        "六、", "七、", "八、", "九、", "十、", "（", "(", NULL };
    const bool is_numbered = span.size > 0 && span.text[0] >= '1' && span.text[0] <= '9';
    if (find(span, ends_with, stops) || find(span, begins_with, words)) {
        return BEFORE_ENDS;
    }
    const bool opens = ends_with(span, "：") || ends_with(span, ":");
    const bool lists =
        is_numbered || span.size >= LONG_BYTES || find(span, begins_with, labels);
    return lists && !opens ? BEFORE_LISTS : BEFORE_NOTHING;
}

static bool is_closing(struct signed_line line, enum before before)
{
    enum { NEVER = BEFORE_ENDS + 1 };
    static const unsigned char needs[][3] = {
        [SIGNER_NONE] = { NEVER, NEVER, BEFORE_ENDS },
        [SIGNER_NAME] = { NEVER, NEVER, BEFORE_ENDS },
        [SIGNER_OFFICE] = { NEVER, NEVER, BEFORE_LISTS },
        [SIGNER_SURE] = { BEFORE_ENDS, BEFORE_ENDS, BEFORE_LISTS },
    };
    return before >= needs[line.signer][line.day];
}

/* What may stand behind a closing. */
static bool is_appended(struct span span)
{
    static const char *const begins[] = { "附件", "附：", "附:", "附表", "附录", "附錄", "（",
        "(", "抄送", "抄报", "联系", "聯絡", "咨询", "电话", "電話", "编辑", "责任编辑", "审核",
        "来源", "撰稿", "供稿", "摄影", "印发", NULL };
    return find(span, begins_with, begins);
}

static struct span span_at(const struct closing_paragraph *paragraphs, size_t i)
{
    return trimmed((struct span) { paragraphs[i].text, paragraphs[i].size });
}

/* Those who sign above the paragraph `begin`, as far as there are any: they go into *line.
 * Returns where they begin. */
static size_t issuers_above(const struct closing_paragraph *paragraphs, size_t least,
    size_t begin, struct signed_line *line)
{
    for (int n = 0; n < ISSUERS_MOST && begin > least; n++) {
        const struct signed_line above = read_line(span_at(paragraphs, begin - 1));
        const bool is_first = line->signer == SIGNER_NONE && line->day == DAY_WHOLE;
        const bool signs =
            above.signer >= SIGNER_OFFICE || (above.signer == SIGNER_NAME && is_first);
        if (!signs || above.day != DAY_NONE || line->signer == SIGNER_NAME) {
            break;
        }
        line->signer = above.signer > line->signer ? above.signer : line->signer;
        begin--;
    }
    return begin;
}

bool closing_find(
    const struct closing_paragraph *paragraphs, size_t count, size_t *from, size_t *to)
{
    const size_t least = count > CLOSING_LOOKED_AT ? count - CLOSING_LOOKED_AT : 0;
    size_t end = count;
    while (end > least && is_appended(span_at(paragraphs, end - 1))) {
        end--;
    }
    if (end < least + 2) {
        return false;
    }
    struct signed_line line = read_line(span_at(paragraphs, end - 1));
    if (line.signer == SIGNER_NONE && line.day == DAY_NONE) {
        return false;
    }
    const size_t begin = issuers_above(paragraphs, least, end - 1, &line);
    if (begin == least || !is_closing(line, before_of(span_at(paragraphs, begin - 1)))) {
        return false;
    }
    *from = begin;
    *to = end;
    return true;
}
