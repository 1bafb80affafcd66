/* What would happen if tickets went somewhere, asked while they are held over it and kept until something moved. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-assign-private.h"

static void
skill_free (AmendsSkillMatch *match)
{
  g_free (match->skill);
  g_free (match);
}

void
amends_preview_free (AmendsPreview *preview)
{
  g_free (preview->code);
  g_free (preview->detail);
  g_ptr_array_unref (preview->skills);
  g_free (preview);
}

static char *
preview_key (GPtrArray          *tickets,
             const AmendsHolder *to)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, to->team_id, to->person_id);
  for (guint i = 0; i < tickets->len; i++)
    g_string_append_printf (text, ",%" G_GINT64_FORMAT, amends_ticket_get_id (tickets->pdata[i]));
  return g_string_free (text, FALSE);
}

static void
take_skills (AmendsPreview *preview,
             JsonObject    *object)
{
  JsonNode *node = json_object_get_member (object, "skills");
  JsonArray *skills = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; skills != NULL && i < json_array_get_length (skills); i++)
    {
      JsonObject *skill = json_array_get_object_element (skills, i);
      AmendsSkillMatch *match = g_new0 (AmendsSkillMatch, 1);

      match->skill = amends_assign_text (skill, "skill");
      match->has = json_object_get_boolean_member_with_default (skill, "has", FALSE);
      g_ptr_array_add (preview->skills, match);
    }
}

static AmendsPreview *
preview_new (JsonObject *object)
{
  AmendsPreview *preview = g_new0 (AmendsPreview, 1);

  preview->allowed = json_object_get_boolean_member_with_default (object, "allowed", FALSE);
  preview->needs_reason = json_object_get_boolean_member_with_default (object, "needs_reason", FALSE);
  preview->on_duty = json_object_get_boolean_member_with_default (object, "on_duty", FALSE);
  preview->people_on_duty = json_object_get_int_member_with_default (object, "people_on_duty", 0);
  preview->open = json_object_get_int_member_with_default (object, "team_open",
                                                           json_object_get_int_member_with_default (object, "open", 0));
  preview->load_min = json_object_get_int_member_with_default (object, "load_min", 0);
  preview->cap_min = json_object_get_int_member_with_default (object, "cap_min", 0);
  preview->after_open = json_object_get_int_member_with_default (object, "after_open", 0);
  preview->after_load_min = json_object_get_int_member_with_default (object, "after_load_min", 0);
  preview->code = amends_assign_text (object, "code");
  preview->detail = amends_assign_json (object, "detail");
  preview->skills = g_ptr_array_new_with_free_func ((GDestroyNotify) skill_free);
  take_skills (preview, object);
  return preview;
}

static void
preview_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AmendsAssign *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (AmendsResult) answer = amends_session_read_finish (AMENDS_SESSION (object), result, &error);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *preview = answer != NULL ? amends_assign_answer (answer, &node, &error) : NULL;

  if (preview == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_hash_table_replace (self->previews, g_strdup (g_task_get_task_data (task)), preview_new (preview));
  g_task_return_boolean (task, TRUE);
}

/**
 * amends_assign_peek:
 * @self: the desk's assigning
 * @tickets: (element-type AmendsTicket): what might be given
 * @to: where to
 *
 * Returns: (transfer none) (nullable): what the database said about it a moment ago
 */
const AmendsPreview *
amends_assign_peek (AmendsAssign       *self,
                    GPtrArray          *tickets,
                    const AmendsHolder *to)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (AMENDS_IS_ASSIGN (self), NULL);
  g_return_val_if_fail (tickets != NULL && to != NULL, NULL);

  name = preview_key (tickets, to);
  return g_hash_table_lookup (self->previews, name);
}

/**
 * amends_assign_preview_async:
 * @self: the desk's assigning
 * @tickets: (element-type AmendsTicket): what might be given
 * @to: where to
 * @cancellable: (nullable): stops asking
 * @callback: called when the database has answered
 * @user_data: for @callback
 *
 * Asks what would happen; the answer is kept for amends_assign_peek() until amends_assign_forget().
 */
void
amends_assign_preview_async (AmendsAssign       *self,
                             GPtrArray          *tickets,
                             const AmendsHolder *to,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (AmendsParams) params = amends_params_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GTask *task;

  g_return_if_fail (AMENDS_IS_ASSIGN (self));
  g_return_if_fail (tickets != NULL && to != NULL);

  for (guint i = 0; i < tickets->len; i++)
    {
      gint64 id = amends_ticket_get_id (tickets->pdata[i]);

      g_array_append_val (ids, id);
    }
  amends_params_add_int64_array (params, (gint64 *) (gpointer) ids->data, ids->len);
  amends_params_add_int64 (params, to->team_id);
  amends_assign_add_person (params, to->person_id);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, amends_assign_preview_async);
  g_task_set_task_data (task, preview_key (tickets, to), g_free);
  amends_session_read_async (self->session, "SELECT api.assign_preview($1::bigint[], $2::int, $3::int)", params, cancellable,
                             preview_cb, task);
}

/**
 * amends_assign_preview_finish:
 * @self: the desk's assigning
 * @result: what the callback got
 * @error: AMENDS_ERROR; G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer none) (nullable): what would happen
 */
const AmendsPreview *
amends_assign_preview_finish (AmendsAssign *self,
                              GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_hash_table_lookup (self->previews, g_task_get_task_data (G_TASK (result)));
}

/**
 * amends_assign_forget:
 * @self: the desk's assigning
 *
 * Drops what the database said about moves: a drag has ended, or something was moved.
 */
void
amends_assign_forget (AmendsAssign *self)
{
  g_return_if_fail (AMENDS_IS_ASSIGN (self));

  g_hash_table_remove_all (self->previews);
}
