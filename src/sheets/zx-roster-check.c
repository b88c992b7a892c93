/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-roster"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-codes.h"
#include "zx-roster-private.h"
#include "zx-text.h"

/* --- entries --- */

static void
notice_clear (gpointer data)
{
  g_free (((ZxRosterNotice *) data)->message);
}

static void
difference_clear (gpointer data)
{
  ZxRosterDifference *difference = data;

  g_free (difference->from);
  g_free (difference->to);
}

static void
details_free (ZxEntryDetails *details)
{
  if (details == NULL)
    return;

  g_clear_pointer (&details->warnings, g_array_unref);
  g_clear_pointer (&details->differences, g_array_unref);
  g_free (details->reason.message);
  g_free (details);
}

static void
entry_clear (gpointer data)
{
  ZxEntry *entry = data;

  g_clear_pointer (&entry->details, details_free);
  g_clear_weak_pointer (&entry->object);
}

void
zx_roster_check_free (ZxRosterCheck *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->chunk, g_string_chunk_free);
  g_clear_pointer (&self->ignored, g_array_unref);
  g_clear_pointer (&self->missing, g_array_unref);
  g_clear_pointer (&self->judge, zx_judge_free);
  g_clear_pointer (&self->matcher, zx_matcher_free);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->class_words, g_hash_table_unref);
  g_clear_pointer (&self->db, zx_db_free);
  zx_person_clear (&self->person);
  g_free (self);
}

static ZxEntry *
find_entry (ZxRosterImport *self,
            guint           number)
{
  guint low = 0, high;

  if (self->check == NULL)
    return NULL;

  high = self->check->entries->len;
  while (low < high)
    {
      guint middle = (low + high) / 2;
      ZxEntry *entry = &g_array_index (self->check->entries, ZxEntry, middle);

      if (entry->number == number)
        return entry;
      if (entry->number < number)
        low = middle + 1;
      else
        high = middle;
    }

  return NULL;
}

/* The cells of a row in one block: position, kind of cell, text with its NUL …, 255. */
enum
{
  PACK_TYPE        = 7,
  PACK_DIGITS_LOST = 8,
  PACK_MONTH_ONLY  = 16,
  PACK_FILLED      = 32,
};

static char *
pack_cells (GStringChunk       *chunk,
            const ZxSheetCell **cells,
            guint               n_cells)
{
  g_autoptr (GByteArray) block = g_byte_array_sized_new (256);
  guint8 end = 255;

  for (guint i = 0; i < n_cells; i++)
    {
      guint8 head[2];

      if (cells[i] == NULL)
        continue;
      head[0] = (guint8) i;
      head[1] = (guint8) (cells[i]->type | (cells[i]->digits_lost ? PACK_DIGITS_LOST : 0) |
                          (cells[i]->month_only ? PACK_MONTH_ONLY : 0) | (cells[i]->filled ? PACK_FILLED : 0));
      g_byte_array_append (block, head, sizeof head);
      g_byte_array_append (block, (const guint8 *) cells[i]->text, cells[i]->length + 1);
    }
  g_byte_array_append (block, &end, 1);

  return g_string_chunk_insert_len (chunk, (const char *) block->data, block->len);
}

static void
unpack_cells (const char         *block,
              ZxSheetCell        *made,
              const ZxSheetCell **cells,
              guint               n_cells)
{
  const guint8 *p = (const guint8 *) block;

  for (guint i = 0; i < n_cells; i++)
    cells[i] = NULL;

  while (*p != 255)
    {
      guint position = p[0];
      guint8 flags = p[1];
      const char *text = (const char *) p + 2;
      guint length = (guint) strlen (text);

      made[position] = (ZxSheetCell) { .text = text, .length = length, .column = (guint16) position,
                                       .type = (ZxSheetCellType) (flags & PACK_TYPE),
                                       .digits_lost = (flags & PACK_DIGITS_LOST) != 0,
                                       .month_only = (flags & PACK_MONTH_ONLY) != 0, .filled = (flags & PACK_FILLED) != 0 };
      cells[position] = &made[position];
      p += 2 + length + 1;
    }
}

static ZxRosterNotice
dup_notice (const ZxPersonNotice *notice)
{
  return (ZxRosterNotice) {
    .code = zx_value_problem_get_code (notice->problem),
    .field = notice->target != ZX_TARGET_NONE ? zx_target_get_info (notice->target)->key : NULL,
    .message = g_strdup (notice->message),
  };
}

static ZxEntryDetails *
need_details (ZxEntry *entry)
{
  if (entry->details == NULL)
    entry->details = g_new0 (ZxEntryDetails, 1);

  return entry->details;
}

static gboolean
take_differences (ZxRosterImport  *self,
                  ZxRosterCheck   *check,
                  ZxEntry         *entry,
                  ZxPerson        *person,
                  GError         **error)
{
  g_autoptr (GArray) changes = zx_person_compare (person, check->db, entry->student, error);
  const guint8 *kept = g_hash_table_lookup (self->kept, GUINT_TO_POINTER (entry->number));

  if (changes == NULL)
    return FALSE;

  entry->state = changes->len > 0 ? ZX_ROSTER_CHANGED : ZX_ROSTER_UNCHANGED;
  if (changes->len == 0)
    return TRUE;

  need_details (entry)->differences = g_array_new (FALSE, FALSE, sizeof (ZxRosterDifference));
  g_array_set_clear_func (entry->details->differences, difference_clear);
  for (guint i = 0; i < changes->len; i++)
    {
      ZxPersonChange *change = &g_array_index (changes, ZxPersonChange, i);
      ZxRosterDifference difference = {
        .field = zx_target_get_info (change->target)->key,
        .from = g_steal_pointer (&change->from),
        .to = g_steal_pointer (&change->to),
        .kept = kept != NULL && kept[change->target],
      };

      g_array_append_val (entry->details->differences, difference);
    }

  return TRUE;
}

/* What the judge said becomes the entry. */
static gboolean
fill_entry (ZxRosterImport  *self,
            ZxRosterCheck   *check,
            ZxEntry         *entry,
            ZxPerson        *person,
            GError         **error)
{
  g_clear_pointer (&entry->details, details_free);
  entry->student = 0;
  entry->cat = NULL;

  if (person->error.problem != ZX_VALUE_OK)
    {
      entry->state = g_hash_table_contains (self->aside, GUINT_TO_POINTER (entry->number)) ? ZX_ROSTER_SET_ASIDE : ZX_ROSTER_REJECTED;
      need_details (entry)->reason = dup_notice (&person->error);
      return TRUE;
    }

  g_hash_table_remove (self->aside, GUINT_TO_POINTER (entry->number));
  entry->cat = zx_person_get_cat (person);
  entry->state = ZX_ROSTER_NEW;
  if (person->n_warnings > 0)
    {
      need_details (entry)->warnings = g_array_new (FALSE, FALSE, sizeof (ZxRosterNotice));
      g_array_set_clear_func (entry->details->warnings, notice_clear);
      for (guint i = 0; i < person->n_warnings; i++)
        {
          ZxRosterNotice notice = dup_notice (&person->warnings[i]);

          g_array_append_val (entry->details->warnings, notice);
        }
    }

  if (!zx_matcher_find (check->matcher, person, &entry->student, error))
    return FALSE;

  return entry->student == 0 || take_differences (self, check, entry, person, error);
}

static void
note_class_word (ZxRosterImport     *self,
                 ZxRosterCheck      *check,
                 const ZxSheetCell **cells)
{
  for (guint i = 0; i < self->table->columns->len; i++)
    if (self->mapping[i] == ZX_TARGET_CLASS && cells[i] != NULL &&
        !g_hash_table_contains (check->class_words, cells[i]->text) && g_hash_table_size (check->class_words) < 1000)
      g_hash_table_add (check->class_words, g_strdup (cells[i]->text));
}

static gboolean
check_row (ZxRosterImport      *self,
           ZxPerson            *person,
           const ZxSheetRow    *row,
           const ZxSheetCell  **cells,
           gpointer             data,
           GError             **error)
{
  ZxRosterCheck *check = data;
  ZxEntry entry = { .number = row->number, .hidden = row->hidden != 0 };

  entry.cells = pack_cells (check->chunk, cells, self->table->columns->len);
  if (!fill_entry (self, check, &entry, person, error))
    {
      entry_clear (&entry);
      return FALSE;
    }
  if (person->error.problem == ZX_VALUE_OK)
    {
      zx_roster_note_place (check->places, person);
      note_class_word (self, check, cells);
    }
  g_array_append_val (check->entries, entry);

  return TRUE;
}

static ZxRosterCheck *
compute (ZxRosterImport  *self,
         GCancellable    *cancellable,
         GError         **error)
{
  ZxRosterCheck *check;

  if (!zx_roster_import_has_table (self, error))
    return NULL;

  zx_roster_import_settle (self);
  check = g_new0 (ZxRosterCheck, 1);
  check->entries = g_array_new (FALSE, TRUE, sizeof (ZxEntry));
  g_array_set_clear_func (check->entries, entry_clear);
  check->chunk = g_string_chunk_new (1 << 16);
  check->ignored = g_array_new (FALSE, FALSE, sizeof (guint));
  check->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  check->class_words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  zx_person_init (&check->person);
  check->db = zx_casebook_open_reader (self->casebook, error);
  if (check->db == NULL)
    {
      zx_roster_check_free (check);
      return NULL;
    }
  check->judge = zx_judge_new (&self->context, self->table, self->reader, self->selected);
  check->matcher = zx_matcher_new (check->db);

  if (zx_roster_import_walk (self, check->judge, check_row, check, check->ignored, cancellable, error))
    check->missing = zx_roster_list_missing (check->db, check->places, check->matcher, error);
  if (check->missing == NULL)
    {
      zx_roster_check_free (check);
      return NULL;
    }
  check->needs_grade = zx_judge_needs_grade (check->judge);

  return check;
}

/* The objects of rows that somebody holds live on. */
static void
take_check (ZxRosterImport *self,
            ZxRosterCheck  *check)
{
  ZxRosterCheck *old = g_steal_pointer (&self->check);

  self->check = check;
  for (guint i = 0; old != NULL && i < old->entries->len; i++)
    {
      ZxEntry *before = &g_array_index (old->entries, ZxEntry, i);
      ZxEntry *now = before->object != NULL ? find_entry (self, before->number) : NULL;

      if (now != NULL)
        g_set_weak_pointer (&now->object, before->object);
    }
  zx_roster_check_free (old);

  for (guint i = 0; i < ZX_ROSTER_N_STATES; i++)
    zx_roster_rows_reset (self->models[i]);
}

gboolean
zx_roster_import_check (ZxRosterImport  *self,
                        GCancellable    *cancellable,
                        GError         **error)
{
  ZxRosterCheck *check = compute (self, cancellable, error);

  if (check == NULL)
    return FALSE;
  take_check (self, check);

  return TRUE;
}

static void
check_worker (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  ZxRosterCheck *check = compute (source, cancellable, &error);

  if (check == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, check, (GDestroyNotify) zx_roster_check_free);
}

void
zx_roster_import_check_async (ZxRosterImport      *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->progress_in_main = TRUE;
  g_task_set_source_tag (task, zx_roster_import_check_async);
  g_task_run_in_thread (task, check_worker);
}

gboolean
zx_roster_import_check_finish (ZxRosterImport  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  ZxRosterCheck *check = g_task_propagate_pointer (G_TASK (result), error);

  self->progress_in_main = FALSE;
  if (check == NULL)
    return FALSE;
  take_check (self, check);

  return TRUE;
}

gboolean
zx_roster_import_is_checked (ZxRosterImport *self)
{
  return self->check != NULL;
}

ZxRosterResult *
zx_roster_import_dup_preview (ZxRosterImport *self)
{
  ZxRosterResult *result = zx_roster_result_new ();

  if (self->check == NULL)
    return result;

  for (guint i = 0; i < self->check->entries->len; i++)
    {
      const ZxEntry *entry = &g_array_index (self->check->entries, ZxEntry, i);

      if (entry->state == ZX_ROSTER_REJECTED || entry->state == ZX_ROSTER_SET_ASIDE)
        {
          ZxRosterFinding finding = { entry->number, entry->details->reason.code, entry->details->reason.field,
                                      g_strdup (entry->details->reason.message), 0 };

          g_array_append_val (result->rejected, finding);
          continue;
        }

      {
        ZxRosterImported imported = { entry->number, (ZxRosterState) entry->state, entry->student, entry->cat };

        g_array_append_val (result->imported, imported);
      }
      result->added += entry->state == ZX_ROSTER_NEW;
      result->unchanged += entry->state == ZX_ROSTER_UNCHANGED;
      result->changed += entry->state == ZX_ROSTER_CHANGED;
      for (guint j = 0; entry->details != NULL && entry->details->warnings != NULL && j < entry->details->warnings->len; j++)
        {
          const ZxRosterNotice *notice = &g_array_index (entry->details->warnings, ZxRosterNotice, j);
          ZxRosterFinding finding = { entry->number, notice->code, notice->field, g_strdup (notice->message), 0 };

          g_array_append_val (result->warnings, finding);
        }
    }

  result->accepted = result->imported->len;
  result->counted_rows = result->accepted + result->rejected->len;
  g_array_append_vals (result->ignored_rows, self->check->ignored->data, self->check->ignored->len);
  g_array_append_vals (result->missing, self->check->missing->data, self->check->missing->len);
  zx_roster_add_notes (self, self->check->needs_grade, result->notes);

  return result;
}

/* --- the row object --- */

struct _ZxRosterRow
{
  GObject         parent_instance;
  ZxRosterImport *import;
  guint           number;
};

enum { PROP_0, PROP_STATE, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *row_properties[N_PROPS];
static guint row_signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxRosterRow, zx_roster_row, G_TYPE_OBJECT)

static void
zx_roster_row_get_property (GObject    *object,
                            guint       property,
                            GValue     *value,
                            GParamSpec *pspec)
{
  ZxRosterRow *self = ZX_ROSTER_ROW (object);

  if (property == PROP_STATE)
    g_value_set_uint (value, zx_roster_row_get_state (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
zx_roster_row_dispose (GObject *object)
{
  g_clear_object (&ZX_ROSTER_ROW (object)->import);

  G_OBJECT_CLASS (zx_roster_row_parent_class)->dispose (object);
}

static void
zx_roster_row_class_init (ZxRosterRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = zx_roster_row_dispose;
  object_class->get_property = zx_roster_row_get_property;

  row_properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, ZX_ROSTER_N_STATES, ZX_ROSTER_NEW,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, row_properties);

  row_signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
}

static void
zx_roster_row_init (ZxRosterRow *self)
{
}

static ZxEntry *
entry_of (ZxRosterRow *self)
{
  return find_entry (self->import, self->number);
}

static ZxRosterRow *
ref_row (ZxRosterImport *import,
         ZxEntry        *entry)
{
  ZxRosterRow *row;

  if (entry->object != NULL)
    return g_object_ref (entry->object);

  row = g_object_new (ZX_TYPE_ROSTER_ROW, NULL);
  row->import = g_object_ref (import);
  row->number = entry->number;
  g_set_weak_pointer (&entry->object, row);

  return row;
}

guint
zx_roster_row_get_number (ZxRosterRow *self)
{
  return self->number;
}

ZxRosterState
zx_roster_row_get_state (ZxRosterRow *self)
{
  ZxEntry *entry = entry_of (self);

  return entry != NULL ? (ZxRosterState) entry->state : ZX_ROSTER_REJECTED;
}

gint64
zx_roster_row_get_student (ZxRosterRow *self)
{
  ZxEntry *entry = entry_of (self);

  return entry != NULL ? entry->student : 0;
}

const ZxRosterNotice *
zx_roster_row_get_reason (ZxRosterRow *self)
{
  ZxEntry *entry = entry_of (self);

  return entry != NULL && entry->details != NULL && entry->details->reason.code != NULL ? &entry->details->reason : NULL;
}

guint
zx_roster_row_get_n_warnings (ZxRosterRow *self)
{
  ZxEntry *entry = entry_of (self);

  return entry != NULL && entry->details != NULL && entry->details->warnings != NULL ? entry->details->warnings->len : 0;
}

const ZxRosterNotice *
zx_roster_row_get_warning (ZxRosterRow *self,
                           guint        index)
{
  g_return_val_if_fail (index < zx_roster_row_get_n_warnings (self), NULL);

  return &g_array_index (entry_of (self)->details->warnings, ZxRosterNotice, index);
}

char *
zx_roster_row_dup_cell (ZxRosterRow *self,
                        guint        position)
{
  ZxEntry *entry = entry_of (self);
  guint n_columns = self->import->columns->len;
  g_autofree const ZxSheetCell **cells = NULL;
  g_autofree ZxSheetCell *made = NULL;

  if (entry == NULL || position >= n_columns)
    return g_strdup ("");

  cells = g_new0 (const ZxSheetCell *, n_columns + 1);
  made = g_new0 (ZxSheetCell, n_columns + 1);
  unpack_cells (entry->cells, made, cells, n_columns);

  return g_strdup (cells[position] != NULL ? cells[position]->text : "");
}

/* The row as the judge reads it; kept until another is asked for. */
static ZxPerson *
read_entry (ZxRosterImport *self,
            ZxEntry        *entry)
{
  ZxRosterCheck *check = self->check;
  guint n_columns = self->columns->len;
  g_autofree const ZxSheetCell **cells = NULL;
  g_autofree ZxSheetCell *made = NULL;

  if (check->person_row == entry->number)
    return &check->person;

  cells = g_new0 (const ZxSheetCell *, n_columns + 1);
  made = g_new0 (ZxSheetCell, n_columns + 1);
  unpack_cells (entry->cells, made, cells, n_columns);
  zx_judge_read (check->judge, entry->number, entry->hidden, cells, &check->person);
  check->person_row = entry->number;

  return &check->person;
}

char *
zx_roster_row_dup_value (ZxRosterRow *self,
                         const char  *field)
{
  ZxEntry *entry = entry_of (self);
  ZxTarget target = zx_target_from_key (field);
  ZxPerson *person;

  if (entry == NULL || target == ZX_TARGET_NONE)
    return NULL;

  person = read_entry (self->import, entry);
  if (target == ZX_TARGET_CAT && person->n_cats > 0)
    return g_strjoinv (",", (char **) person->cats);
  if (target == ZX_TARGET_REMARK)
    return person->remark->len > 0 ? g_strdup (person->remark->str) : NULL;

  return g_strdup (person->values[target]);
}

char *
zx_roster_row_dup_display (ZxRosterRow *self,
                           const char  *field)
{
  g_autofree char *value = zx_roster_row_dup_value (self, field);
  ZxTarget target = zx_target_from_key (field);
  const ZxField *known;
  ZxValue stored;

  if (value == NULL)
    return g_strdup ("");

  if (target == ZX_TARGET_CLASS)
    {
      g_autofree char *grade = zx_roster_row_dup_value (self, "grade");

      return zx_class_format (grade, value);
    }
  if (target == ZX_TARGET_CAT)
    {
      stored = (ZxValue) { .type = ZX_VALUE_TEXT, .text = value };
      return zx_value_dup_display (&(ZxField) { .type = ZX_TYPE_CODES, .codes = "CAT" }, &stored);
    }
  if (target == ZX_TARGET_GUARDIAN_RELATION)
    return g_strdup (zx_code_table_get_label (zx_code_table_find ("REL"), value));

  known = zx_kind_get_field (&zx_kind_student, field);
  if (known == NULL || (known->type != ZX_TYPE_CODE && known->type != ZX_TYPE_BOOL))
    return g_steal_pointer (&value);

  if (known->type == ZX_TYPE_BOOL)
    stored = (ZxValue) { .type = ZX_VALUE_INT, .integer = *value == '1' };
  else
    stored = (ZxValue) { .type = ZX_VALUE_TEXT, .text = value };

  return zx_value_dup_display (known, &stored);
}

guint
zx_roster_row_get_n_differences (ZxRosterRow *self)
{
  ZxEntry *entry = entry_of (self);

  return entry != NULL && entry->details != NULL && entry->details->differences != NULL ? entry->details->differences->len : 0;
}

const ZxRosterDifference *
zx_roster_row_get_difference (ZxRosterRow *self,
                              guint        index)
{
  g_return_val_if_fail (index < zx_roster_row_get_n_differences (self), NULL);

  return &g_array_index (entry_of (self)->details->differences, ZxRosterDifference, index);
}

void
zx_roster_row_set_kept (ZxRosterRow *self,
                        const char  *field,
                        gboolean     kept)
{
  ZxEntry *entry = entry_of (self);
  ZxTarget target = zx_target_from_key (field);
  guint8 *flags;

  g_return_if_fail (target != ZX_TARGET_NONE);
  if (entry == NULL || entry->details == NULL || entry->details->differences == NULL)
    return;

  flags = g_hash_table_lookup (self->import->kept, GUINT_TO_POINTER (self->number));
  if (flags == NULL)
    {
      flags = g_new0 (guint8, ZX_N_TARGETS);
      g_hash_table_insert (self->import->kept, GUINT_TO_POINTER (self->number), flags);
    }
  flags[target] = kept;
  for (guint i = 0; i < entry->details->differences->len; i++)
    {
      ZxRosterDifference *difference = &g_array_index (entry->details->differences, ZxRosterDifference, i);

      if (strcmp (difference->field, field) == 0)
        difference->kept = kept;
    }
  g_signal_emit (self, row_signals[CHANGED], 0);
}

/* --- the lists --- */

#define ZX_TYPE_ROSTER_ROWS (zx_roster_rows_get_type ())
G_DECLARE_FINAL_TYPE (ZxRosterRows, zx_roster_rows, ZX, ROSTER_ROWS, GObject)

struct _ZxRosterRows
{
  GObject         parent_instance;
  ZxRosterImport *import; /* borrowed; %NULL when it is gone */
  ZxRosterState   state;
  GArray         *numbers; /* guint: rows of the sheet */
};

static GType
zx_roster_rows_get_item_type (GListModel *model)
{
  return ZX_TYPE_ROSTER_ROW;
}

static guint
zx_roster_rows_get_n_items (GListModel *model)
{
  return ZX_ROSTER_ROWS (model)->numbers->len;
}

static gpointer
zx_roster_rows_get_item (GListModel *model,
                         guint       position)
{
  ZxRosterRows *self = ZX_ROSTER_ROWS (model);
  ZxEntry *entry;

  if (position >= self->numbers->len || self->import == NULL)
    return NULL;
  entry = find_entry (self->import, g_array_index (self->numbers, guint, position));

  return entry != NULL ? ref_row (self->import, entry) : NULL;
}

static void
zx_roster_rows_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = zx_roster_rows_get_item_type;
  iface->get_n_items = zx_roster_rows_get_n_items;
  iface->get_item = zx_roster_rows_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ZxRosterRows, zx_roster_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, zx_roster_rows_list_model_init))

static void
zx_roster_rows_finalize (GObject *object)
{
  g_array_unref (ZX_ROSTER_ROWS (object)->numbers);

  G_OBJECT_CLASS (zx_roster_rows_parent_class)->finalize (object);
}

static void
zx_roster_rows_class_init (ZxRosterRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zx_roster_rows_finalize;
}

static void
zx_roster_rows_init (ZxRosterRows *self)
{
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
}

GListModel *
zx_roster_rows_new (ZxRosterImport *import,
                    ZxRosterState   state)
{
  ZxRosterRows *self = g_object_new (ZX_TYPE_ROSTER_ROWS, NULL);

  self->import = import;
  self->state = state;

  return G_LIST_MODEL (self);
}

void
zx_roster_rows_orphan (GListModel *model)
{
  ZX_ROSTER_ROWS (model)->import = NULL;
}

void
zx_roster_rows_reset (GListModel *model)
{
  ZxRosterRows *self = ZX_ROSTER_ROWS (model);
  guint before = self->numbers->len;

  g_array_set_size (self->numbers, 0);
  if (self->import->check != NULL)
    for (guint i = 0; i < self->import->check->entries->len; i++)
      {
        const ZxEntry *entry = &g_array_index (self->import->check->entries, ZxEntry, i);

        if (entry->state == self->state)
          g_array_append_val (self->numbers, entry->number);
      }
  if (before > 0 || self->numbers->len > 0)
    g_list_model_items_changed (model, 0, before, self->numbers->len);
}

static guint
position_in (ZxRosterRows *self,
             guint         number,
             gboolean     *out_found)
{
  guint low = 0, high = self->numbers->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->numbers, guint, middle) < number)
        low = middle + 1;
      else
        high = middle;
    }
  *out_found = low < self->numbers->len && g_array_index (self->numbers, guint, low) == number;

  return low;
}

static void
move_row (ZxRosterImport *self,
          guint           number,
          ZxRosterState   from,
          ZxRosterState   to)
{
  ZxRosterRows *old = ZX_ROSTER_ROWS (self->models[from]);
  ZxRosterRows *fresh = ZX_ROSTER_ROWS (self->models[to]);
  gboolean found;
  guint position;

  if (from == to)
    return;

  position = position_in (old, number, &found);
  if (found)
    {
      g_array_remove_index (old->numbers, position);
      g_list_model_items_changed (G_LIST_MODEL (old), position, 1, 0);
    }
  position = position_in (fresh, number, &found);
  if (!found)
    {
      g_array_insert_val (fresh->numbers, position, number);
      g_list_model_items_changed (G_LIST_MODEL (fresh), position, 0, 1);
    }
}

GListModel *
zx_roster_import_get_rows (ZxRosterImport *self,
                           ZxRosterState   state)
{
  g_return_val_if_fail (state < ZX_ROSTER_N_STATES, NULL);

  return self->models[state];
}

/* --- editing --- */

static void
announce (ZxRosterImport *self,
          ZxEntry        *entry,
          ZxRosterState   before)
{
  g_autoptr (ZxRosterRow) row = entry->object != NULL ? g_object_ref (entry->object) : NULL;
  ZxRosterState now = (ZxRosterState) entry->state;

  move_row (self, entry->number, before, now);
  if (row == NULL)
    return;
  if (before != now)
    g_object_notify_by_pspec (G_OBJECT (row), row_properties[PROP_STATE]);
  g_signal_emit (row, row_signals[CHANGED], 0);
}

static gboolean
edit_entry (ZxRosterImport  *self,
            ZxEntry         *entry,
            guint            position,
            const char      *text,
            GError         **error)
{
  ZxRosterCheck *check = self->check;
  ZxRosterState before = (ZxRosterState) entry->state;
  guint n_columns = self->columns->len;
  g_autofree const ZxSheetCell **cells = g_new0 (const ZxSheetCell *, n_columns + 1);
  g_autofree ZxSheetCell *made = g_new0 (ZxSheetCell, n_columns + 1);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GHashTable *edits;

  unpack_cells (entry->cells, made, cells, n_columns);
  if (strcmp (cells[position] != NULL ? cells[position]->text : "", valid) == 0)
    return TRUE;

  made[position] = (ZxSheetCell) { .text = valid, .length = (guint) strlen (valid), .column = (guint16) position, .type = ZX_SHEET_CELL_TEXT };
  cells[position] = &made[position];
  entry->cells = pack_cells (check->chunk, cells, n_columns);

  edits = g_hash_table_lookup (self->edits, GUINT_TO_POINTER (entry->number));
  if (edits == NULL)
    {
      edits = g_hash_table_new_full (NULL, NULL, NULL, g_free);
      g_hash_table_insert (self->edits, GUINT_TO_POINTER (entry->number), edits);
    }
  g_hash_table_insert (edits, GUINT_TO_POINTER (position), g_strdup (valid));

  if (entry->student != 0)
    zx_matcher_forget (check->matcher, entry->student);
  zx_judge_forget (check->judge, entry->number);
  zx_judge_read (check->judge, entry->number, entry->hidden, cells, &check->person);
  check->person_row = entry->number;
  if (!fill_entry (self, check, entry, &check->person, error))
    return FALSE;
  announce (self, entry, before);

  return TRUE;
}

gboolean
zx_roster_import_edit (ZxRosterImport  *self,
                       ZxRosterRow     *row,
                       guint            position,
                       const char      *text,
                       GError         **error)
{
  ZxEntry *entry = find_entry (self, row->number);

  g_return_val_if_fail (entry != NULL, FALSE);
  g_return_val_if_fail (position < self->columns->len, FALSE);

  return edit_entry (self, entry, position, text, error);
}

void
zx_roster_import_set_aside (ZxRosterImport *self,
                            ZxRosterRow    *row,
                            gboolean        aside)
{
  ZxEntry *entry = find_entry (self, row->number);
  ZxRosterState before;

  if (entry == NULL || (entry->state != ZX_ROSTER_REJECTED && entry->state != ZX_ROSTER_SET_ASIDE))
    return;

  before = (ZxRosterState) entry->state;
  entry->state = aside ? ZX_ROSTER_SET_ASIDE : ZX_ROSTER_REJECTED;
  if (aside)
    g_hash_table_add (self->aside, GUINT_TO_POINTER (entry->number));
  else
    g_hash_table_remove (self->aside, GUINT_TO_POINTER (entry->number));
  announce (self, entry, before);
}

/* --- one correction for several rows --- */

typedef enum { FIX_WORD, FIX_BIRTH, FIX_SEX, FIX_DIGITS } FixKind;

typedef struct
{
  ZxRosterFix  fix; /* first, for callers */
  FixKind      kind;
  guint        position;
  char        *from;
  char        *to;
} Fix;

static void
fix_free (gpointer data)
{
  Fix *fix = data;

  g_free (fix->fix.words);
  g_free (fix->from);
  g_free (fix->to);
  g_free (fix);
}

static int
position_of (ZxRosterImport *self,
             ZxTarget        target)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (self->mapping[i] == target)
      return (int) i;

  return -1;
}

/* Letters that people type for digits. */
static char *
repair_digits (const char *text)
{
  g_autofree char *id = zx_id_normalise (text);

  for (char *p = id; *p != '\0'; p++)
    switch (*p)
      {
      case 'O': case 'Q': case 'D':
        *p = '0';
        break;
      case 'I': case 'L':
        *p = '1';
        break;
      case 'Z':
        *p = '2';
        break;
      case 'S':
        *p = '5';
        break;
      case 'B':
        *p = '8';
        break;
      default:
        break;
      }

  return zx_check_id (id, NULL, NULL) == ZX_VALUE_OK ? g_steal_pointer (&id) : NULL;
}

/* Whether two words differ in one character: replaced, added or left out. */
static gboolean
differ_in_one (const char *a,
               const char *b)
{
  glong length_a = g_utf8_strlen (a, -1), length_b = g_utf8_strlen (b, -1);

  if (ABS (length_a - length_b) > 1)
    return FALSE;

  while (*a != '\0' && *b != '\0' && g_utf8_get_char (a) == g_utf8_get_char (b))
    {
      a = g_utf8_next_char (a);
      b = g_utf8_next_char (b);
    }
  if (length_a >= length_b && *a != '\0')
    a = g_utf8_next_char (a);
  if (length_b >= length_a && *b != '\0')
    b = g_utf8_next_char (b);

  return strcmp (a, b) == 0;
}

/* The class of other rows that is meant, when just one is as near. */
static const char *
nearest_class (ZxRosterImport *self,
               const char     *text)
{
  g_autofree char *plain = zx_text_remove_blanks (text);
  GHashTableIter iter;
  gpointer word;
  const char *found = NULL;

  g_hash_table_iter_init (&iter, self->check->class_words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    if (differ_in_one (plain, word))
      {
        if (found != NULL)
          return NULL;
        found = word;
      }

  return found;
}

static void
add_fix (GPtrArray  *fixes,
         FixKind     kind,
         guint       position,
         const char *from,
         const char *to)
{
  Fix *fix;

  for (guint i = 0; i < fixes->len; i++)
    {
      fix = fixes->pdata[i];
      if (fix->kind == kind && fix->position == position && g_strcmp0 (fix->from, from) == 0)
        {
          fix->fix.n_rows++;
          return;
        }
    }

  fix = g_new0 (Fix, 1);
  fix->fix.n_rows = 1;
  fix->kind = kind;
  fix->position = position;
  fix->from = g_strdup (from);
  fix->to = g_strdup (to);
  g_ptr_array_add (fixes, fix);
}

static int
compare_fixes (gconstpointer a,
               gconstpointer b)
{
  const Fix *left = *(Fix * const *) a, *right = *(Fix * const *) b;

  return (left->fix.n_rows < right->fix.n_rows) - (left->fix.n_rows > right->fix.n_rows);
}

static char *
fix_words (const Fix *fix)
{
  switch (fix->kind)
    {
    case FIX_WORD:
      return g_strdup_printf (_("Change “%s” to “%s”"), fix->from, fix->to);
    case FIX_BIRTH:
      return g_strdup (_("Take the birth dates from the ID numbers"));
    case FIX_SEX:
      return g_strdup (_("Take the sex from the ID numbers"));
    case FIX_DIGITS:
    default:
      return g_strdup (_("Turn letters in ID numbers into digits"));
    }
}

static void
foreach_rejected (ZxRosterImport *self,
                  void          (*func) (ZxRosterImport *self, ZxEntry *entry, const ZxSheetCell **cells, gpointer data),
                  gpointer        data)
{
  guint n_columns = self->columns->len;
  g_autofree const ZxSheetCell **cells = g_new0 (const ZxSheetCell *, n_columns + 1);
  g_autofree ZxSheetCell *made = g_new0 (ZxSheetCell, n_columns + 1);

  for (guint i = 0; i < self->check->entries->len; i++)
    {
      ZxEntry *entry = &g_array_index (self->check->entries, ZxEntry, i);

      if (entry->state != ZX_ROSTER_REJECTED)
        continue;
      unpack_cells (entry->cells, made, cells, n_columns);
      func (self, entry, cells, data);
    }
}

static void
suggest_for (ZxRosterImport     *self,
             ZxEntry            *entry,
             const ZxSheetCell **cells,
             gpointer            data)
{
  GPtrArray *fixes = data;
  ZxTarget target = zx_target_from_key (entry->details->reason.field);
  int position = target != ZX_TARGET_NONE ? position_of (self, target) : -1;

  if (position < 0)
    return;

  switch ((guint) zx_value_problem_from_code (entry->details->reason.code))
    {
    case ZX_VALUE_GRADE_UNKNOWN:
      {
        const char *to = target == ZX_TARGET_CLASS && cells[position] != NULL ? nearest_class (self, cells[position]->text) : NULL;

        if (to != NULL)
          add_fix (fixes, FIX_WORD, (guint) position, cells[position]->text, to);
      }
      break;
    case ZX_VALUE_BIRTH_MISMATCH:
      add_fix (fixes, FIX_BIRTH, (guint) position, NULL, "");
      break;
    case ZX_VALUE_SEX_MISMATCH:
      add_fix (fixes, FIX_SEX, (guint) position, NULL, "");
      break;
    case ZX_VALUE_ID_CHARS:
      {
        g_autofree char *repaired = cells[position] != NULL ? repair_digits (cells[position]->text) : NULL;

        if (repaired != NULL)
          add_fix (fixes, FIX_DIGITS, (guint) position, NULL, NULL);
      }
      break;
    default:
      break;
    }
}

GPtrArray *
zx_roster_import_suggest_fixes (ZxRosterImport *self)
{
  GPtrArray *fixes = g_ptr_array_new_with_free_func (fix_free);

  if (self->check != NULL)
    foreach_rejected (self, suggest_for, fixes);
  for (guint i = 0; i < fixes->len; i++)
    ((Fix *) fixes->pdata[i])->fix.words = fix_words (fixes->pdata[i]);
  g_ptr_array_sort (fixes, compare_fixes);

  return fixes;
}

typedef struct
{
  const Fix *fix;
  GArray    *rows;  /* guint */
  GPtrArray *texts;
} Repair;

static void
collect_repair (ZxRosterImport     *self,
                ZxEntry            *entry,
                const ZxSheetCell **cells,
                gpointer            data)
{
  static const ZxValueProblem problems[] = {
    [FIX_WORD] = ZX_VALUE_GRADE_UNKNOWN, [FIX_BIRTH] = ZX_VALUE_BIRTH_MISMATCH,
    [FIX_SEX] = ZX_VALUE_SEX_MISMATCH, [FIX_DIGITS] = ZX_VALUE_ID_CHARS,
  };
  Repair *repair = data;
  const Fix *fix = repair->fix;
  const char *text = cells[fix->position] != NULL ? cells[fix->position]->text : "";
  char *better;

  if (zx_value_problem_from_code (entry->details->reason.code) != problems[fix->kind] ||
      (fix->from != NULL && strcmp (fix->from, text) != 0))
    return;

  better = fix->kind == FIX_DIGITS ? repair_digits (text) : g_strdup (fix->to);
  if (better == NULL)
    return;
  g_array_append_val (repair->rows, entry->number);
  g_ptr_array_add (repair->texts, better);
}

gboolean
zx_roster_import_apply_fix (ZxRosterImport     *self,
                            const ZxRosterFix  *fix,
                            GError            **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Repair repair = { (const Fix *) fix, rows, texts };

  g_return_val_if_fail (self->check != NULL, FALSE);

  foreach_rejected (self, collect_repair, &repair);
  for (guint i = 0; i < rows->len; i++)
    if (!edit_entry (self, find_entry (self, g_array_index (rows, guint, i)), repair.fix->position, texts->pdata[i], error))
      return FALSE;

  return TRUE;
}
