/* The INI file, read whole and checked before anything uses it (build the new one whole, then
 * swap). Plain data in one arena; read-only after config_load, any thread. Every key, its
 * default and its range are in config/lobbycard.ini, in the same order. */
#pragma once

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "base/pixels.h"
#include "time/week.h"
#include "time/zone.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text_list {
    const char *const *items;
    size_t count;
};

struct config_hours {
    const char *text; /* "" for never */
    struct week_hours week;
};

/* "22:00-06:00 night": of several that fit the first one counts. */
struct config_theme_hours {
    const char *theme; /* as [theme] name has it */
    struct config_hours hours;
};

enum { BY_HOUR_MAX = 8 };
struct config_by_hour {
    const char *text; /* "" for none */
    const struct config_theme_hours *list;
    size_t count;
};

struct config_colour {
    bool is_given; /* otherwise it is the theme's */
    struct colour colour;
};

/* A rectangle in percent of the screen: where it begins, and how large it is. */
struct config_area {
    bool is_given;
    int x, y, w, h;
};

/* Of a face's family or path, with its NUL. */
enum { FACE_NAME_BYTES = 256 };

enum corner { TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT };

/* AUTO: by the document. */
enum source_format {
    SOURCE_NATIVE,
    SOURCE_AUTO,
    SOURCE_WORDPRESS,
    SOURCE_JSON_FEED,
    SOURCE_RSS,
    SOURCE_ICAL,
    SOURCE_CAP,
    SOURCE_CSV,
    SOURCE_MAPPED,
};
enum source_kind { SOURCE_ARTICLES, SOURCE_NOTICES, SOURCE_TABLES };

enum source_method { SOURCE_GET, SOURCE_POST };

struct config_pair {
    const char *name, *value;
};

/* How a foreign document is read: [map NAME]. The values are well formed (mapping/mapping.h).
 */
struct config_map {
    const char *name;
    const struct config_pair *pairs; /* in the order of the file */
    size_t count;
};

struct config_source {
    const char *name; /* of [source NAME]: letters, digits, - and _ */
    const char *url;  /* https, http (see allow_http) or file */
    enum source_format format;
    const char *map;       /* of a [map NAME], or "" */
    int take;              /* items of a foreign feed: 1 to 2000; 20 */
    enum source_kind kind; /* of items whose format has a choice */
    const char *charset;   /* or "": found out */
    int64_t every_ms;      /* 10 s to 24 h; 5m */
    bool allow_http;       /* http:// to a host that is not loopback */
    struct text_list
        public_keys;     /* minisign's base64 lines; empty: signatures are not asked for */
    int signatures;      /* by how many of them a feed must be signed */
    const char *ca_file; /* of a private authority, PEM; "" for the system's */
    /* What else a request has. None of the files is read here: `play` may not. */
    const char *headers_file, *user, *password_file; /* net/http/http_login.h; "" for none */
    enum source_method method;
    const char *body, *content_type; /* of SOURCE_POST, as they go over the wire */
};

/* NONE is for people whom motion disturbs: nothing moves at all, not even a page that turns. */
/* Whose numbering plan telephone numbers follow; LANG: of the feed's language. */
enum phones_kind { PHONES_LANG, PHONES_CN, PHONES_HK, PHONES_MO, PHONES_TW };
enum transition_kind { TRANSITION_NONE, TRANSITION_CUT, TRANSITION_FADE, TRANSITION_PUSH };

struct config {
    struct arena arena;
    const char *path;                   /* of the file, "" for the built-in defaults */
    const struct config_places *places; /* where its keys stand, see config_blame */
    struct {
        const char *name; /* this screen's name; host name unless given */
        struct text_list tags;
        const char *lang; /* BCP 47: of feeds that say none */
        const struct zone *timezone;
        int display;              /* 0 is the first */
        int overscan_pct;         /* of each side, 0 to 10 */
        struct moment term_start; /* a day of teaching week 1; none for no weeks */
        int term_weeks;           /* the last one that is counted, 1 to 60 */
        bool grey;                /* no colours: a day of mourning */
        const char *calendar;     /* a name in config/calendar, an absolute path, or "" */
        struct config_hours off, dim;
        int dim_pct; /* of the brightness, while dim */
    } screen;
    struct calendar calendar; /* what [screen] calendar says; empty without */
    const struct config_source *sources;
    size_t source_count;
    const struct config_map *maps;
    size_t map_count;
    struct {
        const char *path;  /* "" unless given: see store_default_path */
        int64_t max_bytes; /* 16M to 100G; 512M */
    } store;
    struct {
        struct text_list identity, hosts, deny, hotlines;
        enum phones_kind phones;
        struct text_list tags;   /* all that screens of this campus have */
        int64_t breaker_hold_ms; /* 0: no breaker */
        int breaker_share_pct;   /* of the items may change at once */
        bool breaker_signed;     /* judges signed feeds too */
        bool breaker_alerts;     /* holds alerts back with the rest */
    } guard;                     /* docs/guard.md */
    struct {
        struct text_list order;   /* kinds in playing order; a kind left out does not play */
        struct text_list weights; /* "notice 3": turns of each item of a kind in a cycle */
        int64_t dwell_min_ms, dwell_max_ms;
        int64_t phase_ms;   /* how far this screen's turns are behind those of others */
        int hotlines_every; /* turns of other things between hotlines; 0: once a cycle */
        int headlines_max;  /* how many of the newest titles are headlines */
    } programme;
    struct {
        const char *name; /* of a theme in assets/themes, or a path ending in .ini */
        struct config_by_hour by_hour;
        /* Of `name` alone: what it says of itself holds in all other hours. */
        struct config_colour paper, ink, quiet, accent, on_accent, hairline;
        const char *ground_picture; /* an absolute path, or "" */
        struct config_area ground_quiet;
        struct text_list
            title_face;   /* of all hours: FAMILY; or the file of one, and its bold */
        const char *mark; /* of all hours: an absolute path, or "" */
        enum corner mark_corner;
        enum transition_kind transition;
        int64_t transition_ms;
        bool picture_zoom; /* photographs that fill the screen grow while they stand */
        bool show_clock, show_date, show_week, show_lunar, show_term; /* header, right */
        bool show_phone_codes; /* hotlines: a code that dials */
        bool full_width_marks; /* half-width punctuation between Han shown full-width */
    } theme;
    struct {
        const char *proxy; /* "" for none; the environment is not looked at */
        int64_t connect_timeout_ms, total_timeout_ms;
        int64_t max_bytes; /* of one feed, after decompression */
    } fetch;
    struct {
        const char *listen;             /* ADDRESS:PORT, [ADDRESS]:PORT */
        const char *data;               /* absolute: people, drafts, what was published */
        const char *publish;            /* the feed's file, absolute; "" for one in data */
        const char *tls_cert, *tls_key; /* absolute, PEM; both or neither ("") */
        int approvals;                  /* people after the author, 0 to 3 */
        struct text_list trusted_proxy; /* addresses that may tell who asks */
        const char *remote_user;        /* the header in which they name a person; "" none */
        const char *sign_key;           /* minisign's secret key file, absolute, or "" */
    } desk;                             /* docs/desk.md */
};

/* To look at what a file says that config_load refuses: what is wrong in it is passed over, and
 * has its default. *error is what is wrong first, as config_load has it. NULL only when memory
 * is out. Nothing is run by such a config. */
struct config *config_load_readable(const char *path, struct error *error);

/* As an INI file that config_load reads back to the same config. False when memory is out. */
bool config_print(const struct config *config, struct bytes *out);

/* "60s" "10m" "24h" "1500ms" to ms; false when it is not such a duration. */
bool config_parse_duration(const char *text, int64_t *ms);

/* What is found out later about a key, as of a file that it names: puts "FILE:LINE: [SECTION]
 * KEY = VALUE: " in front. Always false. Not for sources. */
bool config_blame(
    const struct config *config, const char *section, const char *key, struct error *error);

/* "contrast, festival, ink": the files in that folder which end so, without that. False when
 * memory is out, or none is there. */
bool config_list_shipped(const char *folder, const char *ending, struct bytes *out);

/* "auto", "native", ...: as `format =` has it. */
const char *config_format_name(enum source_format format);

/* The [map NAME] that the source names; NULL where it names none. */
const struct config_map *config_map_of(
    const struct config *config, const struct config_source *source);

/* The folder with fonts/, assets/ and config/: $LOBBYCARD_DATA, else the source tree when the
 * program runs from its build folder, wherever that is, else the nearest folder above the
 * program that is a source tree or a prefix with share/lobbycard, else where it was configured
 * to be installed. Never NULL. */
const char *config_data_dir(void);

/* Whether the program runs from such a source tree, and was not installed. */
bool config_in_clone(void);
