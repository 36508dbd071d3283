/* The scene as JSON, one box a line, so that a changed golden scene reads well in a diff. */
#include "slide/scene/slide.h"

#include <cjson/cJSON.h>
#include <stdio.h>

static bool add_colour(cJSON *object, const char *name, struct colour colour)
{
    char text[8];
    snprintf(text, sizeof text, "#%02x%02x%02x", colour.r, colour.g, colour.b);
    return cJSON_AddStringToObject(object, name, text);
}

static bool add_rect(cJSON *object, struct pixel_rect rect)
{
    const int sides[4] = { rect.x, rect.y, rect.w, rect.h };
    cJSON *array = cJSON_CreateIntArray(sides, 4);
    if (!array || !cJSON_AddItemToObject(object, "rect", array)) {
        cJSON_Delete(array);
        return false;
    }
    return true;
}

static bool add_text_members(cJSON *object, const struct box *box)
{
    bool good = cJSON_AddNumberToObject(object, "font_px", box->style.px) &&
                cJSON_AddNumberToObject(object, "min_px", box->min_px) &&
                add_colour(object, "colour", box->colour) && add_colour(object, "on", box->on);
    cJSON *lines = good ? cJSON_AddArrayToObject(object, "lines") : NULL;
    good = lines;
    for (size_t i = 0; good && i < box->line_count; i++) {
        cJSON *line = cJSON_CreateString(box->lines[i].line.text);
        good = line && cJSON_AddItemToArray(lines, line);
    }
    return good && cJSON_AddBoolToObject(object, "clipped", box->clipped);
}

static bool add_text(cJSON *object, const char *name, const char *text)
{
    return cJSON_AddStringToObject(object, name, text ? text : "");
}

static cJSON *box_object(const struct box *box)
{
    static const char *const names[] = {
        [BOX_FILL] = "fill", [BOX_TEXT] = "text", [BOX_PICTURE] = "picture", [BOX_QR] = "qr"
    };
    cJSON *object = cJSON_CreateObject();
    bool good = object && add_text(object, "box", names[box->kind]) &&
                add_text(object, "role", box->role) && add_rect(object, box->rect);
    if (good && box->kind == BOX_FILL) {
        good = add_colour(object, "colour", box->colour);
    } else if (good && box->kind == BOX_TEXT) {
        good = add_text_members(object, box);
    } else if (good && box->kind == BOX_PICTURE) {
        good = add_text(object, "object", box->object) && add_text(object, "url", box->url);
    } else if (good) {
        good = add_text(object, "text", box->text) &&
               add_colour(object, "colour", box->colour) && add_colour(object, "on", box->on);
    }
    if (!good) {
        cJSON_Delete(object);
        object = NULL;
    }
    return object;
}

/* A live box may have nothing to say today. */
static bool is_seen(const struct box *box)
{
    return box->kind != BOX_TEXT || box->line_count > 0;
}

/* Prints and gives up the value; NULL (memory was out when it was made) fails. */
static bool print_value(cJSON *value, struct bytes *out)
{
    char *text = value ? cJSON_PrintUnformatted(value) : NULL;
    bool good = text && bytes_print(out, "%s", text);
    cJSON_free(text);
    cJSON_Delete(value);
    return good;
}

static bool print_string(const char *text, struct bytes *out)
{
    return print_value(text ? cJSON_CreateString(text) : cJSON_CreateNull(), out);
}

bool scene_print_json(
    const struct scene *scene, const struct slide *slide, const char *file, struct bytes *out)
{
    bool good = bytes_print(out, "{\"file\": ") && print_string(file, out) &&
                bytes_print(out, ", \"kind\": ") && print_string(slide->kind->name, out) &&
                bytes_print(out, ", \"source\": ") && print_string(slide->view->source, out) &&
                bytes_print(out, ", \"item\": ") &&
                print_string(slide->item ? slide->item->id : NULL, out) &&
                bytes_print(out, ", \"page\": %d, \"pages\": %d, \"dwell_ms\": %lld,\n",
                    slide->page, slide->pages, (long long)slide->dwell_ms) &&
                bytes_print(out, " \"boxes\": [");
    const char *before = "\n  ";
    for (size_t i = 0; good && scene && i < scene->box_count; i++) {
        if (is_seen(&scene->boxes[i])) {
            good = bytes_print(out, "%s", before) &&
                   print_value(box_object(&scene->boxes[i]), out);
            before = ",\n  ";
        }
    }
    good = good && bytes_print(out, "],\n \"warnings\": [");
    for (size_t i = 0; good && scene && i < scene->warning_count; i++) {
        good =
            bytes_print(out, i == 0 ? "" : ", ") && print_string(scene->warnings[i].text, out);
    }
    return good && bytes_print(out, "]}");
}
