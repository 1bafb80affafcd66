/* What stands in a form that is not sent yet, kept under a key: put back when the form is made again, dropped when it is sent. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-form-draft.h"

struct _AmendsFormDraft
{
  GObject parent_instance;

  AmendsDrafts *drafts;
  char *key;
  GtkWidget *form;         /* whose children are the fields; it owns this */
  gboolean restored;
  gboolean restoring;
};

G_DEFINE_FINAL_TYPE (AmendsFormDraft, amends_form_draft, G_TYPE_OBJECT)

static void
edited_cb (AmendsFormDraft *self)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  if (self->restoring)
    return;
  object = json_object_new ();
  for (GtkWidget *child = gtk_widget_get_first_child (self->form); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      JsonNode *draft = AMENDS_IS_FIELD (child) ? amends_field_dup_draft (AMENDS_FIELD (child)) : NULL;

      if (draft != NULL)
        json_object_set_member (object, amends_field_get_name (AMENDS_FIELD (child)), draft);
    }
  root = json_node_init_object (json_node_alloc (), object);
  text = json_object_get_size (object) > 0 ? json_to_string (root, FALSE) : NULL;
  amends_drafts_set (self->drafts, self->key, text);
}

static void
follow (AmendsFormDraft *self,
        AmendsField     *field,
        JsonObject      *kept)
{
  JsonNode *draft = kept != NULL ? json_object_get_member (kept, amends_field_get_name (field)) : NULL;

  if (draft != NULL)
    {
      amends_field_restore (field, draft);
      self->restored = TRUE;
    }
  g_signal_connect_object (field, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
}

static void
amends_form_draft_finalize (GObject *object)
{
  AmendsFormDraft *self = AMENDS_FORM_DRAFT (object);

  g_clear_object (&self->drafts);
  g_free (self->key);

  G_OBJECT_CLASS (amends_form_draft_parent_class)->finalize (object);
}

static void
amends_form_draft_class_init (AmendsFormDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_form_draft_finalize;
}

static void
amends_form_draft_init (AmendsFormDraft *self)
{
}

/**
 * amends_form_draft_new:
 * @drafts: where it is kept
 * @key: the form and what it is about, as "act/123/ticket_wait"
 * @form: a widget with #AmendsField children; it has to outlive the result
 *
 * Puts back what was entered before and follows what is entered from now on.
 *
 * Returns: (transfer full): the draft
 */
AmendsFormDraft *
amends_form_draft_new (AmendsDrafts *drafts,
                       const char   *key,
                       GtkWidget    *form)
{
  AmendsFormDraft *self;
  g_autoptr (JsonNode) node = NULL;
  const char *text;

  g_return_val_if_fail (AMENDS_IS_DRAFTS (drafts), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (form), NULL);

  self = g_object_new (AMENDS_TYPE_FORM_DRAFT, NULL);
  self->drafts = g_object_ref (drafts);
  self->key = g_strdup (key);
  self->form = form;
  text = amends_drafts_get (drafts, key);
  node = text != NULL ? json_from_string (text, NULL) : NULL;
  self->restoring = TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (form); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (AMENDS_IS_FIELD (child))
      follow (self, AMENDS_FIELD (child), node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL);
  self->restoring = FALSE;
  return self;
}

/**
 * amends_form_draft_get_restored:
 * @self: a draft
 *
 * Returns: whether something was put back
 */
gboolean
amends_form_draft_get_restored (AmendsFormDraft *self)
{
  g_return_val_if_fail (AMENDS_IS_FORM_DRAFT (self), FALSE);

  return self->restored;
}

/**
 * amends_form_draft_reset:
 * @self: a draft
 *
 * Takes out of the form what was entered, and forgets it.
 */
void
amends_form_draft_reset (AmendsFormDraft *self)
{
  g_return_if_fail (AMENDS_IS_FORM_DRAFT (self));

  for (GtkWidget *child = gtk_widget_get_first_child (self->form); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (AMENDS_IS_FIELD (child))
      amends_field_restore (AMENDS_FIELD (child), NULL);
  amends_form_draft_sent (self);
}

/**
 * amends_form_draft_sent:
 * @self: a draft
 *
 * Forgets what was entered, for it is recorded now; the form stays as it is.
 */
void
amends_form_draft_sent (AmendsFormDraft *self)
{
  g_return_if_fail (AMENDS_IS_FORM_DRAFT (self));

  self->restored = FALSE;
  amends_drafts_set (self->drafts, self->key, NULL);
}
