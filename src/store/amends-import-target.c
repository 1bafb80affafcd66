/* Everything that a file of another system can tell, and what each value must be. */

#define G_LOG_DOMAIN "amends-import-target"

#include "config.h"

#include "amends-import-target.h"

#define EVENTS AMENDS_IMPORT_SHAPE_EVENTS
#define SNAPSHOTS AMENDS_IMPORT_SHAPE_SNAPSHOTS
#define BOTH (EVENTS | SNAPSHOTS)
#define TEXT AMENDS_IMPORT_TYPE_TEXT
#define TIME AMENDS_IMPORT_TYPE_TIME

static const AmendsImportTarget targets[] = {
  { "ticket", "key", "ticket_key", TEXT, 200, BOTH },
  { "ticket", "opened_at", "opened_at", TIME },
  { "ticket", "opened_by", "opened_by", TEXT, 100 },
  { "ticket", "subject", "subject", TEXT, 10000 },
  { "ticket", "words", "words", TEXT, 20000 },
  { "ticket", "channel", "channel", TEXT, 100 },
  { "ticket", "category", "category", TEXT, 100 },
  { "ticket", "priority", "priority", TEXT, 100 },
  { "ticket", "team", "team", TEXT, 100 },
  { "ticket", "scope", "scope", AMENDS_IMPORT_TYPE_ONE_OF, 10, 0, "one|batch" },
  { "ticket", "serial", "serial", TEXT, 100 },
  { "ticket", "customer", "customer", TEXT, 200 },
  { "ticket", "customer_name", "customer_name", TEXT, 100 },
  { "ticket", "customer_phone", "customer_phone", AMENDS_IMPORT_TYPE_PHONE, 40 },
  { "ticket", "customer_email", "customer_email", TEXT, 200 },
  { "ticket", "tier", "tier", AMENDS_IMPORT_TYPE_ONE_OF, 10, 0, "vip|normal" },
  { "ticket", "order", "order_ref", TEXT, 60 },
  { "ticket", "product", "product", TEXT, 200 },
  { "ticket", "paid", "paid_minor", AMENDS_IMPORT_TYPE_MONEY },
  { "ticket", "response_due_at", "response_due_at", TIME },
  { "ticket", "resolve_due_at", "resolve_due_at", TIME },

  { "event", "at", "at", TIME, 0, EVENTS },
  { "event", "kind", "kinds", AMENDS_IMPORT_TYPE_KINDS, 200, EVENTS },
  { "event", "actor", "actor", TEXT, 100 },
  { "event", "wait_reason", "wait_reason", TEXT, 100 },
  { "event", "text", "text", TEXT, 20000 },

  { "snapshot", "at", "at", TIME, 0, SNAPSHOTS },
  { "snapshot", "state", "state", AMENDS_IMPORT_TYPE_STATE, 100, SNAPSHOTS },
  { "snapshot", "holder", "holder", TEXT, 100 },
  { "snapshot", "actor", "actor", TEXT, 100 },
  { "snapshot", "text", "text", TEXT, 20000 },
  { "snapshot", "responded", "responded", AMENDS_IMPORT_TYPE_BOOL },
  { "snapshot", "first_response_at", "first_response_at", TIME },
  { "snapshot", "first_response_by", "first_response_by", TEXT, 100 },
  { "snapshot", "resolved_at", "resolved_at", TIME },
  { "snapshot", "resolved_by", "resolved_by", TEXT, 100 },
  { "snapshot", "closed_at", "closed_at", TIME },
  { "snapshot", "closed_by", "closed_by", TEXT, 100 },

  { "survey", "answered_at", "survey_at", TIME },
  { "survey", "solved", "survey_solved", AMENDS_IMPORT_TYPE_BOOL },
  { "survey", "speed", "survey_speed", AMENDS_IMPORT_TYPE_SCORE },
  { "survey", "attitude", "survey_attitude", AMENDS_IMPORT_TYPE_SCORE },
  { "survey", "overall", "survey_overall", AMENDS_IMPORT_TYPE_SCORE },
  { "survey", "what", "survey_what", TEXT, 10000 },
  { "survey", "suggestion", "survey_suggestion", TEXT, 10000 },

  { "refund", "requested", "refund_requested_minor", AMENDS_IMPORT_TYPE_MONEY },
  { "refund", "confirmed", "refund_confirmed_minor", AMENDS_IMPORT_TYPE_MONEY },
  { "refund", "reason", "refund_reason", TEXT, 100 },
  { "refund", "requested_at", "refund_requested_at", TIME },
  { "refund", "reviewed_at", "refund_reviewed_at", TIME },
  { "refund", "reviewed_by", "refund_reviewed_by", TEXT, 100 },
  { "refund", "confirmed_at", "refund_confirmed_at", TIME },
  { "refund", "confirmed_by", "refund_confirmed_by", TEXT, 100 },
  { "refund", "paid_at", "refund_paid_at", TIME },
  { "refund", "paid_by", "refund_paid_by", TEXT, 100 },
  { "refund", "method", "refund_method", TEXT, 60 },
  { "refund", "reference", "refund_reference", TEXT, 100 },
};

/**
 * amends_import_target_find:
 *
 * Returns: (nullable): the target that a mapping calls @key in @section
 */
const AmendsImportTarget *
amends_import_target_find (const char *section,
                           const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    if (g_str_equal (targets[i].section, section) && g_str_equal (targets[i].key, key))
      return &targets[i];
  return NULL;
}

/**
 * amends_import_target_list:
 * @n_targets: (out): how many
 *
 * Returns: (array length=n_targets): all targets
 */
const AmendsImportTarget *
amends_import_target_list (guint *n_targets)
{
  *n_targets = G_N_ELEMENTS (targets);
  return targets;
}
