/* What may not come back: serials and times in the head, which rise with every commit.
 *
 * A floor belongs to a source and to a key that signed. It holds while that key is configured:
 * so a new key takes over where the old one stood, and an editor who signed a serial that can
 * never be passed, or whose key was stolen, is overcome by taking the key out of the config. */
#include "edition/floors.h"

#include "store/store_private.h"

#include <stdio.h>
#include <string.h>

enum { DAY_MS = 24 * 60 * 60 * 1000 };

void edition_trust(struct store *store, const struct config *config)
{
    store->trusted = config;
}

static const struct config_source *trusted_source(const struct store *store, const char *name)
{
    const struct config *config = store->trusted;
    for (size_t i = 0; config && i < config->source_count; i++) {
        if (strcmp(config->sources[i].name, name) == 0) {
            return &config->sources[i];
        }
    }
    return NULL;
}

void edition_leave_unnamed(const struct store *store, struct edition *edition)
{
    size_t kept = 0;
    for (size_t i = 0; i < edition->source_count; i++) {
        if (!store->trusted || trusted_source(store, edition->sources[i].name)) {
            edition->sources[kept++] = edition->sources[i];
        } else {
            edition->unnamed = edition->sources[i].name;
        }
    }
    edition->source_count = kept;
}

bool floors_wants_signature(const struct store *store, const struct edition_source *source)
{
    const struct config_source *config = trusted_source(store, source->name);
    return config && config->public_keys.count > 0;
}

bool floors_verify(struct store *store, struct edition_source *source, const struct bytes *body,
    const struct bytes *signature, struct error *error)
{
    const struct config_source *config = trusted_source(store, source->name);
    source->proof.signers = (struct signers) { 0 };
    if (!config || config->public_keys.count == 0) {
        return true;
    }
    if (signature->size == 0) {
        return error_set(error,
            "not signed, and public_key asks for a signature: sign it (docs/signing.md)");
    }
    return signature_verify(config, body, signature, &source->proof.signers, error);
}

static bool print_name(char out[64], const char *source, const char *key)
{
    int length = snprintf(out, 64, "%s/%s", source, key);
    return length > 0 && length < 64;
}

static struct serial_floor *find(struct head *head, const char *name)
{
    for (size_t i = 0; i < head->floor_count; i++) {
        if (strcmp(head->floors[i].source, name) == 0) {
            return &head->floors[i];
        }
    }
    return NULL;
}

/* The highest floor under any key that is configured for the source; 0 without one. */
static int64_t floor_of(struct head *head, const struct config_source *config)
{
    int64_t serial = 0;
    for (size_t i = 0; i < config->public_keys.count; i++) {
        char key[SIGNATURE_KEY_LENGTH + 1], name[64];
        if (signature_key_id(config->public_keys.items[i], key) &&
            print_name(name, config->name, key)) {
            const struct serial_floor *floor = find(head, name);
            serial = floor && floor->serial > serial ? floor->serial : serial;
        }
    }
    return serial;
}

bool floors_admit(struct store *store, const struct edition_source *source, int64_t now_ms,
    struct error *error)
{
    struct head head;
    const struct edition_proof *proof = &source->proof;
    const struct config_source *config = trusted_source(store, source->name);
    if (!config || proof->signers.count == 0) {
        return true;
    }
    if (store_head_state(store, &head, error) == HEAD_UNREADABLE) {
        return false; /* a rotten one knows nothing and is replaced */
    }
    int64_t serial = floor_of(&head, config);
    if (proof->serial < serial) {
        return error_set(error, "serial %lld is older than %lld, which was accepted before",
            (long long)proof->serial, (long long)serial);
    }
    if (proof->issued_ms > now_ms + DAY_MS) {
        char text[MOMENT_BYTES];
        return error_set(error,
            "issued %s, more than a day from now: the publisher's clock or this one is wrong",
            moment_print(&source->feed->issued, text));
    }
    return true;
}

static bool is_configured(const struct store *store, const char *name)
{
    const struct config *config = store->trusted;
    for (size_t i = 0; config && i < config->source_count; i++) {
        const struct text_list *keys = &config->sources[i].public_keys;
        for (size_t j = 0; j < keys->count; j++) {
            char key[SIGNATURE_KEY_LENGTH + 1], wanted[64];
            if (signature_key_id(keys->items[j], key) &&
                print_name(wanted, config->sources[i].name, key) && strcmp(wanted, name) == 0) {
                return true;
            }
        }
    }
    return false;
}

static bool raise(
    struct head *head, const char *source, const char *key, int64_t serial, struct error *error)
{
    char name[64];
    if (!print_name(name, source, key)) {
        return error_set(error, "source %s: its name is too long", source);
    }
    struct serial_floor *floor = find(head, name);
    if (!floor && head->floor_count == HEAD_FLOORS_MAX) {
        return error_set(error, "more than %d public keys in use", HEAD_FLOORS_MAX);
    }
    if (!floor) {
        floor = &head->floors[head->floor_count++];
        *floor = (struct serial_floor) { .serial = serial };
        memcpy(floor->source, name, sizeof name);
    }
    floor->serial = serial > floor->serial ? serial : floor->serial;
    return true;
}

bool floors_raise(const struct store *store, const struct edition *edition, int64_t now_ms,
    struct head *head, struct error *error)
{
    size_t kept = 0;
    for (size_t i = 0; i < head->floor_count; i++) {
        if (is_configured(store, head->floors[i].source)) {
            head->floors[kept++] = head->floors[i];
        }
    }
    head->floor_count = kept;
    for (size_t i = 0; i < edition->source_count; i++) {
        const struct edition_source *source = &edition->sources[i];
        const struct edition_proof *proof = &source->proof;
        if (source->part == EDITION_ALERTS) {
            continue; /* its feed is not accepted yet */
        }
        for (size_t j = 0; j < proof->signers.count; j++) {
            if (!raise(head, source->name, proof->signers.keys[j], proof->serial, error)) {
                return false;
            }
        }
        /* What nobody signed may not set the clock ahead. */
        if (proof->issued_ms > head->time_floor_ms &&
            (proof->signers.count > 0 || proof->issued_ms <= now_ms)) {
            head->time_floor_ms = proof->issued_ms;
        }
    }
    return true;
}
