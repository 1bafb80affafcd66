#pragma once

#include <json-glib/json-glib.h>

#include "amends-assign.h"

G_BEGIN_DECLS

struct _AmendsAssign
{
  GObject parent_instance;

  AmendsSession *session;   /* unowned: it holds this object */
  GPtrArray *done;          /* request ids that can be undone, the last one last */
  GHashTable *previews;     /* key → AmendsPreview */
};

typedef struct
{
  gint64 team_id;
  gint64 person_id;
  char *name;
} AmendsMovePlace;

/* One call on its way, and where its tickets stood before. */
typedef struct
{
  AmendsQueueStore *store;
  GPtrArray *tickets;
  GArray *places;
  char *undone;
} AmendsMove;

AmendsMove    *amends_move_new          (AmendsQueueStore   *store,
                                         GPtrArray          *tickets);
void           amends_move_free         (AmendsMove         *move);
void           amends_move_place        (AmendsMove         *move,
                                         const AmendsHolder *to);
void           amends_move_settle       (AmendsMove         *move);
void           amends_move_put_back     (AmendsMove         *move,
                                         guint               i);
void           amends_move_put_back_all (AmendsMove         *move);
AmendsOutcome *amends_move_read_outcome (AmendsMove         *move,
                                         AmendsResult       *answer,
                                         const char         *request,
                                         GError            **error);

void           amends_preview_free      (AmendsPreview      *preview);

JsonObject    *amends_assign_answer     (AmendsResult       *answer,
                                         JsonNode          **node,
                                         GError            **error);
char          *amends_assign_text       (JsonObject         *object,
                                         const char         *name);
char          *amends_assign_json       (JsonObject         *object,
                                         const char         *name);
void           amends_assign_add_person (AmendsParams       *params,
                                         gint64              person_id);

G_END_DECLS
