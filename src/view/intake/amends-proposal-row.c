/* One thing the database proposes: what, because of what, and a way to change it. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-proposal-row.h"

struct _AmendsProposalRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *key_label;
  GtkLabel *value_label;
  GtkLabel *reason_label;
  GtkMenuButton *change_button;
};

enum
{
  PROP_0,
  PROP_ICON_NAME,
  PROP_KEY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsProposalRow, amends_proposal_row, GTK_TYPE_LIST_BOX_ROW)

static void
amends_proposal_row_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  AmendsProposalRow *self = AMENDS_PROPOSAL_ROW (object);

  switch (prop_id)
    {
    case PROP_ICON_NAME:
      gtk_image_set_from_icon_name (self->icon, g_value_get_string (value));
      break;
    case PROP_KEY:
      gtk_label_set_label (self->key_label, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_proposal_row_class_init (AmendsProposalRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = amends_proposal_row_set_property;

  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/intake/proposal-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsProposalRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsProposalRow, key_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsProposalRow, value_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsProposalRow, reason_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsProposalRow, change_button);
}

static void
amends_proposal_row_init (AmendsProposalRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * amends_proposal_row_set:
 * @self: a row
 * @value: (nullable): what is proposed; %NULL shows a dash
 * @reason: (nullable): because of what
 */
void
amends_proposal_row_set (AmendsProposalRow *self,
                         const char        *value,
                         const char        *reason)
{
  g_return_if_fail (AMENDS_IS_PROPOSAL_ROW (self));

  gtk_label_set_label (self->value_label, value ? value : "–");
  gtk_label_set_label (self->reason_label, reason ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), reason && *reason);
}

/**
 * amends_proposal_row_align:
 * @self: a row
 * @keys: makes the first column of all rows as wide as its longest word
 */
void
amends_proposal_row_align (AmendsProposalRow *self,
                           GtkSizeGroup      *keys)
{
  g_return_if_fail (AMENDS_IS_PROPOSAL_ROW (self));
  g_return_if_fail (GTK_IS_SIZE_GROUP (keys));

  gtk_size_group_add_widget (keys, GTK_WIDGET (self->key_label));
}

/**
 * amends_proposal_row_set_popover:
 * @self: a row
 * @popover: (transfer floating): where something else is chosen
 */
void
amends_proposal_row_set_popover (AmendsProposalRow *self,
                                 GtkWidget         *popover)
{
  g_autofree char *words = NULL;

  g_return_if_fail (AMENDS_IS_PROPOSAL_ROW (self));

  gtk_menu_button_set_popover (self->change_button, popover);
  gtk_widget_set_visible (GTK_WIDGET (self->change_button), TRUE);
  /* Translators: the accessible name of a button: “Change: Category” */
  words = g_strdup_printf (_("Change: %s"), gtk_label_get_label (self->key_label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->change_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/**
 * amends_proposal_row_get_button:
 * @self: a row
 *
 * Returns: (transfer none): the button that opens the choice
 */
GtkMenuButton *
amends_proposal_row_get_button (AmendsProposalRow *self)
{
  g_return_val_if_fail (AMENDS_IS_PROPOSAL_ROW (self), NULL);

  return self->change_button;
}
