/* A signature file of whatever bytes: read within its bounds, and never good. */
#include "edition/signature.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *keys[] = { "RWSGdVYYuGhIzLWZ5Ab9TY7Iw66+40ua78iSxeIoZTlRowtKO5zD94Bn" };
    struct signers signers;
    struct error error;
    const struct config_source source = { .public_keys = { keys, 1 }, .signatures = 1 };
    const struct bytes body = { (char[]) { "{}" }, 2, 3 }, text = { (char *)data, size, size };
    if (signature_verify(&source, &body, &text, &signers, &error)) {
        abort();
    }
    return 0;
}
