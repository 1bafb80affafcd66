/* Asking whom to give the picked tickets to, at the card that has the keyboard. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-duration.h"
#include "amends-person-picker.h"
#include "amends-queue-actions-private.h"

static void
picked_cb (AmendsQueueActions *self,
           AmendsPerson       *person)
{
  gboolean anyway = self->anyway && !amends_person_get_on_duty (person);

  amends_queue_actions_give (self, amends_queue_store_get_team (self->context->store), amends_person_get_id (person), TRUE, anyway);
}

/* Closed without a choice: the keyboard goes back. */
static void
closed_cb (AmendsQueueActions *self)
{
  amends_queue_actions_emit_moved (self, TRUE);
}

static char *
note_cb (AmendsPerson *person,
         gpointer      user_data)
{
  AmendsQueueActions *self = user_data;
  AmendsMember *member = amends_queue_store_find_member (self->context->store, amends_person_get_id (person));
  const AmendsMemberLoad *load = member != NULL && !amends_member_get_guest (member) ? amends_member_get_load (member) : NULL;
  g_autofree char *minutes = load != NULL ? amends_duration_words ((gint64) load->load_min * 60) : NULL;

  return load != NULL ? g_strdup_printf (_("%u open, %s"), load->open, minutes) : NULL;
}

static gpointer
person_of_member (gpointer item,
                  gpointer user_data)
{
  g_autoptr (AmendsMember) member = item;

  return g_object_ref (amends_member_get_person (member));
}

/* At the card, row or button that has the keyboard. */
static GdkRectangle
where_to_ask (AmendsQueueActions *self)
{
  GtkRoot *root = gtk_widget_get_root (self->page);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GdkRectangle at = { gtk_widget_get_width (self->page) / 2, gtk_widget_get_height (self->page) / 2, 1, 1 };
  graphene_rect_t bounds;

  if (focus != NULL && gtk_widget_is_ancestor (focus, self->page) && gtk_widget_compute_bounds (focus, self->page, &bounds))
    at = (GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y, (int) MIN (bounds.size.width, 400),
                          (int) bounds.size.height };
  return at;
}

void
amends_queue_actions_open_picker (AmendsQueueActions *self,
                                  gboolean            anyway)
{
  g_autoptr (GtkMapListModel) people = NULL;
  GdkRectangle at = where_to_ask (self);

  if (amends_pick_get_n (self->context->pick) == 0)
    return;
  if (self->picker == NULL)
    {
      self->picker = g_object_ref_sink (amends_person_picker_new ());
      amends_person_picker_set_note_func (AMENDS_PERSON_PICKER (self->picker), note_cb, self);
      g_signal_connect_object (self->picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->picker, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
    }
  self->anyway = anyway;
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_clear_pointer (&self->asked_revs, g_array_unref);
  self->asked = amends_queue_actions_subjects (self, FALSE, &self->asked_revs);
  amends_queue_actions_emit_leaving (self);
  people = gtk_map_list_model_new (g_object_ref (amends_queue_store_get_members (self->context->store)), person_of_member,
                                   NULL, NULL);
  amends_person_picker_set_people (AMENDS_PERSON_PICKER (self->picker), G_LIST_MODEL (people));
  amends_person_picker_set_allow_away (AMENDS_PERSON_PICKER (self->picker), anyway);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->picker), &at);
  amends_person_picker_open (AMENDS_PERSON_PICKER (self->picker), self->page);
}
