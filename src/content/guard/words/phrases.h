/* Many phrases looked for at once, as a tree of their symbols. A text is walked down it from
 * each of its places: nearly all walks end at the first or second symbol, and none is longer
 * than a phrase. Of content/guard only. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct phrase_node {
    uint32_t children; /* a bit for some of each child's symbol: most have none */
    uint32_t output;   /* index into outputs and one, 0: none */
};

struct phrase_edge {
    uint32_t node, symbol;
    uint32_t child; /* 0: free */
};

struct phrase_output {
    uint32_t value, next;
};

struct phrases {
    struct phrase_node *nodes; /* the first is the root */
    size_t node_count, node_capacity;
    struct phrase_output *outputs;
    size_t output_count, output_capacity;
    struct phrase_edge *edges; /* by hash */
    size_t edge_capacity;
    size_t longest; /* symbols of a phrase */
    /* What no phrase begins with, as nearly all of ordinary text, is told without a look at
     * nodes, by a bit each: */
    uint8_t firsts[8192], wholes[8192]; /* of the low half of a symbol, or of one that is all */
    uint8_t pairs[8192];                /* of what the first two symbols are mixed to, */
    uint8_t threes[8192];               /* and the first three */
};

/* All zero is an empty one. False when memory is out; it is to be
 * finished all the same. */
bool phrases_add(
    struct phrases *phrases, const uint32_t *symbols, size_t count, uint32_t value);
void phrases_finish(struct phrases *phrases);

/* Where the edge from a node is, or would be. */
static inline size_t phrases_place(
    const struct phrases *phrases, uint32_t node, uint32_t symbol)
{
    uint64_t mixed = ((uint64_t)node << 21 ^ symbol) * 0x9E3779B97F4A7C15u;
    size_t mask = phrases->edge_capacity - 1, at = (size_t)(mixed >> 32) & mask;
    const struct phrase_edge *edge = &phrases->edges[at];
    while (edge->child && (edge->node != node || edge->symbol != symbol)) {
        at = (at + 1) & mask;
        edge = &phrases->edges[at];
    }
    return at;
}

static inline uint32_t phrases_child_bit(uint32_t symbol)
{
    return (uint32_t)1 << (symbol * 0x9E3779B1u >> 27);
}

static inline bool phrases_bit(const uint8_t *bits, uint32_t index)
{
    return bits[(index & 0xFFFF) / 8] >> (index & 0xFFFF) % 8 & 1;
}

static inline uint32_t phrases_pair(uint32_t first, uint32_t second)
{
    return ((first << 7 ^ second) * 0x9E3779B1u) >> 16;
}

static inline uint32_t phrases_three(uint32_t first, uint32_t second, uint32_t third)
{
    return ((phrases_pair(first, second) << 7 ^ third) * 0x9E3779B1u) >> 16;
}

/* Whether a phrase may begin with the two, or be the first one. */
static inline bool phrases_may_begin(
    const struct phrases *phrases, uint32_t first, uint32_t second)
{
    return phrases_bit(phrases->firsts, first) &&
           (phrases_bit(phrases->pairs, phrases_pair(first, second)) ||
               phrases_bit(phrases->wholes, first));
}

/* Whether a phrase may begin with the three. */
static inline bool phrases_may_begin_three(
    const struct phrases *phrases, uint32_t first, uint32_t second, uint32_t third)
{
    return phrases_bit(phrases->threes, phrases_three(first, second, third));
}

/* The node behind one more symbol, from 0 on; 0 where no phrase goes on so. */
static inline uint32_t phrases_child(
    const struct phrases *phrases, uint32_t node, uint32_t symbol)
{
    bool may_be = node ? phrases->nodes[node].children & phrases_child_bit(symbol)
                       : phrases_bit(phrases->firsts, symbol);
    return may_be ? phrases->edges[phrases_place(phrases, node, symbol)].child : 0;
}

/* The values of all phrases that end at a node, one after another: *output begins with 0. */
static inline bool phrases_value(
    const struct phrases *phrases, uint32_t node, uint32_t *output, uint32_t *value)
{
    *output = *output ? phrases->outputs[*output - 1].next : phrases->nodes[node].output;
    *value = *output ? phrases->outputs[*output - 1].value : 0;
    return *output;
}
