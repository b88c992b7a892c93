/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "zx-words.h"

G_BEGIN_DECLS

/* What the files of zx-words.h share. */

/* Words with their code, parted by blanks. */
typedef struct
{
  const char *code;
  const char *words;
} ZxWordCode;

/* whether @word is one of @words, which are parted by blanks */
gboolean    zx_words_has             (const char       *words,
                                      const char       *word);

/* (transfer full): without blanks, in lower case, brackets of all shapes round, circled figures in brackets */
char       *zx_words_simplify        (const char       *text);

/* (nullable): the code of @text, simplified, in @table */
const char *zx_words_find_code       (const ZxWordCode *table,
                                      gsize             n,
                                      const char       *text);

/* The readers of parts move @p behind what they read, and leave it where it is when there is nothing. */

/* one figure from 1 to 9, so that 初二二班 and 高112班 part in the right place */
gboolean    zx_grade_read_figure     (const char      **p,
                                      int              *out_number);

/* (nullable): a grade that names itself; @out_name is set where the words are a class name as well (大班) */
const char *zx_grade_read            (const char      **p,
                                      ZxStage           stage,
                                      gboolean         *out_name);

/* 小学, 初中, 高中 …: a stage in full */
ZxStage     zx_grade_read_stage      (const char      **p);

/* 2024级, 24级, 高2024级 */
gboolean    zx_grade_read_entry_year (const char      **p,
                                      int              *out_year,
                                      ZxStage          *out_stage);

/* (nullable): 一年级 to 九年级 and 1 to 12, as the stage counts them */
const char *zx_grade_from_number     (int               number,
                                      ZxStage           stage);

/* (nullable): the Chinese word for a grade, as a class may be called: 大班, 五年级 */
const char *zx_grade_get_word        (const char       *grade);

/* (nullable): what stands before the class in brackets, in the language in use: 五 of 五(1)班 */
const char *zx_grade_get_brief       (const char       *grade);

G_END_DECLS
