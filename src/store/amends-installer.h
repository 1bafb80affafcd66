#pragma once

#include "amends-connection.h"

G_BEGIN_DECLS

/**
 * AmendsInstallFlags:
 * @AMENDS_INSTALL_DEFAULT: schema and starter content
 * @AMENDS_INSTALL_DEMO: the demo world too
 * @AMENDS_INSTALL_UPGRADE: an installed schema is expected; without it an installed one is an error
 * @AMENDS_INSTALL_ANY_PATCH: accept a server below the security floor (a private server nobody else reaches)
 */
typedef enum
{
  AMENDS_INSTALL_DEFAULT = 0,
  AMENDS_INSTALL_DEMO = 1 << 0,
  AMENDS_INSTALL_UPGRADE = 1 << 1,
  AMENDS_INSTALL_ANY_PATCH = 1 << 2,
} AmendsInstallFlags;

/**
 * AmendsSite:
 * @name: what the department calls itself
 * @zone: IANA time zone of numbers, days and periods; fixed from then on
 * @currency: ISO 4217 code
 * @language: "zh_CN" or "en": the language of texts made by the server
 */
typedef struct
{
  const char *name;
  const char *zone;
  const char *currency;
  const char *language;
} AmendsSite;

/**
 * AmendsInstallProgress:
 * @done: files run
 * @total: files in all
 * @user_data: the caller's
 */
typedef void (*AmendsInstallProgress) (guint    done,
                                       guint    total,
                                       gpointer user_data);

/* the name under which the database keeps the fingerprint of what it was last brought up to date with */
#define AMENDS_INSTALLER_FINGERPRINT "order"

int      amends_installer_get_schema_version (void);
char    *amends_installer_dup_fingerprint    (void);
char    *amends_installer_dup_posture_sql    (void);
gboolean amends_installer_patch_is_safe      (int                     server_version);
void     amends_installer_run_async          (AmendsConnection       *connection,
                                              const AmendsSite       *site,
                                              AmendsInstallFlags      flags,
                                              GCancellable           *cancellable,
                                              AmendsInstallProgress   progress,
                                              gpointer                progress_data,
                                              GAsyncReadyCallback     callback,
                                              gpointer                user_data);
gboolean amends_installer_run_finish         (GAsyncResult           *result,
                                              GError                **error);

G_END_DECLS
