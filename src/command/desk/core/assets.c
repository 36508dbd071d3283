#include "command/desk/core/assets.h"

#include "base/translated.h"
#include "command/desk/core/answer.h"

#include <string.h>

/* What a browser takes it for; it is told not to guess. */
static const struct {
    const char *ending, *type;
} types[] = {
    { ".html", "text/html; charset=utf-8" },
    { ".css", "text/css; charset=utf-8" },
    { ".mjs", "text/javascript; charset=utf-8" },
    { ".json", "application/json; charset=utf-8" },
    { ".svg", "image/svg+xml" },
    { ".png", "image/png" },
    { ".ico", "image/x-icon" },
    { ".woff2", "font/woff2" },
};

static const char *type_of(const char *name)
{
    const char *ending = strrchr(name, '.');
    for (size_t i = 0; ending && i < sizeof types / sizeof *types; i++) {
        if (strcmp(types[i].ending, ending) == 0) {
            return types[i].type;
        }
    }
    return "application/octet-stream";
}

bool assets_is_known(struct visit *visit, const char *etag)
{
    const char *known = serve_header(visit->request, "If-None-Match");
    serve_answer_header(visit->answer, "ETag", etag);
    bool is_known = known && (strcmp(known, "*") == 0 || strstr(known, etag));
    if (is_known) {
        visit->answer->status = 304;
    }
    return is_known;
}

static void send(struct visit *visit, const char *name)
{
    for (size_t i = 0; i < page_file_count; i++) {
        const struct page_file *file = &page_files[i];
        if (strcmp(file->name, name) != 0) {
            continue;
        }
        visit->answer->type = type_of(name);
        serve_answer_header(visit->answer, "Cache-Control", "no-cache");
        if (!assets_is_known(visit, file->etag) &&
            !bytes_append(&visit->answer->body, file->data, file->size)) {
            answer_failed(visit, &(struct error) { "out of memory" });
        }
        return;
    }
    answer_refuse(visit,
        &(struct refusal) { .status = 404, .text = translated("there is nothing here") });
}

void assets_index(struct visit *visit)
{
    send(visit, "index.html");
}

void assets_file(struct visit *visit)
{
    send(visit, visit->parameters[0]);
}
