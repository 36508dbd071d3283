#include "content/guard/words/phrases.h"

#include <stdlib.h>

/* Lists are large: most never grow. */
enum { FIRST_CAPACITY = 16384 };

static bool grow(void **array, size_t count, size_t *capacity, size_t size)
{
    size_t room = *capacity ? *capacity : FIRST_CAPACITY;
    if (count <= *capacity) {
        return true;
    }
    while (room < count) {
        room *= 2;
    }
    void *grown = realloc(*array, room * size);
    if (grown) {
        *array = grown;
        *capacity = room;
    }
    return grown;
}

size_t phrases_place(const struct phrases *phrases, uint32_t node, uint32_t symbol)
{
    uint64_t mixed = ((uint64_t)node << 21 ^ symbol) * 0x9E3779B97F4A7C15u;
    size_t mask = phrases->edge_capacity - 1, at = (size_t)(mixed >> 32) & mask;
    while (phrases->edges[at]) {
        const struct phrase_node *child = &phrases->nodes[phrases->edges[at]];
        if (child->parent == node && child->symbol == symbol) {
            break;
        }
        at = (at + 1) & mask;
    }
    return at;
}

/* At most half of the table is taken, so that phrases_place ends. */
static bool make_room_for_edges(struct phrases *phrases, size_t nodes)
{
    size_t capacity = phrases->edge_capacity ? phrases->edge_capacity : FIRST_CAPACITY;
    if (phrases->edge_capacity >= nodes * 2) {
        return true;
    }
    while (capacity < nodes * 2) {
        capacity *= 2;
    }
    uint32_t *edges = calloc(capacity, sizeof *edges);
    if (!edges) {
        return false;
    }
    free(phrases->edges);
    phrases->edges = edges;
    phrases->edge_capacity = capacity;
    for (uint32_t i = 1; i < phrases->node_count; i++) {
        edges[phrases_place(phrases, phrases->nodes[i].parent, phrases->nodes[i].symbol)] = i;
    }
    return true;
}

/* For a phrase of so many symbols. */
static bool make_room(struct phrases *phrases, size_t symbols)
{
    size_t nodes = phrases->node_count + symbols + 1;
    bool made = grow((void **)&phrases->nodes, nodes, &phrases->node_capacity,
                    sizeof *phrases->nodes) &&
                grow((void **)&phrases->outputs, phrases->output_count + 1,
                    &phrases->output_capacity, sizeof *phrases->outputs) &&
                make_room_for_edges(phrases, nodes);
    if (made && phrases->node_count == 0) {
        phrases->nodes[phrases->node_count++] = (struct phrase_node) { 0 };
    }
    return made;
}

static void set_bit(uint8_t *bits, uint32_t index)
{
    bits[(index & 0xFFFF) / 8] |= (uint8_t)(1 << (index & 0xFFFF) % 8);
}

static void note_beginning(struct phrases *phrases, const uint32_t *symbols, size_t count)
{
    set_bit(phrases->firsts, symbols[0]);
    if (count > 1) {
        set_bit(phrases->pairs, phrases_pair(symbols[0], symbols[1]));
    } else {
        set_bit(phrases->wholes, symbols[0]);
    }
}

bool phrases_add(struct phrases *phrases, const uint32_t *symbols, size_t count, uint32_t value)
{
    uint32_t node = 0;
    if (!make_room(phrases, count)) {
        return false;
    }
    note_beginning(phrases, symbols, count);
    for (size_t i = 0; i < count; i++) {
        uint32_t *child = &phrases->edges[phrases_place(phrases, node, symbols[i])];
        if (!*child) {
            *child = (uint32_t)phrases->node_count++;
            phrases->nodes[*child] =
                (struct phrase_node) { .parent = node, .symbol = symbols[i] };
            phrases->nodes[node].children |= phrases_child_bit(symbols[i]);
        }
        node = *child;
    }
    phrases->outputs[phrases->output_count++] =
        (struct phrase_output) { value, phrases->nodes[node].output };
    phrases->nodes[node].output = (uint32_t)phrases->output_count;
    return true;
}

void phrases_finish(struct phrases *phrases)
{
    free(phrases->nodes);
    free(phrases->outputs);
    free(phrases->edges);
    *phrases = (struct phrases) { 0 };
}
