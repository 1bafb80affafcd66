#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_FIELD (amends_field_get_type ())

G_DECLARE_DERIVABLE_TYPE (AmendsField, amends_field, AMENDS, FIELD, GtkBox)

/**
 * AmendsFieldClass:
 * @dup_value: (nullable): what was entered, %NULL for nothing; a wrong entry sets an error and gives %NULL
 * @dup_draft: (nullable): what stands in it, right or wrong, %NULL for nothing; where @dup_value does as well, none is needed
 * @restore: puts a draft back, or takes everything out where it is %NULL
 * @focus: moves the focus to where something is entered
 */
struct _AmendsFieldClass
{
  GtkBoxClass parent_class;

  JsonNode *(*dup_value) (AmendsField *self);
  JsonNode *(*dup_draft) (AmendsField *self);
  void      (*restore)   (AmendsField *self,
                          JsonNode    *draft);
  void      (*focus)     (AmendsField *self);
};

const char  *amends_field_get_name     (AmendsField *self);
void         amends_field_set_required (AmendsField *self,
                                        gboolean     required);
void         amends_field_set_error    (AmendsField *self,
                                        const char  *words);
gboolean     amends_field_collect      (AmendsField *self,
                                        JsonObject  *into);
gboolean     amends_field_is_touched   (AmendsField *self);
void         amends_field_focus        (AmendsField *self);
void         amends_field_edited       (AmendsField *self);
JsonNode    *amends_field_dup_draft    (AmendsField *self);
void         amends_field_restore      (AmendsField *self,
                                        JsonNode    *draft);
void         amends_field_set_content  (AmendsField *self,
                                        const char  *name,
                                        const char  *label,
                                        GtkWidget   *content);

GtkWidget   *amends_text_field_new     (const char  *name,
                                        const char  *label,
                                        gboolean     several_lines,
                                        guint        max_chars);
GtkWidget   *amends_money_field_new    (const char  *name,
                                        const char  *label,
                                        const char  *currency,
                                        gint64       amount);
GtkWidget   *amends_scale_field_new    (const char  *name,
                                        const char  *label,
                                        const char  *low,
                                        const char  *high);
GtkWidget   *amends_switch_field_new   (const char  *name,
                                        const char  *label,
                                        const char  *yes,
                                        const char  *no);

G_END_DECLS
