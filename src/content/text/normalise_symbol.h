/* Of the signs that Word takes from the faces Symbol and Wingdings, and writes as private-use
 * characters, those before lists. Of normalise.c only. */
#pragma once

#include <stdint.h>

static const struct symbol {
    uint16_t character, meant;
} symbols[] = {
    { 0xF06C, 0x25CF }, /* ● */
    { 0xF06E, 0x25A0 }, /* ■ */
    { 0xF06F, 0x25A1 }, /* □ */
    { 0xF071, 0x25A1 }, /* □ */
    { 0xF075, 0x25C6 }, /* ◆ */
    { 0xF076, 0x25C6 }, /* ◆ */
    { 0xF09F, 0x2022 }, /* • */
    { 0xF0A7, 0x25A0 }, /* ■ */
    { 0xF0A8, 0x25A1 }, /* □ */
    { 0xF0AB, 0x2605 }, /* ★ */
    { 0xF0B2, 0x2606 }, /* ☆ */
    { 0xF0B7, 0x2022 }, /* • */
    { 0xF0D8, 0x25B6 }, /* ▶ */
    { 0xF0E0, 0x2192 }, /* → */
    { 0xF0E8, 0x2192 }, /* → */
    { 0xF0F0, 0x2192 }, /* → */
    { 0xF0FC, 0x221A }, /* √ */
    { 0xF0FE, 0x221A }, /* √ */
};
