/* Where in the file a finding is, in words and lines, and how it is mended. */
#pragma once

#include "command/check/check_report.h"
#include "mend/mend.h"

/* Gives those findings from index `first` on that have none yet a line, a name and a mending,
 * and puts the worst first. The document of job is theirs; it need not be JSON. */
void check_place(struct check_report *report, size_t first, const struct mend_job *job);

/* A fault of a text that is no strict JSON. */
void check_place_fault(struct check_report *report, const char *file,
    const struct mend_job *job, const struct mend_fault *fault);
