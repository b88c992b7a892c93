/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-notice-sheet"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-identify.h"
#include "zx-mask.h"
#include "zx-notice-sheet.h"
#include "zx-query.h"
#include "zx-student-facts.h"
#include "zx-term.h"
#include "zx-words.h"

static void
entry_free (gpointer data)
{
  ZxNoticeEntry *self = data;

  g_free (self->name);
  g_free (self->mark);
  g_free (self->class_words);
  g_free (self->grade);
  g_free (self->class_name);
  g_free (self->level_words);
  g_free (self->programme);
  g_free (self);
}

ZxNoticeSheet *
zx_notice_sheet_new (void)
{
  ZxNoticeSheet *self = g_new0 (ZxNoticeSheet, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);

  return self;
}

void
zx_notice_sheet_free (ZxNoticeSheet *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->number);
  g_free (self->title);
  g_free (self->school);
  g_free (self->school_year);
  g_free (self->term);
  g_free (self->closing_time);
  g_free (self->contact_place);
  g_free (self->contact_name);
  g_free (self->contact_phone);
  g_free (self->box);
  g_free (self->watch_name);
  g_free (self->watch_phone);
  g_free (self->renews_number);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

ZxNoticeEntry *
zx_notice_sheet_add (ZxNoticeSheet *self)
{
  ZxNoticeEntry *entry = g_new0 (ZxNoticeEntry, 1);

  g_ptr_array_add (self->entries, entry);

  return entry;
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const ZxNoticeEntry *left = *(const ZxNoticeEntry * const *) a, *right = *(const ZxNoticeEntry * const *) b;

  return zx_class_compare (left->grade, left->class_name, right->grade, right->class_name);
}

/* Children of one name in one class are told apart by their number in class, or else counted. Nobody else bears a mark:
 * a number in class is not for everybody. Names are compared as they will be read, so that two masked ones count too. */
static void
settle_marks (ZxNoticeSheet *self)
{
  static const char * const counted[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九" };
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < self->entries->len; i++)
    {
      ZxNoticeEntry *entry = g_ptr_array_index (self->entries, i);
      char *key = g_strjoin ("\n", entry->grade != NULL ? entry->grade : "", entry->class_name != NULL ? entry->class_name : "", entry->name, NULL);
      GPtrArray *group = g_hash_table_lookup (groups, key);

      if (group == NULL)
        {
          group = g_ptr_array_new ();
          g_hash_table_insert (groups, key, group);
        }
      else
        g_free (key);
      g_ptr_array_add (group, entry);
    }

  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GPtrArray *group = value;
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
      gboolean have_numbers = TRUE;

      for (guint i = 0; i < group->len; i++)
        {
          ZxNoticeEntry *entry = g_ptr_array_index (group, i);

          have_numbers = have_numbers && entry->mark != NULL && g_hash_table_add (seen, entry->mark);
        }
      for (guint i = 0; i < group->len; i++)
        {
          ZxNoticeEntry *entry = g_ptr_array_index (group, i);

          if (group->len > 1 && have_numbers)
            continue;
          g_free (entry->mark);
          entry->mark = group->len == 1                 ? NULL
                        : i < G_N_ELEMENTS (counted) ? g_strdup (counted[i])
                                                     : g_strdup_printf ("%u", i + 1);
        }
    }
}

typedef struct
{
  ZxLevelWords levels;
  gboolean     masks;
  gboolean     shows_level;
} Look;

static void
look_clear (Look *self)
{
  zx_level_words_clear (&self->levels);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

/* From name, grade, class_name, mark, level: nothing else of a child is ever asked for. */
static void
take_entry (ZxNoticeSheet *self,
            ZxStatement   *row,
            const Look    *look)
{
  ZxNoticeEntry *entry = zx_notice_sheet_add (self);
  const char *name = zx_statement_get_text (row, 0), *level = zx_statement_get_text (row, 4);

  entry->name = look->masks ? zx_mask_name (name) : g_strdup (name != NULL ? name : "");
  entry->grade = g_strdup (zx_statement_get_text (row, 1));
  entry->class_name = g_strdup (zx_statement_get_text (row, 2));
  entry->mark = g_strdup (zx_statement_get_text (row, 3));
  entry->class_words = zx_class_format (entry->grade, entry->class_name);
  if (look->shows_level && level != NULL)
    entry->level_words = g_strdup (look->levels.words[zx_level_get_rank (level)]);
}

static gboolean
finish (ZxNoticeSheet  *self,
        ZxDb           *db,
        GError        **error)
{
  ZxIdentifySettings settings;
  g_autoptr (ZxCalendar) calendar = NULL;
  g_autofree char *demo = zx_setting_dup (db, "demo");

  if (!zx_identify_settings_load (&settings, db, error))
    return FALSE;
  calendar = zx_calendar_load (db, error);
  if (calendar == NULL)
    return FALSE;

  self->school = zx_school_dup_name (db);
  self->closing_time = g_strdup (settings.closing_time);
  self->reply_days = settings.reply_days;
  self->is_demo = demo != NULL && strcmp (demo, "0") != 0;
  if (*self->start != '\0')
    {
      g_autofree char *first = zx_calendar_nth_working_day (calendar, self->start, 1);
      g_autofree char *end = zx_calendar_nth_working_day (calendar, self->start, MAX (1, self->days));

      g_strlcpy (self->dated, self->start, sizeof self->dated);
      if (first != NULL)
        g_strlcpy (self->start, first, sizeof self->start);
      if (end != NULL)
        g_strlcpy (self->end, end, sizeof self->end);
      self->calendar_is_known = zx_calendar_knows (calendar, self->start, self->end);
    }

  g_ptr_array_sort (self->entries, compare_entries);
  settle_marks (self);

  return TRUE;
}

static void
look_begin (Look                  *self,
            ZxDb                  *db,
            const ZxNoticeOptions *options,
            const char            *name_style,
            gboolean               show_level)
{
  zx_level_words_load (&self->levels, db);
  if (options != NULL && options->name_style != NULL)
    name_style = options->name_style;
  self->masks = g_strcmp0 (name_style, "masked") == 0;
  self->shows_level = options != NULL && options->level >= 0 ? options->level > 0 : show_level;
}

/* What is on it unless the school wrote a title of its own. */
const char *
zx_notice_kind_get_title (const char *kind)
{
  if (g_strcmp0 (kind, "6") == 0)
    return _("Students in need: renewed notice of the result");
  if (g_strcmp0 (kind, "2") == 0)
    return _("Students in need: notice of those who receive aid");

  return g_strcmp0 (kind, "1") == 0 ? _("Students in need: notice of the result") : _("Public notice");
}

static gboolean
take_lines (ZxNoticeSheet  *self,
            ZxDb           *db,
            gint64          notice,
            const Look     *look,
            GError        **error)
{
  gboolean of_aid = g_strcmp0 (self->kind, "2") == 0;
  ZxStatement *row = zx_db_prepare (db, "SELECT name, grade, class_name, mark, level, programme, amount FROM notice_line WHERE notice = :notice "
                                        "AND deleted_at IS NULL AND voided_on IS NULL ORDER BY position, id", error);
  int step;

  if (row == NULL)
    return FALSE;
  zx_statement_set_int (row, ":notice", notice);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      ZxNoticeEntry *entry;

      take_entry (self, row, look);
      entry = g_ptr_array_index (self->entries, self->entries->len - 1);
      if (!of_aid)
        continue;
      g_clear_pointer (&entry->level_words, g_free);
      entry->programme = g_strdup (zx_statement_get_text (row, 5));
      entry->amount_fen = zx_statement_get_int (row, 6);
    }

  return step == 0;
}

ZxNoticeSheet *
zx_notice_sheet_load (ZxDb                   *db,
                      gint64                  notice,
                      const ZxNoticeOptions  *options,
                      GError                **error)
{
  g_autoptr (ZxRecord) record = zx_record_load (db, &zx_kind_notice, notice, error);
  g_autoptr (ZxNoticeSheet) self = NULL;
  g_auto (Look) look = { 0 };

  if (record == NULL || zx_record_has (record, "deleted_at"))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_NOT_FOUND, _("There is no such notice."));
      return NULL;
    }

  self = zx_notice_sheet_new ();
  look_begin (&look, db, options, zx_record_get_text (record, "name_style"), zx_record_get_int (record, "show_level") != 0);
  self->kind = g_strdup (zx_record_get_text (record, "kind"));
  self->number = g_strdup (zx_record_get_text (record, "notice_no"));
  self->title = g_strdup (zx_record_has (record, "title") ? zx_record_get_text (record, "title") : zx_notice_kind_get_title (self->kind));
  self->school_year = g_strdup (zx_record_get_text (record, "school_year"));
  self->term = g_strdup (zx_record_get_text (record, "term"));
  if (zx_record_has (record, "start"))
    g_strlcpy (self->start, zx_record_get_text (record, "start"), sizeof self->start);
  self->days = (int) zx_record_get_int (record, "days");
  self->contact_place = g_strdup (zx_record_get_text (record, "contact_place"));
  self->contact_name = g_strdup (zx_record_get_text (record, "contact_name"));
  self->contact_phone = g_strdup (zx_record_get_text (record, "contact_phone"));
  self->box = g_strdup (zx_record_get_text (record, "box"));
  self->watch_name = g_strdup (zx_record_get_text (record, "watch_name"));
  self->watch_phone = g_strdup (zx_record_get_text (record, "watch_phone"));
  self->shows_level = look.shows_level && g_strcmp0 (self->kind, "2") != 0;
  self->hides_names = look.masks;
  if (zx_record_has (record, "renews"))
    self->renews_number = zx_record_dup_title (db, &zx_kind_notice, zx_record_get_int (record, "renews"));

  return take_lines (self, db, notice, &look, error) && finish (self, db, error) ? g_steal_pointer (&self) : NULL;
}

static void
take_setting (ZxDb        *db,
              const char  *key,
              char       **out)
{
  *out = zx_setting_dup (db, key);
}

ZxNoticeSheet *
zx_notice_sheet_preview (ZxDb                   *db,
                         const gint64           *applications,
                         guint                   n_applications,
                         const char             *kind,
                         const char             *start,
                         int                     days,
                         const ZxNoticeOptions  *options,
                         GError                **error)
{
  g_autoptr (ZxNoticeSheet) self = zx_notice_sheet_new ();
  ZxIdentifySettings settings;
  g_auto (Look) look = { 0 };
  ZxTerm term = { 0 };

  if (!zx_identify_settings_load (&settings, db, error) || !zx_term_load_working (&term, db, error))
    return NULL;

  look_begin (&look, db, options, settings.mask_names ? "masked" : "full", settings.show_level);
  self->kind = g_strdup (kind);
  self->title = g_strdup (zx_notice_kind_get_title (kind));
  self->school_year = g_steal_pointer (&term.school_year);
  self->term = g_steal_pointer (&term.name);
  g_strlcpy (self->start, start, sizeof self->start);
  self->days = days;
  take_setting (db, "notice_contact_place", &self->contact_place);
  take_setting (db, "notice_contact_name", &self->contact_name);
  take_setting (db, "notice_contact_phone", &self->contact_phone);
  take_setting (db, "notice_box", &self->box);
  take_setting (db, "notice_watch_name", &self->watch_name);
  take_setting (db, "notice_watch_phone", &self->watch_phone);
  if (self->contact_phone == NULL)
    self->contact_phone = zx_db_dup_text (db, "SELECT phone FROM school WHERE deleted_at IS NULL LIMIT 1");
  self->shows_level = look.shows_level;
  self->hides_names = look.masks;

  for (guint i = 0; i < n_applications; i++)
    {
      ZxStatement *row = zx_db_prepare (db, "SELECT s.name, w.grade, w.class_name, w.student_no, n.level FROM application a JOIN student s ON s.id = a.student "
                                            "LEFT JOIN student_now w ON w.student = a.student LEFT JOIN state_now n ON n.record = a.id WHERE a.id = :id", error);
      int step;

      if (row == NULL)
        return NULL;
      zx_statement_set_int (row, ":id", applications[i]);
      step = zx_statement_step (row, error);
      if (step < 0)
        return NULL;
      if (step > 0)
        take_entry (self, row, &look);
      sqlite3_reset (row);
    }

  return finish (self, db, error) ? g_steal_pointer (&self) : NULL;
}
