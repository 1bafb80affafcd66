#pragma once

#include <adwaita.h>

#include "amends-choice-field.h"
#include "amends-drafts.h"
#include "amends-ticket-store.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_ACT_DIALOG (amends_act_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AmendsActDialog, amends_act_dialog, AMENDS, ACT_DIALOG, AdwWindow)

AmendsActDialog *amends_act_dialog_new             (GtkWidget         *page,
                                                    AmendsTicketStore *store,
                                                    const char        *verb,
                                                    const char        *title,
                                                    const char        *confirm);
void             amends_act_dialog_set_body        (AmendsActDialog   *self,
                                                    const char        *body);
void             amends_act_dialog_set_destructive (AmendsActDialog   *self);
void             amends_act_dialog_set_done        (AmendsActDialog   *self,
                                                    const char        *done);
void             amends_act_dialog_add             (AmendsActDialog   *self,
                                                    GtkWidget         *field);
void             amends_act_dialog_add_number      (AmendsActDialog   *self,
                                                    const char        *name,
                                                    gint64             number);
void             amends_act_dialog_keep            (AmendsActDialog   *self,
                                                    AmendsDrafts      *drafts,
                                                    gint64             about);
void             amends_act_dialog_add_way_out     (AmendsActDialog   *self,
                                                    const char        *label,
                                                    const char        *section);

G_END_DECLS
