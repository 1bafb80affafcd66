/* Turns the rows of any list function into tickets: every one of them has the same columns. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-card-reader.h"
#include "amends-label-json.h"

typedef enum
{
  CELL_INT,
  CELL_TEXT,
  CELL_BOOL,
  CELL_TIME,
  CELL_LABEL,
} CellKind;

#define CELL(name, kind, member) { name, kind, G_STRUCT_OFFSET (AmendsTicketFields, member) }

static const struct
{
  const char *name;
  CellKind kind;
  gsize offset;
} cells[] = {
  CELL ("id", CELL_INT, id),
  CELL ("rev", CELL_INT, rev),
  CELL ("number", CELL_TEXT, number),
  CELL ("subject", CELL_TEXT, subject),
  CELL ("customer", CELL_TEXT, customer),
  CELL ("tier", CELL_TEXT, tier),
  CELL ("category_id", CELL_INT, category_id),
  CELL ("category", CELL_LABEL, category),
  CELL ("priority_id", CELL_INT, priority_id),
  CELL ("priority", CELL_TEXT, priority),
  CELL ("scope", CELL_TEXT, scope),
  CELL ("state", CELL_TEXT, state),
  CELL ("wait_reason", CELL_TEXT, wait_reason),
  CELL ("wait_label", CELL_LABEL, wait_label),
  CELL ("team_id", CELL_INT, team_id),
  CELL ("assignee_id", CELL_INT, assignee_id),
  CELL ("assignee", CELL_TEXT, assignee),
  CELL ("step_id", CELL_INT, step_id),
  CELL ("step_no", CELL_INT, step_no),
  CELL ("step_count", CELL_INT, step_count),
  CELL ("step_label", CELL_LABEL, step_label),
  CELL ("step_kind", CELL_TEXT, step_kind),
  CELL ("step_role", CELL_TEXT, step_role),
  CELL ("action_label", CELL_LABEL, action_label),
  CELL ("due_at", CELL_TIME, due_at),
  CELL ("warn_at", CELL_TIME, warn_at),
  CELL ("due_kind", CELL_TEXT, due_kind),
  CELL ("opened_at", CELL_TIME, opened_at),
  CELL ("changed_at", CELL_TIME, changed_at),
  CELL ("complaints", CELL_INT, complaints),
  CELL ("effort_min", CELL_INT, effort_min),
  CELL ("mine", CELL_BOOL, mine),
  CELL ("can_act", CELL_BOOL, can_act),
  CELL ("row_kind", CELL_TEXT, row_kind),
  CELL ("followup_id", CELL_INT, followup_id),
};

struct _AmendsCardReader
{
  AmendsResult *result;
  AmendsCatalogue *catalogue;
  int columns[G_N_ELEMENTS (cells)];
  int row;
  AmendsTicketFields fields;
  /* labels as they came → in the person's language: a page has hundreds of cells and a dozen labels */
  GHashTable *labels;
};

static const char *
label (AmendsCardReader *self,
       const char       *json)
{
  char *text;

  if (json == NULL)
    return NULL;
  text = g_hash_table_lookup (self->labels, json);
  if (text == NULL)
    {
      text = amends_label_from_json (json);
      g_hash_table_insert (self->labels, g_strdup (json), text);
    }
  return text;
}

static void
read_cell (AmendsCardReader *self,
           guint             i)
{
  gpointer to = G_STRUCT_MEMBER_P (&self->fields, cells[i].offset);
  int column = self->columns[i];

  switch (cells[i].kind)
    {
    case CELL_TEXT:
      *(const char **) to = amends_result_get_text (self->result, self->row, column);
      break;
    case CELL_LABEL:
      *(const char **) to = label (self, amends_result_get_text (self->result, self->row, column));
      break;
    case CELL_BOOL:
      *(gboolean *) to = amends_result_get_bool (self->result, self->row, column);
      break;
    case CELL_TIME:
      *(gint64 *) to = amends_result_get_timestamp (self->result, self->row, column);
      break;
    case CELL_INT:
    default:
      *(gint64 *) to = amends_result_get_int64 (self->result, self->row, column);
    }
}

/**
 * amends_card_reader_new:
 * @result: rows with the columns of a list of tickets
 * @catalogue: the words that belong to the codes
 *
 * Returns: (transfer full): a reader that stands before the first row
 */
AmendsCardReader *
amends_card_reader_new (AmendsResult    *result,
                        AmendsCatalogue *catalogue)
{
  AmendsCardReader *self;

  g_return_val_if_fail (result != NULL, NULL);
  g_return_val_if_fail (AMENDS_IS_CATALOGUE (catalogue), NULL);

  self = g_new0 (AmendsCardReader, 1);
  self->result = amends_result_ref (result);
  self->catalogue = g_object_ref (catalogue);
  self->row = -1;
  self->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    self->columns[i] = amends_result_column (result, cells[i].name);
  return self;
}

/**
 * amends_card_reader_free:
 * @self: (nullable): a reader
 */
void
amends_card_reader_free (AmendsCardReader *self)
{
  if (self == NULL)
    return;
  amends_result_unref (self->result);
  g_object_unref (self->catalogue);
  g_hash_table_unref (self->labels);
  g_free (self);
}

/**
 * amends_card_reader_next:
 * @self: a reader
 *
 * Returns: whether there was one more row
 */
gboolean
amends_card_reader_next (AmendsCardReader *self)
{
  AmendsTerm *priority;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->row + 1 >= amends_result_get_n_rows (self->result))
    return FALSE;
  self->row++;
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    read_cell (self, i);
  priority = amends_catalogue_find_id (self->catalogue, AMENDS_TERM_PRIORITY, self->fields.priority_id);
  self->fields.priority_text = priority != NULL ? amends_term_get_label (priority) : self->fields.priority;
  return TRUE;
}

/**
 * amends_card_reader_get:
 * @self: a reader that stands on a row
 *
 * Returns: (transfer none): the row; valid until the next one
 */
const AmendsTicketFields *
amends_card_reader_get (AmendsCardReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->fields;
}

/**
 * amends_card_reader_fill:
 * @self: a reader that stands on a row
 * @ticket: the ticket of that row
 *
 * Brings the ticket up to date, its holder included.
 */
void
amends_card_reader_fill (AmendsCardReader *self,
                         AmendsTicket     *ticket)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (AMENDS_IS_TICKET (ticket));

  amends_ticket_update (ticket, &self->fields);
  amends_ticket_set_owner (ticket, self->fields.assignee_id != 0
                                     ? amends_catalogue_find_person (self->catalogue, self->fields.assignee_id) : NULL);
}
