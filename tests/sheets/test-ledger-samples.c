/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "test-ledger-school.h"
#include "zx-i18n.h"
#include "zx-ledger.h"

/* Writes one of each ledger into a folder, in Chinese, for test-ledger-read.py. */

static void
write_one (ZxCasebook             *casebook,
           const char             *folder,
           const char             *file,
           const char             *name,
           const ZxLedgerOptions  *options)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxLedgerResult) result = zx_ledger_write (casebook, zx_ledger_find (name), options, path, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *school = NULL, *empty = NULL, *demo = NULL, *template = NULL;
  g_autoptr (ZxCasebook) casebook = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (argc, ==, 2);
  zx_i18n_init ("zh_CN");

  school = g_build_filename (argv[1], "school.zhuxue", NULL);
  empty = g_build_filename (argv[1], "empty.zhuxue", NULL);
  demo = g_build_filename (argv[1], "demo.zhuxue", NULL);
  template = g_build_filename (argv[1], "template.xlsx", NULL);

  casebook = ledger_school_new (school, FALSE);
  write_one (casebook, argv[1], "L08.xlsx", "L08", NULL);
  write_one (casebook, argv[1], "L08-class.xlsx", "L08", &(ZxLedgerOptions) { .class_name = "P5-1班" });
  write_one (casebook, argv[1], "L08-old.xlsx", "L08", &(ZxLedgerOptions) { .term = "2025-2026-2" });
  write_one (casebook, argv[1], "L08-split.xlsx", "L08", &(ZxLedgerOptions) { .rows_per_sheet = 3 });
  write_one (casebook, argv[1], "L10.xlsx", "L10", NULL);
  write_one (casebook, argv[1], "L28.xlsx", "L28", NULL);
  write_one (casebook, argv[1], "L28-class.xlsx", "L28", &(ZxLedgerOptions) { .class_name = "P3-1班" });
  write_one (casebook, argv[1], "L28-old.xlsx", "L28", &(ZxLedgerOptions) { .term = "2025-2026-2" });
  zx_casebook_close (casebook);
  g_clear_object (&casebook);

  casebook = ledger_school_new_empty (empty);
  write_one (casebook, argv[1], "L08-empty.xlsx", "L08", NULL);
  write_one (casebook, argv[1], "L28-empty.xlsx", "L28", NULL);
  zx_casebook_close (casebook);
  g_clear_object (&casebook);

  casebook = ledger_school_new (demo, TRUE);
  write_one (casebook, argv[1], "L08-demo.xlsx", "L08", NULL);
  zx_casebook_close (casebook);

  zx_template_write_roster (template, "2,3", FALSE, NULL, &error);
  g_assert_no_error (error);

  return 0;
}
