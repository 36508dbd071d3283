/* The show rules as a table: one item, one moment, and the span in which the answer holds. */
#include "base/clock.h"
#include "config/load.h"
#include "fakes/moment_of.h"
#include "programme/select.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHANGHAI "Asia/Shanghai"
#define BERLIN "Europe/Berlin"
#define NEW_YORK "America/New_York"
#define HAVANA "America/Havana"
#define APIA "Pacific/Apia"

/* Dates with offsets; "" in `from` and `until` of the span means that it has no edge there. */
struct show_case {
    const char *zone, *now;
    struct {
        const char *from, *until, *days, *hours, *screens;
    } show;
    bool shown;
    const char *span_from, *span_until;
};

static const struct show_case cases[] = {
    /* No rule at all. */
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { 0 }, true, "", "" },
    /* from and until: dates. */
    { SHANGHAI, "2026-11-22T23:59:59+08:00", { .from = "2026-11-23" }, false, "",
        "2026-11-23T00:00:00+08:00" },
    { SHANGHAI, "2026-11-23T00:00:00+08:00", { .from = "2026-11-23" }, true,
        "2026-11-23T00:00:00+08:00", "" },
    { SHANGHAI, "2026-11-23T23:59:59.999+08:00", { .until = "2026-11-23" }, true, "",
        "2026-11-24T00:00:00+08:00" },
    { SHANGHAI, "2026-11-24T00:00:00+08:00", { .until = "2026-11-23" }, false,
        "2026-11-24T00:00:00+08:00", "" },
    { SHANGHAI, "2026-11-23T12:00:00+08:00", { .from = "2026-11-23", .until = "2026-11-23" },
        true, "2026-11-23T00:00:00+08:00", "2026-11-24T00:00:00+08:00" },
    { SHANGHAI, "2026-11-20T12:00:00+08:00", { .from = "2026-11-23", .until = "2026-11-23" },
        false, "", "2026-11-23T00:00:00+08:00" },
    { SHANGHAI, "2026-11-25T12:00:00+08:00", { .from = "2026-11-23", .until = "2026-11-23" },
        false, "2026-11-24T00:00:00+08:00", "" },
    /* from and until: times. */
    { SHANGHAI, "2026-11-23T07:59:59+08:00", { .from = "2026-11-23T08:00" }, false, "",
        "2026-11-23T08:00:00+08:00" },
    { SHANGHAI, "2026-11-23T08:00:00+08:00", { .from = "2026-11-23T08:00" }, true,
        "2026-11-23T08:00:00+08:00", "" },
    { SHANGHAI, "2026-11-23T08:00:29+08:00", { .from = "2026-11-23T08:00:30" }, false, "",
        "2026-11-23T08:00:30+08:00" },
    { SHANGHAI, "2026-11-23T08:00:30+08:00", { .from = "2026-11-23T08:00:30" }, true,
        "2026-11-23T08:00:30+08:00", "" },
    { SHANGHAI, "2026-11-23T08:59:59+08:00", { .until = "2026-11-23T09:00" }, true, "",
        "2026-11-23T09:00:00+08:00" },
    { SHANGHAI, "2026-11-23T09:00:00+08:00", { .until = "2026-11-23T09:00" }, false,
        "2026-11-23T09:00:00+08:00", "" },
    { SHANGHAI, "2026-11-23T08:30:00+08:00", { .from = "2026-11-23T09:00+09:00" }, true,
        "2026-11-23T08:00:00+08:00", "" },
    { SHANGHAI, "2026-11-23T07:59:59+08:00", { .from = "2026-11-23T09:00:00+09:00" }, false, "",
        "2026-11-23T08:00:00+08:00" },
    { SHANGHAI, "2026-11-23T08:00:00+08:00", { .until = "2026-11-23T00:00:00Z" }, false,
        "2026-11-23T08:00:00+08:00", "" },
    { SHANGHAI, "2026-11-23T07:59:00+08:00", { .until = "2026-11-23T00:00Z" }, true, "",
        "2026-11-23T08:00:00+08:00" },
    { NEW_YORK, "2026-11-23T23:00:00-05:00", { .until = "2026-11-23" }, true, "",
        "2026-11-24T05:00:00Z" },
    /* Month ends, year ends, leap days. */
    { SHANGHAI, "2026-11-30T23:59:59+08:00", { .until = "2026-11-30" }, true, "",
        "2026-12-01T00:00:00+08:00" },
    { SHANGHAI, "2026-12-31T23:00:00+08:00", { .until = "2026-12-31" }, true, "",
        "2027-01-01T00:00:00+08:00" },
    { SHANGHAI, "2026-12-31T23:59:59+08:00", { .from = "2027-01-01" }, false, "",
        "2027-01-01T00:00:00+08:00" },
    { SHANGHAI, "2026-02-28T23:59:59+08:00", { .until = "2026-02-28" }, true, "",
        "2026-03-01T00:00:00+08:00" },
    { SHANGHAI, "2028-02-28T23:59:59+08:00", { .until = "2028-02-28" }, true, "",
        "2028-02-29T00:00:00+08:00" },
    { SHANGHAI, "2028-02-29T12:00:00+08:00", { .from = "2028-02-29", .until = "2028-02-29" },
        true, "2028-02-29T00:00:00+08:00", "2028-03-01T00:00:00+08:00" },
    { SHANGHAI, "2028-03-01T00:00:00+08:00", { .until = "2028-02-29" }, false,
        "2028-03-01T00:00:00+08:00", "" },
    { SHANGHAI, "2000-02-29T00:00:00+08:00", { .from = "2000-02-29" }, true,
        "2000-02-29T00:00:00+08:00", "" },
    { SHANGHAI, "2026-11-23T12:00:00+08:00", { .until = "9999-12-31" }, true, "",
        "9999-12-31T16:00:00Z" },
    /* Days. */
    { SHANGHAI, "2026-11-23T00:00:00+08:00", { .days = "Mon" }, true,
        "2026-11-23T00:00:00+08:00", "2026-11-24T00:00:00+08:00" },
    { SHANGHAI, "2026-11-22T23:59:59+08:00", { .days = "Mon" }, false,
        "2026-11-17T00:00:00+08:00", "2026-11-23T00:00:00+08:00" },
    { SHANGHAI, "2026-11-25T12:00:00+08:00", { .days = "Mon-Fri" }, true,
        "2026-11-23T00:00:00+08:00", "2026-11-28T00:00:00+08:00" },
    { SHANGHAI, "2026-11-28T00:00:00+08:00", { .days = "Mon-Fri" }, false,
        "2026-11-28T00:00:00+08:00", "2026-11-30T00:00:00+08:00" },
    { SHANGHAI, "2026-11-29T12:00:00+08:00", { .days = "mon-fri" }, false,
        "2026-11-28T00:00:00+08:00", "2026-11-30T00:00:00+08:00" },
    { SHANGHAI, "2026-11-23T12:00:00+08:00", { .days = "Fri-Mon" }, true,
        "2026-11-20T00:00:00+08:00", "2026-11-24T00:00:00+08:00" },
    { SHANGHAI, "2026-11-24T12:00:00+08:00", { .days = "Fri-Mon" }, false,
        "2026-11-24T00:00:00+08:00", "2026-11-27T00:00:00+08:00" },
    { SHANGHAI, "2026-11-25T12:00:00+08:00", { .days = "Mon, Wednesday , Fri" }, true,
        "2026-11-25T00:00:00+08:00", "2026-11-26T00:00:00+08:00" },
    { SHANGHAI, "2026-11-26T12:00:00+08:00", { .days = "Mon,Wed,Fri" }, false,
        "2026-11-26T00:00:00+08:00", "2026-11-27T00:00:00+08:00" },
    { SHANGHAI, "2026-11-25T12:00:00+08:00", { .days = "Mon-Sun" }, true, "", "" },
    { SHANGHAI, "2026-11-25T12:00:00+08:00", { .days = "Sun-Sat" }, true, "", "" },
    { SHANGHAI, "2028-02-29T12:00:00+08:00", { .days = "Tue" }, true,
        "2028-02-29T00:00:00+08:00", "2028-03-01T00:00:00+08:00" },
    { NEW_YORK, "2026-11-22T23:30:00-05:00", { .days = "Sun" }, true,
        "2026-11-22T00:00:00-05:00", "2026-11-23T00:00:00-05:00" },
    /* Days within dates. */
    { SHANGHAI, "2026-11-24T12:00:00+08:00", { .from = "2026-11-24", .days = "Mon-Fri" }, true,
        "2026-11-24T00:00:00+08:00", "2026-11-28T00:00:00+08:00" },
    { SHANGHAI, "2026-11-24T12:00:00+08:00", { .until = "2026-11-25", .days = "Mon-Fri" }, true,
        "2026-11-23T00:00:00+08:00", "2026-11-26T00:00:00+08:00" },
    { SHANGHAI, "2026-11-28T12:00:00+08:00", { .from = "2026-11-28", .days = "Mon-Fri" }, false,
        "", "2026-11-30T00:00:00+08:00" },
    { SHANGHAI, "2026-11-20T12:00:00+08:00", { .from = "2026-11-28", .days = "Mon-Fri" }, false,
        "", "2026-11-30T00:00:00+08:00" },
    { SHANGHAI, "2026-11-28T12:00:00+08:00", { .until = "2026-11-29", .days = "Mon-Fri" },
        false, "2026-11-28T00:00:00+08:00", "" },
    { SHANGHAI, "2026-12-20T12:00:00+08:00", { .until = "2026-11-29", .days = "Mon-Fri" },
        false, "2026-11-28T00:00:00+08:00", "" },
    { SHANGHAI, "2026-11-20T12:00:00+08:00",
        { .from = "2026-11-28", .until = "2026-11-29", .days = "Mon-Fri" }, false, "", "" },
    { SHANGHAI, "2026-11-28T12:00:00+08:00",
        { .from = "2026-11-28", .until = "2026-11-29", .days = "Mon-Fri" }, false, "", "" },
    /* Hours. */
    { SHANGHAI, "2026-11-23T07:29:59+08:00", { .hours = "07:30-22:00" }, false,
        "2026-11-22T22:00:00+08:00", "2026-11-23T07:30:00+08:00" },
    { SHANGHAI, "2026-11-23T07:30:00+08:00", { .hours = "07:30-22:00" }, true,
        "2026-11-23T07:30:00+08:00", "2026-11-23T22:00:00+08:00" },
    { SHANGHAI, "2026-11-23T21:59:59+08:00", { .hours = " 7:30 - 22:00 " }, true,
        "2026-11-23T07:30:00+08:00", "2026-11-23T22:00:00+08:00" },
    { SHANGHAI, "2026-11-23T22:00:00+08:00", { .hours = "07:30-22:00" }, false,
        "2026-11-23T22:00:00+08:00", "2026-11-24T07:30:00+08:00" },
    { SHANGHAI, "2026-11-23T12:30:00+08:00", { .hours = "07:30-12:00,14:00-22:00" }, false,
        "2026-11-23T12:00:00+08:00", "2026-11-23T14:00:00+08:00" },
    { SHANGHAI, "2026-11-23T14:00:00+08:00", { .hours = "14:00-22:00, 07:30-12:00" }, true,
        "2026-11-23T14:00:00+08:00", "2026-11-23T22:00:00+08:00" },
    { SHANGHAI, "2026-11-23T12:00:00+08:00", { .hours = "07:30-12:00,12:00-22:00" }, true,
        "2026-11-23T07:30:00+08:00", "2026-11-23T22:00:00+08:00" },
    { SHANGHAI, "2026-11-23T11:00:00+08:00", { .hours = "07:30-12:00,10:00-13:00" }, true,
        "2026-11-23T07:30:00+08:00", "2026-11-23T13:00:00+08:00" },
    { SHANGHAI, "2026-11-23T11:00:00+08:00", { .hours = "00:00-24:00" }, true, "", "" },
    { SHANGHAI, "2026-11-23T23:59:00+08:00", { .hours = "20:00-24:00" }, true,
        "2026-11-23T20:00:00+08:00", "2026-11-24T00:00:00+08:00" },
    /* Hours past midnight. */
    { SHANGHAI, "2026-11-23T23:00:00+08:00", { .hours = "22:00-06:00" }, true,
        "2026-11-23T22:00:00+08:00", "2026-11-24T06:00:00+08:00" },
    { SHANGHAI, "2026-11-24T05:59:59+08:00", { .hours = "22:00-06:00" }, true,
        "2026-11-23T22:00:00+08:00", "2026-11-24T06:00:00+08:00" },
    { SHANGHAI, "2026-11-24T06:00:00+08:00", { .hours = "22:00-06:00" }, false,
        "2026-11-24T06:00:00+08:00", "2026-11-24T22:00:00+08:00" },
    { SHANGHAI, "2026-11-24T00:00:00+08:00", { .hours = "22:00-00:00" }, false,
        "2026-11-24T00:00:00+08:00", "2026-11-24T22:00:00+08:00" },
    { SHANGHAI, "2026-11-28T03:00:00+08:00", { .days = "Fri", .hours = "22:00-06:00" }, true,
        "2026-11-27T22:00:00+08:00", "2026-11-28T06:00:00+08:00" },
    { SHANGHAI, "2026-11-27T03:00:00+08:00", { .days = "Fri", .hours = "22:00-06:00" }, false,
        "2026-11-21T06:00:00+08:00", "2026-11-27T22:00:00+08:00" },
    { SHANGHAI, "2027-01-01T03:00:00+08:00", { .days = "Thu", .hours = "22:00-06:00" }, true,
        "2026-12-31T22:00:00+08:00", "2027-01-01T06:00:00+08:00" },
    { SHANGHAI, "2028-02-29T01:00:00+08:00", { .days = "Mon", .hours = "23:00-02:00" }, true,
        "2028-02-28T23:00:00+08:00", "2028-02-29T02:00:00+08:00" },
    { SHANGHAI, "2026-11-23T05:30:00+08:00", { .hours = "22:00-06:00,05:00-08:00" }, true,
        "2026-11-22T22:00:00+08:00", "2026-11-23T08:00:00+08:00" },
    { SHANGHAI, "2026-11-23T05:30:00+08:00", { .hours = "22:00-06:00,06:00-22:00" }, true, "",
        "" },
    { SHANGHAI, "2026-11-24T03:00:00+08:00",
        { .until = "2026-11-23", .days = "Mon", .hours = "22:00-06:00" }, false,
        "2026-11-24T00:00:00+08:00", "" },
    { SHANGHAI, "2026-11-24T00:30:00+08:00", { .from = "2026-11-24", .hours = "22:00-06:00" },
        true, "2026-11-24T00:00:00+08:00", "2026-11-24T06:00:00+08:00" },
    /* Berlin, clocks forward: 2026-03-29, 02:00 becomes 03:00. */
    { BERLIN, "2026-03-29T01:59:59+01:00", { .hours = "02:30-04:00" }, false,
        "2026-03-28T04:00:00+01:00", "2026-03-29T03:00:00+02:00" },
    { BERLIN, "2026-03-29T03:00:00+02:00", { .hours = "02:30-04:00" }, true,
        "2026-03-29T03:00:00+02:00", "2026-03-29T04:00:00+02:00" },
    { BERLIN, "2026-03-29T01:30:00+01:00", { .hours = "01:00-02:30" }, true,
        "2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00" },
    { BERLIN, "2026-03-29T03:00:00+02:00", { .hours = "02:10-02:50" }, false,
        "2026-03-28T02:50:00+01:00", "2026-03-30T02:10:00+02:00" },
    { BERLIN, "2026-03-25T12:00:00+01:00", { .days = "Sun", .hours = "02:10-02:50" }, false,
        "2026-03-22T02:50:00+01:00", "2026-04-05T02:10:00+02:00" },
    { BERLIN, "2026-03-30T12:00:00+02:00", { .days = "Sun", .hours = "02:10-02:50" }, false,
        "2026-03-22T02:50:00+01:00", "2026-04-05T02:10:00+02:00" },
    { BERLIN, "2026-03-29T04:30:00+02:00", { .hours = "22:00-06:00" }, true,
        "2026-03-28T22:00:00+01:00", "2026-03-29T06:00:00+02:00" },
    { BERLIN, "2026-03-29T12:00:00+02:00", { .days = "Sun" }, true, "2026-03-29T00:00:00+01:00",
        "2026-03-30T00:00:00+02:00" },
    { BERLIN, "2026-03-29T03:00:00+02:00", { .from = "2026-03-29T02:30" }, true,
        "2026-03-29T03:00:00+02:00", "" },
    { BERLIN, "2026-03-29T01:59:59+01:00", { .until = "2026-03-29T02:30" }, true, "",
        "2026-03-29T03:00:00+02:00" },
    { BERLIN, "2026-03-29T12:00:00+02:00", { .hours = "00:00-24:00", .days = "Mon-Sun" }, true,
        "", "" },
    /* Berlin, clocks back: 2026-10-25, 03:00 becomes 02:00. */
    { BERLIN, "2026-10-25T02:15:00+02:00", { .hours = "02:30-04:00" }, false,
        "2026-10-24T04:00:00+02:00", "2026-10-25T02:30:00+02:00" },
    { BERLIN, "2026-10-25T02:15:00+01:00", { .hours = "02:30-04:00" }, true,
        "2026-10-25T02:30:00+02:00", "2026-10-25T04:00:00+01:00" },
    { BERLIN, "2026-10-25T02:45:00+02:00", { .hours = "01:00-02:30" }, true,
        "2026-10-25T01:00:00+02:00", "2026-10-25T02:30:00+01:00" },
    { BERLIN, "2026-10-25T02:30:00+01:00", { .hours = "01:00-02:30" }, false,
        "2026-10-25T02:30:00+01:00", "2026-10-26T01:00:00+01:00" },
    { BERLIN, "2026-10-25T02:59:59+01:00", { .hours = "02:00-03:00" }, true,
        "2026-10-25T02:00:00+02:00", "2026-10-25T03:00:00+01:00" },
    { BERLIN, "2026-10-25T02:30:00+02:00", { .from = "2026-10-25T02:30" }, true,
        "2026-10-25T02:30:00+02:00", "" },
    { BERLIN, "2026-10-25T02:29:59+01:00", { .until = "2026-10-25T02:30" }, true, "",
        "2026-10-25T02:30:00+01:00" },
    { BERLIN, "2026-10-25T02:29:59+02:00", { .until = "2026-10-25T02:30+02:00" }, true, "",
        "2026-10-25T02:30:00+02:00" },
    { BERLIN, "2026-10-25T23:59:59+01:00", { .until = "2026-10-25" }, true, "",
        "2026-10-26T00:00:00+01:00" },
    { BERLIN, "2026-10-25T12:00:00+01:00", { .days = "Sun" }, true, "2026-10-25T00:00:00+02:00",
        "2026-10-26T00:00:00+01:00" },
    { BERLIN, "2026-10-25T12:00:00+01:00", { .hours = "22:00-06:00,06:00-22:00" }, true, "",
        "" },
    /* New York: 2026-03-08 forward, 2026-11-01 back, both at 02:00. */
    { NEW_YORK, "2026-03-08T01:59:59-05:00", { .hours = "02:00-05:00" }, false,
        "2026-03-07T05:00:00-05:00", "2026-03-08T03:00:00-04:00" },
    { NEW_YORK, "2026-03-08T03:30:00-04:00", { .hours = "02:00-05:00" }, true,
        "2026-03-08T03:00:00-04:00", "2026-03-08T05:00:00-04:00" },
    { NEW_YORK, "2026-03-08T12:00:00-04:00", { .days = "Sat-Sun" }, true,
        "2026-03-07T00:00:00-05:00", "2026-03-09T00:00:00-04:00" },
    { NEW_YORK, "2026-11-01T01:30:00-05:00", { .hours = "01:00-02:00" }, true,
        "2026-11-01T01:00:00-04:00", "2026-11-01T02:00:00-05:00" },
    { NEW_YORK, "2026-11-01T00:59:59-04:00", { .from = "2026-11-01T01:00" }, false, "",
        "2026-11-01T01:00:00-04:00" },
    { NEW_YORK, "2026-11-01T23:30:00-05:00", { .until = "2026-11-01" }, true, "",
        "2026-11-02T00:00:00-05:00" },
    { NEW_YORK, "2026-11-01T03:00:00-05:00", { .days = "Sat", .hours = "22:00-04:00" }, true,
        "2026-10-31T22:00:00-04:00", "2026-11-01T04:00:00-05:00" },
    /* Havana changes at midnight: no 00:00 on 2026-03-08, two on 2026-11-01. */
    { HAVANA, "2026-03-08T01:00:00-04:00", { .from = "2026-03-08" }, true,
        "2026-03-08T01:00:00-04:00", "" },
    { HAVANA, "2026-11-01T00:30:00-05:00", { .days = "Sun" }, true, "2026-11-01T00:00:00-04:00",
        "2026-11-02T00:00:00-05:00" },
    /* Samoa had no Friday 2011-12-30. */
    { APIA, "2011-12-31T12:00:00+14:00", { .days = "Fri" }, false, "2011-12-24T00:00:00-10:00",
        "2012-01-06T00:00:00+14:00" },
    { APIA, "2011-12-31T12:00:00+14:00", { .days = "Thu-Sat" }, true,
        "2011-12-29T00:00:00-10:00", "2012-01-01T00:00:00+14:00" },
    /* Before 1970. */
    { SHANGHAI, "1969-12-31T12:00:00+08:00", { .days = "Wed" }, true,
        "1969-12-31T00:00:00+08:00", "1970-01-01T00:00:00+08:00" },
    /* Screens: this one has the tags lobby and north. */
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .screens = "lobby" }, true, "", "" },
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .screens = "dormitory" }, false, "", "" },
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .screens = "dormitory,north" }, true, "", "" },
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .screens = "!dormitory" }, true, "", "" },
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .screens = "!lobby" }, false, "", "" },
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .screens = "lobby,!north" }, false, "", "" },
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .screens = "!south,dormitory" }, false, "", "" },
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .screens = "lob" }, false, "", "" },
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .hours = "12:00-13:00", .screens = "south" },
        false, "", "" },
    /* What cannot be read is not shown. */
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .from = "2026-11-23", .until = "2026-11-22" },
        false, "", "" },
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .days = "Montag" }, false, "", "" },
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .days = "Mon-" }, false, "", "" },
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .days = "Mon," }, false, "", "" },
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .hours = "9-17" }, false, "", "" },
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .hours = "08:00-25:00" }, false, "", "" },
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .hours = "08:00-08:00" }, false, "", "" },
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .hours = "24:00-08:00" }, false, "", "" },
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .hours = "08:60-12:00" }, false, "", "" },
    { SHANGHAI, "2026-11-23T10:00:00+08:00", { .hours = "08:00-12:00;" }, false, "", "" },
    { SHANGHAI, "2026-11-23T10:00:00+08:00",
        { .hours = "01:00-01:30,02:00-02:30,03:00-03:30,04:00-04:30,05:00-05:30,06:00-06:30,"
                   "07:00-07:30,08:00-08:30,09:00-12:00" },
        false, "", "" },
};

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static int64_t at(const char *text, int64_t without)
{
    int64_t wall_ms;
    if (!*text) {
        return without;
    }
    if (!moment_read_instant(text, &wall_ms, NULL)) {
        fail_msg("the test itself: %s", text);
    }
    return wall_ms;
}

static struct config *config_for(const char *zone)
{
    static const char *const tags[] = { "lobby", "north" };
    struct config *config = calloc(1, sizeof *config);
    assert_non_null(config);
    arena_init(&config->arena);
    config->screen.timezone = zone_create(&config->arena, zone);
    config->screen.off.text = config->screen.dim.text = "";
    config->screen.tags = (struct text_list) { tags, 2 };
    return config;
}

/* Splits "a,b" into the list that the feed's parser would give. */
static size_t split(char *text, const char **parts, size_t max)
{
    size_t count = 0;
    for (char *part = strtok(text, ","); part && count < max; part = strtok(NULL, ",")) {
        parts[count++] = part;
    }
    return count;
}

static struct show show_of(const struct show_case *given, char *screens, const char **parts)
{
    strcpy(screens, or_empty(given->show.screens));
    size_t count = split(screens, parts, 8);
    return (struct show) {
        .from = moment_of(given->show.from),
        .until = moment_of(given->show.until),
        .days = or_empty(given->show.days),
        .hours = or_empty(given->show.hours),
        .screens = parts,
        .screen_count = count,
    };
}

static bool same_at(const struct config *config, const struct selection_source *source,
    int64_t now_ms, const struct selection *expected)
{
    struct selection *selection = selection_create(config, source, 1, now_ms, false);
    bool same = selection && selection->from_ms == expected->from_ms &&
                selection->until_ms == expected->until_ms &&
                selection->views[0].item_count == expected->views[0].item_count;
    selection_destroy(selection);
    return same;
}

static bool other_at(const struct config *config, const struct selection_source *source,
    int64_t now_ms, const struct selection *expected)
{
    struct selection *selection = selection_create(config, source, 1, now_ms, false);
    bool other = selection->views[0].item_count != expected->views[0].item_count;
    selection_destroy(selection);
    return other;
}

/* The choice and its span; the same from both ends of the span, and another one outside. */
static void test_rules(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char screens[64], line[256];
        const char *parts[8];
        struct item item = { .id = "one", .show = show_of(&cases[i], screens, parts) };
        struct feed feed = { .items = &item, .item_count = 1 };
        struct selection_source source = { .name = "news", .feed = &feed };
        struct config *config = config_for(cases[i].zone);
        struct selection *selection =
            selection_create(config, &source, 1, at(cases[i].now, 0), false);
        assert_non_null(selection);
        snprintf(line, sizeof line, "case %zu: %s, from %s until %s days %s hours %s", i,
            cases[i].now, or_empty(cases[i].show.from), or_empty(cases[i].show.until),
            item.show.days, item.show.hours);
        if ((selection->views[0].item_count == 1) != cases[i].shown ||
            selection->from_ms != at(cases[i].span_from, INT64_MIN) ||
            selection->until_ms != at(cases[i].span_until, INT64_MAX)) {
            char from[32], until[32];
            clock_print_rfc3339(selection->from_ms, 0, from);
            clock_print_rfc3339(selection->until_ms, 0, until);
            fail_msg(
                "%s: shown %zu, %s to %s", line, selection->views[0].item_count, from, until);
        }
        if (selection->from_ms != INT64_MIN &&
            (!same_at(config, &source, selection->from_ms, selection) ||
                !other_at(config, &source, selection->from_ms - 1, selection))) {
            fail_msg("%s: the span's beginning", line);
        }
        if (selection->until_ms != INT64_MAX &&
            (!same_at(config, &source, selection->until_ms - 1, selection) ||
                !other_at(config, &source, selection->until_ms, selection))) {
            fail_msg("%s: the span's end", line);
        }
        selection_destroy(selection);
        config_destroy(config);
    }
}

static void test_hotlines(void **state)
{
    (void)state;
    static const struct {
        const char *now, *verified_until;
        bool shown;
        const char *from, *until;
    } table[] = {
        { "2026-11-23T10:00:00+08:00", "", true, "", "" },
        { "2026-11-23T10:00:00+08:00", "2026-11-23", true, "", "2026-11-24T00:00:00+08:00" },
        { "2026-11-24T00:00:00+08:00", "2026-11-23", false, "2026-11-24T00:00:00+08:00", "" },
        { "2026-11-23T10:00:00+08:00", "2026-11-23T09:00", false, "2026-11-23T09:00:00+08:00",
            "" },
    };
    struct config *config = config_for(SHANGHAI);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct hotline hotline = {
            .label = "",
            .hours = "",
            .verified_until = moment_of(table[i].verified_until),
            .show = { .days = "", .hours = "" },
        };
        struct feed feed = { .hotlines = &hotline, .hotline_count = 1 };
        struct selection_source source = { .name = "news", .feed = &feed };
        struct selection *selection =
            selection_create(config, &source, 1, at(table[i].now, 0), false);
        assert_int_equal(selection->views[0].hotline_count, table[i].shown);
        assert_true(selection->from_ms == at(table[i].from, INT64_MIN));
        assert_true(selection->until_ms == at(table[i].until, INT64_MAX));
        selection_destroy(selection);
    }
    config_destroy(config);
}

/* Several items and sources: indexes in feed order, and the span is what all have in common. */
static void test_views(void **state)
{
    (void)state;
    const struct show always = { .days = "", .hours = "" };
    struct show morning = always, later = always, over = always;
    morning.hours = "08:00-12:00";
    later.from = moment_of("2026-11-23T11:00");
    over.until = moment_of("2026-11-23T09:00");
    struct item items[] = { { .id = "a", .show = later }, { .id = "b", .show = morning },
        { .id = "c", .show = over }, { .id = "d", .show = always } };
    struct link links[] = { { .label = "", .url = "https://a.example/", .show = always },
        { .label = "", .url = "https://b.example/", .show = morning },
        { .label = "", .url = "https://c.example/", .show = over } };
    struct feed first = { .items = items, .item_count = 4 };
    struct feed second = { .links = links, .link_count = 3 };
    struct selection_source sources[] = { { .name = "news", .feed = &first },
        { .name = "desk", .feed = &second } };
    struct config *config = config_for(SHANGHAI);
    struct selection *selection =
        selection_create(config, sources, 2, at("2026-11-23T10:00:00+08:00", 0), false);
    assert_int_equal(selection->view_count, 2);
    assert_string_equal(selection->views[0].source, "news");
    assert_int_equal(selection->views[0].item_count, 2);
    assert_int_equal(selection->views[0].items[0], 1);
    assert_int_equal(selection->views[0].items[1], 3);
    assert_string_equal(selection->views[1].source, "desk");
    assert_int_equal(selection->views[1].item_count, 0);
    assert_int_equal(selection->views[1].link_count, 2);
    assert_int_equal(selection->views[1].links[1], 1);
    assert_true(selection->from_ms == at("2026-11-23T09:00:00+08:00", 0));
    assert_true(selection->until_ms == at("2026-11-23T11:00:00+08:00", 0));
    selection_destroy(selection);

    selection = selection_create(config, sources, 0, 0, false);
    assert_int_equal(selection->view_count, 0);
    assert_true(selection->from_ms == INT64_MIN && selection->until_ms == INT64_MAX);
    selection_destroy(selection);
    config_destroy(config);
}

/* A higher priority comes first, and equal ones as the feed has them. */
static void test_priority(void **state)
{
    (void)state;
    static const int priorities[] = { 0, 5, -3, 5, 0, 1000 };
    static const size_t order[] = { 5, 1, 3, 0, 4, 2 };
    enum { COUNT = sizeof priorities / sizeof *priorities };
    struct item items[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        items[i] = (struct item) { .id = "",
            .show = { .days = "", .hours = "", .priority = priorities[i] } };
    }
    struct feed feed = { .items = items, .item_count = COUNT };
    struct selection_source source = { .name = "news", .feed = &feed };
    struct config *config = config_for(SHANGHAI);
    struct selection *selection = selection_create(config, &source, 1, 0, false);
    assert_int_equal(selection->views[0].item_count, COUNT);
    assert_memory_equal(selection->views[0].items, order, sizeof order);
    selection_destroy(selection);
    config_destroy(config);
}

/* The span of a feed that expires ends there even where nothing has to go: the slides tell. */
static void test_expired_views(void **state)
{
    (void)state;
    const struct show always = { .days = "", .hours = "" };
    const struct show weekdays = { .days = "Mon-Fri", .hours = "" };
    struct item item = { .id = "a", .show = always };
    struct hotline hotlines[] = { { .verified_until = moment_of("2027-01-01"), .show = always },
        { .show = weekdays } };
    struct link link = { .show = weekdays };
    struct feed feed = { .items = &item,
        .item_count = 1,
        .hotlines = hotlines,
        .hotline_count = 2,
        .links = &link,
        .link_count = 1,
        .expires = moment_of("2026-11-23T10:00:00+08:00") };
    struct selection_source source = { .name = "news", .feed = &feed };
    struct config *config = config_for("Asia/Shanghai");
    const int64_t edge_ms = at("2026-11-23T10:00:00+08:00", 0);
    for (int after = 0; after < 2; after++) {
        struct selection *selection =
            selection_create(config, &source, 1, edge_ms - 1 + after, false);
        assert_true((after ? selection->from_ms : selection->until_ms) == edge_ms);
        assert_int_equal(selection->views[0].is_expired, after);
        assert_int_equal(selection->views[0].item_count, 1);
        assert_int_equal(selection->views[0].hotline_count, after ? 1 : 2);
        assert_int_equal(selection->views[0].link_count, after ? 0 : 1);
        selection_destroy(selection);
    }
    struct selection *selection = selection_create(config, &source, 1, edge_ms - 1, true);
    assert_int_equal(selection->views[0].item_count, 1);
    assert_int_equal(selection->views[0].hotline_count, 1);
    assert_int_equal(selection->views[0].link_count, 0);
    selection_destroy(selection);
    config_destroy(config);
}

/* Ten thousand items with rules of every sort, each kind of edge near. */
static void test_many(void **state)
{
    (void)state;
    static const char *const hours[] = { "", "07:30-22:00", "22:00-06:00",
        "07:30-12:00,14:00-18:00" };
    static const char *const days[] = { "", "Mon-Fri", "Sat,Sun", "Wed" };
    enum { COUNT = 10000 };
    static struct item items[COUNT];
    static char dates[COUNT][2][16];
    for (int i = 0; i < COUNT; i++) {
        snprintf(dates[i][0], sizeof dates[i][0], "2026-%02d-%02d", 1 + i % 11, 1 + i % 28);
        snprintf(dates[i][1], sizeof dates[i][1], "2026-12-%02d", 1 + i % 31);
        items[i].id = "x";
        items[i].show = (struct show) { .from = moment_of(dates[i][0]),
            .until = moment_of(dates[i][1]),
            .days = days[i / 4 % 4],
            .hours = hours[i % 4] };
    }
    struct feed feed = { .items = items, .item_count = COUNT };
    struct selection_source source = { .name = "news", .feed = &feed };
    struct config *config = config_for(BERLIN);
    int64_t now_ms = at("2026-11-23T10:00:00+01:00", 0);
    struct selection *selection = selection_create(config, &source, 1, now_ms, false);
    assert_true(selection->views[0].item_count > 1000);
    assert_true(selection->from_ms <= now_ms && now_ms < selection->until_ms);
    selection_destroy(selection);
    config_destroy(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_hotlines),
        cmocka_unit_test(test_views),
        cmocka_unit_test(test_priority),
        cmocka_unit_test(test_expired_views),
        cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
