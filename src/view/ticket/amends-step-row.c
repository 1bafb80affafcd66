/* A step of the procedure: done with who and how long, current with what to record, coming with its limit. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-clock.h"
#include "amends-facts.h"
#include "amends-json.h"
#include "amends-money.h"
#include "amends-step-row.h"
#include "amends-ticket-words.h"
#include "amends-time.h"
#include "amends-tip.h"

struct _AmendsStepRow
{
  GtkListBoxRow parent_instance;

  gint64 step;
  AmendsDrafts *drafts;

  GtkWidget *box;
  GtkWidget *rail_above;
  GtkImage *rail_dot;
  GtkWidget *rail_below;
  GtkLabel *title_label;
  GtkLabel *time_label;
  GtkLabel *who_label;
  GtkBox *recorded_box;
  GtkWidget *card;
  GtkLabel *hint_label;
  GtkWidget *record_title;
  GtkBox *plan_box;
  AmendsRecordForm *record_form;
  GtkWidget *button_box;
  GtkButton *step_button;
  GtkWidget *menu_button;
};

G_DEFINE_FINAL_TYPE (AmendsStepRow, amends_step_row, GTK_TYPE_LIST_BOX_ROW)

static void
amends_step_row_dispose (GObject *object)
{
  g_clear_object (&AMENDS_STEP_ROW (object)->drafts);

  G_OBJECT_CLASS (amends_step_row_parent_class)->dispose (object);
}

static void
amends_step_row_class_init (AmendsStepRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_step_row_dispose;

  g_type_ensure (AMENDS_TYPE_RECORD_FORM);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/ticket/step-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, box);
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, rail_above);
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, rail_dot);
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, rail_below);
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, time_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, who_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, recorded_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, card);
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, hint_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, record_title);
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, plan_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, record_form);
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, button_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, step_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsStepRow, menu_button);
}

static void
amends_step_row_init (AmendsStepRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * amends_step_row_new:
 * @step: id of the step it shows
 * @drafts: keeps what is entered until it is sent
 *
 * Returns: (transfer full): an empty row
 */
GtkWidget *
amends_step_row_new (gint64        step,
                     AmendsDrafts *drafts)
{
  AmendsStepRow *self = g_object_new (AMENDS_TYPE_STEP_ROW, NULL);

  self->step = step;
  self->drafts = g_object_ref (drafts);
  return GTK_WIDGET (self);
}

/**
 * amends_step_row_get_step:
 * @self: a row
 *
 * Returns: id of the step it shows
 */
gint64
amends_step_row_get_step (AmendsStepRow *self)
{
  g_return_val_if_fail (AMENDS_IS_STEP_ROW (self), 0);

  return self->step;
}

/**
 * amends_step_row_get_form:
 * @self: a row
 *
 * Returns: (transfer none): where what has to be recorded is entered
 */
AmendsRecordForm *
amends_step_row_get_form (AmendsStepRow *self)
{
  g_return_val_if_fail (AMENDS_IS_STEP_ROW (self), NULL);

  return self->record_form;
}

static void
show_shape (AmendsStepRow *self,
            JsonObject    *step)
{
  const char *state = amends_json_text (step, "state");
  gboolean current = g_strcmp0 (state, "current") == 0;
  gboolean done = g_strcmp0 (state, "done") == 0;
  gboolean left_out = g_strcmp0 (state, "skipped") == 0 || g_strcmp0 (state, "sent_back") == 0;
  gint64 due_at = amends_json_time (step, "due_at");
  gboolean over = current && due_at != 0 && due_at < amends_clock_now ();

  amends_css_toggle (self->box, "current", current);
  amends_css_toggle (self->box, "over", over);
  amends_css_toggle (self->box, "done", done || left_out);
  amends_css_toggle (self->box, "left-out", left_out);
  amends_css_toggle (self->box, "coming", g_strcmp0 (state, "pending") == 0);
  if (done)
    gtk_image_set_from_icon_name (self->rail_dot, "object-select-symbolic");
  else if (left_out)
    gtk_image_set_from_icon_name (self->rail_dot, g_str_equal (state, "skipped") ? "media-skip-forward-symbolic" : "edit-undo-symbolic");
  else if (current)
    gtk_image_set_from_icon_name (self->rail_dot, over ? "amends-overdue-symbolic" : "media-playback-start-symbolic");
  else
    gtk_image_clear (self->rail_dot);
}

static void
show_recorded (AmendsStepRow     *self,
               JsonObject        *step,
               AmendsTicketStore *store)
{
  JsonArray *fields = amends_json_array (step, "fields");
  JsonObject *record = amends_json_object (step, "record");

  amends_facts_clear (GTK_WIDGET (self->recorded_box));
  for (guint i = 0; fields != NULL && i < json_array_get_length (fields); i++)
    {
      JsonObject *field = amends_json_item (fields, i);
      const char *value = amends_json_text (record, amends_json_text (field, "code"));
      g_autofree char *label = amends_json_dup_label (field, "label");
      g_autofree char *words = value != NULL ? amends_field_value_words (field, value, amends_ticket_store_get_currency (store)) : NULL;
      g_autofree char *line = words != NULL ? g_strdup_printf (_("%s: %s"), label, words) : NULL;
      if (line != NULL)
        gtk_box_append (self->recorded_box, amends_prose_new (line, "caption"));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->recorded_box), gtk_widget_get_first_child (GTK_WIDGET (self->recorded_box)) != NULL);
}

/* Which action of the page ends this step, and which member of "can" says whether the person may. */
static const char *
action_of (JsonObject  *step,
           const char **can)
{
  const char *kind = amends_json_text (step, "kind");

  if (g_strcmp0 (kind, "close") == 0)
    {
      *can = "close";
      return "ticket.close";
    }
  *can = g_str_has_prefix (kind, "refund") ? NULL : "finish";
  return *can != NULL ? "ticket.finish" : "ticket.to-refund";
}

static void
add_plan (AmendsStepRow *self,
          gboolean       done,
          const char    *words)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (done ? "object-select-symbolic" : "radio-symbolic");
  GtkWidget *label = amends_prose_new (words, NULL);

  gtk_widget_add_css_class (box, "record");
  if (!done)
    gtk_widget_add_css_class (box, "missing");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, done ? _("done") : _("still to do"), -1);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (self->plan_box, box);
}

/* What the refund panel asks for at this step, and what is settled already. */
static void
plan_money (AmendsStepRow     *self,
            const char        *kind,
            AmendsTicketStore *store)
{
  JsonObject *refund = amends_json_object (amends_ticket_store_get_detail (store), "refund");
  g_autofree char *left = amends_money_format (amends_json_int (refund, "left_minor"), amends_ticket_store_get_currency (store));
  g_autofree char *enough = g_strdup_printf (_("Enough is left on the order (%s)"), left);

  if (refund == NULL)
    add_plan (self, FALSE, _("What the customer asks for"));
  else if (g_str_equal (kind, "refund_review"))
    {
      add_plan (self, FALSE, _("Clause of the policy"));
      add_plan (self, FALSE, _("Amount of the refund"));
    }
  else if (g_str_equal (kind, "refund_confirm"))
    {
      add_plan (self, amends_json_boolean (refund, "order_checked"), _("Paid by the payment record"));
      add_plan (self, amends_json_int (refund, "amount_minor") <= amends_json_int (refund, "left_minor"), enough);
      add_plan (self, FALSE, amends_json_has (refund, "confirmed_at") ? _("The manager confirms too") : _("Amount confirmed by a second person"));
    }
  else
    add_plan (self, FALSE, _("Reference of the payment"));
}

/* Who may not act reads what will be recorded; what was typed before somebody else took the step stays, to be copied. */
static void
show_form (AmendsStepRow     *self,
           JsonObject        *step,
           AmendsTicketStore *store,
           gboolean           records,
           gboolean           work)
{
  JsonArray *fields = amends_json_array (step, "fields");
  gboolean form = work && !amends_record_form_is_empty (self->record_form) && (records || amends_record_form_is_touched (self->record_form));

  amends_facts_clear (GTK_WIDGET (self->plan_box));
  if (g_str_has_prefix (amends_json_text (step, "kind"), "refund"))
    plan_money (self, amends_json_text (step, "kind"), store);
  for (guint i = 0; !form && work && fields != NULL && i < json_array_get_length (fields); i++)
    {
      g_autofree char *label = amends_json_dup_label (amends_json_item (fields, i), "label");

      add_plan (self, FALSE, label);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->plan_box), gtk_widget_get_first_child (GTK_WIDGET (self->plan_box)) != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->record_form), records);
  gtk_widget_set_visible (GTK_WIDGET (self->record_form), form);
  gtk_widget_set_visible (self->record_title, form || gtk_widget_get_visible (GTK_WIDGET (self->plan_box)));
}

static void
show_card (AmendsStepRow     *self,
           JsonObject        *step,
           AmendsTicketStore *store)
{
  JsonObject *ticket = amends_ticket_store_get_detail (store);
  const char *can = NULL, *why_not = NULL;
  const char *action = action_of (step, &can);
  gboolean may = can == NULL || amends_ticket_store_can (store, can, &why_not);
  gboolean records = may && g_str_equal (action, "ticket.finish");
  g_autofree char *why = may || why_not == NULL ? NULL : amends_ticket_why_not (why_not, ticket);
  g_autofree char *verb = can != NULL ? amends_json_dup_label (step, "action") : g_strdup (_("Go to Refund"));

  amends_record_form_set_step (self->record_form, step, amends_ticket_store_get_currency (store), self->drafts);
  show_form (self, step, store, records, g_str_equal (action, "ticket.finish"));
  gtk_label_set_label (self->hint_label, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), why != NULL);
  gtk_button_set_label (self->step_button, verb);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->step_button), action);
  gtk_widget_set_visible (GTK_WIDGET (self->step_button), may);
  gtk_widget_set_visible (self->menu_button, amends_ticket_store_can (store, "wait", NULL)
                          || amends_ticket_store_can (store, "hand_over", NULL) || amends_ticket_store_can (store, "skip", NULL));
  gtk_widget_set_visible (self->button_box, may || gtk_widget_get_visible (self->menu_button));
}

/* Beside a time the title is cut, alone it wraps: a label that wraps beside another one is measured wrongly. */
static void
show_title (AmendsStepRow *self,
            const char    *title,
            const char    *time)
{
  gboolean alone = *time == '\0';

  gtk_widget_set_visible (GTK_WIDGET (self->time_label), !alone);
  gtk_label_set_label (self->time_label, time);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_ellipsize (self->title_label, alone ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (self->title_label, alone);
  amends_tip_set (GTK_WIDGET (self->title_label), alone ? NULL : title);
}

/**
 * amends_step_row_show:
 * @self: a row
 * @step: the step as it is now
 * @channel: (nullable): label of the channel the ticket came in by
 * @store: the ticket
 *
 * Brings the row up to date; what was typed into its form stays.
 */
void
amends_step_row_show (AmendsStepRow     *self,
                      JsonObject        *step,
                      const char        *channel,
                      AmendsTicketStore *store)
{
  g_autofree char *title = amends_json_dup_label (step, "label");
  g_autofree char *who = amends_step_who_words (step, channel);
  g_autofree char *time = amends_step_time_words (step);
  g_autofree char *spoken = g_strdup_printf ("%s. %s. %s", title, who, time);
  g_autofree char *exact = amends_json_has (step, "finished_at") ? amends_time_format_exact (amends_json_time (step, "finished_at")) : NULL;
  gboolean current = g_strcmp0 (amends_json_text (step, "state"), "current") == 0;

  g_return_if_fail (AMENDS_IS_STEP_ROW (self));

  show_shape (self, step);
  show_title (self, title, time);
  amends_tip_set (GTK_WIDGET (self->time_label), exact);
  gtk_label_set_label (self->who_label, who);
  show_recorded (self, step, store);
  gtk_widget_set_visible (self->card, current);
  if (current)
    show_card (self, step, store);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/**
 * amends_step_row_set_ends:
 * @self: a row
 * @first: whether no line comes from above
 * @last: whether no line goes on below
 */
void
amends_step_row_set_ends (AmendsStepRow *self,
                          gboolean       first,
                          gboolean       last)
{
  g_return_if_fail (AMENDS_IS_STEP_ROW (self));

  gtk_widget_set_opacity (self->rail_above, first ? 0 : 1);
  gtk_widget_set_opacity (self->rail_below, last ? 0 : 1);
}
