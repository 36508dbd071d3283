/* The types of values in the INI file: how a text is read, what is allowed, how it is printed.
 * A key (config/keys.c) is a type with a range, a place in a struct and a default. */
#pragma once

#include "base/arena.h"
#include "base/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct config_key;

enum value_result { VALUE_GOOD, VALUE_BAD, VALUE_NO_MEMORY };

struct value_type {
    /* Writes *field only when good. What it points to lives in the arena. */
    enum value_result (*read)(
        struct arena *arena, const struct config_key *key, const char *text, void *field);
    /* "a duration from 10s to 24h": the right half of an error's line. */
    bool (*allowed)(const struct config_key *key, struct bytes *out);
    /* As the INI file would have it; false when memory is out. */
    bool (*print)(const struct config_key *key, const void *field, struct bytes *out);
};

struct config_key {
    const char *name;
    const struct value_type *type;
    size_t offset;            /* of the field in struct config or struct config_source */
    const char *fallback;     /* the default as the file would have it; NULL: must be given */
    int64_t min, max;         /* of numbers, ms and bytes */
    const char *const *words; /* value_word, value_words: ends with NULL */
    bool (*is_good)(const char *text); /* value_text: the whole; value_list: one element */
    const char *what;                  /* what is_good lets through */
    bool is_private;                   /* somebody may write a secret here: never quoted */
};

extern const struct value_type value_text;     /* const char * */
extern const struct value_type value_list;     /* struct text_list, comma-separated */
extern const struct value_type value_words;    /* struct text_list of words, none twice */
extern const struct value_type value_word;     /* an enum, the index into words */
extern const struct value_type value_switch;   /* bool: yes or no */
extern const struct value_type value_number;   /* int */
extern const struct value_type value_duration; /* int64_t, ms */
extern const struct value_type value_size;     /* int64_t, bytes */
extern const struct value_type value_hours;    /* struct config_hours */
extern const struct value_type value_zone;     /* const struct zone * */
extern const struct value_type value_day;      /* struct moment: a date, or none */
extern const struct value_type value_by_hour;  /* struct config_by_hour */
extern const struct value_type value_colour;   /* struct config_colour */
extern const struct value_type value_area;     /* struct config_area */
