/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What is old on one side of our range of versions and missing on the other. Everything looks
 * the same from here; a dialog somebody dismissed is G_IO_ERROR_CANCELLED, which is never shown. */

/* @patterns: (nullable): globs such as "*.xlsx", ended by NULL; @folder: (nullable) where to start */
void      zx_platform_open_file_async      (GtkWindow           *parent,
                                            const char          *title,
                                            const char          *filter_name,
                                            const char * const  *patterns,
                                            GFile               *folder,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
GFile    *zx_platform_open_file_finish     (GAsyncResult        *result,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/* The answer's name is as typed: who writes the file adds the ending. */
void      zx_platform_save_file_async      (GtkWindow           *parent,
                                            const char          *title,
                                            const char          *suggested_name,
                                            GFile               *folder,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
GFile    *zx_platform_save_file_finish     (GAsyncResult        *result,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;

void      zx_platform_select_folder_async  (GtkWindow           *parent,
                                            const char          *title,
                                            GFile               *folder,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
GFile    *zx_platform_select_folder_finish (GAsyncResult        *result,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/* Asks before something that cannot be undone. @heading is the question, @body says what happens
 * and what stays, @accept and @refuse are verbs ("Restore", "Not now"). Return refuses when
 * @destructive. A refusal is TRUE's opposite: FALSE with G_IO_ERROR_CANCELLED. */
void      zx_platform_confirm_async        (GtkWindow           *parent,
                                            const char          *heading,
                                            const char          *body,
                                            const char          *accept,
                                            const char          *refuse,
                                            gboolean             destructive,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
gboolean  zx_platform_confirm_finish       (GAsyncResult        *result,
                                            GError             **error);

void      zx_platform_show_about           (GtkWindow           *parent);

/* The colour of the text of @widget */
void      zx_platform_get_color            (GtkWidget           *widget,
                                            GdkRGBA             *out_color);

/* @list: a GtkListView or GtkColumnView, already on the screen */
void      zx_platform_scroll_to            (GtkWidget           *list,
                                            guint                position);

/* Sorting by a click on a column head, for lists that SQL sorts. Give every column that can be
 * sorted a sorter of its own from the first function; connect to "changed" of the view's
 * sorter, and ask the second which column it is now. */
GtkSorter           *zx_platform_column_sorter_new (void);
GtkColumnViewColumn *zx_platform_get_sort_column   (GtkColumnView *view,
                                                    GtkSortType   *out_order);

/* Opens a file or a folder with the program the desktop has for it. */
void      zx_platform_open_with_desktop    (GtkWindow           *parent,
                                            GFile               *file,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
gboolean  zx_platform_open_with_desktop_finish (GAsyncResult    *result,
                                                GError         **error);

G_END_DECLS
