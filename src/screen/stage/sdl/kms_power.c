/* The power of a display behind KMS: the connectors' DPMS property. */
#include "screen/stage/sdl/kms_output.h"

#include <string.h>
#include <xf86drmMode.h>

/* The id of the connector's property of that name; 0 for none. */
static uint32_t find_property(int fd, const drmModeConnector *connector, const char *name)
{
    uint32_t id = 0;
    for (int i = 0; id == 0 && i < connector->count_props; i++) {
        drmModePropertyRes *property = drmModeGetProperty(fd, connector->props[i]);
        if (property && strcmp(property->name, name) == 0) {
            id = property->prop_id;
        }
        drmModeFreeProperty(property);
    }
    return id;
}

static bool set_connector(int fd, uint32_t id, bool is_on)
{
    bool done = false;
    drmModeConnector *connector = drmModeGetConnectorCurrent(fd, id);
    if (connector && connector->connection == DRM_MODE_CONNECTED) {
        uint32_t property = find_property(fd, connector, "DPMS");
        done = property != 0 && drmModeConnectorSetProperty(fd, id, property,
                                    is_on ? DRM_MODE_DPMS_ON : DRM_MODE_DPMS_OFF) == 0;
    }
    drmModeFreeConnector(connector);
    return done;
}

bool kms_power(int fd, bool is_on)
{
    bool done = false;
    drmModeRes *resources = drmModeGetResources(fd);
    for (int i = 0; resources && i < resources->count_connectors; i++) {
        done = set_connector(fd, resources->connectors[i], is_on) || done;
    }
    drmModeFreeResources(resources);
    return done;
}
