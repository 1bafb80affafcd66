#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_PAGE (amends_page_get_type ())

G_DECLARE_DERIVABLE_TYPE (AmendsPage, amends_page, AMENDS, PAGE, AdwBin)

/**
 * AmendsPageClass:
 * @refresh: read everything again; called by F5, after a feed that lost its place, and after a lost server is back
 * @shown: the page came into view, or left it (@shown %FALSE): the moment to start or stop reading
 * @search: Ctrl+F was pressed; return %TRUE when the page has a search of its own and moved the focus there
 */
struct _AmendsPageClass
{
  AdwBinClass parent_class;

  void     (*refresh) (AmendsPage *self);
  void     (*shown)   (AmendsPage *self,
                       gboolean    shown);
  gboolean (*search)  (AmendsPage *self);

  gpointer padding[4];
};

const char *amends_page_get_title        (AmendsPage *self);
void        amends_page_set_title        (AmendsPage *self,
                                          const char *title);
const char *amends_page_get_count        (AmendsPage *self);
void        amends_page_set_count        (AmendsPage *self,
                                          const char *count);
GtkWidget  *amends_page_get_header_start (AmendsPage *self);
void        amends_page_set_header_start (AmendsPage *self,
                                          GtkWidget  *widget);
GtkWidget  *amends_page_get_header_end   (AmendsPage *self);
void        amends_page_set_header_end   (AmendsPage *self,
                                          GtkWidget  *widget);
gboolean    amends_page_get_own_header   (AmendsPage *self);
void        amends_page_set_own_header   (AmendsPage *self,
                                          gboolean    own_header);
guint       amends_page_get_band         (AmendsPage *self);
void        amends_page_set_band         (AmendsPage *self,
                                          guint       band);
void        amends_page_refresh          (AmendsPage *self);
void        amends_page_set_shown        (AmendsPage *self,
                                          gboolean    shown);
gboolean    amends_page_get_shown        (AmendsPage *self);
gboolean    amends_page_search           (AmendsPage *self);

/* The bands of the window: below 600 px, below 900 px, below 1400 px, and wider. */
#define AMENDS_BAND_NARROW 0
#define AMENDS_BAND_FOLDED 1
#define AMENDS_BAND_MEDIUM 2
#define AMENDS_BAND_WIDE   3

G_END_DECLS
