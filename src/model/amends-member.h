#pragma once

#include "amends-person.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_MEMBER (amends_member_get_type ())

G_DECLARE_FINAL_TYPE (AmendsMember, amends_member, AMENDS, MEMBER, GObject)

/**
 * AmendsMemberLoad:
 * @open: tickets the person holds, in all queues
 * @overdue: of these, past their limit
 * @load_min: expected minutes of their running steps
 * @cap_min: minutes the person can carry
 */
typedef struct
{
  guint open;
  guint overdue;
  guint load_min;
  guint cap_min;
} AmendsMemberLoad;

AmendsMember           *amends_member_new       (AmendsPerson           *person,
                                                 gboolean                is_me);
AmendsPerson           *amends_member_get_person (AmendsMember          *self);
gint64                  amends_member_get_id    (AmendsMember           *self);
const char             *amends_member_get_name  (AmendsMember           *self);
gboolean                amends_member_get_on_duty (AmendsMember         *self);
gboolean                amends_member_get_is_me (AmendsMember           *self);
gboolean                amends_member_get_guest (AmendsMember           *self);
void                    amends_member_set_guest (AmendsMember           *self,
                                                 gboolean                guest);
const AmendsMemberLoad *amends_member_get_load  (AmendsMember           *self);
void                    amends_member_set_load  (AmendsMember           *self,
                                                 const AmendsMemberLoad *load);
void                    amends_member_add_load  (AmendsMember           *self,
                                                 int                     tickets,
                                                 int                     minutes);
int                     amends_member_get_rank  (AmendsMember           *self);
int                     amends_member_compare   (AmendsMember           *a,
                                                 AmendsMember           *b);

G_END_DECLS
