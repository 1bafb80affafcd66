/* What a target says before a ticket is let go over it: from what is on this desk at once, from the database a moment later. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-drop-words.h"
#include "amends-duration.h"
#include "amends-message.h"

/* Those that are not there already. */
static guint
count_moving (GPtrArray *tickets,
              gint64     team_id,
              gint64     person_id,
              guint     *minutes)
{
  guint n = 0;

  *minutes = 0;
  for (guint i = 0; i < tickets->len; i++)
    {
      const AmendsTicketFields *fields = amends_ticket_get (tickets->pdata[i]);

      if (fields->team_id == team_id && fields->assignee_id == person_id)
        continue;
      n++;
      *minutes += fields->effort_min;
    }
  return n;
}

static char *
load_words (guint open,
            guint minutes,
            guint after_open,
            guint after_minutes)
{
  g_autofree char *now = amends_duration_words ((gint64) minutes * 60);
  g_autofree char *then = amends_duration_words ((gint64) after_minutes * 60);

  /* Translators: open tickets and their expected work, before and after a drop */
  return g_strdup_printf (_("%u open, %s\nthen %u, %s"), open, now, after_open, then);
}

static char *
skill_label (AmendsCatalogue *catalogue,
             const char      *skill)
{
  AmendsTerm *term = amends_catalogue_find (catalogue, AMENDS_TERM_CATEGORY, skill);

  return g_strdup (term != NULL ? amends_term_get_label (term) : skill);
}

/* The skills that the tickets want, each once. */
static GPtrArray *
wanted_skills (GPtrArray       *tickets,
               AmendsCatalogue *catalogue)
{
  GPtrArray *skills = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < tickets->len; i++)
    {
      AmendsTerm *category = amends_catalogue_find_id (catalogue, AMENDS_TERM_CATEGORY,
                                                       amends_ticket_get (tickets->pdata[i])->category_id);
      const char *skill = category != NULL ? amends_term_get_text (category, "skill") : NULL;

      if (skill != NULL && *skill != '\0' && !g_ptr_array_find_with_equal_func (skills, skill, g_str_equal, NULL))
        g_ptr_array_add (skills, g_strdup (skill));
    }
  return skills;
}

static void
say_skills (AmendsDropWords *words,
            GPtrArray       *tickets,
            AmendsMember    *member,
            AmendsCatalogue *catalogue)
{
  g_autoptr (GPtrArray) skills = wanted_skills (tickets, catalogue);
  g_autoptr (GString) has = g_string_new (NULL), lacks = g_string_new (NULL);

  for (guint i = 0; i < skills->len; i++)
    {
      g_autofree char *label = skill_label (catalogue, skills->pdata[i]);
      GString *list = amends_person_has_skill (amends_member_get_person (member), skills->pdata[i]) ? has : lacks;

      if (list->len > 0)
        /* Translators: stands between two skills */
        g_string_append (list, C_("skills", ", "));
      g_string_append (list, label);
    }
  words->warning = lacks->len > 0;
  if (lacks->len > 0)
    words->reason = g_strdup_printf (_("without the skill “%s”"), lacks->str);
  else if (has->len > 0)
    words->reason = g_strdup_printf (_("has the skill “%s”"), has->str);
}

static AmendsDropWords *
refusal (char       *title,
         const char *detail,
         char       *reason)
{
  AmendsDropWords *words = g_new0 (AmendsDropWords, 1);

  words->title = title;
  words->detail = g_strdup (detail);
  words->reason = reason;
  return words;
}

static AmendsDropWords *
refused_by_server (const char          *name,
                   const AmendsPreview *preview)
{
  return refusal (g_strdup_printf (_("Not to %s"), name), NULL,
                  amends_message_for_code (preview->code != NULL ? preview->code : "role.forbidden", preview->detail));
}

/**
 * amends_drop_words_for_member:
 * @tickets: (element-type AmendsTicket): what is in the air
 * @member: over whom
 * @catalogue: the words that belong to the codes
 * @preview: (nullable): what the database says, where it has answered
 *
 * Returns: (transfer full) (nullable): what to say; %NULL where nothing would change
 */
AmendsDropWords *
amends_drop_words_for_member (GPtrArray           *tickets,
                              AmendsMember        *member,
                              AmendsCatalogue     *catalogue,
                              const AmendsPreview *preview)
{
  const AmendsMemberLoad *load;
  AmendsDropWords *words;
  const char *name;
  guint n, minutes;

  g_return_val_if_fail (tickets != NULL && tickets->len > 0, NULL);
  g_return_val_if_fail (AMENDS_IS_MEMBER (member), NULL);

  n = count_moving (tickets, amends_ticket_get_team (tickets->pdata[0]), amends_member_get_id (member), &minutes);
  if (n == 0)
    return NULL;
  name = amends_member_get_name (member);
  if (!amends_member_get_is_me (member) && !(preview != NULL ? preview->on_duty : amends_member_get_on_duty (member)))
    return refusal (g_strdup_printf (_("%s is off duty"), name), NULL,
                    g_strdup (_("This cannot go there now. Give it to somebody on duty, or leave it unassigned.")));
  if (preview != NULL && !preview->allowed)
    return refused_by_server (name, preview);

  load = amends_member_get_load (member);
  words = g_new0 (AmendsDropWords, 1);
  words->allowed = TRUE;
  words->added_minutes = minutes;
  if (!amends_member_get_on_duty (member))
    words->title = g_strdup_printf (_("→ %s"), name);
  else if (n == 1)
    words->title = g_strdup_printf (_("→ %s · on duty"), name);
  else
    words->title = g_strdup_printf (ngettext ("%u → %s · on duty", "%u → %s · on duty", n), n, name);
  words->detail = preview != NULL
                    ? load_words (preview->open, preview->load_min, preview->after_open, preview->after_load_min)
                    : load_words (load->open, load->load_min, load->open + n, load->load_min + minutes);
  say_skills (words, tickets, member, catalogue);
  return words;
}

/**
 * amends_drop_words_for_nobody:
 * @tickets: (element-type AmendsTicket): what is in the air
 * @team_id: over the unassigned tickets of this queue
 * @preview: (nullable): what the database says, where it has answered
 *
 * Returns: (transfer full) (nullable): what to say; %NULL where nothing would change
 */
AmendsDropWords *
amends_drop_words_for_nobody (GPtrArray           *tickets,
                              gint64               team_id,
                              const AmendsPreview *preview)
{
  AmendsDropWords *words;
  guint n, minutes;

  g_return_val_if_fail (tickets != NULL && tickets->len > 0, NULL);

  n = count_moving (tickets, team_id, AMENDS_NOBODY, &minutes);
  if (n == 0)
    return NULL;
  if (preview != NULL && !preview->allowed)
    return refused_by_server (_("Unassigned"), preview);
  words = g_new0 (AmendsDropWords, 1);
  words->allowed = TRUE;
  words->title = n == 1 ? g_strdup (_("→ Unassigned")) : g_strdup_printf (ngettext ("%u → Unassigned", "%u → Unassigned", n), n);
  words->detail = g_strdup (_("Anyone on duty may take it"));
  return words;
}

/**
 * amends_drop_words_for_queue:
 * @tickets: (element-type AmendsTicket): what is in the air
 * @team: over which queue
 * @preview: (nullable): what the database says, where it has answered
 *
 * Returns: (transfer full) (nullable): what to say; %NULL where nothing would change
 */
AmendsDropWords *
amends_drop_words_for_queue (GPtrArray           *tickets,
                             AmendsTeam          *team,
                             const AmendsPreview *preview)
{
  AmendsDropWords *words;
  guint n, minutes, open;

  g_return_val_if_fail (tickets != NULL && tickets->len > 0, NULL);
  g_return_val_if_fail (AMENDS_IS_TEAM (team), NULL);

  n = count_moving (tickets, amends_team_get_id (team), AMENDS_NOBODY, &minutes);
  if (n == 0)
    return NULL;
  if (preview != NULL && !preview->allowed)
    return refused_by_server (amends_team_get_label (team), preview);
  open = preview != NULL ? (guint) preview->open : amends_team_get_open (team);
  words = g_new0 (AmendsDropWords, 1);
  words->allowed = TRUE;
  words->title = g_strdup_printf (ngettext ("%u → queue %s", "%u → queue %s", n), n, amends_team_get_label (team));
  words->detail = g_strdup_printf (_("%u open, then %u"), open, open + n);
  if (preview != NULL)
    words->reason = g_strdup_printf (ngettext ("%d on duty there; limits stay as they are",
                                               "%d on duty there; limits stay as they are", preview->people_on_duty),
                                     (int) preview->people_on_duty);
  else
    words->reason = g_strdup (_("they assign it; limits stay as they are"));
  return words;
}

/**
 * amends_drop_words_free:
 * @self: (nullable): words
 */
void
amends_drop_words_free (AmendsDropWords *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->detail);
  g_free (self->reason);
  g_free (self);
}
