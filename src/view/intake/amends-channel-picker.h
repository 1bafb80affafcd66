#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_CHANNEL_PICKER (amends_channel_picker_get_type ())

G_DECLARE_FINAL_TYPE (AmendsChannelPicker, amends_channel_picker, AMENDS, CHANNEL_PICKER, AdwBin)

void        amends_channel_picker_set_channels (AmendsChannelPicker *self,
                                                GListModel          *channels);
void        amends_channel_picker_set_channel  (AmendsChannelPicker *self,
                                                const char          *code);
const char *amends_channel_picker_get_channel  (AmendsChannelPicker *self);

G_END_DECLS
