/* The kinds of slide that [programme] order may name, in the order in which they play where it
 * does not say otherwise: config/keys.c makes the key of them, slide/deck.c its table, and
 * slide/kinds/kind.h their declarations. Each is the file of its name in slide/kinds/. */
#pragma once

#define SLIDE_KINDS(KIND)                                                                      \
    KIND(welcome)                                                                              \
    KIND(headlines)                                                                            \
    KIND(article)                                                                              \
    KIND(picture)                                                                              \
    KIND(notice)                                                                               \
    KIND(countdown)                                                                            \
    KIND(agenda)                                                                               \
    KIND(table)                                                                                \
    KIND(hotlines)                                                                             \
    KIND(links)
