#pragma once

#include <libpq-fe.h>

#include "amends-result.h"

AmendsResult *amends_result_new_take (PGresult *pg);
