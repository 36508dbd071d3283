#include "command/desk/schema.h"

#include "command/desk/content/drafts.h"
#include "command/desk/content/states.h"
#include "command/desk/content/wall/polls.h"
#include "command/desk/core/audit.h"
#include "command/desk/core/people.h"
#include "command/desk/core/sessions.h"

static const struct database_unit *const units[] = {
    &people_tables,
    &sessions_tables,
    &audit_tables,
    &drafts_tables,
    &states_tables,
    &polls_tables,
};

struct database *schema_open(const char *path, struct error *error)
{
    struct database *database = database_open(path, error);
    if (database && !database_migrate(database, units, sizeof units / sizeof *units, error)) {
        database_close(database);
        database = NULL;
    }
    return database;
}
