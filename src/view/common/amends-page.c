/* What the window knows of a page: title, count, the widgets it adds to the header, and how to bring it up to date. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-page.h"

typedef struct
{
  char *title;
  char *count;
  GtkWidget *header_start;
  GtkWidget *header_end;
  gboolean own_header;
  gboolean shown;
  guint band;
} AmendsPagePrivate;

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_COUNT,
  PROP_HEADER_START,
  PROP_HEADER_END,
  PROP_OWN_HEADER,
  PROP_BAND,
  N_PROPS
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AmendsPage, amends_page, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];

static void
set_string (AmendsPage *self,
            char      **field,
            const char *value,
            guint       prop_id)
{
  if (g_strcmp0 (*field, value) == 0)
    return;
  g_free (*field);
  *field = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

/* The header takes and gives back these widgets as pages come and go, so the page holds them. */
static void
set_widget (AmendsPage *self,
            GtkWidget **field,
            GtkWidget  *widget,
            guint       prop_id)
{
  if (*field == widget)
    return;
  g_clear_object (field);
  if (widget != NULL)
    *field = g_object_ref_sink (widget);
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
amends_page_dispose (GObject *object)
{
  AmendsPagePrivate *priv = amends_page_get_instance_private (AMENDS_PAGE (object));

  g_clear_object (&priv->header_start);
  g_clear_object (&priv->header_end);

  G_OBJECT_CLASS (amends_page_parent_class)->dispose (object);
}

static void
amends_page_finalize (GObject *object)
{
  AmendsPagePrivate *priv = amends_page_get_instance_private (AMENDS_PAGE (object));

  g_free (priv->title);
  g_free (priv->count);

  G_OBJECT_CLASS (amends_page_parent_class)->finalize (object);
}

static void
amends_page_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  AmendsPagePrivate *priv = amends_page_get_instance_private (AMENDS_PAGE (object));

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_COUNT:
      g_value_set_string (value, priv->count);
      break;
    case PROP_HEADER_START:
      g_value_set_object (value, priv->header_start);
      break;
    case PROP_HEADER_END:
      g_value_set_object (value, priv->header_end);
      break;
    case PROP_OWN_HEADER:
      g_value_set_boolean (value, priv->own_header);
      break;
    case PROP_BAND:
      g_value_set_uint (value, priv->band);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_page_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  AmendsPage *self = AMENDS_PAGE (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      amends_page_set_title (self, g_value_get_string (value));
      break;
    case PROP_COUNT:
      amends_page_set_count (self, g_value_get_string (value));
      break;
    case PROP_HEADER_START:
      amends_page_set_header_start (self, g_value_get_object (value));
      break;
    case PROP_HEADER_END:
      amends_page_set_header_end (self, g_value_get_object (value));
      break;
    case PROP_OWN_HEADER:
      amends_page_set_own_header (self, g_value_get_boolean (value));
      break;
    case PROP_BAND:
      amends_page_set_band (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_page_class_init (AmendsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = amends_page_dispose;
  object_class->finalize = amends_page_finalize;
  object_class->get_property = amends_page_get_property;
  object_class->set_property = amends_page_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_COUNT] = g_param_spec_string ("count", NULL, NULL, NULL, flags);
  properties[PROP_HEADER_START] = g_param_spec_object ("header-start", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_HEADER_END] = g_param_spec_object ("header-end", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_OWN_HEADER] = g_param_spec_boolean ("own-header", NULL, NULL, FALSE, flags);
  properties[PROP_BAND] = g_param_spec_uint ("band", NULL, NULL, 0, G_MAXUINT, AMENDS_BAND_WIDE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_page_init (AmendsPage *self)
{
  AmendsPagePrivate *priv = amends_page_get_instance_private (self);

  priv->band = AMENDS_BAND_WIDE;
}

/**
 * amends_page_get_title:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): its title
 */
const char *
amends_page_get_title (AmendsPage *self)
{
  AmendsPagePrivate *priv = amends_page_get_instance_private (self);

  g_return_val_if_fail (AMENDS_IS_PAGE (self), NULL);

  return priv->title;
}

/**
 * amends_page_set_title:
 * @self: a page
 * @title: (nullable): its title, shown in the header
 */
void
amends_page_set_title (AmendsPage *self,
                        const char *title)
{
  AmendsPagePrivate *priv = amends_page_get_instance_private (self);

  g_return_if_fail (AMENDS_IS_PAGE (self));

  set_string (self, &priv->title, title, PROP_TITLE);
}

/**
 * amends_page_get_count:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the quiet figure beside the title
 */
const char *
amends_page_get_count (AmendsPage *self)
{
  AmendsPagePrivate *priv = amends_page_get_instance_private (self);

  g_return_val_if_fail (AMENDS_IS_PAGE (self), NULL);

  return priv->count;
}

/**
 * amends_page_set_count:
 * @self: a page
 * @count: (nullable): the quiet figure beside the title, as "41"
 */
void
amends_page_set_count (AmendsPage *self,
                        const char *count)
{
  AmendsPagePrivate *priv = amends_page_get_instance_private (self);

  g_return_if_fail (AMENDS_IS_PAGE (self));

  set_string (self, &priv->count, count, PROP_COUNT);
}

/**
 * amends_page_get_header_start:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what it adds to the header beside the title
 */
GtkWidget *
amends_page_get_header_start (AmendsPage *self)
{
  AmendsPagePrivate *priv = amends_page_get_instance_private (self);

  g_return_val_if_fail (AMENDS_IS_PAGE (self), NULL);

  return priv->header_start;
}

/**
 * amends_page_set_header_start:
 * @self: a page
 * @widget: (nullable): what it adds to the header beside the title
 */
void
amends_page_set_header_start (AmendsPage *self,
                        GtkWidget *widget)
{
  AmendsPagePrivate *priv = amends_page_get_instance_private (self);

  g_return_if_fail (AMENDS_IS_PAGE (self));

  set_widget (self, &priv->header_start, widget, PROP_HEADER_START);
}

/**
 * amends_page_get_header_end:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): its one accent action
 */
GtkWidget *
amends_page_get_header_end (AmendsPage *self)
{
  AmendsPagePrivate *priv = amends_page_get_instance_private (self);

  g_return_val_if_fail (AMENDS_IS_PAGE (self), NULL);

  return priv->header_end;
}

/**
 * amends_page_set_header_end:
 * @self: a page
 * @widget: (nullable): its one accent action; "New ticket" stands there where it has none
 */
void
amends_page_set_header_end (AmendsPage *self,
                        GtkWidget *widget)
{
  AmendsPagePrivate *priv = amends_page_get_instance_private (self);

  g_return_if_fail (AMENDS_IS_PAGE (self));

  set_widget (self, &priv->header_end, widget, PROP_HEADER_END);
}

/**
 * amends_page_get_own_header:
 * @self: a page
 *
 * Returns: whether it brings a header bar of its own
 */
gboolean
amends_page_get_own_header (AmendsPage *self)
{
  AmendsPagePrivate *priv = amends_page_get_instance_private (self);

  g_return_val_if_fail (AMENDS_IS_PAGE (self), FALSE);

  return priv->own_header;
}

/**
 * amends_page_set_own_header:
 * @self: a page
 * @own_header: whether it brings a header bar of its own; the window then hides its
 */
void
amends_page_set_own_header (AmendsPage *self,
                        gboolean own_header)
{
  AmendsPagePrivate *priv = amends_page_get_instance_private (self);

  g_return_if_fail (AMENDS_IS_PAGE (self));

  if (priv->own_header == !!own_header)
    return;
  priv->own_header = !!own_header;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OWN_HEADER]);
}

/**
 * amends_page_get_band:
 * @self: a page
 *
 * Returns: the room there is, one of the AMENDS_BAND_ values
 */
guint
amends_page_get_band (AmendsPage *self)
{
  AmendsPagePrivate *priv = amends_page_get_instance_private (self);

  g_return_val_if_fail (AMENDS_IS_PAGE (self), 0);

  return priv->band;
}

/**
 * amends_page_set_band:
 * @self: a page
 * @band: the room there is, one of the AMENDS_BAND_ values
 */
void
amends_page_set_band (AmendsPage *self,
                        guint band)
{
  AmendsPagePrivate *priv = amends_page_get_instance_private (self);

  g_return_if_fail (AMENDS_IS_PAGE (self));

  if (priv->band == band)
    return;
  priv->band = band;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BAND]);
}

/**
 * amends_page_refresh:
 * @self: a page
 *
 * Reads everything on the page again.
 */
void
amends_page_refresh (AmendsPage *self)
{
  g_return_if_fail (AMENDS_IS_PAGE (self));

  if (AMENDS_PAGE_GET_CLASS (self)->refresh != NULL)
    AMENDS_PAGE_GET_CLASS (self)->refresh (self);
}

/**
 * amends_page_set_shown:
 * @self: a page
 * @shown: whether it is the one in view
 *
 * Called by the window.
 */
void
amends_page_set_shown (AmendsPage *self,
                       gboolean    shown)
{
  AmendsPagePrivate *priv = amends_page_get_instance_private (self);

  g_return_if_fail (AMENDS_IS_PAGE (self));

  if (priv->shown == !!shown)
    return;
  priv->shown = !!shown;
  if (AMENDS_PAGE_GET_CLASS (self)->shown != NULL)
    AMENDS_PAGE_GET_CLASS (self)->shown (self, priv->shown);
}

/**
 * amends_page_get_shown:
 * @self: a page
 *
 * Returns: whether it is the one in view
 */
gboolean
amends_page_get_shown (AmendsPage *self)
{
  AmendsPagePrivate *priv = amends_page_get_instance_private (self);

  g_return_val_if_fail (AMENDS_IS_PAGE (self), FALSE);

  return priv->shown;
}

/**
 * amends_page_search:
 * @self: a page
 *
 * Returns: %TRUE when the page has a search of its own and moved the focus there
 */
gboolean
amends_page_search (AmendsPage *self)
{
  g_return_val_if_fail (AMENDS_IS_PAGE (self), FALSE);

  return AMENDS_PAGE_GET_CLASS (self)->search != NULL && AMENDS_PAGE_GET_CLASS (self)->search (self);
}
