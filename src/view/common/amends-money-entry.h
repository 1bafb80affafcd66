#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_MONEY_ENTRY (amends_money_entry_get_type ())

G_DECLARE_FINAL_TYPE (AmendsMoneyEntry, amends_money_entry, AMENDS, MONEY_ENTRY, GtkEntry)

GtkWidget *amends_money_entry_new          (void);
void       amends_money_entry_set_currency (AmendsMoneyEntry *self,
                                            const char       *currency);
gboolean   amends_money_entry_get_amount   (AmendsMoneyEntry *self,
                                            gint64           *amount);
void       amends_money_entry_set_amount   (AmendsMoneyEntry *self,
                                            gint64            amount);
void       amends_money_entry_clear        (AmendsMoneyEntry *self);

G_END_DECLS
