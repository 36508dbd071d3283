#include "net/fetch/road/road.h"

#include "net/http/http_together.h"

void road_leave(struct road *road)
{
    if (road->source) {
        road->source->is_away = true;
    }
    if (road->workers) {
        workers_away(road->workers);
    }
}

void road_come_back(struct road *road)
{
    if (road->workers) {
        workers_back(road->workers);
    }
    if (road->source) {
        road->source->is_away = false;
    }
}

bool road_let_others(struct road *road, int64_t until_ms)
{
    if (!road->workers) {
        return false;
    }
    road->source->is_away = true;
    bool done = workers_let_others(road->workers, until_ms);
    road->source->is_away = false;
    return done;
}

static enum http_outcome get_away(void *context, const struct http_request *request,
    const atomic_bool *stop, struct http_response *response, struct error *error)
{
    struct road *road = context;
    road_leave(road);
    enum http_outcome outcome =
        road->http->get(road->http->context, request, stop, response, error);
    road_come_back(road);
    return outcome;
}

static void get_together_away(
    void *context, struct http_job *jobs, size_t count, const atomic_bool *stop)
{
    struct road *road = context;
    road_leave(road);
    http_get_together(road->http, jobs, count, stop);
    road_come_back(road);
}

struct http road_http(struct road *road)
{
    return (struct http) { .context = road, .get = get_away, .together = get_together_away };
}
