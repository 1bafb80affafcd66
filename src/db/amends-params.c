/* The parameters of one call, in order. They travel in text format; the statement casts them: "$1::uuid, $2::bigint". */

#define G_LOG_DOMAIN "amends-params"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-params.h"
#include "amends-time.h"

struct _AmendsParams
{
  gatomicrefcount  ref_count;
  GPtrArray       *values;
  GError          *error;
};

G_DEFINE_BOXED_TYPE (AmendsParams, amends_params, amends_params_ref, amends_params_unref)

/* The first bad value is kept and reported when the call is made, so that a chain of adds needs no checks. */
static void
set_error (AmendsParams *self,
           int           code,
           const char   *message)
{
  if (self->error == NULL)
    self->error = g_error_new_literal (AMENDS_ERROR, code, message);
}

static AmendsParams *
take (AmendsParams *self,
      char         *value)
{
  g_ptr_array_add (self->values, value);
  return self;
}

/**
 * amends_params_new:
 *
 * Returns: (transfer full): no parameters yet
 */
AmendsParams *
amends_params_new (void)
{
  AmendsParams *self = g_new0 (AmendsParams, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->values = g_ptr_array_new_with_free_func (g_free);
  return self;
}

AmendsParams *
amends_params_ref (AmendsParams *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
amends_params_unref (AmendsParams *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->values);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * amends_params_add_null:
 *
 * Returns: (transfer none): @self, as every add does, for chaining
 */
AmendsParams *
amends_params_add_null (AmendsParams *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return take (self, NULL);
}

/**
 * amends_params_add_text:
 * @value: (nullable): UTF-8, %NULL for SQL NULL; at most %AMENDS_PARAM_MAX bytes
 */
AmendsParams *
amends_params_add_text (AmendsParams *self,
                        const char   *value)
{
  gsize len;

  g_return_val_if_fail (self != NULL, NULL);

  if (value == NULL)
    return take (self, NULL);
  len = strlen (value);
  if (len > AMENDS_PARAM_MAX)
    {
      set_error (self, AMENDS_ERROR_TOO_BIG, _("This text is too long to be sent. Shorten it."));
      return take (self, NULL);
    }
  if (!g_utf8_validate_len (value, len, NULL))
    {
      set_error (self, AMENDS_ERROR_INVALID, _("This is not text."));
      return take (self, NULL);
    }
  return take (self, g_strndup (value, len));
}

AmendsParams *
amends_params_add_int64 (AmendsParams *self,
                         gint64        value)
{
  g_return_val_if_fail (self != NULL, NULL);

  return take (self, g_strdup_printf ("%" G_GINT64_FORMAT, value));
}

AmendsParams *
amends_params_add_bool (AmendsParams *self,
                        gboolean      value)
{
  g_return_val_if_fail (self != NULL, NULL);

  return take (self, g_strdup (value ? "t" : "f"));
}

/**
 * amends_params_add_uuid:
 * @value: (nullable): as g_uuid_string_random() gives it
 */
AmendsParams *
amends_params_add_uuid (AmendsParams *self,
                        const char   *value)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (value == NULL || g_uuid_string_is_valid (value), self);

  return take (self, g_strdup (value));
}

/**
 * amends_params_add_json:
 * @value: (nullable): JSON text
 */
AmendsParams *
amends_params_add_json (AmendsParams *self,
                        const char   *value)
{
  return amends_params_add_text (self, value);
}

/**
 * amends_params_add_timestamp:
 * @usec: microseconds since 1970 UTC
 */
AmendsParams *
amends_params_add_timestamp (AmendsParams *self,
                             gint64        usec)
{
  g_return_val_if_fail (self != NULL, NULL);

  return take (self, amends_time_to_text (usec));
}

/**
 * amends_params_add_date:
 * @value: (nullable): a valid day
 */
AmendsParams *
amends_params_add_date (AmendsParams *self,
                        GDate        *value)
{
  g_return_val_if_fail (self != NULL, NULL);

  return take (self, value ? amends_date_to_text (value) : NULL);
}

AmendsParams *
amends_params_add_int64_array (AmendsParams *self,
                               const gint64 *values,
                               gsize         n_values)
{
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (values != NULL || n_values == 0, self);

  out = g_string_new ("{");
  for (gsize i = 0; i < n_values; i++)
    g_string_append_printf (out, "%s%" G_GINT64_FORMAT, i ? "," : "", values[i]);
  g_string_append_c (out, '}');
  return take (self, g_string_free (out, FALSE));
}

/* Inside the quotes of an array literal only quote and backslash are special. */
static void
append_quoted (GString    *out,
               const char *value)
{
  g_string_append_c (out, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

/**
 * amends_params_add_text_array:
 * @values: (nullable) (array zero-terminated=1): %NULL for SQL NULL
 */
AmendsParams *
amends_params_add_text_array (AmendsParams       *self,
                              const char * const *values)
{
  g_autoptr (GString) out = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (values == NULL)
    return take (self, NULL);
  out = g_string_new ("{");
  for (guint i = 0; values[i] != NULL && out->len <= AMENDS_PARAM_MAX; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_quoted (out, values[i]);
    }
  g_string_append_c (out, '}');
  return amends_params_add_text (self, out->str);
}

guint
amends_params_get_length (AmendsParams *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->values->len;
}

/**
 * amends_params_get_value:
 * @position: from 0
 *
 * Returns: (nullable): the value as it will be sent
 */
const char *
amends_params_get_value (AmendsParams *self,
                         guint         position)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (position < self->values->len, NULL);

  return g_ptr_array_index (self->values, position);
}

/**
 * amends_params_get_values:
 *
 * Returns: (transfer none) (array): amends_params_get_length() values
 */
const char * const *
amends_params_get_values (AmendsParams *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char * const *) self->values->pdata;
}

/**
 * amends_params_check:
 * @error: AMENDS_ERROR_TOO_BIG or AMENDS_ERROR_INVALID, with a sentence for the person
 *
 * Returns: whether every value may be sent
 */
gboolean
amends_params_check (AmendsParams  *self,
                     GError       **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}
