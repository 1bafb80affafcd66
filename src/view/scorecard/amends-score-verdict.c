/* What a scorecard says, in a few sentences: what changed and why, and how far it can be relied on. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-score-member.h"
#include "amends-score-verdict.h"
#include "amends-score-words.h"

/* The rest is in the bridge. */
#define MAX_MOVERS 3

static void
say (GString *text,
     char    *sentence)
{
  g_autofree char *before = g_strdup (text->str);

  if (text->len > 0)
    /* Translators: two sentences, with what stands between them */
    g_string_printf (text, C_("sentences", "%s %s"), before, sentence);
  else
    g_string_assign (text, sentence);
  g_free (sentence);
}

static char *
join (GPtrArray *words)
{
  g_ptr_array_add (words, NULL);
  /* Translators: what stands between the items of a list */
  return g_strjoinv (C_("list", ", "), (char **) words->pdata);
}

static char *
bold (char *words)
{
  char *marked = g_markup_printf_escaped ("<b>%s</b>", words);

  g_free (words);
  return marked;
}

static char *
escaped (char *words)
{
  char *safe = g_markup_escape_text (words, -1);

  g_free (words);
  return safe;
}

/* ── a card ── */

static char *
change_words (AmendsScoreCard *card)
{
  const AmendsScoreCardFields *f = amends_score_card_get (card);
  int now = amends_score_card_band_index (card, f->band), before = amends_score_card_band_index (card, f->previous_band);
  g_autofree char *delta = amends_score_number_format_signed (f->score - f->previous, 1);
  const char *band = amends_score_card_nth_band (card, now)->label;

  if (before < 0)
    /* Translators: a change in points, the period before, a band: "+8.7 since April 2024, now “Bonus”." */
    return g_strdup_printf (_("%s since %s, now “%s”."), delta, f->previous_label, band);
  if (now > before)
    return g_strdup_printf (_("%s since %s, up into “%s”."), delta, f->previous_label, band);
  if (now < before)
    return g_strdup_printf (_("%s since %s, down to “%s”."), delta, f->previous_label, band);
  return g_strdup_printf (_("%s since %s, still “%s”."), delta, f->previous_label, band);
}

static gboolean
has_cases (AmendsScoreCard *card)
{
  GListModel *parts = amends_score_card_get_parts (card);

  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr (AmendsMeasurePart) part = g_list_model_get_item (parts, i);

      if (amends_measure_part_get (part)->state != AMENDS_PART_ABSENT)
        return TRUE;
    }
  return FALSE;
}

static void
say_lead (GString         *text,
          AmendsScoreCard *card)
{
  const AmendsScoreCardFields *f = amends_score_card_get (card);
  int band = amends_score_card_band_index (card, f->band);

  if (f->score == AMENDS_SCORE_UNKNOWN)
    {
      say (text, bold (g_strdup (_("No score."))));
      if (!has_cases (card))
        say (text, escaped (g_strdup (_("Nothing was counted in this period."))));
      else
        say (text, escaped (g_strdup_printf (_("No measure has enough data in this period: at least %d cases are needed."), f->min_n)));
    }
  else if (band < 0)
    {
      say (text, bold (g_strdup (_("No band yet."))));
      say (text, escaped (g_strdup_printf (_("Only %d %% of the weight has enough data, the scheme asks for %d %%; the score is scaled up from that."),
                                           f->weight_used, f->min_weight)));
    }
  else if (f->previous == AMENDS_SCORE_UNKNOWN)
    {
      say (text, bold (g_strdup_printf (_("“%s”."), amends_score_card_nth_band (card, band)->label)));
      say (text, escaped (g_strdup (_("There is no earlier period to compare with."))));
    }
  else
    say (text, bold (change_words (card)));
}

static int
compare_steps (gconstpointer a,
               gconstpointer b)
{
  gint64 left = ABS (amends_measure_part_get (*(AmendsMeasurePart * const *) a)->step);
  gint64 right = ABS (amends_measure_part_get (*(AmendsMeasurePart * const *) b)->step);

  return (left < right) - (left > right);
}

static GPtrArray *
dup_movers (AmendsScoreCard *card)
{
  GListModel *parts = amends_score_card_get_parts (card);
  GPtrArray *movers = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr (AmendsMeasurePart) part = g_list_model_get_item (parts, i);
      gint64 step = amends_measure_part_get (part)->step;

      if (step != AMENDS_SCORE_UNKNOWN && step != 0)
        g_ptr_array_add (movers, g_steal_pointer (&part));
    }
  g_ptr_array_sort (movers, compare_steps);
  return movers;
}

static char *
movers_words (GPtrArray *movers,
              gboolean   gains)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < movers->len && words->len < MAX_MOVERS; i++)
    {
      const AmendsMeasurePartFields *part = amends_measure_part_get (g_ptr_array_index (movers, i));
      g_autofree char *step = amends_score_number_format_signed (part->step, 1);

      if ((part->step > 0) == gains)
        /* Translators: a measure and the points it moved the score by */
        g_ptr_array_add (words, g_strdup_printf (C_("mover", "%s (%s)"), part->label, step));
    }
  return words->len > 0 ? join (words) : NULL;
}

static void
say_movers (GString         *text,
            AmendsScoreCard *card)
{
  g_autoptr (GPtrArray) movers = dup_movers (card);
  g_autofree char *gains = movers_words (movers, TRUE);
  g_autofree char *losses = movers_words (movers, FALSE);

  if (gains != NULL)
    say (text, escaped (g_strdup_printf (_("Gained: %s."), gains)));
  if (losses != NULL)
    say (text, escaped (g_strdup_printf (_("Lost: %s."), losses)));
}

/* A measure scored in one of the two periods only moved the weight of all others: their steps hold that too. */
static void
say_shift (GString         *text,
           AmendsScoreCard *card)
{
  GListModel *parts = amends_score_card_get_parts (card);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr (AmendsMeasurePart) part = g_list_model_get_item (parts, i);
      const AmendsMeasurePartFields *f = amends_measure_part_get (part);

      if (f->step != AMENDS_SCORE_UNKNOWN && (f->points == AMENDS_SCORE_UNKNOWN) != (f->previous_points == AMENDS_SCORE_UNKNOWN))
        g_ptr_array_add (labels, f->label);
    }
  if (labels->len == 0)
    return;
  list = join (labels);
  say (text, escaped (g_strdup_printf (_("%s: scored in one of the two periods only, which moved the weight of the others too."), list)));
}

/* A band is firm where the whole interval lies in it. */
static void
say_firmness (GString         *text,
              AmendsScoreCard *card)
{
  const AmendsScoreCardFields *f = amends_score_card_get (card);
  int band = amends_score_card_band_index (card, f->band);
  const AmendsScoreBand *own, *next;
  g_autofree char *low = amends_score_number_format (f->low, 1);
  g_autofree char *high = amends_score_number_format (f->high, 1);
  g_autofree char *edge = NULL;

  if (band < 0)
    return;
  own = amends_score_card_nth_band (card, band);
  next = band + 1 < (int) amends_score_card_n_bands (card) ? amends_score_card_nth_band (card, band + 1) : NULL;
  if (f->low < own->min)
    {
      edge = amends_score_number_format (own->min, 0);
      say (text, escaped (g_strdup_printf (_("The interval starts at %s, below %s: the band is not firm."), low, edge)));
    }
  else if (next != NULL && f->high >= next->min)
    say (text, escaped (g_strdup_printf (_("The interval reaches %s, into “%s”: the band is not firm."), high, next->label)));
}

static void
say_parts (GString         *text,
           AmendsScoreCard *card)
{
  GListModel *parts = amends_score_card_get_parts (card);
  g_autoptr (GPtrArray) small = g_ptr_array_new (), absent = g_ptr_array_new (), poor = g_ptr_array_new ();
  struct { GPtrArray *labels; const char *format; } lists[] = {
    { poor, _("Near or below the zero line: %s.") },
    { small, _("Too few cases to score: %s.") },
    { absent, _("No data: %s.") },
  };

  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr (AmendsMeasurePart) part = g_list_model_get_item (parts, i);
      const AmendsMeasurePartFields *f = amends_measure_part_get (part);

      if (amends_measure_part_is_poor (part))
        g_ptr_array_add (poor, f->label);
      else if (f->state != AMENDS_PART_SCORED)
        g_ptr_array_add (f->state == AMENDS_PART_SMALL ? small : absent, f->label);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (lists[i].labels->len > 0)
      {
        g_autofree char *labels = join (lists[i].labels);

        say (text, escaped (g_strdup_printf (lists[i].format, labels)));
      }
}

/**
 * amends_score_verdict_card:
 * @card: a scorecard
 *
 * Returns: (transfer full): a few sentences, as markup
 */
char *
amends_score_verdict_card (AmendsScoreCard *card)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (AMENDS_IS_SCORE_CARD (card), NULL);

  say_lead (text, card);
  say_movers (text, card);
  say_shift (text, card);
  say_firmness (text, card);
  if (has_cases (card))
    say_parts (text, card);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ── a team ── */

typedef struct
{
  GPtrArray *ahead;
  GPtrArray *behind;
  GPtrArray *apart;
  guint n_ranked;
  guint n_apart;
  int my_group;
} Comparison;

static void
compare (GListModel *members,
         guint       n_groups,
         Comparison *out)
{
  *out = (Comparison) { g_ptr_array_new (), g_ptr_array_new (), g_ptr_array_new (), 0, 0, -1 };
  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (AmendsScoreMember) member = g_list_model_get_item (members, i);
      const AmendsScoreMemberFields *f = amends_score_member_get (member);
      gboolean ranked = amends_score_member_is_ranked (member);
      guint group = amends_score_member_get_group (member);

      out->n_ranked += ranked;
      out->n_apart += !ranked;
      if (f->is_me && ranked)
        out->my_group = group;
      if (f->name == NULL)
        continue;
      if (!ranked)
        g_ptr_array_add (out->apart, f->name);
      else if (n_groups > 1 && group == 0)
        g_ptr_array_add (out->ahead, f->name);
      else if (n_groups > 1 && group == n_groups - 1)
        g_ptr_array_add (out->behind, f->name);
    }
}

static void
say_groups (GString          *text,
            const Comparison *c,
            guint             n_groups,
            int               min_weight)
{
  if (c->n_ranked == 0)
    {
      say (text, bold (g_strdup (_("Nobody can be compared yet."))));
      say (text, escaped (g_strdup_printf (_("A band needs data for %d %% of the weight."), min_weight)));
      return;
    }
  if (n_groups == 1)
    {
      say (text, bold (g_strdup_printf (ngettext ("%u person can be compared.", "%u people, none can be told apart.", c->n_ranked),
                                        c->n_ranked)));
      if (c->n_ranked > 1)
        say (text, escaped (g_strdup (_("Their intervals overlap: the gap may be chance."))));
      return;
    }
  say (text, bold (g_strdup_printf (_("%u people in %u groups, no order inside a group."), c->n_ranked, n_groups)));
  say (text, escaped (g_strdup (_("Where intervals overlap, the gap may be chance."))));
}

static void
say_names (GString    *text,
           GPtrArray  *names,
           const char *format)
{
  g_autofree char *list = NULL;

  if (names->len == 0)
    return;
  list = join (names);
  say (text, escaped (g_strdup_printf (format, list)));
}

/**
 * amends_score_verdict_team:
 * @members: list of #AmendsScoreMember in groups
 * @n_groups: how many groups have a rank
 * @min_weight: percent of the weight that must have data for a band
 *
 * Returns: (transfer full): a few sentences, as markup; without names the reader may not know
 */
char *
amends_score_verdict_team (GListModel *members,
                           guint       n_groups,
                           int         min_weight)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Comparison c;

  g_return_val_if_fail (G_IS_LIST_MODEL (members), NULL);

  compare (members, n_groups, &c);
  say_groups (text, &c, n_groups, min_weight);
  if (c.my_group >= 0 && n_groups > 1)
    say (text, escaped (g_strdup_printf (_("You are in group %d."), c.my_group + 1)));
  say_names (text, c.ahead, _("Clearly ahead: %s."));
  say_names (text, c.behind, _("Clearly behind: %s – look at their training first."));
  if (c.apart->len > 0)
    say_names (text, c.apart, _("Too little data to compare: %s."));
  else if (c.n_apart > 0)
    say (text, escaped (g_strdup_printf (ngettext ("%u person has too little data to compare.", "%u people have too little data to compare.",
                                                   c.n_apart), c.n_apart)));
  g_ptr_array_unref (c.ahead);
  g_ptr_array_unref (c.behind);
  g_ptr_array_unref (c.apart);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
