/* What could be meant where a text is no strict JSON; for the files that guess alone. */
#pragma once

#include "content/json/json_limits.h"
#include "mend/mend.h"

/* A fault, and the text that it is in. */
struct text_fault {
    const struct mend_job *job;
    const char *text;
    size_t size;
    const struct json_fault *json;
    size_t at;     /* json->at */
    size_t before; /* behind the last character before it that is no white space */
};

/* One way to mend it: adds edits, or leaves `mend` empty where it does not apply. */
typedef void mend_guess(const struct text_fault *fault, struct mend *mend);

/* The guesses, ended by NULL; of two that lead equally far the earlier one is taken. */
extern mend_guess *const mend_guesses_marks[];
extern mend_guess *const mend_guesses_inside[];
extern mend_guess *const mend_guesses_brackets[];

/* Which item, hotline or link the fault is in or behind, and its title. */
void mend_find_title(const struct text_fault *fault, struct mend_fault *told);

/* Where the text does not go on at that offset: 0 there. */
char mend_char(const struct text_fault *fault, size_t at);
bool mend_begins(const struct text_fault *fault, size_t at, const char *word);

/* The line that the offset is in, from 1; and the offset of its end. */
size_t mend_line(const struct text_fault *fault, size_t at);
size_t mend_line_end(const struct text_fault *fault, size_t at);

/* From `at` back over white space. */
size_t mend_trim(const struct text_fault *fault, size_t at);
void mend_replace(const struct text_fault *fault, struct mend *mend, size_t at, size_t size,
    const char *text);
