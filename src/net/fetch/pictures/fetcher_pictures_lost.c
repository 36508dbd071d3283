#include "net/fetch/pictures/fetcher_pictures_lost.h"

#include "base/log.h"
#include "base/translated.h"

#include <string.h>

/* Something else came in its place. */
static const char no_picture[] = N_("no picture any more");

void fetcher_pictures_lost(
    const struct picture_errand *errand, const char *url, const struct error *why)
{
    struct picture_ref *picture = fetcher_pictures_find(errand->source, url);
    if (!picture || picture->object[0] == '\0') {
        return;
    }
    struct picture_names *names = fetcher_pictures_names(errand->source, picture);
    struct error stays;
    error_set(&stays, "%.400s: the one before stays", why ? why->text : translated(no_picture));
    if (names->missing_since_ms == 0 || strcmp(names->why.text, stays.text) != 0) {
        log_warning("source %s: %s: %s", errand->source->config->name, url, stays.text);
    }
    names->missing_since_ms =
        names->missing_since_ms ? names->missing_since_ms : errand->now_wall_ms;
    names->why = stays;
}

/* It is there as its address has it. What is no picture is known by its own names, and still
 * there where it did not change. */
static void note_found(const struct picture_errand *errand, const char *url, bool is_unchanged)
{
    const char *none = translated(no_picture);
    const struct picture_ref *picture = fetcher_pictures_find(errand->source, url);
    struct picture_names *names =
        picture ? fetcher_pictures_names(errand->source, picture) : NULL;
    if (names && names->missing_since_ms != 0 &&
        !(is_unchanged && strncmp(names->why.text, none, strlen(none)) == 0)) {
        log_info("source %s: %s: is there again", errand->source->config->name, url);
        names->missing_since_ms = 0;
        names->why = (struct error) { 0 };
    }
}

/* A network that is down is the feed's trouble, and said of that alone. */
void fetcher_pictures_asked(const struct picture_errand *errand, const char *url,
    const struct http_job *job, bool is_new)
{
    bool is_answered = job->outcome == HTTP_REFUSED || job->response.status != 0 ||
                       strncmp(url, "file:", 5) == 0;
    if (is_new || job->outcome == HTTP_UNCHANGED) {
        note_found(errand, url, !is_new);
    } else if (job->outcome != HTTP_FRESH && is_answered && !*errand->stop) {
        fetcher_pictures_lost(errand, url, &job->error);
    }
}
