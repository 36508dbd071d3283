/* What people read, in their language. The code speaks English; leaves that format a text call
 * translated() where they do. Logs stay English, whatever the locale, so that scripts and
 * support can rely on them: only who calls language_load speaks another. */
#pragma once

#include <stdbool.h>

/* Marks a text that is translated later, where it is used. */
#define N_(english) english

/* The text in the loaded language, or itself. Lives as long as the program. Any thread. */
const char *translated(const char *english) __attribute__((format_arg(1)));

/* What the system means by an errno. The C library's strerror() would follow LANGUAGE too, in
 * words that depend on which catalogues a machine happens to have. Any thread. */
const char *translated_errno(int number);

/* This thread alone speaks English, or what was loaded again: where one program answers people
 * of both. */
void translated_leave_out(bool is_left_out);

/* For base/language/language.c: what translated() asks, NULL for English. Before any thread is
 * started.
 */
struct catalogue;
void translated_turn(const struct catalogue *catalogue);
const struct catalogue *translated_by(void);
