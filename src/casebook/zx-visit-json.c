/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visit-json"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-payload.h"
#include "zx-visit-form.h"

/* The draft of a visit form as text. What is read may come from another version of the program, or be damaged. */

static const char * const way_words[] = { "home", "phone", "school" };

/* The texts that stand by themselves. */
static const struct
{
  const char *key;
  gsize       offset;
} single_texts[] = {
  { "date", G_STRUCT_OFFSET (ZxVisitForm, date) },
  { "start", G_STRUCT_OFFSET (ZxVisitForm, start) },
  { "end", G_STRUCT_OFFSET (ZxVisitForm, end) },
  { "kind", G_STRUCT_OFFSET (ZxVisitForm, kind) },
  { "purpose", G_STRUCT_OFFSET (ZxVisitForm, purpose) },
  { "place", G_STRUCT_OFFSET (ZxVisitForm, place) },
  { "observations", G_STRUCT_OFFSET (ZxVisitForm, observations) },
  { "needs", G_STRUCT_OFFSET (ZxVisitForm, needs) },
  { "change", G_STRUCT_OFFSET (ZxVisitForm, change) },
  { "reason", G_STRUCT_OFFSET (ZxVisitForm, reason) },
  { "channel", G_STRUCT_OFFSET (ZxVisitForm, channel) },
  { "policy_told", G_STRUCT_OFFSET (ZxVisitForm, policy_told) },
  { "level_view", G_STRUCT_OFFSET (ZxVisitForm, level_view) },
  { "contradiction", G_STRUCT_OFFSET (ZxVisitForm, contradiction) },
  { "remark", G_STRUCT_OFFSET (ZxVisitForm, remark) },
  { "sign_way", G_STRUCT_OFFSET (ZxVisitForm, sign_way) },
  { "sign_reason", G_STRUCT_OFFSET (ZxVisitForm, sign_reason) },
  { "next_date", G_STRUCT_OFFSET (ZxVisitForm, next_date) },
};

static const struct
{
  const char *key;
  gsize       offset;
} flags[] = {
  { "child_met", G_STRUCT_OFFSET (ZxVisitForm, child_met) },
  { "neighbour_met", G_STRUCT_OFFSET (ZxVisitForm, neighbour_met) },
  { "nobody_home", G_STRUCT_OFFSET (ZxVisitForm, nobody_home) },
  { "parent_sign", G_STRUCT_OFFSET (ZxVisitForm, parent_sign) },
  { "visitor_sign", G_STRUCT_OFFSET (ZxVisitForm, visitor_sign) },
};

/* --- writing --- */

static void
append_member (GString    *out,
               const char *key,
               const char *text)
{
  if (text == NULL)
    return;

  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  g_string_append_printf (out, "\"%s\":", key);
  zx_payload_append_text (out, text);
}

static void
append_id (GString    *out,
           const char *key,
           gint64      id)
{
  char digits[24];

  g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, id);
  append_member (out, key, id != 0 ? digits : NULL);
}

static void
append_ids (GString    *out,
            const char *key,
            GArray     *ids)
{
  g_string_append_printf (out, ",\"%s\":[", key);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (out, "%s\"%" G_GINT64_FORMAT "\"", i > 0 ? "," : "", g_array_index (ids, gint64, i));
  g_string_append_c (out, ']');
}

char *
zx_visit_form_to_json (ZxVisitForm *self)
{
  GString *out = g_string_new ("{");

  append_member (out, "way", way_words[self->way]);
  for (guint i = 0; i < G_N_ELEMENTS (single_texts); i++)
    append_member (out, single_texts[i].key, G_STRUCT_MEMBER (char *, self, single_texts[i].offset));
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    g_string_append_printf (out, ",\"%s\":%s", flags[i].key, G_STRUCT_MEMBER (gboolean, self, flags[i].offset) ? "true" : "false");
  append_ids (out, "students", self->students);
  append_ids (out, "visitors", self->visitors);

  g_string_append (out, ",\"met\":[");
  for (guint i = 0; i < self->met->len; i++)
    {
      ZxMetPerson *person = g_ptr_array_index (self->met, i);

      g_string_append (out, i > 0 ? ",{" : "{");
      append_id (out, "member", person->member);
      append_member (out, "name", person->name);
      append_member (out, "relation", person->relation);
      g_string_append_c (out, '}');
    }

  g_string_append (out, "],\"texts\":{");
  for (guint i = 0; i < ZX_VISIT_N_TEXTS; i++)
    append_member (out, zx_visit_text_get_field (i), self->texts[i]);

  g_string_append (out, "},\"promises\":[");
  for (guint i = 0; i < self->promises->len; i++)
    {
      ZxPromiseLine *line = g_ptr_array_index (self->promises, i);

      g_string_append (out, i > 0 ? ",{" : "{");
      append_member (out, "what", line->what);
      append_id (out, "person", line->person);
      append_member (out, "due", line->due);
      append_member (out, "need", line->need);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]}");

  return g_string_free (out, FALSE);
}

/* --- reading any JSON into a small tree --- */

#define DEEPEST 16

typedef enum { NODE_OTHER, NODE_TEXT, NODE_TRUE, NODE_LIST, NODE_OBJECT } NodeType;

typedef struct
{
  NodeType   type;
  char      *key;
  char      *text;
  GPtrArray *children;
} Node;

static void
node_free (gpointer data)
{
  Node *self = data;

  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->text);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Node, node_free)

static void
skip_blanks (const char **at)
{
  while (**at == ' ' || **at == '\n' || **at == '\t' || **at == '\r')
    (*at)++;
}

static gboolean
take (const char **at,
      const char  *literal)
{
  gsize length = strlen (literal);

  skip_blanks (at);
  if (strncmp (*at, literal, length) != 0)
    return FALSE;
  *at += length;

  return TRUE;
}

static gboolean
take_hex (const char **at,
          gunichar    *out_unit)
{
  *out_unit = 0;
  for (guint i = 0; i < 4; i++, (*at)++)
    {
      if (!g_ascii_isxdigit (**at))
        return FALSE;
      *out_unit = *out_unit * 16 + (gunichar) g_ascii_xdigit_value (**at);
    }

  return TRUE;
}

static gboolean
take_escape (const char **at,
             GString     *text)
{
  static const char names[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *name = **at != '\0' ? strchr (names, **at) : NULL;
  gunichar unit, low;

  if (name != NULL)
    {
      g_string_append_c (text, meanings[name - names]);
      (*at)++;
      return TRUE;
    }
  if (**at != 'u')
    return FALSE;

  (*at)++;
  if (!take_hex (at, &unit))
    return FALSE;
  if (unit >= 0xd800 && unit < 0xdc00)
    {
      if ((*at)[0] != '\\' || (*at)[1] != 'u')
        return FALSE;
      *at += 2;
      if (!take_hex (at, &low) || low < 0xdc00 || low > 0xdfff)
        return FALSE;
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
  if (unit == 0 || !g_unichar_validate (unit))
    return FALSE;
  g_string_append_unichar (text, unit);

  return TRUE;
}

static char *
take_text (const char **at)
{
  g_autoptr (GString) text = NULL;

  if (!take (at, "\""))
    return NULL;

  text = g_string_new (NULL);
  while (**at != '"')
    {
      if ((guchar) **at < 0x20)
        return NULL;
      if (**at != '\\')
        {
          g_string_append_c (text, *(*at)++);
          continue;
        }
      (*at)++;
      if (!take_escape (at, text))
        return NULL;
    }
  (*at)++;

  return g_strdup (text->str);
}

static Node *take_node (const char **at, guint depth);

static gboolean
take_children (Node        *self,
               const char **at,
               const char  *end,
               guint        depth)
{
  self->children = g_ptr_array_new_with_free_func (node_free);
  if (take (at, end))
    return TRUE;

  do
    {
      g_autofree char *key = NULL;
      Node *child;

      if (self->type == NODE_OBJECT)
        {
          key = take_text (at);
          if (key == NULL || !take (at, ":"))
            return FALSE;
        }
      child = take_node (at, depth + 1);
      if (child == NULL)
        return FALSE;
      child->key = g_steal_pointer (&key);
      g_ptr_array_add (self->children, child);
    }
  while (take (at, ","));

  return take (at, end);
}

static Node *
take_node (const char **at,
           guint        depth)
{
  g_autoptr (Node) self = g_new0 (Node, 1);

  if (depth > DEEPEST)
    return NULL;

  skip_blanks (at);
  if (**at == '"')
    {
      self->type = NODE_TEXT;
      self->text = take_text (at);
      return self->text != NULL ? g_steal_pointer (&self) : NULL;
    }
  if (take (at, "{"))
    {
      self->type = NODE_OBJECT;
      return take_children (self, at, "}", depth) ? g_steal_pointer (&self) : NULL;
    }
  if (take (at, "["))
    {
      self->type = NODE_LIST;
      return take_children (self, at, "]", depth) ? g_steal_pointer (&self) : NULL;
    }
  if (take (at, "true"))
    self->type = NODE_TRUE;
  else if (!take (at, "false") && !take (at, "null"))
    {
      gsize length = strspn (*at, "+-.0123456789eE");

      if (length == 0)
        return NULL;
      *at += length;
    }

  return g_steal_pointer (&self);
}

static Node *
get_member (Node       *self,
            const char *key,
            NodeType    type)
{
  for (guint i = 0; self->type == NODE_OBJECT && i < self->children->len; i++)
    {
      Node *child = g_ptr_array_index (self->children, i);

      if (child->type == type && strcmp (child->key, key) == 0)
        return child;
    }

  return NULL;
}

static const char *
get_text (Node       *self,
          const char *key)
{
  Node *member = get_member (self, key, NODE_TEXT);

  return member != NULL ? member->text : NULL;
}

static gint64
get_id (Node       *self,
        const char *key)
{
  const char *text = get_text (self, key);

  return text != NULL ? MAX (0, g_ascii_strtoll (text, NULL, 10)) : 0;
}

/* --- the tree into a form --- */

static void
read_ids (Node        *root,
          const char  *key,
          ZxVisitForm *form,
          void       (*set) (ZxVisitForm *, gint64, gboolean))
{
  Node *list = get_member (root, key, NODE_LIST);

  for (guint i = 0; list != NULL && i < list->children->len; i++)
    {
      Node *one = g_ptr_array_index (list->children, i);

      if (one->type == NODE_TEXT)
        set (form, MAX (0, g_ascii_strtoll (one->text, NULL, 10)), TRUE);
    }
}

static void
read_met (Node        *root,
          ZxVisitForm *form)
{
  Node *list = get_member (root, "met", NODE_LIST);

  for (guint i = 0; list != NULL && i < list->children->len; i++)
    {
      Node *one = g_ptr_array_index (list->children, i);

      if (one->type == NODE_OBJECT)
        zx_visit_form_set_met (form, get_id (one, "member"), get_text (one, "name"), get_text (one, "relation"), TRUE);
    }
}

static void
read_promises (Node        *root,
               ZxVisitForm *form)
{
  Node *list = get_member (root, "promises", NODE_LIST);

  for (guint i = 0; list != NULL && i < list->children->len; i++)
    {
      Node *one = g_ptr_array_index (list->children, i);
      ZxPromiseLine *line;

      if (one->type != NODE_OBJECT)
        continue;
      line = zx_visit_form_add_promise (form, get_text (one, "what"));
      line->person = get_id (one, "person");
      zx_visit_form_set (&line->due, get_text (one, "due"));
      zx_visit_form_set (&line->need, get_text (one, "need"));
    }
}

ZxVisitForm *
zx_visit_form_from_json (gint64       key,
                         const char  *json,
                         GError     **error)
{
  const char *at = json != NULL ? json : "";
  g_autoptr (Node) root = g_utf8_validate (at, -1, NULL) ? take_node (&at, 0) : NULL;
  ZxVisitForm *form;
  Node *texts;

  if (root == NULL || root->type != NODE_OBJECT)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT, _("This draft is damaged and cannot be opened."));
      return NULL;
    }

  form = zx_visit_form_new ();
  form->key = key;
  for (guint i = 0; i < G_N_ELEMENTS (way_words); i++)
    if (g_strcmp0 (get_text (root, "way"), way_words[i]) == 0)
      form->way = (ZxVisitWay) i;
  for (guint i = 0; i < G_N_ELEMENTS (single_texts); i++)
    zx_visit_form_set (&G_STRUCT_MEMBER (char *, form, single_texts[i].offset), get_text (root, single_texts[i].key));
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    G_STRUCT_MEMBER (gboolean, form, flags[i].offset) = get_member (root, flags[i].key, NODE_TRUE) != NULL;
  read_ids (root, "students", form, zx_visit_form_set_student);
  read_ids (root, "visitors", form, zx_visit_form_set_visitor);
  read_met (root, form);
  texts = get_member (root, "texts", NODE_OBJECT);
  for (guint i = 0; texts != NULL && i < ZX_VISIT_N_TEXTS; i++)
    zx_visit_form_set (&form->texts[i], get_text (texts, zx_visit_text_get_field (i)));
  read_promises (root, form);

  return form;
}
