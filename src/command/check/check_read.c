#include "command/check/check_read.h"

#include "address/file_address.h"
#include "base/plain.h"
#include "base/translated.h"
#include "command/check/check_document.h"
#include "command/check/check_place.h"
#include "config/rules.h"
#include "content/json/json_scan.h"
#include "edition/adapting.h"

#include <libgen.h>
#include <string.h>
#include <sys/stat.h>

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

static bool read_address(
    const struct check_reader *reader, const char *url, struct bytes *body, struct error *error)
{
    const struct config *config = reader->config;
    const struct config_source *source = adapting_source(config, url);
    const struct check_wish wish = { .address = url, .source = source };
    if (!rule_url_is_private(url) && !(source && source->allow_http)) {
        struct finding finding = { FINDING_WARNING, FINDING_HTTP, "", NULL,
            translated("plain http: `fetch` does not ask it") };
        check_report_add(reader->report, url, &finding);
    }
    return check_get(reader->getter, &wish, body, error);
}

struct mend_job check_read_mend_job(const struct check_reader *reader,
    const struct edition_source *source, const struct bytes *body)
{
    const struct config *config = reader->config;
    struct mend_job job = { .arena = &reader->report->arena,
        .text = body->data ? body->data : "",
        .size = body->size,
        .tags = { &config->screen.tags, &config->guard.tags },
        .zone = config->screen.timezone,
        .now_ms = reader->now_ms };
    const char *path = source->url ? file_address_path(job.arena, source->url) : NULL;
    char *folder = path ? arena_strdup(job.arena, path) : NULL;
    job.folder = folder ? dirname(folder) : NULL;
    return job;
}

struct telling {
    const struct check_reader *reader;
    const struct mend_job *job;
    const char *file;
};

static void tell(void *context, const struct mend_fault *fault)
{
    const struct telling *telling = context;
    check_place_fault(telling->reader->report, telling->file, telling->job, fault);
}

static void tell_foreign(
    const struct check_reader *reader, const char *file, const struct check_document *document)
{
    struct arena *arena = &reader->report->arena;
    const char *what = translated(document->what);
    if (document->title_size > 0) {
        what = arena_printf(arena, translated("%s; its title is \"%.*s\""), what,
            (int)document->title_size, document->title);
    }
    struct finding finding = { FINDING_ERROR, FINDING_NOT_FEED, "", NULL, what ? what : "" };
    struct checked_finding *added = check_report_add_at(reader->report, file, 0, 0, &finding);
    if (added) {
        added->advice = translated(document->advice);
    }
}

/* Tells of a document that is refused whole: what it is, where it is no strict JSON, or what it
 * lacks. */
static void add_parse_error(const struct check_reader *reader,
    const struct edition_source *source, const struct bytes *body, struct error *error)
{
    struct json_fault fault = { .why = NULL };
    struct check_document document;
    const struct mend_job job = check_read_mend_job(reader, source, body);
    if (check_document_is_foreign(body, &document)) {
        tell_foreign(reader, source->name, &document);
    } else if (json_scan_fault(job.text, job.size, &json_limits_default, &fault, NULL) ||
               !fault.why) {
        struct finding finding = refusal(FINDING_NOT_FEED, error);
        check_report_add(reader->report, source->name, &finding);
    } else if (fault.line == 0) {
        struct finding finding = { FINDING_ERROR, FINDING_NOT_JSON, "", NULL, fault.why };
        check_report_add(reader->report, source->name, &finding);
    } else {
        struct telling telling = { reader, &job, source->name };
        mend_text(&job, tell, &telling);
    }
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
        .source = adapting_source(reader->config, source->url),
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

/* What lies beside a file that is not there, or in a folder that was named for its file. */
static const char *name_other(const struct check_reader *reader, const char *name)
{
    static const char *const endings[] = { ".txt", ".json", "/feed.json" };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const char *other = arena_printf(&reader->report->arena, "%s%s", name, endings[i]);
        struct stat is;
        if (other && stat(other, &is) == 0 && S_ISREG(is.st_mode)) {
            return other;
        }
    }
    return NULL;
}

static void tell_unreadable(
    const struct check_reader *reader, const char *name, const struct error *why)
{
    struct stat is;
    bool is_folder = !check_is_address(name) && stat(name, &is) == 0 && S_ISDIR(is.st_mode);
    struct finding finding = { FINDING_ERROR, FINDING_UNREADABLE, "", NULL,
        is_folder ? translated("that is a folder: name the file in it")
                  : check_without_name(name, why->text) };
    struct checked_finding *added = check_report_add_at(reader->report, name, 0, 0, &finding);
    const char *other = check_is_address(name) ? NULL : name_other(reader, name);
    if (added && other) {
        added->advice = arena_printf(&reader->report->arena,
            translated("There is %s: is that the one? lobbycard check \"%s\""), other, other);
    }
}

/* A native feed that had to be made UTF-8: findings stand in what was made of it, and so where
 * an editor shows it. */
static void tell_charset(
    const struct check_reader *reader, const char *name, const char *charset)
{
    static const char *const known[][2] = { { "gb18030", "GB 18030 (GBK, ANSI)" },
        { "UTF-16LE", "UTF-16" }, { "UTF-16BE", "UTF-16" } };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        charset = strcmp(charset, known[i][0]) == 0 ? known[i][1] : charset;
    }
    const char *line = arena_printf(
        &reader->report->arena, translated("this is in %s, and is read all the same"), charset);
    struct finding finding = { FINDING_NOTE, FINDING_ENCODING, "", NULL, line ? line : "" };
    check_report_add(reader->report, name, &finding);
}

/* What was read is the adapter's work from here on: findings stand there. */
static void tell_adapted(const struct check_reader *reader, const char *name,
    struct adapting *adapting, struct bytes *body)
{
    char *line = adapting->notes.data ? adapting->notes.data : (char[]) { "" };
    if (adapting->native.size == 0) {
        return;
    }
    while (*line) {
        char *end = strchrnul(line, '\n');
        bool is_last = !*end;
        *end = '\0';
        plain_mend(line);
        struct finding finding = { FINDING_NOTE, FINDING_ADAPTED, "", NULL, line };
        check_report_add(reader->report, name, &finding);
        line = is_last ? end : end + 1;
    }
    if (*adapting->charset && strcmp(adapting->charset, "UTF-8") != 0) {
        tell_charset(reader, name, adapting->charset);
    }
    struct bytes foreign = *body;
    *body = adapting->native;
    adapting->native = foreign;
}

bool check_read(const struct check_reader *reader, struct edition_source *source,
    struct bytes *body, struct check_pictures *pictures, struct error *error)
{
    struct error why = { 0 };
    struct reading reading = { reader, pictures };
    struct adapting adapting;
    struct intake intake = { .body = body,
        .adapt = adapting_make,
        .adapt_context = &adapting,
        .guard = reader->guard,
        .tells = true,
        .find_pictures = find_pictures,
        .context = &reading,
        .source = source };
    bool is_address = check_is_address(source->name);
    bool read = is_address
                    ? read_address(reader, source->name, body, &why)
                    : edition_read_file(reader->arena, source->name, body, &source->url, &why);
    source->url = is_address ? source->name : source->url;
    adapting_init(&adapting, reader->config, reader->now_ms);
    if (!read || !source->url) {
        tell_unreadable(reader, source->name, &why);
    } else {
        intake_take(&intake, &why);
        check_blot(reader->config, source->url, &why);
        tell_adapted(reader, source->name, &adapting, body);
    }
    if (intake.refusal == INTAKE_NO_FEED || intake.refusal == INTAKE_NOT_READ) {
        add_parse_error(reader, source, body, &why);
    }
    adapting_finish(&adapting);
    return intake.refusal != INTAKE_FAILED || error_set(error, "%s", why.text);
}
