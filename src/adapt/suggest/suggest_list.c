#include "adapt/suggest/suggest_list.h"

#include "time/moment_loose.h"

#include <ctype.h>
#include <string.h>

enum { NESTED_MAX = 5, PART_FIT = 60, DEPTH_MAX = 6, SAMPLES = 5, NAMES_MAX = 45 };

const char *const suggest_role_names[SUGGEST_ROLES] = { [SUGGEST_ID] = "id",
    [SUGGEST_TITLE] = "title",
    [SUGGEST_PUBLISHED] = "published",
    [SUGGEST_SOURCE] = "source",
    [SUGGEST_URL] = "url",
    [SUGGEST_BODY] = "body",
    [SUGGEST_IMAGE] = "image" };

/* What systems call it, the likeliest first: small letters, without _ and -. */
static const char *const names[SUGGEST_ROLES][NAMES_MAX] = {
    [SUGGEST_ID] = { "id", "newsid", "articleid", "contentid", "infoid", "guid", "uuid",
        "wbnewsid", "noticeid", "postid", "bulletinid", "messageid", "documentid", "docid",
        "topicid", "eventid", "recordid", "wid", "nid", "aid", "xwid", "tzid", "ggid", "wzid",
        "tid", "编号" },
    [SUGGEST_TITLE] = { "title", "newstitle", "wbtitle", "bt", "biaoti", "subject", "headline",
        "articletitle", "infotitle", "showtitle", "xwbt", "tzbt", "ggbt", "wzbt", "name",
        "标题", "topic", "titile", "xwmc", "mc" },
    [SUGGEST_PUBLISHED] = { "publishtime", "publishdate", "published", "publishedat",
        "datepublished", "pubdate", "pubtime", "releasetime", "releasedate", "publish",
        "wbdate", "fbsj", "fbrq", "xwsj", "tzsj", "showtime", "newsdate", "issuetime",
        "inputtime", "addtime", "adddate", "senddate", "sendtime", "postdate", "postedat",
        "publishedon", "onlinetime", "dateline", "timestart", "date", "time", "发布时间",
        "发布日期", "日期", "时间", "timestamp", "datecreated", "gmtcreate", "createtime",
        "createdat", "createdate", "created", "createdtime", "updatetime" },
    [SUGGEST_SOURCE] = { "source", "department", "dept", "deptname", "departmentname",
        "publisher", "ly", "laiyuan", "fbbm", "unit", "office", "author", "fbr", "fbdw",
        "fbdwdisplay", "columnname", "channelname", "categoryname", "来源", "部门", "creator",
        "category", "column" },
    [SUGGEST_URL] = { "htmlurl", "url", "link", "href", "linkurl", "detailurl", "newsurl",
        "infourl", "weburl", "pageurl", "wburl", "visiturl", "arcurl", "articleurl", "viewurl",
        "navigationurl", "permalink", "lj", "alias", "uri", "链接", "网址" },
    [SUGGEST_BODY] = { "content", "contenthtml", "body", "html", "contents", "message",
        "newscontent", "wbcontent", "detail", "nr", "neirong", "xwnr", "tznr", "ggnr", "wznr",
        "zw", "text", "正文", "内容", "summary", "abstract", "description", "zy", "zhaiyao",
        "intro", "desc", "excerpt" },
    [SUGGEST_IMAGE] = { "image", "imageurl", "imgurl", "img", "cover", "coverurl", "coverimage",
        "picture", "pic", "picurl", "thumb", "thumbnail", "thumburl", "litpic", "featureimage",
        "titleimg", "titleimage", "logo", "图片" },
};

static const char *escape(struct arena *arena, const char *name)
{
    bool is_plain = !strpbrk(name, " \t,|=!<>\"/~");
    return is_plain ? name : arena_printf(arena, "\"%s\"", name);
}

/* A quote in a name, or a slash, is nothing that anybody guesses about; a line's end in it
 * would be another line of the config. */
static bool is_guessed_about(const cJSON *member)
{
    for (const char *at = member->string; at && *at; at++) {
        if (strchr("\"/~\\", *at) || (unsigned char)*at < ' ' || *at == 0x7F) {
            return false;
        }
    }
    return member->string;
}

static void collect(
    struct arena *arena, const cJSON *entry, const char *path, struct suggest_paths *paths)
{
    const cJSON *child;
    int depth = 0;
    for (const char *at = path; *at; at++) {
        depth += *at == '/';
    }
    cJSON_ArrayForEach(child, entry)
    {
        if (!is_guessed_about(child) || paths->count == SUGGEST_PATHS_MAX) {
            continue;
        }
        const char *own = arena_printf(arena, "%s/%s", path, escape(arena, child->string));
        bool is_inner = strcmp(child->string, "links") == 0 ||
                        strncmp(child->string, "__", 2) == 0; /* __metadata */
        if (is_inner && cJSON_IsObject(child)) {
            continue; /* of JSON:API's and OData's own, they lead to JSON */
        }
        const cJSON *inner = child;
        if (own && cJSON_IsArray(child) && cJSON_IsObject(child->child) &&
            !adapt_json_text(arena, child)) {
            inner = child->child; /* [{"value": "..."}] of Drupal, one article of WeChat's */
            own = arena_printf(arena, "%s/0", own);
        }
        if (own && cJSON_IsObject(inner) && depth < NESTED_MAX) {
            collect(arena, inner, own, paths);
        } else if (own && !cJSON_IsObject(inner)) {
            paths->at[paths->count++] = own;
        }
    }
}

void suggest_collect(struct arena *arena, const cJSON *entry, struct suggest_paths *paths)
{
    collect(arena, entry, "", paths);
}

/* A path as adapt_json_at has it: without the quotes. */
const cJSON *suggest_value_at(const cJSON *entry, const char *path)
{
    char plain[200];
    size_t used = 0;
    for (; *path && used + 1 < sizeof plain; path++) {
        if (*path != '"') {
            plain[used++] = *path;
        }
    }
    plain[used] = '\0';
    return adapt_json_at(entry, plain);
}

static bool is_among(const char *name, size_t size, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count && list[i]; i++) {
        if (strlen(list[i]) == size && strncmp(name, list[i], size) == 0) {
            return true;
        }
    }
    return false;
}
#define IS_AMONG(name, size, list) is_among(name, size, list, sizeof(list) / sizeof *(list))

/* {"title": {"rendered": "..."}} of WordPress, {"body": {"processed": "..."}} of Drupal */
static const char *const wrappers[] = { "rendered", "processed", "value", "start", "0" };

/* The step of a path whose name says what is there. */
static const char *naming_step(const char *path, size_t *size)
{
    static const char *const addresses[] = { "url", "src", "href" };
    static const char *const between[] = { "data", "attributes", "0" };
    const char *end = path + strlen(path), *name = strrchr(path, '/') + 1;
    bool is_address = IS_AMONG(name, (size_t)(end - name), addresses);
    const char *above = name, *above_end = end;
    do {
        above_end = above - 1;
        for (above = above_end; above > path && above[-1] != '/'; above--) {
        }
    } while (above_end > path &&
             (IS_AMONG(above, (size_t)(above_end - above), between) ||
                 (!is_address && IS_AMONG(above, (size_t)(above_end - above), wrappers))));
    bool is_wrapped = IS_AMONG(name, (size_t)(end - name), wrappers);
    char lower[SUGGEST_NAME_BYTES] = "";
    for (size_t i = 0; i + 1 < sizeof lower && above + i < above_end; i++) {
        lower[i] = (char)tolower((unsigned char)above[i]);
    }
    /* Whose address it is, where it is not the entry's. */
    static const char *const others[] = { "author", "user", "creator", "owner", "publisher" };
    bool is_of_other = is_address && *lower &&
                       (IS_AMONG(lower, strlen(lower), names[SUGGEST_IMAGE]) ||
                           IS_AMONG(lower, strlen(lower), others));
    bool is_who = (strcasecmp(name, "name") == 0 || strcasecmp(name, "display_name") == 0) &&
                  *lower && IS_AMONG(lower, strlen(lower), names[SUGGEST_SOURCE]);
    bool is_inner = (is_wrapped || is_of_other || is_who) && above_end > path;
    *size = is_inner ? (size_t)(above_end - above) : (size_t)(end - name);
    return is_inner ? above : name;
}

void suggest_plain_name(const char *path, char out[SUGGEST_NAME_BYTES])
{
    size_t used = 0, size;
    const char *name = naming_step(path, &size);
    for (size_t i = 0; i < size && used + 1 < SUGGEST_NAME_BYTES; i++) {
        if (!strchr("_- \"", name[i])) {
            out[used++] = (char)tolower((unsigned char)name[i]);
        }
    }
    out[used] = '\0';
}

/* How well a name fits, 0 for not at all. */
static int fit_of_name(enum suggest_role role, const char *path)
{
    char name[SUGGEST_NAME_BYTES];
    int depth = 0;
    suggest_plain_name(path, name);
    for (const char *at = path + 1; *at; at++) {
        depth += *at == '/';
    }
    for (int i = 0; i < NAMES_MAX && names[role][i]; i++) {
        if (strcmp(name, names[role][i]) == 0) {
            bool is_raw = strcmp(strrchr(path, '/'), "/value") == 0; /* "processed" is better */
            return 200 - 3 * i - 10 * depth - is_raw;
        }
    }
    for (int i = 0; i < NAMES_MAX && names[role][i]; i++) {
        if (strlen(names[role][i]) > 3 && strstr(name, names[role][i])) {
            return PART_FIT - i - 10 * depth;
        }
    }
    return 0;
}

static bool is_address(const char *text)
{
    return strncmp(text, "http://", 7) == 0 || strncmp(text, "https://", 8) == 0 ||
           (strchr(text, '/') && !strpbrk(text, " <>\n"));
}

/* Whether what stands there can be what the name says. */
static bool is_fit(enum suggest_role role, const char *text, int64_t local_now_ms)
{
    struct moment moment;
    switch (role) {
    case SUGGEST_TITLE:
        return strlen(text) < 400 && !is_address(text) &&
               text[strspn(text, "0123456789.-: ")] != '\0';
    case SUGGEST_PUBLISHED:
        return moment_read_loose(text, local_now_ms, &moment);
    case SUGGEST_SOURCE:
        return strlen(text) < 120 && text[strspn(text, "0123456789")] != '\0' &&
               !is_address(text);
    case SUGGEST_URL:
    case SUGGEST_IMAGE:
        return is_address(text);
    case SUGGEST_ID:
        return strlen(text) < 120;
    default:
        return text[strspn(text, "0123456789")] != '\0' &&
               (strncmp(text, "http", 4) != 0 || !is_address(text));
    }
}

/* The first of the entries that has something there decides. */
static bool is_fit_in(struct arena *arena, const cJSON *list, const char *path,
    enum suggest_role role, int64_t local_now_ms)
{
    const cJSON *entry;
    int count = 0;
    cJSON_ArrayForEach(entry, list)
    {
        const cJSON *value = suggest_value_at(entry, path);
        const char *text = value ? adapt_json_text(arena, value) : NULL;
        if (text) {
            return is_fit(role, text, local_now_ms);
        }
        if (++count == SAMPLES) {
            break;
        }
    }
    return false;
}

/* What is in a list of the entry belongs to it only where its title is there too, or where that
 * list is how the system writes one value. */
static bool is_of_entry(const char *path, const char *title)
{
    const char *index = strstr(path, "/0/"), *last = strrchr(path, '/') + 1;
    size_t size = index ? (size_t)(index - path) : 0;
    bool is_value = IS_AMONG(last, strlen(last), wrappers) || strcmp(last, "alias") == 0;
    bool is_beside = title && strncmp(path, title, size + 3) == 0;
    return !index || is_value || is_beside || (!title && strcmp(last, "name") != 0);
}

static void weigh(struct arena *arena, struct suggest_list *list, int64_t local_now_ms)
{
    struct suggest_paths paths = { .count = 0 };
    suggest_collect(arena, list->list->child, &paths);
    for (int turn = 0; turn < SUGGEST_ROLES; turn++) {
        /* The title first: it says where the others are. */
        int role = turn == 0 ? SUGGEST_TITLE : turn <= SUGGEST_TITLE ? turn - 1 : turn;
        int best = 0;
        for (size_t i = 0; i < paths.count; i++) {
            int fit = fit_of_name((enum suggest_role)role, paths.at[i]);
            bool is_own = role == SUGGEST_IMAGE || /* the first of its pictures */
                          is_of_entry(paths.at[i], list->path[SUGGEST_TITLE]);
            fit = is_own ? fit : 0;
            if (fit > best && is_fit_in(arena, list->list, paths.at[i], (enum suggest_role)role,
                                  local_now_ms)) {
                best = fit;
                list->path[role] = paths.at[i];
                list->is_exact[role] = fit > PART_FIT;
            }
        }
        list->score += list->path[role] ? (role == SUGGEST_TITLE ? 300 : 20) + best / 10 : 0;
    }
    int size = cJSON_GetArraySize(list->list);
    list->score += size < 20 ? size : 20;
}

struct search {
    struct arena *arena;
    int64_t local_now_ms;
    struct suggest_list best;
};

/* {"12": {...}, "13": {...}}: entries by their ids, all with the same members. */
static bool is_keyed(const cJSON *value)
{
    const cJSON *child, *first = cJSON_IsObject(value) ? value->child : NULL;
    if (!cJSON_IsObject(first) || !first->next || !first->child) {
        return false;
    }
    cJSON_ArrayForEach(child, value)
    {
        const cJSON *other = cJSON_IsObject(child) ? child->child : NULL;
        for (const cJSON *member = first->child; member; member = member->next) {
            if (!other || strcmp(member->string, other->string) != 0) {
                return false;
            }
            other = other->next;
        }
    }
    return true;
}

static void search_in(struct search *search, const cJSON *value, const char *pointer, int depth)
{
    const cJSON *child;
    bool is_list = cJSON_IsArray(value) && cJSON_IsObject(value->child);
    if (is_list || is_keyed(value)) {
        struct suggest_list list = { .pointer = *pointer ? pointer : "/", .list = value };
        weigh(search->arena, &list, search->local_now_ms);
        if (list.score > search->best.score) {
            search->best = list;
        }
    }
    if (is_list) {
        return; /* lists within entries are no lists of entries */
    }
    cJSON_ArrayForEach(child, value)
    {
        bool is_deeper = depth < DEPTH_MAX && cJSON_IsObject(value) && is_guessed_about(child);
        const char *own = is_deeper ? arena_printf(search->arena, "%s/%s", pointer,
                                          escape(search->arena, child->string))
                                    : NULL;
        if (own && (cJSON_IsObject(child) || cJSON_IsArray(child))) {
            search_in(search, child, own, depth + 1);
        }
    }
}

struct suggest_list suggest_find_list(
    struct arena *arena, const cJSON *document, int64_t local_now_ms)
{
    struct search search = { .arena = arena, .local_now_ms = local_now_ms };
    search_in(&search, document, "", 0);
    return search.best;
}
