/* What a document is that no format reads, and the config that reads it: a [source] and a [map]
 * to paste. Guesses, by the names of members and by what they hold, for people to look at. */
#pragma once

#include "adapt/request.h"
#include "base/bytes.h"

/* The error says in one line what the document is, and what to write. */
void adapt_explain(const struct adapt_request *request, struct error *error);

/* Appends the config. False with an error where none can be told. */
bool adapt_suggest(const struct adapt_job *job, struct bytes *text, struct error *error);
