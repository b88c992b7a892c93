/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-ledger"

#include "config.h"

#include "zx-ledger-set.h"

/* Open addressing, never more than half full; 0 is an empty place, and no record has that key. */
struct _ZxLedgerSet
{
  gint64 *places;
  guint   n_places; /* a power of two */
  guint   size;
};

ZxLedgerSet *
zx_ledger_set_new (void)
{
  ZxLedgerSet *self = g_new0 (ZxLedgerSet, 1);

  self->n_places = 256;
  self->places = g_new0 (gint64, self->n_places);

  return self;
}

void
zx_ledger_set_free (ZxLedgerSet *self)
{
  g_free (self->places);
  g_free (self);
}

/* The place of @number, or the empty one where it belongs. Keys are random already. */
static gint64 *
find_place (ZxLedgerSet *self,
            gint64       number)
{
  guint i = (guint) ((guint64) number * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) >> 32) & (self->n_places - 1);

  while (self->places[i] != 0 && self->places[i] != number)
    i = (i + 1) & (self->n_places - 1);

  return &self->places[i];
}

static void
grow (ZxLedgerSet *self)
{
  g_autofree gint64 *old = self->places;
  guint n_old = self->n_places;

  self->n_places *= 2;
  self->places = g_new0 (gint64, self->n_places);
  for (guint i = 0; i < n_old; i++)
    if (old[i] != 0)
      *find_place (self, old[i]) = old[i];
}

void
zx_ledger_set_add (ZxLedgerSet *self,
                   gint64       number)
{
  gint64 *place = find_place (self, number);

  if (number == 0 || *place == number)
    return;

  *place = number;
  if (++self->size * 2 > self->n_places)
    grow (self);
}

guint
zx_ledger_set_get_size (ZxLedgerSet *self)
{
  return self->size;
}
