#pragma once

#include "amends-installer.h"

G_BEGIN_DECLS

/* What an installation runs, and in what state it is: between the files it reads, the plan it makes and the run itself. */

/* One file of data/sql/order. */
typedef struct
{
  char *kind;
  char *role;
  char *name;
  int version;      /* of the schema after it; 0 = not a schema file */
} AmendsInstallFile;

/* One step of the run: a script, or a statement with parameters. */
typedef struct
{
  char *name;
  char *sql;
  AmendsParams *params;
} AmendsInstallStep;

typedef struct
{
  AmendsConnection *connection;
  AmendsInstallFlags flags;
  char *site_name, *zone, *currency, *language;
  AmendsInstallProgress progress;
  gpointer progress_data;
  GPtrArray *files;
  GHashTable *applied;        /* name → sha256; NULL before the look */
  GPtrArray *steps;
  guint position;
  GError *error;
} AmendsInstallRun;

char      *amends_install_load_text  (const char         *name);
GPtrArray *amends_install_load_order (void);
gboolean   amends_install_plan       (AmendsInstallRun   *run,
                                      GError            **error);

G_END_DECLS
