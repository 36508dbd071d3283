/* What lets a source in: the lines of its headers_file, and its user with a password. The one
 * place that reads, judges and hands them out. They are read anew for each request and
 * forgotten behind it; no error, log or status has any of it. */
#pragma once

#include "base/bytes.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Where it is, borrowed from the config. */
struct http_login {
    const char *url;          /* the source's: its origin alone is ever given any of it */
    const char *headers_file; /* empty or NULL: none */
    const char *user;         /* without a colon; empty or NULL: none */
    const char *password_file;
};

enum {
    HTTP_LOGIN_LINES_MAX = 32,
    HTTP_LOGIN_FILE_MAX_BYTES = 16 * 1024,
};

/* What was read of it. */
struct http_secret {
    struct bytes text;
    const char *lines[HTTP_LOGIN_LINES_MAX]; /* "Name: value", in `text` */
    size_t count;
    struct bytes password; /* empty without a user */
};

bool http_login_is_there(const struct http_login *login);

/* False when a file cannot be read, others may read or change it, or what it says may not go
 * into a request; the error names file and line and quotes nothing of it. The caller finishes
 * `secret` in either case. */
bool http_login_read(
    const struct http_login *login, struct http_secret *secret, struct error *error);
void http_secret_finish(struct http_secret *secret);

/* Whether `url`, absolute, may be told: it has the source's origin, and is https or leads to
 * this machine. */
bool http_login_goes_to(const struct http_login *login, const char *url);

/* Puts *** in place of what a server repeats of it, also where that was cut, and of user and
 * password as they go over the wire. */
void http_login_blot(const struct http_login *login, struct error *error);
