#include "content/phone/phone_plan.h"

#include "content/phone/phone_plan_data.h"

#include <string.h>
#include <strings.h>

enum phone_plan phone_plan_of_lang(const char *lang)
{
    /* By its region (RFC 5646 section 2.2.4); of the script alone most is written in Taiwan. */
    static const struct {
        const char *tag;
        enum phone_plan plan;
    } tags[] = { { "zh-Hant-HK", PHONE_PLAN_HK }, { "zh-Hant-MO", PHONE_PLAN_MO },
        { "zh-Hant", PHONE_PLAN_TW }, { "zh-TW", PHONE_PLAN_TW }, { "zh-HK", PHONE_PLAN_HK },
        { "zh-MO", PHONE_PLAN_MO }, { "yue-HK", PHONE_PLAN_HK }, { "en-HK", PHONE_PLAN_HK },
        { "pt-MO", PHONE_PLAN_MO } };
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        size_t length = strlen(tags[i].tag);
        bool begins = strncasecmp(lang, tags[i].tag, length) == 0;
        if (begins && (!lang[length] || lang[length] == '-')) {
            return tags[i].plan;
        }
    }
    return PHONE_PLAN_CN;
}

const char *phone_plan_code(enum phone_plan plan)
{
    static const char *const codes[] = { [PHONE_PLAN_CN] = "86",
        [PHONE_PLAN_HK] = "852",
        [PHONE_PLAN_MO] = "853",
        [PHONE_PLAN_TW] = "886" };
    return codes[plan];
}

static bool begins_with(const char *digits, const char *prefix)
{
    return strncmp(digits, prefix, strlen(prefix)) == 0;
}

const struct plan_area *plan_area(enum phone_plan plan, const char *digits, size_t *size)
{
    const struct plan_area *areas = plan == PHONE_PLAN_TW ? plan_areas_tw : plan_areas_cn;
    size_t count = plan == PHONE_PLAN_TW   ? plan_area_tw_count
                   : plan == PHONE_PLAN_CN ? plan_area_cn_count
                                           : 0;
    const struct plan_area *longest = NULL;
    for (size_t i = 0; digits[0] == '0' && i < count; i++) {
        bool is_longer = !longest || strlen(areas[i].code) > strlen(longest->code);
        if (begins_with(digits + 1, areas[i].code) && is_longer) {
            longest = &areas[i];
        }
    }
    *size = longest ? 1 + strlen(longest->code) : 0;
    return longest;
}

bool plan_is_local(enum phone_plan plan, const struct plan_area *area, const char *digits)
{
    /* What local numbers begin with, and their least and most digits. */
    static const struct {
        const char *first;
        int least, most;
    } locals[] = {
        [PHONE_PLAN_CN] = { "2345678", 7, 8 },
        [PHONE_PLAN_HK] = { "235679", 8, 8 },
        [PHONE_PLAN_MO] = { "268", 8, 8 },
        [PHONE_PLAN_TW] = { "2345678", 7, 8 },
    };
    int least = area ? area->least : locals[plan].least;
    int most = area ? area->most : locals[plan].most;
    int size = (int)strlen(digits);
    return size >= least && size <= most && strchr(locals[plan].first, digits[0]);
}

bool plan_is_service(enum phone_plan plan, const char *digits)
{
    static const struct plan_services *const all[] = { [PHONE_PLAN_CN] = &plan_services_cn,
        [PHONE_PLAN_HK] = &plan_services_hk,
        [PHONE_PLAN_MO] = &plan_services_mo,
        [PHONE_PLAN_TW] = &plan_services_tw };
    const struct plan_services *services = all[plan];
    for (size_t i = 0; i < services->count; i++) {
        const struct plan_service *service = &services->list[i];
        if ((int)strlen(digits) == service->size && begins_with(digits, service->prefix)) {
            return true;
        }
    }
    return false;
}

bool plan_is_emergency(const char *digits)
{
    return strlen(digits) == 3;
}

const struct plan_country *plan_country(const char *digits)
{
    for (size_t i = 0; i < plan_country_count; i++) {
        if (begins_with(digits, plan_countries[i].code)) {
            return &plan_countries[i]; /* no code is the beginning of another */
        }
    }
    return NULL;
}
