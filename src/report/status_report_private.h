/* What the verdict and both ways to print a report share. Private to them. */
#pragma once

#include "report/status_report.h"

/* What `play` says is on the glass now. */
bool report_is_shown(const struct status_report *report);

/* Two clocks of one machine are read one after the other; what lies further ahead was noted by
 * a clock that has been put back since. */
bool report_is_ahead(const struct status_report *report, int64_t wall_ms);

/* 0 for what is yet to come. */
int64_t report_age_s(const struct status_report *report, int64_t wall_ms);

/* "3 s", "12 min", "5 h", "9 d": as coarse as a person wants it. Returns out. */
enum { REPORT_SPAN_BYTES = 48 };
const char *report_span(int64_t seconds, char out[REPORT_SPAN_BYTES]);
