/* What one that was begun before its picture was known is told at last (decode/wire.h). */
#pragma once

#include "decode/wire.h"

#include <stdbool.h>

/* As main has them, the name of the program first. */
struct order {
    char text[DECODE_ORDER_MAX_BYTES];
    char *arguments[DECODE_ARGUMENTS_MAX + 1];
    int count;
};

/* Waits for it; from then on the picture is standard input. False where none came. */
bool order_take(struct order *order);
