/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zx-pages.h"

G_BEGIN_DECLS

/**
 * ZxPaperPrinted:
 * @copies: how many were printed; 0 when nothing was
 * @error: (nullable): why not; %NULL when somebody thought better of it
 */
typedef void (*ZxPaperPrinted) (guint         copies,
                                const GError *error,
                                gpointer      data);

/**
 * zx_paper_print:
 * @key: what page set-up and printer are remembered by: the document's name
 * @export_path: (nullable): writes what a printer would get into this file, without asking
 * @done: called once, after the dialog and the printing
 *
 * Asks for a printer and prints the same pages that are shown. Set-up and printer chosen last for this document are offered
 * again. Where there is no printer the dialog still offers a file.
 */
void zx_paper_print (GtkWindow      *parent,
                     ZxPages        *pages,
                     const char     *key,
                     const char     *export_path,
                     ZxPaperPrinted  done,
                     gpointer        data);

G_END_DECLS
