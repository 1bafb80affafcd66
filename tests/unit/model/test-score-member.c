/* Who can be told apart from whom: groups of people by their intervals, never an order inside one. */

#include "config.h"

#include "amends-score-member.h"

static AmendsScoreMember *
member (const char *name,
        const char *score,
        const char *low,
        const char *high,
        gboolean    ranked)
{
  AmendsScoreMemberFields fields = {
    .person_id = 1, .name = g_strdup (name), .score = amends_score_number_parse (score), .low = amends_score_number_parse (low),
    .high = amends_score_number_parse (high), .band = ranked ? g_strdup ("bonus") : NULL, .parts = amends_score_member_parts_new (),
  };

  return amends_score_member_new (&fields);
}

static char *
describe (GPtrArray *members)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < members->len; i++)
    {
      AmendsScoreMember *m = g_ptr_array_index (members, i);
      const char *name = amends_score_member_get (m)->name;

      g_string_append_printf (text, "%s:%u/%u-%u ", name != NULL ? name : "?", amends_score_member_get_group (m),
                              amends_score_member_get_first (m), amends_score_member_get_last (m));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
check (GPtrArray  *members,
       guint       n_groups,
       const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_cmpuint (amends_score_members_group (members), ==, n_groups);
  text = describe (members);
  g_assert_cmpstr (text, ==, expected);
}

/* The people of the design's picture: one ahead, five that overlap, two behind, one with too little data. */
static void
test_groups (void)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (members, member ("he", "61.4", "53.5", "67.2", TRUE));
  g_ptr_array_add (members, member ("zhao", "95.9", "33.2", "100", FALSE));
  g_ptr_array_add (members, member ("wang", "88.3", "83.2", "90.8", TRUE));
  g_ptr_array_add (members, member ("lin", "97.0", "94.8", "97.0", TRUE));
  g_ptr_array_add (members, member ("chen", "89.1", "82.2", "92.7", TRUE));
  g_ptr_array_add (members, member ("sun", "79.2", "72.4", "83.7", TRUE));
  g_ptr_array_add (members, member ("ma", "56.3", "46.1", "63.4", TRUE));
  check (members, 3, "lin:0/1-1 chen:1/2-4 sun:1/2-4 wang:1/2-4 he:2/5-6 ma:2/5-6 zhao:3/0-0 ");
}

/* An interval that just touches cannot be told apart; a hair's breadth less can. */
static void
test_touching (void)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (members, member ("a", "90", "85.0", "95", TRUE));
  g_ptr_array_add (members, member ("b", "80", "75", "85.0", TRUE));
  g_ptr_array_add (members, member ("c", "79", "74", "84.9", TRUE));
  check (members, 2, "a:0/1-2 b:0/1-2 c:1/3-3 ");
}

static void
test_nameless (void)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (members, member (NULL, "90", "80", "95", TRUE));
  g_ptr_array_add (members, member ("me", "85", "80", "95", TRUE));
  check (members, 1, "me:0/1-2 ?:0/1-2 ");
}

static void
test_nobody (void)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_object_unref);

  check (members, 0, "");
  g_ptr_array_add (members, member ("a", NULL, NULL, NULL, FALSE));
  check (members, 0, "a:0/0-0 ");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/score-member/groups", test_groups);
  g_test_add_func ("/model/score-member/touching", test_touching);
  g_test_add_func ("/model/score-member/nameless", test_nameless);
  g_test_add_func ("/model/score-member/nobody", test_nobody);
  return g_test_run ();
}
