#include "adapt/adapt.h"

#include <string.h>

extern const struct adapt_format adapt_format_wordpress, adapt_format_json_feed,
    adapt_format_mapped, adapt_format_rss, adapt_format_csv, adapt_format_ical,
    adapt_format_cap;

const struct adapt_format *const adapt_formats[] = {
    &adapt_format_wordpress,
    &adapt_format_json_feed,
    &adapt_format_rss,
    &adapt_format_cap,
    &adapt_format_ical,
    &adapt_format_csv,
    &adapt_format_mapped,
    NULL,
};

const struct adapt_format *adapt_format_find(const char *name)
{
    for (size_t i = 0; adapt_formats[i]; i++) {
        if (strcmp(adapt_formats[i]->name, name) == 0) {
            return adapt_formats[i];
        }
    }
    return NULL;
}

const struct adapt_format *adapt_format_detect(const struct adapt_request *request)
{
    const struct adapt_format *best = NULL;
    enum adapt_fit best_fit = ADAPT_NO;
    for (size_t i = 0; adapt_formats[i]; i++) {
        enum adapt_fit fit = adapt_formats[i]->detect(request);
        if (fit > best_fit) {
            best = adapt_formats[i];
            best_fit = fit;
        }
    }
    return best;
}
