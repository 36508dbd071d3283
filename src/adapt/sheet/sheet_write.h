/* A sheet as the item that it becomes (docs/feed.md): its columns' types and units are found
 * out from what is in them. */
#pragma once

#include "adapt/adapt.h"
#include "adapt/sheet/sheet.h"

/* The columns and rows of the item that was begun, with notes of what is left out: columns
 * behind the 8th, rows behind the 200th, headings among them. A column named 状态, state, 截止
 * or until is no column but what it says of its row. */
void sheet_write(
    const struct adapt_request *request, struct adapt_out *out, const struct sheet *sheet);
