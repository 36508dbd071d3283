#include "adapt/outline.h"

#include <cjson/cJSON.h>
#include <string.h>

static void print_text(struct bytes *out, const char *text)
{
    for (; *text; text++) {
        bytes_append(out, *text == '\n' ? "\\n" : text, *text == '\n' ? 2 : 1);
    }
}

static void print_value(const cJSON *value, struct bytes *out)
{
    char *text = cJSON_IsString(value) ? NULL : cJSON_PrintUnformatted(value);
    print_text(out, text ? text : value->valuestring);
    cJSON_free(text);
}

static void print_block(const cJSON *block, struct bytes *out)
{
    const cJSON *caption = cJSON_GetObjectItem(block, "caption");
    bytes_print(out, "  %s: ", block->child->string);
    print_value(block->child, out);
    if (caption) {
        bytes_print(out, " | ");
        print_value(caption, out);
    }
    bytes_print(out, "\n");
}

/* Members of a row or a column on one line. */
static void print_row(const char *what, const cJSON *row, struct bytes *out)
{
    const cJSON *member;
    bytes_print(out, "  %s:", what);
    cJSON_ArrayForEach(member, row)
    {
        if (cJSON_IsArray(member)) {
            const cJSON *cell;
            cJSON_ArrayForEach(cell, member)
            {
                bytes_print(out, "%s ", cell == member->child ? "" : " |");
                print_value(cell, out);
            }
        } else {
            bytes_print(out, " %s=", member->string);
            print_value(member, out);
        }
    }
    bytes_print(out, "\n");
}

static void print_member(const cJSON *member, struct bytes *out)
{
    static const char *const lists[] = { "body", "rows", "columns" };
    static const char *const names[] = { NULL, "row", "column" };
    for (int i = 0; i < 3; i++) {
        if (strcmp(member->string, lists[i]) == 0) {
            const cJSON *element;
            cJSON_ArrayForEach(element, member)
            {
                if (i == 0) {
                    print_block(element, out);
                } else {
                    print_row(names[i], element, out);
                }
            }
            return;
        }
    }
    if (strcmp(member->string, "id") != 0 && strcmp(member->string, "kind") != 0) {
        bytes_print(out, "  %s: ", member->string);
        print_value(member, out);
        bytes_print(out, "\n");
    }
}

static void print_item(const cJSON *item, struct bytes *out)
{
    const cJSON *id = cJSON_GetObjectItem(item, "id"), *member;
    bytes_print(out, "item %s %s\n", cJSON_GetStringValue(cJSON_GetObjectItem(item, "kind")),
        id ? cJSON_GetStringValue(id) : "-");
    cJSON_ArrayForEach(member, item)
    {
        print_member(member, out);
    }
}

void outline_print(const char *json, struct bytes *out)
{
    while (strncmp(json, "# ", 2) == 0) {
        size_t length = strcspn(json, "\n");
        bytes_print(out, "note: %.*s\n", (int)length - 2, json + 2);
        json += length + (json[length] == '\n');
    }
    cJSON *document = cJSON_Parse(json), *member, *item;
    cJSON_ArrayForEach(member, document)
    {
        if (strcmp(member->string, "items") != 0 && strcmp(member->string, "lobbycard") != 0) {
            bytes_print(out, "%s: ", member->string);
            print_value(member, out);
            bytes_print(out, "\n");
        }
    }
    cJSON_ArrayForEach(item, cJSON_GetObjectItem(document, "items"))
    {
        print_item(item, out);
    }
    cJSON_Delete(document);
}
