/* One row of what makes a measure: a ticket counted, or left out with the reason. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include "amends-contribution.h"

struct _AmendsContribution
{
  GObject parent_instance;

  AmendsContributionFields fields;
};

G_DEFINE_FINAL_TYPE (AmendsContribution, amends_contribution, G_TYPE_OBJECT)

static void
amends_contribution_finalize (GObject *object)
{
  AmendsContributionFields *fields = &AMENDS_CONTRIBUTION (object)->fields;

  g_free (fields->number);
  g_free (fields->subject);
  g_free (fields->person);
  g_free (fields->reason);
  g_free (fields->reason_label);

  G_OBJECT_CLASS (amends_contribution_parent_class)->finalize (object);
}

static void
amends_contribution_class_init (AmendsContributionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_contribution_finalize;
}

static void
amends_contribution_init (AmendsContribution *self)
{
}

/**
 * amends_contribution_new:
 * @fields: what is known of it; its texts are taken over, the struct is left empty
 *
 * Returns: (transfer full): a row
 */
AmendsContribution *
amends_contribution_new (AmendsContributionFields *fields)
{
  AmendsContribution *self = g_object_new (AMENDS_TYPE_CONTRIBUTION, NULL);

  g_return_val_if_fail (fields != NULL, NULL);

  self->fields = *fields;
  *fields = (AmendsContributionFields) { 0 };
  return self;
}

/**
 * amends_contribution_get:
 * @self: a row
 *
 * Returns: (transfer none): what is known of it
 */
const AmendsContributionFields *
amends_contribution_get (AmendsContribution *self)
{
  g_return_val_if_fail (AMENDS_IS_CONTRIBUTION (self), NULL);

  return &self->fields;
}
