#pragma once

#include "amends-contribution.h"
#include "amends-measure-part.h"
#include "amends-queue-store.h"
#include "amends-score-period.h"
#include "amends-score-subject.h"

G_BEGIN_DECLS

/* Of each kind so many are listed, the ones that pull furthest down first. */
#define AMENDS_CONTRIBUTIONS_MAX 200

#define AMENDS_TYPE_CONTRIBUTION_STORE (amends_contribution_store_get_type ())

G_DECLARE_FINAL_TYPE (AmendsContributionStore, amends_contribution_store, AMENDS, CONTRIBUTION_STORE, GObject)

AmendsContributionStore *amends_contribution_store_new       (AmendsSession           *session);
void                     amends_contribution_store_load      (AmendsContributionStore *self,
                                                              AmendsMeasurePart       *part,
                                                              AmendsScoreSubject      *subject,
                                                              AmendsScorePeriod       *period);
AmendsStoreState         amends_contribution_store_get_state (AmendsContributionStore *self);
const GError            *amends_contribution_store_get_error (AmendsContributionStore *self);
GListModel              *amends_contribution_store_get_rows  (AmendsContributionStore *self);
gint64                   amends_contribution_store_get_total (AmendsContributionStore *self,
                                                              gboolean                 counted);

G_END_DECLS
