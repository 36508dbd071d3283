#include "edition/signature.h"

#include <sodium/crypto_generichash_blake2b.h>
#include <sodium/crypto_sign_ed25519.h>
#include <sodium/utils.h>
#include <stdio.h>
#include <string.h>

enum {
    HASH_BYTES = crypto_generichash_blake2b_BYTES_MAX,
    TRUSTED_COMMENT_MAX = 8 * 1024,
};

/* As minisign lays them out; all of them bytes, so without holes. */
struct packed_key {
    unsigned char algorithm[2], id[8], bytes[SIGNATURE_KEY_BYTES];
};

struct packed_signature {
    unsigned char algorithm[2], id[8], bytes[SIGNATURE_BYTES];
};

struct signature_file {
    struct packed_signature signature;
    unsigned char global[SIGNATURE_BYTES];
    const char *comment; /* the trusted one, in the text that was read */
    size_t comment_length;
};

struct line {
    const char *text;
    size_t length;
};

bool signature_is_good(const unsigned char signature[SIGNATURE_BYTES],
    const unsigned char key[SIGNATURE_KEY_BYTES], const void *data, size_t size)
{
    return crypto_sign_ed25519_verify_detached(signature, data, size, key) == 0;
}

/* Exactly `size` bytes in canonical base64, and nothing else. */
static bool decode(struct line line, void *out, size_t size)
{
    size_t got = 0;
    return sodium_base642bin(out, size, line.text, line.length, NULL, &got, NULL,
               sodium_base64_VARIANT_ORIGINAL) == 0 &&
           got == size;
}

/* minisign prints an id as a number whose lowest byte comes first. */
static void print_key_id(const unsigned char id[8], char out[SIGNATURE_KEY_LENGTH + 1])
{
    for (size_t i = 0; i < 8; i++) {
        snprintf(out + 2 * i, 3, "%02X", id[7 - i]);
    }
}

static bool decode_key(const char *text, struct packed_key *key)
{
    return decode((struct line) { text, strlen(text) }, key, sizeof *key) &&
           memcmp(key->algorithm, "Ed", 2) == 0;
}

bool signature_key_id(const char *text, char id[SIGNATURE_KEY_LENGTH + 1])
{
    struct packed_key key;
    if (!decode_key(text, &key)) {
        return false;
    }
    print_key_id(key.id, id);
    return true;
}

static struct line take_line(const char **text, const char *end)
{
    const char *start = *text;
    const char *stop = memchr(start, '\n', (size_t)(end - start));
    *text = stop ? stop + 1 : end;
    stop = stop ? stop : end;
    if (stop > start && stop[-1] == '\r') {
        stop--;
    }
    return (struct line) { start, (size_t)(stop - start) };
}

static bool drop_prefix(struct line *line, const char *prefix)
{
    size_t length = strlen(prefix);
    if (line->length < length || memcmp(line->text, prefix, length) != 0) {
        return false;
    }
    line->text += length;
    line->length -= length;
    return true;
}

static bool read_file(
    const char **text, const char *end, struct signature_file *file, struct error *error)
{
    struct line untrusted = take_line(text, end), signature = take_line(text, end);
    struct line trusted = take_line(text, end), global = take_line(text, end);
    if (!drop_prefix(&untrusted, "untrusted comment: ") ||
        !decode(signature, &file->signature, sizeof file->signature) ||
        !drop_prefix(&trusted, "trusted comment: ") || trusted.length > TRUSTED_COMMENT_MAX ||
        !decode(global, file->global, sizeof file->global)) {
        return error_set(error, "not a signature as minisign writes it");
    }
    if (memcmp(file->signature.algorithm, "Ed", 2) == 0) {
        return error_set(error, "signed in minisign's legacy format: sign without -l");
    }
    if (memcmp(file->signature.algorithm, "ED", 2) != 0) {
        return error_set(error, "signed in a format that this version does not know");
    }
    file->comment = trusted.text;
    file->comment_length = trusted.length;
    return true;
}

static bool fits(const struct signature_file *file, const struct packed_key *key,
    const unsigned char hash[HASH_BYTES])
{
    unsigned char signed_text[SIGNATURE_BYTES + TRUSTED_COMMENT_MAX];
    memcpy(signed_text, file->signature.bytes, SIGNATURE_BYTES);
    memcpy(signed_text + SIGNATURE_BYTES, file->comment, file->comment_length);
    return signature_is_good(file->signature.bytes, key->bytes, hash, HASH_BYTES) &&
           signature_is_good(
               file->global, key->bytes, signed_text, SIGNATURE_BYTES + file->comment_length);
}

static void add_signer(struct signers *signers, const char *id)
{
    for (size_t i = 0; i < signers->count; i++) {
        if (strcmp(signers->keys[i], id) == 0) {
            return;
        }
    }
    memcpy(signers->keys[signers->count++], id, SIGNATURE_KEY_LENGTH + 1);
}

/* Adds the signer of one file, if its key is configured. */
static bool judge(const struct signature_file *file, const struct text_list *keys,
    const unsigned char hash[HASH_BYTES], struct signers *signers, struct error *error)
{
    bool known = false, good = false;
    char id[SIGNATURE_KEY_LENGTH + 1];
    print_key_id(file->signature.id, id);
    for (size_t i = 0; i < keys->count && !good; i++) {
        struct packed_key key;
        if (!decode_key(keys->items[i], &key)) {
            return error_set(error, "public_key: not a key of minisign: %s", keys->items[i]);
        }
        if (memcmp(key.id, file->signature.id, sizeof key.id) == 0) {
            known = true;
            good = fits(file, &key, hash);
        }
    }
    if (good) {
        add_signer(signers, id);
    } else if (known) {
        return error_set(error,
            "the signature of key %s does not fit the feed: one of the two was changed, or "
            "only one of them is new: sign the feed anew, and publish both",
            id);
    }
    return true;
}

bool signature_verify(const struct config_source *source, const struct bytes *body,
    const struct bytes *signature, struct signers *signers, struct error *error)
{
    unsigned char hash[HASH_BYTES];
    const struct text_list *keys = &source->public_keys;
    const char *text = signature->data, *end = text + signature->size;
    int files = 0, needed = source->signatures;
    *signers = (struct signers) { 0 };
    crypto_generichash_blake2b(
        hash, sizeof hash, (const unsigned char *)body->data, body->size, NULL, 0);
    for (; text < end; files++) {
        struct signature_file file;
        if (files == SIGNERS_MAX) {
            return error_set(error, "more than %d signatures in one file", SIGNERS_MAX);
        }
        if (!read_file(&text, end, &file, error) || !judge(&file, keys, hash, signers, error)) {
            return false;
        }
    }
    if (signers->count < (size_t)needed) {
        return needed == 1
                   ? error_set(error,
                         "signed by none of the configured keys: sign it with one of them, or "
                         "add the key to public_key")
                   : error_set(error,
                         "signed by %zu of the configured keys, not by %d: have the others "
                         "sign it",
                         signers->count, needed);
    }
    return true;
}
