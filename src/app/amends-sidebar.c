/* Who sits here, where one can go and how much waits there, and whether the server answers. */

#define G_LOG_DOMAIN "amends-app"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "amends-page-table.h"
#include "amends-person-avatar.h"
#include "amends-sidebar-row.h"
#include "amends-sidebar.h"
#include "amends-tick.h"
#include "amends-toast.h"

#define MIN_WIDTH 200
#define MAX_WIDTH 252

struct _AmendsSidebar
{
  GtkBox parent_instance;

  AmendsDesk *desk;
  char *place;
  gboolean writing_duty;
  guint resize;

  AdwWindowTitle *title;
  AmendsPersonAvatar *me;
  GtkLabel *me_name;
  GtkLabel *me_role;
  GtkSwitch *duty_switch;
  GtkListBox *places;
  GtkWidget *connection;
  GtkLabel *connection_host;
  GtkLabel *connection_state;
};

G_DEFINE_FINAL_TYPE (AmendsSidebar, amends_sidebar, GTK_TYPE_BOX)

/* ── places ── */

static AmendsSidebarRow *
find_row (AmendsSidebar *self,
          const char    *place)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->places, i)) != NULL; i++)
    if (g_strcmp0 (amends_sidebar_row_get_place (AMENDS_SIDEBAR_ROW (row)), place) == 0)
      return AMENDS_SIDEBAR_ROW (row);
  return NULL;
}

/* AdwFlap gives its flap the minimum width, so the sidebar asks for its natural one. */
static gboolean
resize_cb (gpointer user_data)
{
  AmendsSidebar *self = user_data;
  int natural = 0;

  self->resize = 0;
  gtk_widget_set_size_request (GTK_WIDGET (self), -1, -1);
  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self), CLAMP (natural, MIN_WIDTH, MAX_WIDTH), -1);
  return G_SOURCE_REMOVE;
}

static void
queue_fit (AmendsSidebar *self)
{
  if (self->resize == 0)
    self->resize = g_idle_add (resize_cb, self);
}

static void
update_counts (AmendsSidebar *self)
{
  AmendsPlaceStore *places = amends_desk_get_places (self->desk);
  AmendsSidebarRow *row;

  if ((row = find_row (self, "my-work")) != NULL)
    amends_sidebar_row_set_counts (row, amends_place_store_get_mine (places),
                                   amends_place_store_get_mine_overdue (places));
  if ((row = find_row (self, "overdue")) != NULL)
    amends_sidebar_row_set_counts (row, 0, amends_place_store_get_overdue (places));
  if ((row = find_row (self, "notices")) != NULL)
    amends_sidebar_row_set_counts (row, amends_place_store_get_notices (places), 0);
  queue_fit (self);
}

static void
update_team (AmendsTeam       *team,
             GParamSpec       *pspec,
             AmendsSidebarRow *row)
{
  amends_sidebar_row_set_title (row, amends_team_get_label (team));
  amends_sidebar_row_set_counts (row, amends_team_get_open (team), amends_team_get_overdue (team));
}

static void
add_place (AmendsSidebar *self,
           const char    *place,
           const char    *section,
           const char    *icon_name,
           const char    *title)
{
  if (amends_page_table_allows (place, amends_desk_get_session (self->desk)))
    gtk_list_box_append (self->places, amends_sidebar_row_new (place, section, icon_name, title));
}

static void
add_queue (AmendsSidebar *self,
           AmendsTeam    *team)
{
  g_autofree char *place = g_strdup_printf ("queue:%" G_GINT64_FORMAT, amends_team_get_id (team));
  GtkWidget *row = amends_sidebar_row_new (place, "queues", amends_team_get_icon_name (team), amends_team_get_label (team));

  g_signal_connect_object (team, "notify", G_CALLBACK (update_team), row, 0);
  update_team (team, NULL, AMENDS_SIDEBAR_ROW (row));
  gtk_list_box_append (self->places, row);
}

static void
fill (AmendsSidebar *self)
{
  AmendsSession *session = amends_desk_get_session (self->desk);
  GListModel *teams = G_LIST_MODEL (amends_desk_get_places (self->desk));
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->places, 0)) != NULL)
    gtk_list_box_remove (self->places, GTK_WIDGET (row));
  if (amends_session_get_state (session) == AMENDS_SESSION_SIGNED_OUT)
    return;
  add_place (self, "my-work", "mine", "amends-work-symbolic", _("My work"));
  add_place (self, "overdue", "mine", "amends-overdue-symbolic", _("Overdue"));
  add_place (self, "notices", "mine", "preferences-system-notifications-symbolic", _("Notifications"));
  for (guint i = 0; amends_page_table_allows ("queue", session) && i < g_list_model_get_n_items (teams); i++)
    {
      g_autoptr (AmendsTeam) team = g_list_model_get_item (teams, i);

      add_queue (self, team);
    }
  add_place (self, "scorecards", "scores", "amends-scorecard-symbolic", _("Scorecards"));
  update_counts (self);
  amends_sidebar_set_place (self, self->place);
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       user_data)
{
  const char *section = amends_sidebar_row_get_section (AMENDS_SIDEBAR_ROW (row));
  GtkWidget *header = NULL;

  if (before == NULL || g_str_equal (section, amends_sidebar_row_get_section (AMENDS_SIDEBAR_ROW (before))))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (g_str_equal (section, "queues"))
    {
      header = gtk_label_new (_("Queues"));
      gtk_label_set_xalign (GTK_LABEL (header), 0);
      gtk_widget_add_css_class (header, "section-title");
      gtk_widget_add_css_class (header, "caption-heading");
      gtk_widget_add_css_class (header, "dim-label");
    }
  else
    {
      header = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
      gtk_widget_set_margin_top (header, 6);
      gtk_widget_set_margin_bottom (header, 6);
    }
  gtk_list_box_row_set_header (row, header);
}

static void
row_activated_cb (AmendsSidebar *self,
                  GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", amends_sidebar_row_get_place (AMENDS_SIDEBAR_ROW (row)));
}

/* ── duty ── */

static void
show_duty (AmendsSidebar *self)
{
  AmendsPerson *person = amends_session_get_person (amends_desk_get_session (self->desk));

  if (person == NULL || self->writing_duty)
    return;
  g_signal_handlers_block_matched (self->duty_switch, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
  gtk_switch_set_active (self->duty_switch, amends_person_get_on_duty (person));
  gtk_switch_set_state (self->duty_switch, amends_person_get_on_duty (person));
  g_signal_handlers_unblock_matched (self->duty_switch, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
}

static void
duty_written_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (AmendsSidebar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) answer = amends_session_write_finish (AMENDS_SESSION (object), result, NULL, &error);
  AmendsPerson *person = amends_session_get_person (AMENDS_SESSION (object));

  self->writing_duty = FALSE;
  if (answer != NULL && person != NULL)
    amends_person_set_on_duty (person, gtk_switch_get_active (self->duty_switch));
  else if (error != NULL)
    amends_toast_show_error (GTK_WIDGET (self), error);
  if (self->desk != NULL)
    show_duty (self);
}

/* The knob moves at once; the colour follows when the database has it. */
static gboolean
duty_set_cb (AmendsSidebar *self,
             gboolean       on_duty)
{
  g_autoptr (AmendsParams) params = amends_params_new ();

  amends_params_add_bool (params, on_duty);
  self->writing_duty = TRUE;
  amends_session_write_async (amends_desk_get_session (self->desk), "duty_set", "SELECT api.duty_set($1::uuid, $2::bool)",
                              params, NULL, duty_written_cb, g_object_ref (self));
  return TRUE;
}

/* ── session ── */

static void
show_person (AmendsSidebar *self)
{
  AmendsSession *session = amends_desk_get_session (self->desk);
  AmendsPerson *person = amends_session_get_person (session);
  const char *site = amends_session_get_site_name (session);

  amends_person_avatar_set_person (self->me, person);
  gtk_label_set_label (self->me_name, person != NULL ? amends_person_get_name (person) : "");
  gtk_label_set_label (self->me_role, person != NULL ? amends_person_get_role_text (person) : "");
  adw_window_title_set_subtitle (self->title, site != NULL ? site : "");
  if (person != NULL)
    g_signal_handlers_disconnect_by_func (person, show_duty, self);
  if (person != NULL)
    g_signal_connect_object (person, "notify::on-duty", G_CALLBACK (show_duty), self, G_CONNECT_SWAPPED);
  show_duty (self);
}

static gint64
show_connection (gint64   now,
                 gpointer user_data)
{
  AmendsSidebar *self = user_data;
  AmendsSession *session = amends_desk_get_session (self->desk);
  gboolean live = amends_session_get_state (session) == AMENDS_SESSION_READY && !amends_session_get_silent (session);
  int wait = amends_session_get_retry_in (session);
  g_autofree char *words = NULL;

  if (live)
    words = g_strdup (C_("connection", "live"));
  else if (wait > 0)
    words = g_strdup_printf (_("again in %d s"), wait);
  else
    words = g_strdup (C_("connection", "no answer"));
  gtk_label_set_label (self->connection_state, words);
  if (live)
    gtk_widget_remove_css_class (self->connection, "gone");
  else
    gtk_widget_add_css_class (self->connection, "gone");
  return live ? G_MAXINT64 : now;
}

static void
watch_connection (AmendsSidebar *self)
{
  const char *host = amends_session_get_host (amends_desk_get_session (self->desk));

  gtk_label_set_label (self->connection_host, host != NULL ? host : "");
  show_connection (0, self);
  amends_tick_remove (show_connection, self);
  amends_tick_add (show_connection, self);
}

static void
state_cb (AmendsSidebar *self)
{
  AmendsSessionState state = amends_session_get_state (amends_desk_get_session (self->desk));

  watch_connection (self);
  if (state == AMENDS_SESSION_READY || state == AMENDS_SESSION_SIGNED_OUT)
    {
      show_person (self);
      fill (self);
    }
}

static void
amends_sidebar_dispose (GObject *object)
{
  AmendsSidebar *self = AMENDS_SIDEBAR (object);

  amends_tick_remove (show_connection, self);
  g_clear_handle_id (&self->resize, g_source_remove);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (amends_sidebar_parent_class)->dispose (object);
}

static void
amends_sidebar_finalize (GObject *object)
{
  g_free (AMENDS_SIDEBAR (object)->place);

  G_OBJECT_CLASS (amends_sidebar_parent_class)->finalize (object);
}

static void
amends_sidebar_class_init (AmendsSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_sidebar_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_sidebar_finalize;

  g_type_ensure (AMENDS_TYPE_PERSON_AVATAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/app/sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsSidebar, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsSidebar, me);
  gtk_widget_class_bind_template_child (widget_class, AmendsSidebar, me_name);
  gtk_widget_class_bind_template_child (widget_class, AmendsSidebar, me_role);
  gtk_widget_class_bind_template_child (widget_class, AmendsSidebar, duty_switch);
  gtk_widget_class_bind_template_child (widget_class, AmendsSidebar, places);
  gtk_widget_class_bind_template_child (widget_class, AmendsSidebar, connection);
  gtk_widget_class_bind_template_child (widget_class, AmendsSidebar, connection_host);
  gtk_widget_class_bind_template_child (widget_class, AmendsSidebar, connection_state);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, duty_set_cb);
}

static void
amends_sidebar_init (AmendsSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->places, header_cb, NULL, NULL);
}

/**
 * amends_sidebar_set_desk:
 * @self: the sidebar
 * @desk: whose places are shown
 */
void
amends_sidebar_set_desk (AmendsSidebar *self,
                         AmendsDesk    *desk)
{
  AmendsPlaceStore *places;
  AmendsSession *session;

  g_return_if_fail (AMENDS_IS_SIDEBAR (self));
  g_return_if_fail (AMENDS_IS_DESK (desk));
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  session = amends_desk_get_session (desk);
  places = amends_desk_get_places (desk);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::silent", G_CALLBACK (watch_connection), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (places, "items-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (places, "notify", G_CALLBACK (update_counts), self, G_CONNECT_SWAPPED);
  state_cb (self);
}

/**
 * amends_sidebar_set_place:
 * @self: the sidebar
 * @place: (nullable): where one is; no row is marked for a page that stands in none, as a ticket
 */
void
amends_sidebar_set_place (AmendsSidebar *self,
                          const char    *place)
{
  AmendsSidebarRow *row;

  g_return_if_fail (AMENDS_IS_SIDEBAR (self));

  if (place != self->place)
    {
      g_free (self->place);
      self->place = g_strdup (place);
    }
  row = place != NULL ? find_row (self, place) : NULL;
  if (row != NULL)
    gtk_list_box_select_row (self->places, GTK_LIST_BOX_ROW (row));
  else
    gtk_list_box_unselect_all (self->places);
}

/**
 * amends_sidebar_get_first:
 * @self: the sidebar
 *
 * Returns: (transfer full) (nullable): where this person starts the day
 */
char *
amends_sidebar_get_first (AmendsSidebar *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (AMENDS_IS_SIDEBAR (self), NULL);

  row = gtk_list_box_get_row_at_index (self->places, 0);
  return row != NULL ? g_strdup (amends_sidebar_row_get_place (AMENDS_SIDEBAR_ROW (row))) : NULL;
}
