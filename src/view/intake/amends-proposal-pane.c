/* What the database makes of the draft, live: category, priority, deadline, procedure, who gets it, and what is open already. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-clock.h"
#include "amends-duration.h"
#include "amends-label-json.h"
#include "amends-person-picker.h"
#include "amends-proposal-pane.h"
#include "amends-proposal-row.h"
#include "amends-term-picker.h"
#include "amends-time.h"

struct _AmendsProposalPane
{
  AdwBin parent_instance;

  AmendsIntake *intake;
  AmendsCatalogue *catalogue;
  gboolean live;

  GtkLabel *live_label;
  GtkBox *duplicate_box;
  AmendsProposalRow *category_row;
  AmendsProposalRow *priority_row;
  AmendsProposalRow *response_row;
  AmendsProposalRow *procedure_row;
  AmendsProposalRow *assignee_row;
};

G_DEFINE_FINAL_TYPE (AmendsProposalPane, amends_proposal_pane, ADW_TYPE_BIN)

static JsonObject *
part (JsonObject *proposal,
      const char *name)
{
  JsonNode *node = proposal ? json_object_get_member (proposal, name) : NULL;

  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
text (JsonObject *object,
      const char *name)
{
  return object ? json_object_get_string_member_with_default (object, name, NULL) : NULL;
}

static char *
limit_words (JsonObject *object)
{
  gint64 amount = object ? json_object_get_int_member_with_default (object, "amount", 0) : 0;
  const char *unit = text (object, "unit");

  if (!amount || !unit)
    return NULL;
  if (g_str_equal (unit, "min"))
    return g_strdup_printf (_("%d min"), (int) amount);
  if (g_str_equal (unit, "h"))
    return g_strdup_printf (_("%d h"), (int) amount);
  if (g_str_equal (unit, "wmin"))
    return g_strdup_printf (_("%d working min"), (int) amount);
  if (g_str_equal (unit, "wh"))
    return g_strdup_printf (_("%d working h"), (int) amount);
  return g_strdup_printf (g_dngettext (NULL, "%d working day", "%d working days", amount), (int) amount);
}

static void
show_category (AmendsProposalPane *self,
               JsonObject         *proposal)
{
  JsonObject *category = part (proposal, "category");
  g_autofree char *label = category ? amends_label_member (category, "label") : NULL;
  const char *by = text (category, "by");
  g_autofree char *reason = NULL;

  if (!category || g_strcmp0 (by, "none") == 0)
    {
      amends_proposal_row_set (self->category_row, NULL, _("Not clear from the words yet"));
      return;
    }
  if (g_strcmp0 (by, "given") == 0)
    reason = g_strdup (_("Chosen by you"));
  else if (json_object_has_member (category, "words"))
    {
      JsonArray *words = json_object_get_array_member (category, "words");
      g_autoptr (GString) list = g_string_new (NULL);

      for (guint i = 0; i < json_array_get_length (words); i++)
        /* Translators: a word of the customer in quotation marks */
        g_string_append_printf (list, _("“%s”"), json_array_get_string_element (words, i));
      reason = g_strdup_printf (_("Because of %s"), list->str);
    }
  amends_proposal_row_set (self->category_row, label, reason);
}

static char *
because_words (JsonObject *because)
{
  const char *code = text (because, "code");
  const char *value = text (because, "value");

  if (g_strcmp0 (code, "word") == 0)
    return g_strdup_printf (_("the word “%s”"), value ? value : "");
  if (g_strcmp0 (code, "tier") == 0)
    return g_strdup (_("VIP: one level up"));
  if (g_strcmp0 (code, "scope") == 0)
    return g_strdup (_("batch: one level up"));
  if (g_strcmp0 (code, "category") == 0)
    return g_strdup (_("as this category asks"));
  if (g_strcmp0 (code, "given") == 0)
    return g_strdup (_("chosen by you"));
  return g_strdup (_("nothing special was said"));
}

static void
show_priority (AmendsProposalPane *self,
               JsonObject         *proposal)
{
  JsonObject *priority = part (proposal, "priority");
  g_autofree char *label = priority ? amends_label_member (priority, "label") : NULL;
  g_autoptr (GString) reason = g_string_new (NULL);

  if (priority && json_object_has_member (priority, "because"))
    {
      JsonArray *because = json_object_get_array_member (priority, "because");

      for (guint i = 0; i < json_array_get_length (because); i++)
        {
          g_autofree char *words = because_words (json_array_get_object_element (because, i));

          g_string_append_printf (reason, "%s%s", reason->len ? " · " : "", words);
        }
    }
  amends_proposal_row_set (self->priority_row, label, reason->str);
}

static void
show_response (AmendsProposalPane *self,
               JsonObject         *proposal)
{
  JsonObject *response = part (proposal, "response");
  g_autofree char *limit = limit_words (response);
  g_autofree char *when = NULL;
  g_autofree char *value = NULL;
  g_autofree char *reason = NULL;
  const char *by = text (response, "by");
  gint64 at;

  if (text (response, "due_at") && amends_time_parse (text (response, "due_at"), &at))
    {
      when = amends_time_format (at, amends_clock_now ());
      value = g_strdup_printf (_("Until %s"), when);
    }
  if (limit)
    reason = g_strdup_printf (g_strcmp0 (by, "procedure") == 0 ? _("%s by the procedure")
                              : g_strcmp0 (by, "channel") == 0 ? _("%s on this channel")
                              : _("%s at this priority"), limit);
  amends_proposal_row_set (self->response_row, value, reason);
}

static void
show_procedure (AmendsProposalPane *self,
                JsonObject         *proposal)
{
  JsonObject *procedure = part (proposal, "procedure");
  JsonArray *steps = procedure && json_object_has_member (procedure, "steps") ? json_object_get_array_member (procedure, "steps") : NULL;
  guint n = steps ? json_array_get_length (steps) : 0;
  g_autofree char *label = procedure ? amends_label_member (procedure, "label") : NULL;
  g_autofree char *value = NULL;
  g_autoptr (GString) reason = g_string_new (NULL);

  if (label)
    value = g_strdup_printf (g_dngettext (NULL, "%s · %d step", "%s · %d steps", n), label, n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *step = amends_label_member (json_array_get_object_element (steps, i), "label");
      g_autofree char *limit = limit_words (json_array_get_object_element (steps, i));

      g_string_append_printf (reason, "%s%s", reason->len ? " → " : "", step);
      if (limit)
        g_string_append_printf (reason, " %s", limit);
    }
  amends_proposal_row_set (self->procedure_row, value, reason->str);
}

static void
show_assignee (AmendsProposalPane *self,
               JsonObject         *proposal)
{
  JsonObject *assignee = part (proposal, "assignee");
  g_autofree char *because = assignee && json_object_has_member (assignee, "because") ? amends_label_member (assignee, "because") : NULL;
  g_autoptr (GString) reason = g_string_new (because);
  const char *name = text (assignee, "name");
  g_autofree char *queue = NULL;

  if (!assignee)
    {
      amends_proposal_row_set (self->assignee_row, NULL, NULL);
      return;
    }
  if (name)
    {
      gint64 open = json_object_get_int_member_with_default (assignee, "open", 0);
      g_autofree char *load = amends_duration_words (60 * json_object_get_int_member_with_default (assignee, "load_min", 0));

      g_string_append_printf (reason, "%s%s · ", reason->len ? " · " : "",
                              json_object_get_boolean_member_with_default (assignee, "on_duty", FALSE) ? _("on duty") : _("off duty"));
      g_string_append_printf (reason, g_dngettext (NULL, "%d open, %s", "%d open, %s", open), (int) open, load);
    }
  else
    {
      AmendsTeam *team = amends_catalogue_find_team (self->catalogue, json_object_get_int_member_with_default (assignee, "team_id", 0));

      queue = g_strdup_printf (_("%s, nobody yet"), team ? amends_team_get_label (team) : "–");
    }
  amends_proposal_row_set (self->assignee_row, name ? name : queue, reason->str);
}

static GtkWidget *
duplicate_widget (JsonObject *duplicate)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = gtk_label_new (g_strcmp0 (text (duplicate, "same"), "order") == 0 ? _("This order has an open ticket")
                                                                                     : _("This customer has an open ticket"));
  g_autofree char *category = amends_label_member (duplicate, "category");
  g_autoptr (GString) line = g_string_new (text (duplicate, "number"));
  GtkWidget *note;
  gint64 at;

  if (category)
    g_string_append_printf (line, " %s", category);
  if (text (duplicate, "assignee"))
    g_string_append_printf (line, " · %s", text (duplicate, "assignee"));
  if (text (duplicate, "opened_at") && amends_time_parse (text (duplicate, "opened_at"), &at))
    {
      g_autofree char *when = amends_time_format (at, amends_clock_now ());

      g_string_append_printf (line, " · %s", when);
    }
  note = gtk_label_new (line->str);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (note, "numeric");
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), note);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_add_css_class (box, "notice");
  gtk_widget_add_css_class (box, "caution");
  if (json_object_get_boolean_member_with_default (duplicate, "visible", FALSE))
    {
      GtkWidget *open = gtk_button_new_with_label (_("Open"));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "win.open-ticket");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "x", json_object_get_int_member (duplicate, "ticket_id"));
      gtk_widget_set_valign (open, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), open);
    }
  return box;
}

static void
show_duplicates (AmendsProposalPane *self,
                 JsonObject         *proposal)
{
  JsonArray *duplicates = proposal && json_object_has_member (proposal, "duplicates") ? json_object_get_array_member (proposal, "duplicates") : NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->duplicate_box))))
    gtk_box_remove (self->duplicate_box, child);
  for (guint i = 0; duplicates && i < json_array_get_length (duplicates) && i < 3; i++)
    gtk_box_append (self->duplicate_box, duplicate_widget (json_array_get_object_element (duplicates, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->duplicate_box), duplicates && json_array_get_length (duplicates) > 0);
}

static void
show (AmendsProposalPane *self)
{
  JsonObject *proposal = self->intake ? amends_intake_get_proposal (self->intake) : NULL;

  show_category (self, proposal);
  show_priority (self, proposal);
  show_response (self, proposal);
  show_procedure (self, proposal);
  show_assignee (self, proposal);
  show_duplicates (self, proposal);
}

static void
category_chosen_cb (AmendsProposalPane *self,
                    gint64              id)
{
  amends_intake_set_number (self->intake, "category", id);
}

static void
priority_chosen_cb (AmendsProposalPane *self,
                    gint64              id)
{
  amends_intake_set_number (self->intake, "priority", id);
}

static void
person_chosen_cb (AmendsProposalPane *self,
                  AmendsPerson       *person)
{
  amends_intake_set_number (self->intake, "team", amends_person_get_team (person));
  amends_intake_set_number (self->intake, "assignee", amends_person_get_id (person));
}

static void
amends_proposal_pane_dispose (GObject *object)
{
  AmendsProposalPane *self = AMENDS_PROPOSAL_PANE (object);

  if (self->intake)
    g_signal_handlers_disconnect_by_data (self->intake, self);
  g_clear_object (&self->intake);
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (amends_proposal_pane_parent_class)->dispose (object);
}

static void
amends_proposal_pane_class_init (AmendsProposalPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_proposal_pane_dispose;

  g_type_ensure (AMENDS_TYPE_PROPOSAL_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/intake/proposal-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsProposalPane, live_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsProposalPane, duplicate_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsProposalPane, category_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsProposalPane, priority_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsProposalPane, response_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsProposalPane, procedure_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsProposalPane, assignee_row);
}

static void
amends_proposal_pane_init (AmendsProposalPane *self)
{
  AmendsProposalRow *rows[5];
  g_autoptr (GtkSizeGroup) keys = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  gtk_widget_init_template (GTK_WIDGET (self));
  rows[0] = self->category_row;
  rows[1] = self->priority_row;
  rows[2] = self->response_row;
  rows[3] = self->procedure_row;
  rows[4] = self->assignee_row;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    amends_proposal_row_align (rows[i], keys);
  amends_proposal_pane_set_live (self, TRUE);
}

/**
 * amends_proposal_pane_set_intake:
 * @self: a pane
 * @intake: the draft
 * @catalogue: what can be chosen instead
 */
void
amends_proposal_pane_set_intake (AmendsProposalPane *self,
                                 AmendsIntake       *intake,
                                 AmendsCatalogue    *catalogue)
{
  GtkWidget *categories, *priorities, *people;

  g_return_if_fail (AMENDS_IS_PROPOSAL_PANE (self));
  g_return_if_fail (AMENDS_IS_INTAKE (intake));

  g_set_object (&self->intake, intake);
  g_set_object (&self->catalogue, catalogue);
  g_signal_connect_object (intake, "notify::proposal", G_CALLBACK (show), self, G_CONNECT_SWAPPED);

  categories = amends_term_picker_new (amends_catalogue_get_terms (catalogue, AMENDS_TERM_CATEGORY));
  g_signal_connect_swapped (categories, "chosen", G_CALLBACK (category_chosen_cb), self);
  amends_proposal_row_set_popover (self->category_row, categories);
  priorities = amends_term_picker_new (amends_catalogue_get_terms (catalogue, AMENDS_TERM_PRIORITY));
  g_signal_connect_swapped (priorities, "chosen", G_CALLBACK (priority_chosen_cb), self);
  amends_proposal_row_set_popover (self->priority_row, priorities);
  people = amends_person_picker_new ();
  amends_person_picker_set_people (AMENDS_PERSON_PICKER (people), amends_catalogue_get_people (catalogue));
  g_signal_connect_swapped (people, "picked", G_CALLBACK (person_chosen_cb), self);
  amends_proposal_row_set_popover (self->assignee_row, people);
  show (self);
}

/**
 * amends_proposal_pane_set_live:
 * @self: a pane
 * @live: whether the server answers; without it the last proposal stands still and says so
 */
void
amends_proposal_pane_set_live (AmendsProposalPane *self,
                               gboolean            live)
{
  g_return_if_fail (AMENDS_IS_PROPOSAL_PANE (self));

  self->live = live;
  gtk_label_set_label (self->live_label, live ? _("Follows as you type") : _("Stands still until the server is back"));
}

/**
 * amends_proposal_pane_dup_summary:
 * @self: a pane
 *
 * Returns: (transfer full): the proposal on one line, for a narrow window
 */
char *
amends_proposal_pane_dup_summary (AmendsProposalPane *self)
{
  JsonObject *proposal = self->intake ? amends_intake_get_proposal (self->intake) : NULL;
  JsonObject *category = part (proposal, "category");
  JsonObject *priority = part (proposal, "priority");
  g_autofree char *category_label = category ? amends_label_member (category, "label") : NULL;
  g_autofree char *priority_label = priority ? amends_label_member (priority, "label") : NULL;
  const char *name = text (part (proposal, "assignee"), "name");

  if (!category_label || !*category_label)
    return g_strdup (_("What will happen"));
  return g_strdup_printf ("%s · %s → %s", category_label, priority_label ? priority_label : "–", name ? name : "–");
}

/**
 * amends_proposal_pane_ask_category:
 * @self: a pane
 *
 * The words do not tell the category: opens the choice, to be made by typing its first characters.
 */
void
amends_proposal_pane_ask_category (AmendsProposalPane *self)
{
  g_return_if_fail (AMENDS_IS_PROPOSAL_PANE (self));

  amends_proposal_row_set (self->category_row, NULL, _("The words do not tell. Choose the category."));
  gtk_menu_button_popup (amends_proposal_row_get_button (self->category_row));
}
