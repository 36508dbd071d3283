#include "net/serve/serve_mhd_tls.h"

#include "base/log.h"

#include <gnutls/gnutls.h>
#include <stdlib.h>
#include <sys/stat.h>

/* What was in the files at some time. Sessions borrow theirs, so that all are kept to the end:
 * a few kilobytes every few months. */
struct generation {
    gnutls_certificate_credentials_t credentials;
    struct generation *before;
};

struct mark {
    struct timespec changed;
    off_t size;
    ino_t inode;
};

struct serve_tls {
    const char *cert, *key;
    struct mark marks[2];      /* of the files that were looked at last */
    struct generation *newest; /* NULL: those that the server began with */
};

static struct mark look(const char *path)
{
    struct stat now;
    return stat(path, &now) == 0 ? (struct mark) { now.st_mtim, now.st_size, now.st_ino }
                                 : (struct mark) { .size = -1 };
}

static bool is_same(const struct mark *one, const struct mark *other)
{
    return one->changed.tv_sec == other->changed.tv_sec &&
           one->changed.tv_nsec == other->changed.tv_nsec && one->size == other->size &&
           one->inode == other->inode;
}

struct serve_tls *serve_tls_create(const char *cert, const char *key)
{
    struct serve_tls *tls = calloc(1, sizeof *tls);
    if (tls) {
        *tls = (struct serve_tls) { cert, key, { look(cert), look(key) }, NULL };
    }
    return tls;
}

void serve_tls_destroy(struct serve_tls *tls)
{
    while (tls && tls->newest) {
        struct generation *one = tls->newest;
        tls->newest = one->before;
        gnutls_certificate_free_credentials(one->credentials);
        free(one);
    }
    free(tls);
}

/* Both files at once: of a renewal the one may be there before the other. */
static void take_over(struct serve_tls *tls)
{
    struct generation *one = calloc(1, sizeof *one);
    int wrong = one ? gnutls_certificate_allocate_credentials(&one->credentials)
                    : GNUTLS_E_MEMORY_ERROR;
    if (wrong == 0) {
        wrong = gnutls_certificate_set_x509_key_file(
            one->credentials, tls->cert, tls->key, GNUTLS_X509_FMT_PEM);
    }
    if (wrong < 0) {
        log_warning("desk: %s is another now and cannot be used: %s; what was before stays",
            tls->cert, gnutls_strerror(wrong));
        if (one && one->credentials) {
            gnutls_certificate_free_credentials(one->credentials);
        }
        free(one);
        return;
    }
    one->before = tls->newest;
    tls->newest = one;
    log_info("desk: %s is renewed", tls->cert);
}

void serve_tls_begin(struct serve_tls *tls, void *session)
{
    struct mark marks[] = { look(tls->cert), look(tls->key) };
    if (!is_same(&marks[0], &tls->marks[0]) || !is_same(&marks[1], &tls->marks[1])) {
        tls->marks[0] = marks[0];
        tls->marks[1] = marks[1];
        take_over(tls);
    }
    if (tls->newest && session) {
        gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, tls->newest->credentials);
    }
}
