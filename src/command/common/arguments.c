#include "command/common/arguments.h"
#include "base/translated.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Stand before the command or behind it. */
static const struct option general[] = {
    { "--config", OPTION_TEXT, offsetof(struct arguments, invocation.config_path), "FILE" },
    { "--store", OPTION_TEXT, offsetof(struct arguments, invocation.store_path), "DIR" },
    { "--verbose", OPTION_FLAG, offsetof(struct arguments, invocation.is_verbose), NULL },
    { "--help", OPTION_FLAG, offsetof(struct arguments, wants_help), NULL },
    { "--version", OPTION_FLAG, offsetof(struct arguments, wants_version), NULL },
    { 0 },
};

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < command_count; i++) {
        if (strcmp(commands[i]->name, name) == 0) {
            return commands[i];
        }
    }
    return NULL;
}

static void list_commands(char *text, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < command_count && used < size; i++) {
        const char *between = i == 0 ? "" : i + 1 < command_count ? ", " : translated(" or ");
        used += (size_t)snprintf(text + used, size - used, "%s%s", between, commands[i]->name);
    }
}

static bool take_operand(struct arguments *arguments, const char *text, struct error *error)
{
    const struct command *command = arguments->command;
    struct option_texts *operands = &arguments->invocation.operands;
    if (operands->count == command->operands_max) {
        return command->operands_max == 0
                   ? error_set(error, "%s takes no such argument: %s", command->name, text)
                   : error_set(error, "%s: at most %zu at a time: %s", command->name,
                         command->operands_max, text);
    }
    operands->at[operands->count++] = text;
    return true;
}

static bool take_command(struct arguments *arguments, const char *name, struct error *error)
{
    const struct command *command = arguments->command = find_command(name);
    if (!command) {
        return error_set(error, "unknown command: %s", name);
    }
    void *options = calloc(1, command->options_size + 1);
    arguments->invocation.options = options;
    return options || error_set(error, "out of memory");
}

static bool take_option(struct arguments *arguments, char *const **at, struct error *error)
{
    const struct command *command = arguments->command;
    if (option_is_in(general, **at)) {
        return option_read(general, arguments, at, error);
    }
    if (!command) {
        return error_set(error, "%s: unknown here: an option stands behind its command", **at);
    }
    return option_read(command->options, arguments->invocation.options, at, error) ||
           error_wrap(error, "%s", command->name);
}

static bool check_whole(struct arguments *arguments, struct error *error)
{
    const struct command *command = arguments->command;
    arguments->wish = arguments->wants_help      ? WISH_HELP
                      : arguments->wants_version ? WISH_VERSION
                                                 : WISH_COMMAND;
    if (arguments->wish != WISH_COMMAND) {
        return true;
    }
    if (!command) {
        char names[200];
        list_commands(names, sizeof names);
        return error_set(error, "which command? %s", names);
    }
    return arguments->invocation.operands.count >= command->operands_min ||
           error_set(
               error, "%s: which %s", command->name, translated(command->operands_wanted));
}

bool arguments_read(char *const *argv, struct arguments *arguments, struct error *error)
{
    *arguments = (struct arguments) { .invocation.argv = argv };
    for (char *const *at = argv + !!*argv; *at; at++) {
        bool is_option = **at == '-' && (*at)[1];
        bool done = is_option             ? take_option(arguments, &at, error)
                    : !arguments->command ? take_command(arguments, *at, error)
                                          : take_operand(arguments, *at, error);
        if (!done) {
            return false;
        }
        if (arguments->command && arguments->command->is_elsewhere) {
            return true; /* the rest is read there */
        }
    }
    return check_whole(arguments, error);
}

void arguments_finish(struct arguments *arguments)
{
    free(arguments->invocation.options);
}

static void print_options(const struct option *table)
{
    for (const struct option *option = table; option && option->name; option++) {
        printf("  %-12s%s%s\n", option->name, option->type == OPTION_WINDOW ? "=" : "",
            option->wanted ? translated(option->wanted) : "");
    }
}

static const struct command_word *find_word(const struct arguments *arguments)
{
    const struct option_texts *operands = &arguments->invocation.operands;
    const struct command_word *word = arguments->command->words;
    while (word && word->name &&
           (operands->count == 0 || strcmp(word->name, operands->at[0]) != 0)) {
        word++;
    }
    return word && word->name ? word : NULL;
}

static void print_words(const struct command *command)
{
    for (const struct command_word *word = command->words; word && word->name; word++) {
        printf("  %s %s%s%s\n            %s\n", command->name, word->name,
            *word->usage ? " " : "", word->usage, translated(word->does));
    }
    if (command->words) {
        putchar('\n');
    }
}

static void print_command(const struct arguments *arguments)
{
    const struct command *command = arguments->command;
    const struct command_word *word = find_word(arguments);
    if (word) {
        char name[80];
        snprintf(name, sizeof name, "%s %s", command->name, word->name);
        printf(translated("usage: lobbycard [OPTION]... %s %s\n\n%s\n\n"), name, word->usage,
            translated(word->does));
    } else {
        printf(translated("usage: lobbycard [OPTION]... %s %s\n\n%s\n\n"), command->name,
            command->usage, translated(command->does));
        print_words(command);
    }
    print_options(command->options);
}

static void print_commands(void)
{
    puts(translated("usage: lobbycard [OPTION]... COMMAND ...\n"));
    for (size_t i = 0; i < command_count; i++) {
        printf("  %-10s%s\n            %s\n", commands[i]->name, commands[i]->usage,
            translated(commands[i]->does));
    }
    puts(translated("\n`lobbycard COMMAND --help` has what each takes. Before or behind all of "
                    "them:\n"));
}

void arguments_print_help(const struct arguments *arguments)
{
    if (arguments->command) {
        print_command(arguments);
    } else {
        print_commands();
    }
    print_options(general);
    puts(translated("\nTimes are RFC 3339 with an offset: 2026-11-23T10:00:00+08:00. Exit "
                    "status: 0 done,\n1 failed, 2 wrong usage, 3 bad config. lobbycard(1) has "
                    "the rest."));
}
