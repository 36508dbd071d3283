/* Bodies in several tries (RFC 9110 sections 13.1.5 and 14). Of src/net only, and of curl. */
#pragma once

#include "net/http/http.h"

#include <curl/curl.h>

/* What an answer, whose head is there, makes of the bytes of the body that are held. */
enum http_part_answer {
    HTTP_PART_NONE, /* nothing: it is no answer, or says "not now" */
    HTTP_PART_ANEW, /* the whole comes instead of them */
    HTTP_PART_REST, /* what is behind them comes; *whole_bytes is the size of it all */
    HTTP_PART_BAD,  /* they are of no use any more */
};

/* One request that may go on with a part. */
struct http_part_try {
    struct http_part *part; /* or NULL: then only whole bodies are known */
    size_t held_bytes;
    enum http_part_answer answer; /* known once it is not HTTP_PART_NONE */
    int64_t whole_bytes;          /* of HTTP_PART_REST */
};

void http_part_init(struct http_part_try *try, struct http_part *part);

/* Moves what is held to the head of `body`. */
void http_part_take_up(struct http_part_try *try, struct bytes *body);

/* To be called before what comes of a body, and at the end: it may be empty. */
void http_part_begin_body(struct http_part_try *try, CURL *easy, struct bytes *body);

/* At the end; keeps of a body in vain what another try may go on with. */
void http_part_leave(
    struct http_part_try *try, CURL *easy, bool asks_again, struct bytes *body);
