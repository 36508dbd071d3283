/* libmicrohttpd without threads of its own: the loop here waits on its descriptor and on an
 * eventfd, so that everything that knows a connection happens in one thread. A connection whose
 * request is with the pool is suspended. */
#include "net/serve/serve_mhd.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/system/file.h"
#include "base/translated.h"
#include "net/serve/serve_listen.h"
#include "net/serve/serve_mhd_tls.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

/* MHD's pool for a connection holds its head, as sent and as parsed, and what is written. */
enum { POOL_BYTES = SERVE_HEAD_BYTES + 16 * 1024, SPARE_CONNECTIONS = 56 };

static void wake(void *context)
{
    struct serve *serve = context;
    uint64_t one = 1;
    ssize_t ignored = write(serve->wake_fd, &one, sizeof one);
    (void)ignored; /* it is full of wake-ups then */
}

void serve_stop(struct serve *serve)
{
    int kept = errno;
    atomic_store(&serve->is_stopping, true);
    wake(serve);
    errno = kept;
}

void serve_wake(struct serve *serve)
{
    serve_pool_wake(serve->pool);
    wake(serve);
}

static void print_peer(const struct sockaddr *address, char out[SERVE_ADDRESS_BYTES])
{
    const void *bytes = address->sa_family == AF_INET6
                            ? (const void *)&((const struct sockaddr_in6 *)address)->sin6_addr
                            : (const void *)&((const struct sockaddr_in *)address)->sin_addr;
    if (!inet_ntop(address->sa_family, bytes, out, SERVE_ADDRESS_BYTES)) {
        strcpy(out, "::");
    }
}

/* MHD sees the end of it in its next turn. */
static void cut(struct serve *serve, struct serve_connection *connection)
{
    struct peer *peer = connection->handle;
    serve_connections_let_go(&serve->connections, connection);
    shutdown(peer->fd, SHUT_RDWR);
}

static bool is_proxy(const struct serve *serve, const char *address)
{
    return serve_address_is_in(address, serve->rules.proxies, serve->rules.proxy_count);
}

static enum MHD_Result on_accept(void *context, const struct sockaddr *address, socklen_t size)
{
    (void)size;
    struct serve *serve = context;
    struct serve_connection *victim;
    char peer[SERVE_ADDRESS_BYTES];
    print_peer(address, peer);
    if (!serve_connections_admit(
            &serve->connections, peer, is_proxy(serve, peer), clock_mono_ms(), &victim)) {
        return MHD_NO;
    }
    if (victim) {
        cut(serve, victim);
    }
    return MHD_YES;
}

static void begin_peer(struct serve *serve, struct MHD_Connection *mhd, void **slot)
{
    struct peer *peer = calloc(1, sizeof *peer);
    if (!peer) {
        return; /* its requests are refused */
    }
    peer->mhd = mhd;
    peer->fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    peer->connection.handle = peer;
    print_peer(MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr,
        peer->connection.peer);
    peer->connection.is_exempt = is_proxy(serve, peer->connection.peer);
    serve_connections_add(&serve->connections, &peer->connection);
    serve_connection_enter(&peer->connection, SERVE_AT_HEAD, clock_mono_ms());
    if (serve->tls) {
        serve_tls_begin(serve->tls,
            MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_GNUTLS_SESSION)->tls_session);
    }
    *slot = peer;
}

static void on_connection(void *context, struct MHD_Connection *mhd, void **slot,
    enum MHD_ConnectionNotificationCode what)
{
    struct serve *serve = context;
    struct peer *peer = *slot;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        begin_peer(serve, mhd, slot);
    } else if (peer) {
        serve_connections_remove(&serve->connections, &peer->connection);
        serve_job_destroy(peer->job);
        free(peer);
        *slot = NULL;
    }
}

/* The first line of a request as it was sent, before anything decodes it. */
static void *on_target(void *context, const char *target, struct MHD_Connection *mhd)
{
    (void)context;
    struct peer *peer = serve_mhd_peer(mhd);
    if (peer) {
        serve_job_destroy(peer->job);
        peer->job = serve_job_create();
        if (peer->job && !serve_request_target(&peer->job->request, target)) {
            peer->job->answer.status = MHD_HTTP_BAD_REQUEST;
        }
    }
    return NULL;
}

static void on_completed(void *context, struct MHD_Connection *mhd, void **slot,
    enum MHD_RequestTerminationCode code)
{
    (void)context, (void)slot, (void)code;
    struct peer *peer = serve_mhd_peer(mhd);
    if (peer) {
        serve_job_destroy(peer->job);
        peer->job = NULL;
        serve_connection_enter(&peer->connection, SERVE_AT_HEAD, clock_mono_ms());
    }
}

static void on_log(void *context, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));
static void on_log(void *context, const char *format, va_list arguments)
{
    (void)context;
    char line[300];
    vsnprintf(line, sizeof line, format, arguments);
    line[strcspn(line, "\n")] = '\0';
    log_debug("%s", line);
}

/* Targets are read by serve_request_target. */
static size_t leave_escaped(void *context, struct MHD_Connection *mhd, char *text)
{
    (void)context, (void)mhd;
    return strlen(text);
}

static bool load_certificate(struct serve *serve, struct error *error)
{
    enum { PEM_MAX = 1024 * 1024 };
    const struct serve_rules *rules = &serve->rules;
    if (!rules->cert || !*rules->cert) {
        return true;
    }
    serve->tls = serve_tls_create(rules->cert, rules->key); /* before they are read */
    return (serve->tls || error_set(error, "out of memory")) &&
           file_read(rules->cert, PEM_MAX, &serve->cert, error) &&
           file_read(rules->key, PEM_MAX, &serve->key, error);
}

static bool start_daemon(struct serve *serve, struct error *error)
{
    bool is_tls = serve->cert.size > 0;
    struct MHD_OptionItem tls[] = {
        { MHD_OPTION_HTTPS_MEM_CERT, 0, serve->cert.data },
        { MHD_OPTION_HTTPS_MEM_KEY, 0, serve->key.data },
        { MHD_OPTION_HTTPS_PRIORITIES, 0, "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2" },
        { MHD_OPTION_END, 0, NULL },
    };
    struct MHD_OptionItem none[] = { { MHD_OPTION_END, 0, NULL } };
    unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG |
                     (is_tls ? MHD_USE_TLS : 0);
    serve->daemon = MHD_start_daemon(flags, 0, on_accept, serve, serve_mhd_request, serve,
        MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL, MHD_OPTION_LISTEN_SOCKET, serve->listen_fd,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, serve, MHD_OPTION_NOTIFY_COMPLETED,
        on_completed, serve, MHD_OPTION_URI_LOG_CALLBACK, on_target, serve,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)(SERVE_CONNECTIONS + SPARE_CONNECTIONS), MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)POOL_BYTES, MHD_OPTION_CONNECTION_TIMEOUT, 0U, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_ARRAY, is_tls ? tls : none, MHD_OPTION_END);
    const union MHD_DaemonInfo *info =
        serve->daemon ? MHD_get_daemon_info(serve->daemon, MHD_DAEMON_INFO_EPOLL_FD) : NULL;
    serve->epoll_fd = info ? info->epoll_fd : -1;
    return info ||
           error_set(error, "%s: cannot be served%s", serve->rules.listen,
               is_tls ? ": tls_cert or tls_key is none, or they do not belong together" : "");
}

struct serve *serve_create(const struct serve_rules *rules, struct error *error)
{
    struct serve *serve = calloc(1, sizeof *serve);
    if (!serve) {
        error_set(error, "out of memory");
        return NULL;
    }
    serve->rules = *rules;
    serve->listen_fd = -1;
    serve->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    bool done = serve->wake_fd >= 0 || error_set(error, "%s", translated_errno(errno));
    done = done && load_certificate(serve, error);
    if (done) {
        serve->listen_fd = serve_listen(rules->listen, error);
        done = serve->listen_fd >= 0;
    }
    if (done) {
        serve->port = serve_listen_port(serve->listen_fd);
        serve->pool = serve_pool_create(&rules->handler, SERVE_THREADS, wake, serve, error);
        done = serve->pool && start_daemon(serve, error);
    }
    if (!done) {
        serve_destroy(serve);
        return NULL;
    }
    return serve;
}

int serve_port(const struct serve *serve)
{
    return serve->port;
}

static void hand_out_again(struct serve *serve, struct serve_job *job)
{
    serve_job_reset(job);
    serve_pool_put(serve->pool, job);
}

static int64_t park_end_ms(const struct serve_job *job)
{
    return job->request.came_ms + job->answer.park_ms;
}

/* Gives the connection what its job came to. */
static void finish(struct serve *serve, struct serve_job *job)
{
    struct peer *peer = job->connection;
    job->state = job->task == SERVE_JUDGE && job->is_admitted ? JOB_ADMITTED : JOB_ANSWER;
    peer->job = job;
    serve->out_count--;
    MHD_resume_connection(peer->mhd);
}

/* Behind those that wait already: they are handled in the order in which they came. */
static void park(struct serve *serve, struct serve_job *job)
{
    struct serve_job **link = &serve->parked;
    while (*link) {
        link = &(*link)->next;
    }
    job->next = NULL;
    job->request.parked++;
    *link = job;
}

static void take_finished(struct serve *serve)
{
    struct serve_job *job = serve_pool_take(serve->pool);
    while (job) {
        struct serve_job *next = job->next;
        if (job->answer.park_ms > 0 && !job->request.is_last && job->task == SERVE_HANDLE) {
            park(serve, job);
        } else {
            finish(serve, job);
        }
        job = next;
    }
}

/* Those who were woken, or have waited long enough; *next_ms is when the next one has. */
static void look_at_parked(struct serve *serve, int64_t now_ms, int64_t *next_ms)
{
    bool is_stopping = atomic_load(&serve->is_stopping);
    for (struct serve_job **link = &serve->parked; *link;) {
        struct serve_job *job = *link;
        bool is_over = is_stopping || park_end_ms(job) <= now_ms;
        if (is_over || serve_pool_has_woken(serve->pool, job)) {
            *link = job->next;
            job->request.is_last = is_over;
            hand_out_again(serve, job);
            continue;
        }
        *next_ms = park_end_ms(job) < *next_ms ? park_end_ms(job) : *next_ms;
        link = &job->next;
    }
}

static void cut_late(struct serve *serve, int64_t now_ms, int64_t *next_ms)
{
    int64_t later_ms;
    struct serve_connection *late;
    while ((late = serve_connections_late(&serve->connections, now_ms, &later_ms))) {
        cut(serve, late);
    }
    *next_ms = later_ms < *next_ms ? later_ms : *next_ms;
}

static int timeout_ms(struct serve *serve, int64_t now_ms, int64_t next_ms)
{
    MHD_UNSIGNED_LONG_LONG own_ms;
    int64_t most_ms = next_ms == INT64_MAX ? -1 : next_ms - now_ms;
    if (MHD_get_timeout(serve->daemon, &own_ms) == MHD_YES &&
        (most_ms < 0 || (int64_t)own_ms < most_ms)) {
        most_ms = (int64_t)own_ms;
    }
    return most_ms > INT32_MAX ? INT32_MAX : (int)most_ms;
}

static void turn(struct serve *serve)
{
    uint64_t ignored;
    take_finished(serve);
    MHD_run(serve->daemon);
    int64_t next_ms = INT64_MAX, now_ms = clock_mono_ms();
    look_at_parked(serve, now_ms, &next_ms);
    cut_late(serve, now_ms, &next_ms);
    struct pollfd fds[] = { { serve->epoll_fd, POLLIN, 0 }, { serve->wake_fd, POLLIN, 0 } };
    poll(fds, 2, timeout_ms(serve, now_ms, next_ms));
    if (fds[1].revents && read(serve->wake_fd, &ignored, sizeof ignored) < 0) {
        return; /* somebody else's wake-up was taken with ours */
    }
}

void serve_run(struct serve *serve)
{
    while (!atomic_load(&serve->is_stopping)) {
        turn(serve);
    }
    MHD_socket fd = MHD_quiesce_daemon(serve->daemon);
    if (fd != MHD_INVALID_SOCKET) {
        close(fd);
        serve->listen_fd = -1;
    }
    while (serve->out_count > 0) {
        turn(serve);
    }
    MHD_run(serve->daemon); /* sends what there is */
}

void serve_destroy(struct serve *serve)
{
    if (!serve) {
        return;
    }
    if (serve->daemon) {
        MHD_stop_daemon(serve->daemon); /* closes the socket, too */
    } else if (serve->listen_fd >= 0) {
        close(serve->listen_fd);
    }
    serve_pool_destroy(serve->pool);
    if (serve->wake_fd >= 0) {
        close(serve->wake_fd);
    }
    bytes_finish(&serve->cert);
    bytes_finish(&serve->key);
    serve_tls_destroy(serve->tls);
    free(serve);
}
