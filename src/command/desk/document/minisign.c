#include "command/desk/document/minisign.h"

#include <inttypes.h>
#include <sodium/core.h>
#include <sodium/crypto_generichash_blake2b.h>
#include <sodium/crypto_pwhash_scryptsalsa208sha256.h>
#include <sodium/crypto_sign_ed25519.h>
#include <sodium/utils.h>
#include <stdio.h>
#include <string.h>

enum {
    SALT_BYTES = crypto_pwhash_scryptsalsa208sha256_SALTBYTES,
    SECRET_BYTES = crypto_sign_ed25519_SECRETKEYBYTES,
    PUBLIC_BYTES = crypto_sign_ed25519_PUBLICKEYBYTES,
    CHECK_BYTES = 32,
    SIGNATURE_BYTES = crypto_sign_ed25519_BYTES,
    HASH_BYTES = crypto_generichash_blake2b_BYTES_MAX,
    COMMENT_MAX = 400,
    BASE64_MAX = 256,
};

static const uint64_t memory_max = UINT64_C(2) << 30, operations_max = UINT64_C(1) << 27;

/* As minisign lays them out; all of them bytes, so without holes. */
struct locked {
    unsigned char id[8], secret[SECRET_BYTES], check[CHECK_BYTES];
};

struct packed_secret {
    unsigned char algorithm[2], kdf[2], checksum[2];
    unsigned char salt[SALT_BYTES], operations[8], memory[8];
    struct locked locked;
};

struct minisign_key {
    struct locked key;
};

static uint64_t little_endian(const unsigned char bytes[8])
{
    uint64_t value = 0;
    for (int i = 7; i >= 0; i--) {
        value = value << 8 | bytes[i];
    }
    return value;
}

/* The second line; the first is a comment that nobody reads. */
static bool read_packed(const char *file, struct packed_secret *packed)
{
    const char *line = strchr(file, '\n');
    size_t got = 0;
    line = line ? line + 1 : file;
    return sodium_base642bin((unsigned char *)packed, sizeof *packed, line,
               strcspn(line, "\r\n"), NULL, &got, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
           got == sizeof *packed && memcmp(packed->algorithm, "Ed", 2) == 0 &&
           memcmp(packed->checksum, "B2", 2) == 0;
}

static bool has_no_password(const struct packed_secret *packed)
{
    return packed->kdf[0] == 0 && packed->kdf[1] == 0;
}

bool minisign_needs_password(const char *file)
{
    struct packed_secret packed;
    bool needs = !read_packed(file, &packed) || !has_no_password(&packed);
    sodium_memzero(&packed, sizeof packed);
    return needs;
}

static bool open_with(
    const struct packed_secret *packed, const char *password, struct locked *key)
{
    unsigned char stream[sizeof *key];
    unsigned char *bytes = (unsigned char *)key;
    if (crypto_pwhash_scryptsalsa208sha256(stream, sizeof stream, password, strlen(password),
            packed->salt, little_endian(packed->operations),
            (size_t)little_endian(packed->memory)) != 0) {
        return false;
    }
    memcpy(key, &packed->locked, sizeof *key);
    for (size_t i = 0; i < sizeof stream; i++) {
        bytes[i] ^= stream[i];
    }
    sodium_memzero(stream, sizeof stream);
    return true;
}

static bool is_whole(const struct packed_secret *packed, const struct locked *key)
{
    unsigned char check[CHECK_BYTES];
    crypto_generichash_blake2b_state state;
    crypto_generichash_blake2b_init(&state, NULL, 0, sizeof check);
    crypto_generichash_blake2b_update(&state, packed->algorithm, sizeof packed->algorithm);
    crypto_generichash_blake2b_update(&state, key->id, sizeof key->id);
    crypto_generichash_blake2b_update(&state, key->secret, sizeof key->secret);
    crypto_generichash_blake2b_final(&state, check, sizeof check);
    return sodium_memcmp(check, key->check, sizeof check) == 0;
}

/* minisign leaves no check of a key without a password; its two halves belong together. */
static bool fits_itself(const struct locked *key)
{
    unsigned char seed[crypto_sign_ed25519_SEEDBYTES], secret[SECRET_BYTES];
    unsigned char public[PUBLIC_BYTES];
    crypto_sign_ed25519_sk_to_seed(seed, key->secret);
    crypto_sign_ed25519_seed_keypair(public, secret, seed);
    bool fits = sodium_memcmp(secret, key->secret, sizeof secret) == 0;
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(secret, sizeof secret);
    return fits;
}

static enum minisign_outcome unlock(const struct packed_secret *packed, const char *password,
    struct locked *key, struct error *error)
{
    bool is_open = has_no_password(packed);
    if (is_open) {
        memcpy(key, &packed->locked, sizeof *key);
    } else if (memcmp(packed->kdf, "Sc", 2) != 0 ||
               little_endian(packed->memory) > memory_max ||
               little_endian(packed->operations) > operations_max) {
        error_set(error, "the key is locked in a way that this version does not know");
        return MINISIGN_REFUSED;
    } else if (!open_with(packed, password, key)) {
        error_set(error, "no memory to unlock the key: it asks for %" PRIu64 " MiB",
            little_endian(packed->memory) >> 20);
        return MINISIGN_REFUSED;
    }
    if (is_open ? fits_itself(key) : is_whole(packed, key)) {
        return MINISIGN_UNLOCKED;
    }
    if (is_open) {
        error_set(error, "the key is damaged");
        return MINISIGN_REFUSED;
    }
    error_set(error, "not the password of this key");
    return MINISIGN_WRONG_PASSWORD;
}

enum minisign_outcome minisign_unlock(
    const char *file, const char *password, struct minisign_key **key, struct error *error)
{
    struct packed_secret packed;
    *key = NULL;
    if (sodium_init() < 0 || !read_packed(file, &packed)) {
        error_set(error, "not a secret key as minisign writes it");
        return MINISIGN_REFUSED;
    }
    struct minisign_key *made = sodium_malloc(sizeof *made);
    if (!made) {
        error_set(error, "out of memory");
        return MINISIGN_REFUSED;
    }
    enum minisign_outcome outcome = unlock(&packed, password, &made->key, error);
    sodium_memzero(&packed, sizeof packed);
    if (outcome == MINISIGN_UNLOCKED) {
        *key = made;
    } else {
        minisign_destroy(made);
    }
    return outcome;
}

void minisign_destroy(struct minisign_key *key)
{
    sodium_free(key);
}

static void encode(const void *data, size_t size, char out[BASE64_MAX])
{
    sodium_bin2base64(out, BASE64_MAX, data, size, sodium_base64_VARIANT_ORIGINAL);
}

void minisign_public(const struct minisign_key *key, char out[MINISIGN_PUBLIC_BYTES])
{
    unsigned char packed[2 + 8 + PUBLIC_BYTES] = "Ed";
    memcpy(packed + 2, key->key.id, 8);
    memcpy(packed + 2 + 8, key->key.secret + SECRET_BYTES - PUBLIC_BYTES, PUBLIC_BYTES);
    sodium_bin2base64(
        out, MINISIGN_PUBLIC_BYTES, packed, sizeof packed, sodium_base64_VARIANT_ORIGINAL);
}

bool minisign_sign(const struct minisign_key *key, const struct bytes *body, int64_t now_ms,
    const char *file_name, struct bytes *out)
{
    unsigned char hash[HASH_BYTES], packed[2 + 8 + SIGNATURE_BYTES] = "ED";
    unsigned char global[SIGNATURE_BYTES], over[SIGNATURE_BYTES + COMMENT_MAX];
    char comment[COMMENT_MAX], first[BASE64_MAX], second[BASE64_MAX];
    snprintf(comment, sizeof comment, "timestamp:%" PRId64 "\tfile:%s\thashed", now_ms / 1000,
        file_name);
    crypto_generichash_blake2b(
        hash, sizeof hash, (const unsigned char *)body->data, body->size, NULL, 0);
    memcpy(packed + 2, key->key.id, 8);
    crypto_sign_ed25519_detached(packed + 2 + 8, NULL, hash, sizeof hash, key->key.secret);
    memcpy(over, packed + 2 + 8, SIGNATURE_BYTES);
    memcpy(over + SIGNATURE_BYTES, comment, strlen(comment));
    crypto_sign_ed25519_detached(
        global, NULL, over, SIGNATURE_BYTES + strlen(comment), key->key.secret);
    encode(packed, sizeof packed, first);
    encode(global, sizeof global, second);
    return bytes_print(out,
        "untrusted comment: signature from lobbycard\n%s\ntrusted comment: %s\n%s\n", first,
        comment, second);
}
