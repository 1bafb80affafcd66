/* Sentences about a ticket's money and about what the customer said afterwards. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-json.h"
#include "amends-telling.h"
#include "amends-ticket-words.h"

char *
amends_tell_refund_requested (AmendsTelling *t)
{
  g_autofree char *money = amends_telling_money_of (t, "requested_minor");
  g_autofree char *why = amends_telling_because (t);

  return g_strdup_printf (_("%s recorded that the customer asks for %s%s"), t->who, money, why);
}

char *
amends_tell_refund_reviewed (AmendsTelling *t)
{
  g_autofree char *money = amends_telling_money_of (t, "amount_minor");
  g_autofree char *clause = amends_telling_clause_of (t);
  g_autofree char *why = amends_telling_because (t);
  const char *offered = amends_json_text (t->body, "alternatives");
  g_autofree char *line = offered != NULL ? g_markup_printf_escaped (_("Offered instead: %s"), offered) : NULL;
  g_autofree char *told = g_strdup_printf (_("%s approved %s under %s%s"), t->who, money, clause, why);

  return line != NULL ? g_strdup_printf ("%s\n%s", told, line) : g_steal_pointer (&told);
}

char *
amends_tell_refund_confirmed (AmendsTelling *t)
{
  g_autofree char *money = amends_telling_money_of (t, "amount_minor");

  return g_strdup_printf (_("%s confirmed %s"), t->who, money);
}

char *
amends_tell_refund_manager (AmendsTelling *t)
{
  g_autofree char *money = amends_telling_money_of (t, "amount_minor");

  return g_strdup_printf (_("%s confirmed %s as manager"), t->who, money);
}

char *
amends_tell_refund_sent_back (AmendsTelling *t)
{
  g_autofree char *why = amends_telling_because (t);

  return g_strdup_printf (_("%s sent the refund back to review%s"), t->who, why);
}

char *
amends_tell_refund_paid (AmendsTelling *t)
{
  g_autofree char *money = amends_telling_money_of (t, "amount_minor");
  g_autofree char *reference = g_markup_escape_text (amends_json_text (t->body, "reference") ? amends_json_text (t->body, "reference") : "", -1);

  return g_strdup_printf (_("%s recorded the payment of %s: %s, reference %s"), t->who, money,
                          amends_payment_method_words (amends_json_text (t->body, "method")), reference);
}

char *
amends_tell_refund_refused (AmendsTelling *t)
{
  g_autofree char *clause = amends_telling_clause_of (t);
  g_autofree char *why = amends_telling_because (t);

  return g_strdup_printf (_("%s refused the refund under %s%s"), t->who, clause, why);
}

char *
amends_tell_refund_withdrawn (AmendsTelling *t)
{
  g_autofree char *why = amends_telling_because (t);

  return g_strdup_printf (_("%s recorded that the customer withdrew the refund%s"), t->who, why);
}

char *
amends_tell_refund_error (AmendsTelling *t)
{
  AmendsTerm *kind = amends_json_text (t->body, "kind") != NULL
                       ? amends_catalogue_find (t->catalogue, AMENDS_TERM_REASON, amends_json_text (t->body, "kind")) : NULL;
  AmendsPerson *person = amends_catalogue_find_person (t->catalogue, amends_json_int (t->body, "made_by"));
  g_autofree char *maker = amends_telling_bold (person != NULL ? amends_person_get_name (person) : "");
  g_autofree char *what = g_markup_escape_text (kind != NULL ? amends_term_get_label (kind) : "", -1);
  g_autofree char *why = amends_telling_because (t);

  return g_strdup_printf (_("%s recorded a refund error of %s (%s)%s"), t->who, maker, what, why);
}

char *
amends_tell_refund_error_corrected (AmendsTelling *t)
{
  g_autofree char *why = amends_telling_because (t);

  return g_strdup_printf (_("%s corrected the refund error%s"), t->who, why);
}

char *
amends_tell_survey (AmendsTelling *t)
{
  g_autoptr (GString) words = g_string_new (NULL);

  if (amends_json_has (t->body, "solved"))
    g_string_append (words, amends_json_boolean (t->body, "solved") ? _("solved") : _("not solved"));
  if (amends_json_has (t->body, "speed"))
    g_string_append_printf (words, _(", speed %d"), (int) amends_json_int (t->body, "speed"));
  if (amends_json_has (t->body, "attitude"))
    g_string_append_printf (words, _(", attitude %d"), (int) amends_json_int (t->body, "attitude"));
  if (amends_json_has (t->body, "overall"))
    g_string_append_printf (words, _(", %s"), amends_overall_words (amends_json_int (t->body, "overall")));
  return g_strdup_printf (_("Survey answered: %s"), words->str);
}

char *
amends_tell_callback (AmendsTelling *t)
{
  const char *remedy = amends_json_text (t->body, "remedy");

  if (remedy == NULL)
    return g_strdup_printf (_("%s called the customer back"), t->who);
  return g_strdup_printf (_("%s called the customer back; remedy: %s"), t->who, amends_remedy_words (remedy));
}

char *
amends_tell_refund_followup (AmendsTelling *t)
{
  return g_strdup_printf (_("%s called after the refund"), t->who);
}

char *
amends_tell_coupon (AmendsTelling *t)
{
  g_autofree char *money = amends_telling_money_of (t, "amount_minor");

  return g_strdup_printf (_("Coupon of %s booked"), money);
}

char *
amends_tell_coupon_cancelled (AmendsTelling *t)
{
  g_autofree char *why = amends_telling_because (t);

  return g_strdup_printf (_("%s took the coupon back%s"), t->who, why);
}
