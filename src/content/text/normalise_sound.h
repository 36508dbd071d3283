/* How Han characters sound in Mandarin, without tones: those of GB 2312, the commonest sound of
 * each. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { SOUND_MAX = 8 };

struct sound_table;

/* NULL when memory is out. */
struct sound_table *sound_table_create(void);
void sound_table_destroy(struct sound_table *table);

/* One number for all characters that sound alike; 0 for what has no sound. */
uint32_t sound_table_number(const struct sound_table *table, uint32_t character);

/* "cai" of 彩 and "liu" of the figure 6. False for what has no sound. */
bool sound_table_find(const struct sound_table *table, uint32_t character, char out[SOUND_MAX]);
