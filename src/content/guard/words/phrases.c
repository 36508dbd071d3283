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

/* At most three quarters of the table are taken, so that phrases_place ends, and soon: of what
 * is looked up in it nearly all was told by a bit before. */
static bool make_room_for_edges(struct phrases *phrases, size_t nodes)
{
    size_t capacity = phrases->edge_capacity ? phrases->edge_capacity : FIRST_CAPACITY;
    if (phrases->edge_capacity >= nodes + nodes / 3) {
        return true;
    }
    while (capacity < nodes + nodes / 3) {
        capacity *= 2;
    }
    struct phrases grown = { .edges = calloc(capacity, sizeof *grown.edges),
        .edge_capacity = capacity };
    if (!grown.edges) {
        return false;
    }
    for (size_t i = 0; i < phrases->edge_capacity; i++) {
        const struct phrase_edge *edge = &phrases->edges[i];
        if (edge->child) {
            grown.edges[phrases_place(&grown, edge->node, edge->symbol)] = *edge;
        }
    }
    free(phrases->edges);
    phrases->edges = grown.edges;
    phrases->edge_capacity = capacity;
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
    if (count > 2) {
        set_bit(phrases->threes, phrases_three(symbols[0], symbols[1], symbols[2]));
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
        struct phrase_edge *edge = &phrases->edges[phrases_place(phrases, node, symbols[i])];
        if (!edge->child) {
            uint32_t child = (uint32_t)phrases->node_count++;
            *edge = (struct phrase_edge) { node, symbols[i], child };
            phrases->nodes[child] = (struct phrase_node) { 0 };
            phrases->nodes[node].children |= phrases_child_bit(symbols[i]);
        }
        node = edge->child;
    }
    phrases->longest = count > phrases->longest ? count : phrases->longest;
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
