/* The demo department on this computer: tells what is done to open it, and offers the people to be. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-local-department.h"
#include "amends-local-pane.h"
#include "amends-message.h"
#include "amends-person.h"
#include "amends-stack.h"

struct _AmendsLocalPane
{
  GtkBox parent_instance;

  AmendsDesk *desk;
  GCancellable *cancellable;
  char *login;
  guint pulse;

  GtkStack *stack;
  GtkLabel *progress_label;
  GtkProgressBar *progress_bar;
  GtkListBox *people_list;
  GtkLabel *error_label;
  GtkWidget *anew_button;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsLocalPane, amends_local_pane, GTK_TYPE_BOX)

static guint signals[N_SIGNALS];

/* ── what is shown ── */

static gboolean
pulse_cb (gpointer user_data)
{
  gtk_progress_bar_pulse (AMENDS_LOCAL_PANE (user_data)->progress_bar);
  return G_SOURCE_CONTINUE;
}

static void
stop_pulse (AmendsLocalPane *self)
{
  g_clear_handle_id (&self->pulse, g_source_remove);
}

static void
show_progress (AmendsLocalPane *self,
               const char      *words)
{
  gtk_label_set_label (self->progress_label, words);
  gtk_stack_set_visible_child_name (self->stack, "progress");
  if (self->pulse == 0)
    self->pulse = g_timeout_add (120, pulse_cb, self);
}

/* What another version of the program has made stays unusable for this one; it is only demo data. */
static void
show_error (AmendsLocalPane *self,
            const GError    *error)
{
  g_autofree char *words = amends_message_for_error (error);
  gboolean foreign = g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_FOREIGN_DATABASE)
                     || g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_SCHEMA_NEW);

  gtk_label_set_label (self->error_label, words);
  gtk_widget_set_visible (self->anew_button, foreign);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

/* ── people ── */

static void
choose (AmendsLocalPane *self,
        const char      *login)
{
  g_autoptr (AmendsTarget) target = amends_local_server_get_target (amends_desk_get_local (self->desk), login);

  g_signal_emit (self, signals[CHOSEN], 0, target);
}

static void
person_activated_cb (AdwActionRow    *row,
                     AmendsLocalPane *self)
{
  choose (self, g_object_get_data (G_OBJECT (row), "login"));
}

static void
add_person (AmendsLocalPane         *self,
            const AmendsLocalPerson *person)
{
  const char *role = amends_role_label (person->role);
  g_autofree char *subtitle = *person->department != '\0' ? g_strdup_printf ("%s · %s", role, person->department) : g_strdup (role);
  GtkWidget *widget = adw_action_row_new (), *avatar = adw_avatar_new (32, person->name, TRUE);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), person->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), subtitle);
  gtk_widget_add_css_class (arrow, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (widget), avatar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (widget), TRUE);
  g_object_set_data_full (G_OBJECT (widget), "login", g_strdup (person->login), g_free);
  g_signal_connect_object (widget, "activated", G_CALLBACK (person_activated_cb), self, 0);
  gtk_list_box_append (self->people_list, widget);
}

/* Whoever has begun to type for another server meanwhile goes on there. */
static gboolean
is_typing (AmendsLocalPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return GTK_IS_EDITABLE (focus) && *gtk_editable_get_text (GTK_EDITABLE (focus)) != '\0';
}

static void
show_people (AmendsLocalPane *self,
             GPtrArray       *people)
{
  g_autofree char *login = g_steal_pointer (&self->login);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->people_list, 0)) != NULL)
    gtk_list_box_remove (self->people_list, GTK_WIDGET (row));
  for (guint i = 0; i < people->len; i++)
    add_person (self, g_ptr_array_index (people, i));
  gtk_stack_set_visible_child_name (self->stack, "people");
  if (login != NULL)
    choose (self, login);
  else if (people->len > 0 && !is_typing (self))
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->people_list, 0)));
}

/* ── the department ── */

static void
progress_cb (AmendsLocalStage stage,
             double           share,
             gpointer         user_data)
{
  AmendsLocalPane *self = user_data;

  if (self->stack == NULL)
    return;
  if (share >= 0)
    {
      stop_pulse (self);
      gtk_progress_bar_set_fraction (self->progress_bar, share);
    }
  else if (stage == AMENDS_LOCAL_FILLING)
    show_progress (self, _("Filling the demo department: people, thirteen months of tickets, living work. This happens once and takes a minute or so."));
  else if (stage == AMENDS_LOCAL_UPGRADING)
    show_progress (self, _("Bringing the demo department up to date…"));
  else
    show_progress (self, _("Starting the database of the demo department…"));
}

/* The pane may be gone by now, or the work stopped. */
static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AmendsLocalPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = amends_local_department_open_finish (AMENDS_LOCAL_SERVER (object), result, &error);

  if (self->stack == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  stop_pulse (self);
  g_clear_object (&self->cancellable);
  if (people != NULL)
    show_people (self, people);
  else
    show_error (self, error);
}

static void
open_department (AmendsLocalPane *self,
                 gboolean         anew)
{
  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  amends_local_department_open_async (amends_desk_get_local (self->desk), anew, self->cancellable, progress_cb, self, opened_cb,
                                      g_object_ref (self));
}

static void
anew_answered_cb (AmendsLocalPane *self,
                  const char      *response)
{
  if (g_str_equal (response, "anew"))
    open_department (self, TRUE);
}

static void
anew_cb (AmendsLocalPane *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog = adw_message_dialog_new (window, _("Make the demo department anew?"),
                                              _("What was done in it is lost. Only the demo data of this computer are concerned."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "anew", _("_Make It Anew"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "anew", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (anew_answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
start_cb (AmendsLocalPane *self)
{
  amends_local_pane_start (self, NULL);
}

static void
amends_local_pane_dispose (GObject *object)
{
  AmendsLocalPane *self = AMENDS_LOCAL_PANE (object);

  stop_pulse (self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  self->stack = NULL;

  G_OBJECT_CLASS (amends_local_pane_parent_class)->dispose (object);
}

static void
amends_local_pane_finalize (GObject *object)
{
  g_free (AMENDS_LOCAL_PANE (object)->login);

  G_OBJECT_CLASS (amends_local_pane_parent_class)->finalize (object);
}

static void
amends_local_pane_class_init (AmendsLocalPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_local_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_local_pane_finalize;

  /**
   * AmendsLocalPane::chosen:
   * @self: the pane
   * @target: where to sign in, as the person chosen
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, AMENDS_TYPE_TARGET);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/signin/local-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsLocalPane, stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsLocalPane, progress_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsLocalPane, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, AmendsLocalPane, people_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsLocalPane, error_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsLocalPane, anew_button);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, anew_cb);
}

static void
amends_local_pane_init (AmendsLocalPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_stack_hide_covered (self->stack);
}

/**
 * amends_local_pane_set_desk:
 * @self: the pane
 * @desk: whose private server it starts
 */
void
amends_local_pane_set_desk (AmendsLocalPane *self,
                            AmendsDesk      *desk)
{
  g_return_if_fail (AMENDS_IS_LOCAL_PANE (self));
  g_return_if_fail (AMENDS_IS_DESK (desk));

  g_set_object (&self->desk, desk);
}

/**
 * amends_local_pane_get_available:
 * @self: the pane
 *
 * Returns: whether there is a PostgreSQL server program on this computer to do it with
 */
gboolean
amends_local_pane_get_available (AmendsLocalPane *self)
{
  g_return_val_if_fail (AMENDS_IS_LOCAL_PANE (self), FALSE);

  return amends_local_server_available ();
}

/**
 * amends_local_pane_start:
 * @self: the pane
 * @login: (nullable): whom to be without asking
 *
 * Starts the database, fills it where it is empty, then offers its people or emits "chosen" for @login.
 */
void
amends_local_pane_start (AmendsLocalPane *self,
                         const char      *login)
{
  g_return_if_fail (AMENDS_IS_LOCAL_PANE (self));
  g_return_if_fail (self->desk != NULL);

  if (self->cancellable != NULL)
    return;
  g_free (self->login);
  self->login = g_strdup (login);
  open_department (self, FALSE);
}
