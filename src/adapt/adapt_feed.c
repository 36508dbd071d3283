#include "adapt/adapt_out_private.h"

#include "base/plain.h"
#include "base/translated.h"
#include "base/utf8.h"
#include "content/feed/feed.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NOTES_MAX = 20,
    TEXT_MAX_BYTES = 96 * 1024,               /* a text has 20,000 characters at most */
    FULL_BYTES = FEED_MAX_BYTES - 512 * 1024, /* no further item is begun */
};

struct adapt_out *adapt_out_create(int take, int64_t now_ms, const struct zone *zone)
{
    struct adapt_out *out = calloc(1, sizeof *out);
    if (!out) {
        return NULL;
    }
    arena_init(&out->arena);
    bytes_init(&out->notes);
    out->take = take;
    out->now_ms = now_ms;
    out->zone = zone;
    out->document = cJSON_CreateObject();
    out->nowhere = cJSON_CreateObject();
    out->item = out->row = out->nowhere;
    out->items = cJSON_CreateArray();
    bool is_whole = out->document && out->nowhere && out->items &&
                    cJSON_AddNumberToObject(out->document, "lobbycard", 1);
    if (!is_whole || !cJSON_AddItemToObject(out->document, "items", out->items)) {
        adapt_out_destroy(out);
        return NULL;
    }
    return out;
}

void adapt_out_destroy(struct adapt_out *out)
{
    if (out) {
        if (out->items && !cJSON_GetObjectItemCaseSensitive(out->document, "items")) {
            cJSON_Delete(out->items);
        }
        cJSON_Delete(out->document);
        cJSON_Delete(out->nowhere);
        bytes_finish(&out->notes);
        arena_finish(&out->arena);
    }
    free(out);
}

bool adapt_out_is_full(const struct adapt_out *out)
{
    return cJSON_GetArraySize(out->items) >= out->take || out->bytes > FULL_BYTES;
}

bool adapt_out_has_failed(const struct adapt_out *out)
{
    return out->has_failed || out->arena.has_failed;
}

void adapt_out_fail(struct adapt_out *out)
{
    out->has_failed = true;
}

void adapt_out_note(struct adapt_out *out, const char *format, ...)
{
    char line[300];
    va_list arguments;
    if (out->note_count++ >= NOTES_MAX) {
        return;
    }
    va_start(arguments, format);
    plain_format(line, sizeof line, translated(format), arguments);
    va_end(arguments);
    out->has_failed = !bytes_print(&out->notes, "# %s\n", line) || out->has_failed;
}

/* As JSON has it: a quote takes two bytes. */
static size_t size_of(const cJSON *value)
{
    size_t size = 16;
    for (const char *at = cJSON_IsString(value) ? value->valuestring : ""; *at; at++) {
        size += 1 + (strchr("\"\\\n\t", *at) != NULL);
    }
    return size;
}

void adapt_put(struct adapt_out *out, cJSON *object, const char *name, cJSON *value)
{
    if (!value) {
        out->has_failed = true;
        return;
    }
    out->bytes += strlen(name) + size_of(value);
    cJSON_DeleteItemFromObjectCaseSensitive(object, name);
    if (!cJSON_AddItemToObject(object, name, value)) {
        cJSON_Delete(value);
        out->has_failed = true;
    }
}

void adapt_append(struct adapt_out *out, cJSON *object, const char *list, cJSON *value)
{
    cJSON *array = cJSON_GetObjectItemCaseSensitive(object, list);
    if (!array) {
        array = cJSON_AddArrayToObject(object, list);
    }
    out->bytes += size_of(value);
    if (!value || !array || !cJSON_AddItemToArray(array, value)) {
        cJSON_Delete(value);
        out->has_failed = true;
    }
}

int adapt_count(const cJSON *object, const char *list)
{
    return cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(object, list));
}

/* Well-formed, without controls but line ends and tabs; trimmed; cut at a character. */
cJSON *adapt_text_value(struct adapt_out *out, const char *text)
{
    size_t size = text ? strlen(text) : 0, at = 0, used = 0;
    size = size < TEXT_MAX_BYTES ? size : TEXT_MAX_BYTES;
    char *copy = size ? malloc(size * 3 + 1) : NULL;
    if (!copy) {
        out->has_failed = out->has_failed || size;
        return NULL;
    }
    while (at < size) {
        uint32_t character = utf8_next(text, size, &at);
        bool is_control = character < ' ' && !(character == '\n' || character == '\t');
        bool is_blank = strchr(" \n\t", (int)character) && character < 0x80;
        bool is_torn = character == 0xFFFD && at == size; /* cut there */
        if (!is_control && character != 0x7F && !is_torn && (used > 0 || !is_blank)) {
            used += utf8_encode(character, copy + used);
        }
    }
    while (used > 0 && strchr(" \n\t", copy[used - 1])) {
        used--;
    }
    copy[used] = '\0';
    cJSON *value = used ? cJSON_CreateString(copy) : NULL;
    out->has_failed = out->has_failed || (used && !value);
    free(copy);
    return value;
}

void adapt_out_lang(struct adapt_out *out, const char *tag)
{
    cJSON *value = adapt_text_value(out, tag);
    if (value) {
        adapt_put(out, out->document, "lang", value);
    }
}

/* Without the last item where that is what makes it too large. */
static char *print(struct adapt_out *out)
{
    char *json = adapt_out_has_failed(out) ? NULL : cJSON_Print(out->document);
    int count = cJSON_GetArraySize(out->items);
    if (json && strlen(json) > FEED_MAX_BYTES && count > 1) {
        cJSON_free(json);
        cJSON_DeleteItemFromArray(out->items, count - 1);
        out->item = out->row = out->nowhere;
        adapt_out_note(out, "item %d is too long: left out", count);
        json = adapt_out_has_failed(out) ? NULL : cJSON_Print(out->document);
    }
    return json;
}

bool adapt_out_print(struct adapt_out *out, struct bytes *text, struct error *error)
{
    char *json = print(out);
    bool done = json &&
                bytes_append(text, out->notes.data ? out->notes.data : "", out->notes.size) &&
                bytes_append(text, json, strlen(json)) && bytes_append(text, "\n", 1);
    if (!done) {
        error_set(error, "out of memory");
    } else if (strlen(json) > FEED_MAX_BYTES) {
        done = error_set(error, "what is made of it is larger than %d MB: a smaller take",
            FEED_MAX_BYTES / 1024 / 1024);
    }
    cJSON_free(json);
    return done;
}
