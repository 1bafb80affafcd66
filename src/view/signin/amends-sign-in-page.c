/* The way in: a department's server with login and password, or a demo department on this computer. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-keyring.h"
#include "amends-local-pane.h"
#include "amends-password-row.h"
#include "amends-server-memory.h"
#include "amends-settings.h"
#include "amends-sign-in-page.h"
#include "amends-sign-in-words.h"
#include "amends-text-guard.h"
#include "amends-toast.h"

struct _AmendsSignInPage
{
  GtkBox parent_instance;

  AmendsDesk *desk;
  GCancellable *cancellable;
  GCancellable *look_up;
  GStrv addresses;
  char *address;
  gboolean filling;
  guint focus;
  GtkWidget *stage;       /* where the page stood when signing in began */

  AdwComboRow *server_row;
  GtkStringList *servers;
  AdwEntryRow *address_row;
  AdwEntryRow *login_row;
  GtkWidget *password_row;
  GtkSwitch *keep_switch;
  GtkWidget *error_box;
  GtkLabel *error_title;
  GtkLabel *error_text;
  GtkWidget *certificate_button;
  GtkWidget *copy_button;
  GtkWidget *sign_in_button;
  GtkLabel *sign_in_label;
  GtkSpinner *spinner;
  GtkWidget *local_child;
  AmendsLocalPane *local_pane;
  GtkWidget *foot_label;
};

G_DEFINE_FINAL_TYPE (AmendsSignInPage, amends_sign_in_page, GTK_TYPE_BOX)

static const char *
entry_text (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/* ── what is remembered ── */

static gboolean
other_server (AmendsSignInPage *self)
{
  guint selected = adw_combo_row_get_selected (self->server_row);

  return self->addresses == NULL || selected >= g_strv_length (self->addresses);
}

static const char *
chosen_address (AmendsSignInPage *self)
{
  return other_server (self) ? entry_text (self->address_row)
                             : self->addresses[adw_combo_row_get_selected (self->server_row)];
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (AmendsSignInPage) self = user_data;
  g_autofree char *password = amends_keyring_look_up_finish (result);

  if (password == NULL || self->look_up == NULL || *entry_text (self->password_row) != '\0')
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->password_row), password);
}

static void
look_up_password (AmendsSignInPage *self)
{
  if (self->look_up != NULL)
    g_cancellable_cancel (self->look_up);
  g_clear_object (&self->look_up);
  if (other_server (self) || *entry_text (self->login_row) == '\0' ||
      !g_settings_get_boolean (amends_settings_get (), "keep-password"))
    return;
  self->look_up = g_cancellable_new ();
  amends_keyring_look_up_async (chosen_address (self), entry_text (self->login_row), self->look_up, looked_up_cb,
                                g_object_ref (self));
}

static void
server_changed_cb (AmendsSignInPage *self)
{
  g_autofree char *login = NULL;

  if (self->filling)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->address_row), other_server (self));
  gtk_editable_set_text (GTK_EDITABLE (self->password_row), "");
  if (other_server (self))
    return;
  login = amends_server_memory_recall (chosen_address (self), AMENDS_SERVER_LOGIN);
  gtk_editable_set_text (GTK_EDITABLE (self->login_row), login != NULL ? login : "");
  look_up_password (self);
}

static void
fill_servers (AmendsSignInPage *self)
{
  self->filling = TRUE;
  g_strfreev (self->addresses);
  self->addresses = amends_server_memory_list ();
  gtk_string_list_splice (self->servers, 0, g_list_model_get_n_items (G_LIST_MODEL (self->servers)), NULL);
  for (guint i = 0; self->addresses[i] != NULL; i++)
    {
      g_autoptr (AmendsTarget) target = amends_server_memory_read (self->addresses[i], NULL);
      g_autofree char *words = target != NULL ? amends_target_describe (target) : g_strdup (self->addresses[i]);

      gtk_string_list_append (self->servers, words);
    }
  gtk_string_list_append (self->servers, _("Another server…"));
  gtk_widget_set_visible (GTK_WIDGET (self->server_row), self->addresses[0] != NULL);
  adw_combo_row_set_selected (self->server_row, 0);
  self->filling = FALSE;
  server_changed_cb (self);
}

/* ── errors ── */

static void
clear_error (AmendsSignInPage *self)
{
  gtk_widget_set_visible (self->error_box, FALSE);
  gtk_widget_remove_css_class (self->password_row, "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->address_row), "error");
}

static void
copy_cb (AmendsSignInPage *self)
{
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%s", chosen_address (self), gtk_label_get_label (self->error_title),
                                           gtk_label_get_label (self->error_text));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  amends_toast_show (GTK_WIDGET (self), _("Copied. Paste it into a message to the administrator."));
}

static void
certificate_chosen_cb (GtkNativeDialog  *dialog,
                       int               response,
                       AmendsSignInPage *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    {
      amends_server_memory_note (chosen_address (self), AMENDS_SERVER_ROOT_CERTIFICATE, path);
      clear_error (self);
      amends_toast_show (GTK_WIDGET (self), _("This certificate is used for the server from now on. Sign in again."));
    }
  g_object_unref (dialog);
}

static void
certificate_cb (AmendsSignInPage *self)
{
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (_("Root Certificate"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 GTK_FILE_CHOOSER_ACTION_OPEN, _("_Choose"), _("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (certificate_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ── signing in ── */

static void
set_busy (AmendsSignInPage *self,
          gboolean          busy)
{
  /* a field that becomes insensitive under the cursor leaves its text without a focus-out */
  if (busy)
    gtk_widget_grab_focus (self->sign_in_button);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  /* the same button stops what it started */
  gtk_label_set_label (self->sign_in_label, busy ? _("Stop") : _("Sign In"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sign_in_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_label (self->sign_in_label), -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->server_row), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->address_row), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->login_row), !busy);
  gtk_widget_set_sensitive (self->password_row, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->local_pane), !busy);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GtkWidget) stage = user_data;
  g_autoptr (GError) error = NULL;

  if (amends_keyring_keep_finish (result, &error))
    return;
  g_message ("the password could not be kept: %s", error->message);
  amends_toast_show (stage, _("The password was not kept: this computer has no keyring, or it is locked. You will be asked for it again."));
}

/* The page is gone by the time the keyring answers; what it stood on is not. */
static void
keep_password (AmendsSignInPage *self)
{
  gboolean keep = gtk_switch_get_active (self->keep_switch);
  const char *login = entry_text (self->login_row);

  if (keep && self->stage != NULL && *entry_text (self->password_row) != '\0')
    amends_keyring_keep_async (self->address, login, entry_text (self->password_row), kept_cb, g_object_ref (self->stage));
  else if (!keep && g_settings_get_boolean (amends_settings_get (), "keep-password"))
    amends_keyring_forget (self->address, login);
  g_settings_set_boolean (amends_settings_get (), "keep-password", keep);
}

static void
signed_in_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (AmendsSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = amends_session_sign_in_finish (AMENDS_SESSION (object), result, &error);

  g_clear_object (&self->cancellable);
  set_busy (self, FALSE);
  if (!good)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        amends_sign_in_page_show_error (self, error);
      return;
    }
  if (self->address != NULL)
    {
      keep_password (self);
      amends_server_memory_put (self->address);
      amends_server_memory_note (self->address, AMENDS_SERVER_LOGIN, entry_text (self->login_row));
    }
  gtk_editable_set_text (GTK_EDITABLE (self->password_row), "");
  fill_servers (self);
}

static void
start (AmendsSignInPage *self,
       AmendsTarget     *target)
{
  clear_error (self);
  set_busy (self, TRUE);
  g_set_object (&self->stage, gtk_widget_get_parent (GTK_WIDGET (self)));
  self->cancellable = g_cancellable_new ();
  amends_target_set (target, "application_name", "amends");
  amends_session_sign_in_async (amends_desk_get_session (self->desk), target, self->cancellable, signed_in_cb,
                                g_object_ref (self));
}

/* What is typed stands over what the address says; the remembered form of it holds no password. */
static AmendsTarget *
make_target (AmendsSignInPage  *self,
             GError           **error)
{
  g_autoptr (AmendsTarget) target = amends_server_memory_read (chosen_address (self), error);
  g_autofree char *certificate = NULL;

  if (target == NULL)
    return NULL;
  if (amends_target_get (target, "dbname") == NULL && amends_target_get (target, "service") == NULL)
    amends_target_set (target, "dbname", "amends");
  g_free (self->address);
  self->address = amends_target_to_text (target);
  certificate = amends_server_memory_recall (chosen_address (self), AMENDS_SERVER_ROOT_CERTIFICATE);
  if (certificate != NULL)
    amends_target_set (target, "sslrootcert", certificate);
  if (*entry_text (self->login_row) != '\0')
    amends_target_set (target, "user", entry_text (self->login_row));
  if (*entry_text (self->password_row) != '\0')
    amends_target_set (target, "password", entry_text (self->password_row));
  return amends_target_check (target, error) ? g_steal_pointer (&target) : NULL;
}

static void
sign_in_cb (AmendsSignInPage *self)
{
  g_autoptr (AmendsTarget) target = NULL;
  g_autoptr (GError) error = NULL;

  if (self->cancellable != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      return;
    }
  if (*chosen_address (self) == '\0')
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->address_row), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
      return;
    }
  target = make_target (self, &error);
  if (target != NULL)
    start (self, target);
  else
    amends_sign_in_page_show_error (self, error);
}

/* Enter goes to the next empty field, and signs in where none is left. */
static void
next_cb (AmendsSignInPage *self,
         GtkWidget        *row)
{
  if (row == GTK_WIDGET (self->address_row))
    gtk_widget_grab_focus (GTK_WIDGET (self->login_row));
  else if (*entry_text (self->password_row) == '\0')
    gtk_widget_grab_focus (self->password_row);
  else
    sign_in_cb (self);
}

static void
local_chosen_cb (AmendsSignInPage *self,
                 AmendsTarget     *target)
{
  if (self->cancellable != NULL)
    return;
  g_clear_pointer (&self->address, g_free);
  start (self, target);
}

static void
local_available_cb (AmendsSignInPage *self)
{
  gboolean available = amends_local_pane_get_available (self->local_pane);

  gtk_widget_set_visible (self->local_child, available);
  gtk_widget_set_visible (self->foot_label, available);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (gtk_widget_get_parent (self->local_child)), available ? 2 : 1);
}

/* The keyboard goes to the first thing that is missing, unless the command line has begun to sign in. */
static gboolean
focus_cb (gpointer user_data)
{
  AmendsSignInPage *self = user_data;

  self->focus = 0;
  if (self->cancellable != NULL)
    return G_SOURCE_REMOVE;
  if (*chosen_address (self) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
  else if (*entry_text (self->login_row) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->login_row));
  else
    gtk_widget_grab_focus (self->password_row);
  return G_SOURCE_REMOVE;
}

static void
amends_sign_in_page_map (GtkWidget *widget)
{
  AmendsSignInPage *self = AMENDS_SIGN_IN_PAGE (widget);

  GTK_WIDGET_CLASS (amends_sign_in_page_parent_class)->map (widget);

  if (self->focus == 0)
    self->focus = g_idle_add (focus_cb, self);
}

static void
amends_sign_in_page_dispose (GObject *object)
{
  AmendsSignInPage *self = AMENDS_SIGN_IN_PAGE (object);

  if (self->look_up != NULL)
    g_cancellable_cancel (self->look_up);
  g_clear_object (&self->look_up);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->stage);
  g_clear_handle_id (&self->focus, g_source_remove);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (amends_sign_in_page_parent_class)->dispose (object);
}

static void
amends_sign_in_page_finalize (GObject *object)
{
  AmendsSignInPage *self = AMENDS_SIGN_IN_PAGE (object);

  g_strfreev (self->addresses);
  g_free (self->address);

  G_OBJECT_CLASS (amends_sign_in_page_parent_class)->finalize (object);
}

static void
amends_sign_in_page_class_init (AmendsSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_sign_in_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_sign_in_page_finalize;
  widget_class->map = amends_sign_in_page_map;

  g_type_ensure (AMENDS_TYPE_LOCAL_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/signin/sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsSignInPage, server_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsSignInPage, servers);
  gtk_widget_class_bind_template_child (widget_class, AmendsSignInPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsSignInPage, login_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsSignInPage, password_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsSignInPage, keep_switch);
  gtk_widget_class_bind_template_child (widget_class, AmendsSignInPage, error_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsSignInPage, error_title);
  gtk_widget_class_bind_template_child (widget_class, AmendsSignInPage, error_text);
  gtk_widget_class_bind_template_child (widget_class, AmendsSignInPage, certificate_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsSignInPage, copy_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsSignInPage, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsSignInPage, sign_in_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsSignInPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, AmendsSignInPage, local_child);
  gtk_widget_class_bind_template_child (widget_class, AmendsSignInPage, local_pane);
  gtk_widget_class_bind_template_child (widget_class, AmendsSignInPage, foot_label);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, certificate_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
amends_sign_in_page_init (AmendsSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_text_guard_attach (GTK_WIDGET (self->address_row), 500);
  amends_text_guard_attach (GTK_WIDGET (self->login_row), 63);
  amends_password_row_prepare (self->password_row);
  gtk_switch_set_active (self->keep_switch, g_settings_get_boolean (amends_settings_get (), "keep-password"));
  g_signal_connect_object (self->server_row, "notify::selected", G_CALLBACK (server_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->local_pane, "chosen", G_CALLBACK (local_chosen_cb), self, G_CONNECT_SWAPPED);
  local_available_cb (self);
  fill_servers (self);
}

/**
 * amends_sign_in_page_new:
 * @desk: the desk to sit down at
 *
 * Returns: (transfer full): the page; the session's state tells when it has done its work
 */
GtkWidget *
amends_sign_in_page_new (AmendsDesk *desk)
{
  AmendsSignInPage *self;

  g_return_val_if_fail (AMENDS_IS_DESK (desk), NULL);

  self = g_object_new (AMENDS_TYPE_SIGN_IN_PAGE, NULL);
  self->desk = g_object_ref (desk);
  amends_local_pane_set_desk (self->local_pane, desk);
  return GTK_WIDGET (self);
}

/**
 * amends_sign_in_page_use_server:
 * @self: the page
 * @address: host, service or URI
 * @login: (nullable): a login
 *
 * Fills in what the command line says and signs in where that is enough: by a peer rule, a password file or the
 * keyring no password has to be typed.
 */
void
amends_sign_in_page_use_server (AmendsSignInPage *self,
                                const char       *address,
                                const char       *login)
{
  g_return_if_fail (AMENDS_IS_SIGN_IN_PAGE (self));
  g_return_if_fail (address != NULL);

  adw_combo_row_set_selected (self->server_row, self->addresses != NULL ? g_strv_length (self->addresses) : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->address_row), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->address_row), address);
  gtk_editable_set_text (GTK_EDITABLE (self->login_row), login != NULL ? login : "");
  if (login != NULL)
    sign_in_cb (self);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->login_row));
}

/**
 * amends_sign_in_page_use_local:
 * @self: the page
 * @login: (nullable): which demo person to be; %NULL lets the person choose
 */
void
amends_sign_in_page_use_local (AmendsSignInPage *self,
                               const char       *login)
{
  g_return_if_fail (AMENDS_IS_SIGN_IN_PAGE (self));

  amends_local_pane_start (self->local_pane, login);
}

/**
 * amends_sign_in_page_show_error:
 * @self: the page
 * @error: why one is not signed in
 *
 * Says what happened and what to do; what was typed stays.
 */
void
amends_sign_in_page_show_error (AmendsSignInPage *self,
                                const GError     *error)
{
  g_autofree char *text = NULL;

  g_return_if_fail (AMENDS_IS_SIGN_IN_PAGE (self));
  g_return_if_fail (error != NULL);

  text = amends_sign_in_words_text (error, entry_text (self->login_row), *entry_text (self->password_row) != '\0');
  gtk_label_set_label (self->error_title, amends_sign_in_words_title (error));
  gtk_label_set_label (self->error_text, text);
  gtk_widget_set_visible (self->certificate_button, g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_TLS));
  gtk_widget_set_visible (self->copy_button, amends_sign_in_words_for_administrator (error));
  gtk_widget_set_visible (self->error_box, TRUE);
  if (g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_AUTH))
    {
      gtk_widget_add_css_class (self->password_row, "error");
      gtk_widget_grab_focus (self->password_row);
    }
  else if (g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_HOST) || g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_INVALID))
    gtk_widget_add_css_class (GTK_WIDGET (self->address_row), "error");
}
