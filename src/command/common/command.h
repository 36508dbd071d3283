/* The commands. Each wires parts together and is told everything it needs here. */
#pragma once

#include "command/common/options.h"
#include "config/config.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Exit status (docs/lobbycard.1). */
enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_CONFIG = 3 };

/* What was asked for. Texts point into argv. */
struct invocation {
    char *const *argv; /* of main */
    const char
        *config_path; /* NULL: the embedded demo for play and render, defaults elsewhere */
    const char *store_path; /* --store, or NULL */
    bool is_verbose;        /* --verbose */
    void *options;          /* the command's own struct */
    struct option_texts operands;
    int64_t started_us; /* monotonic, of exec (without waiting for the disk) */
};

/* What stands behind a command for what it does besides. */
struct command_word {
    const char *name, *usage, *does; /* as of a command; one without a name ends a list */
};

/* A command owns all of this; table.c of each program lists those that it has. */
struct command {
    const char *name, *usage, *does; /* usage: behind the name, as --help prints it, or "" */
    const struct option *options;    /* up to one without a name; NULL: none of its own */
    size_t options_size;             /* of the struct that they fill */
    size_t operands_min, operands_max;
    const char *operands_wanted;      /* where there is a least: finishes "which ..." */
    const struct command_word *words; /* NULL: it has none */
    bool is_elsewhere;                /* a program of its own, which reads the rest */
    int (*run)(const struct invocation *invocation);
};

extern const struct command *const commands[];
extern const size_t command_count;

/* The tags of a --screen, in the arena. False when memory is out. */
bool command_read_tags(struct arena *arena, const char *text, struct text_list *tags);

bool command_has_tag(const struct text_list *tags, const char *tag);

/* "lobby, dormitory", or "(nothing)", in the arena. */
const char *command_join_tags(struct arena *arena, const struct text_list *tags);

/* Logs each that is neither one of the screen's nor in the list of all that there are, where
 * the config has one. */
void command_warn_of_tags(
    struct arena *arena, const struct config *config, const struct text_list *tags);

/* --screen, where it is given (not NULL), beats the config's tags, and is warned of as above.
 * False when memory is out. */
bool command_take_screen(struct config *config, const char *text);

struct guard;
struct breaker_rules;
struct store;

/* What the config's [guard] rules; the caller owns it. The second one gives it to the store. */
struct guard *command_load_guard(const struct config *config, struct error *error);
bool command_guard_store(const struct config *config, struct store *store, struct error *error);

/* What a command ends with that could not do its work: EXIT_CONFIG where that is what the
 * config names and nobody can have, its lists or its themes, with the line that says so in
 * *error, whatever it met before; else EXIT_FAILED, and *error stays. */
int command_failed(const struct config *config, struct error *error);

/* The same, of either alone, with the line that says what. */
bool command_has_lists(const struct config *config, struct error *error);
bool command_has_themes(const struct config *config, struct error *error);

/* For `status`: a guard of what can be read of the config, and in *fault, unless something is
 * there already, what cannot. False when memory is out. */
bool command_guard_readable(
    struct config *config, struct store *store, struct error *fault, struct error *error);

/* By what a feed is read and judged: programs, libraries, config and its guard; the same in
 * `play` and in `fetch`. False when memory is out. */
struct digest;
bool command_digest(const struct config *config, const struct guard *guard, struct digest *out);

/* Without --config the config is the demo's, whose [guard] is for the demo alone: what a
 * [guard] without a key rules, and what goes over the feeds that were named. */
struct guard *command_load_usual_guard(struct error *error);
struct guard *command_load_feeds_guard(const struct invocation *invocation,
    const struct option_texts *feeds, const struct config *config, struct error *error);

/* And of its breaker, between an edition of now and one that is not old. */
struct breaker_rules command_breaker_rules(const struct config *config);

/* What store_open takes: --store, else [store] path, else NULL for the default. */
const char *command_store_path(
    const struct invocation *invocation, const struct config *config);

/* The config of --config, or the demo's. NULL after its error went to stderr. */
struct config *command_load_config(const struct invocation *invocation);

/* The same, for those whose log is English: what is wrong with the config is still said in the
 * locale's language, unless the journal is where it goes. Before any thread is started. */
struct config *command_load_config_to_log(const struct invocation *invocation);

/* For `status`: what can be read of it, and in *fault what cannot. NULL when memory is out. */
struct config *command_load_readable_config(
    const struct invocation *invocation, struct error *fault);

/* Two configs that say the same have the same. "" when memory is out. */
enum { CONFIG_ID_BYTES = 17 };
void command_config_id(const struct config *config, char id[CONFIG_ID_BYTES]);

/* The config read anew while `config` is in use; NULL after lines in the log when all stays as
 * it was: it is refused, or it changes [store]. */
struct config *command_reload_config(
    const struct invocation *invocation, const struct config *config);

/* From now on texts for people are in that language (--lang), or where it is NULL in that of
 * the locale; what is for scripts is English unless a language was asked for. False with an
 * error for a language that nobody has texts in: wrong usage. Before any thread is started.
 */
bool command_speak(const char *language, bool is_for_scripts, struct error *error);

/* Prints to standard output what may hold text from outside: see base/plain.h. */
bool command_write(const struct bytes *text, bool is_json, struct error *error);
