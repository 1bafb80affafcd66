/* What the customer says, in the customer's words; those that tell the category are underlined. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-text-guard.h"
#include "amends-words-field.h"

#define WORDS_MAX 10000

struct _AmendsWordsField
{
  GtkBox parent_instance;

  AmendsIntake *intake;
  GtkTextTag *keyword_tag;

  GtkTextView *words_view;
  GtkWidget *words_frame;
  GtkLabel *words_count;
  GtkLabel *words_error;
};

G_DEFINE_FINAL_TYPE (AmendsWordsField, amends_words_field, GTK_TYPE_BOX)

static void
words_changed_cb (AmendsWordsField *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->words_view);
  g_autofree char *words = NULL;
  g_autofree char *count = g_strdup_printf (_("%'d of %'d characters"), gtk_text_buffer_get_char_count (buffer), WORDS_MAX);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  words = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  gtk_label_set_label (self->words_count, count);
  amends_words_field_set_error (self, NULL);
  if (self->intake)
    amends_intake_set_text (self->intake, "words", words);
}

static void
mark_word (AmendsWordsField *self,
           const char       *word)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->words_view);
  GtkTextSearchFlags flags = GTK_TEXT_SEARCH_CASE_INSENSITIVE | GTK_TEXT_SEARCH_TEXT_ONLY;
  GtkTextIter start, from, to;

  gtk_text_buffer_get_start_iter (buffer, &start);
  while (gtk_text_iter_forward_search (&start, word, flags, &from, &to, NULL))
    {
      gtk_text_buffer_apply_tag (buffer, self->keyword_tag, &from, &to);
      start = to;
    }
}

static void
proposal_changed_cb (AmendsWordsField *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->words_view);
  JsonObject *proposal = amends_intake_get_proposal (self->intake);
  JsonNode *node = proposal ? json_object_get_member (proposal, "category") : NULL;
  JsonArray *words = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->keyword_tag, &start, &end);
  if (node && JSON_NODE_HOLDS_OBJECT (node) && json_object_has_member (json_node_get_object (node), "words"))
    words = json_object_get_array_member (json_node_get_object (node), "words");
  for (guint i = 0; words && i < json_array_get_length (words); i++)
    {
      const char *word = json_array_get_string_element (words, i);

      if (word && *word)
        mark_word (self, word);
    }
}

static gboolean
amends_words_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (AMENDS_WORDS_FIELD (widget)->words_view));
}

static void
amends_words_field_dispose (GObject *object)
{
  g_clear_object (&AMENDS_WORDS_FIELD (object)->intake);
  G_OBJECT_CLASS (amends_words_field_parent_class)->dispose (object);
}

static void
amends_words_field_class_init (AmendsWordsFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_words_field_dispose;
  widget_class->grab_focus = amends_words_field_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/intake/words-field.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsWordsField, words_view);
  gtk_widget_class_bind_template_child (widget_class, AmendsWordsField, words_frame);
  gtk_widget_class_bind_template_child (widget_class, AmendsWordsField, words_count);
  gtk_widget_class_bind_template_child (widget_class, AmendsWordsField, words_error);
}

static void
amends_words_field_init (AmendsWordsField *self)
{
  GtkTextBuffer *buffer;

  gtk_widget_init_template (GTK_WIDGET (self));
  buffer = gtk_text_view_get_buffer (self->words_view);
  self->keyword_tag = gtk_text_buffer_create_tag (buffer, "keyword", "weight", PANGO_WEIGHT_BOLD, "underline", PANGO_UNDERLINE_SINGLE, NULL);
  amends_text_guard_attach (GTK_WIDGET (self->words_view), WORDS_MAX);
  g_signal_connect_swapped (buffer, "changed", G_CALLBACK (words_changed_cb), self);
  words_changed_cb (self);
}

/**
 * amends_words_field_set_intake:
 * @self: a field
 * @intake: the draft it writes to
 */
void
amends_words_field_set_intake (AmendsWordsField *self,
                               AmendsIntake     *intake)
{
  g_return_if_fail (AMENDS_IS_WORDS_FIELD (self));
  g_return_if_fail (AMENDS_IS_INTAKE (intake));

  g_set_object (&self->intake, intake);
  g_signal_connect_object (intake, "notify::proposal", G_CALLBACK (proposal_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * amends_words_field_set_words:
 * @self: a field
 * @words: (nullable): what stands there from now on
 */
void
amends_words_field_set_words (AmendsWordsField *self,
                              const char       *words)
{
  g_return_if_fail (AMENDS_IS_WORDS_FIELD (self));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->words_view), words ? words : "", -1);
}

/**
 * amends_words_field_set_error:
 * @self: a field
 * @text: (nullable): what is wrong; %NULL: nothing
 */
void
amends_words_field_set_error (AmendsWordsField *self,
                              const char       *text)
{
  g_return_if_fail (AMENDS_IS_WORDS_FIELD (self));

  gtk_label_set_label (self->words_error, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->words_error), text != NULL);
  if (text)
    gtk_widget_add_css_class (self->words_frame, "error");
  else
    gtk_widget_remove_css_class (self->words_frame, "error");
}
