/* WordPress' shortcodes: [gallery ids="1,2"], [/vc_row]. Of html_mend.c only. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct html_shortcode {
    size_t size; /* with its brackets; 0: none, only a bracket */
    bool is_caption, is_end;
};

/* At text[0] == '['. One without attributes is one where its name is known. */
struct html_shortcode html_shortcode(const char *text, size_t size);
