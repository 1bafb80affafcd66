/* The acts of a refund side by side: asked for, reviewed, confirmed, by a manager too above the tier, paid – by whom and when. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-facts.h"
#include "amends-json.h"
#include "amends-refund-acts.h"
#include "amends-ticket-words.h"
#include "amends-time.h"
#include "amends-tip.h"

typedef enum
{
  ACT_DONE,
  ACT_NOW,
  ACT_COMING,
  ACT_OFF,
} ActState;

static GtkWidget *
new_line (gboolean visible)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (line, "rail-line");
  gtk_widget_set_hexpand (line, TRUE);
  gtk_widget_set_valign (line, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (line, -1, 2);
  gtk_widget_set_opacity (line, visible ? 1 : 0);
  return line;
}

static GtkWidget *
new_dot (ActState state,
         gboolean first,
         gboolean last)
{
  static const char * const icons[] = { "object-select-symbolic", "media-playback-start-symbolic", NULL, "process-stop-symbolic" };
  static const char * const spoken[] = { N_("done"), N_("now"), N_("coming"), N_("stopped") };
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *dot = icons[state] != NULL ? gtk_image_new_from_icon_name (icons[state]) : gtk_image_new ();

  gtk_widget_add_css_class (dot, "rail-dot");
  gtk_accessible_update_property (GTK_ACCESSIBLE (dot), GTK_ACCESSIBLE_PROPERTY_LABEL, _(spoken[state]), -1);
  gtk_box_append (GTK_BOX (row), new_line (!first));
  gtk_box_append (GTK_BOX (row), dot);
  gtk_box_append (GTK_BOX (row), new_line (!last));
  return row;
}

static GtkWidget *
new_centered (const char *text,
              const char *classes)
{
  GtkWidget *label = amends_text_new (text, classes);

  gtk_label_set_xalign (GTK_LABEL (label), 0.5);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

static void
add_act (GtkBox     *box,
         const char *name,
         const char *who,
         gint64      at,
         ActState    state,
         gboolean    last)
{
  static const char * const classes[] = { "done", "current", "coming", "done" };
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *moment = at != 0 ? amends_ticket_short_moment (at) : g_strdup ("");
  g_autofree char *exact = at != 0 ? amends_time_format_exact (at) : NULL;

  gtk_widget_add_css_class (column, "step");
  gtk_widget_add_css_class (column, classes[state]);
  gtk_box_append (GTK_BOX (column), new_dot (state, gtk_widget_get_first_child (GTK_WIDGET (box)) == NULL, last));
  gtk_box_append (GTK_BOX (column), new_centered (name, "caption step-title"));
  gtk_box_append (GTK_BOX (column), new_centered (who, "caption key"));
  gtk_box_append (GTK_BOX (column), new_centered (moment, "caption key"));
  amends_tip_set (column, exact);
  gtk_box_append (box, column);
}

/* The first act that has not happened is the one it stands at, unless the refund is over. */
static ActState
state_of (JsonObject *refund,
          const char *at,
          gboolean   *open)
{
  if (amends_json_has (refund, at))
    return ACT_DONE;
  if (!*open)
    return ACT_COMING;
  *open = FALSE;
  return amends_json_has (refund, "decided_at") ? ACT_OFF : ACT_NOW;
}

static const char *
or_else (const char *name,
         const char *role)
{
  return name != NULL ? name : role;
}

/**
 * amends_refund_acts_fill:
 * @box: homogeneous; what stood in it is taken away
 * @refund: a refund
 * @customer: (nullable): the masked name: who asks
 */
void
amends_refund_acts_fill (GtkBox     *box,
                         JsonObject *refund,
                         const char *customer)
{
  gboolean open = TRUE;

  amends_facts_clear (GTK_WIDGET (box));
  add_act (box, _("Asked"), or_else (customer, _("Customer")), amends_json_time (refund, "requested_at"),
           state_of (refund, "requested_at", &open), FALSE);
  add_act (box, _("Review"), or_else (amends_json_text (refund, "reviewed_by"), _("Agent")), amends_json_time (refund, "reviewed_at"),
           state_of (refund, "reviewed_at", &open), FALSE);
  add_act (box, _("Confirm"), or_else (amends_json_text (refund, "confirmed_by"), _("Finance")), amends_json_time (refund, "confirmed_at"),
           state_of (refund, "confirmed_at", &open), FALSE);
  if (amends_json_boolean (refund, "needs_manager"))
    add_act (box, _("Co-sign"), or_else (amends_json_text (refund, "manager_by"), _("Manager")), amends_json_time (refund, "manager_at"),
             state_of (refund, "manager_at", &open), FALSE);
  add_act (box, _("Pay"), or_else (amends_json_text (refund, "paid_by"), _("Finance")), amends_json_time (refund, "paid_at"),
           state_of (refund, "paid_at", &open), TRUE);
}
