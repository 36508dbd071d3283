#include "typeset/title/model.h"

#include "typeset/title/features.h"
#include "typeset/title/weights.inc"

/* A score for each of the questions. */
struct scores {
    int of[WEIGHT_QUESTIONS];
};

/* Two features may share their weights, which were found so. */
static void add(struct scores *scores, uint32_t number, const uint32_t *values, size_t count)
{
    uint32_t hash = (number + 1) * 0x9E3779B1u;
    for (size_t i = 0; i < count; i++) {
        hash = (hash ^ values[i]) * 0x85EBCA6Bu;
        hash ^= hash >> 15;
    }
    const signed char *found =
        weights + (hash * 0xC2B2AE35u >> (32 - WEIGHT_BITS)) * WEIGHT_QUESTIONS;
    for (size_t i = 0; i < WEIGHT_QUESTIONS; i++) {
        scores->of[i] += weight_groups[number].emphasis * found[i];
    }
}

static void add_kinds(struct scores *scores, uint32_t number, uint32_t kinds)
{
    for (uint32_t bit = 0; kinds >> bit; bit++) {
        if (kinds >> bit & 1) {
            add(scores, number, &bit, 1);
        }
    }
}

static void add_group(struct scores *scores, uint32_t number, const uint32_t features[FEATURES])
{
    const unsigned char *members = weight_groups[number].members;
    uint32_t values[WEIGHT_MEMBERS];
    size_t count = 0;
    while (count < WEIGHT_MEMBERS && members[count] < FEATURES) {
        values[count] = features[members[count]];
        count++;
    }
    if (count == 1 && members[0] < FEATURE_KINDS + FEATURE_WORDS) {
        add_kinds(scores, number, values[0]);
    } else {
        add(scores, number, values, count);
    }
}

static int cost_of(const uint32_t features[FEATURES])
{
    struct scores scores = { { 0 } };
    for (uint32_t i = 0; i < sizeof weight_groups / sizeof *weight_groups; i++) {
        add_group(&scores, i, features);
    }
    int cost = WEIGHT_COST;
    for (size_t i = 0; i < WEIGHT_QUESTIONS; i++) {
        int step = (scores.of[i] - weight_steps[i].least) / weight_steps[i].size;
        cost -= weight_savings[i][step < 0 ? 0 : step < WEIGHT_STEPS ? step : WEIGHT_STEPS - 1];
    }
    return cost;
}

void model_weigh(struct phrase *phrase)
{
    uint32_t features[FEATURES];
    for (size_t w = 1; w < phrase->count; w++) {
        features_read(phrase, w, features);
        phrase->words[w].cost = cost_of(features);
    }
}
