#include "time/week_reading.h"
#include "time/week_words.h"

#include <ctype.h>
#include <string.h>

enum { NOON = 720, DAWN = 6 * 60, WORKDAYS = 0x1f };

#define WORD(at, list) week_word(at, list, (int)(sizeof(list) / sizeof((list)[0])))

static bool add_window(struct reading *reading, int from, int until)
{
    unsigned days = reading->days ? reading->days : (1U << WEEK_DAYS) - 1;
    if (until < from) {
        until += DAY_MINUTES;
    }
    for (int i = 0; i < WEEK_SORTS; i++) {
        struct day_windows *windows = &reading->hours->days[i];
        if (days >> i & 1) {
            if (windows->count == WEEK_MAX_WINDOWS) {
                return false;
            }
            windows->list[windows->count++] = (struct day_window) { from, until };
        }
    }
    reading->is_told = reading->has_window = true;
    return true;
}

/* What days of the week are called together: groups of bits, Monday the lowest. */
static unsigned take_named_days(const char **at)
{
    static const struct {
        unsigned days;
        const char *names[8];
    } named[] = {
        { WORKDAYS, { "法定工作日", "工作日", "workdays", "weekdays", "working days" } },
        { 0x7f, { "每天", "每日", "天天", "daily", "every day", "everyday" } },
        { 0x60, { "周末", "週末", "双休日", "雙休日", "weekends" } },
        { 0xff, { "全年无休", "全年無休", "全年365天", "365天" } },
        { 0x7f, { "全年" } },
        { 1U << WEEK_HOLIDAY, { "法定节假日", "节假日", "法定假日", "公众假期", "公眾假期",
                                  "國定假日", "例假日", "public holidays" } },
        { 1U << WEEK_HOLIDAY, { "holidays", "假期" } },
    };
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        int count = 0;
        while (count < 8 && named[i].names[count]) {
            count++;
        }
        if (week_word(at, named[i].names, count) >= 0) {
            return named[i].days;
        }
    }
    return 0;
}

/* A day, or in a list that has begun with one a numeral alone: 周一、三、五, 周六日, 周一至五.
 */
static int take_day(const char **at, bool is_begun)
{
    static const char *const every[] = { "每", "逢" };
    const char *text = *at;
    WORD(&text, every);
    int day = week_word_day(&text);
    if (day < 0 && is_begun) {
        text = *at;
        day = week_word_numeral(&text);
    }
    *at = day < 0 ? *at : text;
    return day;
}

static bool take_listed_days(const char **at, unsigned *days)
{
    static const char *const between[] = { "、", "和", "及", "与", "與", "," };
    const char *text = *at;
    int first = take_day(&text, false);
    if (first < 0) {
        return false;
    }
    for (*days = 0; first >= 0;) {
        const char *behind = text;
        int last = week_word_to(&behind) ? take_day(&behind, true) : -1;
        text = last < 0 ? text : behind;
        last = last < 0 ? first : last;
        for (int day = first; *days |= 1U << day, day != last; day = (day + 1) % WEEK_DAYS) {
        }
        *at = text;
        WORD(&text, between);
        first = take_day(&text, true);
    }
    return true;
}

bool week_take_days(struct reading *reading, const char **at)
{
    unsigned days = take_named_days(at);
    if (!days && !take_listed_days(at, &days)) {
        return false;
    }
    reading->days = reading->is_told ? days : reading->days | days;
    reading->is_told = false;
    reading->hours->has_holidays = reading->hours->has_holidays || days >> WEEK_HOLIDAY & 1;
    return true;
}

/* A time as it was said: minutes of the day, and how sure its half of the day is. */
struct said {
    int minutes;
    bool is_later; /* 下午 or the like stood there, or pm */
    bool has_half; /* one half or the other did */
};

/* "8点", "8點半", "8时30分", "8:15", "8", with its minutes; false for none. */
static bool take_hour(const char **at, bool *is_bare, int *minutes)
{
    static const char *const hours[] = { "点钟", "點鐘", "点", "點", "时", "時" };
    static const char *const halves[] = { "半" }, *const minute_words[] = { "分" };
    const char *text = *at;
    *is_bare = false;
    *minutes = week_word_clock(&text);
    if (*minutes < 0) {
        *minutes = week_word_figure(&text);
        if (*minutes < 0 || *minutes > 24) {
            return false;
        }
        *minutes *= 60;
        *is_bare = WORD(&text, hours) < 0;
        if (!*is_bare && WORD(&text, halves) >= 0) {
            *minutes += 30;
        } else if (!*is_bare && isdigit((unsigned char)text[0]) &&
                   isdigit((unsigned char)text[1])) {
            int more = (text[0] - '0') * 10 + (text[1] - '0');
            text += 2;
            WORD(&text, minute_words);
            if (more > 59) {
                return false;
            }
            *minutes += more;
        }
    }
    *at = text;
    return *minutes <= DAY_MINUTES;
}

/* am and pm, in their spellings; 0 and 1; -1 for none. */
static int take_half(const char **at)
{
    static const char *const halves[] = { "a.m.", "a.m", "am", "p.m.", "p.m", "pm" };
    const char *text = *at + strspn(*at, " ");
    int half = WORD(&text, halves);
    if (half < 0 || isalpha((unsigned char)*text)) {
        return -1;
    }
    *at = text;
    return half > 2;
}

/* "8:30", "8点", "8点半", "8时30分", "8:30 am"; with 下午 in front twelve hours on. */
static bool take_clock(const char **at, struct said *said)
{
    static const char *const parts[] = { "上午", "早上", "早晨", "清晨", "凌晨", "早", "下午",
        "傍晚", "晚上", "晚间", "晚間", "晚", "中午", "午后", "午後" };
    static const char *const colon[] = { "：" };
    static const char *const noon[] = { "noon", "midday" }, *const midnight[] = { "midnight" };
    enum { FIRST_LATER = 6, FIRST_NIGHT = 8, FIRST_NOON = 12 };
    const char *text = *at;
    bool is_bare;
    *said = (struct said) { .minutes = NOON, .has_half = true };
    if (WORD(at, noon) >= 0) {
        return true;
    }
    if (WORD(at, midnight) >= 0) {
        said->minutes = DAY_MINUTES;
        return true;
    }
    int part = WORD(&text, parts);
    text += strspn(text, part >= 0 ? " :" : " ");
    WORD(&text, colon); /* 上午：8:30 */
    if (!take_hour(&text, &is_bare, &said->minutes)) {
        return false;
    }
    int half = take_half(&text);
    if (is_bare && half < 0) {
        return false;
    }
    *at = text;
    said->is_later = part >= FIRST_LATER || half == 1;
    said->has_half = part >= 0 || half >= 0;
    bool is_noon = said->minutes >= NOON && said->minutes < NOON + 60;
    if (part >= FIRST_NIGHT && part < FIRST_NOON && said->minutes == NOON) {
        said->minutes = DAY_MINUTES; /* 晚上12点 */
    } else if (half == 0 && is_noon) {
        said->minutes -= NOON; /* 12:30 am */
    } else if (said->is_later && said->minutes < NOON) {
        said->minutes += NOON;
    }
    return half < 0 || said->minutes < DAY_MINUTES;
}

/* Where only one end says which half of the day it means: 下午2:00-5:00 is over at 17:00,
 * 1:00-5:00 pm begins at 13:00. False where both readings could be meant: 8:30-9 pm. */
static bool settle_halves(struct said *from, struct said *until)
{
    if (from->is_later && !until->has_half && until->minutes < NOON &&
        until->minutes + NOON > from->minutes) {
        until->minutes += NOON;
    }
    if (until->is_later && !from->has_half && from->minutes < NOON &&
        from->minutes + NOON < until->minutes) {
        if (from->minutes >= DAWN) {
            return false;
        }
        from->minutes += NOON;
    }
    /* 12 am ends a day as 24:00 does, and begins one as 0:00. */
    if (until->minutes == 0 && until->has_half) {
        until->minutes = DAY_MINUTES;
    }
    from->minutes = from->minutes == DAY_MINUTES && from->has_half ? 0 : from->minutes;
    return true;
}

bool week_take_window(struct reading *reading, const char **at)
{
    static const char *const all_day[] = { "全天候", "全天", "24小时", "24小時", "24 小时",
        "24 小時", "二十四小时", "二十四小時", "24 hours", "24hours", "24 hrs", "24hrs", "24 h",
        "24h", "昼夜", "晝夜" };
    static const char *const all_week[] = { "7×24小时", "7x24小时", "7*24小时", "7×24小時",
        "7x24小時", "7*24小時", "7天×24小时", "7天24小时", "7×24h", "7x24h", "7×24", "7x24",
        "7*24", "24×7", "24x7", "24*7", "24/7", "7/24" };
    /* behind 24小时 */
    static const char *const manned[] = { "值班电话", "服务电话", "热线", "熱線", "值班",
        "服务", "服務", "接听", "接聽", "开通", "开放", "开放服务", "在线", "畅通", "受理" };
    static const char *const next_day[] = { "次日", "翌日", "第二天", "隔天", "隔日" };
    struct said from, until;
    if (WORD(at, all_week) >= 0) {
        WORD(at, manned);
        return !reading->days && add_window(reading, 0, DAY_MINUTES);
    }
    if (WORD(at, all_day) >= 0) {
        WORD(at, manned);
        return add_window(reading, 0, DAY_MINUTES);
    }
    if (!take_clock(at, &from) || !week_word_to(at)) {
        return false;
    }
    bool is_next = WORD(at, next_day) >= 0;
    if (!take_clock(at, &until) || !settle_halves(&from, &until)) {
        return false;
    }
    bool has_length = is_next ? until.minutes <= from.minutes : until.minutes != from.minutes;
    if (is_next && until.minutes == from.minutes) {
        until.minutes += DAY_MINUTES;
    }
    return has_length && from.minutes < DAY_MINUTES &&
           until.minutes <= DAY_MINUTES + from.minutes * is_next &&
           add_window(reading, from.minutes, until.minutes);
}

/* What stands there and says nothing about when: marks, and what hours are announced with. */
void week_skip_blanks(const char **at)
{
    static const char *const blanks[] = { " ", "　", "\n", "\t", ",", "，", "、", ";", "；",
        "(", ")", "（", "）", ":", "：", "/", "|", "。", "和", "及", "and ", "& ", "from " };
    while (WORD(at, blanks) >= 0) {
    }
}

void week_skip_announcement(const char **at)
{
    static const char *const announced[] = { "办公时间", "工作时间", "上班时间", "营业时间",
        "开馆时间", "门诊时间", "上班時間", "營業時間", "開館時間", "服务时间", "接听时间",
        "受理时间", "值班时间", "咨询时间", "开放时间", "辦公時間", "工作時間", "服務時間",
        "接聽時間", "受理時間", "值班時間", "諮詢時間", "開放時間", "时间", "時間",
        "office hours", "opening hours", "service hours", "hours" };
    WORD(at, announced);
}

/* The days of the group have no hours, also where every day had some before. */
static void close_days(struct reading *reading)
{
    for (int i = 0; i < WEEK_SORTS; i++) {
        if (reading->days >> i & 1) {
            reading->hours->days[i].count = 0;
        }
    }
    reading->is_told = true;
}

/* Days that are named as closed; true where such a word stood there. */
bool week_take_closed(struct reading *reading, const char **at)
{
    static const char *const but_holidays[] = { "国家法定节假日除外", "法定节假日除外",
        "节假日除外", "國定假日除外", "例假日除外", "公众假期除外", "公眾假期除外", "假日除外",
        "except public holidays", "except holidays", "excluding public holidays",
        "closed on public holidays" };
    static const char *const holidays[] = { "国家法定节假日休息", "法定节假日休息",
        "节假日休息", "國定假日休息", "例假日休息" };
    static const char *const closed[] = { "休息", "闭馆", "休馆", "休館", "不开放", "不办公",
        "不辦公", "除外", "closed" };
    bool is_pending = reading->days && !reading->is_told;
    if (WORD(at, but_holidays) >= 0) { /* "周一至周五（节假日除外）9:00-10:00" */
        reading->hours->has_holidays = true;
        bool is_weekend = !(reading->days & WORKDAYS); /* "周末、节假日除外" */
        if (is_pending && reading->has_window && is_weekend) {
            close_days(reading);
        }
        return true;
    }
    bool is_closed = WORD(at, holidays) >= 0;
    reading->hours->has_holidays = reading->hours->has_holidays || is_closed;
    if (is_pending && (is_closed || WORD(at, closed) >= 0)) {
        close_days(reading);
        return true;
    }
    return is_closed;
}
