/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "zx-mask"

#include "config.h"

#include <string.h>

#include "zx-mask.h"
#include "zx-text.h"

#define HIDDEN "****"

static gboolean
is_empty (const char *value)
{
  return value == NULL || *value == '\0';
}

static gboolean
is_plain (const char *value)
{
  for (; *value != '\0'; value++)
    {
      if (!g_ascii_isalnum (*value))
        return FALSE;
    }

  return TRUE;
}

/* @value with asterisks between its first @head and last @tail bytes. */
static char *
hide_middle (const char *value,
             gsize       head,
             gsize       tail)
{
  gsize length = strlen (value);
  char *masked = g_strdup (value);

  memset (masked + head, '*', length - head - tail);

  return masked;
}

char *
zx_mask_id (const char *id)
{
  gsize length;

  if (is_empty (id))
    return g_strdup ("");

  length = strlen (id);

  if (!is_plain (id) || length < 8)
    return g_strdup (HIDDEN);

  switch (length)
    {
    case 18:
      return hide_middle (id, 6, 4);
    case 19:
      /* a roll number: letter and ID number */
      return hide_middle (id, 7, 4);
    case 20:
    case 22:
      /* a disability certificate: what follows the ID number tells the illness */
      return hide_middle (id, 6, 0);
    default:
      return hide_middle (id, 0, 3);
    }
}

char *
zx_mask_id_tail (const char *id)
{
  gsize length;

  if (is_empty (id))
    return g_strdup ("");

  length = strlen (id);

  return g_strdup (length >= 15 && is_plain (id) ? id + length - 4 : HIDDEN);
}

char *
zx_mask_phone (const char *phone)
{
  const char *dash;
  gsize length;

  if (is_empty (phone))
    return g_strdup ("");

  length = strlen (phone);

  if (length == 11 && is_plain (phone))
    return hide_middle (phone, 3, 4);

  dash = strchr (phone, '-');

  /* a landline: four hidden, as many shown as are left */
  if (dash != NULL && dash - phone <= 4 && strlen (dash + 1) >= 7 && strlen (dash + 1) <= 8 &&
      is_plain (dash + 1))
    return hide_middle (phone, dash + 1 - phone, strlen (dash + 1) - 4);

  return g_strdup (HIDDEN);
}

char *
zx_mask_bank (const char *number)
{
  gsize length;

  if (is_empty (number))
    return g_strdup ("");

  length = strlen (number);

  return g_strconcat ("**** **** **** ", length >= 12 && is_plain (number) ? number + length - 4 : HIDDEN,
                      NULL);
}

/* How one level of an address is recognised. */
typedef struct
{
  const char * const *words;  /* what it ends in */
  const char * const *before; /* not when this stands before: 自治区 is no district */
  const char * const *after;  /* not when this stands behind: 新村镇 is no village */
  gboolean            last;   /* whether the last such place counts, else the first */
} AddressLevel;

static const AddressLevel address_levels[] = {
  {
    (const char * const[]) { "村民委员会", "村委会", "社区居委会", "居委会", "社区", "村", "嘎查", NULL },
    (const char * const[]) { NULL },
    (const char * const[]) { "镇", "乡", "街道", "村", "小学", "中学", "民", NULL },
    FALSE,
  },
  {
    /* 镇宁县 and 新乡市 come before their townships */
    (const char * const[]) { "街道办事处", "街道", "镇", "乡", "苏木", NULL },
    (const char * const[]) { "城", NULL },
    (const char * const[]) { "街道", "村", "镇", "乡", "市", "县", "区", "中心", NULL },
    TRUE,
  },
  {
    (const char * const[]) { "县", "区", "旗", NULL },
    (const char * const[]) { "治", "小", "社", "地", "园", "景", "校", "发", NULL },
    (const char * const[]) { "镇", "乡", "街道", NULL },
    FALSE,
  },
  {
    (const char * const[]) { "市", NULL },
    (const char * const[]) { "城", "超", NULL },
    (const char * const[]) { "场", NULL },
    FALSE,
  },
};

static gboolean
has_any_prefix (const char         *text,
                const char * const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_str_has_prefix (text, words[i]))
        return TRUE;
    }

  return FALSE;
}

/* Behind the part of @address that is of @level; NULL when there is none. */
static const char *
find_level (const char         *address,
            const AddressLevel *level)
{
  const char *before = address;
  const char *end = NULL;

  for (const char *p = g_utf8_next_char (address); *p != '\0'; before = p, p = g_utf8_next_char (p))
    {
      for (guint i = 0; level->words[i] != NULL; i++)
        {
          const char *behind = p + strlen (level->words[i]);

          if (!g_str_has_prefix (p, level->words[i]))
            continue;

          if (!has_any_prefix (before, level->before) && !has_any_prefix (behind, level->after))
            {
              end = behind;
              break;
            }
        }

      if (end != NULL && !level->last)
        break;
    }

  return end;
}

char *
zx_mask_address (const char *address)
{
  g_autofree char *plain = NULL;

  if (is_empty (address))
    return g_strdup ("");

  plain = zx_text_normalise (address);
  if (*plain == '\0')
    return g_strdup ("");

  for (guint i = 0; i < G_N_ELEMENTS (address_levels); i++)
    {
      const char *end = find_level (plain, &address_levels[i]);

      if (end != NULL)
        return g_strndup (plain, end - plain);
    }

  return g_strdup (HIDDEN);
}

char *
zx_mask_name (const char *name)
{
  g_autofree char *plain = zx_text_normalise_name (name);
  guint surname = zx_text_surname_length (plain);
  guint length = zx_text_length (plain);
  const char *end;

  if (length == 0)
    return g_strdup ("");

  end = g_utf8_offset_to_pointer (plain, surname);

  /* 阿依古丽·买买提, "John Smith": the first part; a single Latin word shows its first letter */
  if (!zx_text_is_han (g_utf8_get_char (plain)) || strstr (plain, "·") != NULL)
    {
      if (surname == length)
        end = g_utf8_next_char (plain);

      return g_strdup_printf ("%.*s*", (int) (end - plain), plain);
    }

  if (length == 1)
    return g_strdup ("*");

  return g_strdup_printf ("%.*s*%s", (int) (end - plain), plain, g_utf8_next_char (end));
}

char *
zx_mask_name_demo (const char *name)
{
  g_autofree char *plain = zx_text_normalise_name (name);
  guint surname = zx_text_surname_length (plain);
  const char *end;

  if (*plain == '\0')
    return g_strdup ("");

  if (!zx_text_is_han (g_utf8_get_char (plain)) || strstr (plain, "·") != NULL)
    surname = 1;

  end = g_utf8_offset_to_pointer (plain, surname);

  return g_strdup_printf ("%.*s**", (int) (end - plain), plain);
}

char *
zx_mask (ZxMask      mask,
         const char *value)
{
  switch (mask)
    {
    case ZX_MASK_NONE:
      return g_strdup (value != NULL ? value : "");
    case ZX_MASK_ID:
      return zx_mask_id (value);
    case ZX_MASK_ID_TAIL:
      return zx_mask_id_tail (value);
    case ZX_MASK_PHONE:
      return zx_mask_phone (value);
    case ZX_MASK_BANK:
      return zx_mask_bank (value);
    case ZX_MASK_ADDRESS:
      return zx_mask_address (value);
    case ZX_MASK_NAME:
      return zx_mask_name (value);
    case ZX_MASK_NAME_DEMO:
      return zx_mask_name_demo (value);
    case ZX_MASK_ALL:
      return g_strdup (is_empty (value) ? "" : HIDDEN);
    default:
      g_return_val_if_reached (NULL);
    }
}
