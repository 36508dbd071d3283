#include "report/status_report_private.h"

#include "base/translated.h"

#include <stdio.h>

bool report_is_shown(const struct status_report *report)
{
    return report->glass && (report->play == PLAY_SHOWS || report->play == PLAY_HANGS);
}

bool report_is_ahead(const struct status_report *report, int64_t wall_ms)
{
    enum { SLACK_MS = 2000 };
    return wall_ms > report->now_ms + SLACK_MS;
}

int64_t report_age_s(const struct status_report *report, int64_t wall_ms)
{
    int64_t age_ms = report->now_ms - wall_ms;
    return age_ms > 0 ? age_ms / 1000 : 0;
}

const char *report_span(int64_t seconds, char out[REPORT_SPAN_BYTES])
{
    if (seconds < 120) {
        snprintf(out, REPORT_SPAN_BYTES, translated("%d s"), (int)seconds);
    } else if (seconds < 2 * 3600) {
        snprintf(out, REPORT_SPAN_BYTES, translated("%d min"), (int)(seconds / 60));
    } else if (seconds < 48 * 3600) {
        snprintf(out, REPORT_SPAN_BYTES, translated("%d h"), (int)(seconds / 3600));
    } else {
        snprintf(out, REPORT_SPAN_BYTES, translated("%d d"), (int)(seconds / 86400));
    }
    return out;
}
