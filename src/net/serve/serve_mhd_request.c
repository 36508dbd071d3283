/* One request from its head to its answer: what libmicrohttpd asks again and again. */
#include "base/clock.h"
#include "base/log.h"
#include "base/translated.h"
#include "net/serve/serve_mhd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct peer *serve_mhd_peer(struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static enum MHD_Result take_header(
    void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
    (void)kind;
    struct serve_job *job = context;
    if (!serve_request_header(&job->request, name, value)) {
        job->answer.status = MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE;
        return MHD_NO;
    }
    return MHD_YES;
}

static enum MHD_Result respond(struct peer *peer)
{
    struct serve_job *job = peer->job;
    struct serve_answer *answer = &job->answer;
    off_t file_bytes = answer->is_file ? lseek(answer->file, 0, SEEK_END) : 0;
    struct MHD_Response *response =
        answer->is_file
            ? MHD_create_response_from_fd64((uint64_t)file_bytes, answer->file)
            : MHD_create_response_from_buffer(answer->body.size,
                  answer->body.data ? answer->body.data : "", MHD_RESPMEM_MUST_COPY);
    if (!response) {
        return MHD_NO;
    }
    answer->is_file = false; /* the response's now */
    bool done =
        !answer->type || MHD_add_response_header(response, "Content-Type", answer->type);
    for (size_t i = 0; done && i < answer->header_count; i++) {
        done = MHD_add_response_header(
            response, answer->headers[i].name, answer->headers[i].value);
    }
    serve_connection_enter(&peer->connection, SERVE_AT_ANSWER, clock_mono_ms());
    enum MHD_Result result = MHD_NO;
    if (done) {
        unsigned status = answer->status ? (unsigned)answer->status : MHD_HTTP_OK;
        result = MHD_queue_response(peer->mhd, status, response);
    }
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result send_out(struct serve *serve, struct peer *peer, enum serve_task task)
{
    struct serve_job *job = peer->job;
    serve_connection_enter(&peer->connection, SERVE_AT_WORK, clock_mono_ms());
    job->task = task;
    job->state = JOB_OUT;
    job->connection = peer;
    MHD_suspend_connection(peer->mhd);
    serve->out_count++;
    peer->job = NULL;
    serve_pool_put(serve->pool, job);
    return MHD_YES;
}

/* A head is there. */
static enum MHD_Result begin_request(struct serve *serve, struct peer *peer, const char *method)
{
    struct serve_job *job = peer->job;
    struct serve_request *request = &job->request;
    request->method =
        arena_strdup(&request->arena, strcmp(method, "HEAD") == 0 ? "GET" : method);
    MHD_get_connection_values(peer->mhd, MHD_HEADER_KIND, take_header, job);
    if (job->answer.status || !request->method) {
        return respond(peer);
    }
    request->is_secure = serve->rules.cert && *serve->rules.cert;
    serve_request_from(
        request, peer->connection.peer, serve->rules.proxies, serve->rules.proxy_count);
    const char *length = serve_header(request, "Content-Length");
    request->has_body =
        serve_header(request, "Transfer-Encoding") || (length && strcmp(length, "0") != 0);
    if (request->has_body) {
        return send_out(serve, peer, SERVE_JUDGE);
    }
    job->state = JOB_BODY;
    return MHD_YES;
}

/* The rest is read and let go of: who is still sending hears no answer. The handler gives one.
 */
static void lose_body(const struct serve *serve, struct serve_job *job)
{
    if (!job->request.is_body_lost) {
        log_error("%s: %s", serve->rules.spool, translated_errno(errno));
    }
    job->request.is_body_lost = true;
}

/* What says beforehand that it is too much is refused, what does not is cut off. */
static enum MHD_Result admit(struct serve *serve, struct peer *peer)
{
    struct serve_job *job = peer->job;
    const char *length = serve_header(&job->request, "Content-Length");
    if (length && strtoull(length, NULL, 10) > job->body_max) {
        job->answer.status = MHD_HTTP_CONTENT_TOO_LARGE;
        return respond(peer);
    }
    if (job->body_max > SERVE_BODY_BYTES) {
        job->request.body_file = open(serve->rules.spool, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
        if (job->request.body_file < 0) {
            lose_body(serve, job);
        }
    }
    job->state = JOB_BODY;
    serve_connection_enter(&peer->connection, SERVE_AT_BODY, clock_mono_ms());
    return MHD_YES;
}

static enum MHD_Result take_body(
    const struct serve *serve, struct serve_job *job, const char *data, size_t *size)
{
    struct serve_request *request = &job->request;
    if (*size > job->body_max - request->body_size) {
        return MHD_NO;
    }
    if (request->is_body_lost) {
        /* let go of */
    } else if (request->body_file < 0) {
        if (!bytes_append(&request->body, data, *size)) {
            return MHD_NO;
        }
    } else {
        ssize_t put = write(request->body_file, data, *size);
        errno = put >= 0 ? ENOSPC : errno;
        if (put != (ssize_t)*size) {
            lose_body(serve, job);
        }
    }
    request->body_size += *size;
    *size = 0;
    return MHD_YES;
}

enum MHD_Result serve_mhd_request(void *context, struct MHD_Connection *mhd, const char *url,
    const char *method, const char *version, const char *data, size_t *size, void **slot)
{
    (void)url, (void)version, (void)slot;
    struct serve *serve = context;
    struct peer *peer = serve_mhd_peer(mhd);
    struct serve_job *job = peer ? peer->job : NULL;
    if (!job) {
        return MHD_NO; /* memory is out */
    }
    switch (job->state) {
    case JOB_NEW:
        return begin_request(serve, peer, method);
    case JOB_ADMITTED:
        return admit(serve, peer);
    case JOB_BODY:
        return *size > 0 ? take_body(serve, job, data, size)
                         : send_out(serve, peer, SERVE_HANDLE);
    default:
        return respond(peer);
    }
}
