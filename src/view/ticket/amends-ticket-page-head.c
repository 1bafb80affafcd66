/* The header of a ticket and the strip under it: subject, state, due, owner and the one main action. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-json.h"
#include "amends-ticket-page-private.h"
#include "amends-ticket-words.h"

static void
show_due (AmendsTicketPage *self)
{
  JsonObject *ticket = amends_ticket_page_get_ticket (self);
  JsonObject *wait = amends_json_object (ticket, "wait");
  gint64 warn_at = amends_json_time (ticket, "warn_at");
  g_autofree char *waiting = wait != NULL ? amends_json_dup_label (wait, "label") : NULL;
  gboolean any;

  self->due_at = amends_json_time (ticket, "due_at");
  any = self->due_at != 0 || wait != NULL;
  amends_due_pill_set (self->due_pill, self->due_at, warn_at, waiting);
  amends_due_pill_set (self->bar_due_pill, self->due_at, warn_at, waiting);
  gtk_widget_set_visible (GTK_WIDGET (self->due_button), any);
  gtk_widget_set_visible (GTK_WIDGET (self->bar_due_button), any);
}

static void
show_owner (AmendsTicketPage *self)
{
  JsonObject *ticket = amends_ticket_page_get_ticket (self);
  JsonObject *assignee = amends_json_object (ticket, "assignee");
  AmendsPerson *person = assignee != NULL ? amends_catalogue_find_person (amends_desk_get_catalogue (self->desk), amends_json_int (assignee, "id")) : NULL;
  g_autofree char *team = amends_json_dup_label (amends_json_object (ticket, "team"), "label");
  g_autofree char *nobody = g_strdup_printf (_("%s, nobody yet"), team);
  const char *name = assignee != NULL ? amends_json_text (assignee, "name") : nobody;
  g_autofree char *spoken = g_strdup_printf (_("Owner: %s"), name);
  gboolean living = amends_json_has (ticket, "step_id");
  gboolean any = amends_ticket_store_can (self->store, "take", NULL) || amends_ticket_store_can (self->store, "hand_over", NULL)
                 || amends_ticket_store_can (self->store, "escalate", NULL);

  amends_person_avatar_set_person (self->owner_avatar, person);
  gtk_widget_set_visible (GTK_WIDGET (self->owner_avatar), person != NULL);
  gtk_label_set_label (self->owner_label, name);
  gtk_label_set_label (self->bar_owner_label, spoken);
  gtk_widget_set_visible (GTK_WIDGET (self->owner_button), living);
  gtk_widget_set_visible (GTK_WIDGET (self->bar_owner_label), living);
  /* nothing to do: a name to read, no button */
  gtk_widget_set_can_target (GTK_WIDGET (self->owner_button), any);
  gtk_widget_set_can_focus (GTK_WIDGET (self->owner_button), any);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->owner_button), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->owner_button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
show_head (AmendsTicketPage *self)
{
  JsonObject *ticket = amends_ticket_page_get_ticket (self);
  g_autofree char *state = amends_ticket_state_words (ticket);
  g_autofree char *origin = amends_ticket_origin_words (ticket, amends_ticket_page_get_channel (self));
  g_autofree char *title = g_strdup_printf ("%s %s", amends_json_text (ticket, "number"), amends_json_text (ticket, "subject"));
  g_autofree char *step = amends_json_dup_label (amends_ticket_page_get_step (self), "label");

  amends_page_set_title (AMENDS_PAGE (self), title);
  gtk_label_set_label (self->subject_label, amends_json_text (ticket, "subject"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->subject_label), amends_json_text (ticket, "subject"));
  gtk_label_set_label (self->number_label, amends_json_text (ticket, "number"));
  gtk_label_set_label (self->origin_label, origin);
  gtk_label_set_label (self->state_label, state);
  gtk_label_set_label (self->bar_state_label, state);
  /* the pill says what a waiting ticket waits for */
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), !amends_json_has (ticket, "wait"));
  gtk_widget_set_visible (GTK_WIDGET (self->bar_state_label), !amends_json_has (ticket, "wait"));
  gtk_label_set_label (self->bar_step_label, step);
}

/* What ends the step, or the next thing to record where nothing can end it yet. */
static const struct
{
  const char *can;
  const char *action;
  const char *label;       /* NULL: the verb of the step */
} mains[] = {
  { "resume", "resume", N_("Resume") },
  { "take", "take", N_("Take Over") },
  { "finish", "finish", NULL },
  { "refund_review", "refund-approve", "" },
  { "refund_confirm", "refund-confirm", "" },
  { "refund_manager", "refund-manager", "" },
  { "refund_pay", "refund-pay", "" },
  { "close", "close", NULL },
  { "callback", "callback", N_("Record Call-Back…") },
  { "refund_followup", "refund-followup", N_("Record Call…") },
  { "survey", "survey", N_("Record Answer…") },
};

static char *
main_label (AmendsTicketPage *self,
            const char       *label)
{
  g_autofree char *verb = NULL;

  if (label != NULL && *label != '\0')
    return g_strdup (_(label));
  if (label != NULL)
    return amends_refund_panel_dup_label (self->refund_panel, self->main_action);
  verb = amends_json_dup_label (amends_ticket_page_get_step (self), "action");
  return *verb != '\0' ? g_steal_pointer (&verb) : g_strdup (_("Close…"));
}

/* Beside the subject where there is room for both, else in the strip under the header: never a verb cut short. */
void
amends_ticket_page_place_action (AmendsTicketPage *self)
{
  gboolean narrow = amends_page_get_band (AMENDS_PAGE (self)) == AMENDS_BAND_NARROW;

  gtk_widget_set_visible (GTK_WIDGET (self->action_button), self->main_action != NULL && !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->bar_action_button), self->main_action != NULL && narrow);
}

static void
show_main (AmendsTicketPage *self)
{
  gsize i = 0;

  while (i < G_N_ELEMENTS (mains) && !amends_ticket_store_can (self->store, mains[i].can, NULL))
    i++;
  self->main_action = i < G_N_ELEMENTS (mains) ? mains[i].action : NULL;
  amends_ticket_page_place_action (self);
  if (self->main_action != NULL)
    {
      g_autofree char *label = main_label (self, mains[i].label);
      g_autofree char *tip = g_strdup_printf (_("%s (F)"), label);

      gtk_label_set_label (self->action_label, label);
      gtk_button_set_label (self->bar_action_button, label);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->bar_action_button), tip);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->action_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->action_button), tip);
    }
}

/**
 * amends_ticket_page_show_head:
 * @self: the page
 *
 * Brings header, strip and main action up to date.
 */
void
amends_ticket_page_show_head (AmendsTicketPage *self)
{
  show_head (self);
  show_due (self);
  show_owner (self);
  show_main (self);
}
