/* Who calls: one complete value, then the person found, or a few fields for somebody new.
 *
 * Customers are found by a complete value only, and every look-up is counted: a complete mobile number or mail address is looked
 * up as soon as it stands there, everything else on Enter or when the field is left. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "amends-customer-field.h"
#include "amends-message.h"
#include "amends-text-guard.h"

#define MOBILE_DIGITS 11
#define AUTO_DELAY_MS 250

struct _AmendsCustomerField
{
  GtkBox parent_instance;

  AmendsIntake *intake;
  GCancellable *finding;
  char *found_value;      /* what the shown answer belongs to */
  guint auto_source;
  gint64 wanted;          /* the customer of a kept draft, to be chosen among those found */
  gboolean restoring;
  gboolean jump;          /* the person pressed Enter: go on to the next field when the answer comes */

  GtkEntry *entry;
  GtkLabel *error_label;
  GtkListBox *list;
  GtkWidget *new_grid;
  GtkEntry *name_entry;
  GtkEntry *phone_entry;
  GtkCheckButton *vip_check;
};

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_TYPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsCustomerField, amends_customer_field, GTK_TYPE_BOX)

/* The number without the blanks and dashes people write, or NULL when it is something else. */
static char *
phone_of (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        g_string_append_c (digits, '0' + g_unichar_digit_value (c));
      else if (c == '+' && digits->len == 0)
        g_string_append_c (digits, '+');
      else if (c != ' ' && c != '-' && c != 0x3000)
        return NULL;
    }
  return digits->len ? g_string_free (g_steal_pointer (&digits), FALSE) : NULL;
}

static gboolean
looks_complete (const char *text)
{
  g_autofree char *phone = phone_of (text);
  const char *at = strchr (text, '@');

  if (phone)
    return strlen (phone) == MOBILE_DIGITS && phone[0] == '1';
  return at && at > text && strchr (at, '.') && strlen (strrchr (at, '.')) > 2;
}

static void
new_customer_changed_cb (AmendsCustomerField *self)
{
  const char *value = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *phone = phone_of (gtk_editable_get_text (GTK_EDITABLE (self->phone_entry)));

  if (!self->intake || !gtk_widget_get_visible (self->new_grid))
    return;
  amends_intake_set_new_customer (self->intake, gtk_editable_get_text (GTK_EDITABLE (self->name_entry)),
                                  phone ? phone : gtk_editable_get_text (GTK_EDITABLE (self->phone_entry)),
                                  strchr (value, '@') ? value : NULL, gtk_check_button_get_active (self->vip_check));
}

static void
show_new_customer (AmendsCustomerField *self,
                   const char          *value)
{
  g_autofree char *phone = phone_of (value);

  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->phone_entry), phone ? phone : "");
  gtk_editable_set_text (GTK_EDITABLE (self->name_entry), phone || strchr (value, '@') ? "" : value);
  gtk_widget_set_visible (self->new_grid, TRUE);
  new_customer_changed_cb (self);
}

static GtkWidget *
create_hit_cb (gpointer item,
               gpointer user_data)
{
  AmendsTerm *hit = item;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *avatar = adw_avatar_new (36, amends_term_get_text (hit, "name"), TRUE);
  GtkWidget *name = gtk_label_new (amends_term_get_text (hit, "name"));
  GtkWidget *note;
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");
  gint64 tickets = amends_term_get_int (hit, "tickets");
  gint64 complaints = amends_term_get_int (hit, "complaints");
  g_autoptr (GString) words = g_string_new (amends_term_get_text (hit, "phone"));

  gtk_widget_add_css_class (name, "heading");
  gtk_box_append (GTK_BOX (head), name);
  if (g_strcmp0 (amends_term_get_text (hit, "tier"), "vip") == 0)
    {
      GtkWidget *tag = gtk_label_new ("VIP");

      gtk_widget_add_css_class (tag, "tag");
      gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (head), tag);
    }
  if (words->len)
    g_string_append (words, " · ");
  g_string_append_printf (words, g_dngettext (NULL, "%d ticket", "%d tickets", tickets), (int) tickets);
  if (complaints)
    {
      g_string_append (words, " · ");
      g_string_append_printf (words, g_dngettext (NULL, "%d complaint lately", "%d complaints lately", complaints), (int) complaints);
    }
  note = gtk_label_new (words->str);
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_ellipsize (GTK_LABEL (note), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (note, "reason");
  gtk_widget_add_css_class (note, "numeric");
  gtk_box_append (GTK_BOX (texts), head);
  gtk_box_append (GTK_BOX (texts), note);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), avatar);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), check);
  gtk_widget_set_visible (check, FALSE);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "hit", g_object_ref (hit), g_object_unref);
  g_object_set_data (G_OBJECT (row), "check", check);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, amends_term_get_text (hit, "name"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words->str, -1);
  return row;
}

static void
choose_row (AmendsCustomerField *self,
            GtkListBoxRow       *row)
{
  int i = 0;

  for (GtkListBoxRow *other; (other = gtk_list_box_get_row_at_index (self->list, i)); i++)
    gtk_widget_set_visible (g_object_get_data (G_OBJECT (other), "check"), other == row);
  gtk_list_box_select_row (self->list, row);
  amends_intake_set_customer (self->intake, g_object_get_data (G_OBJECT (row), "hit"));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
row_activated_cb (AmendsCustomerField *self,
                  GtkListBoxRow       *row)
{
  choose_row (self, row);
}

/* The only one, or the one of a kept draft. */
static GtkListBoxRow *
find_row (AmendsCustomerField *self,
          guint                n_hits)
{
  GtkListBoxRow *row;

  if (n_hits == 1)
    return gtk_list_box_get_row_at_index (self->list, 0);
  for (int i = 0; self->wanted && (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    if (amends_term_get_id (g_object_get_data (G_OBJECT (row), "hit")) == self->wanted)
      return row;
  return NULL;
}

static void
show_hits (AmendsCustomerField *self,
           GListModel          *hits)
{
  guint n = g_list_model_get_n_items (hits);
  GtkListBoxRow *row;

  gtk_list_box_bind_model (self->list, hits, create_hit_cb, NULL, NULL);
  gtk_widget_set_visible (self->new_grid, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  row = find_row (self, n);
  if (row)
    choose_row (self, row);
  else if (self->jump)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
}

static void
focus_new_customer (AmendsCustomerField *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (*gtk_editable_get_text (GTK_EDITABLE (self->name_entry)) ? self->phone_entry : self->name_entry));
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (AmendsCustomerField) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) hits = amends_intake_find_customer_finish (AMENDS_INTAKE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->finding);
  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_PRIMARY, "system-search-symbolic");
  if (error)
    {
      g_autofree char *words = amends_message_for_error (error);

      g_clear_pointer (&self->found_value, g_free);
      amends_customer_field_set_error (self, words);
    }
  else if (g_list_model_get_n_items (hits) > 0)
    show_hits (self, hits);
  else
    {
      show_new_customer (self, self->found_value);
      if (self->jump)
        focus_new_customer (self);
    }
  self->wanted = 0;
  g_signal_emit (self, signals[SIGNAL_TYPED], 0);
}

static void
find (AmendsCustomerField *self,
      gboolean             jump)
{
  g_autofree char *value = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  g_clear_handle_id (&self->auto_source, g_source_remove);
  if (!self->intake || !*value)
    return;
  if (g_strcmp0 (value, self->found_value) == 0)
    {
      self->jump |= jump;
      if (jump && !self->finding && gtk_widget_get_visible (self->new_grid))
        focus_new_customer (self);
      else if (jump && !self->finding && amends_intake_get_customer (self->intake))
        g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
      return;
    }
  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  self->finding = g_cancellable_new ();
  self->jump = jump;
  g_free (self->found_value);
  self->found_value = g_strdup (value);
  amends_customer_field_set_error (self, NULL);
  amends_intake_find_customer_async (self->intake, value, self->finding, found_cb, g_object_ref (self));
}

static gboolean
auto_cb (gpointer user_data)
{
  AmendsCustomerField *self = user_data;

  self->auto_source = 0;
  find (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
entry_changed_cb (AmendsCustomerField *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_clear_handle_id (&self->auto_source, g_source_remove);
  amends_customer_field_set_error (self, NULL);
  if (self->found_value && g_strcmp0 (text, self->found_value) != 0)
    {
      g_cancellable_cancel (self->finding);
      g_clear_object (&self->finding);
      g_clear_pointer (&self->found_value, g_free);
      gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
      gtk_widget_set_visible (self->new_grid, FALSE);
      amends_intake_set_customer (self->intake, NULL);
      g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
    }
  if (looks_complete (text))
    self->auto_source = g_timeout_add (AUTO_DELAY_MS, auto_cb, self);
  if (!self->restoring)
    g_signal_emit (self, signals[SIGNAL_TYPED], 0);
}

static void
entry_activate_cb (AmendsCustomerField *self)
{
  find (self, TRUE);
}

static void
entry_left_cb (AmendsCustomerField *self)
{
  find (self, FALSE);
}

static void
amends_customer_field_dispose (GObject *object)
{
  AmendsCustomerField *self = AMENDS_CUSTOMER_FIELD (object);

  g_clear_handle_id (&self->auto_source, g_source_remove);
  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  g_clear_object (&self->intake);
  g_clear_pointer (&self->found_value, g_free);
  G_OBJECT_CLASS (amends_customer_field_parent_class)->dispose (object);
}

static void
amends_customer_field_class_init (AmendsCustomerFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_customer_field_dispose;

  /* the customer was chosen, or is not known any more */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", AMENDS_TYPE_CUSTOMER_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* what stands in the field changed, or its look-up has ended */
  signals[SIGNAL_TYPED] = g_signal_new ("typed", AMENDS_TYPE_CUSTOMER_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/intake/customer-field.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerField, entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerField, error_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerField, list);
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerField, new_grid);
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerField, name_entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerField, phone_entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerField, vip_check);
}

static void
amends_customer_field_init (AmendsCustomerField *self)
{
  GtkEventController *focus;

  gtk_widget_init_template (GTK_WIDGET (self));
  amends_text_guard_attach (GTK_WIDGET (self->entry), 200);
  amends_text_guard_attach (GTK_WIDGET (self->name_entry), 100);
  amends_text_guard_attach (GTK_WIDGET (self->phone_entry), 30);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (entry_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activate_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (self->name_entry, "changed", G_CALLBACK (new_customer_changed_cb), self);
  g_signal_connect_swapped (self->phone_entry, "changed", G_CALLBACK (new_customer_changed_cb), self);
  g_signal_connect_swapped (self->vip_check, "toggled", G_CALLBACK (new_customer_changed_cb), self);
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (entry_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
}

static gboolean
grab_entry (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (AMENDS_CUSTOMER_FIELD (widget)->entry));
}

/**
 * amends_customer_field_set_intake:
 * @self: a customer field
 * @intake: the draft it writes to
 */
void
amends_customer_field_set_intake (AmendsCustomerField *self,
                                  AmendsIntake        *intake)
{
  g_return_if_fail (AMENDS_IS_CUSTOMER_FIELD (self));

  g_set_object (&self->intake, intake);
}

static void
restore_new_customer (AmendsCustomerField *self,
                      JsonObject          *customer)
{
  g_free (self->found_value);
  self->found_value = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_editable_set_text (GTK_EDITABLE (self->name_entry), json_object_get_string_member_with_default (customer, "name", ""));
  gtk_editable_set_text (GTK_EDITABLE (self->phone_entry), json_object_get_string_member_with_default (customer, "phone", ""));
  gtk_check_button_set_active (self->vip_check,
                               g_strcmp0 (json_object_get_string_member_with_default (customer, "tier", NULL), "vip") == 0);
  gtk_widget_set_visible (self->new_grid, TRUE);
  new_customer_changed_cb (self);
}

/**
 * amends_customer_field_restore:
 * @self: a customer field, empty
 * @value: what stood in it
 * @customer: (nullable): the customer of a kept draft: "id", to be looked up by @value again, or what was typed of a new one
 */
void
amends_customer_field_restore (AmendsCustomerField *self,
                               const char          *value,
                               JsonObject          *customer)
{
  g_return_if_fail (AMENDS_IS_CUSTOMER_FIELD (self));
  g_return_if_fail (value != NULL);

  self->restoring = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), value);
  self->restoring = FALSE;
  self->wanted = customer ? json_object_get_int_member_with_default (customer, "id", 0) : 0;
  if (self->wanted)
    find (self, FALSE);
  else if (customer)
    {
      g_clear_handle_id (&self->auto_source, g_source_remove);
      restore_new_customer (self, customer);
    }
}

/**
 * amends_customer_field_get_value:
 * @self: a customer field
 *
 * Returns: what stands in it
 */
const char *
amends_customer_field_get_value (AmendsCustomerField *self)
{
  g_return_val_if_fail (AMENDS_IS_CUSTOMER_FIELD (self), "");

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/**
 * amends_customer_field_set_error:
 * @self: a customer field
 * @text: (nullable): what is wrong; %NULL: nothing
 */
void
amends_customer_field_set_error (AmendsCustomerField *self,
                                 const char          *text)
{
  g_return_if_fail (AMENDS_IS_CUSTOMER_FIELD (self));

  gtk_label_set_label (self->error_label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
  if (text)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

/**
 * amends_customer_field_clear:
 * @self: a customer field
 *
 * Empties the field for the next call and takes the focus.
 */
void
amends_customer_field_clear (AmendsCustomerField *self)
{
  g_return_if_fail (AMENDS_IS_CUSTOMER_FIELD (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_editable_set_text (GTK_EDITABLE (self->name_entry), "");
  gtk_editable_set_text (GTK_EDITABLE (self->phone_entry), "");
  gtk_check_button_set_active (self->vip_check, FALSE);
  gtk_widget_set_visible (self->new_grid, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  g_clear_pointer (&self->found_value, g_free);
  grab_entry (GTK_WIDGET (self));
}

/**
 * amends_customer_field_is_finding:
 * @self: a customer field
 *
 * Returns: whether a look-up is under way
 */
gboolean
amends_customer_field_is_finding (AmendsCustomerField *self)
{
  g_return_val_if_fail (AMENDS_IS_CUSTOMER_FIELD (self), FALSE);

  return self->finding != NULL || self->auto_source != 0;
}
