/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  ZX_STUDENT_CELL_NAME,
  ZX_STUDENT_CELL_CLASS,
  ZX_STUDENT_CELL_LEVEL,
  ZX_STUDENT_CELL_FACTS,
  ZX_STUDENT_CELL_PLACE,
  ZX_STUDENT_CELL_LAST_VISIT,
  ZX_STUDENT_CELL_BUTTON,
} ZxStudentCell;

/* Cells of a column over ZxStudentItem: plain labels, made once and filled anew while scrolling. */
GtkListItemFactory *zx_student_cells_new (ZxStudentCell cell);

G_END_DECLS
