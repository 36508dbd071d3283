#include "command/check/check_thing.h"

#include "base/plain.h"
#include "base/translated.h"

#include <stdarg.h>
#include <stdio.h>

struct judgement {
    enum finding_severity severity;
    enum finding_code code;
    const char *member; /* its pointer, from the thing */
};

static void tell(struct check_report *report, const struct check_thing *thing,
    struct judgement judgement, const char *format, va_list arguments)
    __attribute__((format(printf, 4, 0)));

static void tell(struct check_report *report, const struct check_thing *thing,
    struct judgement judgement, const char *format, va_list arguments)
{
    char message[1024], pointer[80];
    plain_format(message, sizeof message, translated(format), arguments);
    snprintf(pointer, sizeof pointer, "%s%s", thing->pointer, judgement.member);
    struct finding finding = { judgement.severity, judgement.code, pointer, thing->item,
        message };
    check_report_add(report, thing->job->file, &finding);
}

void check_warn(struct check_report *report, const struct check_thing *thing,
    enum finding_code code, const char *member, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    tell(
        report, thing, (struct judgement) { FINDING_WARNING, code, member }, format, arguments);
    va_end(arguments);
}

void check_fault(struct check_report *report, const struct check_thing *thing,
    enum finding_code code, const char *member, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    tell(report, thing, (struct judgement) { FINDING_ERROR, code, member }, format, arguments);
    va_end(arguments);
}

const struct zone *check_zone(const struct check_thing *thing)
{
    return thing->job->config->screen.timezone;
}
