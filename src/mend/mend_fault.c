#include "mend/mend_fault.h"

#include <string.h>

void mend_add(
    const struct mend_job *job, struct mend *mend, size_t at, size_t size, const char *text)
{
    struct mend_edit *edits =
        arena_grow(job->arena, mend->edits, mend->count, &mend->capacity, sizeof *edits);
    if (!edits || !text) {
        mend->count = 0;
        return;
    }
    size_t place = mend->count++;
    for (; place > 0 && edits[place - 1].at > at; place--) {
        edits[place] = edits[place - 1];
    }
    edits[place] = (struct mend_edit) { at, size, text };
    mend->edits = edits;
}

char mend_char(const struct text_fault *fault, size_t at)
{
    return at < fault->size ? fault->text[at] : '\0';
}

bool mend_begins(const struct text_fault *fault, size_t at, const char *word)
{
    size_t length = strlen(word);
    return at <= fault->size && length <= fault->size - at &&
           memcmp(fault->text + at, word, length) == 0;
}

size_t mend_line(const struct text_fault *fault, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at && i < fault->size; i++) {
        line += fault->text[i] == '\n';
    }
    return line;
}

size_t mend_line_end(const struct text_fault *fault, size_t at)
{
    while (at < fault->size && fault->text[at] != '\n' && fault->text[at] != '\r') {
        at++;
    }
    return at;
}

size_t mend_trim(const struct text_fault *fault, size_t at)
{
    while (at > 0 && strchr(" \t\r\n", fault->text[at - 1])) {
        at--;
    }
    return at;
}

void mend_replace(
    const struct text_fault *fault, struct mend *mend, size_t at, size_t size, const char *text)
{
    mend_add(fault->job, mend, at, size, text);
}
