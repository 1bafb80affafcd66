#pragma once

#include "amends-ticket.h"

G_BEGIN_DECLS

struct _AmendsTicket
{
  GObject parent_instance;

  AmendsTicketFields fields;   /* its strings are owned */
  AmendsPerson *owner;
  char *search_text;
  gboolean settling;
};

G_END_DECLS
