/* One column's view of the page's selection: GtkListView asks by position, what is picked is kept by ticket.
 *
 *   lane ─► filter ─► pick model ─► list view      a column of the board, or the list
 *                        ▲
 *   pick (shared) ───────┘        a plain click in one column unpicks all others, Ctrl keeps them
 */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-pick-model.h"

struct _AmendsPickModel
{
  GObject parent_instance;

  GListModel *model;
  AmendsPick *pick;
};

static void list_model_init (GListModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AmendsPickModel, amends_pick_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

static GType
amends_pick_model_get_item_type (GListModel *model)
{
  return AMENDS_TYPE_TICKET;
}

static guint
amends_pick_model_get_n_items (GListModel *model)
{
  AmendsPickModel *self = AMENDS_PICK_MODEL (model);

  return self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
}

static gpointer
amends_pick_model_get_item (GListModel *model,
                            guint       position)
{
  AmendsPickModel *self = AMENDS_PICK_MODEL (model);

  return self->model != NULL ? g_list_model_get_item (self->model, position) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = amends_pick_model_get_item_type;
  iface->get_n_items = amends_pick_model_get_n_items;
  iface->get_item = amends_pick_model_get_item;
}

static gboolean
amends_pick_model_is_selected (GtkSelectionModel *model,
                               guint              position)
{
  AmendsPickModel *self = AMENDS_PICK_MODEL (model);
  g_autoptr (AmendsTicket) ticket = amends_pick_model_get_item (G_LIST_MODEL (model), position);

  return ticket != NULL && amends_pick_contains (self->pick, ticket);
}

static GtkBitset *
amends_pick_model_get_selection_in_range (GtkSelectionModel *model,
                                          guint              position,
                                          guint              n_items)
{
  GtkBitset *picked = gtk_bitset_new_empty ();

  for (guint i = position; i < position + n_items; i++)
    if (amends_pick_model_is_selected (model, i))
      gtk_bitset_add (picked, i);
  return picked;
}

static void
pick_range (AmendsPickModel *self,
            guint            position,
            guint            n_items,
            gboolean         picked)
{
  for (guint i = position; i < position + n_items; i++)
    {
      g_autoptr (AmendsTicket) ticket = amends_pick_model_get_item (G_LIST_MODEL (self), i);

      if (ticket != NULL && picked)
        amends_pick_add (self->pick, ticket);
      else if (ticket != NULL)
        amends_pick_remove (self->pick, ticket);
    }
}

static gboolean
amends_pick_model_select_range (GtkSelectionModel *model,
                                guint              position,
                                guint              n_items,
                                gboolean           unselect_rest)
{
  AmendsPickModel *self = AMENDS_PICK_MODEL (model);

  amends_pick_begin (self->pick);
  if (unselect_rest)
    amends_pick_clear (self->pick);
  pick_range (self, position, n_items, TRUE);
  amends_pick_end (self->pick);
  return TRUE;
}

static gboolean
amends_pick_model_unselect_range (GtkSelectionModel *model,
                                  guint              position,
                                  guint              n_items)
{
  AmendsPickModel *self = AMENDS_PICK_MODEL (model);

  amends_pick_begin (self->pick);
  pick_range (self, position, n_items, FALSE);
  amends_pick_end (self->pick);
  return TRUE;
}

static gboolean
amends_pick_model_select_item (GtkSelectionModel *model,
                               guint              position,
                               gboolean           unselect_rest)
{
  return amends_pick_model_select_range (model, position, 1, unselect_rest);
}

static gboolean
amends_pick_model_unselect_item (GtkSelectionModel *model,
                                 guint              position)
{
  return amends_pick_model_unselect_range (model, position, 1);
}

static gboolean
amends_pick_model_select_all (GtkSelectionModel *model)
{
  return amends_pick_model_select_range (model, 0, g_list_model_get_n_items (G_LIST_MODEL (model)), FALSE);
}

static gboolean
amends_pick_model_unselect_all (GtkSelectionModel *model)
{
  amends_pick_clear (AMENDS_PICK_MODEL (model)->pick);
  return TRUE;
}

static gboolean
amends_pick_model_set_selection (GtkSelectionModel *model,
                                 GtkBitset         *selected,
                                 GtkBitset         *mask)
{
  AmendsPickModel *self = AMENDS_PICK_MODEL (model);
  GtkBitsetIter iter;
  guint position;

  amends_pick_begin (self->pick);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, mask, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    pick_range (self, position, 1, gtk_bitset_contains (selected, position));
  amends_pick_end (self->pick);
  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = amends_pick_model_is_selected;
  iface->get_selection_in_range = amends_pick_model_get_selection_in_range;
  iface->select_item = amends_pick_model_select_item;
  iface->unselect_item = amends_pick_model_unselect_item;
  iface->select_range = amends_pick_model_select_range;
  iface->unselect_range = amends_pick_model_unselect_range;
  iface->select_all = amends_pick_model_select_all;
  iface->unselect_all = amends_pick_model_unselect_all;
  iface->set_selection = amends_pick_model_set_selection;
}

static void
items_changed_cb (AmendsPickModel *self,
                  guint            position,
                  guint            removed,
                  guint            added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
picked_cb (AmendsPickModel *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self));

  if (n > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, n);
}

static void
amends_pick_model_dispose (GObject *object)
{
  AmendsPickModel *self = AMENDS_PICK_MODEL (object);

  g_clear_object (&self->model);

  G_OBJECT_CLASS (amends_pick_model_parent_class)->dispose (object);
}

static void
amends_pick_model_finalize (GObject *object)
{
  g_clear_object (&AMENDS_PICK_MODEL (object)->pick);

  G_OBJECT_CLASS (amends_pick_model_parent_class)->finalize (object);
}

static void
amends_pick_model_class_init (AmendsPickModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_pick_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_pick_model_finalize;
}

static void
amends_pick_model_init (AmendsPickModel *self)
{
}

/**
 * amends_pick_model_new:
 * @model: a list of #AmendsTicket
 * @pick: what is picked on the page
 *
 * Returns: (transfer full): @model with that selection
 */
AmendsPickModel *
amends_pick_model_new (GListModel *model,
                       AmendsPick *pick)
{
  AmendsPickModel *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);
  g_return_val_if_fail (AMENDS_IS_PICK (pick), NULL);

  self = g_object_new (AMENDS_TYPE_PICK_MODEL, NULL);
  self->model = g_object_ref (model);
  self->pick = g_object_ref (pick);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pick, "changed", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  return self;
}
