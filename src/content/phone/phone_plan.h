/* Numbering plans: which digits are a number, and how it is dialled. The tables and their
 * sources are in phone_plan_data.c. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum phone_plan {
    PHONE_PLAN_CN, /* the mainland */
    PHONE_PLAN_HK,
    PHONE_PLAN_MO,
    PHONE_PLAN_TW,
    PHONE_PLAN_COUNT,
    PHONE_PLAN_UNSAID = PHONE_PLAN_COUNT, /* by the feed's language */
};

/* The plan that people mean who write in that language: "zh-HK" has hk, "zh-Hant" tw, and what
 * says nothing about it cn. */
enum phone_plan phone_plan_of_lang(const char *lang);

/* The country's code: "86", "852", "853", "886". */
const char *phone_plan_code(enum phone_plan plan);

enum { PHONE_DIGITS = 20 }; /* more than any number has; ITU-T E.164 allows 15 */

struct plan_area;
struct plan_country;

/* The area whose code stands in front of the digits; NULL where there is none. *size is set to
 * the digits of the code, with its 0. Mainland and Taiwan alone have such codes. */
const struct plan_area *plan_area(enum phone_plan plan, const char *digits, size_t *size);

/* Whether the digits, behind an area's code, are as many as its numbers have. NULL: behind
 * none, where they may be as many as any area has. */
bool plan_is_local(enum phone_plan plan, const struct plan_area *area, const char *digits);

/* "110", "12345", "96110": the same for everybody. */
bool plan_is_service(enum phone_plan plan, const char *digits);
/* Those that people call when there is danger: no extension, no tail. */
bool plan_is_emergency(const char *digits);

/* The country whose code the digits begin with; NULL where there is none. */
const struct plan_country *plan_country(const char *digits);
