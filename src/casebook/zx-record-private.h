/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-record.h"

G_BEGIN_DECLS

/* What only the storage layer needs of records. */

void          zx_record_set_saved    (ZxRecord      *self);
const GArray *zx_record_get_old_refs (ZxRecord      *self,
                                      guint          index);
/* The constant default of a field; clear the result. */
void          zx_field_get_initial   (const ZxField *field,
                                      ZxValue       *out_value);
void          zx_value_take_column   (ZxValue       *self,
                                      ZxStatement   *row,
                                      int            column);

G_END_DECLS
