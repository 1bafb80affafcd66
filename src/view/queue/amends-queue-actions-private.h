#pragma once

#include "amends-queue-actions.h"

G_BEGIN_DECLS

struct _AmendsQueueActions
{
  GObject parent_instance;

  GtkWidget *page;                    /* weak: an answer may come when it has gone */
  AmendsQueueContext *context;
  GSimpleActionGroup *group;
  GtkWidget *picker;
  gboolean anyway;
  GPtrArray *asked;                   /* what the person is asked about, with the versions seen then */
  GArray *asked_revs;
};

AmendsSession *amends_queue_actions_session      (AmendsQueueActions  *self);
gboolean       amends_queue_actions_is_boss      (AmendsQueueActions  *self);
gint64         amends_queue_actions_my_id        (AmendsQueueActions  *self);
void           amends_queue_actions_emit_leaving (AmendsQueueActions  *self);
void           amends_queue_actions_emit_moved   (AmendsQueueActions  *self,
                                                  gboolean             dragged);

GPtrArray     *amends_queue_actions_subjects     (AmendsQueueActions  *self,
                                                  gboolean             asked,
                                                  GArray             **revs);
void           amends_queue_actions_give         (AmendsQueueActions  *self,
                                                  gint64               team_id,
                                                  gint64               person_id,
                                                  gboolean             asked,
                                                  gboolean             anyway);
void           amends_queue_actions_tell         (AmendsQueueActions  *self,
                                                  const char          *done,
                                                  AmendsOutcome       *outcome);
void           amends_queue_actions_open_picker  (AmendsQueueActions  *self,
                                                  gboolean             anyway);

G_END_DECLS
