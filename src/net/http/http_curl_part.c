#include "net/http/http_curl_part.h"

#include "net/http/http_curl_headers.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* A proxy that ignores If-Range says with its 206 what that is a part of: parts are joined on
 * the same strong ETag alone (RFC 9110 section 15.3.7.3). A date may be left out of a 206. */
static bool is_of_another(CURL *easy, const struct http_part *part)
{
    bool by_etag = *part->validator == '"';
    const char *now = http_header_value(easy, by_etag ? "ETag" : "Last-Modified");
    return (by_etag || *now) && strcmp(now, part->validator) != 0;
}

/* "bytes 5-9/10" behind 5 bytes that are held. It may end early, as any answer may. */
static bool fits(const char *range, size_t held, int64_t *whole_bytes)
{
    int64_t first, last, whole;
    int end = 0;
    if (strncasecmp(range, "bytes ", 6) != 0 ||
        sscanf(range + 6, "%18" SCNd64 "-%18" SCNd64 "/%18" SCNd64 "%n", &first, &last, &whole,
            &end) != 3 ||
        range[6 + end] != '\0') {
        return false;
    }
    *whole_bytes = whole;
    return first == (int64_t)held && first <= last && last < whole;
}

static enum http_part_answer answer_of(
    CURL *easy, const struct http_part *part, size_t held, int64_t *whole_bytes)
{
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    if (status == 200) {
        return HTTP_PART_ANEW;
    }
    if (status == 206 && held > 0) {
        return fits(http_header_value(easy, "Content-Range"), held, whole_bytes) &&
                       !*http_header_value(easy, "Content-Encoding") &&
                       !is_of_another(easy, part)
                   ? HTTP_PART_REST
                   : HTTP_PART_BAD;
    }
    return status >= 300 && status < 500 && status != 429 && status != 408 ? HTTP_PART_BAD
                                                                           : HTTP_PART_NONE;
}

/* A date is as good as a strong ETag only where it is a proof, and where there is no ETag (RFC
 * 9110 section 13.1.5). */
static bool note_validator(CURL *easy, struct http_part *part)
{
    const char *etag = http_header_value(easy, "ETag");
    part->validator[0] = '\0';
    if (*http_header_value(easy, "Content-Encoding")) {
        return false;
    }
    if (*etag == '"') {
        http_header_copy(easy, "ETag", part->validator, sizeof part->validator);
    } else if (!*etag && http_header_date_of(easy) == HTTP_DATE_PROOF) {
        http_header_copy(easy, "Last-Modified", part->validator, sizeof part->validator);
    }
    return part->validator[0] != '\0';
}

static void swap(struct bytes *a, struct bytes *b)
{
    struct bytes was = *a;
    *a = *b;
    *b = was;
}

void http_part_init(struct http_part_try *try, struct http_part *part)
{
    *try = (struct http_part_try) { .part = part, .held_bytes = part ? part->body.size : 0 };
}

void http_part_take_up(struct http_part_try *try, struct bytes *body)
{
    bytes_clear(body);
    if (try->part) {
        swap(body, &try->part->body);
    }
}

void http_part_begin_body(struct http_part_try *try, CURL *easy, struct bytes *body)
{
    if (try->answer == HTTP_PART_NONE) {
        try->answer = answer_of(easy, try->part, try->held_bytes, &try->whole_bytes);
        if (try->answer == HTTP_PART_ANEW || try->answer == HTTP_PART_BAD) {
            bytes_clear(body);
        }
    }
}

void http_part_leave(struct http_part_try *try, CURL *easy, bool asks_again, struct bytes *body)
{
    bool is_too_long = try->answer == HTTP_PART_REST && (int64_t)body->size >= try->whole_bytes;
    bool useful = asks_again && try->answer != HTTP_PART_BAD && !is_too_long;
    if (try->part && useful &&
        (try->answer != HTTP_PART_ANEW || note_validator(easy, try->part))) {
        swap(body, &try->part->body);
    }
}
