/* Marks of Markdown, which chat programs write and no slide knows: they stand there as typed.
 */
#pragma once

#include "base/arena.h"

/* Those of the text, as a message names them ("** **  #"): bold, headings, addresses in
 * brackets, lists of two or more, fences of code, breaks that were
 * escaped twice. "" for none, or when memory is out. */
const char *markdown_marks(struct arena *arena, const char *text);

/* The text without them; items of a list begin with a bullet. Where it has one link alone, and
 * that an absolute one, *address is its address, else it stays as it is; any other stands
 * behind its words, and all where `address` is NULL. In the arena; NULL when memory is out. */
const char *markdown_plain(struct arena *arena, const char *text, const char **address);
