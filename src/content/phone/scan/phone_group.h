/* A group of digits of a raw string, and what stands around it; for phone*.c only. */
#pragma once

#include "content/phone/scan/phone_words.h"

#include <stdbool.h>
#include <stddef.h>

/* What stands between two groups. */
enum phone_gap {
    GAP_SPACE = 1u << 0,
    GAP_DASH = 1u << 1,
    GAP_ODD = 1u << 2,
    GAP_DOT = 1u << 3,
    GAP_WAVE = 1u << 4,
    GAP_STAR = 1u << 5,
    GAP_MASK = 1u << 6,
    GAP_PLUS = 1u << 7,
    GAP_COLON = 1u << 8,
    GAP_SLASH = 1u << 9,
    GAP_LIST = 1u << 10,
    GAP_COMMA = 1u << 11,
    GAP_STOP = 1u << 12, /* a line's end too */
    GAP_ITEM = 1u << 13,
    GAP_OPEN = 1u << 14,
    GAP_CLOSE = 1u << 15,
    GAP_EXTENSION = 1u << 16,
    GAP_TEXT = 1u << 17,
    GAP_TEXT_INSIDE = 1u << 18, /* in brackets of the gap's own */
    GAP_UNTIL = 1u << 19,       /* 至 */
    GAP_BEGINNING = 1u << 20,   /* there is no group before */

    GAP_JOIN = GAP_SPACE | GAP_DASH | GAP_DOT, /* within a number */
    GAP_NOTE = GAP_OPEN | GAP_CLOSE | GAP_TEXT_INSIDE,
};

struct phone_group {
    size_t first, last; /* tokens; more than one where every digit stands alone */
    const char *digits;
    int size;                    /* at most PHONE_RUN_MAX are kept in digits */
    unsigned before;             /* gap flags */
    enum phone_word lead, trail; /* of the text in front, and behind */
    size_t head;                 /* 1 + the first token of its column's head, or 0 */
    bool has_text_before;        /* tight */
    bool is_time;                /* of a clock time, a date, a year */
    bool is_counted;             /* "110室" */
    bool is_boxed;               /* nothing but it stands in its brackets */
    bool closes;                 /* a bracket closes behind it */
    bool plus_before;
    bool is_listed;     /* a mark of a list stands right before it */
    bool is_led;        /* a dash stands between: "/-3120"; it is not in `before` */
    bool is_within;     /* a bracket that opened behind the group before is still open */
    bool is_quoted;     /* “110” */
    bool campus_behind; /* "110校园报警" */
    bool is_inside;     /* the text in front begins with 校内: "校内报警：8110" */
    bool turns;         /* 转 behind it: "65763111转各部门" */
    bool is_chained;    /* behind "再转" */
    bool is_masked;
    bool is_host;  /* of one that is written in numbers: 192.168.10.110 */
    bool is_date;  /* 20261120 */
    bool is_dated; /* and the text in front says so: 截止日期 */
};
