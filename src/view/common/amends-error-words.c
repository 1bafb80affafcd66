/* From what the database or the network answers to a sentence for a person: what happened, and what to do. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "amends-clock.h"
#include "amends-error-words.h"
#include "amends-error.h"
#include "amends-time.h"

/* The codes of the product's own SQL functions, as data/sql/API.md names them. A view that has more to say of a code
 * looks at it first; this is what is said everywhere else. */
static const struct
{
  const char *code;
  const char *words;
} codes[] = {
  { "person.unknown", N_("Your account is not on the staff list any more. Ask the administrator.") },
  { "role.forbidden", N_("Your role does not allow this. Ask your superior to do it.") },
  { "isolation.level", N_("The database refuses this kind of transaction. Sign in with Amends itself.") },
  { "request.reused", N_("This was sent before with other contents. Check what the ticket says, then do it again.") },
  { "text.missing", N_("Something has to be written here.") },
  { "text.too_long", N_("This text is too long. Shorten it.") },
  { "text.control_characters", N_("This text holds control characters. Type it, or paste it without formatting.") },
  { "ticket.unknown", N_("There is no such ticket, or it is not one you may see.") },
  { "ticket.not_found", N_("There is no such ticket, or it is not one you may see.") },
  { "assign.off_duty", N_("This person is off duty. Choose somebody on duty, or leave it unassigned.") },
  { "assign.undo_late", N_("It is too late to undo this. Assign it again instead.") },
  { "refund.too_much", N_("More than was paid and not yet refunded. Lower the amount.") },
  { "refund.same_person", N_("The person who reviewed a refund may not confirm or pay it. Somebody else has to.") },
};

static const char *
find (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (codes[i].code, code) == 0)
      return _(codes[i].words);
  return NULL;
}

static JsonObject *
parse_detail (const char *detail,
              JsonNode  **node)
{
  *node = detail != NULL ? json_from_string (detail, NULL) : NULL;
  return *node != NULL && JSON_NODE_HOLDS_OBJECT (*node) ? json_node_get_object (*node) : NULL;
}

/* Somebody else was first: who and when is what matters. */
static char *
conflict_words (const char *code,
                JsonObject *detail)
{
  const char *by = json_object_get_string_member_with_default (detail, "by", NULL);
  g_autofree char *when = NULL;
  gint64 at;

  if (by == NULL || !amends_time_parse (json_object_get_string_member_with_default (detail, "at", NULL), &at))
    return NULL;
  when = amends_time_format (at, amends_clock_now ());
  if (g_strcmp0 (code, "ticket.taken") == 0)
    return g_strdup_printf (_("%s took this ticket %s. It was not changed."), by, when);
  return g_strdup_printf (_("%s changed this %s. Look at it again; nothing was overwritten."), by, when);
}

static const char *
general_words (AmendsErrorCode code)
{
  switch (code)
    {
    case AMENDS_ERROR_CONFLICT:
      return _("Somebody else changed this first. Look at it again; nothing was overwritten.");
    case AMENDS_ERROR_NOT_FOUND:
      return _("There is no such thing any more, or it is not yours to see.");
    case AMENDS_ERROR_FORBIDDEN:
      return _("You may not do this. Ask your superior to do it.");
    case AMENDS_ERROR_INVALID:
      return _("The database did not accept this. Check what you entered.");
    case AMENDS_ERROR_RETRY:
      return _("Many people changed this at the same moment. Try again.");
    case AMENDS_ERROR_CONNECTION_LOST:
    case AMENDS_ERROR_HOST:
      return _("The server does not answer. It goes on by itself as soon as it does.");
    case AMENDS_ERROR_TIMEOUT:
      return _("The server took too long. Try again in a moment.");
    case AMENDS_ERROR_BUSY:
      return _("The server takes no more connections right now. Try again in a moment.");
    case AMENDS_ERROR_AUTH:
      return _("The server does not accept your login any more. Sign in again.");
    case AMENDS_ERROR_STORAGE:
      return _("There is no room left to write to. Free some space and try again.");
    default:
      return NULL;
    }
}

/**
 * amends_error_code_words:
 * @code: a code of the database, as "assign.off_duty"
 * @detail: (nullable): its detail, JSON
 *
 * For the rows of a call in which each row has an answer of its own.
 *
 * Returns: (transfer full): a sentence for a person
 */
char *
amends_error_code_words (const char *code,
                         const char *detail)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = parse_detail (detail, &node);
  char *words = object != NULL ? conflict_words (code, object) : NULL;

  if (words == NULL)
    words = g_strdup (find (code));
  return words != NULL ? words : g_strdup_printf (_("The database refused this (%s)."), code);
}

/**
 * amends_error_words:
 * @error: an error of this program's layers
 *
 * Returns: (transfer full): a sentence for a person
 */
char *
amends_error_words (const GError *error)
{
  const char *code = amends_error_get_machine (error);
  const char *words;

  g_return_val_if_fail (error != NULL, NULL);

  if (code != NULL)
    {
      g_autofree char *own = amends_error_code_words (code, amends_error_get_detail (error));

      if (find (code) != NULL || !g_str_has_suffix (own, ")."))
        return g_steal_pointer (&own);
    }
  words = error->domain == AMENDS_ERROR && amends_error_get_sqlstate (error) != NULL ? general_words (error->code) : NULL;
  if (words == NULL && error->domain == AMENDS_ERROR && amends_error_is_lost (error))
    words = general_words (AMENDS_ERROR_CONNECTION_LOST);
  return g_strdup (words != NULL ? words : error->message);
}
