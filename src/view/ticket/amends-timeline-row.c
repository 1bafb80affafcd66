/* One thing that happened. Its weight is its shape: a line for a change, a filled block for the customer's words, a tinted
 * one for what was said to the customer, a dashed one with a lock for staff only. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-event-words.h"
#include "amends-facts.h"
#include "amends-json.h"
#include "amends-ticket-words.h"
#include "amends-time.h"
#include "amends-timeline-row.h"
#include "amends-tip.h"

struct _AmendsTimelineRow
{
  GtkListBoxRow parent_instance;

  AmendsEvent *event;
  gboolean words;           /* the customer's own words, which stand in the ticket */

  GtkLabel *time_label;
  GtkImage *icon;
  GtkLabel *text_label;
  GtkWidget *block;
  GtkLabel *who_label;
  GtkLabel *meta_label;
  GtkLabel *body_label;
};

G_DEFINE_FINAL_TYPE (AmendsTimelineRow, amends_timeline_row, GTK_TYPE_LIST_BOX_ROW)

static void
amends_timeline_row_dispose (GObject *object)
{
  g_clear_object (&AMENDS_TIMELINE_ROW (object)->event);

  G_OBJECT_CLASS (amends_timeline_row_parent_class)->dispose (object);
}

static void
amends_timeline_row_class_init (AmendsTimelineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_timeline_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/ticket/timeline-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineRow, time_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineRow, text_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineRow, block);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineRow, who_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineRow, meta_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineRow, body_label);
}

static void
amends_timeline_row_init (AmendsTimelineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_moment (AmendsTimelineRow *self)
{
  gint64 happened = amends_event_get_happened_at (self->event), recorded = amends_event_get_recorded_at (self->event);
  g_autofree char *clock = amends_time_format_clock (happened);
  g_autofree char *exact = amends_time_format_exact (happened);
  g_autofree char *late = NULL;

  gtk_label_set_label (self->time_label, clock);
  /* late entries are visible as such */
  if (recorded - happened > 5 * G_TIME_SPAN_MINUTE)
    {
      g_autofree char *written = amends_time_format_exact (recorded);

      late = g_strdup_printf (_("%s, recorded %s"), exact, written);
    }
  amends_tip_set (GTK_WIDGET (self->time_label), late != NULL ? late : exact);
}

/**
 * amends_timeline_row_new:
 * @event: what happened
 *
 * Returns: (transfer full): a row; it says nothing before amends_timeline_row_tell()
 */
GtkWidget *
amends_timeline_row_new (AmendsEvent *event)
{
  AmendsTimelineRow *self = g_object_new (AMENDS_TYPE_TIMELINE_ROW, NULL);

  self->event = g_object_ref (event);
  show_moment (self);
  return GTK_WIDGET (self);
}

/**
 * amends_timeline_row_new_words:
 * @filed: the event of intake
 *
 * Returns: (transfer full): a row with the customer's own words
 */
GtkWidget *
amends_timeline_row_new_words (AmendsEvent *filed)
{
  GtkWidget *self = amends_timeline_row_new (filed);

  AMENDS_TIMELINE_ROW (self)->words = TRUE;
  return self;
}

static void
show_block (AmendsTimelineRow *self,
            const char        *css_class,
            const char        *who,
            const char        *meta,
            const char        *markup)
{
  g_autofree char *spoken = NULL;

  gtk_widget_set_visible (self->block, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->text_label), FALSE);
  gtk_widget_add_css_class (self->block, css_class);
  gtk_label_set_label (self->who_label, who);
  gtk_label_set_label (self->meta_label, meta);
  gtk_label_set_markup (self->body_label, markup);
  /* in line with the first line inside the block */
  gtk_widget_set_valign (GTK_WIDGET (self->time_label), GTK_ALIGN_START);
  gtk_widget_set_margin_top (GTK_WIDGET (self->time_label), 13);
  gtk_widget_set_margin_top (GTK_WIDGET (self->icon), 14);
  spoken = g_strdup_printf ("%s, %s: %s", who, meta, gtk_label_get_text (self->body_label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
tell_words (AmendsTimelineRow *self,
            JsonObject        *ticket,
            AmendsCatalogue   *catalogue)
{
  const char *who = amends_json_text (amends_json_object (ticket, "customer"), "name");
  AmendsTerm *channel = amends_catalogue_find (catalogue, AMENDS_TERM_CHANNEL, amends_json_text (ticket, "channel"));
  const char *words = amends_json_text (ticket, "words");
  g_autofree char *markup = g_markup_escape_text (words != NULL ? words : "", -1);

  gtk_image_set_from_icon_name (self->icon, "user-info-symbolic");
  show_block (self, "customer", who != NULL ? who : _("Customer"), channel != NULL ? amends_term_get_label (channel) : "", markup);
}

static void
tell_line (AmendsTimelineRow *self,
           AmendsTicketStore *store,
           AmendsCatalogue   *catalogue)
{
  g_autofree char *markup = amends_event_dup_markup (self->event, store, catalogue);

  gtk_label_set_markup (self->text_label, markup);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_text (self->text_label), -1);
}

static void
tell_block (AmendsTimelineRow *self,
            JsonObject        *ticket,
            AmendsCatalogue   *catalogue)
{
  static const char * const classes[] = { "", "customer", "outgoing", "note" };
  g_autofree char *who = amends_event_dup_who (self->event, ticket);
  g_autofree char *meta = amends_event_dup_meta (self->event, catalogue);
  g_autofree char *markup = amends_event_dup_text (self->event);

  show_block (self, classes[amends_event_shape (self->event)], who, meta, markup);
}

/**
 * amends_timeline_row_tell:
 * @self: a row
 * @store: the ticket
 * @catalogue: labels and people
 *
 * Puts what happened into words.
 */
void
amends_timeline_row_tell (AmendsTimelineRow *self,
                          AmendsTicketStore *store,
                          AmendsCatalogue   *catalogue)
{
  JsonObject *ticket;
  gboolean alert;

  g_return_if_fail (AMENDS_IS_TIMELINE_ROW (self));

  ticket = amends_ticket_store_get_detail (store);
  if (self->words)
    {
      tell_words (self, ticket, catalogue);
      return;
    }
  alert = amends_event_is_alert (self->event);
  gtk_image_set_from_icon_name (self->icon, alert ? "amends-overdue-symbolic" : amends_event_icon (self->event));
  amends_css_toggle (GTK_WIDGET (self->icon), "alert", alert);
  amends_css_toggle (GTK_WIDGET (self->text_label), "alert", alert);
  if (amends_event_shape (self->event) == AMENDS_EVENT_LINE)
    tell_line (self, store, catalogue);
  else
    tell_block (self, ticket, catalogue);
}

/**
 * amends_timeline_row_get_event:
 * @self: a row
 *
 * Returns: (transfer none): what happened
 */
AmendsEvent *
amends_timeline_row_get_event (AmendsTimelineRow *self)
{
  g_return_val_if_fail (AMENDS_IS_TIMELINE_ROW (self), NULL);

  return self->event;
}

/**
 * amends_timeline_row_is_in:
 * @self: a row
 * @group: a filter
 *
 * Returns: whether it stands under that filter
 */
gboolean
amends_timeline_row_is_in (AmendsTimelineRow *self,
                           AmendsEventGroup   group)
{
  g_return_val_if_fail (AMENDS_IS_TIMELINE_ROW (self), FALSE);

  /* that it was taken in is a change, the words are the customer's */
  if (g_str_equal (amends_event_get_kind (self->event), "filed"))
    return group == (self->words ? AMENDS_EVENT_CUSTOMER : AMENDS_EVENT_CHANGE);
  return amends_event_get_group (self->event) == group;
}

/**
 * amends_timeline_row_compare:
 * @self: a row
 * @other: another
 *
 * Returns: less than 0 where @self stands above @other
 */
int
amends_timeline_row_compare (AmendsTimelineRow *self,
                             AmendsTimelineRow *other)
{
  gint64 a = amends_event_get_happened_at (self->event), b = amends_event_get_happened_at (other->event);

  if (a == b)
    {
      a = amends_event_get_id (self->event) * 2 + self->words;
      b = amends_event_get_id (other->event) * 2 + other->words;
    }
  return (a > b) - (a < b);
}
