/* The pages of the window: makes them when they are first needed, shows one, remembers the way back.
 *
 * A place is the name of a page and what it is about: "my-work", "queue:3", "ticket:4711".
 */

#define G_LOG_DOMAIN "amends-app"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "amends-navigator.h"
#include "amends-page-table.h"
#include "amends-stack.h"

#define MAX_HISTORY 20

struct _AmendsNavigator
{
  GtkBox parent_instance;

  AmendsDesk *desk;
  GPtrArray *history;
  char *place;
  guint band;

  GtkStack *stack;
};

enum
{
  PROP_0,
  PROP_PLACE,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsNavigator, amends_navigator, GTK_TYPE_BOX)

static GParamSpec *properties[N_PROPS];

static char *
split_place (const char *place,
             gint64     *ref)
{
  const char *colon = strchr (place, ':');

  *ref = colon != NULL ? g_ascii_strtoll (colon + 1, NULL, 10) : 0;
  return colon != NULL ? g_strndup (place, colon - place) : g_strdup (place);
}

static const AmendsPageEntry *
find_entry (AmendsNavigator *self,
            const char      *place,
            gint64          *ref)
{
  g_autofree char *name = split_place (place, ref);

  if (!amends_page_table_allows (name, amends_desk_get_session (self->desk)))
    return NULL;
  return amends_page_table_find (name);
}

static gboolean
in_history (AmendsNavigator *self,
            const char      *place)
{
  return g_ptr_array_find_with_equal_func (self->history, place, g_str_equal, NULL);
}

/* A ticket that cannot be come back to is let go, or a day's work would keep hundreds of them up to date. */
static void
drop_unreachable (AmendsNavigator *self)
{
  GtkWidget *next;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); child != NULL; child = next)
    {
      const char *place = gtk_stack_page_get_name (gtk_stack_get_page (self->stack, child));
      gint64 ref;
      const AmendsPageEntry *entry = find_entry (self, place, &ref);

      next = gtk_widget_get_next_sibling (child);
      if ((entry == NULL || !entry->keep) && g_strcmp0 (place, self->place) != 0 && !in_history (self, place))
        gtk_stack_remove (self->stack, child);
    }
}

static GtkWidget *
ensure_page (AmendsNavigator *self,
             const char      *place)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, place);
  gint64 ref;
  const AmendsPageEntry *entry;

  if (page != NULL)
    return page;
  entry = find_entry (self, place, &ref);
  if (entry == NULL)
    return NULL;
  page = entry->create (self->desk, ref);
  amends_page_set_band (AMENDS_PAGE (page), self->band);
  gtk_stack_add_named (self->stack, page, place);
  return page;
}

static gboolean
show (AmendsNavigator *self,
      const char      *place)
{
  GtkWidget *page = ensure_page (self, place);
  AmendsPage *before = amends_navigator_get_page (self);

  if (page == NULL)
    return FALSE;
  g_free (self->place);
  self->place = g_strdup (place);
  if (before != NULL && GTK_WIDGET (before) != page)
    amends_page_set_shown (before, FALSE);
  gtk_stack_set_visible_child (self->stack, page);
  amends_page_set_shown (AMENDS_PAGE (page), TRUE);
  drop_unreachable (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
  return TRUE;
}

static void
amends_navigator_dispose (GObject *object)
{
  g_clear_object (&AMENDS_NAVIGATOR (object)->desk);

  G_OBJECT_CLASS (amends_navigator_parent_class)->dispose (object);
}

static void
amends_navigator_finalize (GObject *object)
{
  AmendsNavigator *self = AMENDS_NAVIGATOR (object);

  g_ptr_array_unref (self->history);
  g_free (self->place);

  G_OBJECT_CLASS (amends_navigator_parent_class)->finalize (object);
}

static void
amends_navigator_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PLACE:
      g_value_set_string (value, AMENDS_NAVIGATOR (object)->place);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_navigator_class_init (AmendsNavigatorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amends_navigator_dispose;
  object_class->finalize = amends_navigator_finalize;
  object_class->get_property = amends_navigator_get_property;

  properties[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_navigator_init (AmendsNavigator *self)
{
  self->band = AMENDS_BAND_WIDE;
  self->history = g_ptr_array_new_with_free_func (g_free);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  amends_stack_hide_covered (self->stack);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->stack));
}

/**
 * amends_navigator_set_desk:
 * @self: the navigator
 * @desk: what pages are given
 */
void
amends_navigator_set_desk (AmendsNavigator *self,
                           AmendsDesk      *desk)
{
  g_return_if_fail (AMENDS_IS_NAVIGATOR (self));
  g_return_if_fail (AMENDS_IS_DESK (desk));

  g_set_object (&self->desk, desk);
}

/**
 * amends_navigator_go:
 * @self: the navigator
 * @place: where to
 *
 * Returns: %FALSE where there is no such page for this person
 */
gboolean
amends_navigator_go (AmendsNavigator *self,
                     const char      *place)
{
  g_autofree char *before = NULL;

  g_return_val_if_fail (AMENDS_IS_NAVIGATOR (self), FALSE);
  g_return_val_if_fail (place != NULL, FALSE);

  if (g_strcmp0 (self->place, place) == 0)
    return TRUE;
  if (ensure_page (self, place) == NULL)
    return FALSE;
  before = g_strdup (self->place);
  if (before != NULL)
    g_ptr_array_add (self->history, g_steal_pointer (&before));
  if (self->history->len > MAX_HISTORY)
    g_ptr_array_remove_index (self->history, 0);
  return show (self, place);
}

/**
 * amends_navigator_back:
 * @self: the navigator
 *
 * Returns: %FALSE where one is where one began
 */
gboolean
amends_navigator_back (AmendsNavigator *self)
{
  g_return_val_if_fail (AMENDS_IS_NAVIGATOR (self), FALSE);

  while (self->history->len > 0)
    {
      g_autofree char *place = g_ptr_array_steal_index (self->history, self->history->len - 1);

      if (g_strcmp0 (place, self->place) != 0 && show (self, place))
        return TRUE;
    }
  return FALSE;
}

/**
 * amends_navigator_clear:
 * @self: the navigator
 *
 * Lets go of all pages: another person may sit down.
 */
void
amends_navigator_clear (AmendsNavigator *self)
{
  GtkWidget *child;
  AmendsPage *page;

  g_return_if_fail (AMENDS_IS_NAVIGATOR (self));

  page = amends_navigator_get_page (self);
  if (page != NULL)
    amends_page_set_shown (page, FALSE);
  g_ptr_array_set_size (self->history, 0);
  g_clear_pointer (&self->place, g_free);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->stack))) != NULL)
    gtk_stack_remove (self->stack, child);
}

/**
 * amends_navigator_get_place:
 * @self: the navigator
 *
 * Returns: (transfer none) (nullable): where one is
 */
const char *
amends_navigator_get_place (AmendsNavigator *self)
{
  g_return_val_if_fail (AMENDS_IS_NAVIGATOR (self), NULL);

  return self->place;
}

/**
 * amends_navigator_get_page:
 * @self: the navigator
 *
 * Returns: (transfer none) (nullable): the page in view
 */
AmendsPage *
amends_navigator_get_page (AmendsNavigator *self)
{
  g_return_val_if_fail (AMENDS_IS_NAVIGATOR (self), NULL);

  return self->place != NULL ? (AmendsPage *) gtk_stack_get_child_by_name (self->stack, self->place) : NULL;
}

/**
 * amends_navigator_get_can_back:
 * @self: the navigator
 *
 * Returns: whether there is a way back
 */
gboolean
amends_navigator_get_can_back (AmendsNavigator *self)
{
  g_return_val_if_fail (AMENDS_IS_NAVIGATOR (self), FALSE);

  return self->history->len > 0;
}

/**
 * amends_navigator_set_band:
 * @self: the navigator
 * @band: the room there is, one of the AMENDS_BAND_ values
 */
void
amends_navigator_set_band (AmendsNavigator *self,
                           guint            band)
{
  g_return_if_fail (AMENDS_IS_NAVIGATOR (self));

  self->band = band;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    amends_page_set_band (AMENDS_PAGE (child), band);
}
