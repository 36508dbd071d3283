/* The commands of `lobbycard`. */
#include "command/common/arguments.h"
#include "command/elsewhere.h"

const struct command commands[] = {
    { "play", COMMAND_PLAY, command_play },
    { "fetch", COMMAND_FETCH, command_fetch_elsewhere },
    { "render", COMMAND_RENDER, command_render },
    { "check", COMMAND_CHECK, command_check_elsewhere },
    { "status", COMMAND_STATUS, command_status },
    { "programme", COMMAND_PROGRAMME, command_programme },
    { "approve", COMMAND_APPROVE, command_approve },
};

const size_t command_count = sizeof commands / sizeof *commands;
