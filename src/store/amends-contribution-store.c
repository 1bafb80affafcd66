/* The tickets behind one measure of a scorecard, counted and left out, those that pull it down first. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-contribution-store.h"
#include "amends-error.h"
#include "amends-label-json.h"

struct _AmendsContributionStore
{
  GObject parent_instance;

  AmendsSession *session;
  GCancellable *cancellable;
  AmendsStoreState state;
  GError *error;
  char *measure;
  GListStore *rows;
  gint64 n_counted;
  gint64 n_left_out;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsContributionStore, amends_contribution_store, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static const char *
text_of (AmendsResult *rows,
         int           row,
         const char   *column)
{
  return amends_result_get_text (rows, row, amends_result_column (rows, column));
}

static AmendsContribution *
read_row (AmendsResult *rows,
          int           row)
{
  AmendsContributionFields fields = {
    .ticket_id = amends_result_get_int64 (rows, row, amends_result_column (rows, "ticket_id")),
    .number = g_strdup (text_of (rows, row, "number")),
    .subject = g_strdup (text_of (rows, row, "subject")),
    .person = g_strdup (text_of (rows, row, "person")),
    .numerator = amends_score_number_parse (text_of (rows, row, "numerator")),
    .denominator = amends_score_number_parse (text_of (rows, row, "denominator")),
    .at = amends_result_get_timestamp (rows, row, amends_result_column (rows, "at")),
    .counted = amends_result_get_bool (rows, row, amends_result_column (rows, "counted")),
    .reason = g_strdup (text_of (rows, row, "reason")),
    .reason_label = amends_label_from_json (text_of (rows, row, "reason_label")),
    .total = amends_result_get_int64 (rows, row, amends_result_column (rows, "total")),
  };

  return amends_contribution_new (&fields);
}

static void
take_rows (AmendsContributionStore *self,
           AmendsResult            *rows)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  const char *reason = NULL;

  self->n_counted = 0;
  self->n_left_out = 0;
  for (int row = 0; row < amends_result_get_n_rows (rows); row++)
    {
      AmendsContribution *contribution = read_row (rows, row);
      const AmendsContributionFields *fields = amends_contribution_get (contribution);

      g_ptr_array_add (fresh, contribution);
      if (fields->counted)
        self->n_counted = fields->total;
      else if (reason == NULL || g_strcmp0 (reason, fields->reason) != 0)
        self->n_left_out += fields->total;
      reason = fields->counted ? NULL : fields->reason;
    }
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), fresh->pdata, fresh->len);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (AmendsContributionStore) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_session_read_finish (AMENDS_SESSION (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL && self->state == AMENDS_STORE_READY && amends_error_is_lost (error))
    return;
  g_clear_error (&self->error);
  if (rows == NULL)
    {
      self->error = g_steal_pointer (&error);
      self->state = AMENDS_STORE_ERROR;
    }
  else
    {
      take_rows (self, rows);
      self->state = AMENDS_STORE_READY;
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
amends_contribution_store_dispose (GObject *object)
{
  AmendsContributionStore *self = AMENDS_CONTRIBUTION_STORE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_contribution_store_parent_class)->dispose (object);
}

static void
amends_contribution_store_finalize (GObject *object)
{
  AmendsContributionStore *self = AMENDS_CONTRIBUTION_STORE (object);

  g_clear_error (&self->error);
  g_free (self->measure);
  g_object_unref (self->rows);

  G_OBJECT_CLASS (amends_contribution_store_parent_class)->finalize (object);
}

static void
amends_contribution_store_class_init (AmendsContributionStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amends_contribution_store_dispose;
  object_class->finalize = amends_contribution_store_finalize;

  /**
   * AmendsContributionStore::changed:
   *
   * Rows or state are others.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
amends_contribution_store_init (AmendsContributionStore *self)
{
  self->rows = g_list_store_new (AMENDS_TYPE_CONTRIBUTION);
}

/**
 * amends_contribution_store_new:
 * @session: where to ask
 *
 * Returns: (transfer full): a store without rows
 */
AmendsContributionStore *
amends_contribution_store_new (AmendsSession *session)
{
  AmendsContributionStore *self;

  g_return_val_if_fail (AMENDS_IS_SESSION (session), NULL);

  self = g_object_new (AMENDS_TYPE_CONTRIBUTION_STORE, NULL);
  self->session = g_object_ref (session);
  return self;
}

/**
 * amends_contribution_store_load:
 * @self: a store
 * @part: the measure
 * @subject: whose
 * @period: when
 *
 * Rows of another measure are dropped at once; those of the same one stay until the answer is there.
 */
void
amends_contribution_store_load (AmendsContributionStore *self,
                                AmendsMeasurePart       *part,
                                AmendsScoreSubject      *subject,
                                AmendsScorePeriod       *period)
{
  g_autoptr (AmendsParams) params = amends_params_new ();
  const AmendsMeasurePartFields *fields;
  GDate from, to;

  g_return_if_fail (AMENDS_IS_CONTRIBUTION_STORE (self));
  g_return_if_fail (AMENDS_IS_MEASURE_PART (part));
  g_return_if_fail (AMENDS_IS_SCORE_SUBJECT (subject));
  g_return_if_fail (AMENDS_IS_SCORE_PERIOD (period));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  fields = amends_measure_part_get (part);
  if (g_strcmp0 (self->measure, fields->measure) != 0)
    {
      g_free (self->measure);
      self->measure = g_strdup (fields->measure);
      self->n_counted = self->n_left_out = 0;
      self->state = AMENDS_STORE_LOADING;
      g_list_store_remove_all (self->rows);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  if (!fields->has_source)
    {
      self->state = AMENDS_STORE_READY;
      g_signal_emit (self, signals[CHANGED], 0);
      return;
    }
  from = *amends_score_period_get_start (period);
  amends_score_period_get_end (period, &to);
  amends_params_add_text (params, fields->measure);
  amends_params_add_date (params, &from);
  amends_params_add_date (params, &to);
  if (amends_score_subject_is_team (subject))
    amends_params_add_null (params);
  amends_params_add_int64 (params, amends_score_subject_get_id (subject));
  if (!amends_score_subject_is_team (subject))
    amends_params_add_null (params);
  amends_params_add_int64 (params, fields->lower_better ? 1 : -1);
  amends_params_add_int64 (params, AMENDS_CONTRIBUTIONS_MAX);
  amends_session_read_async (self->session,
                             "SELECT * FROM (SELECT c.*, count(*) OVER (PARTITION BY c.counted, c.reason) AS total,"
                             "   row_number() OVER (PARTITION BY c.counted, c.reason"
                             "     ORDER BY c.numerator * $6::int DESC NULLS LAST, c.at, c.ticket_id, c.part) AS place"
                             "   FROM api.contributions($1::text, $2::date, $3::date, $4::int, $5::int) c) r"
                             " WHERE r.place <= $7::int"
                             " ORDER BY r.counted DESC, r.total DESC, r.reason, r.place",
                             params, self->cancellable, read_cb, g_object_ref (self));
}

/**
 * amends_contribution_store_get_state:
 * @self: a store
 *
 * Returns: whether the rows are there
 */
AmendsStoreState
amends_contribution_store_get_state (AmendsContributionStore *self)
{
  g_return_val_if_fail (AMENDS_IS_CONTRIBUTION_STORE (self), AMENDS_STORE_LOADING);

  return self->state;
}

/**
 * amends_contribution_store_get_error:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): why there are none
 */
const GError *
amends_contribution_store_get_error (AmendsContributionStore *self)
{
  g_return_val_if_fail (AMENDS_IS_CONTRIBUTION_STORE (self), NULL);

  return self->error;
}

/**
 * amends_contribution_store_get_rows:
 * @self: a store
 *
 * Returns: (transfer none): list of #AmendsContribution: counted ones, then those left out by reason, the most frequent first
 */
GListModel *
amends_contribution_store_get_rows (AmendsContributionStore *self)
{
  g_return_val_if_fail (AMENDS_IS_CONTRIBUTION_STORE (self), NULL);

  return G_LIST_MODEL (self->rows);
}

/**
 * amends_contribution_store_get_total:
 * @self: a store
 * @counted: those counted, or those left out
 *
 * Returns: how many there are, also beyond the ones listed
 */
gint64
amends_contribution_store_get_total (AmendsContributionStore *self,
                                     gboolean                 counted)
{
  g_return_val_if_fail (AMENDS_IS_CONTRIBUTION_STORE (self), 0);

  return counted ? self->n_counted : self->n_left_out;
}
