/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-id"

#include "config.h"

#include <string.h>
#include <sys/random.h>

#include "zx-id.h"

static __thread guint64 seed_state;
static __thread guint64 pool[64];
static __thread guint pool_left;
static __thread gint64 run_next; /* 0 = none drawn yet */

/* SplitMix64, public domain, by Sebastiano Vigna. */
static guint64
next_seeded (void)
{
  guint64 z = (seed_state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

static guint64
next_random (void)
{
  if (seed_state != 0)
    return next_seeded ();

  if (pool_left == 0)
    {
      if (getrandom (pool, sizeof pool, 0) != (gssize) sizeof pool)
        for (guint i = 0; i < G_N_ELEMENTS (pool); i++)
          pool[i] = ((guint64) g_random_int () << 32) | g_random_int ();
      pool_left = G_N_ELEMENTS (pool);
    }

  return pool[--pool_left];
}

static gint64
draw_random (void)
{
  gint64 id;

  do
    id = (gint64) (next_random () & G_MAXINT64);
  while (id == 0);

  return id;
}

gint64
zx_id_draw (void)
{
  return draw_random ();
}

gint64
zx_id_draw_next (void)
{
  if (seed_state != 0)
    return draw_random ();

  if (run_next == 0 || run_next == G_MAXINT64)
    run_next = draw_random ();

  return run_next++;
}

/* Near enough to leave room for all that may follow, far enough not to meet the one another laptop draws. */
gint64
zx_id_draw_after (gint64 last)
{
  gint64 id = zx_id_draw_next ();

  if (id > last)
    return id;

  return last + 1 + (zx_id_draw () & G_GINT64_CONSTANT (0xffffffff));
}

gint64
zx_id_from_name (const char *name)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  guint64 number;

  g_checksum_update (checksum, (const guchar *) name, -1);
  g_checksum_get_digest (checksum, digest, &size);
  memcpy (&number, digest, sizeof number);

  return (gint64) (GUINT64_FROM_LE (number) & G_MAXINT64) | 1;
}

void
zx_id_set_seed (guint64 seed)
{
  seed_state = seed;
}
