/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-student-list"

#include "config.h"

#include <string.h>

#include "zx-student-list.h"

#define PAGE_ROWS 64
#define MAX_PAGES 64

/* The first rows, shown before the others are known: more than a large screen holds. */
#define BEGINNING 48
/* About what the view looks at: it keeps some 200 rows beside those on the screen. */
#define LOOKED_AT 256

/* --- one student */

struct _ZxStudentItem
{
  GObject        parent_instance;
  ZxStudentList *list; /* weak: forgets us when it goes away */
  gint64         id;
  guint          position; /* where it was asked for last */
  GPtrArray     *page; /* keeps the row */
  ZxStudentRow  *row;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxStudentItem, zx_student_item, G_TYPE_OBJECT)

/* --- all of them */

enum { FOUND, N_LIST_SIGNALS };

static guint list_signals[N_LIST_SIGNALS];

typedef struct
{
  guint      number;
  GPtrArray *rows; /* of ZxStudentRow */
} Page;

struct _ZxStudentList
{
  GObject     parent_instance;
  ZxDb       *db;
  char       *today;
  GArray     *keys;  /* of gint64 */
  GArray     *order; /* of gint64; (nullable): all that order_filter finds */
  ZxStudentFilter order_filter;
  char       *order_cat;
  GCancellable *finding; /* (nullable) */
  gboolean    grows; /* only its beginning is shown */
  gboolean    stale; /* what is shown may have changed in the casebook */
  GQueue      pages; /* of Page, the one looked at last in front */
  GHashTable *items; /* of those alive: gint64 in the item → item */
};

static void zx_student_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZxStudentList, zx_student_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, zx_student_list_model_init))

static void
zx_student_item_finalize (GObject *object)
{
  ZxStudentItem *self = ZX_STUDENT_ITEM (object);

  /* A younger item of the same student may stand in its place. */
  if (self->list != NULL && g_hash_table_lookup (self->list->items, &self->id) == self)
    g_hash_table_remove (self->list->items, &self->id);
  g_clear_pointer (&self->page, g_ptr_array_unref);

  G_OBJECT_CLASS (zx_student_item_parent_class)->finalize (object);
}

static void
zx_student_item_class_init (ZxStudentItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zx_student_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zx_student_item_init (ZxStudentItem *self)
{
}

gint64
zx_student_item_get_id (ZxStudentItem *self)
{
  return self->id;
}

const ZxStudentRow *
zx_student_item_get_row (ZxStudentItem *self)
{
  return self->row;
}

const char *
zx_student_item_get_today (ZxStudentItem *self)
{
  return self->list != NULL ? self->list->today : NULL;
}

static void
take_row (ZxStudentItem *self,
          GPtrArray     *page,
          guint          at)
{
  g_clear_pointer (&self->page, g_ptr_array_unref);
  self->page = g_ptr_array_ref (page);
  self->row = at < page->len ? g_ptr_array_index (page, at) : NULL;
}

/* --- pages */

static void
page_free (gpointer data)
{
  Page *page = data;

  g_ptr_array_unref (page->rows);
  g_free (page);
}

static void
drop_pages (ZxStudentList *self)
{
  g_queue_clear_full (&self->pages, page_free);
}

static GPtrArray *
load_rows (ZxStudentList *self,
           const gint64  *keys,
           guint          n_keys)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = zx_student_rows_load (self->db, keys, n_keys, self->today, &error);

  if (rows == NULL)
    {
      g_message ("Students cannot be read: %s", error->message);
      rows = g_ptr_array_new ();
    }

  return rows;
}

static GPtrArray *
get_page (ZxStudentList *self,
          guint          number)
{
  guint first = number * PAGE_ROWS;
  Page *page;

  for (GList *l = self->pages.head; l != NULL; l = l->next)
    {
      page = l->data;
      if (page->number != number)
        continue;

      g_queue_unlink (&self->pages, l);
      g_queue_push_head_link (&self->pages, l);
      return page->rows;
    }

  page = g_new (Page, 1);
  page->number = number;
  page->rows = load_rows (self, &g_array_index (self->keys, gint64, first), MIN (PAGE_ROWS, self->keys->len - first));
  g_queue_push_head (&self->pages, page);
  if (self->pages.length > MAX_PAGES)
    page_free (g_queue_pop_tail (&self->pages));

  return page->rows;
}

/* --- the list model */

static GType
zx_student_list_get_item_type (GListModel *model)
{
  return ZX_TYPE_STUDENT_ITEM;
}

static guint
zx_student_list_get_n_items (GListModel *model)
{
  return ZX_STUDENT_LIST (model)->keys->len;
}

static gpointer
zx_student_list_get_item (GListModel *model,
                          guint       position)
{
  ZxStudentList *self = ZX_STUDENT_LIST (model);
  ZxStudentItem *item;
  gint64 key;

  if (position >= self->keys->len)
    return NULL;

  key = g_array_index (self->keys, gint64, position);
  item = g_hash_table_lookup (self->items, &key);
  if (item != NULL)
    {
      item->position = position;
      return g_object_ref (item);
    }

  item = g_object_new (ZX_TYPE_STUDENT_ITEM, NULL);
  item->list = self;
  item->id = key;
  item->position = position;
  take_row (item, get_page (self, position / PAGE_ROWS), position % PAGE_ROWS);
  g_hash_table_replace (self->items, &item->id, item);

  return item;
}

static void
zx_student_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = zx_student_list_get_item_type;
  iface->get_n_items = zx_student_list_get_n_items;
  iface->get_item = zx_student_list_get_item;
}

static void
zx_student_list_dispose (GObject *object)
{
  ZxStudentList *self = ZX_STUDENT_LIST (object);

  if (self->finding != NULL)
    g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);

  G_OBJECT_CLASS (zx_student_list_parent_class)->dispose (object);
}

static void
zx_student_list_finalize (GObject *object)
{
  ZxStudentList *self = ZX_STUDENT_LIST (object);
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    ZX_STUDENT_ITEM (item)->list = NULL;
  g_hash_table_unref (self->items);
  drop_pages (self);
  g_array_unref (self->keys);
  g_clear_pointer (&self->order, g_array_unref);
  g_free (self->order_cat);
  g_free (self->today);

  G_OBJECT_CLASS (zx_student_list_parent_class)->finalize (object);
}

static void
zx_student_list_class_init (ZxStudentListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zx_student_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = zx_student_list_finalize;

  list_signals[FOUND] = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                      0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
zx_student_list_init (ZxStudentList *self)
{
  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_queue_init (&self->pages);
}

ZxStudentList *
zx_student_list_new (void)
{
  return g_object_new (ZX_TYPE_STUDENT_LIST, NULL);
}

/* Puts @keys[@from, @to) in the place of @removed keys at @position, and tells. */
static void
splice (ZxStudentList *self,
        guint          position,
        guint          removed,
        GArray        *keys,
        guint          from,
        guint          to)
{
  GArray *old = self->keys;
  GArray *fresh = g_array_sized_new (FALSE, FALSE, sizeof (gint64), old->len - removed + to - from);

  g_array_append_vals (fresh, old->data, position);
  g_array_append_vals (fresh, &g_array_index (keys, gint64, from), to - from);
  g_array_append_vals (fresh, &g_array_index (old, gint64, position + removed), old->len - position - removed);
  self->keys = fresh;
  g_array_unref (old);
  drop_pages (self);
  if (removed > 0 || to > from)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, to - from);
}

static gboolean
keys_equal (GArray *a,
            guint   at,
            GArray *b,
            guint   there,
            guint   n)
{
  return memcmp (&g_array_index (a, gint64, at), &g_array_index (b, gint64, there), n * sizeof (gint64)) == 0;
}

/* (transfer full) (element-type ZxStudentItem): those somebody looks at */
static GPtrArray *
list_items (ZxStudentList *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    g_ptr_array_add (items, g_object_ref (item));

  return items;
}

/* Takes @keys. Other students in the same places: the view keeps its rows and fills them anew. It would throw all of them
 * away otherwise and build as many again. */
static void
replace_keys (ZxStudentList *self,
              GArray        *keys)
{
  g_autoptr (GArray) old = g_steal_pointer (&self->keys);
  g_autoptr (GPtrArray) items = list_items (self);

  self->keys = keys;
  drop_pages (self);
  g_hash_table_remove_all (self->items);
  for (guint i = 0; i < items->len; i++)
    {
      ZxStudentItem *one = g_ptr_array_index (items, i);

      /* Rows were put in or taken out above it since. */
      if (one->position >= old->len || g_array_index (old, gint64, one->position) != one->id)
        for (one->position = 0; one->position < old->len && g_array_index (old, gint64, one->position) != one->id; one->position++)
          ;
      if (one->position >= MIN (old->len, keys->len))
        continue;
      one->id = g_array_index (keys, gint64, one->position);
      g_hash_table_replace (self->items, &one->id, one);
    }

  if (keys->len < old->len)
    g_list_model_items_changed (G_LIST_MODEL (self), keys->len, old->len - keys->len, 0);
  else if (keys->len > old->len)
    g_list_model_items_changed (G_LIST_MODEL (self), old->len, 0, keys->len - old->len);

  for (guint i = 0; i < items->len; i++)
    {
      ZxStudentItem *one = g_ptr_array_index (items, i);

      if (g_hash_table_lookup (self->items, &one->id) != one)
        continue;
      take_row (one, get_page (self, one->position / PAGE_ROWS), one->position % PAGE_ROWS);
      g_signal_emit (one, signals[CHANGED], 0);
    }
}

/* Takes @keys. Tells the view only what moved, so that the scroll position and the selection survive. Where something is
 * taken out and put in at once, the view looks for what was selected, or stood at the top, among all that is put in, and
 * would read every row of it: not where that is much. */
static void
move_keys (ZxStudentList *self,
           GArray        *keys)
{
  g_autoptr (GArray) old = g_array_ref (self->keys);
  guint shorter = MIN (old->len, keys->len);
  guint head = 0;
  guint tail = 0;
  guint n_old, n_new;

  while (head < shorter && g_array_index (old, gint64, head) == g_array_index (keys, gint64, head))
    head++;
  while (tail < shorter - head &&
         g_array_index (old, gint64, old->len - 1 - tail) == g_array_index (keys, gint64, keys->len - 1 - tail))
    tail++;
  n_old = old->len - head - tail;
  n_new = keys->len - head - tail;

  if (n_old == 0 || n_new <= LOOKED_AT)
    {
      if (n_old > 0 || n_new > 0)
        splice (self, head, n_old, keys, head, head + n_new);
    }
  /* One student moved down, or up. */
  else if (n_old == n_new && keys_equal (old, head + 1, keys, head, n_new - 1))
    {
      splice (self, head, 1, keys, 0, 0);
      splice (self, head + n_new - 1, 0, keys, head + n_new - 1, head + n_new);
    }
  else if (n_old == n_new && keys_equal (old, head, keys, head + 1, n_new - 1))
    {
      splice (self, head + n_old - 1, 1, keys, 0, 0);
      splice (self, head, 0, keys, head, head + 1);
    }
  else
    {
      replace_keys (self, keys);
      return;
    }

  /* The same keys, and perhaps shared. */
  g_array_unref (self->keys);
  self->keys = keys;
}

static gboolean
rows_equal (const ZxStudentRow *a,
            const ZxStudentRow *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return g_strcmp0 (a->name, b->name) == 0 &&
         g_strcmp0 (a->class_words, b->class_words) == 0 &&
         g_strcmp0 (a->level, b->level) == 0 &&
         g_strcmp0 (a->level_words, b->level_words) == 0 &&
         g_strcmp0 (a->facts, b->facts) == 0 &&
         g_strcmp0 (a->place, b->place) == 0 &&
         g_strcmp0 (a->last_visit, b->last_visit) == 0 &&
         a->overdue == b->overdue;
}

/* Students that are on the screen are read again. */
static void
renew_items (ZxStudentList *self)
{
  g_autoptr (GPtrArray) items = list_items (self);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < items->len; i++)
    g_array_append_val (keys, ((ZxStudentItem *) g_ptr_array_index (items, i))->id);
  if (items->len == 0)
    return;

  rows = load_rows (self, (gint64 *) keys->data, keys->len);
  for (guint i = 0; i < items->len; i++)
    {
      ZxStudentItem *one = g_ptr_array_index (items, i);
      g_autoptr (GPtrArray) page = one->page != NULL ? g_ptr_array_ref (one->page) : NULL;
      const ZxStudentRow *before = one->row;

      take_row (one, rows, i);
      if (!rows_equal (before, one->row))
        g_signal_emit (one, signals[CHANGED], 0);
    }
}

/* --- finding, in a worker */

typedef struct
{
  ZxStudentFilter  filter;
  char            *text;
  char            *cat;
  GArray          *order; /* (nullable): the same filter without a text, where it is known */
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->text);
  g_free (wanted->cat);
  g_clear_pointer (&wanted->order, g_array_unref);
  g_free (wanted);
}

typedef struct
{
  GArray *order;
  GArray *keys;
  GError *error;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->order, g_array_unref);
  g_clear_pointer (&found->keys, g_array_unref);
  g_clear_error (&found->error);
  g_free (found);
}

static gpointer
find_in_worker (ZxDb       *db,
                const char *today,
                gpointer    data)
{
  Wanted *wanted = data;
  Found *found = g_new0 (Found, 1);

  found->order = wanted->order != NULL ? g_array_ref (wanted->order) : zx_student_ids_load (db, &wanted->filter, today, &found->error);
  if (found->order != NULL)
    found->keys = zx_student_ids_narrow (db, found->order, wanted->text, &found->error);

  return found;
}

static void
found_cb (gpointer owner,
          gpointer result)
{
  ZxStudentList *self = owner;
  Found *found = result;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->finding);
  if (found != NULL && found->keys != NULL)
    {
      g_clear_pointer (&self->order, g_array_unref);
      self->order = g_array_ref (found->order);
      if (self->stale)
        {
          self->stale = FALSE;
          drop_pages (self);
          renew_items (self);
          move_keys (self, g_array_ref (found->keys));
        }
      else if (self->grows)
        {
          move_keys (self, g_array_ref (found->keys));
        }
      else
        {
          replace_keys (self, g_array_ref (found->keys));
        }
      self->grows = FALSE;
    }
  else if (found != NULL)
    {
      error = g_steal_pointer (&found->error);
    }

  g_signal_emit (self, list_signals[FOUND], 0, error);
}

/* The order does not depend on the text. */
static gboolean
has_order (ZxStudentList         *self,
           const ZxStudentFilter *filter)
{
  const ZxStudentFilter *known = &self->order_filter;

  return self->order != NULL && !self->stale && known->scope == filter->scope && known->class_id == filter->class_id &&
         known->visited == filter->visited && known->sort == filter->sort && known->descending == filter->descending &&
         g_strcmp0 (known->cat, filter->cat) == 0;
}

/* So that the list is not empty until all of it is known. Returns: whether that was all */
static gboolean
show_beginning (ZxStudentList         *self,
                ZxSession             *session,
                const ZxStudentFilter *filter)
{
  ZxStudentFilter beginning = *filter;
  g_autoptr (GArray) keys = NULL;

  if (filter->sort == ZX_STUDENT_SORT_PLACE || (filter->text != NULL && *filter->text != '\0'))
    return FALSE;

  beginning.limit = BEGINNING;
  keys = zx_student_ids_load (self->db, &beginning, self->today, NULL);
  if (keys == NULL)
    return FALSE;

  move_keys (self, g_array_ref (keys));
  self->stale = FALSE;
  self->grows = TRUE;
  if (keys->len == BEGINNING)
    return FALSE;

  self->order = g_steal_pointer (&keys);

  return TRUE;
}

void
zx_student_list_find (ZxStudentList         *self,
                      ZxSession             *session,
                      const ZxStudentFilter *filter,
                      gboolean               anew)
{
  Wanted *wanted;
  gboolean known, first;

  g_return_if_fail (ZX_IS_STUDENT_LIST (self));
  g_return_if_fail (filter->grade == NULL && filter->limit == 0);

  if (self->finding != NULL)
    g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);

  first = self->db == NULL;
  self->db = zx_session_get_db (session);
  self->stale = self->stale || anew || g_strcmp0 (self->today, zx_session_get_today (session)) != 0;
  g_free (self->today);
  self->today = g_strdup (zx_session_get_today (session));

  known = has_order (self, filter);
  if (!known)
    {
      g_clear_pointer (&self->order, g_array_unref);
      g_free (self->order_cat);
      self->order_cat = g_strdup (filter->cat);
      self->order_filter = *filter;
      self->order_filter.text = NULL;
      self->order_filter.cat = self->order_cat;
    }
  if (first && show_beginning (self, session, filter))
    {
      g_signal_emit (self, list_signals[FOUND], 0, NULL);
      return;
    }

  wanted = g_new0 (Wanted, 1);
  wanted->text = g_strdup (filter->text);
  wanted->cat = g_strdup (filter->cat);
  wanted->filter = *filter;
  wanted->filter.text = NULL;
  wanted->filter.cat = wanted->cat;
  wanted->order = known ? g_array_ref (self->order) : NULL;
  self->finding = g_cancellable_new ();
  zx_session_ask (session, find_in_worker, wanted, wanted_free, found_free, found_cb, self->finding, G_OBJECT (self));
}

gboolean
zx_student_list_is_finding (ZxStudentList *self)
{
  g_return_val_if_fail (ZX_IS_STUDENT_LIST (self), FALSE);

  return self->finding != NULL;
}
