/* Tables of strings of numbers and of what is read in them (tests/data/phones): three columns
 * with tabs between.
 *
 *   string      \n and \t for a line's end and a tab
 *   numbers     `number(note)`, with | between; an extension as "number 转 8001" or, of the
 *               number before, "转 8002"; "none" where the hotline is held back
 *   told        what the findings are: nothing (nothing at all or a note), "warning", or "any"
 *
 * A line "# plan = tw" says by which plan those below it are read. Other lines with # in front
 * are headings. */
#pragma once

#include "base/arena.h"
#include "content/phone/phone_plan.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct phone_row {
    const char *raw, *numbers, *told;
    enum phone_plan plan;
    const char *file;
    int line;
};

struct phone_table {
    struct arena arena;
    struct phone_row *rows;
    size_t count, capacity;
};

static inline const char *phone_table_unescape(char *text)
{
    char *out = text;
    for (const char *at = text; *at; at++) {
        bool is_escape = at[0] == '\\' && (at[1] == 'n' || at[1] == 't' || at[1] == 'r');
        *out++ = !is_escape ? *at : at[1] == 'n' ? '\n' : at[1] == 't' ? '\t' : '\r';
        at += is_escape;
    }
    *out = '\0';
    return text;
}

static inline enum phone_plan phone_table_plan(const char *line, enum phone_plan before)
{
    static const char *const names[] = { "cn", "hk", "mo", "tw" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char wanted[20];
        snprintf(wanted, sizeof wanted, "# plan = %s", names[i]);
        if (strcmp(line, wanted) == 0) {
            return (enum phone_plan)i;
        }
    }
    return before;
}

/* Adds the rows of a file; false when there is no such file. */
static inline bool phone_table_add(struct phone_table *table, const char *path)
{
    char *line = NULL;
    size_t room = 0;
    enum phone_plan plan = PHONE_PLAN_CN;
    FILE *file = fopen(path, "r");
    for (int number = 1; file && getline(&line, &room, file) >= 0; number++) {
        line[strcspn(line, "\n")] = '\0';
        plan = phone_table_plan(line, plan);
        char *copy = arena_strdup(&table->arena, line);
        struct phone_row *grown = arena_grow(
            &table->arena, table->rows, table->count, &table->capacity, sizeof *grown);
        if (!copy || !grown) {
            abort();
        }
        table->rows = grown;
        if (*line && *line != '#') {
            char *numbers = strchr(copy, '\t'), *told = NULL;
            if (!numbers) {
                fprintf(stderr, "%s:%d: no tab\n", path, number);
                abort();
            }
            *numbers++ = '\0';
            told = strchr(numbers, '\t');
            if (told) {
                *told++ = '\0';
            }
            grown[table->count++] = (struct phone_row) { phone_table_unescape(copy), numbers,
                told ? told : "", plan, arena_strdup(&table->arena, path), number };
        }
    }
    free(line);
    if (file) {
        fclose(file);
    }
    return file != NULL;
}

/* Every .tsv of the folder. */
static inline void phone_table_read(const char *folder, struct phone_table *table)
{
    *table = (struct phone_table) { .count = 0 };
    arena_init(&table->arena);
    struct dirent **names = NULL;
    int count = scandir(folder, &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char path[512];
        const char *dot = strrchr(names[i]->d_name, '.');
        snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
        if (dot && strcmp(dot, ".tsv") == 0) {
            phone_table_add(table, path);
        }
        free(names[i]);
    }
    free(names);
}

static inline void phone_table_finish(struct phone_table *table)
{
    arena_finish(&table->arena);
}
