/* An edition as what slides are made of. */
#pragma once

#include "edition/edition.h"
#include "screen/prepare/workshop.h"

/* Takes the edition in any case. False when memory is out. NULL stands for no edition at all:
 * the supply is empty then. */
bool edition_supply(struct edition *edition, struct supply *supply);
