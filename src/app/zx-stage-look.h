/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-identify.h"

G_BEGIN_DECLS

/**
 * ZxStageLook:
 * @word: a step
 * @choice: marked: how the choice is called: 通过
 * @go, @some: marked: the button with how many go: "通过 {go} 人"; and how many stay: "通过 {go} 人，留下 {stay} 人"
 * @done: marked: "已把 {go} 人从“{from}”送到“{to}”"; or what else happened to how many
 * @reason: (nullable): the field that takes the reason they share
 * @needs_reason: whether it must be there
 * @level: (nullable): the field that takes the level
 * @fields: what else is asked once for all; keys of the step's kind, or of zx_action_step()
 * @each: asked for each one
 *
 * What a step looks like in the panel of a stage. Whether it may be taken is decided elsewhere.
 */
typedef struct
{
  const char *word;
  const char *choice;
  const char *go;
  const char *some;
  const char *done;
  const char *reason;
  gboolean    needs_reason;
  const char *level;
  const char *fields[6];
  const char *each[4];
} ZxStageLook;

const ZxStageLook  *zx_stage_look_find        (const char *word);
/* (transfer full): one of the sentences above, with its figures; @from, @to: (nullable) */
char               *zx_stage_look_fill        (const char *sentence,
                                               guint       go,
                                               guint       stay,
                                               const char *from,
                                               const char *to);
/* (array zero-terminated=1): phrases to choose from for the reason; ends with %NULL; marked with NC_("phrase", …) */
const char * const *zx_stage_look_get_phrases (const ZxStageLook *self);

G_END_DECLS
