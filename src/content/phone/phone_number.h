/* Which groups of digits are one telephone number, by the numbering plans; for phone*.c only.
 */
#pragma once

#include "content/phone/scan/phone_scan.h"

enum phone_kind {
    PHONE_LOCAL, /* a local number that needs an area's code to be dialled from elsewhere */
    PHONE_MOBILE,
    PHONE_FREE,     /* 400, 800 */
    PHONE_SERVICE,  /* 110, 12345 */
    PHONE_FOREIGN,  /* written with its country's code */
    PHONE_INTERNAL, /* inside the house alone */
};

struct phone_number {
    enum phone_kind kind;
    enum phone_plan plan;
    char area[6]; /* "023" or empty */
    char digits[PHONE_DIGITS +
                1]; /* behind the area; of a foreign one with the country's code */
    char text[64];  /* as printed, without the area: "138-0000-1234" */
    size_t end;     /* the group behind it */
    int joins;      /* groups that were put together */
};

enum { PHONE_MATCHES_MAX = 8, PHONE_DIAL_MAX = 48 };

/* All numbers that begin with a group, at most PHONE_MATCHES_MAX of them. How many. */
size_t phone_number_match(
    const struct phone_scan *scan, size_t at, struct phone_number out[PHONE_MATCHES_MAX]);

/* "tel:+862365763111" (RFC 3966), without an extension; "" of one that a mobile phone cannot
 * dial: a local number without its area's code, an internal one. Written to out. */
void phone_number_dial(const struct phone_number *number, char out[PHONE_DIAL_MAX]);
