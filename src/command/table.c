/* The commands of `lobbycard`. */
#include "command/elsewhere.h"

extern const struct command command_play, command_render, command_status, command_programme,
    command_approve, command_theme;

const struct command *const commands[] = {
    &command_play,
    &command_fetch_elsewhere,
    &command_render,
    &command_check_elsewhere,
    &command_adapt_elsewhere,
    &command_status,
    &command_programme,
    &command_approve,
    &command_theme,
    &command_desk_elsewhere,
};

const size_t command_count = sizeof commands / sizeof *commands;
