#include "adapt/suggest/suggest_table.h"

#include "time/moment_loose.h"

#include <string.h>

enum { SAMPLES = 5, SHORT_BYTES = 60 };

/* What systems call it, and what it is called on a wall. */
static const char *const labels[][2] = { { "name", "名称" }, { "title", "名称" },
    { "dish", "菜品" }, { "dishname", "菜品" }, { "food", "菜品" }, { "foodname", "菜品" },
    { "price", "价格" }, { "window", "窗口" }, { "windowname", "窗口" }, { "canteen", "食堂" },
    { "canteenname", "食堂" }, { "examdate", "日期" }, { "examtime", "时间" },
    { "time", "时间" }, { "starttime", "开始" }, { "endtime", "结束" }, { "date", "日期" },
    { "day", "日期" }, { "week", "星期" }, { "weekday", "星期" }, { "place", "地点" },
    { "location", "地点" }, { "address", "地点" }, { "room", "教室" }, { "roomname", "教室" },
    { "classroom", "教室" }, { "building", "楼宇" }, { "floor", "楼层" }, { "line", "线路" },
    { "linename", "线路" }, { "route", "线路" }, { "from", "起点" }, { "start", "起点" },
    { "to", "终点" }, { "end", "终点" }, { "departure", "发车" }, { "departuretime", "发车" },
    { "arrival", "到达" }, { "stop", "站点" }, { "station", "站点" }, { "course", "课程" },
    { "coursename", "课程" }, { "teacher", "教师" }, { "teachername", "教师" },
    { "class", "班级" }, { "classname", "班级" }, { "seats", "座位" }, { "seat", "座位" },
    { "total", "总数" }, { "free", "空闲" }, { "left", "剩余" }, { "remain", "剩余" },
    { "available", "可用" }, { "used", "已用" }, { "count", "数量" }, { "num", "数量" },
    { "number", "数量" }, { "type", "类别" }, { "category", "类别" }, { "remark", "备注" },
    { "note", "备注" }, { "phone", "电话" }, { "tel", "电话" }, { "dept", "部门" },
    { "department", "部门" } };

static bool is_one_of(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}
#define IS_ONE_OF(name, names) is_one_of(name, names, sizeof(names) / sizeof *(names))

/* What a table does not show: keys, sorting, when somebody typed it. */
static bool is_inner(const char *name)
{
    static const char *const inner[] = { "sort", "order", "ordernum", "seq", "index", "rank",
        "createtime", "createdtime", "updatetime", "lasteditedtime", "createdat", "updatedat",
        "createby", "updateby", "creator", "deleted", "delflag", "isdeleted", "version", "code",
        "key", "guid", "uuid" };
    size_t length = strlen(name);
    return IS_ONE_OF(name, inner) || (length >= 2 && strcmp(name + length - 2, "id") == 0);
}

/* What some entries have there, or NULL; *is_short as long as all of it is. */
static const char *sample_of(
    struct arena *arena, const cJSON *list, const char *path, bool *is_short)
{
    const cJSON *entry;
    const char *first = NULL;
    int count = 0;
    cJSON_ArrayForEach(entry, list)
    {
        const cJSON *value = suggest_value_at(entry, path);
        const char *text = value && !cJSON_IsBool(value) ? adapt_json_text(arena, value) : NULL;
        first = first ? first : text;
        *is_short =
            *is_short && !(text && (strlen(text) > SHORT_BYTES || strpbrk(text, "<\n")));
        if (++count == SAMPLES) {
            break;
        }
    }
    return first;
}

/* What stands beside the list. */
static const char *beside(struct arena *arena, const cJSON *document,
    const struct suggest_list *list, const char *const *names, int64_t local_now_ms)
{
    char parent[200] = "";
    const char *slash = strrchr(list->pointer, '/');
    size_t size = slash ? (size_t)(slash - list->pointer) : 0;
    if (size < sizeof parent && !strchr(list->pointer, '"')) {
        memcpy(parent, list->pointer, size);
        parent[size] = '\0';
    }
    for (int depth = 0; depth < 2; depth++) {
        const char *at = depth == 0 ? parent : "";
        for (size_t i = 0; names[i]; i++) {
            const char *path = arena_printf(arena, "%s/%s", at, names[i]);
            const char *text = path ? adapt_json_text_at(arena, document, path) : NULL;
            struct moment moment;
            bool is_date = text && moment_read_loose(text, local_now_ms, &moment);
            if (text && strlen(text) < SHORT_BYTES && is_date == (local_now_ms != 0)) {
                return path;
            }
        }
    }
    return NULL;
}

struct suggest_table suggest_find_table(struct arena *arena, const cJSON *document,
    const struct suggest_list *list, int64_t local_now_ms)
{
    static const char *const titles[] = { "title", "name", "tableName", NULL };
    static const char *const times[] = { "updateTime", "update_time", "updatedAt", "updated_at",
        "updated", "lastUpdate", "time", "timestamp", "date", NULL };
    static const char *const states[] = { "state", "status", "statusname", "状态" };
    const char *const *path = list->path;
    struct suggest_table table = { .count = 0 };
    struct suggest_paths paths = { .count = 0 };
    bool is_short = true;
    bool is_news =
        path[SUGGEST_TITLE] && path[SUGGEST_PUBLISHED] && list->is_exact[SUGGEST_PUBLISHED];
    if (is_news || path[SUGGEST_URL] || path[SUGGEST_IMAGE]) {
        return table;
    }
    suggest_collect(arena, list->list->child, &paths);
    for (size_t i = 0; i < paths.count; i++) {
        char name[SUGGEST_NAME_BYTES];
        suggest_plain_name(paths.at[i], name);
        const char *sample =
            is_inner(name) ? NULL : sample_of(arena, list->list, paths.at[i], &is_short);
        if (sample && IS_ONE_OF(name, states)) {
            bool is_word = sample[strspn(sample, "0123456789")];
            table.state = is_word ? paths.at[i] : table.state;
        } else if (sample && table.count < SUGGEST_COLUMNS_MAX) {
            table.columns[table.count++] = paths.at[i];
        }
    }
    table.count = is_short && table.count >= 2 ? table.count : 0;
    table.title = beside(arena, document, list, titles, 0);
    table.as_of = beside(arena, document, list, times, local_now_ms);
    return table;
}

static bool print_label(const char *path, struct bytes *text)
{
    char name[SUGGEST_NAME_BYTES];
    suggest_plain_name(path, name);
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (strcmp(name, labels[i][0]) == 0) {
            return bytes_print(text, "\"%s\"", labels[i][1]);
        }
    }
    const char *own = strrchr(path, '/') + 1;
    bool is_quoted = *own == '"';
    return bytes_print(text, is_quoted ? "%s" : "\"%s\"", own);
}

bool suggest_print_table(
    const struct suggest_list *list, const struct suggest_table *table, struct bytes *text)
{
    bool done = bytes_print(text, "rows = %s\nrows.cells = ", list->pointer);
    for (size_t i = 0; done && i < table->count; i++) {
        done = bytes_print(text, "%s%s", i ? ", " : "", table->columns[i]);
    }
    done = done && bytes_print(text, "\ncolumns = ");
    for (size_t i = 0; done && i < table->count; i++) {
        done = (i == 0 || bytes_append(text, ", ", 2)) && print_label(table->columns[i], text);
    }
    done = done && bytes_append(text, "\n", 1) &&
           (!table->state || bytes_print(text, "rows.state = %s\n", table->state)) &&
           bytes_print(text, "title = %s\n", table->title ? table->title : "\"一览\"");
    return done && (!table->as_of ||
                       bytes_print(text, "as_of = %s\nmax_age = \"24h\"\n", table->as_of));
}
