/* A ticket that was found. */

#define G_LOG_DOMAIN "amends-app"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-search-row.h"

struct _AmendsSearchRow
{
  GtkListBoxRow parent_instance;

  gint64 ticket;

  GtkLabel *subject;
  GtkLabel *detail;
  GtkLabel *state;
};

G_DEFINE_FINAL_TYPE (AmendsSearchRow, amends_search_row, GTK_TYPE_LIST_BOX_ROW)

static const char *
state_words (const char *state)
{
  static const struct { const char *code; const char *words; } states[] = {
    { "new", NC_("ticket state", "new") },           { "open", NC_("ticket state", "in progress") },
    { "waiting", NC_("ticket state", "waiting") },   { "resolved", NC_("ticket state", "resolved") },
    { "closed", NC_("ticket state", "closed") },     { "cancelled", NC_("ticket state", "cancelled") },
    { "merged", NC_("ticket state", "merged") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].code, state) == 0)
      return g_dpgettext2 (NULL, "ticket state", states[i].words);
  return state != NULL ? state : "";
}

static void
add_part (GString    *text,
          const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static void
amends_search_row_class_init (AmendsSearchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/app/search-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsSearchRow, subject);
  gtk_widget_class_bind_template_child (widget_class, AmendsSearchRow, detail);
  gtk_widget_class_bind_template_child (widget_class, AmendsSearchRow, state);
}

static void
amends_search_row_init (AmendsSearchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * amends_search_row_new:
 * @rows: rows of api.search()
 * @row: which of them
 *
 * Returns: (transfer full): a row for a list box
 */
GtkWidget *
amends_search_row_new (AmendsResult *rows,
                       int           row)
{
  AmendsSearchRow *self = g_object_new (AMENDS_TYPE_SEARCH_ROW, NULL);
  const char *number = amends_result_get_text (rows, row, amends_result_column (rows, "number"));
  const char *subject = amends_result_get_text (rows, row, amends_result_column (rows, "subject"));
  const char *state = state_words (amends_result_get_text (rows, row, amends_result_column (rows, "state")));
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", number, subject != NULL ? subject : "", state);
  GString *detail = g_string_new (NULL);

  self->ticket = amends_result_get_int64 (rows, row, amends_result_column (rows, "ticket_id"));
  add_part (detail, number);
  add_part (detail, amends_result_get_text (rows, row, amends_result_column (rows, "customer")));
  add_part (detail, amends_result_get_text (rows, row, amends_result_column (rows, "assignee")));
  gtk_label_set_label (self->subject, subject != NULL ? subject : "");
  gtk_label_set_label (self->detail, detail->str);
  gtk_label_set_label (self->state, state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_string_free (detail, TRUE);
  return GTK_WIDGET (self);
}

/**
 * amends_search_row_get_ticket:
 * @self: a row
 *
 * Returns: the ticket's number in the database
 */
gint64
amends_search_row_get_ticket (AmendsSearchRow *self)
{
  g_return_val_if_fail (AMENDS_IS_SEARCH_ROW (self), 0);

  return self->ticket;
}
