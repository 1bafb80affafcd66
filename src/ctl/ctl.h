/* What every verb of amendsctl stands on: exit codes, options, connecting, errors in words. */

#pragma once

#include <glib.h>

#include "amends-connection-sync.h"
#include "amends-params.h"
#include "amends-result.h"

G_BEGIN_DECLS

/* Documented in amendsctl(1): scripts and timers rely on them. */
typedef enum
{
  CTL_OK = 0,
  CTL_FAILED = 1,
  CTL_USAGE = 2,
  CTL_NO_CONNECTION = 3,
  CTL_NO_RIGHT = 4,
  CTL_FINDINGS = 5,
  CTL_BAD_DATA = 6,
} CtlExit;

/**
 * CtlVerb:
 * @name: what is typed
 * @summary: one line for the overview, translatable
 * @run: does it; @argv[0] is the verb; returns a #CtlExit
 */
typedef struct
{
  const char  *name;
  const char  *summary;
  int        (*run) (int   argc,
                     char *argv[]);
} CtlVerb;

/* Sets of options that several verbs have, for CtlUsage.with. */
typedef enum
{
  CTL_WITH_FORMAT = 1 << 0,     /* --format, read by ctl_output_format() */
  CTL_WITH_PERIOD = 1 << 1,     /* --month, --quarter, --year, --from, --to; read by ctl_period_read() */
} CtlWith;

/**
 * CtlUsage:
 * @verb: as typed, such as "staff add"
 * @parameters: (nullable): what follows the options, such as "LOGIN"
 * @summary: what it does
 * @details: (nullable): more, below the options
 * @entries: (nullable): its own options
 * @with: shared ones beside --db
 * @min_words: fewest words after the options
 * @max_words: most of them, -1 for any number
 */
typedef struct
{
  const char         *verb;
  const char         *parameters;
  const char         *summary;
  const char         *details;
  const GOptionEntry *entries;
  CtlWith             with;
  int                 min_words;
  int                 max_words;
} CtlUsage;

/**
 * CtlNeed:
 * @CTL_NEED_ANY: whoever may connect
 * @CTL_NEED_STAFF: a person of the department, or a superuser of the server
 * @CTL_NEED_SUPERUSER: a superuser of the server
 * @CTL_NEED_SUPERUSER_ANY_VERSION: the same, whatever version the database is of
 */
typedef enum
{
  CTL_NEED_ANY,
  CTL_NEED_STAFF,
  CTL_NEED_SUPERUSER,
  CTL_NEED_SUPERUSER_ANY_VERSION,
} CtlNeed;

/**
 * CtlDesk:
 * @connection: open, with a main context of its own
 * @superuser: calls functions of schema amends; everybody else those of schema api
 *
 * A connection to a database that holds an Amends of this program's version.
 */
typedef struct
{
  AmendsConnection *connection;
  gboolean          superuser;
} CtlDesk;

gboolean          ctl_parse            (const CtlUsage    *usage,
                                        int               *argc,
                                        char            ***argv,
                                        int               *status);
int               ctl_usage_error      (const char        *verb,
                                        const char        *format,
                                        ...) G_GNUC_PRINTF (2, 3);
int               ctl_fail             (const GError      *error);
int               ctl_complain         (int                status,
                                        const char        *format,
                                        ...) G_GNUC_PRINTF (2, 3);
AmendsTarget     *ctl_target           (GError           **error);
AmendsConnection *ctl_connect          (int               *status);
CtlDesk          *ctl_desk_open        (CtlNeed            need,
                                        int               *status);
void              ctl_desk_free        (CtlDesk           *self);
AmendsResult     *ctl_query            (CtlDesk           *self,
                                        const char        *sql,
                                        AmendsParams      *params,
                                        int               *status);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtlDesk, ctl_desk_free)

G_END_DECLS
