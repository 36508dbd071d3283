/* Alerts by one person alone: out at once, and away at once. */
#include "base/translated.h"
#include "command/desk/content/published.h"
#include "command/desk/content/wall/wall.h"
#include "command/desk/content/wall/wall_kit.h"
#include "command/desk/document/compose.h"

#include <string.h>

/* What goes out or goes away is what was confirmed, to the letter: false after an answer. */
static bool is_confirmed(struct visit *visit, const struct json_tree *body, const char *content)
{
    char hash[CANONICAL_HASH_BYTES];
    const char *confirmed = kit_text(body, "hash");
    if (!kit_is_true(body, "confirm") || !confirmed) {
        kit_refuse(visit, 400, translated("an alert has to be confirmed"),
            translated("with \"confirm\", and in \"hash\" that of what was read"));
        return false;
    }
    if (!kit_hash(visit, content, hash)) {
        return false;
    }
    if (strcmp(hash, confirmed) != 0) {
        kit_refuse(visit, 409, translated("this is not the alert that was confirmed"),
            translated("read it again, and confirm it as it is now"));
        return false;
    }
    return true;
}

/* Past the approvals, and in red in the log. */
static void run(struct visit *visit, const char *why, struct publication_part *one)
{
    struct publication publication = wall_publication(visit, why);
    publication.is_loud = true;
    publication.parts = one;
    publication.part_count = 1;
    wall_run(visit, &publication);
}

void wall_alert(struct visit *visit)
{
    struct json_tree body, tree;
    if (!kit_body(visit, &body)) {
        return;
    }
    const char *content = kit_raw(&body, "content"), *part = kit_text(&body, "part");
    if (!kit_tree(visit, content, &tree) || strcmp(content_kind(&tree, "i-"), "alert") != 0) {
        kit_refuse(visit, 422, translated("this is no alert"), NULL);
        return;
    }
    const char *id = kit_text(&tree, "id");
    if (!id || !*id) {
        kit_refuse(visit, 422, translated("an alert needs its \"id\""), NULL);
        return;
    }
    struct publication_part one = { .name = arena_printf(&visit->request->arena, "i-%s", id),
        .content = content };
    if (!one.name || !compose_is_part(one.name) || (part && strcmp(part, one.name) != 0)) {
        kit_refuse(visit, 422, translated("an item keeps its id"), NULL);
        return;
    }
    if (!is_confirmed(visit, &body, content)) {
        return;
    }
    run(visit, "alert", &one);
}

/* The hash is that of what is published: what somebody else changed meanwhile is read again. */
void wall_takedown(struct visit *visit)
{
    struct json_tree body, tree;
    struct published published;
    struct publication_part one = { .name = arena_printf(
                                        &visit->request->arena, "i-%s", visit->parameters[0]) };
    if (!kit_body(visit, &body) || !published_read(visit, &published)) {
        return;
    }
    const char *content = one.name ? published_content(&published, one.name) : NULL;
    if (!content || !kit_tree(visit, content, &tree)) {
        kit_refuse(visit, 404, translated("this part is not on the screens"), NULL);
    } else if (strcmp(content_kind(&tree, one.name), "alert") != 0) {
        kit_refuse(visit, 422, translated("this is no alert"), NULL);
    } else if (is_confirmed(visit, &body, content)) {
        one.out = kit_text(&body, "hash");
        run(visit, "takedown", &one);
    }
}
