/* One feed's dates and show rules, looked at for `check`: what is not shown any more, or never
 * will be, and what has to be verified soon. */
#pragma once

#include "command/check/check_thing.h"

/* Adds what the parser and the guard found, too. */
void check_feed(struct check_report *report, const struct check_feed_job *job);
