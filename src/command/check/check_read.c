#include "command/check/check_read.h"

#include "base/translated.h"
#include "config/rules.h"
#include "content/json/json_scan.h"
#include "edition/intake.h"

#include <string.h>

/* "/site/name: what is wrong with it", of a feed that is refused whole: takes it apart. */
static struct finding refusal(enum finding_code code, struct error *error)
{
    char *colon = *error->text == '/' ? strstr(error->text, ": ") : NULL;
    if (colon) {
        *colon = '\0';
    }
    return (struct finding) { FINDING_ERROR, code, colon ? error->text : "", NULL,
        colon ? colon + 2 : error->text };
}

static const struct config_source *source_with(const struct config *config, const char *url)
{
    for (size_t i = 0; i < config->source_count; i++) {
        if (strcmp(config->sources[i].url, url) == 0) {
            return &config->sources[i];
        }
    }
    return NULL;
}

static bool read_address(
    const struct check_reader *reader, const char *url, struct bytes *body, struct error *error)
{
    const struct config *config = reader->config;
    const struct config_source *source = source_with(config, url);
    const struct check_wish wish = { .address = url, .source = source };
    if (!rule_url_is_private(url) && !(source && source->allow_http)) {
        struct finding finding = { FINDING_WARNING, FINDING_HTTP, "", NULL,
            translated("plain http: `fetch` does not ask it") };
        check_report_add(reader->report, url, &finding);
    }
    return check_get(reader->getter, &wish, body, error);
}

/* Tells of a document that is refused whole: strict JSON has a place in the text. */
static void add_parse_error(const struct check_reader *reader, const char *file,
    const struct bytes *body, struct error *error)
{
    struct json_fault fault;
    struct finding finding = refusal(FINDING_NOT_FEED, error);
    size_t line = 0, column = 0;
    if (!json_scan_fault(
            body->data ? body->data : "", body->size, &json_limits_default, &fault, NULL) &&
        fault.why) {
        finding.code = FINDING_NOT_JSON;
        finding.pointer = fault.pointer;
        finding.message = fault.why;
        line = fault.line;
        column = fault.column;
    }
    check_report_add_at(reader->report, file, line, column, &finding);
}

/* file_read's begins with the name already, and a colon of its language. */
const char *check_without_name(const char *name, const char *message)
{
    static const char *const colons[] = { ": ", "：" };
    size_t length = strlen(name);
    bool is_named = strncmp(message, name, length) == 0;
    for (size_t i = 0; is_named && i < sizeof colons / sizeof *colons; i++) {
        size_t size = strlen(colons[i]);
        if (strncmp(message + length, colons[i], size) == 0) {
            return message + length + size;
        }
    }
    return message;
}

struct reading {
    const struct check_reader *reader;
    struct check_pictures *pictures;
};

/* Of one that is refused whole that is told first. */
static bool find_pictures(struct intake *intake, struct error *error)
{
    const struct reading *reading = intake->context;
    const struct check_reader *reader = reading->reader;
    struct check_pictures *pictures = reading->pictures;
    struct edition_source *source = intake->source;
    const struct check_pictures_job job = { .of = source,
        .source = source_with(reader->config, source->url),
        .getter = reader->getter };
    if (intake->refusal == INTAKE_FOREIGN) {
        struct finding finding = refusal(FINDING_IDENTITY, error);
        check_report_add(reader->report, source->name, &finding);
    }
    if (!pictures) {
        return true;
    }
    if (!check_pictures_load(pictures, reader->report, &job, error)) {
        return false;
    }
    source->pictures = pictures->refs;
    source->picture_count = pictures->count;
    return true;
}

bool check_read(const struct check_reader *reader, struct edition_source *source,
    struct check_pictures *pictures, struct error *error)
{
    struct error why = { 0 };
    struct reading reading = { reader, pictures };
    struct bytes body;
    struct intake intake = { .body = &body,
        .guard = reader->guard,
        .tells = true,
        .find_pictures = find_pictures,
        .context = &reading,
        .source = source };
    bytes_init(&body);
    bool is_address = check_is_address(source->name);
    bool read = is_address
                    ? read_address(reader, source->name, &body, &why)
                    : edition_read_file(reader->arena, source->name, &body, &source->url, &why);
    source->url = is_address ? source->name : source->url;
    if (!read || !source->url) {
        struct finding finding = { FINDING_ERROR, FINDING_UNREADABLE, "", NULL,
            check_without_name(source->name, why.text) };
        check_report_add(reader->report, source->name, &finding);
    } else if (!intake_take(&intake, &why) && intake.refusal == INTAKE_NO_FEED) {
        add_parse_error(reader, source->name, &body, &why);
    }
    bytes_finish(&body);
    return intake.refusal != INTAKE_FAILED || error_set(error, "%s", why.text);
}
