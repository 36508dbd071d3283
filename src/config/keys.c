#include "config/keys.h"

#include "base/translated.h"
#include "config/config.h"
#include "config/rules.h"
#include "config/slide_kinds.h"

#include <string.h>

#define FIELD(member) .offset = offsetof(struct config, member)
#define SOURCE(member) .offset = offsetof(struct config_source, member)
#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
    SECOND = 1000,
    MINUTE = 60 * SECOND,
    HOUR = 60 * MINUTE,
};
#define KIB INT64_C(1024)
#define MIB (1024 * KIB)
#define GIB (1024 * MIB)

static const char *const formats[] = { [SOURCE_NATIVE] = "native",
    [SOURCE_AUTO] = "auto",
    [SOURCE_WORDPRESS] = "wordpress",
    [SOURCE_JSON_FEED] = "json-feed",
    [SOURCE_RSS] = "rss",
    [SOURCE_ICAL] = "ical",
    [SOURCE_CAP] = "cap",
    [SOURCE_CSV] = "csv",
    [SOURCE_MAPPED] = "mapped",
    NULL };
static const char *const kinds[] = {
    [SOURCE_ARTICLES] = "article", [SOURCE_NOTICES] = "notice", [SOURCE_TABLES] = "table", NULL
};
static const char *const methods[] = { [SOURCE_GET] = "get", [SOURCE_POST] = "post", NULL };
static const char *const phones[] = { [PHONES_LANG] = "lang",
    [PHONES_CN] = "cn",
    [PHONES_HK] = "hk",
    [PHONES_MO] = "mo",
    [PHONES_TW] = "tw",
    NULL };
static const char *const transitions[] = { [TRANSITION_NONE] = "none",
    [TRANSITION_CUT] = "cut",
    [TRANSITION_FADE] = "fade",
    [TRANSITION_PUSH] = "push",
    NULL };
static const char *const corners[] = { [TOP_LEFT] = "top-left",
    [TOP_RIGHT] = "top-right",
    [BOTTOM_LEFT] = "bottom-left",
    [BOTTOM_RIGHT] = "bottom-right",
    NULL };
#define NAMED(kind) #kind,
static const char *const slide_kinds[] = { SLIDE_KINDS(NAMED) NULL };
#define LISTED(kind) ", " #kind
static const char usual_order[] = SLIDE_KINDS(LISTED);

#define TAGS_WANTED N_("tags of letters (of any script), digits, - and _")

static const struct config_key screen_keys[] = {
    { "name", &value_text, FIELD(screen.name), "", .is_good = rule_screen_name,
        .what = N_("at most 120 bytes, no ; in front; empty for the host's name") },
    { "tags", &value_list, FIELD(screen.tags), "", .is_good = rule_tag, .what = TAGS_WANTED },
    { "lang", &value_text, FIELD(screen.lang), "zh-Hans", .is_good = rule_language,
        .what = N_("a language tag such as zh-Hans, zh-Hant, en, ja or ko") },
    { "timezone", &value_zone, FIELD(screen.timezone), "Asia/Shanghai" },
    { "display", &value_number, FIELD(screen.display), "0", .min = 0, .max = 15 },
    { "overscan_pct", &value_number, FIELD(screen.overscan_pct), "0", .min = 0, .max = 10 },
    { "term_start", &value_day, FIELD(screen.term_start), "" },
    { "term_weeks", &value_number, FIELD(screen.term_weeks), "20", .min = 1, .max = 60 },
    { "grey", &value_switch, FIELD(screen.grey), "no" },
    { "calendar", &value_text, FIELD(screen.calendar), "", .is_good = rule_calendar,
        .what = N_("a name in config/calendar or an absolute path; empty for none") },
    { "off", &value_hours, FIELD(screen.off), "" },
    { "dim", &value_hours, FIELD(screen.dim), "" },
    { "dim_pct", &value_number, FIELD(screen.dim_pct), "50", .min = 10, .max = 90 },
};

static const struct config_key source_keys[] = {
    { "url", &value_text, SOURCE(url), NULL, .is_good = rule_url,
        .what = N_("https://HOST/..., http://HOST/... or file:///PATH") },
    { "format", &value_word, SOURCE(format), "auto", .words = formats },
    { "map", &value_text, SOURCE(map), "", .is_good = rule_map,
        .what = N_("the NAME of a [map NAME]; empty for none") },
    { "take", &value_number, SOURCE(take), "20", .min = 1, .max = 2000 },
    { "kind", &value_word, SOURCE(kind), "article", .words = kinds },
    { "charset", &value_text, SOURCE(charset), "", .is_good = rule_charset,
        .what = N_("a name such as gb18030 or big5; empty: it is found out") },
    { "every", &value_duration, SOURCE(every_ms), "5m", .min = 10 * SECOND, .max = 24 * HOUR },
    { "allow_http", &value_switch, SOURCE(allow_http), "no" },
    { "public_key", &value_list, SOURCE(public_keys), "", .is_good = rule_public_key,
        .what = N_("a list of minisign public keys (56 characters that begin with RW)") },
    { "signatures", &value_number, SOURCE(signatures), "1", .min = 1, .max = 4 },
    { "ca_file", &value_text, SOURCE(ca_file), "", .is_good = rule_path,
        .what = N_("an absolute path; empty for the system's authorities") },
    { "headers_file", &value_text, SOURCE(headers_file), "", .is_good = rule_path,
        .what = N_("an absolute path; empty for no headers"), .is_private = true },
    { "user", &value_text, SOURCE(user), "", .is_good = rule_user,
        .what = N_("at most 120 bytes, no : in it, no ; in front; empty for none") },
    { "password_file", &value_text, SOURCE(password_file), "", .is_good = rule_path,
        .what = N_("an absolute path; empty for none"), .is_private = true },
    { "method", &value_word, SOURCE(method), "get", .words = methods },
    { "body", &value_text, SOURCE(body), "", .is_good = rule_body,
        .what = N_("a text, no ; in front; empty for none") },
    { "content_type", &value_text, SOURCE(content_type), "", .is_good = rule_media_type,
        .what = N_("such as application/json; empty: by the body") },
};

static const struct config_key store_keys[] = {
    { "path", &value_text, FIELD(store.path), "", .is_good = rule_path,
        .what = N_("an absolute path; empty for the usual place") },
    { "max", &value_size, FIELD(store.max_bytes), "512M", .min = 16 * MIB, .max = 100 * GIB },
};

static const struct config_key guard_keys[] = {
    { "identity", &value_list, FIELD(guard.identity), "", .is_good = rule_phrase,
        .what = N_("a list of names, none with ; in front") },
    { "hosts", &value_list, FIELD(guard.hosts), "", .is_good = rule_host,
        .what = N_("a list of host names or .suffixes") },
    { "deny", &value_list, FIELD(guard.deny), "gambling, lottery, fraud",
        .is_good = rule_phrase, .what = N_("a list of deny lists, none with ; in front") },
    { "hotlines", &value_list, FIELD(guard.hotlines), "", .is_good = rule_phone,
        .what = N_("a list of phone numbers or their beginnings") },
    { "phones", &value_word, FIELD(guard.phones), "lang", .words = phones },
    { "tags", &value_list, FIELD(guard.tags), "", .is_good = rule_tag, .what = TAGS_WANTED },
    { "breaker_hold", &value_duration, FIELD(guard.breaker_hold_ms), "2h", .min = 0,
        .max = 168 * HOUR },
    { "breaker_share", &value_number, FIELD(guard.breaker_share_pct), "75", .min = 1,
        .max = 100 },
    { "breaker_signed", &value_switch, FIELD(guard.breaker_signed), "yes" },
    { "breaker_alerts", &value_switch, FIELD(guard.breaker_alerts), "no" },
};

/* "notice 3": a kind, and how many turns each of its items has in a cycle. */
static bool is_weight(const char *text)
{
    size_t length = strcspn(text, " ");
    for (size_t i = 0; slide_kinds[i]; i++) {
        if (strlen(slide_kinds[i]) == length && strncmp(slide_kinds[i], text, length) == 0) {
            const char *number = text + length + strspn(text + length, " ");
            return strcmp(number, "10") == 0 ||
                   (*number >= '1' && *number <= '9' && !number[1]);
        }
    }
    return false;
}

static const struct config_key programme_keys[] = {
    { "order", &value_words, FIELD(programme.order), &usual_order[2], .words = slide_kinds },
    { "weights", &value_list, FIELD(programme.weights), "", .is_good = is_weight,
        .what = N_("a list such as notice 3, article 2: kinds of order, each from 1 to 10") },
    { "dwell_min", &value_duration, FIELD(programme.dwell_min_ms), "6s", .min = SECOND,
        .max = 10 * MINUTE },
    { "dwell_max", &value_duration, FIELD(programme.dwell_max_ms), "60s", .min = SECOND,
        .max = 10 * MINUTE },
    { "phase", &value_duration, FIELD(programme.phase_ms), "0s", .min = 0, .max = HOUR },
    { "hotlines_every", &value_number, FIELD(programme.hotlines_every), "0", .min = 0,
        .max = 1000 },
    { "headlines_max", &value_number, FIELD(programme.headlines_max), "12", .min = 1,
        .max = 40 },
};

static const struct config_key theme_keys[] = {
    { "name", &value_text, FIELD(theme.name), "paper", .is_good = rule_theme,
        .what = N_("a theme's name, or the path of a file that ends in .ini") },
    { "by_hour", &value_by_hour, FIELD(theme.by_hour), "" },
    { "paper", &value_colour, FIELD(theme.paper), "" },
    { "ink", &value_colour, FIELD(theme.ink), "" },
    { "quiet", &value_colour, FIELD(theme.quiet), "" },
    { "accent", &value_colour, FIELD(theme.accent), "" },
    { "on_accent", &value_colour, FIELD(theme.on_accent), "" },
    { "hairline", &value_colour, FIELD(theme.hairline), "" },
    { "ground_picture", &value_text, FIELD(theme.ground_picture), "", .is_good = rule_path,
        .what = N_("an absolute path; empty for none") },
    { "ground_quiet", &value_area, FIELD(theme.ground_quiet), "" },
    { "title_face", &value_list, FIELD(theme.title_face), "", .is_good = rule_face,
        .what =
            N_("a family such as Noto Serif CJK SC, or /PATH of a face, /PATH of its bold") },
    { "mark", &value_text, FIELD(theme.mark), "", .is_good = rule_path,
        .what = N_("an absolute path; empty for none") },
    { "mark_corner", &value_word, FIELD(theme.mark_corner), "top-right", .words = corners },
    { "transition", &value_word, FIELD(theme.transition), "fade", .words = transitions },
    { "transition_time", &value_duration, FIELD(theme.transition_ms), "600ms", .min = 100,
        .max = 3 * SECOND },
    { "picture_zoom", &value_switch, FIELD(theme.picture_zoom), "no" },
    { "show_clock", &value_switch, FIELD(theme.show_clock), "yes" },
    { "show_date", &value_switch, FIELD(theme.show_date), "yes" },
    { "show_week", &value_switch, FIELD(theme.show_week), "yes" },
    { "show_lunar", &value_switch, FIELD(theme.show_lunar), "yes" },
    { "show_term", &value_switch, FIELD(theme.show_term), "yes" },
    { "show_phone_codes", &value_switch, FIELD(theme.show_phone_codes), "no" },
    { "full_width_marks", &value_switch, FIELD(theme.full_width_marks), "yes" },
};

static const struct config_key fetch_keys[] = {
    { "proxy", &value_text, FIELD(fetch.proxy), "", .is_good = rule_proxy,
        .what = N_("http, https, socks5 or socks5h ://HOST[:PORT]; empty for none") },
    { "connect_timeout", &value_duration, FIELD(fetch.connect_timeout_ms), "10s", .min = SECOND,
        .max = MINUTE },
    { "total_timeout", &value_duration, FIELD(fetch.total_timeout_ms), "60s", .min = 2 * SECOND,
        .max = 10 * MINUTE },
    { "max", &value_size, FIELD(fetch.max_bytes), "8M", .min = 16 * KIB, .max = 8 * MIB },
};

static const struct config_key desk_keys[] = {
    { "listen", &value_text, FIELD(desk.listen), "127.0.0.1:8480", .is_good = rule_listen,
        .what = N_("ADDRESS:PORT, such as 127.0.0.1:8480 or [::1]:8480") },
    { "data", &value_text, FIELD(desk.data), "/var/lib/lobbycard-desk", .is_good = rule_folder,
        .what = N_("an absolute path") },
    { "publish", &value_text, FIELD(desk.publish), "", .is_good = rule_path,
        .what = N_("an absolute path; empty for the usual place") },
    { "tls_cert", &value_text, FIELD(desk.tls_cert), "", .is_good = rule_path,
        .what = N_("an absolute path; empty for none") },
    { "tls_key", &value_text, FIELD(desk.tls_key), "", .is_good = rule_path,
        .what = N_("an absolute path; empty for none") },
    { "approvals", &value_number, FIELD(desk.approvals), "1", .min = 0, .max = 3 },
    { "trusted_proxy", &value_list, FIELD(desk.trusted_proxy), "", .is_good = rule_ip_address,
        .what = N_("a list of IP addresses") },
    { "remote_user", &value_text, FIELD(desk.remote_user), "", .is_good = rule_header_name,
        .what = N_("the name of a header, such as X-Remote-User; empty for none") },
    { "sign_key", &value_text, FIELD(desk.sign_key), "", .is_good = rule_path,
        .what = N_("an absolute path; empty for none") },
};

const struct config_section config_sections[] = {
    { "screen", screen_keys, COUNT(screen_keys) },
    [SECTION_SOURCE] = { "source", source_keys, COUNT(source_keys) },
    { "store", store_keys, COUNT(store_keys) },
    { "guard", guard_keys, COUNT(guard_keys) },
    { "programme", programme_keys, COUNT(programme_keys) },
    { "theme", theme_keys, COUNT(theme_keys) },
    { "fetch", fetch_keys, COUNT(fetch_keys) },
    { "desk", desk_keys, COUNT(desk_keys) },
};
const size_t config_section_count = COUNT(config_sections);

const char *config_format_name(enum source_format format)
{
    return formats[format];
}
