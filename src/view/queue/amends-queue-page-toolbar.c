/* The line above a queue: what burns and whose it is, and chips that keep back everything else. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-queue-page-private.h"

static const struct
{
  AmendsQueueFlag flag;
  const char *label;
} chips[AMENDS_N_QUEUE_FLAGS] = {
  { AMENDS_QUEUE_HOUR, N_("Within the hour") },
  { AMENDS_QUEUE_URGENT, N_("Urgent") },
  { AMENDS_QUEUE_VIP, N_("VIP") },
  { AMENDS_QUEUE_REPEAT, N_("Repeat complaint") },
  { AMENDS_QUEUE_BATCH, N_("Batch") },
};

static void
burner_cb (AmendsQueuePage *self,
           GtkWidget       *button)
{
  gint64 person = *(gint64 *) g_object_get_data (G_OBJECT (button), "person");

  if (amends_queue_page_is_board (self))
    amends_queue_board_go_to (self->board, person);
  else
    amends_queue_list_go_to (self->list, person);
}

static void
add_burner (AmendsQueuePage *self,
            gint64           person,
            const char      *name,
            guint            n,
            gboolean         away)
{
  GtkWidget *button = gtk_button_new (), *label = gtk_label_new (NULL);
  g_autofree char *escaped = g_markup_escape_text (name, -1);
  g_autofree char *note = away ? g_strdup_printf (" <span alpha=\"58%%\" size=\"small\">%s</span>", _("off duty")) : g_strdup ("");
  g_autofree char *markup = g_strdup_printf ("%s <b>%u</b>%s", escaped, n, note);
  g_autofree char *words = g_strdup_printf (_("%s, %u overdue"), name, n);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_widget_add_css_class (label, "numeric");
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "burner");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data_full (G_OBJECT (button), "person", g_memdup2 (&person, sizeof person), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (burner_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->burners, button);
}

static char *
burning_key (AmendsQueuePage *self,
             gint64           now,
             guint           *total,
             gint64          *next)
{
  GListModel *members = amends_queue_store_get_members (self->context->store);
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 soonest;

  *total = amends_lane_count_overdue (amends_queue_store_get_all (self->context->store), now, next);
  g_string_append_printf (text, "0=%u", amends_lane_count_overdue (
    amends_queue_store_get_lane (self->context->store, AMENDS_NOBODY), now, &soonest));
  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (AmendsMember) member = g_list_model_get_item (members, i);
      gint64 id = amends_member_get_id (member);

      g_string_append_printf (text, ",%" G_GINT64_FORMAT "=%u%s", id,
                              amends_lane_count_overdue (amends_queue_store_get_lane (self->context->store, id), now, &soonest),
                              amends_member_get_on_duty (member) ? "" : "-");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_burners (AmendsQueuePage *self,
              gint64           now)
{
  GListModel *members = amends_queue_store_get_members (self->context->store);
  GtkWidget *child;
  guint n;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->burners))) != NULL)
    gtk_box_remove (self->burners, child);
  n = amends_lane_count_overdue (amends_queue_store_get_lane (self->context->store, AMENDS_NOBODY), now, NULL);
  if (n > 0)
    add_burner (self, AMENDS_NOBODY, _("Unassigned"), n, FALSE);
  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (AmendsMember) member = g_list_model_get_item (members, i);
      gint64 id = amends_member_get_id (member);

      n = amends_lane_count_overdue (amends_queue_store_get_lane (self->context->store, id), now, NULL);
      if (n > 0)
        add_burner (self, id, amends_member_get_name (member), n, !amends_member_get_on_duty (member));
    }
}

gint64
amends_queue_page_show_burning (AmendsQueuePage *self,
                                gint64           now)
{
  guint total;
  gint64 next;
  g_autofree char *key = burning_key (self, now, &total, &next);
  g_autofree char *words = NULL;

  if (g_strcmp0 (key, self->burning_shown) == 0)
    return next;
  g_free (self->burning_shown);
  self->burning_shown = g_steal_pointer (&key);
  words = total > 0 ? g_strdup_printf (ngettext ("%u overdue", "%u overdue", total), total) : g_strdup (_("Nothing overdue"));
  gtk_label_set_label (self->burning_label, words);
  gtk_image_set_from_icon_name (self->burning_icon, total > 0 ? "amends-overdue-symbolic" : "object-select-symbolic");
  if (total > 0)
    gtk_widget_remove_css_class (self->burning, "calm");
  else
    gtk_widget_add_css_class (self->burning, "calm");
  show_burners (self, now);
  return next;
}

static void
chip_cb (AmendsQueuePage *self,
         GtkToggleButton *button)
{
  AmendsQueueFlag flag = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "flag"));

  amends_queue_filter_set_flag (self->context->filter, flag, gtk_toggle_button_get_active (button));
}

void
amends_queue_page_add_chips (AmendsQueuePage *self)
{
  for (guint i = 0; i < AMENDS_N_QUEUE_FLAGS; i++)
    {
      GtkWidget *button = gtk_toggle_button_new (), *label = gtk_label_new (NULL);

      gtk_widget_add_css_class (label, "numeric");
      gtk_button_set_child (GTK_BUTTON (button), label);
      gtk_widget_add_css_class (button, "chip");
      gtk_widget_set_valign (button, GTK_ALIGN_BASELINE);
      g_object_set_data (G_OBJECT (button), "flag", GUINT_TO_POINTER (chips[i].flag));
      g_signal_connect_object (button, "toggled", G_CALLBACK (chip_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->chips, button);
      self->chip_buttons[i] = button;
      self->chip_labels[i] = GTK_LABEL (label);
    }
}

void
amends_queue_page_show_chips (AmendsQueuePage *self,
                              gint64           now)
{
  AmendsLane *all = amends_queue_store_get_all (self->context->store);
  guint counts[AMENDS_N_QUEUE_FLAGS] = { 0 };

  for (guint i = 0; i < amends_lane_get_n (all); i++)
    {
      guint flags = amends_queue_flags_of (amends_lane_peek (all, i), now);

      for (guint k = 0; k < AMENDS_N_QUEUE_FLAGS; k++)
        counts[k] += (flags & chips[k].flag) != 0;
    }
  for (guint i = 0; i < AMENDS_N_QUEUE_FLAGS; i++)
    {
      g_autofree char *escaped = g_markup_escape_text (_(chips[i].label), -1);
      g_autofree char *markup = g_strdup_printf ("%s <span alpha=\"58%%\">%u</span>", escaped, counts[i]);
      g_autofree char *words = g_strdup_printf ("%s, %u", _(chips[i].label), counts[i]);

      gtk_label_set_markup (self->chip_labels[i], markup);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->chip_buttons[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
    }
}
