/* What of a store waits for its time or an approval, for `status`. */
#pragma once

#include "base/arena.h"
#include "config/config.h"
#include "report/status_report.h"

struct store;
struct edition;

struct waiting_in {
    const struct config *config;
    struct store *store;
    struct edition *shown, *waiting; /* NULL: none */
};

/* Into the report; in the arena. False when memory is out. */
bool status_list_waiting(
    struct arena *arena, const struct waiting_in *in, struct status_report *report);
