/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-ledger"

#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "zx-ledger-book.h"

/* Room that is left to others. */
#define SPARE_BYTES (4 * 1024 * 1024)

/* What of a sheet is collected before it goes to the disk. */
#define BUFFER_BYTES (32 * 1024)

/* Above this the parts of the file are described in the long form, which every spreadsheet since 2007 reads. */
#define LONG_FORM_BYTES (G_GINT64_CONSTANT (3) * 1024 * 1024 * 1024)

/* A sheet's name in characters. */
#define SHEET_NAME_LENGTH 31

struct _ZxBook
{
  char         *path;
  char         *part_path; /* beside @path, until it is whole */
  char         *tmpdir;
  lxw_workbook *workbook;
  GPtrArray    *sheets;    /* lxw_worksheet *, borrowed */
  GHashTable   *names;     /* folded names of sheets */
  gboolean      replace;
  gboolean      moved;
};

/* --- errors --- */

static void
set_no_space (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                       _("The disk is full. Make room on it, or save to another disk. Nothing was written."));
}

static void
set_errno (GError     **error,
           int          code,
           const char  *path)
{
  g_autofree char *display = g_filename_display_name (path);

  if (code == ENOSPC || code == EDQUOT)
    set_no_space (error);
  else if (code == EROFS || code == EACCES || code == EPERM)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                 _("“%s” cannot be written: the folder or the file is protected. Choose another folder."), display);
  else if (code == ENOENT || code == ENOTDIR)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _("“%s” cannot be written: there is no such folder."), display);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                 _("“%s” cannot be written (%s)."), display, g_strerror (code));
}

static void
set_exists (GError     **error,
            const char  *path)
{
  g_autofree char *display = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("“%s” exists already and was left as it is."), display);
}

gboolean
zx_book_check (lxw_error   code,
               GError    **error)
{
  if (code == LXW_NO_ERROR)
    return TRUE;

  /* What it could not write to the disk has one cause in practice. */
  if (code >= LXW_ERROR_CREATING_XLSX_FILE && code <= LXW_ERROR_ZIP_CLOSE && (errno == ENOSPC || errno == EDQUOT))
    set_no_space (error);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The Excel file could not be written (%s)."), lxw_strerror (code));

  return FALSE;
}

/* --- temporary files --- */

static gboolean
is_memory (const char *folder)
{
  struct statfs facts;

  /* tmpfs and ramfs: what lies there fills the memory. */
  return statfs (folder, &facts) == 0 && ((guint64) facts.f_type == 0x01021994 || (guint64) facts.f_type == 0x858458f6);
}

static gint64
get_room (const char *folder)
{
  struct statvfs facts;

  if (statvfs (folder, &facts) != 0)
    return -1;

  return (gint64) facts.f_bavail * (gint64) facts.f_frsize;
}

/* The uncompressed sheets lie there meanwhile, twice for a moment: on a disk rather than in memory, and where
 * most room is; whoever sets TMPDIR has the say. */
static char *
choose_tmpdir (const char *target_folder)
{
  const char *said = g_getenv ("TMPDIR");
  const char * const folders[] = { "/var/tmp", g_get_tmp_dir (), target_folder };
  const char *best = NULL;
  gint64 best_room = -1;

  if (said != NULL && *said != '\0' && access (said, W_OK | X_OK) == 0)
    return g_strdup (said);

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      gint64 room = access (folders[i], W_OK | X_OK) == 0 && !is_memory (folders[i]) ? get_room (folders[i]) : -1;

      if (room > best_room)
        {
          best = folders[i];
          best_room = room;
        }
    }

  return g_strdup (best != NULL ? best : g_get_tmp_dir ());
}

/* An empty file of a name nobody else has, with the rights that new files of this person get. */
static gboolean
reserve_part (ZxBook      *self,
              const char  *folder,
              GError     **error)
{
  for (guint attempt = 0; attempt < 100; attempt++)
    {
      g_autofree char *name = g_strdup_printf (".zhuxue-%08x.part", g_random_int ());
      int fd;

      self->part_path = g_build_filename (folder, name, NULL);
      fd = open (self->part_path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
      if (fd >= 0)
        {
          close (fd);
          return TRUE;
        }

      g_clear_pointer (&self->part_path, g_free);
      if (errno != EEXIST)
        break;
    }

  set_errno (error, errno, self->path);

  return FALSE;
}

ZxBook *
zx_book_new (const char  *path,
             gboolean     replace,
             GError     **error)
{
  g_autoptr (ZxBook) self = g_new0 (ZxBook, 1);
  g_autofree char *folder = g_path_get_dirname (path);
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };

  self->path = g_strdup (path);
  self->replace = replace;
  self->sheets = g_ptr_array_new ();
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      set_errno (error, EISDIR, path);
      return NULL;
    }
  if (!replace && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      set_exists (error, path);
      return NULL;
    }
  if (!reserve_part (self, folder, error))
    return NULL;

  self->tmpdir = choose_tmpdir (folder);
  options.tmpdir = self->tmpdir;
  self->workbook = workbook_new_opt (self->part_path, &options);
  if (self->workbook == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The Excel file could not be written."));
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
zx_book_free (ZxBook *self)
{
  if (self == NULL)
    return;

  if (self->workbook != NULL)
    {
      /* A workbook that is thrown away keeps the temporary files of its sheets open. */
      for (guint i = 0; i < self->sheets->len; i++)
        {
          lxw_worksheet *sheet = g_ptr_array_index (self->sheets, i);

          g_clear_pointer (&sheet->optimize_tmpfile, fclose);
        }
      lxw_workbook_free (self->workbook);
    }
  if (self->part_path != NULL && !self->moved)
    unlink (self->part_path);

  g_clear_pointer (&self->sheets, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_free (self->tmpdir);
  g_free (self->part_path);
  g_free (self->path);
  g_free (self);
}

lxw_workbook *
zx_book_get_workbook (ZxBook *self)
{
  return self->workbook;
}

/* --- sheets --- */

static char *
dup_sheet_name (ZxBook     *self,
                const char *wanted)
{
  g_autofree char *plain = g_utf8_make_valid (wanted, -1);
  g_autofree char *shortened = NULL;

  g_strdelimit (plain, "[]:*?/\\'\n\r\t", ' ');
  g_strstrip (plain);

  for (guint n = 1;; n++)
    {
      g_autofree char *suffix = n == 1 ? g_strdup ("") : g_strdup_printf (" (%u)", n);
      glong room = SHEET_NAME_LENGTH - (glong) strlen (suffix);
      g_autofree char *name = NULL;
      char *folded;

      g_free (shortened);
      shortened = g_utf8_strlen (plain, -1) > room ? g_utf8_substring (plain, 0, room) : g_strdup (plain);
      name = g_strconcat (*shortened != '\0' ? shortened : "-", suffix, NULL);
      folded = g_utf8_casefold (name, -1);
      if (g_hash_table_add (self->names, folded))
        return g_steal_pointer (&name);
    }
}

lxw_worksheet *
zx_book_add_sheet (ZxBook      *self,
                   const char  *name,
                   GError     **error)
{
  g_autofree char *fit = dup_sheet_name (self, name);
  lxw_worksheet *sheet;

  errno = 0;
  sheet = workbook_add_worksheet (self->workbook, fit);
  if (sheet == NULL || sheet->optimize_tmpfile == NULL)
    {
      /* Without its temporary file the sheet would be built in memory. */
      set_errno (error, errno != 0 ? errno : EIO, self->tmpdir);
      return NULL;
    }

  /* Nothing was written to it yet. */
  setvbuf (sheet->optimize_tmpfile, NULL, _IOFBF, BUFFER_BYTES);
  g_ptr_array_add (self->sheets, sheet);

  return sheet;
}

/* --- room --- */

/* Bytes of the sheets so far, and of the biggest. -1 when writing one failed. */
static gint64
count_bytes (ZxBook *self,
             gint64 *out_biggest)
{
  gint64 sum = 0;

  *out_biggest = 0;
  for (guint i = 0; i < self->sheets->len; i++)
    {
      lxw_worksheet *sheet = g_ptr_array_index (self->sheets, i);
      gint64 size;

      if (fflush (sheet->optimize_tmpfile) != 0 || ferror (sheet->optimize_tmpfile))
        return -1;

      size = ftello (sheet->optimize_tmpfile);
      if (size < 0)
        return -1;
      sum += size;
      *out_biggest = MAX (*out_biggest, size);
    }

  return sum;
}

gboolean
zx_book_check_room (ZxBook  *self,
                    GError **error)
{
  gint64 biggest, room;
  int code;

  errno = 0;
  if (count_bytes (self, &biggest) < 0)
    {
      code = errno != 0 ? errno : ENOSPC;
      set_errno (error, code, self->tmpdir);
      return FALSE;
    }

  /* Closing copies each sheet once more, and the library does not notice when that fails. */
  room = get_room (self->tmpdir);
  if (room >= 0 && room < biggest + biggest / 8 + SPARE_BYTES)
    {
      set_no_space (error);
      return FALSE;
    }

  return TRUE;
}

/* --- closing --- */

static void
prepare_long_form (ZxBook *self,
                   gint64  n_bytes)
{
  if (n_bytes > LONG_FORM_BYTES)
    self->workbook->options.use_zip64 = LXW_TRUE;
}

static gboolean
set_cut_short (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                       _("The Excel file was not written completely; the disk is probably full. Nothing was kept."));

  return FALSE;
}

/* Looks whether every sheet is in the file, as long as it was before: what a full disk took away on the last stretch
 * is reported by nobody. */
static gboolean
check_whole (ZxBook   *self,
             GArray   *sizes,
             GError  **error)
{
  struct archive *zip = archive_read_new ();
  struct archive_entry *entry;
  guint n_whole = 0;
  int code = ARCHIVE_FATAL;

  archive_read_support_format_zip_seekable (zip);
  if (archive_read_open_filename (zip, self->part_path, 65536) == ARCHIVE_OK)
    {
      while ((code = archive_read_next_header (zip, &entry)) == ARCHIVE_OK)
        {
          const char *name = archive_entry_pathname (entry);
          guint number;

          if (name != NULL && sscanf (name, "xl/worksheets/sheet%u.xml", &number) == 1 && number >= 1 && number <= sizes->len &&
              archive_entry_size (entry) > g_array_index (sizes, gint64, number - 1))
            n_whole++;
        }
    }
  archive_read_free (zip);

  return (code == ARCHIVE_EOF && n_whole == sizes->len) || set_cut_short (error);
}

static gboolean
sync_and_sum (ZxBook        *self,
              GCancellable  *cancellable,
              char         **out_sha256,
              GError       **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = g_malloc (65536);
  int fd = open (self->part_path, O_RDWR | O_CLOEXEC);
  gssize n_read = -1;
  int code;

  if (fd >= 0 && fsync (fd) == 0)
    {
      while (!g_cancellable_is_cancelled (cancellable) && (n_read = read (fd, buffer, 65536)) > 0)
        g_checksum_update (checksum, buffer, n_read);
    }
  code = errno;
  if (fd >= 0)
    close (fd);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (n_read != 0)
    {
      set_errno (error, code, self->path);
      return FALSE;
    }

  if (out_sha256 != NULL)
    *out_sha256 = g_strdup (g_checksum_get_string (checksum));

  return TRUE;
}

gboolean
zx_book_close (ZxBook        *self,
               GCancellable  *cancellable,
               char         **out_sha256,
               GError       **error)
{
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 biggest, sum;
  lxw_error code;

  if (!zx_book_check_room (self, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  sum = count_bytes (self, &biggest);
  for (guint i = 0; i < self->sheets->len; i++)
    {
      lxw_worksheet *sheet = g_ptr_array_index (self->sheets, i);
      gint64 size = ftello (sheet->optimize_tmpfile);

      g_array_append_val (sizes, size);
    }
  prepare_long_form (self, sum);

  errno = 0;
  code = workbook_close (self->workbook);
  self->workbook = NULL;

  return zx_book_check (code, error) &&
         check_whole (self, sizes, error) &&
         sync_and_sum (self, cancellable, out_sha256, error);
}

static gboolean
rename_part (ZxBook  *self,
             GError **error)
{
  int code;

  if (self->replace)
    code = rename (self->part_path, self->path);
  else
    {
      code = renameat2 (AT_FDCWD, self->part_path, AT_FDCWD, self->path, RENAME_NOREPLACE);
      /* Some sticks and shares cannot do that. */
      if (code != 0 && (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP) && access (self->path, F_OK) != 0)
        code = rename (self->part_path, self->path);
    }

  if (code != 0 && errno == EEXIST)
    set_exists (error, self->path);
  else if (code != 0)
    set_errno (error, errno, self->path);

  return code == 0;
}

gboolean
zx_book_move_into_place (ZxBook  *self,
                         GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  int fd;

  if (!rename_part (self, error))
    return FALSE;

  self->moved = TRUE;
  fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }

  return TRUE;
}
