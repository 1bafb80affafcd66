#pragma once

#include <adwaita.h>

#include "amends-score-store.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_PERIOD_STEPPER (amends_period_stepper_get_type ())

G_DECLARE_FINAL_TYPE (AmendsPeriodStepper, amends_period_stepper, AMENDS, PERIOD_STEPPER, GtkBox)

void amends_period_stepper_set_store (AmendsPeriodStepper *self,
                                      AmendsScoreStore    *store);
void amends_period_stepper_step      (AmendsPeriodStepper *self,
                                      int                  by);

G_END_DECLS
