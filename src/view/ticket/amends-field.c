/* A labelled field of a form: gives its value as JSON under its name, says beside itself what is wrong.
 *
 * A name with a dot goes into an object of the first part: "survey.speed". */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-field.h"

typedef struct
{
  char *name;
  gboolean required;
  GtkLabel *label;
  GtkLabel *error;
} AmendsFieldPrivate;

enum
{
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AmendsField, amends_field, GTK_TYPE_BOX)

static AmendsFieldPrivate *
get_private (AmendsField *self)
{
  return amends_field_get_instance_private (self);
}

static void
amends_field_finalize (GObject *object)
{
  g_free (get_private (AMENDS_FIELD (object))->name);

  G_OBJECT_CLASS (amends_field_parent_class)->finalize (object);
}

static gboolean
amends_field_grab_focus (GtkWidget *widget)
{
  amends_field_focus (AMENDS_FIELD (widget));
  return TRUE;
}

static void
amends_field_class_init (AmendsFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_field_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = amends_field_grab_focus;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);

  /**
   * AmendsField::edited:
   *
   * Something else stands in it now.
   */
  signals[EDITED] = g_signal_new ("edited", AMENDS_TYPE_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
amends_field_init (AmendsField *self)
{
  AmendsFieldPrivate *priv = get_private (self);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  priv->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (priv->label, 0);
  gtk_label_set_wrap (priv->label, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (priv->label), "field-label");
  priv->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (priv->error, 0);
  gtk_label_set_wrap (priv->error, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (priv->error), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (priv->error), "field-error");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (priv->label));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (priv->error));
}

/**
 * amends_field_set_content:
 * @self: a field
 * @name: of the member it becomes
 * @label: what has to be entered
 * @content: where it is entered
 *
 * Called once by kinds of fields.
 */
void
amends_field_set_content (AmendsField *self,
                          const char  *name,
                          const char  *label,
                          GtkWidget   *content)
{
  AmendsFieldPrivate *priv = get_private (self);

  priv->name = g_strdup (name);
  gtk_label_set_label (priv->label, label);
  gtk_widget_set_visible (GTK_WIDGET (priv->label), *label != '\0');
  gtk_box_insert_child_after (GTK_BOX (self), content, GTK_WIDGET (priv->label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (content), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * amends_field_get_name:
 * @self: a field
 *
 * Returns: (transfer none): of the member it becomes
 */
const char *
amends_field_get_name (AmendsField *self)
{
  g_return_val_if_fail (AMENDS_IS_FIELD (self), NULL);

  return get_private (self)->name;
}

/**
 * amends_field_set_required:
 * @self: a field
 * @required: whether it cannot be left empty
 */
void
amends_field_set_required (AmendsField *self,
                           gboolean     required)
{
  g_return_if_fail (AMENDS_IS_FIELD (self));

  get_private (self)->required = required;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_REQUIRED, required, -1);
}

/**
 * amends_field_set_error:
 * @self: a field
 * @words: (nullable): what is wrong and what to do; %NULL: nothing
 */
void
amends_field_set_error (AmendsField *self,
                        const char  *words)
{
  AmendsFieldPrivate *priv;

  g_return_if_fail (AMENDS_IS_FIELD (self));

  priv = get_private (self);
  gtk_label_set_label (priv->error, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->error), words != NULL);
  if (words != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "wrong");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "wrong");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               words != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/**
 * amends_field_edited:
 * @self: a field
 *
 * Called by kinds of fields when something else stands in them: what was wrong with the old is gone.
 */
void
amends_field_edited (AmendsField *self)
{
  g_return_if_fail (AMENDS_IS_FIELD (self));

  amends_field_set_error (self, NULL);
  g_signal_emit (self, signals[EDITED], 0);
}

/**
 * amends_field_dup_draft:
 * @self: a field
 *
 * Returns: (transfer full) (nullable): what stands in it, right or wrong, for amends_field_restore(); %NULL for nothing
 */
JsonNode *
amends_field_dup_draft (AmendsField *self)
{
  AmendsFieldClass *klass;

  g_return_val_if_fail (AMENDS_IS_FIELD (self), NULL);

  klass = AMENDS_FIELD_GET_CLASS (self);
  return klass->dup_draft != NULL ? klass->dup_draft (self) : klass->dup_value (self);
}

/**
 * amends_field_restore:
 * @self: a field
 * @draft: (nullable): what amends_field_dup_draft() gave, %NULL for nothing
 *
 * Puts back what was entered before; a choice that there is no more stays open.
 */
void
amends_field_restore (AmendsField *self,
                      JsonNode    *draft)
{
  g_return_if_fail (AMENDS_IS_FIELD (self));

  AMENDS_FIELD_GET_CLASS (self)->restore (self, draft);
}

static void
store_value (JsonObject *into,
             const char *name,
             JsonNode   *value)
{
  const char *dot = strchr (name, '.');
  g_autofree char *head = NULL;

  if (dot == NULL)
    {
      json_object_set_member (into, name, value);
      return;
    }
  head = g_strndup (name, dot - name);
  if (!json_object_has_member (into, head))
    json_object_set_object_member (into, head, json_object_new ());
  json_object_set_member (json_object_get_object_member (into, head), dot + 1, value);
}

/**
 * amends_field_collect:
 * @self: a field
 * @into: where its value goes
 *
 * Returns: %FALSE where something is missing or wrong; the field says what
 */
gboolean
amends_field_collect (AmendsField *self,
                      JsonObject  *into)
{
  AmendsFieldPrivate *priv;
  JsonNode *value;

  g_return_val_if_fail (AMENDS_IS_FIELD (self), FALSE);

  priv = get_private (self);
  amends_field_set_error (self, NULL);
  value = AMENDS_FIELD_GET_CLASS (self)->dup_value (self);
  if (value != NULL)
    store_value (into, priv->name, value);
  else if (gtk_widget_get_visible (GTK_WIDGET (priv->error)))
    return FALSE;
  else if (priv->required)
    {
      amends_field_set_error (self, _("Still missing."));
      return FALSE;
    }
  return TRUE;
}

/**
 * amends_field_is_touched:
 * @self: a field
 *
 * Returns: whether something was entered
 */
gboolean
amends_field_is_touched (AmendsField *self)
{
  g_autoptr (JsonNode) value = NULL;

  g_return_val_if_fail (AMENDS_IS_FIELD (self), FALSE);

  value = AMENDS_FIELD_GET_CLASS (self)->dup_value (self);
  return value != NULL;
}

/**
 * amends_field_focus:
 * @self: a field
 *
 * Moves the focus to where something is entered.
 */
void
amends_field_focus (AmendsField *self)
{
  g_return_if_fail (AMENDS_IS_FIELD (self));

  AMENDS_FIELD_GET_CLASS (self)->focus (self);
}
