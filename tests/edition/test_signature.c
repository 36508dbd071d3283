#include "base/system/file.h"
#include "content/corpora.h"
#include "edition/signature.h"

#include <cjson/cJSON.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char feed[] = "{\"lobbycard\":1,\"serial\":7}";

/* A key pair and its public half as minisign writes it. */
struct pair {
    unsigned char id[8], public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
    char text[57];
};

static void to_base64(const void *data, size_t size, char *out, size_t capacity)
{
    sodium_bin2base64(out, capacity, data, size, sodium_base64_VARIANT_ORIGINAL);
}

static void make_pair(struct pair *pair, unsigned char seed)
{
    unsigned char seeds[crypto_sign_SEEDBYTES], packed[42] = "Ed";
    memset(seeds, seed, sizeof seeds);
    memset(pair->id, seed, sizeof pair->id);
    crypto_sign_seed_keypair(pair->public, pair->secret, seeds);
    memcpy(packed + 2, pair->id, 8);
    memcpy(packed + 10, pair->public, 32);
    to_base64(packed, sizeof packed, pair->text, sizeof pair->text);
}

/* Appends a signature file; `algorithm` is "ED", or "Ed" for the legacy format. */
static void sign(
    const struct pair *pair, const char *algorithm, const char *comment, struct bytes *out)
{
    unsigned char hash[64], packed[74], all[64 + 256], global[64];
    char first[256], second[256];
    size_t length = strlen(comment);
    crypto_generichash(hash, 64, (const void *)feed, strlen(feed), NULL, 0);
    memcpy(packed, algorithm, 2);
    memcpy(packed + 2, pair->id, 8);
    crypto_sign_detached(packed + 10, NULL, hash, 64, pair->secret);
    memcpy(all, packed + 10, 64);
    memcpy(all + 64, comment, length);
    crypto_sign_detached(global, NULL, all, 64 + length, pair->secret);
    to_base64(packed, sizeof packed, first, sizeof first);
    to_base64(global, sizeof global, second, sizeof second);
    assert_true(bytes_print(out, "untrusted comment: signature\n%s\ntrusted comment: %s\n%s\n",
        first, comment, second));
}

static bool verify(const struct config_source *source, const char *body,
    const struct bytes *signature, struct signers *signers, struct error *error)
{
    const struct bytes bytes = { (char *)body, strlen(feed), sizeof feed };
    return signature_verify(source, &bytes, signature, signers, error);
}

static bool verify_text(const struct text_list *keys, int needed, const char *text, size_t size,
    struct signers *signers, struct error *error)
{
    const struct config_source source = { .public_keys = *keys, .signatures = needed };
    return verify(&source, feed, &(struct bytes) { (char *)text, size, size }, signers, error);
}

static void test_which_keys_count(void **state)
{
    (void)state;
    struct pair a, b, c;
    make_pair(&a, 1);
    make_pair(&b, 2);
    make_pair(&c, 3);
    const struct {
        const char *signers, *keys; /* by letter */
        int needed;
        const char *error; /* NULL when it is good */
    } cases[] = {
        { "a", "a", 1, NULL },
        { "a", "ab", 1, NULL },
        { "b", "ab", 1, NULL },
        { "ab", "b", 1, NULL },
        { "ab", "ab", 2, NULL },
        { "bca", "ab", 2, NULL },
        { "c", "ab", 1,
            "signed by none of the configured keys: sign it with one of them, or add the key to public_key" },
        { "a", "ab", 2,
            "signed by 1 of the configured keys, not by 2: have the others sign it" },
        { "aa", "ab", 2,
            "signed by 1 of the configured keys, not by 2: have the others sign it" },
        { "ac", "ab", 2,
            "signed by 1 of the configured keys, not by 2: have the others sign it" },
        { "a", "aa", 2,
            "signed by 1 of the configured keys, not by 2: have the others sign it" },
        { "", "a", 1,
            "signed by none of the configured keys: sign it with one of them, or add the key to public_key" },
        { "aaaaaaaaa", "a", 1, "more than 8 signatures in one file" },
    };
    const struct pair *pairs[] = { &a, &b, &c };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bytes text;
        struct signers signers;
        struct error error = { 0 };
        const char *keys[4];
        struct text_list list = { keys, strlen(cases[i].keys) };
        bytes_init(&text);
        for (size_t j = 0; j < list.count; j++) {
            keys[j] = pairs[cases[i].keys[j] - 'a']->text;
        }
        for (const char *letter = cases[i].signers; *letter; letter++) {
            sign(pairs[*letter - 'a'], "ED", "timestamp:1", &text);
        }
        bool good = verify_text(
            &list, cases[i].needed, text.data ? text.data : "", text.size, &signers, &error);
        if (good != !cases[i].error || (!good && strcmp(error.text, cases[i].error) != 0)) {
            fail_msg("case %zu: \"%s\"", i, error.text);
        }
        bytes_finish(&text);
    }
    char id[SIGNATURE_KEY_LENGTH + 1];
    assert_true(signature_key_id(a.text, id));
    assert_string_equal(id, "0101010101010101");
    assert_false(signature_key_id("RWQ", id));
}

static void test_forms_that_are_refused(void **state)
{
    (void)state;
    struct pair pair;
    struct bytes text;
    struct signers signers;
    struct error error;
    make_pair(&pair, 1);
    const char *keys[] = { pair.text };
    struct text_list list = { keys, 1 };
    bytes_init(&text);
    sign(&pair, "Ed", "", &text);
    assert_false(verify_text(&list, 1, text.data, text.size, &signers, &error));
    assert_string_equal(error.text, "signed in minisign's legacy format: sign without -l");
    bytes_clear(&text);
    sign(&pair, "ED", "", &text);
    assert_true(verify_text(&list, 1, text.data, text.size, &signers, &error));
    assert_true(verify_text(&list, 1, text.data, text.size - 1, &signers, &error));
    for (size_t size = 0; size < text.size - 1; size++) {
        char *cut = malloc(size + 1); /* exactly as long, for the sanitizer */
        memcpy(cut, text.data, size);
        assert_false(verify_text(&list, 1, cut, size, &signers, &error));
        free(cut);
    }
    bytes_finish(&text);
}

/* Nobody signs the words of the untrusted comment; every other bit counts. */
static void test_every_flipped_bit_is_refused(void **state)
{
    (void)state;
    struct pair pair;
    struct bytes text;
    struct signers signers;
    char changed[sizeof feed];
    size_t flips = 0, free_from = strlen("untrusted comment: ");
    make_pair(&pair, 9);
    const char *keys[] = { pair.text };
    struct text_list list = { keys, 1 };
    const struct config_source source = { .public_keys = list, .signatures = 1 };
    bytes_init(&text);
    sign(&pair, "ED", "timestamp:1795413600 file:feed.json", &text);
    size_t free_until = (size_t)(strchr(text.data, '\n') - text.data);
    for (size_t bit = 0; bit < 8 * strlen(feed); bit++, flips++) {
        memcpy(changed, feed, sizeof feed);
        changed[bit / 8] ^= (char)(1 << bit % 8);
        assert_false(verify(&source, changed, &text, &signers, NULL));
    }
    for (size_t bit = 0; bit < 8 * text.size; bit++) {
        if (bit / 8 >= free_from && bit / 8 < free_until) {
            continue;
        }
        text.data[bit / 8] ^= (char)(1 << bit % 8);
        if (verify_text(&list, 1, text.data, text.size, &signers, NULL)) {
            fail_msg("bit %zu of byte %zu", bit % 8, bit / 8);
        }
        text.data[bit / 8] ^= (char)(1 << bit % 8);
        flips++;
    }
    assert_true(verify_text(&list, 1, text.data, text.size, &signers, NULL));
    assert_in_range(flips, 2000, 4000);
    bytes_finish(&text);
}

static size_t unhex(const cJSON *object, const char *name, unsigned char *out, size_t capacity)
{
    size_t size = 0;
    const char *hex = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    assert_non_null(hex);
    assert_int_equal(sodium_hex2bin(out, capacity, hex, strlen(hex), NULL, &size, NULL), 0);
    return size;
}

static void test_vectors(void **state)
{
    (void)state;
    char path[1024];
    struct bytes text;
    int count = 0;
    if (!corpora_find("ed25519/ed25519_test.json", path, sizeof path)) {
        skip();
    }
    bytes_init(&text);
    assert_true(file_read(path, 1 << 24, &text, NULL));
    cJSON *root = cJSON_Parse(text.data);
    const cJSON *group, *test;
    cJSON_ArrayForEach(group, cJSON_GetObjectItemCaseSensitive(root, "testGroups"))
    {
        unsigned char key[256], message[4096], signature[1024];
        const cJSON *pair = cJSON_GetObjectItemCaseSensitive(group, "publicKey");
        if (!pair) {
            pair = cJSON_GetObjectItemCaseSensitive(group, "key");
        }
        size_t key_size = unhex(pair, "pk", key, sizeof key);
        cJSON_ArrayForEach(test, cJSON_GetObjectItemCaseSensitive(group, "tests"))
        {
            size_t message_size = unhex(test, "msg", message, sizeof message);
            size_t signature_size = unhex(test, "sig", signature, sizeof signature);
            const char *result =
                cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(test, "result"));
            bool good = signature_size == SIGNATURE_BYTES && key_size == SIGNATURE_KEY_BYTES &&
                        signature_is_good(signature, key, message, message_size);
            if (good != (strcmp(result, "valid") == 0)) {
                fail_msg("test %d: %s", count, result);
            }
            count++;
        }
    }
    assert_int_equal(count, 151);
    cJSON_Delete(root);
    bytes_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_which_keys_count),
        cmocka_unit_test(test_forms_that_are_refused),
        cmocka_unit_test(test_every_flipped_bit_is_refused),
        cmocka_unit_test(test_vectors),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
