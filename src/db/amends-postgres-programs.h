#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The oldest server the product's SQL runs on. */
#define AMENDS_POSTGRES_MAJOR_MIN 15

char *amends_postgres_programs_find   (guint       major);
char *amends_postgres_programs_newest (void);

G_END_DECLS
