#include "edition/manifest.h"

#include "content/json/json_scan.h"
#include "store/store_private.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <string.h>

enum { SOURCES_MAX = 1024, PICTURE_SIDE_MAX = 16384 };

static const char *const part_names[] = { [EDITION_ALL] = "all",
    [EDITION_WITHOUT_ALERTS] = "without-alerts",
    [EDITION_ALERTS] = "alerts" };

static const double number_max = 9007199254740992.0; /* 2^53 */

/* Whether a picture was searched is told by how: what an older version saw less of is looked at
 * once more. */
enum { SEARCHED_BY = 3 };

static bool print_text(cJSON *object, const char *name, const char *text)
{
    return !text || !*text || cJSON_AddStringToObject(object, name, text);
}

/* What the guard judges each time that the edition is loaded, and what `play` then need not
 * find out. Most pictures have no codes. */
static bool print_looked_at(const struct picture_ref *ref, cJSON *picture)
{
    bool has_size = ref->width > 0 && ref->height > 0;
    return print_text(picture, "codes", ref->codes) &&
           (!ref->hides_codes || cJSON_AddTrueToObject(picture, "hides_codes")) &&
           (!ref->is_searched || cJSON_AddNumberToObject(picture, "searched", SEARCHED_BY)) &&
           (!has_size || (cJSON_AddNumberToObject(picture, "width", ref->width) &&
                             cJSON_AddNumberToObject(picture, "height", ref->height)));
}

static bool print_pictures(const struct edition_source *source, cJSON *entry)
{
    cJSON *list = source->picture_count > 0 ? cJSON_AddArrayToObject(entry, "pictures") : NULL;
    for (size_t i = 0; i < source->picture_count; i++) {
        cJSON *picture = cJSON_CreateObject();
        if (!list || !picture || !cJSON_AddItemToArray(list, picture)) {
            cJSON_Delete(picture);
            return false;
        }
        if (!cJSON_AddStringToObject(picture, "url", source->pictures[i].url) ||
            !cJSON_AddStringToObject(picture, "object", source->pictures[i].object) ||
            !print_text(picture, "etag", source->pictures[i].etag) ||
            !print_text(picture, "last_modified", source->pictures[i].last_modified) ||
            !print_looked_at(&source->pictures[i], picture)) {
            return false;
        }
    }
    return true;
}

bool manifest_print(
    const struct edition_source *sources, size_t count, struct bytes *out, struct error *error)
{
    bool done = false;
    char *text = NULL;
    cJSON *root = cJSON_CreateObject();
    cJSON *list = root && cJSON_AddNumberToObject(root, "lobbycard_edition", 1)
                      ? cJSON_AddArrayToObject(root, "sources")
                      : NULL;
    if (!list) {
        goto out;
    }
    for (size_t i = 0; i < count; i++) {
        const struct edition_source *source = &sources[i];
        cJSON *entry = cJSON_CreateObject();
        if (!entry || !cJSON_AddItemToArray(list, entry)) {
            cJSON_Delete(entry);
            goto out;
        }
        if (!cJSON_AddStringToObject(entry, "name", source->name) ||
            !cJSON_AddStringToObject(entry, "url", source->url) ||
            !cJSON_AddStringToObject(entry, "body", source->body.hex) ||
            !cJSON_AddStringToObject(entry, "signature", source->signature.hex) ||
            !print_text(entry, "original", source->original.hex) ||
            !print_text(entry, "recipe", source->recipe.hex) ||
            !cJSON_AddStringToObject(entry, "etag", source->etag) ||
            !cJSON_AddStringToObject(entry, "last_modified", source->last_modified) ||
            !cJSON_AddNumberToObject(entry, "fetched_ms", (double)source->fetched_ms) ||
            !cJSON_AddStringToObject(entry, "format", feed_format_name(source->format)) ||
            (source->part != EDITION_ALL &&
                !cJSON_AddStringToObject(entry, "part", part_names[source->part])) ||
            !print_pictures(source, entry)) {
            goto out;
        }
    }
    text = cJSON_Print(root);
    done = text && bytes_append(out, text, strlen(text));
out:
    cJSON_free(text);
    cJSON_Delete(root);
    return done || error_set(error, "out of memory");
}

static const char *text_member(const cJSON *object, const char *name, struct arena *arena)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    return text ? arena_strdup(arena, text) : NULL;
}

static bool id_member(
    const cJSON *object, const char *name, bool may_be_empty, struct object_id *id)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    if (!text || !(object_id_is_valid(text, strlen(text)) || (may_be_empty && !*text))) {
        return false;
    }
    memcpy(id->hex, text, strlen(text) + 1);
    return true;
}

/* What a native feed does not have. */
static bool optional_id_member(const cJSON *object, const char *name, struct object_id *id)
{
    *id = (struct object_id) { "" };
    return !cJSON_GetObjectItemCaseSensitive(object, name) || id_member(object, name, true, id);
}

static bool parse_part(const cJSON *entry, enum edition_part *part)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(entry, "part");
    const char *name = member ? cJSON_GetStringValue(member) : part_names[EDITION_ALL];
    for (int i = EDITION_ALL; name && i <= EDITION_ALERTS; i++) {
        if (strcmp(name, part_names[i]) == 0) {
            *part = (enum edition_part)i;
            return true;
        }
    }
    return false;
}

/* Older versions knew one format, and do not name it. */
static bool parse_format(const cJSON *entry, enum feed_format *format)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(entry, "format");
    const char *name = member ? cJSON_GetStringValue(member) : feed_format_name(FEED_NATIVE);
    return name && feed_format_find(name, format);
}

static int side_member(const cJSON *picture, const char *name)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(picture, name);
    bool is_side = cJSON_IsNumber(member) && member->valuedouble >= 1 &&
                   member->valuedouble <= PICTURE_SIDE_MAX;
    return is_side ? (int)member->valuedouble : 0;
}

static const char *text_or_none(const cJSON *object, const char *name, struct arena *arena)
{
    return cJSON_GetObjectItemCaseSensitive(object, name) ? text_member(object, name, arena)
                                                          : "";
}

/* Manifests of older versions do not say any of this. */
static bool parse_looked_at(const cJSON *picture, struct arena *arena, struct picture_ref *ref)
{
    ref->etag = text_or_none(picture, "etag", arena);
    ref->last_modified = text_or_none(picture, "last_modified", arena);
    ref->codes = text_or_none(picture, "codes", arena);
    ref->hides_codes = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(picture, "hides_codes"));
    const cJSON *searched = cJSON_GetObjectItemCaseSensitive(picture, "searched");
    ref->is_searched = cJSON_IsNumber(searched) && searched->valuedouble == SEARCHED_BY;
    ref->width = side_member(picture, "width");
    ref->height = side_member(picture, "height");
    return ref->etag && ref->last_modified && ref->codes;
}

/* Manifests from before there were pictures have no such member. */
static bool parse_pictures(
    const cJSON *entry, struct arena *arena, struct edition_source *source)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(entry, "pictures"), *picture;
    if (!list) {
        return true;
    }
    struct picture_ref *pictures =
        arena_array(arena, (size_t)cJSON_GetArraySize(list), sizeof *pictures);
    if (!cJSON_IsArray(list) || !pictures) {
        return false;
    }
    cJSON_ArrayForEach(picture, list)
    {
        struct object_id id;
        struct picture_ref *ref = &pictures[source->picture_count];
        if (!id_member(picture, "object", false, &id)) {
            return false;
        }
        *ref = (struct picture_ref) { .url = text_member(picture, "url", arena),
            .object = arena_strdup(arena, id.hex) };
        if (!ref->url || !ref->object || !parse_looked_at(picture, arena, ref)) {
            return false;
        }
        source->picture_count++;
    }
    source->pictures = pictures;
    return true;
}

static bool parse_source(const cJSON *entry, struct arena *arena, struct edition_source *source)
{
    const cJSON *fetched = cJSON_GetObjectItemCaseSensitive(entry, "fetched_ms");
    source->name = text_member(entry, "name", arena);
    source->url = text_member(entry, "url", arena);
    source->etag = text_member(entry, "etag", arena);
    source->last_modified = text_member(entry, "last_modified", arena);
    if (!source->name || !*source->name || !source->url || !source->etag ||
        !source->last_modified || !id_member(entry, "body", false, &source->body) ||
        !id_member(entry, "signature", true, &source->signature) || !cJSON_IsNumber(fetched) ||
        !optional_id_member(entry, "original", &source->original) ||
        !optional_id_member(entry, "recipe", &source->recipe) ||
        !(fabs(fetched->valuedouble) <= number_max) || !parse_format(entry, &source->format) ||
        !parse_part(entry, &source->part) || !parse_pictures(entry, arena, source)) {
        return false;
    }
    source->fetched_ms = (int64_t)fetched->valuedouble;
    return true;
}

bool manifest_parse(const char *text, size_t size, struct edition *edition, struct error *error)
{
    bool done = false;
    cJSON *root = NULL;
    const cJSON *entry;
    if (!json_scan(text, size, &json_limits_default, error)) {
        goto out;
    }
    root = cJSON_ParseWithLength(text, size);
    const cJSON *format = cJSON_GetObjectItemCaseSensitive(root, "lobbycard_edition");
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(root, "sources");
    int count = cJSON_GetArraySize(list);
    if (!cJSON_IsNumber(format) || format->valuedouble != 1 || !cJSON_IsArray(list) ||
        count > SOURCES_MAX) {
        error_set(error, "not a manifest that this version reads");
        goto out;
    }
    edition->sources = arena_array(&edition->arena, (size_t)count, sizeof *edition->sources);
    if (!edition->sources) {
        error_set(error, "out of memory");
        goto out;
    }
    cJSON_ArrayForEach(entry, list)
    {
        size_t i = edition->source_count;
        if (!parse_source(entry, &edition->arena, &edition->sources[i])) {
            error_set(error, "sources[%zu]: a member is missing or wrong", i);
            goto out;
        }
        edition->source_count++;
    }
    done = true;
out:
    cJSON_Delete(root);
    return done;
}

static bool same_picture(const struct picture_ref *a, const struct picture_ref *b)
{
    return strcmp(a->url, b->url) == 0 && strcmp(a->object, b->object) == 0 &&
           strcmp(a->codes ? a->codes : "", b->codes ? b->codes : "") == 0 &&
           a->hides_codes == b->hides_codes && a->is_searched == b->is_searched &&
           a->width == b->width && a->height == b->height;
}

static bool same_pictures(const struct edition_source *a, const struct edition_source *b)
{
    bool same = a->picture_count == b->picture_count;
    for (size_t i = 0; same && i < a->picture_count; i++) {
        same = same_picture(&a->pictures[i], &b->pictures[i]);
    }
    return same;
}

/* Views that are counted, and the time of day, change the bytes of a foreign feed at each
 * asking. What is made of them counts, but that a signature needs its bytes. */
static bool same_original(const struct edition_source *a, const struct edition_source *b)
{
    bool is_signed = *a->signature.hex || *b->signature.hex;
    return is_signed ? strcmp(a->original.hex, b->original.hex) == 0
                     : !*a->original.hex == !*b->original.hex;
}

bool manifest_same(const struct edition_source *a, size_t a_count,
    const struct edition_source *b, size_t b_count)
{
    bool same = a_count == b_count;
    for (size_t i = 0; same && i < a_count; i++) {
        same = strcmp(a[i].name, b[i].name) == 0 && strcmp(a[i].url, b[i].url) == 0 &&
               strcmp(a[i].body.hex, b[i].body.hex) == 0 &&
               strcmp(a[i].signature.hex, b[i].signature.hex) == 0 &&
               same_original(&a[i], &b[i]) && a[i].format == b[i].format &&
               a[i].part == b[i].part && same_pictures(&a[i], &b[i]);
    }
    return same;
}
