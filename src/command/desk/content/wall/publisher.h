/* From approved parts to the wall: the next feed is composed, checked, signed, kept as a state
 * and put where screens fetch it. One publication at a time in the whole desk. */
#pragma once

#include "command/desk/content/wall/outlet.h"
#include "command/desk/content/wall/publication.h"

struct publisher;

struct publisher *publisher_create(struct outlet *outlet);
void publisher_destroy(struct publisher *publisher);
struct outlet *publisher_outlet(struct publisher *publisher);

/* Refused: nothing changed, and `refused` says why (its texts live as long as the arena). */
enum publisher_outcome { PUBLISHER_DONE, PUBLISHER_REFUSED, PUBLISHER_FAILED };
enum publisher_outcome publisher_publish(struct publication *publication, struct error *error);

/* What that would change, and all that is wrong with it: nothing is published. */
enum publisher_outcome publisher_look(struct publication *publication, struct error *error);

/* The newest state is what is out, also where the desk ended or the disk was full between the
 * two: at the start, and now and then where this failed. */
bool publisher_mend(struct desk *desk, struct database *database, struct error *error);
bool publisher_needs_mending(struct publisher *publisher);
