/* Many phrases looked for at once: Aho and Corasick, "Efficient string matching", 1975. Of
 * content/guard only. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct automaton_node {
    uint32_t fail, parent;
    uint32_t symbol : 24, depth : 8;
    uint32_t children; /* a bit for some of each child's symbol: most have none */
    uint32_t output;   /* index into outputs and one, 0: none */
    uint32_t shorter;  /* the nearest node on the way of `fail` that has an output */
};

struct automaton_output {
    uint32_t value, next;
};

struct automaton {
    struct automaton_node *nodes;
    size_t node_count, node_capacity;
    struct automaton_output *outputs;
    size_t output_count, output_capacity;
    uint32_t *edges; /* by hash: the child's index and one */
    size_t edge_capacity;
    uint8_t first[8192]; /* a bit for the low half of each symbol that a phrase begins with */
};

/* All zero is an empty one. Phrases have at most 255 symbols below 2^24. False when memory is
 * out; it is to be finished all the same. */
bool automaton_add(
    struct automaton *automaton, const uint32_t *symbols, size_t count, uint32_t value);
/* Before the first phrase: room for so many symbols of phrases, so that it need not grow. */
bool automaton_reserve(struct automaton *automaton, size_t symbols);
bool automaton_compile(struct automaton *automaton);
void automaton_finish(struct automaton *automaton);

/* The state behind one more symbol; 0 at the beginning. */
uint32_t automaton_step(const struct automaton *automaton, uint32_t state, uint32_t symbol);

/* The values of all phrases that end in that state, one after another: `walk` begins with
 * *walk = state and *output = 0. *length is the phrase's. */
bool automaton_walk(const struct automaton *automaton, uint32_t *walk, uint32_t *output,
    uint32_t *value, size_t *length);
