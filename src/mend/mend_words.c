/* Names, kinds and values in other words than theirs. */
#include "base/plain.h"
#include "base/translated.h"
#include "base/utf8.h"
#include "content/text/spelling.h"
#include "mend/mend_node.h"

#include <string.h>
#include <strings.h>

/* What people write, and what it is called; for the objects that have the latter. */
static const char *const names[][2] = { { "标题", "title" }, { "题目", "title" },
    { "headline", "title" }, { "subject", "title" }, { "name", "title" }, { "正文", "text" },
    { "内容", "text" }, { "content", "text" }, { "文字", "text" }, { "message", "text" },
    { "正文", "body" }, { "内容", "body" }, { "content", "body" }, { "text", "body" },
    { "paragraph", "text" }, { "类型", "kind" }, { "种类", "kind" }, { "type", "kind" },
    { "category", "kind" }, { "编号", "id" }, { "序号", "id" }, { "key", "id" },
    { "链接", "url" }, { "网址", "url" }, { "地址", "url" }, { "link", "url" },
    { "href", "url" }, { "address", "url" }, { "图片", "image" }, { "照片", "image" },
    { "img", "image" }, { "src", "image" }, { "picture", "image" }, { "photo", "image" },
    { "pic", "image" }, { "url", "image" }, { "来源", "source" }, { "部门", "source" },
    { "author", "source" }, { "日期", "to" }, { "date", "to" }, { "发布日期", "published" },
    { "日期", "published" }, { "date", "published" }, { "重要", "level" }, { "级别", "level" },
    { "priority", "level" }, { "level", "severity" }, { "severity", "level" },
    { "显示", "show" }, { "开始", "from" }, { "start", "from" }, { "begin", "from" },
    { "结束", "until" }, { "截止", "until" }, { "end", "until" }, { "to", "until" },
    { "expires", "until" }, { "屏幕", "screens" }, { "screen", "screens" },
    { "tags", "screens" }, { "星期", "days" }, { "时间", "hours" }, { "time", "hours" },
    { "电话", "numbers" }, { "phone", "numbers" }, { "phones", "numbers" },
    { "tel", "numbers" }, { "telephone", "numbers" }, { "number", "numbers" },
    { "号码", "numbers" }, { "名称", "label" }, { "title", "label" }, { "name", "label" },
    { "标签", "label" }, { "时间", "time" }, { "地点", "place" }, { "room", "place" },
    { "location", "place" }, { "where", "place" }, { "日程", "rows" }, { "列", "columns" },
    { "表头", "columns" }, { "header", "columns" }, { "headers", "columns" }, { "行", "rows" },
    { "data", "rows" }, { "单元格", "cells" }, { "values", "cells" }, { "状态", "state" },
    { "status", "state" }, { "单位", "unit" }, { "分组", "group" }, { "到", "to" },
    { "日期", "date" }, { "通知", "items" }, { "条目", "items" }, { "内容", "items" },
    { "news", "items" }, { "notices", "items" }, { "热线", "hotlines" }, { "电话", "hotlines" },
    { "链接", "links" }, { "学校", "site" }, { "名称", "name" }, { "title", "name" },
    { "校名", "name" }, { "欢迎词", "welcome" }, { "说明", "caption" }, { "版本", "lobbycard" },
    { "显示到", "until" }, { "截止日期", "until" }, { "截止时间", "until" },
    { "结束时间", "until" }, { "结束日期", "until" }, { "到期", "until" },
    { "有效期", "until" }, { "有效期至", "until" }, { "撤下", "until" },
    { "撤下时间", "until" }, { "下架时间", "until" }, { "deadline", "until" },
    { "开始时间", "from" }, { "开始日期", "from" }, { "显示屏", "screens" },
    { "范围", "screens" }, { "优先级", "priority" } };

static const char *const kinds[][2] = { { "通知", "notice" }, { "公告", "notice" },
    { "通告", "notice" }, { "announcement", "notice" }, { "info", "notice" },
    { "text", "notice" }, { "新闻", "article" }, { "文章", "article" }, { "news", "article" },
    { "post", "article" }, { "story", "article" }, { "图片", "picture" }, { "照片", "picture" },
    { "海报", "picture" }, { "image", "picture" }, { "photo", "picture" },
    { "poster", "picture" }, { "倒计时", "countdown" }, { "日程", "agenda" },
    { "议程", "agenda" }, { "schedule", "agenda" }, { "表格", "table" }, { "表", "table" },
    { "菜单", "table" }, { "list", "table" }, { "event", "agenda" }, { "警报", "alert" },
    { "紧急", "alert" }, { "alarm", "alert" }, { "warning", "alert" } };

/* Of a member that has few words, and of others: name, what is written, what it is. */
static const char *const values[][3] = { { "level", "重要", "important" },
    { "level", "紧急", "urgent" }, { "level", "特急", "urgent" }, { "level", "红色", "urgent" },
    { "level", "红", "urgent" }, { "level", "red", "urgent" }, { "level", "橙色", "important" },
    { "level", "黄色", "important" }, { "level", "蓝色", "info" }, { "level", "一般", "info" },
    { "level", "普通", "info" }, { "level", "high", "important" }, { "level", "low", "info" },
    { "level", "normal", "info" }, { "level", "warning", "important" },
    { "level", "very", "important" }, { "level", "critical", "urgent" },
    { "level", "extreme", "urgent" }, { "level", "severe", "important" },
    { "level", "moderate", "info" }, { "level", "minor", "info" },
    { "severity", "info", "minor" }, { "severity", "important", "severe" },
    { "severity", "urgent", "extreme" }, { "severity", "轻微", "minor" },
    { "severity", "一般", "moderate" }, { "severity", "严重", "severe" },
    { "severity", "特别严重", "extreme" }, { "severity", "high", "severe" },
    { "severity", "红色", "extreme" }, { "severity", "橙色", "severe" },
    { "severity", "黄色", "moderate" }, { "severity", "蓝色", "minor" },
    { "severity", "red", "extreme" }, { "fit", "fill", "cover" }, { "fit", "裁剪", "cover" },
    { "fit", "完整", "contain" }, { "fit", "whole", "contain" }, { "lang", "中文", "zh-Hans" },
    { "lang", "简体", "zh-Hans" }, { "lang", "简体中文", "zh-Hans" },
    { "lang", "汉语", "zh-Hans" }, { "lang", "chinese", "zh-Hans" },
    { "lang", "cn", "zh-Hans" }, { "lang", "繁体", "zh-Hant" }, { "lang", "tw", "zh-Hant" },
    { "lang", "hk", "zh-HK" }, { "lang", "jp", "ja" }, { "lang", "kr", "ko" },
    { "lang", "英文", "en" }, { "lang", "english", "en" }, { "days", "工作日", "Mon-Fri" },
    { "days", "平日", "Mon-Fri" }, { "days", "周末", "Sat-Sun" },
    { "days", "周六日", "Sat-Sun" }, { "days", "周六周日", "Sat-Sun" },
    { "days", "双休日", "Sat-Sun" }, { "days", "每天", "Mon-Sun" },
    { "days", "每日", "Mon-Sun" }, { "days", "weekdays", "Mon-Fri" },
    { "days", "weekend", "Sat-Sun" }, { "days", "daily", "Mon-Sun" },
    { "days", "everyday", "Mon-Sun" }, { "hours", "全天", "00:00-24:00" },
    { "hours", "24小时", "00:00-24:00" }, { "max_age", "一周", "7d" },
    { "max_age", "一天", "1d" }, { "max_age", "两天", "2d" }, { "max_age", "三天", "3d" },
    { "max_age", "一个月", "30d" } };
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Without what nobody sees: a name that was pasted from a page has it. */
const char *mend_visible(struct arena *arena, const char *name)
{
    size_t size = strlen(name), used = 0;
    char *out = arena_alloc(arena, size + 1);
    for (size_t at = 0; out && at < size;) {
        size_t start = at;
        uint32_t c = utf8_next(name, size, &at);
        if (c > 0xFF00 && c < 0xFF5F) { /* of ASCII, full-width */
            out[used++] = (char)(c - 0xFF00 + ' ');
        } else if (plain_is_fine(c) && c != 0x00A0 && c != ' ' && c != 0x3000) {
            memcpy(out + used, name + start, at - start);
            used += at - start;
        }
    }
    return out;
}

/* The table of blocks is as they are kept: a heading is a text there. */
static const char *heading_meant(const char *name)
{
    static const char *const words[] = { "title", "subtitle", "标题", "小标题" };
    for (size_t i = 0; i < COUNT(words); i++) {
        if (strcasecmp(words[i], name) == 0) {
            return "heading";
        }
    }
    return NULL;
}

const char *mend_known_name(const struct mend_place *place, const struct feed_object *of,
    unsigned kind, const char *written)
{
    const char *name = mend_visible(place->job->arena, written);
    for (size_t i = 0; name && i < of->count; i++) {
        const struct feed_member *member = &of->members[i];
        bool is_theirs = !member->kinds || (member->kinds & kind);
        if (is_theirs &&
            (strcasecmp(name, member->name) == 0 || spelling_is_near(name, member->name))) {
            return member->name;
        }
    }
    for (size_t k = 0; name && k < COUNT(names); k++) {
        for (size_t i = 0; strcasecmp(names[k][0], name) == 0 && i < of->count; i++) {
            const struct feed_member *member = &of->members[i];
            bool is_theirs = !member->kinds || (member->kinds & kind);
            if (is_theirs && strcmp(member->name, names[k][1]) == 0) {
                return member->name;
            }
        }
    }
    return name && of == &feed_block ? heading_meant(name) : NULL;
}

const char *mend_known_kind(const char *name)
{
    for (int kind = 0; kind < ITEM_KIND_COUNT; kind++) {
        const char *known = item_kind_name((enum item_kind)kind);
        if (strcasecmp(name, known) == 0 || spelling_is_near(name, known)) {
            return known;
        }
    }
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (strcasecmp(name, kinds[i][0]) == 0) {
            return kinds[i][1];
        }
    }
    return NULL;
}

void mend_rename(const struct mend_place *place, struct mend *mend,
    const struct json_node *node, const char *name)
{
    const char *value = json_tree_string(place->job->tree, node);
    const char *kind = value && strcmp(name, "kind") == 0 ? mend_known_kind(value) : NULL;
    mend_name(place->job, mend, node, name);
    if (kind && strcmp(kind, value) != 0) {
        mend_text_value(place->job, mend, node, kind);
    }
}

unsigned mend_kind_meant(const struct mend_place *place, const struct json_node *item)
{
    unsigned kind = mend_kind_of(place->job, item);
    for (const struct json_node *at = item->child; at && !kind; at = at->next) {
        const char *name = json_tree_name(place->job->tree, at);
        const char *value = json_tree_string(place->job->tree, at);
        const char *known = name ? mend_known_name(place, &feed_item, 0, name) : NULL;
        const char *meant =
            known && value && strcmp(known, "kind") == 0 ? mend_known_kind(value) : NULL;
        for (int i = 0; meant && i < ITEM_KIND_COUNT; i++) {
            kind |= strcmp(meant, item_kind_name((enum item_kind)i)) == 0 ? 1u << i : 0;
        }
    }
    return kind;
}

bool mend_has(const struct feed_object *of, const char *name)
{
    for (size_t i = 0; i < of->count; i++) {
        if (strcmp(of->members[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* True once for each name that the object may have. */
static bool take_name(const struct feed_object *of, bool *taken, const char *name)
{
    for (size_t i = 0; i < of->count; i++) {
        if (strcmp(of->members[i].name, name) == 0) {
            const bool was_taken = taken[i];
            taken[i] = true;
            return !was_taken;
        }
    }
    return true;
}

const char *mend_rename_all(const struct mend_place *place, struct mend *mend,
    const struct json_node *object, const struct feed_object *of)
{
    const struct json_tree *tree = place->job->tree;
    bool *taken = arena_array(place->job->arena, of->count, sizeof *taken);
    const char *said = "";
    unsigned kind = of == &feed_item ? mend_kind_meant(place, object) : 0;
    for (const struct json_node *at = object->child; at && taken && said; at = at->next) {
        const char *own = json_tree_name(tree, at);
        const char *known =
            own && !mend_has(of, own) ? mend_known_name(place, of, kind, own) : NULL;
        if (known && !json_tree_member(tree, object, known) && take_name(of, taken, known)) {
            mend_rename(place, mend, at, known);
            said = arena_printf(
                place->job->arena, "%s%s\"%s\": \"%s\"", said, *said ? ", " : "", own, known);
        }
    }
    return said && *said ? said : NULL;
}

void mend_kind(const struct mend_place *place, struct mend *mend)
{
    const char *known = mend_known_kind(place->text);
    if (known) {
        mend_text_value(place->job, mend, place->node, known);
        mend->why = arena_printf(place->job->arena,
            translated("there is no kind \"%s\": did you mean \"%s\"?"), place->text, known);
    }
}

const char *mend_known_value(const char *name, const char *text)
{
    for (size_t i = 0; i < COUNT(values); i++) {
        if (strcmp(values[i][0], name) == 0 && strcasecmp(values[i][1], text) == 0) {
            return values[i][2];
        }
    }
    return NULL;
}
