/* What a document is that no format reads, and the config that reads it: a [source] and a [map]
 * to paste. Guesses, by the names of members and by what they hold, for people to look at. */
#pragma once

#include "adapt/request.h"
#include "base/bytes.h"

/* Whether the bytes, as they came, are a file of another program (a PDF, a picture, a packed
 * one): the error says which. Once they are taken for text, nobody can tell. */
bool adapt_is_file(const char *data, size_t size, struct error *error);

/* The error says in one line what the document is, and what to write. */
void adapt_explain(const struct adapt_request *request, struct error *error);

/* Appends the config. False with an error where none can be told. */
bool adapt_suggest(const struct adapt_job *job, struct bytes *text, struct error *error);
