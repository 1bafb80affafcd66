#pragma once

#include <gio/gio.h>

/* Answers from a table, or never: "slow.test" hangs until it is cancelled. */
void resolver_install (void);
