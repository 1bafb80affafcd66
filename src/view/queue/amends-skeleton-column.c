/* What a column looks like before its tickets have come: the same head and the same pitch, so that nothing jumps. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-skeleton-column.h"

struct _AmendsSkeletonColumn
{
  GtkBox parent_instance;

  GtkBox *cards;
};

G_DEFINE_FINAL_TYPE (AmendsSkeletonColumn, amends_skeleton_column, GTK_TYPE_BOX)

static void
amends_skeleton_column_class_init (AmendsSkeletonColumnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/queue/skeleton-column.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsSkeletonColumn, cards);
}

static void
amends_skeleton_column_init (AmendsSkeletonColumn *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
new_bone (int         width,
          const char *css_class)
{
  GtkWidget *bone = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_size_request (bone, width, -1);
  gtk_widget_set_halign (bone, GTK_ALIGN_START);
  gtk_widget_set_valign (bone, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (bone, "bone");
  if (css_class != NULL)
    gtk_widget_add_css_class (bone, css_class);
  return bone;
}

static GtkWidget *
new_card (int second,
          int third)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *gap = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_hexpand (gap, TRUE);
  gtk_box_append (GTK_BOX (first), new_bone (76, NULL));
  gtk_box_append (GTK_BOX (first), gap);
  gtk_box_append (GTK_BOX (first), new_bone (56, "pill"));
  gtk_box_append (GTK_BOX (card), first);
  gtk_box_append (GTK_BOX (card), new_bone (second, NULL));
  gtk_box_append (GTK_BOX (card), new_bone (third, "faint"));
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "ticket-card");
  return card;
}

/**
 * amends_skeleton_column_new:
 * @n_cards: how many cards
 * @seed: makes columns differ
 * @pinned: whether it stands for the unassigned tickets
 *
 * Returns: (transfer full): a column of grey
 */
GtkWidget *
amends_skeleton_column_new (guint    n_cards,
                            guint    seed,
                            gboolean pinned)
{
  static const int second[] = { 120, 140, 96, 132, 108, 126 };
  static const int third[] = { 88, 70, 104, 64, 92, 80 };
  AmendsSkeletonColumn *self = g_object_new (AMENDS_TYPE_SKELETON_COLUMN, NULL);

  for (guint i = 0; i < n_cards; i++)
    gtk_box_append (self->cards, new_card (second[(seed + i) % G_N_ELEMENTS (second)],
                                           third[(seed * 2 + i) % G_N_ELEMENTS (third)]));
  if (pinned)
    {
      gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);
      gtk_widget_set_size_request (GTK_WIDGET (self), 216, -1);
      gtk_widget_add_css_class (GTK_WIDGET (self), "pinned");
    }
  return GTK_WIDGET (self);
}
