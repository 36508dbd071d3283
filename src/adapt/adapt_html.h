/* Markup, with libxml2 behind it: what adapt_out.h has of it. */
#pragma once

/* What libxml2 sets up. Before the sandbox. */
void adapt_html_prepare(void);
