#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_SCORE_SUBJECT (amends_score_subject_get_type ())

G_DECLARE_FINAL_TYPE (AmendsScoreSubject, amends_score_subject, AMENDS, SCORE_SUBJECT, GObject)

AmendsScoreSubject *amends_score_subject_new         (gboolean            team,
                                                      gint64              id,
                                                      const char         *label,
                                                      const char         *place,
                                                      GArray             *schemes);
gboolean            amends_score_subject_is_team     (AmendsScoreSubject *self);
gint64              amends_score_subject_get_id      (AmendsScoreSubject *self);
const char         *amends_score_subject_get_label   (AmendsScoreSubject *self);
const char         *amends_score_subject_get_place   (AmendsScoreSubject *self);
const gint64       *amends_score_subject_get_schemes (AmendsScoreSubject *self,
                                                      guint              *n_schemes);
gboolean            amends_score_subject_has_scheme  (AmendsScoreSubject *self,
                                                      gint64              scheme_id);
gboolean            amends_score_subject_matches     (AmendsScoreSubject *self,
                                                      const char         *typed);

G_END_DECLS
