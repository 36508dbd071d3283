#include "edition/let_in.h"

#include "content/feed/feed_stow.h"
#include "edition/intake.h"

#include <string.h>

void let_in_init(struct let_in *let_in)
{
    *let_in = (struct let_in) { .url = "" };
    bytes_init(&let_in->feed);
}

void let_in_finish(struct let_in *let_in)
{
    bytes_finish(&let_in->feed);
    let_in_init(let_in);
}

bool let_in_is_of(const struct let_in *let_in, const struct object_id *body, const char *url,
    enum feed_format format)
{
    return *let_in->body.hex && strcmp(let_in->body.hex, body->hex) == 0 &&
           strcmp(let_in->url, url) == 0 && let_in->format == format;
}

void let_in_note(struct let_in *let_in, const struct edition_source *source, const char *url)
{
    let_in_finish(let_in);
    if (feed_stow(source->feed, &let_in->feed)) {
        let_in->body = source->body;
        let_in->url = url;
        let_in->format = source->format;
    } else {
        let_in_finish(let_in);
    }
}

bool let_in_again(
    const struct let_in *let_in, const struct guard *guard, struct edition_source *source)
{
    struct stowed from = { let_in->feed.data, let_in->feed.data + let_in->feed.size };
    source->feed = feed_unstow(&from);
    if (source->feed && !intake_show(guard, source, NULL)) {
        feed_destroy(source->feed);
        source->feed = NULL;
    }
    return source->feed;
}
