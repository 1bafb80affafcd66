/* Time left or overdue in words, shape and colour: the same label on every page, and it keeps itself up to date. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-clock.h"
#include "amends-due-pill.h"
#include "amends-duration.h"
#include "amends-tick.h"
#include "amends-time.h"
#include "amends-tip.h"

struct _AmendsDuePill
{
  GtkBox parent_instance;

  gint64 due_at;
  gint64 warn_at;
  char *waiting;
  gboolean brief;
  const char *nick;

  GtkImage *shape;
  GtkLabel *label;
};

enum
{
  PROP_0,
  PROP_DUE_AT,
  PROP_WARN_AT,
  PROP_WAITING,
  PROP_BRIEF,
  PROP_STATE,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsDuePill, amends_due_pill, GTK_TYPE_BOX)

static GParamSpec *properties[N_PROPS];

static const char *const icons[] = {
  [AMENDS_DUE_NONE] = NULL,
  [AMENDS_DUE_IN_TIME] = "amends-clock-symbolic",
  [AMENDS_DUE_SOON] = "amends-hourglass-symbolic",
  [AMENDS_DUE_OVERDUE] = "amends-overdue-symbolic",
  [AMENDS_DUE_WAITING] = "amends-pause-symbolic",
};

/* Waiting for a part does not stop the clock: only a ticket without a running limit is "waiting". */
static AmendsDueKind
kind_at (AmendsDuePill *self,
         gint64         now)
{
  gboolean stopped = self->due_at == 0 && self->waiting != NULL && *self->waiting != '\0';

  return amends_due_kind (now, self->warn_at, self->due_at, stopped);
}

static char *
exact_words (AmendsDuePill *self,
             AmendsDueKind  kind,
             gint64         now)
{
  g_autofree char *when = NULL;

  if (kind == AMENDS_DUE_WAITING)
    return g_strdup_printf (_("Waiting: %s. The clock is stopped."), self->waiting);
  if (self->due_at == 0)
    return NULL;
  when = amends_time_format (self->due_at, now);
  if (self->waiting != NULL && *self->waiting != '\0')
    return g_strdup_printf (_("Due %s. Waiting: %s; the clock runs on."), when, self->waiting);
  return g_strdup_printf (kind == AMENDS_DUE_OVERDUE ? _("Was due %s") : _("Due %s"), when);
}

static void
show_state (AmendsDuePill *self,
            AmendsDueKind  kind)
{
  const char *nick = amends_due_kind_get_nick (kind);

  if (self->nick == nick)
    return;
  if (self->nick != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->nick);
  gtk_widget_add_css_class (GTK_WIDGET (self), nick);
  self->nick = nick;
  gtk_image_set_from_icon_name (self->shape, icons[kind]);
  gtk_widget_set_visible (GTK_WIDGET (self->shape), icons[kind] != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
update (AmendsDuePill *self,
        gint64         now)
{
  AmendsDueKind kind = kind_at (self, now);
  g_autofree char *words = NULL, *full = NULL, *exact = NULL, *spoken = NULL;

  show_state (self, kind);
  full = amends_due_words (kind, now, self->due_at, self->waiting);
  words = self->brief ? amends_due_words_short (kind, now, self->due_at, self->waiting) : g_strdup (full);
  gtk_label_set_label (self->label, kind == AMENDS_DUE_NONE ? "" : words);
  gtk_widget_set_visible (GTK_WIDGET (self->label), kind != AMENDS_DUE_NONE);

  exact = exact_words (self, kind, now);
  amends_tip_set (GTK_WIDGET (self), exact);
  spoken = exact != NULL ? g_strdup_printf ("%s. %s", full, exact) : g_strdup (full);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static gint64
tick_cb (gint64   now,
         gpointer user_data)
{
  AmendsDuePill *self = user_data;
  gint64 wait;

  update (self, now);
  wait = amends_due_next_change (now, self->warn_at, self->due_at);
  return wait == G_MAXINT64 ? G_MAXINT64 : now + wait;
}

/* A changed limit may move the next change forward: the tick is asked afresh. */
static void
restart (AmendsDuePill *self)
{
  update (self, amends_clock_now ());
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  amends_tick_remove (tick_cb, self);
  amends_tick_add (tick_cb, self);
}

static void
amends_due_pill_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (amends_due_pill_parent_class)->map (widget);

  update (AMENDS_DUE_PILL (widget), amends_clock_now ());
  amends_tick_add (tick_cb, widget);
}

static void
amends_due_pill_unmap (GtkWidget *widget)
{
  amends_tick_remove (tick_cb, widget);

  GTK_WIDGET_CLASS (amends_due_pill_parent_class)->unmap (widget);
}

static void
amends_due_pill_finalize (GObject *object)
{
  AmendsDuePill *self = AMENDS_DUE_PILL (object);

  g_free (self->waiting);

  G_OBJECT_CLASS (amends_due_pill_parent_class)->finalize (object);
}

static void
amends_due_pill_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  AmendsDuePill *self = AMENDS_DUE_PILL (object);

  switch (prop_id)
    {
    case PROP_DUE_AT:
      g_value_set_int64 (value, self->due_at);
      break;
    case PROP_WARN_AT:
      g_value_set_int64 (value, self->warn_at);
      break;
    case PROP_WAITING:
      g_value_set_string (value, self->waiting);
      break;
    case PROP_BRIEF:
      g_value_set_boolean (value, self->brief);
      break;
    case PROP_STATE:
      g_value_set_string (value, self->nick);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_due_pill_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  AmendsDuePill *self = AMENDS_DUE_PILL (object);

  switch (prop_id)
    {
    case PROP_DUE_AT:
      amends_due_pill_set (self, g_value_get_int64 (value), self->warn_at, self->waiting);
      break;
    case PROP_WARN_AT:
      amends_due_pill_set (self, self->due_at, g_value_get_int64 (value), self->waiting);
      break;
    case PROP_WAITING:
      amends_due_pill_set (self, self->due_at, self->warn_at, g_value_get_string (value));
      break;
    case PROP_BRIEF:
      if (self->brief == g_value_get_boolean (value))
        break;
      self->brief = g_value_get_boolean (value);
      /* short words are short already: what stands beside the pill gives way */
      gtk_label_set_ellipsize (self->label, self->brief ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
      g_object_notify_by_pspec (object, pspec);
      update (self, amends_clock_now ());
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_due_pill_class_init (AmendsDuePillClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = amends_due_pill_finalize;
  object_class->get_property = amends_due_pill_get_property;
  object_class->set_property = amends_due_pill_set_property;
  widget_class->map = amends_due_pill_map;
  widget_class->unmap = amends_due_pill_unmap;

  properties[PROP_DUE_AT] = g_param_spec_int64 ("due-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_WARN_AT] = g_param_spec_int64 ("warn-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_WAITING] = g_param_spec_string ("waiting", NULL, NULL, NULL, flags);
  properties[PROP_BRIEF] = g_param_spec_boolean ("brief", NULL, NULL, FALSE, flags);
  properties[PROP_STATE] = g_param_spec_string ("state", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/common/due-pill.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsDuePill, shape);
  gtk_widget_class_bind_template_child (widget_class, AmendsDuePill, label);
}

static void
amends_due_pill_init (AmendsDuePill *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self, amends_clock_now ());
}

/**
 * amends_due_pill_new:
 *
 * Returns: (transfer full): a pill that shows nothing yet
 */
GtkWidget *
amends_due_pill_new (void)
{
  return g_object_new (AMENDS_TYPE_DUE_PILL, NULL);
}

/**
 * amends_due_pill_set:
 * @self: a pill
 * @due_at: end of the limit, microseconds since 1970 UTC, 0 where none runs
 * @warn_at: when the warning share of the limit has passed, 0 for never
 * @waiting: (nullable): what is waited for, in the person's language
 *
 * Shows the limit; words, shape and colour then follow the server's clock by themselves.
 */
void
amends_due_pill_set (AmendsDuePill *self,
                     gint64         due_at,
                     gint64         warn_at,
                     const char    *waiting)
{
  GObject *object = G_OBJECT (self);
  gboolean due_changed, warn_changed, waiting_changed;

  g_return_if_fail (AMENDS_IS_DUE_PILL (self));

  due_changed = self->due_at != due_at;
  warn_changed = self->warn_at != warn_at;
  waiting_changed = g_strcmp0 (self->waiting, waiting) != 0;
  if (!due_changed && !warn_changed && !waiting_changed)
    return;

  self->due_at = due_at;
  self->warn_at = warn_at;
  if (waiting_changed)
    {
      g_free (self->waiting);
      self->waiting = g_strdup (waiting);
    }
  restart (self);
  if (due_changed)
    g_object_notify_by_pspec (object, properties[PROP_DUE_AT]);
  if (warn_changed)
    g_object_notify_by_pspec (object, properties[PROP_WARN_AT]);
  if (waiting_changed)
    g_object_notify_by_pspec (object, properties[PROP_WAITING]);
}
