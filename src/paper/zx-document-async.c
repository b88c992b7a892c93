/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper"

#include "config.h"

#include "zx-document.h"

ZxDocumentOptions *
zx_document_options_copy (const ZxDocumentOptions *self)
{
  ZxDocumentOptions *copy;

  if (self == NULL)
    return NULL;

  copy = g_memdup2 (self, sizeof *self);
  copy->records = g_memdup2 (self->records, self->n_records * sizeof *self->records);
  copy->term = g_strdup (self->term);
  copy->class_name = g_strdup (self->class_name);
  copy->name_style = g_strdup (self->name_style);
  copy->reason = g_strdup (self->reason);

  return copy;
}

void
zx_document_options_free (ZxDocumentOptions *self)
{
  if (self == NULL)
    return;

  g_free ((gpointer) self->records);
  g_free ((gpointer) self->term);
  g_free ((gpointer) self->class_name);
  g_free ((gpointer) self->name_style);
  g_free ((gpointer) self->reason);
  g_free (self);
}

typedef struct
{
  const ZxDocument  *document;
  ZxDocumentOptions *options;
  char              *path;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *self = data;

  zx_document_options_free (self->options);
  g_free (self->path);
  g_free (self);
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Writing *writing = task_data;
  GError *error = NULL;
  ZxDocumentResult *result;

  result = zx_document_write (source, writing->document, writing->options, writing->path, cancellable, &error);
  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) zx_document_result_free);
  else
    g_task_return_error (task, error);
}

void
zx_document_write_async (ZxCasebook              *casebook,
                         const ZxDocument        *self,
                         const ZxDocumentOptions *options,
                         const char              *path,
                         GCancellable            *cancellable,
                         GAsyncReadyCallback      callback,
                         gpointer                 user_data)
{
  g_autoptr (GTask) task = g_task_new (casebook, cancellable, callback, user_data);
  Writing *writing = g_new0 (Writing, 1);

  g_task_set_source_tag (task, zx_document_write_async);
  /* A file that was finished in spite of a late cancel is there, and is reported. */
  g_task_set_check_cancellable (task, FALSE);

  writing->document = self;
  writing->options = zx_document_options_copy (options);
  writing->path = g_strdup (path);
  g_task_set_task_data (task, writing, writing_free);
  g_task_run_in_thread (task, write_in_thread);
}

ZxDocumentResult *
zx_document_write_finish (ZxCasebook    *casebook,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, casebook), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
