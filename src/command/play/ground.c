#include "command/play/ground.h"

#include "config/load.h"
#include "edition/edition.h"

int ground_open(struct ground *ground, const struct invocation *invocation,
    struct config *config, struct error *error)
{
    *ground = (struct ground) { .store = store_open(command_store_path(invocation, config),
                                    STORE_READ, config->store.max_bytes, error) };
    bool is_guarded = ground->store && command_guard_store(config, ground->store, error);
    if (!is_guarded || !command_digest(config, edition_guard(ground->store), &ground->digest)) {
        int status = ground->store && !is_guarded ? command_failed(config, error) : EXIT_FAILED;
        if (is_guarded) {
            error_set(error, "out of memory");
        }
        store_close(ground->store);
        ground->store = NULL;
        return status;
    }
    edition_trust(ground->store, config);
    ground->config = config;
    return EXIT_DONE;
}

/* What `ground` has of its own beside `other`. */
static void finish_beside(struct ground *ground, const struct ground *other)
{
    if (ground->config != other->config) {
        store_close(ground->store);
        config_destroy(ground->config);
    }
    *ground = (struct ground) { 0 };
}

void ground_stand(struct common *common)
{
    struct ground before = common->ground;
    common->ground = common->next;
    common->next = (struct ground) { 0 };
    finish_beside(&before, &common->ground);
}

void ground_give_up(struct common *common)
{
    finish_beside(&common->next, &common->ground);
}

void ground_finish(struct common *common)
{
    ground_give_up(common);
    finish_beside(&common->ground, &(struct ground) { 0 });
}
