/* Traditional Chinese characters as they are written in simplified Chinese. */
#pragma once

#include <stdint.h>

/* The character that stands for it, as long in UTF-8; itself where it is no traditional one. */
uint32_t simplified_of(uint32_t character);
