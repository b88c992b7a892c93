/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One member of a zip beside its manifest. */
typedef struct
{
  char   *path;
  gint64  size;
  char   *sha256;
} ZxManifestFile;

/**
 * ZxManifest:
 * @format: "zhuxue-backup"
 * @created: "2026-10-17T08:30:00Z"
 * @school: (nullable):
 * @count_names: (element-type utf8): keys of kinds, in order; their @count_values likewise
 * @files: (element-type ZxManifestFile)
 *
 * The page that says what a zip of ours holds: `manifest.json`, every other member with its size and SHA-256.
 */
typedef struct
{
  char      *format;
  gint64     version;
  char      *created;
  char      *school;
  GPtrArray *count_names;
  GArray    *count_values;
  GPtrArray *files;
} ZxManifest;

ZxManifest     *zx_manifest_new       (const char   *format,
                                       gint64        version);
void            zx_manifest_free      (ZxManifest   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxManifest, zx_manifest_free)

void            zx_manifest_add_count (ZxManifest   *self,
                                       const char   *name,
                                       gint64        value);
void            zx_manifest_add_file  (ZxManifest   *self,
                                       const char   *path,
                                       gint64        size,
                                       const char   *sha256);
/* (nullable) */
ZxManifestFile *zx_manifest_find_file (ZxManifest   *self,
                                       const char   *path);
/* (transfer full): JSON */
char           *zx_manifest_write     (ZxManifest   *self);

/**
 * zx_manifest_parse:
 * @newest_version: what the caller understands; of a newer one only format and version are read
 *
 * Reads what zx_manifest_write() writes, and any other layout of the same JSON. Names of members
 * that could lead out of a folder, sizes below zero, sums that are none, a member twice: refused.
 *
 * Returns: (transfer full) (nullable): %NULL where the text is no manifest
 */
ZxManifest     *zx_manifest_parse     (const char   *text,
                                       gsize         size,
                                       gint64        newest_version);

G_END_DECLS
