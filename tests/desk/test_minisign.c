/* Signatures that the stock minisign takes, with keys that it made. */
#include "base/system/file.h"
#include "command/desk/document/minisign.h"
#include "edition/signature.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct bytes read_data(const char *name)
{
    char path[400];
    struct bytes text;
    struct error error = { 0 };
    bytes_init(&text);
    snprintf(path, sizeof path, TEST_ROOT "/tests/data/desk/%s", name);
    if (!file_read(path, 4096, &text, &error)) {
        fail_msg("%s", error.text);
    }
    return text;
}

static enum minisign_outcome unlock(
    const char *name, const char *password, struct minisign_key **key)
{
    struct error error = { 0 };
    struct bytes text = read_data(name);
    enum minisign_outcome outcome = minisign_unlock(text.data, password, key, &error);
    assert_int_equal(outcome == MINISIGN_UNLOCKED, error.text[0] == '\0');
    bytes_finish(&text);
    return outcome;
}

/* By our own reading, and by minisign's. */
static void check_signature(const struct minisign_key *key, const char *public_name)
{
    char folder[] = "/tmp/lobbycard-minisign-XXXXXX", command[1000], public[100];
    struct bytes body, signature, public_file = read_data(public_name);
    bytes_init(&body);
    bytes_init(&signature);
    assert_true(bytes_print(&body, "{\"lobbycard\": 1, \"title\": \"停水\"}\n"));
    assert_true(minisign_sign(key, &body, 1764500000000, "feed.json", &signature));

    minisign_public(key, public);
    assert_non_null(strstr(public_file.data, public));
    const char *keys[] = { public };
    struct config_source source = { .public_keys = { (const char **)keys, 1 },
        .signatures = 1 };
    struct signers signers;
    struct error error = { 0 };
    if (!signature_verify(&source, &body, &signature, &signers, &error)) {
        fail_msg("%s", error.text);
    }
    body.data[3] ^= 1;
    assert_false(signature_verify(&source, &body, &signature, &signers, &error));
    body.data[3] ^= 1;

    assert_non_null(mkdtemp(folder));
    snprintf(command, sizeof command, "%s/feed.json", folder);
    assert_true(file_replace(command, body.data, body.size, &error));
    snprintf(command, sizeof command, "%s/feed.json.minisig", folder);
    assert_true(file_replace(command, signature.data, signature.size, &error));
    if (system("command -v minisign >/dev/null") == 0) {
        snprintf(
            command, sizeof command, "minisign -V -q -P %s -m %s/feed.json", public, folder);
        assert_int_equal(system(command), 0);
    }
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
    bytes_finish(&public_file);
    bytes_finish(&body);
    bytes_finish(&signature);
}

static void test_open_key(void **state)
{
    (void)state;
    struct minisign_key *key;
    assert_int_equal(unlock("open.key", "", &key), MINISIGN_UNLOCKED);
    check_signature(key, "open.pub");
    minisign_destroy(key);
}

static void test_locked_key(void **state)
{
    (void)state;
    struct minisign_key *key;
    assert_int_equal(unlock("locked.key", "korrekte 马", &key), MINISIGN_UNLOCKED);
    check_signature(key, "locked.pub");
    minisign_destroy(key);
    assert_int_equal(unlock("locked.key", "korrekte 馬", &key), MINISIGN_WRONG_PASSWORD);
    assert_null(key);
}

static void test_no_key(void **state)
{
    (void)state;
    struct minisign_key *key;
    assert_int_equal(unlock("open.pub", "", &key), MINISIGN_REFUSED);
    struct error error = { 0 };
    assert_int_equal(minisign_unlock("", "", &key, &error), MINISIGN_REFUSED);
    assert_int_equal(minisign_unlock("x\ny\nz", "", &key, &error), MINISIGN_REFUSED);
    /* One that asks for more memory than is given. */
    struct bytes text = read_data("locked.key");
    char *line = strchr(text.data, '\n') + 1;
    line[68] = 'z'; /* within its limit on memory */
    assert_int_equal(minisign_unlock(text.data, "korrekte 马", &key, &error), MINISIGN_REFUSED);
    bytes_finish(&text);
    text = read_data("open.key"); /* its public half is another's */
    text.data[text.size - 60] ^= 1;
    assert_int_equal(minisign_unlock(text.data, "", &key, &error), MINISIGN_REFUSED);
    bytes_finish(&text);
    minisign_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_open_key),
        cmocka_unit_test(test_locked_key), cmocka_unit_test(test_no_key) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
