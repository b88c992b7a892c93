/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"

G_BEGIN_DECLS

/* The day the demo school lives on, and its working term. */
#define ZX_DEMO_TODAY "2026-11-23"
#define ZX_DEMO_TERM  "2026-2027-1"

/**
 * zx_demo_create:
 * @path: a file that does not exist yet
 *
 * Makes the demo school 青石镇中心学校: about 220 children in nine grades, three terms of families, home visits, calls and
 * promises, 63 children in need, some drafts. Everybody in it is invented. The same every time but for the times of the
 * journal; made through the same calls as a person's work, by the teachers named in its history. A few seconds at most.
 *
 * A file that exists is never touched (%G_IO_ERROR_EXISTS); nothing is left behind where it fails.
 *
 * Returns: (transfer full): the open casebook
 */
ZxCasebook *zx_demo_create   (const char   *path,
                              GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * zx_demo_fill:
 * @casebook: one that was just created with demo set, term %ZX_DEMO_TERM and today %ZX_DEMO_TODAY
 */
gboolean    zx_demo_fill     (ZxCasebook   *casebook,
                              GError      **error);

/* Whether the casebook is a demo: everything it prints says so. */
gboolean    zx_casebook_is_demo (ZxDb      *db);

G_END_DECLS
