/* The tables of phone_plan_data.c; for phone*.c only. */
#pragma once

#include <stddef.h>

struct plan_area {
    char code[4];    /* without the 0 of the trunk */
    int least, most; /* digits of its local numbers */
};

struct plan_service {
    char prefix[7]; /* what it begins with */
    int size;       /* all its digits */
};

struct plan_services {
    const struct plan_service *list;
    size_t count;
};

struct plan_country {
    char code[4];
    int least, most;      /* digits behind the code */
    const char *grouping; /* "334": sizes of groups */
};

extern const struct plan_area plan_areas_cn[], plan_areas_tw[];
extern const size_t plan_area_cn_count, plan_area_tw_count;
extern const struct plan_services plan_services_cn, plan_services_hk, plan_services_mo,
    plan_services_tw;
extern const struct plan_country plan_countries[];
extern const size_t plan_country_count;
