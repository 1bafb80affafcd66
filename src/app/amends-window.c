/* The window: the way in, or places on the left and one page on the right, under a header the page adds to. */

#define G_LOG_DOMAIN "amends-app"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-bin.h"
#include "amends-navigator.h"
#include "amends-page-table.h"
#include "amends-password-dialog.h"
#include "amends-search.h"
#include "amends-session-banner.h"
#include "amends-settings.h"
#include "amends-sidebar.h"
#include "amends-sign-in-page.h"
#include "amends-stack.h"
#include "amends-toast.h"
#include "amends-window.h"

/* How long a way in that the command line has named may take before its form is shown. */
#define FORM_AFTER_MS 400

struct _AmendsWindow
{
  AdwApplicationWindow parent_instance;

  AmendsDesk *desk;
  AmendsPage *page;
  AmendsSignInPage *sign_in;
  char *wanted;
  guint form_source;

  GtkStack *root;
  AmendsBin *bin;
  AdwFlap *flap;
  AmendsSidebar *sidebar;
  GtkWidget *header;
  GtkWidget *search_clamp;
  AmendsSearch *search;
  AmendsSearch *narrow_search;
  GtkToggleButton *search_button;
  GtkWidget *sidebar_button;
  GtkLabel *page_title;
  GtkLabel *page_count;
  AdwBin *start_slot;
  AdwBin *end_slot;
  GtkWidget *new_button;
  AdwButtonContent *new_content;
  AmendsSessionBanner *banner;
  AmendsNavigator *navigator;
};

G_DEFINE_FINAL_TYPE (AmendsWindow, amends_window, ADW_TYPE_APPLICATION_WINDOW)

static AmendsSession *
get_session (AmendsWindow *self)
{
  return amends_desk_get_session (self->desk);
}

/* ── room ── */

/* A ticket needs the width of the sidebar for its own three panes. */
static void
update_fold (AmendsWindow *self)
{
  guint band = amends_bin_get_band (self->bin);
  gboolean needs_width = self->page != NULL && amends_page_get_own_header (self->page);
  gboolean fold = band < AMENDS_BAND_MEDIUM || (needs_width && band < AMENDS_BAND_WIDE);
  gboolean narrow = band < AMENDS_BAND_MEDIUM;

  if (fold != adw_flap_get_folded (self->flap) || gtk_widget_get_visible (self->sidebar_button) != fold)
    {
      adw_flap_set_fold_policy (self->flap, fold ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
      adw_flap_set_reveal_flap (self->flap, !fold);
    }
  gtk_widget_set_visible (self->sidebar_button, fold);
  gtk_widget_set_visible (self->search_clamp, !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->search_button), narrow);
  if (!narrow)
    gtk_toggle_button_set_active (self->search_button, FALSE);
  adw_button_content_set_label (self->new_content, narrow ? "" : _("New ticket"));
}

static void
band_cb (AmendsWindow *self)
{
  update_fold (self);
  amends_navigator_set_band (self->navigator, amends_bin_get_band (self->bin));
}

/* ── page ── */

static void
show_words (AmendsWindow *self)
{
  const char *title = amends_page_get_title (self->page), *count = amends_page_get_count (self->page);
  g_autofree char *whole = title != NULL && *title != '\0' ? g_strdup_printf ("%s – %s", title, _("Amends")) : NULL;

  gtk_label_set_label (self->page_title, title != NULL ? title : "");
  gtk_label_set_label (self->page_count, count != NULL ? count : "");
  gtk_widget_set_visible (GTK_WIDGET (self->page_count), count != NULL && *count != '\0');
  gtk_window_set_title (GTK_WINDOW (self), whole != NULL ? whole : _("Amends"));
}

static void
show_header (AmendsWindow *self)
{
  GtkWidget *end = amends_page_get_header_end (self->page);

  adw_bin_set_child (self->start_slot, amends_page_get_header_start (self->page));
  adw_bin_set_child (self->end_slot, end);
  gtk_widget_set_visible (self->header, !amends_page_get_own_header (self->page));
  gtk_widget_set_visible (self->new_button,
                          end == NULL && amends_page_table_allows ("new-ticket", get_session (self)));
}

static void
page_notify_cb (AmendsWindow *self,
                GParamSpec   *pspec)
{
  if (g_str_equal (pspec->name, "title") || g_str_equal (pspec->name, "count"))
    show_words (self);
  else if (!g_str_equal (pspec->name, "band"))
    {
      show_header (self);
      update_fold (self);
    }
}

static void
leave_page (AmendsWindow *self)
{
  if (self->page == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->page, page_notify_cb, self);
  adw_bin_set_child (self->start_slot, NULL);
  adw_bin_set_child (self->end_slot, NULL);
  g_clear_object (&self->page);
}

/* A page that comes into view takes the keyboard, unless it has put the focus somewhere itself. */
static void
focus_page (AmendsWindow *self)
{
  GtkWidget *page = GTK_WIDGET (self->page), *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus != NULL && (focus == page || gtk_widget_is_ancestor (focus, page)))
    return;
  if (!gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD))
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
}

static void
place_cb (AmendsWindow *self)
{
  AmendsPage *page = amends_navigator_get_page (self->navigator);

  leave_page (self);
  amends_sidebar_set_place (self->sidebar, amends_navigator_get_place (self->navigator));
  if (page == NULL)
    return;
  self->page = g_object_ref (page);
  g_signal_connect_swapped (page, "notify", G_CALLBACK (page_notify_cb), self);
  show_words (self);
  show_header (self);
  update_fold (self);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  gtk_toggle_button_set_active (self->search_button, FALSE);
  focus_page (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", amends_navigator_get_can_back (self->navigator));
}

/* ── session ── */

static gboolean
form_cb (gpointer user_data)
{
  AmendsWindow *self = user_data;

  self->form_source = 0;
  gtk_stack_set_visible_child_name (self->root, "sign-in");
  return G_SOURCE_REMOVE;
}

/* No flash of a form that nobody has to fill in. */
static void
put_off_form (AmendsWindow *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) || self->form_source != 0)
    return;
  gtk_stack_set_visible_child_name (self->root, "waiting");
  self->form_source = g_timeout_add (FORM_AFTER_MS, form_cb, self);
}

/* A new way in each time: nothing of the person who left stays behind. */
static void
show_sign_in (AmendsWindow *self)
{
  g_clear_handle_id (&self->form_source, g_source_remove);
  if (self->sign_in == NULL)
    {
      self->sign_in = AMENDS_SIGN_IN_PAGE (amends_sign_in_page_new (self->desk));
      gtk_stack_add_named (self->root, GTK_WIDGET (self->sign_in), "sign-in");
      amends_navigator_clear (self->navigator);
      gtk_window_set_title (GTK_WINDOW (self), _("Amends"));
    }
  gtk_stack_set_visible_child_name (self->root, "sign-in");
}

static void
show_password_dialog (AmendsWindow *self)
{
  gtk_window_present (GTK_WINDOW (amends_password_dialog_new (GTK_WIDGET (self->navigator), get_session (self))));
}

static void
show_desk (AmendsWindow *self)
{
  g_autofree char *first = NULL;

  g_clear_handle_id (&self->form_source, g_source_remove);
  gtk_stack_set_visible_child_name (self->root, "desk");
  if (self->sign_in != NULL)
    gtk_stack_remove (self->root, GTK_WIDGET (self->sign_in));
  self->sign_in = NULL;
  if (amends_navigator_get_place (self->navigator) != NULL)
    return;
  first = self->wanted != NULL ? g_steal_pointer (&self->wanted) : amends_sidebar_get_first (self->sidebar);
  if (first != NULL)
    amends_window_go (self, first);
  if (amends_session_has_password (get_session (self)) && amends_session_get_password_until (get_session (self)) != 0)
    show_password_dialog (self);
}

static void
state_cb (AmendsWindow *self)
{
  AmendsSession *session = get_session (self);
  gboolean may_file = amends_session_can (session, "ticket.file") && amends_page_table_allows ("new-ticket", session);

  switch (amends_session_get_state (session))
    {
    case AMENDS_SESSION_READY:
      show_desk (self);
      break;
    case AMENDS_SESSION_SIGNED_OUT:
      show_sign_in (self);
      break;
    case AMENDS_SESSION_CONNECTING:
    case AMENDS_SESSION_LOST:
    case AMENDS_SESSION_REFUSED:
    default:
      break;
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.new-ticket", may_file);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.change-password",
                                 amends_session_get_state (session) == AMENDS_SESSION_READY && amends_session_has_password (session));
  if (self->page != NULL)
    show_header (self);
}

static void
refresh (AmendsWindow *self)
{
  if (self->page != NULL)
    amends_page_refresh (self->page);
}

/* ── actions ── */

static void
go_action (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  amends_window_go (AMENDS_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
open_ticket_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  amends_window_open_ticket (AMENDS_WINDOW (widget), g_variant_get_int64 (parameter));
}

static void
new_ticket_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  amends_window_go (AMENDS_WINDOW (widget), "new-ticket");
}

static void
back_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);

  if (!amends_navigator_back (self->navigator))
    return;
  gtk_widget_action_set_enabled (widget, "win.back", amends_navigator_get_can_back (self->navigator));
}

static void
search_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);

  if (self->page == NULL || amends_page_search (self->page))
    return;
  if (gtk_widget_get_visible (self->search_clamp) && gtk_widget_get_visible (self->header))
    amends_search_focus (self->search);
  else
    {
      gtk_toggle_button_set_active (self->search_button, TRUE);
      amends_search_focus (self->narrow_search);
    }
}

static void
refresh_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);

  refresh (self);
  amends_place_store_refresh (amends_desk_get_places (self->desk));
}

static void
reconnect_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  amends_session_retry_now (get_session (AMENDS_WINDOW (widget)));
}

static void
sign_out_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  amends_session_sign_out (get_session (AMENDS_WINDOW (widget)));
}

/* Not as the window's own help overlay: that is made at once and waits hidden, which start and memory pay for, and GTK 4.8
 * falls over a hidden window when a screen reader asks for one that has just gone. */
static void
shortcuts_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/org/amends/Amends/ui/app/shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, GTK_WINDOW (widget));
  gtk_window_present (shortcuts);
}

static void
password_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  show_password_dialog (AMENDS_WINDOW (widget));
}

static void
sidebar_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);

  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

/* ── life ── */

static void
save_size (AmendsWindow *self)
{
  GSettings *settings = amends_settings_get ();
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (gtk_window_is_maximized (GTK_WINDOW (self)) || width < 1 || height < 1)
    return;
  g_settings_set_int (settings, "window-width", width);
  g_settings_set_int (settings, "window-height", height);
}

static gboolean
amends_window_close_request (GtkWindow *window)
{
  save_size (AMENDS_WINDOW (window));

  return GTK_WINDOW_CLASS (amends_window_parent_class)->close_request (window);
}

static void
amends_window_dispose (GObject *object)
{
  AmendsWindow *self = AMENDS_WINDOW (object);

  g_clear_handle_id (&self->form_source, g_source_remove);
  leave_page (self);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (amends_window_parent_class)->dispose (object);
}

static void
amends_window_finalize (GObject *object)
{
  g_free (AMENDS_WINDOW (object)->wanted);

  G_OBJECT_CLASS (amends_window_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.go", "s", go_action);
  gtk_widget_class_install_action (widget_class, "win.open-ticket", "x", open_ticket_action);
  gtk_widget_class_install_action (widget_class, "win.new-ticket", NULL, new_ticket_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "win.reconnect", NULL, reconnect_action);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, sign_out_action);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.change-password", NULL, password_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, sidebar_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "win.new-ticket", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "win.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "win.refresh", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "win.toggle-sidebar", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, root);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, bin);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, header);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, search_clamp);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, search);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, narrow_search);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, page_title);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, page_count);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, start_slot);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, end_slot);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, new_content);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, AmendsWindow, navigator);
}

static void
amends_window_class_init (AmendsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = amends_window_close_request;

  g_type_ensure (AMENDS_TYPE_BIN);
  g_type_ensure (AMENDS_TYPE_NAVIGATOR);
  g_type_ensure (AMENDS_TYPE_SEARCH);
  g_type_ensure (AMENDS_TYPE_SESSION_BANNER);
  g_type_ensure (AMENDS_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/app/window.ui");
  bind_children (widget_class);
  install_actions (widget_class);
}

static void
amends_window_init (AmendsWindow *self)
{
  GSettings *settings = amends_settings_get ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  amends_bin_add_breakpoint (self->bin, 600);
  amends_bin_add_breakpoint (self->bin, 900);
  amends_bin_add_breakpoint (self->bin, 1400);
  amends_stack_hide_covered (self->root);
  g_signal_connect_object (self->bin, "notify::band", G_CALLBACK (band_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->navigator, "notify::place", G_CALLBACK (place_cb), self, G_CONNECT_SWAPPED);
}

/**
 * amends_window_new:
 * @application: the application
 * @desk: the desk it shows
 *
 * Returns: (transfer none): a window at the way in, or at the desk where somebody is signed in
 */
GtkWidget *
amends_window_new (AdwApplication *application,
                   AmendsDesk     *desk)
{
  AmendsWindow *self;
  AmendsSession *session;

  g_return_val_if_fail (AMENDS_IS_DESK (desk), NULL);

  self = g_object_new (AMENDS_TYPE_WINDOW, "application", application, NULL);
  self->desk = g_object_ref (desk);
  session = get_session (self);
  amends_navigator_set_desk (self->navigator, desk);
  amends_sidebar_set_desk (self->sidebar, desk);
  amends_session_banner_set_session (self->banner, session);
  amends_search_set_desk (self->search, desk);
  amends_search_set_desk (self->narrow_search, desk);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "restored", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (amends_desk_get_feed (desk), "resync", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  state_cb (self);
  return GTK_WIDGET (self);
}

/**
 * amends_window_go:
 * @self: the window
 * @place: "my-work", "notices", "queue:3", "ticket:4711", "new-ticket", "scorecards"
 *
 * Goes there, as soon as somebody is signed in.
 */
void
amends_window_go (AmendsWindow *self,
                  const char   *place)
{
  g_return_if_fail (AMENDS_IS_WINDOW (self));
  g_return_if_fail (place != NULL);

  if (self->sign_in != NULL)
    {
      g_free (self->wanted);
      self->wanted = g_strdup (place);
    }
  else if (!amends_navigator_go (self->navigator, place))
    amends_toast_show (GTK_WIDGET (self->navigator), _("You have no such page here."));
}

/**
 * amends_window_open_ticket:
 * @self: the window
 * @ticket_id: number of a ticket in the database
 */
void
amends_window_open_ticket (AmendsWindow *self,
                           gint64        ticket_id)
{
  g_autofree char *place = g_strdup_printf ("ticket:%" G_GINT64_FORMAT, ticket_id);

  amends_window_go (self, place);
}

static void
say_signed_in (AmendsWindow *self)
{
  AmendsPerson *person = amends_session_get_person (get_session (self));
  g_autofree char *words = g_strdup_printf (_("%s is signed in here already. Sign out first to be somebody else."),
                                            person != NULL ? amends_person_get_name (person) : "");

  amends_toast_show (GTK_WIDGET (self->navigator), words);
}

/**
 * amends_window_use_server:
 * @self: the window
 * @address: host, service or URI
 * @login: (nullable): a login
 *
 * Signs in as the command line says, where nobody is signed in.
 */
void
amends_window_use_server (AmendsWindow *self,
                          const char   *address,
                          const char   *login)
{
  g_return_if_fail (AMENDS_IS_WINDOW (self));

  if (self->sign_in != NULL)
    {
      if (login != NULL)
        put_off_form (self);
      amends_sign_in_page_use_server (self->sign_in, address, login);
    }
  else
    say_signed_in (self);
}

/**
 * amends_window_use_local:
 * @self: the window
 * @login: (nullable): which demo person to be
 *
 * Signs in to the demo department on this computer, where nobody is signed in.
 */
void
amends_window_use_local (AmendsWindow *self,
                         const char   *login)
{
  g_return_if_fail (AMENDS_IS_WINDOW (self));

  if (self->sign_in != NULL)
    {
      if (login != NULL)
        put_off_form (self);
      amends_sign_in_page_use_local (self->sign_in, login);
    }
  else
    say_signed_in (self);
}
