/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Values that must not be read by everyone, in the one shape the window, paper and files share. The mask of an
 * empty value is empty. A value in an unexpected form is masked more, never less.
 */

/* What a value is, to find its mask. */
typedef enum
{
  ZX_MASK_NONE,      /* shown as it is */
  ZX_MASK_ID,        /* 522401********0016 */
  ZX_MASK_ID_TAIL,   /* 0016 */
  ZX_MASK_PHONE,     /* 138****5678 */
  ZX_MASK_BANK,      /* **** **** **** 1234 */
  ZX_MASK_ADDRESS,   /* down to the village */
  ZX_MASK_NAME,      /* 王*明: names on a notice */
  ZX_MASK_NAME_DEMO, /* 王**: names in a demonstration copy */
  ZX_MASK_ALL,       /* ****: any other sensitive value */
} ZxMask;

/**
 * zx_mask:
 * @mask: which mask
 * @value: (nullable): the value as stored
 *
 * Returns: (transfer full): the masked value; "" for an empty one
 */
char *zx_mask             (ZxMask      mask,
                           const char *value);

/**
 * zx_mask_id:
 * @id: (nullable): an ID number (6 shown, 8 hidden, 4 shown), a roll number (its letter shown too), a disability
 *   certificate (as its ID number, the rest hidden), or another document's number (only the last 3 shown, of 8 or more)
 *
 * Returns: (transfer full): `522401********0016`
 */
char *zx_mask_id          (const char *id);

/**
 * zx_mask_id_tail:
 * @id: (nullable): an ID number
 *
 * Returns: (transfer full): its last four characters, for class lists; "****" when it is shorter than 15
 */
char *zx_mask_id_tail     (const char *id);

/**
 * zx_mask_phone:
 * @phone: (nullable): a phone number
 *
 * Returns: (transfer full): `138****5678`; a landline keeps its area code and what follows four hidden digits:
 *   `0851-****345`
 */
char *zx_mask_phone       (const char *phone);

/**
 * zx_mask_bank:
 * @number: (nullable): a card or passbook number
 *
 * Returns: (transfer full): `**** **** **** 1234`, whatever its length
 */
char *zx_mask_bank        (const char *number);

/**
 * zx_mask_address:
 * @address: (nullable): an address
 *
 * Returns: (transfer full): the address down to its village or community (村, 社区, 居委会); where none is found, to its
 *   township (镇, 乡, 街道), else county; else `****`
 */
char *zx_mask_address     (const char *address);

/**
 * zx_mask_name:
 * @name: (nullable): a name
 *
 * The setting for notices that hides one character: 李明 → 李*, 王小明 → 王*明, 欧阳小明 → 欧阳*明, 阿依古丽·买买提
 * → 阿依古丽*.
 *
 * Returns: (transfer full): the name
 */
char *zx_mask_name        (const char *name);

/**
 * zx_mask_name_demo:
 * @name: (nullable): a name
 *
 * Returns: (transfer full): the surname and two asterisks, however long the name: `王**`
 */
char *zx_mask_name_demo   (const char *name);

G_END_DECLS
