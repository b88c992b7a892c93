/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-round.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The working days of a notice in a row: those over are ticked, today stands out. It is read aloud as one sentence.
 * @strip: (element-type ZxNoticeDay) */
GtkWidget *zx_day_strip_new (GPtrArray  *strip,
                             const char *today,
                             const char *end);

G_END_DECLS
