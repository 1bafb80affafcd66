/* Where people write on a ticket: a note among staff with @mentions, or a contact with the customer for the record.
 *
 * Nothing goes out from here: a contact says that somebody talked, by which channel, and who began. The frame takes the shape of
 * the block it will become. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-composer.h"
#include "amends-facts.h"
#include "amends-person-picker.h"
#include "amends-text-guard.h"

#define TEXT_MAX 10000

struct _AmendsComposer
{
  GtkBox parent_instance;

  AmendsCatalogue *catalogue;
  AmendsDrafts *drafts;
  char *draft_key;
  gboolean restoring;
  GtkWidget *picker;
  gboolean typed_at;        /* the person typed the @ itself */
  char *channel;

  GtkWidget *frame;
  GtkTextView *text_view;
  GtkLabel *placeholder_label;
  GtkToggleButton *note_toggle;
  GtkToggleButton *contact_toggle;
  GtkWidget *contact_box;
  GtkToggleButton *out_toggle;
  GtkToggleButton *in_toggle;
  GtkDropDown *channel_drop;
  GtkWidget *audience_icon;
  GtkLabel *audience_label;
  GtkWidget *mention_button;
  GtkButton *send_button;
};

G_DEFINE_FINAL_TYPE (AmendsComposer, amends_composer, GTK_TYPE_BOX)

static gboolean
is_note (AmendsComposer *self)
{
  return gtk_toggle_button_get_active (self->note_toggle);
}

static char *
dup_text (AmendsComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* ── what was typed ── */

static void
save (AmendsComposer *self)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL, *json = NULL;

  if (self->drafts == NULL || self->restoring)
    return;
  text = dup_text (self);
  object = json_object_new ();
  json_object_set_string_member (object, "text", text);
  json_object_set_boolean_member (object, "contact", !is_note (self));
  json_object_set_boolean_member (object, "out", gtk_toggle_button_get_active (self->out_toggle));
  root = json_node_init_object (json_node_alloc (), object);
  json = *text != '\0' ? json_to_string (root, FALSE) : NULL;
  amends_drafts_set (self->drafts, self->draft_key, json);
}

static void
restore (AmendsComposer *self)
{
  const char *json = amends_drafts_get (self->drafts, self->draft_key);
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL)
    return;
  self->restoring = TRUE;
  gtk_toggle_button_set_active (json_object_get_boolean_member_with_default (object, "contact", FALSE) ? self->contact_toggle : self->note_toggle, TRUE);
  gtk_toggle_button_set_active (json_object_get_boolean_member_with_default (object, "out", TRUE) ? self->out_toggle : self->in_toggle, TRUE);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view), json_object_get_string_member_with_default (object, "text", ""), -1);
  self->restoring = FALSE;
}

/* ── note or contact ── */

static void
mode_changed_cb (AmendsComposer *self)
{
  gboolean note = is_note (self);
  gboolean out = gtk_toggle_button_get_active (self->out_toggle);

  amends_css_toggle (self->frame, "note", note);
  amends_css_toggle (self->frame, "outgoing", !note && out);
  gtk_widget_set_visible (self->contact_box, !note);
  gtk_widget_set_visible (self->audience_icon, note);
  gtk_label_set_label (self->audience_label, note ? _("staff only") : _("for the record, nothing is sent"));
  gtk_widget_set_visible (self->mention_button, note);
  gtk_label_set_label (self->placeholder_label, note ? _("Write a note, @ mentions a colleague")
                                                : out ? _("What you told the customer…") : _("What the customer said…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_label (self->placeholder_label), -1);
  gtk_button_set_label (self->send_button, note ? _("Add Note") : _("Record Contact"));
  save (self);
}

/* ── mentions ── */

static void
picked_cb (AmendsComposer *self,
           AmendsPerson   *person)
{
  g_autofree char *text = g_strdup_printf ("%s%s ", self->typed_at ? "" : "@", amends_person_get_name (person));

  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (self->text_view), text, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
picker_closed_cb (AmendsComposer *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
open_picker (AmendsComposer *self,
             gboolean        typed_at)
{
  if (self->picker == NULL)
    {
      self->picker = amends_person_picker_new ();
      amends_person_picker_set_people (AMENDS_PERSON_PICKER (self->picker), amends_catalogue_get_people (self->catalogue));
      amends_person_picker_set_allow_away (AMENDS_PERSON_PICKER (self->picker), TRUE);
      gtk_popover_set_position (GTK_POPOVER (self->picker), GTK_POS_TOP);
      g_signal_connect_object (self->picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->picker, "closed", G_CALLBACK (picker_closed_cb), self, G_CONNECT_SWAPPED);
    }
  self->typed_at = typed_at;
  amends_person_picker_open (AMENDS_PERSON_PICKER (self->picker), self->mention_button);
}

static void
mention_cb (AmendsComposer *self)
{
  open_picker (self, FALSE);
}

static gboolean
open_typed_cb (gpointer user_data)
{
  AmendsComposer *self = user_data;

  if (self->catalogue != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    open_picker (self, TRUE);
  return G_SOURCE_REMOVE;
}

/* A typed @ opens the picker; a pasted text with an @ in it does not. */
static void
inserted_cb (AmendsComposer *self,
             GtkTextIter    *location,
             const char     *text,
             int             length)
{
  if (is_note (self) && gtk_widget_has_focus (GTK_WIDGET (self->text_view))
      && (g_strcmp0 (text, "@") == 0 || g_strcmp0 (text, "＠") == 0))
    g_idle_add_full (G_PRIORITY_DEFAULT, open_typed_cb, g_object_ref (self), g_object_unref);
}

static void
changed_cb (AmendsComposer *self)
{
  gboolean empty = gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->text_view)) == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->placeholder_label), empty);
  amends_css_toggle (self->frame, "missing", FALSE);
  save (self);
}

static JsonArray *
mentioned (AmendsComposer *self,
           const char     *text)
{
  GListModel *people = amends_catalogue_get_people (self->catalogue);
  JsonArray *ids = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (AmendsPerson) person = g_list_model_get_item (people, i);
      g_autofree char *at = g_strdup_printf ("@%s", amends_person_get_name (person));
      g_autofree char *wide = g_strdup_printf ("＠%s", amends_person_get_name (person));

      if (strstr (text, at) != NULL || strstr (text, wide) != NULL)
        json_array_add_int_element (ids, amends_person_get_id (person));
    }
  return ids;
}

/* ── channels ── */

static void
select_channel (AmendsComposer *self)
{
  GListModel *channels = amends_catalogue_get_terms (self->catalogue, AMENDS_TERM_CHANNEL);

  for (guint i = 0; i < g_list_model_get_n_items (channels); i++)
    {
      g_autoptr (AmendsTerm) channel = g_list_model_get_item (channels, i);

      if (g_strcmp0 (amends_term_get_code (channel), self->channel) == 0)
        gtk_drop_down_set_selected (self->channel_drop, i);
    }
}

static void
fill_channels (AmendsComposer *self)
{
  GListModel *channels = amends_catalogue_get_terms (self->catalogue, AMENDS_TERM_CHANNEL);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (channels); i++)
    {
      g_autoptr (AmendsTerm) channel = g_list_model_get_item (channels, i);

      gtk_string_list_append (labels, amends_term_get_label (channel));
    }
  gtk_drop_down_set_model (self->channel_drop, G_LIST_MODEL (labels));
  select_channel (self);
}

static void
amends_composer_dispose (GObject *object)
{
  AmendsComposer *self = AMENDS_COMPOSER (object);

  if (self->picker != NULL)
    {
      if (gtk_widget_get_parent (self->picker) != NULL)
        gtk_widget_unparent (self->picker);
      self->picker = NULL;
    }
  g_clear_object (&self->catalogue);
  g_clear_object (&self->drafts);
  g_clear_pointer (&self->draft_key, g_free);
  g_clear_pointer (&self->channel, g_free);

  G_OBJECT_CLASS (amends_composer_parent_class)->dispose (object);
}

static void
amends_composer_class_init (AmendsComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_composer_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/ticket/composer.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsComposer, frame);
  gtk_widget_class_bind_template_child (widget_class, AmendsComposer, text_view);
  gtk_widget_class_bind_template_child (widget_class, AmendsComposer, placeholder_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsComposer, note_toggle);
  gtk_widget_class_bind_template_child (widget_class, AmendsComposer, contact_toggle);
  gtk_widget_class_bind_template_child (widget_class, AmendsComposer, contact_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsComposer, out_toggle);
  gtk_widget_class_bind_template_child (widget_class, AmendsComposer, in_toggle);
  gtk_widget_class_bind_template_child (widget_class, AmendsComposer, channel_drop);
  gtk_widget_class_bind_template_child (widget_class, AmendsComposer, audience_icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsComposer, audience_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsComposer, mention_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsComposer, send_button);
  gtk_widget_class_bind_template_callback (widget_class, mode_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, mention_cb);
}

static void
amends_composer_init (AmendsComposer *self)
{
  GtkTextBuffer *buffer;

  gtk_widget_init_template (GTK_WIDGET (self));
  buffer = gtk_text_view_get_buffer (self->text_view);
  amends_text_guard_attach (GTK_WIDGET (self->text_view), TEXT_MAX);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "insert-text", G_CALLBACK (inserted_cb), self, G_CONNECT_SWAPPED);
  amends_confirm_key (GTK_WIDGET (self), "ticket.say");
  mode_changed_cb (self);
}

/**
 * amends_composer_set_catalogue:
 * @self: a composer
 * @catalogue: people to mention, channels
 */
void
amends_composer_set_catalogue (AmendsComposer  *self,
                               AmendsCatalogue *catalogue)
{
  g_return_if_fail (AMENDS_IS_COMPOSER (self));
  g_return_if_fail (self->catalogue == NULL);

  self->catalogue = g_object_ref (catalogue);
  g_signal_connect_object (catalogue, "notify::ready", G_CALLBACK (fill_channels), self, G_CONNECT_SWAPPED);
  fill_channels (self);
}

/**
 * amends_composer_set_drafts:
 * @self: a composer
 * @drafts: keeps what is written until it is sent
 * @ticket: id of the ticket it is about
 *
 * Puts back what was written before.
 */
void
amends_composer_set_drafts (AmendsComposer *self,
                            AmendsDrafts   *drafts,
                            gint64          ticket)
{
  g_return_if_fail (AMENDS_IS_COMPOSER (self));
  g_return_if_fail (self->drafts == NULL);

  self->drafts = g_object_ref (drafts);
  self->draft_key = g_strdup_printf ("note/%" G_GINT64_FORMAT, ticket);
  restore (self);
}

/**
 * amends_composer_set_channel:
 * @self: a composer
 * @code: the channel of the ticket: what is proposed for a contact
 */
void
amends_composer_set_channel (AmendsComposer *self,
                             const char     *code)
{
  g_return_if_fail (AMENDS_IS_COMPOSER (self));

  if (g_strcmp0 (self->channel, code) == 0)
    return;
  g_free (self->channel);
  self->channel = g_strdup (code);
  select_channel (self);
}

/**
 * amends_composer_start:
 * @self: a composer
 * @contact: a contact with the customer, or else a note
 *
 * Ready for typing.
 */
void
amends_composer_start (AmendsComposer *self,
                       gboolean        contact)
{
  g_return_if_fail (AMENDS_IS_COMPOSER (self));

  gtk_toggle_button_set_active (contact ? self->contact_toggle : self->note_toggle, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

/**
 * amends_composer_collect:
 * @self: a composer
 * @verb: (out) (transfer none): the act that records it
 *
 * Returns: (transfer full) (nullable): its arguments; %NULL where nothing is written, the focus is in the text then
 */
JsonObject *
amends_composer_collect (AmendsComposer  *self,
                         const char     **verb)
{
  g_autofree char *text = NULL;
  g_autoptr (AmendsTerm) channel = NULL;
  JsonObject *arguments;

  g_return_val_if_fail (AMENDS_IS_COMPOSER (self), NULL);

  text = g_strstrip (dup_text (self));
  if (*text == '\0')
    {
      amends_css_toggle (self->frame, "missing", TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
      return NULL;
    }
  arguments = json_object_new ();
  json_object_set_string_member (arguments, "text", text);
  *verb = is_note (self) ? "note_add" : "contact_add";
  if (is_note (self))
    json_object_set_array_member (arguments, "mentions", mentioned (self, text));
  else
    {
      channel = g_list_model_get_item (amends_catalogue_get_terms (self->catalogue, AMENDS_TERM_CHANNEL),
                                       gtk_drop_down_get_selected (self->channel_drop));
      json_object_set_string_member (arguments, "channel", channel != NULL ? amends_term_get_code (channel) : self->channel);
      json_object_set_string_member (arguments, "direction", gtk_toggle_button_get_active (self->out_toggle) ? "out" : "in");
    }
  return arguments;
}

/**
 * amends_composer_done:
 * @self: a composer
 * @arguments: what was recorded
 *
 * Empties the field, unless something else was written meanwhile.
 */
void
amends_composer_done (AmendsComposer *self,
                      JsonObject     *arguments)
{
  g_autofree char *text = NULL;

  g_return_if_fail (AMENDS_IS_COMPOSER (self));

  text = g_strstrip (dup_text (self));
  if (g_str_equal (text, json_object_get_string_member (arguments, "text")))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view), "", 0);
}
