/* Parts that the sentences about a ticket are put together from. All give Pango markup. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-json.h"
#include "amends-money.h"
#include "amends-telling.h"
#include "amends-ticket-words.h"

char *
amends_telling_bold (const char *text)
{
  return g_markup_printf_escaped ("<b>%s</b>", text != NULL ? text : "");
}

char *
amends_telling_label_of (AmendsTelling *t,
                         const char    *member)
{
  g_autofree char *label = amends_json_dup_label (t->body, member);

  return g_markup_escape_text (label, -1);
}

char *
amends_telling_term_of (AmendsTelling *t,
                        AmendsTermKind kind,
                        const char    *member)
{
  AmendsTerm *term = amends_catalogue_find_id (t->catalogue, kind, amends_json_int (t->body, member));

  return g_markup_escape_text (term != NULL ? amends_term_get_label (term) : "", -1);
}

char *
amends_telling_money_of (AmendsTelling *t,
                         const char    *member)
{
  const char *currency = amends_json_text (t->body, "currency");

  /* a coupon names none: it is the site's */
  return amends_money_format (amends_json_int (t->body, member),
                              currency != NULL ? currency : amends_session_get_currency (amends_ticket_store_get_session (t->store)));
}

/* ": reason – text" of what there is, to be added to a sentence; "" where there is neither */
char *
amends_telling_because (AmendsTelling *t)
{
  g_autofree char *label = amends_json_dup_label (t->body, "reason_label");
  const char *reason = *label != '\0' ? label : amends_json_text (t->body, "reason");
  const char *text = amends_event_get_text (t->event);

  if (reason != NULL && text != NULL)
    return g_markup_printf_escaped (_(": %s – %s"), reason, text);
  if (reason != NULL || text != NULL)
    return g_markup_printf_escaped (_(": %s"), reason != NULL ? reason : text);
  return g_strdup ("");
}

char *
amends_telling_clause_of (AmendsTelling *t)
{
  JsonObject *clause = amends_json_object (t->body, "clause_cited");
  g_autofree char *label = amends_json_dup_label (clause, "label");

  if (clause == NULL)
    return g_strdup (_("the policy"));
  return g_markup_printf_escaped ("%s %s", amends_json_text (clause, "code"), label);
}

char *
amends_telling_names_of (AmendsTelling *t)
{
  JsonArray *names = amends_json_array (t->body, "names");
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      g_autofree char *name = amends_telling_bold (json_array_get_string_element (names, i));

      g_string_append_printf (list, i > 0 ? _(", %s") : "%s", name);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static JsonObject *
find_step (AmendsTelling *t)
{
  JsonArray *steps = amends_json_array (amends_ticket_store_get_detail (t->store), "steps");

  for (guint i = 0; steps != NULL && i < json_array_get_length (steps); i++)
    {
      JsonObject *step = amends_json_item (steps, i);

      if (amends_json_int (step, "id") == amends_json_int (t->body, "step"))
        return step;
    }
  return NULL;
}

static void
append_recorded (GString    *words,
                 JsonObject *field,
                 JsonObject *record,
                 const char *currency)
{
  g_autofree char *label = amends_json_dup_label (field, "label");
  const char *value = amends_json_text (record, amends_json_text (field, "code"));
  g_autofree char *read = NULL;
  g_autofree char *line = NULL;

  if (value == NULL)
    return;
  read = amends_field_value_words (field, value, currency);
  line = g_markup_printf_escaped (_("%s: %s"), label, read);
  g_string_append_printf (words, "\n%s", line);
}

/* What was recorded, a line a field. */
char *
amends_telling_recorded_of (AmendsTelling *t)
{
  JsonArray *fields = amends_json_array (find_step (t), "fields");
  JsonObject *record = amends_json_object (t->body, "record");
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; fields != NULL && record != NULL && i < json_array_get_length (fields); i++)
    append_recorded (words, amends_json_item (fields, i), record, amends_ticket_store_get_currency (t->store));
  return g_string_free (g_steal_pointer (&words), FALSE);
}
