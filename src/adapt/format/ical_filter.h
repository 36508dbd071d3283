/* A calendar without what is not shown: descriptions, attachments, alarms, tasks, attendees.
 * What is left is small, whatever comes, and all that libical gets to see. Of ical*.c only. */
#pragma once

#include "base/bytes.h"
#include "base/error.h"

struct ical_cut {
    size_t events; /* behind the first 4000 */
    size_t lines;  /* that are too long: no event can be told from them */
};

/* Appends whole lines, unfolded. False with an error where it is no calendar. */
bool ical_filter(struct bytes *out, const char *data, size_t size, struct ical_cut *cut,
    struct error *error);
