/* Says that the server does not answer, or has signed the person out, and what happens next. */

#define G_LOG_DOMAIN "amends-app"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-banner.h"
#include "amends-clock.h"
#include "amends-message.h"
#include "amends-session-banner.h"
#include "amends-tick.h"
#include "amends-time.h"

struct _AmendsSessionBanner
{
  AdwBin parent_instance;

  AmendsSession *session;
  AmendsBanner *banner;
};

G_DEFINE_FINAL_TYPE (AmendsSessionBanner, amends_session_banner, ADW_TYPE_BIN)

static void
show_lost (AmendsSessionBanner *self)
{
  const char *host = amends_session_get_host (self->session);
  int wait = amends_session_get_retry_in (self->session);
  guint unsent = amends_session_get_n_unsent (self->session);
  g_autofree char *title = g_strdup_printf (_("%s does not answer."), host != NULL ? host : "");
  g_autofree char *seen = amends_time_format_clock (amends_session_get_last_heard (self->session));
  g_autofree char *again = wait > 0 ? g_strdup_printf (_("Trying again in %d s."), wait) : g_strdup (_("Trying…"));
  g_autofree char *kept =
    unsent > 0 ? g_strdup_printf (ngettext ("%u change is kept and sent once as soon as it is back.",
                                            "%u changes are kept and sent once as soon as it is back.", unsent), unsent)
               : g_strdup (_("You can read on; what you change is kept and sent once as soon as it is back."));
  g_autofree char *text = g_strdup_printf (_("%s You see %s. %s"), again, seen, kept);

  amends_banner_show (self->banner, title, text);
  amends_banner_set_button (self->banner, _("Try _Now"), "win.reconnect");
}

static void
show_refused (AmendsSessionBanner *self)
{
  const GError *error = amends_session_get_error (self->session);
  g_autofree char *words = error != NULL ? amends_message_for_error (error) : g_strdup ("");

  amends_banner_show (self->banner, _("You are signed out by the server."), words);
  amends_banner_set_button (self->banner, _("Sign _In Again"), "win.sign-out");
}

/* Counts the seconds to the next try while there is one. */
static gint64
show_state (gint64   now,
            gpointer user_data)
{
  AmendsSessionBanner *self = user_data;
  AmendsSessionState state = amends_session_get_state (self->session);

  if (state == AMENDS_SESSION_LOST || (state == AMENDS_SESSION_READY && amends_session_get_silent (self->session)))
    {
      show_lost (self);
      return now;
    }
  if (state == AMENDS_SESSION_REFUSED)
    show_refused (self);
  else
    amends_banner_hide (self->banner);
  return G_MAXINT64;
}

static void
update (AmendsSessionBanner *self)
{
  amends_tick_remove (show_state, self);
  if (show_state (amends_clock_now (), self) != G_MAXINT64)
    amends_tick_add (show_state, self);
}

static void
amends_session_banner_dispose (GObject *object)
{
  AmendsSessionBanner *self = AMENDS_SESSION_BANNER (object);

  amends_tick_remove (show_state, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_session_banner_parent_class)->dispose (object);
}

static void
amends_session_banner_class_init (AmendsSessionBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_session_banner_dispose;
}

static void
amends_session_banner_init (AmendsSessionBanner *self)
{
  self->banner = AMENDS_BANNER (amends_banner_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->banner));
}

/**
 * amends_session_banner_set_session:
 * @self: a banner without a session
 * @session: the session it speaks of
 *
 * Follows the session from now on. The buttons need the actions "win.reconnect" and "win.sign-out" above.
 */
void
amends_session_banner_set_session (AmendsSessionBanner *self,
                                   AmendsSession       *session)
{
  g_return_if_fail (AMENDS_IS_SESSION_BANNER (self));
  g_return_if_fail (AMENDS_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::silent", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
