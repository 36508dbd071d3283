/* A config out of a text, through a file as any other. */
#pragma once

#include "config/themes.h"
#include "slide/fixture.h"

#include <unistd.h>

static inline struct config *config_of(const char *text, struct error *error)
{
    char path[] = "/tmp/lobbycard-config-XXXXXX.ini";
    struct error write_error = { "" };
    int handle = mkstemps(path, 4);
    assert_true(handle >= 0);
    close(handle);
    assert_true(file_replace(path, text, strlen(text), &write_error));
    struct config *config = config_load(path, error);
    unlink(path);
    return config;
}
