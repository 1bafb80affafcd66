/* What comes after the solution: the answer to the survey, promised calls, coupons. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-aftercare-card.h"
#include "amends-due-pill.h"
#include "amends-facts.h"
#include "amends-json.h"
#include "amends-money.h"
#include "amends-ticket-words.h"

/* due for this long before the end of an hour: what a call's pill turns amber at */
#define CALL_WARN_SHARE 5

struct _AmendsAftercareCard
{
  AdwBin parent_instance;

  char *shown;       /* what is shown already: made anew only when it differs, or the focus in it would be lost */

  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (AmendsAftercareCard, amends_aftercare_card, ADW_TYPE_BIN)

static void
amends_aftercare_card_finalize (GObject *object)
{
  g_free (AMENDS_AFTERCARE_CARD (object)->shown);

  G_OBJECT_CLASS (amends_aftercare_card_parent_class)->finalize (object);
}

static void
amends_aftercare_card_class_init (AmendsAftercareCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_aftercare_card_finalize;
}

static void
amends_aftercare_card_init (AmendsAftercareCard *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

static GtkBox *
add_card (AmendsAftercareCard *self,
          const char          *title,
          GtkWidget           *end)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = amends_text_new (title, "panel-title");

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "panel");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, title);
  gtk_box_append (GTK_BOX (head), label);
  if (end != NULL)
    gtk_box_append (GTK_BOX (head), end);
  gtk_box_append (GTK_BOX (card), head);
  gtk_box_append (self->box, card);
  return GTK_BOX (card);
}

static GtkGrid *
add_grid (GtkBox *card)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_box_append (card, grid);
  return GTK_GRID (grid);
}

static void
add_button (GtkBox     *card,
            const char *label,
            const char *action,
            GVariant   *target)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (card, button);
}

static GtkWidget *
new_tag (const char *text)
{
  GtkWidget *tag = amends_text_new (text, "tag");

  gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
  return tag;
}

static char *
who_and_when (const char *who,
              gint64      at)
{
  g_autofree char *moment = amends_ticket_moment (at);

  return who != NULL ? g_strdup_printf ("%s · %s", who, moment) : g_steal_pointer (&moment);
}

/* ── survey ── */

static char *
scale_words (JsonObject *survey,
             const char *member)
{
  return amends_json_has (survey, member) ? g_strdup_printf (_("%d of 5"), (int) amends_json_int (survey, member)) : NULL;
}

static void
show_answer (GtkBox     *card,
             JsonObject *survey)
{
  GtkGrid *grid = add_grid (card);
  g_autofree char *speed = scale_words (survey, "speed");
  g_autofree char *attitude = scale_words (survey, "attitude");
  g_autofree char *when = who_and_when (amends_json_text (survey, "recorded_by"), amends_json_time (survey, "answered_at"));

  if (amends_json_has (survey, "solved"))
    amends_facts_add (grid, _("Problem"), amends_json_boolean (survey, "solved") ? _("Solved") : _("Not solved"));
  amends_facts_add (grid, _("Speed"), speed);
  amends_facts_add (grid, _("Attitude"), attitude);
  if (amends_json_has (survey, "overall"))
    amends_facts_add (grid, _("Overall"), amends_overall_words (amends_json_int (survey, "overall")));
  amends_facts_add (grid, _("What happened"), amends_json_text (survey, "what"));
  amends_facts_add (grid, _("Suggestion"), amends_json_text (survey, "suggestion"));
  amends_facts_add (grid, _("Recorded"), when);
}

static void
show_survey (AmendsAftercareCard *self,
             AmendsTicketStore   *store,
             JsonObject          *ticket)
{
  JsonObject *survey = amends_json_object (ticket, "survey");
  gboolean answered = amends_json_has (survey, "answered_at");
  gboolean may = amends_ticket_store_can (store, "survey", NULL);
  GtkBox *card;

  if (survey == NULL && !may)
    return;
  card = add_card (self, _("Survey"), new_tag (answered ? _("Answered") : survey != NULL ? _("Sent") : _("Not sent yet")));
  if (answered)
    show_answer (card, survey);
  if (may)
    add_button (card, _("Record Answer…"), "ticket.survey", NULL);
}

/* ── promised calls ── */

static void
show_followup (AmendsAftercareCard *self,
               AmendsTicketStore   *store,
               JsonObject          *followup)
{
  gboolean callback = g_strcmp0 (amends_json_text (followup, "kind"), "callback") == 0;
  gboolean done = amends_json_has (followup, "done_at");
  gint64 due_at = amends_json_time (followup, "due_at"), created_at = amends_json_time (followup, "created_at");
  GtkWidget *end = done ? new_tag (_("Done")) : amends_due_pill_new ();
  GtkBox *card = add_card (self, callback ? _("Call-back: unhappy") : _("Call after the refund"), end);
  GtkGrid *grid = add_grid (card);

  if (!done)
    {
      amends_due_pill_set (AMENDS_DUE_PILL (end), due_at, due_at - (due_at - created_at) / CALL_WARN_SHARE, NULL);
      gtk_widget_set_valign (end, GTK_ALIGN_CENTER);
      amends_facts_add (grid, _("Who calls"), amends_json_text (followup, "holder"));
    }
  else
    {
      g_autofree char *when = who_and_when (amends_json_text (followup, "done_by"), amends_json_time (followup, "done_at"));

      amends_facts_add (grid, _("Called"), when);
      amends_facts_add (grid, _("Remedy"), amends_remedy_words (amends_json_text (followup, "remedy")));
      amends_facts_add (grid, _("Result"), amends_json_text (followup, "result"));
    }
  if (!done && amends_ticket_store_can (store, callback ? "callback" : "refund_followup", NULL))
    add_button (card, callback ? _("Record Call-Back…") : _("Record Call…"), callback ? "ticket.callback" : "ticket.refund-followup", NULL);
}

/* ── coupons: booked by the site, so in its currency ── */

static void
show_coupon (AmendsAftercareCard *self,
             AmendsTicketStore   *store,
             JsonObject          *coupon)
{
  g_autofree char *money = amends_money_format (amends_json_int (coupon, "amount_minor"),
                                                amends_session_get_currency (amends_ticket_store_get_session (store)));
  const char *by = amends_json_text (coupon, "booked_by");
  g_autofree char *booked = who_and_when (by != NULL ? by : _("automatically"), amends_json_time (coupon, "booked_at"));
  gboolean cancelled = amends_json_has (coupon, "cancelled_at");
  GtkBox *card = add_card (self, _("Coupon"), new_tag (cancelled ? _("Taken back") : money));
  GtkGrid *grid = add_grid (card);

  amends_facts_add (grid, _("Booked"), booked);
  if (cancelled)
    {
      g_autofree char *when = who_and_when (amends_json_text (coupon, "cancelled_by"), amends_json_time (coupon, "cancelled_at"));

      amends_facts_add (grid, _("Amount"), money);
      amends_facts_add (grid, _("Taken back"), when);
      amends_facts_add (grid, _("Reason"), amends_json_text (coupon, "cancel_reason"));
    }
  else if (amends_ticket_store_can (store, "coupon_cancel", NULL))
    add_button (card, _("Take Back…"), "ticket.coupon-cancel", g_variant_new_int64 (amends_json_int (coupon, "id")));
}

static char *
fingerprint (JsonObject *ticket)
{
  static const char * const members[] = { "survey", "followups", "coupons", "can" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *node = json_object_get_member (ticket, members[i]);
      g_autofree char *json = node != NULL ? json_to_string (node, FALSE) : NULL;

      g_string_append (text, json != NULL ? json : "-");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * amends_aftercare_card_show:
 * @self: the card
 * @store: the ticket
 */
void
amends_aftercare_card_show (AmendsAftercareCard *self,
                            AmendsTicketStore   *store)
{
  JsonObject *ticket = amends_ticket_store_get_detail (store);
  JsonArray *followups = amends_json_array (ticket, "followups"), *coupons = amends_json_array (ticket, "coupons");

  g_autofree char *now = fingerprint (ticket);

  g_return_if_fail (AMENDS_IS_AFTERCARE_CARD (self));

  if (g_strcmp0 (self->shown, now) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&now);
  amends_facts_clear (GTK_WIDGET (self->box));
  for (guint i = 0; followups != NULL && i < json_array_get_length (followups); i++)
    show_followup (self, store, amends_json_item (followups, i));
  show_survey (self, store, ticket);
  for (guint i = 0; coupons != NULL && i < json_array_get_length (coupons); i++)
    show_coupon (self, store, amends_json_item (coupons, i));
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_first_child (GTK_WIDGET (self->box)) != NULL);
}
