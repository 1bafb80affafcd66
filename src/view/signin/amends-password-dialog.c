/* A password of one's own: asked for when somebody else chose the one signed in with, or wanted from the menu.
 *
 * It stays open until the database has said yes; Escape leaves. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-clock.h"
#include "amends-error.h"
#include "amends-keyring.h"
#include "amends-message.h"
#include "amends-password-dialog.h"
#include "amends-password-row.h"
#include "amends-server-memory.h"
#include "amends-settings.h"
#include "amends-time.h"
#include "amends-toast.h"

struct _AmendsPasswordDialog
{
  AdwWindow parent_instance;

  GtkWidget *over;           /* weak: where the toast appears */
  AmendsSession *session;
  GCancellable *cancellable;

  GtkButton *cancel_button;
  GtkSpinner *spinner;
  GtkLabel *body_label;
  GtkWidget *new_row;
  GtkWidget *again_row;
  GtkWidget *error_box;
  GtkLabel *error_label;
};

G_DEFINE_FINAL_TYPE (AmendsPasswordDialog, amends_password_dialog, ADW_TYPE_WINDOW)

static const char *
row_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/* row: which one is wrong, where one is */
static void
show_error (AmendsPasswordDialog *self,
            GtkWidget            *row,
            const char           *words)
{
  gtk_label_set_label (self->error_label, words != NULL ? words : "");
  gtk_widget_set_visible (self->error_box, words != NULL);
  if (row == NULL)
    return;
  gtk_widget_add_css_class (row, "error");
  gtk_widget_grab_focus (row);
}

static void
typed_cb (AmendsPasswordDialog *self)
{
  gtk_widget_remove_css_class (self->new_row, "error");
  gtk_widget_remove_css_class (self->again_row, "error");
  show_error (self, NULL, NULL);
}

static void
set_busy (AmendsPasswordDialog *self,
          gboolean              busy)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "password.change", !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GtkWidget) over = user_data;
  g_autoptr (GError) error = NULL;

  if (!amends_keyring_keep_finish (result, &error))
    amends_toast_show (over, _("The keyring still holds the old password: it is locked. You will be asked for the new one."));
}

/* The server that was signed in to last stands first among the remembered ones. */
static void
keep_in_keyring (AmendsPasswordDialog *self)
{
  g_auto (GStrv) servers = amends_server_memory_list ();

  if (amends_session_has_password (self->session) && servers[0] != NULL && g_settings_get_boolean (amends_settings_get (), "keep-password"))
    amends_keyring_keep_async (servers[0], amends_session_get_login (self->session), row_text (self->new_row), kept_cb,
                               g_object_ref (self->over));
}

static void
changed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AmendsPasswordDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  gboolean good = amends_session_change_password_finish (AMENDS_SESSION (object), result, &error);

  set_busy (self, FALSE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!good)
    {
      words = amends_message_for_error (error);
      show_error (self, self->new_row, words);
      return;
    }
  keep_in_keyring (self);
  amends_toast_show (self->over, _("Your password is changed."));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
change_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  AmendsPasswordDialog *self = AMENDS_PASSWORD_DIALOG (widget);

  if (g_utf8_strlen (row_text (self->new_row), -1) < AMENDS_PASSWORD_SHORTEST)
    {
      g_autofree char *words = g_strdup_printf (_("Take at least %d characters."), AMENDS_PASSWORD_SHORTEST);

      show_error (self, self->new_row, words);
      return;
    }
  if (!g_str_equal (row_text (self->new_row), row_text (self->again_row)))
    {
      show_error (self, self->again_row, _("The two passwords differ. Type the second one again."));
      return;
    }
  set_busy (self, TRUE);
  amends_session_change_password_async (self->session, row_text (self->new_row), self->cancellable, changed_cb, g_object_ref (self));
}

static void
next_cb (AmendsPasswordDialog *self)
{
  gtk_widget_grab_focus (self->again_row);
}

static void
last_cb (AmendsPasswordDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "password.change", NULL);
}

static void
amends_password_dialog_dispose (GObject *object)
{
  AmendsPasswordDialog *self = AMENDS_PASSWORD_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->over);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_password_dialog_parent_class)->dispose (object);
}

static void
amends_password_dialog_finalize (GObject *object)
{
  g_object_unref (AMENDS_PASSWORD_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (amends_password_dialog_parent_class)->finalize (object);
}

static void
amends_password_dialog_class_init (AmendsPasswordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_password_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_password_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/signin/password-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsPasswordDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsPasswordDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, AmendsPasswordDialog, body_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsPasswordDialog, new_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsPasswordDialog, again_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsPasswordDialog, error_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsPasswordDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, last_cb);
  gtk_widget_class_install_action (widget_class, "password.change", NULL, change_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "password.change", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_password_dialog_init (AmendsPasswordDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_password_row_prepare (self->new_row);
  amends_password_row_prepare (self->again_row);
}

/**
 * amends_password_dialog_new:
 * @over: a widget of the window it stands over; the toast that tells of success appears there
 * @session: a session somebody is signed in with
 *
 * Returns: (transfer none): a dialog that changes the password of who is signed in; not yet shown
 */
GtkWidget *
amends_password_dialog_new (GtkWidget     *over,
                            AmendsSession *session)
{
  AmendsPasswordDialog *self;
  gint64 until;

  g_return_val_if_fail (GTK_IS_WIDGET (over), NULL);
  g_return_val_if_fail (AMENDS_IS_SESSION (session), NULL);

  self = g_object_new (AMENDS_TYPE_PASSWORD_DIALOG, "transient-for", gtk_widget_get_root (over), "modal", TRUE, NULL);
  g_set_weak_pointer (&self->over, over);
  self->session = g_object_ref (session);
  until = amends_session_get_password_until (session);
  if (until != 0)
    {
      g_autofree char *moment = amends_time_format (until, amends_clock_now ());
      g_autofree char *words = g_strdup_printf (_("Somebody else chose your password, so it ends: %s. Choose one that only you know."), moment);

      gtk_label_set_label (self->body_label, words);
      gtk_button_set_label (self->cancel_button, _("Later"));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->body_label), until != 0);
  gtk_widget_grab_focus (self->new_row);
  return GTK_WIDGET (self);
}
