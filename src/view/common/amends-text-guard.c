/* Keeps what cannot be stored out of a field: too much text is refused before it is laid out, control characters
 * are left out. What was in the field stays.
 *
 * Laying out ten megabytes on one line takes minutes, so a check of the finished field would come too late. The
 * guard reads the clipboard itself, for a paste would delete the selection first, and looks at every insertion,
 * which covers dropping and the middle button.
 */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "amends-text-guard.h"
#include "amends-text.h"
#include "amends-toast.h"

struct _AmendsTextGuard
{
  GObject parent_instance;

  GtkWidget *widget;
  GtkEditable *editable;
  GtkTextBuffer *buffer;
  guint max_chars;
  gboolean inserting;
};

enum
{
  REFUSED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsTextGuard, amends_text_guard, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static guint
chars_in_field (AmendsTextGuard *self)
{
  if (self->buffer != NULL)
    return gtk_text_buffer_get_char_count (self->buffer);
  return g_utf8_strlen (gtk_editable_get_text (self->editable), -1);
}

static guint
chars_selected (AmendsTextGuard *self)
{
  GtkTextIter start, end;
  int from, to;

  if (self->buffer != NULL)
    return gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end)
             ? gtk_text_iter_get_offset (&end) - gtk_text_iter_get_offset (&start) : 0;
  return gtk_editable_get_selection_bounds (self->editable, &from, &to) ? to - from : 0;
}

static void
refuse (AmendsTextGuard *self)
{
  g_autofree char *words =
    g_strdup_printf (ngettext ("Too much text: %u character fits here. Nothing was changed; shorten it and try again.",
                               "Too much text: %u characters fit here. Nothing was changed; shorten it and try again.",
                               self->max_chars), self->max_chars);

  gtk_widget_error_bell (self->widget);
  g_signal_emit (self, signals[REFUSED], 0, words);
}

/* Returns the text to insert, or NULL after saying why not. */
static char *
check (AmendsTextGuard *self,
       const char      *text,
       gssize           length,
       guint            replaced)
{
  guint held = chars_in_field (self) - replaced;
  guint room = self->max_chars > held ? self->max_chars - held : 0;

  if (!amends_text_fits (text, length, room))
    {
      refuse (self);
      return NULL;
    }
  return amends_text_clean (text, length, self->buffer != NULL ? AMENDS_TEXT_PARAGRAPHS : AMENDS_TEXT_LINE);
}

static gboolean
same_text (const char *clean,
           const char *text,
           gssize      length)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;

  return strlen (clean) == n && memcmp (clean, text, n) == 0;
}

static void
insert_editable_cb (AmendsTextGuard *self,
                    const char      *text,
                    int              length,
                    int             *position,
                    GtkEditable     *editable)
{
  g_autofree char *clean = NULL;

  if (self->inserting)
    return;
  clean = check (self, text, length, 0);
  if (clean != NULL && same_text (clean, text, length))
    return;
  g_signal_stop_emission_by_name (editable, "insert-text");
  if (clean == NULL || *clean == '\0')
    return;
  self->inserting = TRUE;
  gtk_editable_insert_text (editable, clean, -1, position);
  self->inserting = FALSE;
}

static void
insert_buffer_cb (AmendsTextGuard *self,
                  GtkTextIter     *iter,
                  const char      *text,
                  int              length,
                  GtkTextBuffer   *buffer)
{
  g_autofree char *clean = NULL;

  if (self->inserting)
    return;
  clean = check (self, text, length, 0);
  if (clean != NULL && same_text (clean, text, length))
    return;
  g_signal_stop_emission_by_name (buffer, "insert-text");
  if (clean == NULL || *clean == '\0')
    return;
  self->inserting = TRUE;
  gtk_text_buffer_insert (buffer, iter, clean, -1);
  self->inserting = FALSE;
}

static void
replace_selection (AmendsTextGuard *self,
                   const char      *text)
{
  int position;

  self->inserting = TRUE;
  if (self->buffer != NULL)
    {
      gtk_text_buffer_begin_user_action (self->buffer);
      gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
      gtk_text_buffer_insert_interactive_at_cursor (self->buffer, text, -1, TRUE);
      gtk_text_buffer_end_user_action (self->buffer);
      gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self->widget), gtk_text_buffer_get_insert (self->buffer));
    }
  else
    {
      gtk_editable_delete_selection (self->editable);
      position = gtk_editable_get_position (self->editable);
      gtk_editable_insert_text (self->editable, text, -1, &position);
      gtk_editable_set_position (self->editable, position);
    }
  self->inserting = FALSE;
}

static void
clipboard_read_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (AmendsTextGuard) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
  g_autofree char *clean = NULL;

  if (text == NULL || self->widget == NULL)
    return;
  clean = check (self, text, -1, chars_selected (self));
  if (clean != NULL)
    replace_selection (self, clean);
}

static void
paste_cb (AmendsTextGuard *self,
          GtkWidget       *widget)
{
  gboolean editable = self->buffer != NULL ? gtk_text_view_get_editable (GTK_TEXT_VIEW (widget))
                                           : gtk_editable_get_editable (self->editable);

  g_signal_stop_emission_by_name (widget, "paste-clipboard");
  if (editable)
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, clipboard_read_cb, g_object_ref (self));
}

static void
say_cb (AmendsTextGuard *self,
        const char      *words)
{
  amends_toast_show (self->widget, words);
}

static void
amends_text_guard_class_init (AmendsTextGuardClass *klass)
{
  /**
   * AmendsTextGuard::refused:
   * @self: the guard
   * @words: why, and what to do, in the person's language
   *
   * The default handler shows a toast.
   */
  signals[REFUSED] = g_signal_new_class_handler ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                                 G_CALLBACK (say_cb), NULL, NULL, NULL,
                                                 G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
amends_text_guard_init (AmendsTextGuard *self)
{
}

static void
watch_buffer (AmendsTextGuard *self,
              GtkTextView     *view)
{
  self->buffer = gtk_text_view_get_buffer (view);
  g_signal_connect_object (self->buffer, "insert-text", G_CALLBACK (insert_buffer_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "paste-clipboard", G_CALLBACK (paste_cb), self, G_CONNECT_SWAPPED);
}

static void
watch_editable (AmendsTextGuard *self,
                GtkEditable     *editable)
{
  GtkEditable *delegate = gtk_editable_get_delegate (editable);

  self->editable = delegate != NULL ? delegate : editable;
  g_signal_connect_object (self->editable, "insert-text", G_CALLBACK (insert_editable_cb), self, G_CONNECT_SWAPPED);
  if (GTK_IS_TEXT (self->editable))
    g_signal_connect_object (self->editable, "paste-clipboard", G_CALLBACK (paste_cb), self, G_CONNECT_SWAPPED);
}

static void
forget_cb (gpointer user_data)
{
  AmendsTextGuard *self = user_data;

  self->widget = NULL;
  self->buffer = NULL;
  self->editable = NULL;
  g_object_unref (self);
}

/**
 * amends_text_guard_attach:
 * @widget: a #GtkEditable, as an entry or an entry row, or a #GtkTextView that keeps its buffer
 * @max_chars: how many characters the field holds
 *
 * Returns: (transfer none): the guard, which lives as long as @widget
 */
AmendsTextGuard *
amends_text_guard_attach (GtkWidget *widget,
                          guint      max_chars)
{
  AmendsTextGuard *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (widget) || GTK_IS_EDITABLE (widget), NULL);

  self = g_object_new (AMENDS_TYPE_TEXT_GUARD, NULL);
  self->widget = widget;
  self->max_chars = max_chars;
  if (GTK_IS_TEXT_VIEW (widget))
    watch_buffer (self, GTK_TEXT_VIEW (widget));
  else
    watch_editable (self, GTK_EDITABLE (widget));
  g_object_set_data_full (G_OBJECT (widget), "amends-text-guard", self, forget_cb);
  return self;
}
