#include "edition/adapting.h"

#include <string.h>

void adapting_init(struct adapting *adapting, const struct config *config, int64_t now_ms)
{
    *adapting = (struct adapting) { .config = config, .now_ms = now_ms };
    bytes_init(&adapting->native);
    bytes_init(&adapting->notes);
}

void adapting_finish(struct adapting *adapting)
{
    bytes_finish(&adapting->native);
    bytes_finish(&adapting->notes);
}

const struct config_source *adapting_source(const struct config *config, const char *url)
{
    for (size_t i = 0; i < config->source_count; i++) {
        if (strcmp(config->sources[i].url, url) == 0) {
            return &config->sources[i];
        }
    }
    return NULL;
}

bool adapting_make(struct intake *intake, struct error *error)
{
    struct adapting *adapting = intake->adapt_context;
    const char *url = intake->source->url;
    const struct config_source *source = adapting_source(adapting->config, url);
    struct adapter_wish wish = source
                                   ? adapter_wish_of(adapting->config, source, adapting->now_ms)
                                   : adapter_wish_usual(adapting->config, adapting->now_ms);
    wish.base = url;
    if (!adapter_is_needed(&wish, intake->body)) {
        return true;
    }
    const struct adapter_job job = { .wish = &wish,
        .document = intake->body,
        .native = &adapting->native,
        .notes = &adapting->notes,
        .charset = adapting->charset };
    if (!adapter_run(&job, error)) {
        return false;
    }
    intake->native = &adapting->native;
    return true;
}
