/* Dates and hours as people write them, and ends that are missing or past. */
#include "base/translated.h"
#include "mend/mend_node.h"
#include "time/moment_guess.h"
#include "time/moment_loose.h"
#include "time/week_words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct moment_guess guess_of(
    const struct mend_job *job, const struct feed_member *member, const char *name)
{
    return (struct moment_guess) { .now_ms = zone_local_ms(job->zone, job->now_ms),
        .offset_minutes = zone_offset_minutes(job->zone, job->now_ms),
        .forms = member->forms,
        .is_past = strcmp(name, "published") == 0 || strcmp(name, "issued") == 0 };
}

/* "长期", "即日起": what has no end, or begins at once, says nothing of it. */
static bool goes_without(const struct mend_place *place, struct mend *mend, const char *text)
{
    static const char *const endless[] = { "长期", "永久", "永远", "至今", "一直", "无限期",
        "不限", "无期限", "长期有效", "永久有效", "常年", "always", "forever", "never", "none",
        "no end" };
    static const char *const begun[] = { "即日起", "即日", "现在", "立即", "马上", "now" };
    const struct mend_job *job = place->job;
    const char *name = json_tree_name(job->tree, place->node);
    bool is_until = strcmp(name, "until") == 0, is_from = strcmp(name, "from") == 0;
    const char *const *words = is_until ? endless : begun;
    size_t count = is_until ? COUNT(endless) : is_from ? COUNT(begun) : 0;
    for (size_t i = 0; i < count; i++) {
        if (strcasecmp(text, words[i]) != 0) {
            continue;
        }
        mend->why = is_until
                        ? translated("not a date; what has no end goes without \"until\"")
                        : translated("not a date; what begins at once goes without \"from\"");
        mend_remove(job, mend, place->node);
        return true;
    }
    return false;
}

/* The day of the week beside the guess tells the writer whether it is right. */
static const char *ask(const struct mend_job *job, const char *text, const char *meant)
{
    static const char *const days[] = { N_("Monday"), N_("Tuesday"), N_("Wednesday"),
        N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday") };
    struct moment moment;
    if (!moment_read(meant, MOMENT_ANY, &moment)) {
        return NULL;
    }
    int64_t day = (moment.face_ms >= 0 ? moment.face_ms : moment.face_ms - 86399999) / 86400000;
    return arena_printf(job->arena,
        translated("screens cannot read this date: \"%s\"; did you mean %s, a %s?"), text,
        meant, translated(days[((day + 3) % 7 + 7) % 7])); /* 1970-01-01 was a Thursday */
}

/* 46356: Excel's number of a day, from the end of 1899 on. */
static const char *excel_day(const struct mend_job *job, const char *text)
{
    enum { DAYS_TO_1970 = 25569, LEAST = 40000, MOST = 60000 }; /* of 2009 to 2064 */
    char out[MOMENT_BYTES];
    bool is_number = strlen(text) == 5 && strspn(text, "0123456789") == 5;
    int number = is_number ? atoi(text) : 0;
    const struct moment day = { .form = MOMENT_DATE,
        .face_ms = (int64_t)(number - DAYS_TO_1970) * 86400000 };
    return number > LEAST && number < MOST ? arena_strdup(job->arena, moment_print(&day, out))
                                           : NULL;
}

const char *mend_meant_date(
    const struct mend_job *job, const struct feed_member *member, const char *text)
{
    struct moment moment;
    const char *until;
    int month_days;
    if (member->type != FEED_MOMENT || moment_read(text, member->forms, &moment)) {
        return NULL;
    }
    const struct moment_guess guess = guess_of(job, member, member->name);
    return moment_guess(job->arena, &guess, text, &month_days, &until);
}

void mend_date(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *node = place->node;
    const struct feed_member *member = mend_member(job, node);
    const char *name = json_tree_name(job->tree, node), *until;
    const char *text = node->kind == JSON_STRING ? place->text : mend_raw(job, node);
    int month_days;
    if (!member || member->type != FEED_MOMENT || !name || !text) {
        return;
    }
    const struct moment_guess guess = guess_of(job, member, name);
    if (goes_without(place, mend, text)) {
        return;
    }
    const char *meant = moment_guess(job->arena, &guess, text, &month_days, &until);
    if (!meant && (member->forms & MOMENT_DATE)) {
        meant = excel_day(job, text);
    }
    if (!meant) {
        return;
    }
    bool is_range = until && strcmp(name, "until") == 0 &&
                    !json_tree_member(job->tree, node->parent, "from");
    if (is_range) {
        mend_add(job, mend, node->name_at, node->end - node->name_at,
            arena_printf(job->arena, "\"from\": \"%s\", \"until\": \"%s\"", meant, until));
    } else {
        mend_text_value(job, mend, node, until && strcmp(name, "until") == 0 ? until : meant);
    }
    struct moment taken;
    bool is_taken = member->is_loose && moment_read_loose(text, MOMENT_NO_CLOCK, &taken);
    if (!is_taken) { /* else the finding says for what */
        mend->why = ask(job, text, until && strcmp(name, "until") == 0 ? until : meant);
    }
    if (month_days > 0) {
        mend->why = arena_printf(job->arena,
            translated("no day of the calendar: %s; that month has %d days"), text, month_days);
    }
}

/* "9", "十二"; -1 for none. */
static int take_hour(const char **at)
{
    static const char *const numerals[] = { "零", "一", "二", "三", "四", "五", "六", "七",
        "八", "九", "十二", "十一", "十", "两" };
    static const int hours[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 11, 10, 2 };
    int word = week_word(at, numerals, 14);
    if (word >= 0 || !isdigit((unsigned char)**at)) {
        return word >= 0 ? hours[word] : -1;
    }
    char *end;
    long hour = strtol(*at, &end, 10);
    *at = end;
    return hour <= 24 ? (int)hour : -1;
}

/* "9", "9:30", "9点半", "下午3点", in minutes; -1 for none. *is_late: an afternoon was said. */
static int take_time(const char **at, bool *is_late)
{
    static const char *const late[] = { "下午", "晚上", "傍晚", "晚", "pm" };
    static const char *const early[] = { "上午", "早上", "凌晨", "早", "中午", "am" };
    static const char *const hours[] = { ":", "：", "点钟", "点", "时" };
    const char *text = *at + strspn(*at, " ");
    if (week_word(&text, late, 5) >= 0) {
        *is_late = true;
    } else if (week_word(&text, early, 6) >= 0) {
        *is_late = false;
    }
    int hour = take_hour(&text), minute = 0;
    bool has_mark = week_word(&text, hours, 5) >= 0;
    if (has_mark && strncmp(text, "半", 3) == 0) {
        minute = 30;
        text += 3;
    } else if (has_mark && isdigit((unsigned char)*text)) {
        minute = (int)strtol(text, (char **)&text, 10);
        text += strncmp(text, "分", 3) == 0 ? 3 : 0;
    }
    *at = text;
    hour += *is_late && hour >= 0 && hour < 12 ? 12 : 0;
    return hour >= 0 && hour <= 24 && minute < 60 ? hour * 60 + minute : -1;
}

/* "早上7点到晚上10点": "07:00-22:00". */
static const char *guess_hours(const struct mend_job *job, const char *text)
{
    bool is_late = false;
    int from = take_time(&text, &is_late);
    int until = from >= 0 && week_word_to(&text) ? take_time(&text, &is_late) : -1;
    until += until >= 0 && until < from && until < 12 * 60 ? 12 * 60 : 0;
    return from >= 0 && until > from && until <= 24 * 60
               ? arena_printf(job->arena, "%02d:%02d-%02d:%02d", from / 60, from % 60,
                     until / 60, until % 60)
               : NULL;
}

void mend_hours(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const char *text = place->text;
    bool is_late = false;
    const char *hours = guess_hours(job, text);
    const struct feed_member *member = mend_member(job, place->node);
    bool is_time = member && strcmp(member->name, "time") == 0;
    bool is_hotline = member && mend_object(job, place->node->parent) == &feed_hotline;
    if (!hours && is_time) {
        int from = take_time(&text, &is_late);
        hours = from >= 0 && from < 24 * 60
                    ? arena_printf(job->arena, "%02d:%02d", from / 60, from % 60)
                    : NULL;
    }
    if (hours && is_hotline) {
        hours = arena_printf(job->arena, "Mon-Fri %s", hours);
        mend->is_example = true;
    }
    if (hours) {
        mend_text_value(job, mend, place->node, hours);
    }
}

/* The node of a date that is over, or ahead, by its year: the same day of this one. */
static void move_year(const struct mend_place *place, struct mend *mend,
    const struct json_node *date, bool is_past)
{
    const struct mend_job *job = place->job;
    const char *text = json_tree_string(job->tree, date);
    struct moment moment;
    char now[MOMENT_BYTES];
    const struct moment today = { .form = MOMENT_DATE,
        .face_ms = zone_local_ms(job->zone, job->now_ms) };
    moment_print(&today, now);
    for (int ahead = 0; text && ahead < 2; ahead++) {
        int year = atoi(now) + (is_past ? -ahead : ahead);
        const char *meant = arena_printf(job->arena, "%04d%s", year, text + 4);
        if (strlen(text) >= 10 && meant && strncmp(meant, text, 4) != 0 &&
            moment_read(meant, MOMENT_ANY, &moment) &&
            (is_past ? zone_begin_ms(job->zone, &moment) <= job->now_ms
                     : zone_end_ms(job->zone, &moment) > job->now_ms)) {
            mend_text_value(job, mend, date, meant);
            return;
        }
    }
}

/* Over: only a year that is past may be a slip; what was right before goes. */
void mend_over(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *node = place->node;
    if (place->finding->code == FINDING_AHEAD) {
        const char *name = json_tree_name(job->tree, node);
        bool is_until = name && strcmp(name, "until") == 0;
        move_year(place, mend, node, !is_until);
        mend->advice = is_until ? translated("Correct the date: until then it stays.") : NULL;
        return;
    }
    const struct json_node *until =
        json_tree_member(job->tree, json_tree_member(job->tree, node, "show"), "until");
    if (until) {
        const char *text = json_tree_string(job->tree, until);
        struct moment moment;
        bool is_old = text && moment_read(text, MOMENT_ANY, &moment) &&
                      job->now_ms - zone_end_ms(job->zone, &moment) > INT64_C(300) * 86400000;
        if (is_old) {
            move_year(place, mend, until, false);
        }
    }
    if (mend->count == 0 && node->parent && node->parent->kind == JSON_LIST) {
        mend_remove(job, mend, node);
    }
}

/* Three hours from now, or from `from`: for want of anything better. */
void mend_alert(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *node = place->node;
    const struct json_node *show = json_tree_member(job->tree, node, "show");
    const struct json_node *until = json_tree_member(job->tree, show, "until");
    const struct json_node *from = json_tree_member(job->tree, show, "from");
    char text[MOMENT_BYTES];
    struct moment end = { .form = MOMENT_INSTANT,
        .offset_minutes = zone_offset_minutes(job->zone, job->now_ms) };
    const char *begin = json_tree_string(job->tree, from);
    struct moment start;
    bool has_start = begin && moment_read(begin, MOMENT_ANY, &start);
    end.face_ms = has_start ? start.face_ms : zone_local_ms(job->zone, job->now_ms);
    end.form = has_start && start.form != MOMENT_INSTANT ? MOMENT_LOCAL : MOMENT_INSTANT;
    end.offset_minutes = has_start ? start.offset_minutes : end.offset_minutes;
    end.face_ms = (end.face_ms / 60000 + 180) * 60000;
    const char *quoted = mend_quote(job, moment_print(&end, text));
    static const char *const forbidden[] = { "days", "hours", "windows" };
    size_t removed = 0;
    for (const struct json_node *at = show ? show->child : NULL; at; at = at->next) {
        const char *name = json_tree_name(job->tree, at);
        for (size_t i = 0; name && i < 3; i++) {
            removed += strcmp(name, forbidden[i]) == 0;
        }
    }
    if (removed == 1 && until) {
        for (size_t i = 0; i < 3; i++) {
            const struct json_node *at = json_tree_member(job->tree, show, forbidden[i]);
            if (at) {
                mend_remove(job, mend, at);
            }
        }
        return;
    }
    mend->is_example = true;
    if (until) {
        mend_value(job, mend, until, quoted);
    } else if (show && show->kind == JSON_OBJECT) {
        mend_append(job, mend, show, arena_printf(job->arena, "\"until\": %s", quoted));
    } else if (!show) {
        mend_append(
            job, mend, node, arena_printf(job->arena, "\"show\": {\"until\": %s}", quoted));
    }
}
