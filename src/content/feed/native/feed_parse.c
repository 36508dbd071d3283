#include "content/feed/native/feed_parse.h"

#include "content/feed/native/feed_reader.h"
#include "content/json/json_scan.h"

static void read_serial(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct feed *feed = out;
    /* 2^53 - 1: JSON's numbers are exact up to there (RFC 8259 section 6). */
    reader_integer(reader, value, 0, 9007199254740991, &feed->serial);
}

static const struct own_member own_of_document[] = {
    { .name = "serial", .read = read_serial }, /* check_version has read "lobbycard" */
    { .name = "hotlines", .read = native_hotline },
    { .name = "links", .read = native_link },
    { .name = "items", .read = native_item, .is_never_cut = native_is_alert },
};
static const struct shape document_shape = SHAPE(&feed_document, own_of_document);

static bool check_version(const cJSON *document, struct error *error)
{
    const cJSON *version = cJSON_GetObjectItemCaseSensitive(document, "lobbycard");
    if (!cJSON_IsObject(document)) {
        return error_set(error, "not a lobbycard feed: expected an entry { } (object), got %s",
            reader_type_name(document));
    }
    if (!version) {
        return error_set(error, "not a lobbycard feed: \"lobbycard\": 1 is missing");
    }
    if (!cJSON_IsNumber(version) || version->valuedouble != 1) {
        return error_set(error, "/lobbycard: expected 1, the only format known");
    }
    return true;
}

/* Of its language, which may stand behind the numbers. */
static enum phone_plan plan_of(const cJSON *document)
{
    const cJSON *lang = cJSON_GetObjectItemCaseSensitive(document, "lang");
    return phone_plan_of_lang(cJSON_IsString(lang) ? lang->valuestring : "");
}

struct feed *feed_parse(
    const char *json, size_t size, const struct feed_how *how, struct error *error)
{
    struct feed *feed = NULL;
    cJSON *document = NULL;
    bool done = false;
    if (!json_scan(json, size, &json_limits_default, error)) {
        goto out;
    }
    /* What the scan lets through cJSON can read, if it gets the memory. */
    document = cJSON_ParseWithLength(json, size);
    feed = feed_create();
    if (!document || !feed) {
        error_set(error, "out of memory");
        goto out;
    }
    if (!check_version(document, error)) {
        goto out;
    }
    struct feed_reader reader = { .feed = feed,
        .arena = &feed->arena,
        .plan = how->plan == PHONE_PLAN_UNSAID ? plan_of(document) : how->plan,
        .tells = how->tells };
    reader_members(&reader, document, &document_shape, 0, feed);
    done = !reader.no_memory || error_set(error, "out of memory");
out:
    cJSON_Delete(document);
    if (!done) {
        feed_destroy(feed);
        feed = NULL;
    }
    return feed;
}
