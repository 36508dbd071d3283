#include "content/guard/words/automaton.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 64 };

static bool grow(void **array, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) {
        return true;
    }
    size_t room = *capacity ? *capacity * 2 : FIRST_CAPACITY;
    void *grown = realloc(*array, room * size);
    if (grown) {
        *array = grown;
        *capacity = room;
    }
    return grown;
}

static size_t hash(uint32_t node, uint32_t symbol)
{
    uint64_t mixed = ((uint64_t)node << 21 ^ symbol) * 0x9E3779B97F4A7C15u;
    return (size_t)(mixed >> 32);
}

/* Where the edge is, or would be. */
static size_t place_of(const struct automaton *automaton, uint32_t node, uint32_t symbol)
{
    size_t mask = automaton->edge_capacity - 1, at = hash(node, symbol) & mask;
    while (automaton->edges[at]) {
        const struct automaton_node *child = &automaton->nodes[automaton->edges[at] - 1];
        if (child->parent == node && child->symbol == symbol) {
            break;
        }
        at = (at + 1) & mask;
    }
    return at;
}

static uint32_t child_bit(uint32_t symbol)
{
    return (uint32_t)1 << (symbol * 0x9E3779B1u >> 27);
}

static uint32_t child_of(const struct automaton *automaton, uint32_t node, uint32_t symbol)
{
    uint32_t low = symbol & 0xFFFF;
    if (!node ? !(automaton->first[low / 8] >> low % 8 & 1)
              : !(automaton->nodes[node].children & child_bit(symbol))) {
        return 0; /* as nearly all letters of ordinary text */
    }
    uint32_t edge = automaton->edges[place_of(automaton, node, symbol)];
    return edge ? edge - 1 : 0;
}

/* At most half of the table is taken, so that place_of ends. */
static bool make_room_for_edges(struct automaton *automaton, size_t nodes)
{
    if (automaton->edge_capacity > nodes * 2) {
        return true;
    }
    size_t capacity = automaton->edge_capacity ? automaton->edge_capacity : FIRST_CAPACITY;
    while (capacity <= nodes * 2) {
        capacity *= 2;
    }
    uint32_t *edges = calloc(capacity, sizeof *edges);
    if (!edges) {
        return false;
    }
    free(automaton->edges);
    automaton->edges = edges;
    automaton->edge_capacity = capacity;
    for (uint32_t i = 1; i < automaton->node_count; i++) {
        const struct automaton_node *node = &automaton->nodes[i];
        edges[place_of(automaton, node->parent, node->symbol)] = i + 1;
    }
    return true;
}

static bool add_node(
    struct automaton *automaton, const struct automaton_node *node, uint32_t *out)
{
    if (!grow((void **)&automaton->nodes, automaton->node_count, &automaton->node_capacity,
            sizeof *automaton->nodes) ||
        !make_room_for_edges(automaton, automaton->node_count)) {
        return false;
    }
    *out = (uint32_t)automaton->node_count++;
    automaton->nodes[*out] = *node;
    if (*out) {
        automaton->edges[place_of(automaton, node->parent, node->symbol)] = *out + 1;
        automaton->nodes[node->parent].children |= child_bit(node->symbol);
    }
    return true;
}

bool automaton_reserve(struct automaton *automaton, size_t symbols)
{
    /* Phrases share their beginnings: about every third symbol. */
    size_t nodes = symbols - symbols / 3 + 1;
    void *grown = realloc(automaton->nodes, nodes * sizeof *automaton->nodes);
    if (grown) {
        automaton->nodes = grown;
        automaton->node_capacity = nodes;
    }
    return grown && make_room_for_edges(automaton, nodes);
}

bool automaton_add(
    struct automaton *automaton, const uint32_t *symbols, size_t count, uint32_t value)
{
    uint32_t node = 0, root;
    if (!automaton->node_count && !add_node(automaton, &(struct automaton_node) { 0 }, &root)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t child = child_of(automaton, node, symbols[i]), low = symbols[i] & 0xFFFF;
        const struct automaton_node fresh = {
            .parent = node, .symbol = symbols[i] & 0xFFFFFF, .depth = (i + 1) & 0xFF
        };
        if (!child && !add_node(automaton, &fresh, &child)) {
            return false;
        }
        automaton->first[low / 8] |= (uint8_t)((i == 0) << low % 8);
        node = child;
    }
    if (!grow((void **)&automaton->outputs, automaton->output_count,
            &automaton->output_capacity, sizeof *automaton->outputs)) {
        return false;
    }
    automaton->outputs[automaton->output_count++] =
        (struct automaton_output) { value, automaton->nodes[node].output };
    automaton->nodes[node].output = (uint32_t)automaton->output_count;
    return true;
}

static void link_node(struct automaton *automaton, uint32_t index)
{
    struct automaton_node *node = &automaton->nodes[index];
    if (node->depth > 1) {
        node->fail =
            automaton_step(automaton, automaton->nodes[node->parent].fail, node->symbol);
    }
    const struct automaton_node *fail = &automaton->nodes[node->fail];
    node->shorter = fail->output ? node->fail : fail->shorter;
}

/* Nodes by their depth: what `fail` leads to lies less deep, and is linked before. */
bool automaton_compile(struct automaton *automaton)
{
    size_t count = automaton->node_count, used = 0;
    uint32_t deepest = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t depth = automaton->nodes[i].depth;
        deepest = depth > deepest ? depth : deepest;
    }
    uint32_t *order = calloc(count + 1, sizeof *order);
    size_t *begins = calloc((size_t)deepest + 2, sizeof *begins);
    for (size_t i = 0; order && begins && i < count; i++) {
        begins[automaton->nodes[i].depth + 1]++;
    }
    for (size_t i = 0; order && begins && i <= deepest; i++) {
        begins[i + 1] += begins[i];
    }
    for (size_t i = 0; order && begins && i < count; i++) {
        order[begins[automaton->nodes[i].depth]++] = (uint32_t)i;
    }
    bool done = order && begins;
    for (used = 1; done && used < count; used++) {
        link_node(automaton, order[used]);
    }
    free(order);
    free(begins);
    return done;
}

void automaton_finish(struct automaton *automaton)
{
    free(automaton->nodes);
    free(automaton->outputs);
    free(automaton->edges);
    *automaton = (struct automaton) { 0 };
}

uint32_t automaton_step(const struct automaton *automaton, uint32_t state, uint32_t symbol)
{
    uint32_t child = child_of(automaton, state, symbol);
    while (!child && state) {
        state = automaton->nodes[state].fail;
        child = child_of(automaton, state, symbol);
    }
    return child;
}

bool automaton_walk(const struct automaton *automaton, uint32_t *walk, uint32_t *output,
    uint32_t *value, size_t *length)
{
    bool is_first = !*output;
    *output = is_first ? automaton->nodes[*walk].output : automaton->outputs[*output - 1].next;
    while (!*output && *walk) {
        *walk = automaton->nodes[*walk].shorter;
        *output = *walk ? automaton->nodes[*walk].output : 0;
    }
    if (*output) {
        *value = automaton->outputs[*output - 1].value;
        *length = automaton->nodes[*walk].depth;
    }
    return *output;
}
