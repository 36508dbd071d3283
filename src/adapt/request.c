#include "adapt/request.h"

#include "adapt/wire.h"
#include "base/bytes.h"
#include "base/language/language.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Byte by byte: what is behind the line is not to be looked at yet. */
static bool read_line(struct bytes *line)
{
    for (;;) {
        char byte;
        ssize_t got = read(STDIN_FILENO, &byte, 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got != 1 || line->size >= ADAPT_REQUEST_MAX) {
            return false;
        }
        if (byte == '\n') {
            return line->size > 0;
        }
        if (!bytes_append(line, &byte, 1)) {
            return false;
        }
    }
}

static const char *text(
    struct arena *arena, const cJSON *object, const char *name, const char *fallback)
{
    const char *value = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    return value && *value ? arena_strdup(arena, value) : fallback;
}

static double number(const cJSON *object, const char *name, double fallback)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(value) ? value->valuedouble : fallback;
}

static bool read_map(struct arena *arena, const cJSON *map, struct adapt_request *request)
{
    const cJSON *pair;
    struct adapt_pair *pairs = arena_array(arena, ADAPT_MAP_MAX, sizeof *pairs);
    request->map = pairs;
    cJSON_ArrayForEach(pair, map)
    {
        const char *name = cJSON_GetStringValue(cJSON_GetArrayItem(pair, 0));
        const char *value = cJSON_GetStringValue(cJSON_GetArrayItem(pair, 1));
        if (pairs && name && value && request->map_count < ADAPT_MAP_MAX) {
            pairs[request->map_count++] =
                (struct adapt_pair) { arena_strdup(arena, name), arena_strdup(arena, value) };
        }
    }
    return pairs;
}

static void speak(struct arena *arena, const cJSON *line)
{
    const char *language = text(arena, line, "language", "");
    const char *const folders[] = { text(arena, line, "texts", ""), NULL };
    if (language && *language && folders[0]) {
        language_load(language, folders, NULL);
    }
}

static bool read_members(struct arena *arena, const cJSON *line, struct adapt_job *job)
{
    struct adapt_request *request = &job->request;
    int take = (int)number(line, "take", 20);
    speak(arena, line);
    job->suggests = strcmp(text(arena, line, "wish", "adapt"), "suggest") == 0;
    job->format = text(arena, line, "format", "auto");
    job->charset = text(arena, line, "charset", "");
    job->content_type = text(arena, line, "content_type", "");
    request->base = text(arena, line, "base", "");
    request->kind = text(arena, line, "kind", "article");
    request->take = take < 1 ? 1 : take > ADAPT_TAKE_MAX ? ADAPT_TAKE_MAX : take;
    request->now_ms = (int64_t)number(line, "now_ms", 0);
    request->zone = zone_create(arena, text(arena, line, "zone", "Asia/Shanghai"));
    return read_map(arena, cJSON_GetObjectItemCaseSensitive(line, "map"), request) &&
           request->zone && !arena->has_failed;
}

bool adapt_job_read(struct arena *arena, struct adapt_job *job, struct error *error)
{
    struct bytes line;
    bytes_init(&line);
    bool is_read = read_line(&line);
    cJSON *members = is_read ? cJSON_ParseWithLength(line.data, line.size) : NULL;
    bool done = cJSON_IsObject(members) && read_members(arena, members, job);
    cJSON_Delete(members);
    bytes_finish(&line);
    return done || error_set(error, "no request in front of the document, or memory is out");
}
