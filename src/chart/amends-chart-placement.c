/* Where labels go so that they cover neither each other nor the values. Plain arithmetic. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-placement.h"

/* Space between a value and the box that explains it */
#define BESIDE 12
#define ABOVE 10
#define AROUND 5

/* A run of labels that touch each other and therefore move together */
typedef struct
{
  double sum;
  guint  n;
} Run;

static double
run_mean (const Run *run)
{
  return run->sum / run->n;
}

/**
 * amends_chart_spread:
 * @centres: (inout) (array length=n_centres): where labels would like to stand, rising
 * @n_centres: how many
 * @height: least distance between two
 * @low: least centre
 * @high: greatest centre
 *
 * Pushes labels apart to @height, moving them as little as possible: the sum of the squared ways is the least there is.
 * With d the distance, x[i] − i·d must not fall, which is isotonic regression; it is solved by pooling neighbours that
 * violate it (Ayer et al. 1955) and holding the pools within the ends. When not all fit they are spread evenly.
 *
 * Returns: whether all fit
 */
gboolean
amends_chart_spread (double *centres,
                     guint   n_centres,
                     double  height,
                     double  low,
                     double  high)
{
  g_autofree Run *runs = NULL;
  guint n_runs = 0, i = 0;
  double top;
  gboolean fits;

  g_return_val_if_fail (n_centres == 0 || centres != NULL, FALSE);

  if (n_centres == 0)
    return TRUE;

  fits = high - low >= (n_centres - 1) * height;
  if (!fits)
    height = n_centres > 1 ? MAX (0, high - low) / (n_centres - 1) : 0;

  runs = g_new (Run, n_centres);
  for (i = 0; i < n_centres; i++)
    {
      runs[n_runs++] = (Run) { centres[i] - i * height, 1 };
      while (n_runs > 1 && run_mean (&runs[n_runs - 2]) > run_mean (&runs[n_runs - 1]))
        {
          runs[n_runs - 2].sum += runs[n_runs - 1].sum;
          runs[n_runs - 2].n += runs[n_runs - 1].n;
          n_runs--;
        }
    }

  i = 0;
  top = MAX (low, high - (n_centres - 1) * height);
  for (guint r = 0; r < n_runs; r++)
    {
      for (guint k = 0; k < runs[r].n; k++, i++)
        centres[i] = CLAMP (run_mean (&runs[r]), low, top) + i * height;
    }

  return fits;
}

/**
 * amends_chart_keep_apart:
 * @centres: (array length=n_labels): centres of labels on one line, rising
 * @widths: (array length=n_labels): their widths
 * @keep: (out caller-allocates) (array length=n_labels): whether each is written
 * @n_labels: how many
 * @gap: least space between two
 *
 * Leaves out labels that would run into their neighbours. The last stays, being the newest or the highest.
 *
 * Returns: how many are kept
 */
guint
amends_chart_keep_apart (const double *centres,
                         const double *widths,
                         gboolean     *keep,
                         guint         n_labels,
                         double        gap)
{
  double free_to = G_MAXDOUBLE;
  guint n_kept = 0;

  g_return_val_if_fail (n_labels == 0 || (centres != NULL && widths != NULL && keep != NULL), 0);

  for (guint i = n_labels; i-- > 0;)
    {
      keep[i] = centres[i] + widths[i] / 2 <= free_to;
      if (keep[i])
        {
          free_to = centres[i] - widths[i] / 2 - gap;
          n_kept++;
        }
    }

  return n_kept;
}

static gboolean
covers (const graphene_rect_t  *box,
        const graphene_point_t *point)
{
  graphene_rect_t around = GRAPHENE_RECT_INIT (box->origin.x - AROUND, box->origin.y - AROUND,
                                               box->size.width + 2 * AROUND, box->size.height + 2 * AROUND);

  return graphene_rect_contains_point (&around, point);
}

static graphene_rect_t
hold_within (double                 x,
             double                 y,
             const graphene_size_t *box,
             const graphene_size_t *room)
{
  return GRAPHENE_RECT_INIT (MAX (1, MIN (room->width - box->width - 1, x)),
                             MAX (1, MIN (room->height - box->height - 1, y)),
                             box->width, box->height);
}

/**
 * amends_chart_place_beside:
 * @point: the value explained
 * @box: size of the box that explains it
 * @room: size of the whole chart
 * @others: (array length=n_others) (nullable): all values drawn
 * @n_others: how many
 *
 * Of the four places beside a value takes the one that hides the fewest others, the value itself weighing most.
 *
 * Returns: the place, inside @room as far as it fits
 */
graphene_rect_t
amends_chart_place_beside (const graphene_point_t *point,
                           const graphene_size_t  *box,
                           const graphene_size_t  *room,
                           const graphene_point_t *others,
                           guint                   n_others)
{
  const double left = point->x - BESIDE - box->width, right = point->x + BESIDE;
  const double above = point->y - box->height - ABOVE, below = point->y + BESIDE;
  const double xs[] = { right, left, right, left }, ys[] = { above, above, below, below };
  graphene_rect_t best = { 0, };
  guint best_hidden = G_MAXUINT;

  for (guint i = 0; i < G_N_ELEMENTS (xs); i++)
    {
      graphene_rect_t place = hold_within (xs[i], ys[i], box, room);
      guint hidden = covers (&place, point) ? n_others + 9 : 0;

      for (guint k = 0; k < n_others; k++)
        hidden += covers (&place, &others[k]);
      if (hidden < best_hidden)
        {
          best_hidden = hidden;
          best = place;
        }
    }

  return best;
}
