/* Blocks of an article's body. */
#include "adapt/adapt_out_private.h"
#include "content/feed/feed_members.h"

#include <string.h>

/* What became a table has no body. */
static bool has_room(const struct adapt_out *out)
{
    return adapt_count(out->item, "body") < FEED_BLOCKS_MAX &&
           !adapt_count(out->item, "columns");
}

static void append_text(struct adapt_out *out, const char *name, const char *text)
{
    cJSON *value = has_room(out) ? adapt_text_value(out, text) : NULL;
    cJSON *block = value ? cJSON_CreateObject() : NULL;
    if (block) {
        adapt_put(out, block, name, value);
        adapt_append(out, out->item, "body", block);
    } else {
        out->has_failed = out->has_failed || value;
        cJSON_Delete(value);
    }
}

void adapt_body_heading(struct adapt_out *out, const char *text)
{
    append_text(out, "heading", text);
}

void adapt_body_text(struct adapt_out *out, const char *text)
{
    append_text(out, "text", text);
}

void adapt_body_picture(
    struct adapt_out *out, const char *base, const char *address, const char *caption)
{
    const char *whole = adapt_address(out, base, address);
    cJSON *value = whole && has_room(out) ? adapt_text_value(out, whole) : NULL;
    cJSON *block = value ? cJSON_CreateObject() : NULL;
    if (!block) {
        out->has_failed = out->has_failed || value;
        cJSON_Delete(value);
        return;
    }
    adapt_put(out, block, "image", value);
    cJSON *note = adapt_text_value(out, caption);
    if (note) {
        adapt_put(out, block, "caption", note);
    }
    adapt_append(out, out->item, "body", block);
}

bool adapt_body_has_picture(const struct adapt_out *out, const char *base, const char *address)
{
    const cJSON *body = cJSON_GetObjectItemCaseSensitive(out->item, "body"), *block;
    const char *whole = adapt_address((struct adapt_out *)out, base, address);
    cJSON_ArrayForEach(block, body)
    {
        const char *image =
            cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(block, "image"));
        if (whole && image && strcmp(image, whole) == 0) {
            return true;
        }
    }
    return false;
}
