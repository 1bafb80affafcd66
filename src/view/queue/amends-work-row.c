/* One thing to do: when it is due, what the customer said, the step it stands at, and the verb that does it. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-due-pill.h"
#include "amends-flags.h"
#include "amends-text-scale.h"
#include "amends-work-row.h"

/* Up to this size of text a row has room for all of it. */
#define ROOMY_SCALE 1.2

struct _AmendsWorkRow
{
  GtkListBoxRow parent_instance;

  AmendsTicket *ticket;

  GtkWidget *due_cell;
  AmendsDuePill *pill;
  GtkWidget *flags;
  GtkWidget *step_cell;
  GtkBox *step_dots;
  GtkButton *action;
};

enum
{
  PROP_0,
  PROP_TICKET,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsWorkRow, amends_work_row, GTK_TYPE_LIST_BOX_ROW)

static GParamSpec *properties[N_PROPS];

static void
show_dots (AmendsWorkRow *self)
{
  const AmendsTicketFields *fields = amends_ticket_get (self->ticket);
  GtkWidget *dot;

  while ((dot = gtk_widget_get_first_child (GTK_WIDGET (self->step_dots))) != NULL)
    gtk_box_remove (self->step_dots, dot);
  /* a promised call is no step of the procedure */
  for (int i = 1; !amends_ticket_is_callback (self->ticket) && i <= fields->step_count; i++)
    {
      dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_widget_add_css_class (dot, "step-dot");
      gtk_widget_add_css_class (dot, i < fields->step_no ? "done" : i == fields->step_no ? "now" : "todo");
      gtk_box_append (self->step_dots, dot);
    }
}

/* Taking needs no more than the button; everything else is recorded on the ticket's page. */
static const char *
verb (AmendsTicket *ticket)
{
  const AmendsTicketFields *fields = amends_ticket_get (ticket);

  if (fields->mine && fields->action_label != NULL && *fields->action_label != '\0')
    return fields->action_label;
  if (fields->assignee_id == 0 && fields->can_act)
    return _("Take");
  return _("Open");
}

static void
name_self (AmendsWorkRow *self)
{
  const AmendsTicketFields *fields = amends_ticket_get (self->ticket);
  g_autofree char *words = g_strdup_printf (_("%s, %s, %s, %s"), fields->subject != NULL ? fields->subject : "",
                                            amends_ticket_get_number (self->ticket),
                                            fields->category != NULL ? fields->category : "",
                                            fields->step_label != NULL ? fields->step_label : "");
  g_autofree char *act = g_strdup_printf ("%s %s", verb (self->ticket), amends_ticket_get_number (self->ticket));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->action), GTK_ACCESSIBLE_PROPERTY_LABEL, act, -1);
}

static void
update (AmendsWorkRow *self)
{
  const AmendsTicketFields *fields = amends_ticket_get (self->ticket);

  amends_due_pill_set (self->pill, fields->due_at, fields->warn_at, fields->wait_label);
  gtk_button_set_label (self->action, verb (self->ticket));
  gtk_widget_set_sensitive (GTK_WIDGET (self->action), !amends_ticket_get_settling (self->ticket));
  show_dots (self);
  name_self (self);
}

static void
action_cb (AmendsWorkRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "work.act", "(xx)", amends_ticket_get_id (self->ticket),
                              amends_ticket_get (self->ticket)->followup_id);
}

static void
amends_work_row_dispose (GObject *object)
{
  g_clear_object (&AMENDS_WORK_ROW (object)->ticket);

  G_OBJECT_CLASS (amends_work_row_parent_class)->dispose (object);
}

static void
amends_work_row_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TICKET:
      g_value_set_object (value, AMENDS_WORK_ROW (object)->ticket);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_work_row_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_TICKET:
      AMENDS_WORK_ROW (object)->ticket = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_work_row_class_init (AmendsWorkRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_work_row_dispose;
  object_class->get_property = amends_work_row_get_property;
  object_class->set_property = amends_work_row_set_property;

  properties[PROP_TICKET] = g_param_spec_object ("ticket", NULL, NULL, AMENDS_TYPE_TICKET,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (AMENDS_TYPE_DUE_PILL);
  g_type_ensure (AMENDS_TYPE_FLAGS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/queue/work-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsWorkRow, due_cell);
  gtk_widget_class_bind_template_child (widget_class, AmendsWorkRow, pill);
  gtk_widget_class_bind_template_child (widget_class, AmendsWorkRow, flags);
  gtk_widget_class_bind_template_child (widget_class, AmendsWorkRow, step_cell);
  gtk_widget_class_bind_template_child (widget_class, AmendsWorkRow, step_dots);
  gtk_widget_class_bind_template_child (widget_class, AmendsWorkRow, action);
  gtk_widget_class_bind_template_callback (widget_class, action_cb);
}

static void
amends_work_row_init (AmendsWorkRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * amends_work_row_new:
 * @ticket: what is to be done
 * @sizes: the page's
 *
 * Returns: (transfer full): a row for it
 */
GtkWidget *
amends_work_row_new (AmendsTicket          *ticket,
                     const AmendsWorkSizes *sizes)
{
  AmendsWorkRow *self;

  g_return_val_if_fail (AMENDS_IS_TICKET (ticket), NULL);
  g_return_val_if_fail (sizes != NULL, NULL);

  self = g_object_new (AMENDS_TYPE_WORK_ROW, "ticket", ticket, NULL);
  gtk_size_group_add_widget (sizes->due, self->due_cell);
  gtk_size_group_add_widget (sizes->step, self->step_cell);
  gtk_size_group_add_widget (sizes->action, GTK_WIDGET (self->action));
  g_signal_connect_object (ticket, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * amends_work_row_get_ticket:
 * @self: a row
 *
 * Returns: (transfer none): what is to be done
 */
AmendsTicket *
amends_work_row_get_ticket (AmendsWorkRow *self)
{
  g_return_val_if_fail (AMENDS_IS_WORK_ROW (self), NULL);

  return self->ticket;
}

/**
 * amends_work_row_set_main:
 * @self: a row
 * @is_main: whether its verb is the one that F does
 */
void
amends_work_row_set_main (AmendsWorkRow *self,
                          gboolean       is_main)
{
  g_return_if_fail (AMENDS_IS_WORK_ROW (self));

  if (is_main)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->action), "flat");
      gtk_widget_add_css_class (GTK_WIDGET (self->action), "suggested-action");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->action), "suggested-action");
      gtk_widget_add_css_class (GTK_WIDGET (self->action), "flat");
    }
}

/**
 * amends_work_row_set_narrow:
 * @self: a row
 * @narrow: whether there is no room for step and flags
 */
void
amends_work_row_set_narrow (AmendsWorkRow *self,
                            gboolean       narrow)
{
  g_return_if_fail (AMENDS_IS_WORK_ROW (self));

  /* full words where there is room for them: cut off they would say nothing */
  g_object_set (self->pill, "brief", narrow || amends_text_scale () > ROOMY_SCALE, NULL);
  gtk_widget_set_visible (self->step_cell, !narrow);
  gtk_widget_set_visible (self->flags, !narrow);
}
