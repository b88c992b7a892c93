/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper"

#include "config.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "zx-pages.h"

#define PICTURE_DPI 150

gboolean
zx_pages_format_from_path (const char    *path,
                           ZxPagesFormat *out_format)
{
  static const char * const suffixes[] = { ".pdf", ".png", ".svg" };
  g_autofree char *lower = g_utf8_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (lower, suffixes[i]))
      {
        *out_format = (ZxPagesFormat) i;
        return TRUE;
      }

  return FALSE;
}

/* One file on its way: written beside its name, and renamed at the end. */
typedef struct
{
  char      *path;
  char      *part;
  int        fd;
  int        code;     /* errno of the first failed write */
  GChecksum *checksum;
} Output;

static void
output_free (gpointer data)
{
  Output *self = data;

  if (self->fd >= 0)
    close (self->fd);
  if (self->part != NULL)
    unlink (self->part);
  g_clear_pointer (&self->checksum, g_checksum_free);
  g_free (self->part);
  g_free (self->path);
  g_free (self);
}

static gboolean
set_errno (GError     **error,
           int          code,
           const char  *path)
{
  g_autofree char *display = g_filename_display_name (path);

  if (code == ENOSPC || code == EDQUOT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                         _("The disk is full. Make room on it, or save to another disk. Nothing was written."));
  else if (code == EROFS || code == EACCES || code == EPERM)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                 _("“%s” cannot be written: the folder or the file is protected. Choose another folder."), display);
  else if (code == ENOENT || code == ENOTDIR)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("“%s” cannot be written: there is no such folder."), display);
  else if (code == EEXIST)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("“%s” exists already and was left as it is."), display);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("“%s” cannot be written (%s)."), display, g_strerror (code));

  return FALSE;
}

static Output *
output_new (char      *path,
            gboolean   replace,
            GError   **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  Output *self = g_new0 (Output, 1);

  self->path = path;
  self->fd = -1;
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    errno = EISDIR;
  else if (!replace && g_file_test (path, G_FILE_TEST_EXISTS))
    errno = EEXIST;
  else
    {
      for (guint attempt = 0; attempt < 100 && self->fd < 0; attempt++)
        {
          g_autofree char *name = g_strdup_printf (".zhuxue-%08x.part", g_random_int ());
          g_autofree char *part = g_build_filename (folder, name, NULL);

          self->fd = open (part, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
          if (self->fd >= 0)
            self->part = g_steal_pointer (&part);
          else if (errno != EEXIST)
            break;
        }
    }

  if (self->fd < 0)
    {
      set_errno (error, errno, path);
      output_free (self);
      return NULL;
    }
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);

  return self;
}

static cairo_status_t
write_bytes (void                *closure,
             const unsigned char *data,
             unsigned int         length)
{
  Output *self = closure;

  g_checksum_update (self->checksum, data, length);
  while (length > 0)
    {
      ssize_t n = write (self->fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          self->code = n < 0 ? errno : EIO;
          return CAIRO_STATUS_WRITE_ERROR;
        }
      data += n;
      length -= (unsigned int) n;
    }

  return CAIRO_STATUS_SUCCESS;
}

static gboolean
check_status (Output          *output,
              cairo_status_t   status,
              GError         **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  if (output->code != 0)
    return set_errno (error, output->code, output->path);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The pages could not be drawn (%s)."), cairo_status_to_string (status));

  return FALSE;
}

/* --- kinds of files --- */

static cairo_surface_t *
make_surface (ZxPages       *pages,
              Output        *output,
              ZxPagesFormat  format,
              double         dpi)
{
  double width, height;
  cairo_surface_t *surface;

  zx_pages_get_size (pages, &width, &height);
  switch (format)
    {
    case ZX_PAGES_PDF:
      surface = cairo_pdf_surface_create_for_stream (write_bytes, output, width, height);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, zx_pages_get_title (pages));
      /* Cairo would write the moment; when a paper was made is nobody's business but the export log's. */
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
      return surface;
    case ZX_PAGES_SVG:
      surface = cairo_svg_surface_create_for_stream (write_bytes, output, width, height);
      cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PT);
      return surface;
    case ZX_PAGES_PNG:
    default:
      return cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) lround (width * dpi / 72), (int) lround (height * dpi / 72));
    }
}

/* Pages from @first up to @end into one file. */
static gboolean
draw_file (ZxPages        *pages,
           guint           first,
           guint           end,
           Output         *output,
           ZxPagesFormat   format,
           double          dpi,
           GCancellable   *cancellable,
           GError        **error)
{
  cairo_surface_t *surface = make_surface (pages, output, format, dpi);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;
  gboolean stopped = FALSE;

  if (format == ZX_PAGES_PNG)
    {
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_paint (cr);
      cairo_scale (cr, dpi / 72, dpi / 72);
    }

  for (guint i = first; i < end && !stopped && cairo_status (cr) == CAIRO_STATUS_SUCCESS; i++)
    {
      zx_pages_draw (pages, cr, i);
      cairo_show_page (cr);
      stopped = g_cancellable_set_error_if_cancelled (cancellable, error);
    }

  status = cairo_status (cr);
  cairo_destroy (cr);
  if (!stopped && status == CAIRO_STATUS_SUCCESS && format == ZX_PAGES_PNG)
    status = cairo_surface_write_to_png_stream (surface, write_bytes, output);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (stopped)
    return FALSE;
  if (!check_status (output, status, error))
    return FALSE;
  if (fsync (output->fd) != 0)
    return set_errno (error, errno, output->path);
  close (output->fd);
  output->fd = -1;

  return TRUE;
}

static char *
dup_numbered (const char *path,
              guint       number)
{
  const char *suffix = strrchr (path, '.');

  return g_strdup_printf ("%.*s-%u%s", (int) (suffix - path), path, number, suffix);
}

static gboolean
move_into_place (Output    *output,
                 gboolean   replace,
                 GError   **error)
{
  int code;

  if (replace)
    code = rename (output->part, output->path);
  else
    {
      code = renameat2 (AT_FDCWD, output->part, AT_FDCWD, output->path, RENAME_NOREPLACE);
      if (code != 0 && (errno == EINVAL || errno == ENOSYS))
        code = rename (output->part, output->path);
    }
  if (code != 0)
    return set_errno (error, errno, output->path);

  g_clear_pointer (&output->part, g_free);

  return TRUE;
}

static gboolean
finish_all (GPtrArray  *outputs,
            const char *path,
            gboolean    replace,
            GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  for (guint i = 0; i < outputs->len; i++)
    if (!move_into_place (g_ptr_array_index (outputs, i), replace, error))
      {
        /* All or none; what was replaced cannot be had back, but nothing is half there. */
        for (guint k = 0; k < i && !replace; k++)
          unlink (((Output *) g_ptr_array_index (outputs, k))->path);
        return FALSE;
      }

  fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }

  return TRUE;
}

char **
zx_pages_write (ZxPages        *self,
                const char     *path,
                ZxPagesFormat   format,
                double          dpi,
                gboolean        replace,
                GCancellable   *cancellable,
                char          **out_sha256,
                GError        **error)
{
  g_autoptr (GPtrArray) outputs = g_ptr_array_new_with_free_func (output_free);
  guint n_pages = zx_pages_get_n_pages (self);
  guint n_files = format == ZX_PAGES_PDF ? 1 : n_pages;
  char **files;

  for (guint i = 0; i < n_files; i++)
    {
      Output *output = output_new (n_files == 1 ? g_strdup (path) : dup_numbered (path, i + 1), replace, error);

      if (output == NULL)
        return NULL;
      g_ptr_array_add (outputs, output);
      if (!draw_file (self, i, n_files == 1 ? n_pages : i + 1, output, format, dpi > 0 ? dpi : PICTURE_DPI, cancellable, error))
        return NULL;
    }
  if (!finish_all (outputs, path, replace, error))
    return NULL;

  files = g_new0 (char *, n_files + 1);
  for (guint i = 0; i < n_files; i++)
    files[i] = g_strdup (((Output *) g_ptr_array_index (outputs, i))->path);
  if (out_sha256 != NULL)
    *out_sha256 = g_strdup (g_checksum_get_string (((Output *) g_ptr_array_index (outputs, 0))->checksum));

  return files;
}
