#include "command/desk/core/password.h"

#include "base/translated.h"

#include <assert.h>
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static_assert(PASSWORD_HASH_BYTES >= crypto_pwhash_STRBYTES, "libsodium writes that much");

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static atomic_int waiting;

/* Of 32 random bytes that nobody has: under the lock. */
static char nobodys[PASSWORD_HASH_BYTES];

const char *password_fault(const char *name, const char *password)
{
    size_t length = strlen(password);
    char seen[3] = { 0 };
    if (length < PASSWORD_BYTES_MIN) {
        return translated("a password has 10 characters at least");
    }
    if (length > PASSWORD_BYTES_MAX) {
        return translated("a password has 256 bytes at most");
    }
    if (*name && strcasestr(password, name) && strlen(name) * 2 > length) {
        return translated("a password is not the name again");
    }
    for (size_t i = 0; i < length && strlen(seen) < 3; i++) {
        if (!memchr(seen, password[i], sizeof seen)) {
            memmove(seen + 1, seen, 2);
            seen[0] = password[i];
            if (seen[2]) {
                return NULL;
            }
        }
    }
    return translated("a password has three different characters at least");
}

static void take_turn(void)
{
    atomic_fetch_add(&waiting, 1);
    pthread_mutex_lock(&turn);
    atomic_fetch_sub(&waiting, 1);
}

bool password_hash(const char *password, char out[PASSWORD_HASH_BYTES], struct error *error)
{
    take_turn();
    int result = crypto_pwhash_str(out, password, strlen(password),
        crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE);
    pthread_mutex_unlock(&turn);
    return result == 0 || error_set(error, "out of memory");
}

/* What is compared where there is nobody, so that it takes as long. */
static const char *hash_of_nobody(void)
{
    char made[64];
    if (!*nobodys) {
        randombytes_buf(made, sizeof made);
        if (crypto_pwhash_str(nobodys, made, sizeof made, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
            *nobodys = '\0';
        }
    }
    return nobodys;
}

bool password_is(const char *hash, const char *password)
{
    size_t length = strlen(password);
    take_turn();
    int result = crypto_pwhash_str_verify(*hash ? hash : hash_of_nobody(), password,
        length > PASSWORD_BYTES_MAX ? PASSWORD_BYTES_MAX : length);
    pthread_mutex_unlock(&turn);
    return result == 0 && *hash && length <= PASSWORD_BYTES_MAX;
}

int password_waiting(void)
{
    return atomic_load(&waiting);
}
