#include "screen/prepare/supply.h"

void supply_finish(struct supply *supply)
{
    if (supply->release) {
        supply->release(supply->owner);
    }
    *supply = (struct supply) { 0 };
}
