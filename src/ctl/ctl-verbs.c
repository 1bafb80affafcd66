/* The verbs of amendsctl. A new one is a file ctl-NAME.c with ctl_NAME_run(), and its line here. */

#include "config.h"

#include "ctl-verbs.h"

/* In the order of the overview. */
#define VERBS(VERB) \
  VERB (init, N_("Set Amends up in an empty database")) \
  VERB (upgrade, N_("Bring a database up to date with this program")) \
  VERB (doctor, N_("Look whether the database is safe, up to date and looked after")) \
  VERB (staff, N_("People and their logins: add, disable, list, reset-password, confirm")) \
  VERB (sweep, N_("Send due reminders and tidy up, for a timer")) \
  VERB (measures, N_("Print the measures of a period")) \
  VERB (contributions, N_("Print the tickets that make a measure")) \
  VERB (scorecard, N_("Print the scorecard of a person or a team")) \
  VERB (export, N_("Print tickets, segments, events, refunds, surveys or contributions")) \
  VERB (import, N_("Bring the history of another system in")) \
  VERB (demo, N_("Make up a history, for trying out and measuring"))

#define DECLARE(name, summary) int ctl_##name##_run (int argc, char *argv[]);
VERBS (DECLARE)

#define ENTRY(name, summary) { #name, summary, ctl_##name##_run },
const CtlVerb ctl_verbs[] = { VERBS (ENTRY) };
const guint ctl_n_verbs = G_N_ELEMENTS (ctl_verbs);
