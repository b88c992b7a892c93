/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-document-private.h"

G_BEGIN_DECLS

/**
 * ZxApplicationFacts:
 * @family: (nullable): of kind `family`
 * @members: (element-type ZxRecord): of kind `family_member`
 *
 * The household as it was when the application was handed in; of a draft, as it is now.
 */
typedef struct
{
  ZxRecord  *family;
  GPtrArray *members;
} ZxApplicationFacts;

ZxApplicationFacts *zx_application_facts_load (const ZxDocumentJob  *job,
                                               ZxRecord             *application,
                                               ZxRecord             *student,
                                               GError              **error);
void                zx_application_facts_free (ZxApplicationFacts   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxApplicationFacts, zx_application_facts_free)

G_END_DECLS
