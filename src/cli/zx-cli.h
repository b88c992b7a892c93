/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"
#include "zx-json.h"

G_BEGIN_DECLS

/* What every command shares: its options, the casebook, the three ways out (text, JSON, error). */

/* Exit statuses of the contract. */
enum
{
  ZX_CLI_DONE        = 0,
  ZX_CLI_REFUSED     = 1,
  ZX_CLI_USAGE       = 2,
  ZX_CLI_FAULT       = 3,
  ZX_CLI_PARTLY      = 4,
  ZX_CLI_INTERRUPTED = 130,
};

/**
 * ZxCliError:
 *
 * Errors of the command line itself; their numbers are the exit statuses.
 */
typedef enum
{
  ZX_CLI_ERROR_REFUSED = ZX_CLI_REFUSED,
  ZX_CLI_ERROR_USAGE   = ZX_CLI_USAGE,
  ZX_CLI_ERROR_FAULT   = ZX_CLI_FAULT,
} ZxCliError;

#define ZX_CLI_ERROR (zx_cli_error_quark ())
GQuark zx_cli_error_quark (void);

typedef struct _ZxCli ZxCli;
typedef struct _ZxCliCommand ZxCliCommand;

/**
 * ZxCliCommand:
 * @name: as typed
 * @arguments: what follows it, for the help
 * @summary: (not translated yet): one line
 * @run: does it; the exit status, or -1 with @error set
 */
struct _ZxCliCommand
{
  const char  *name;
  const char  *arguments;
  const char  *summary;
  int        (*run) (ZxCli *cli, GError **error);
};

/**
 * ZxCli:
 * @arguments: what stands on the command line without options, the command's name left out
 * @cancellable: cancelled by Ctrl+C while zx_cli_hold_interrupts() is in force
 */
struct _ZxCli
{
  const ZxCliCommand  *command;
  char               **raw;        /* all words after the command's name */
  char               **arguments;
  guint                n_arguments;
  gboolean             json;
  gboolean             help;
  char                *lang;
  char                *actor;
  char                *today;
  gboolean             warned_of_clock;
  GCancellable        *cancellable;
  ZxCasebook          *casebook;
};

/**
 * zx_cli_parse:
 * @entries: (nullable): options of this command besides those of all commands; ends with a %NULL long name
 * @n_least: fewest arguments
 * @n_most: most arguments; %G_MAXUINT for any number
 *
 * Reads the words of the command line. With --help the help is printed and *@out_status set: return it.
 *
 * Returns: %FALSE with @error set, or when the help was printed
 */
gboolean     zx_cli_parse            (ZxCli               *self,
                                      const GOptionEntry  *entries,
                                      guint                n_least,
                                      guint                n_most,
                                      GError             **error);
/* What a command returns after zx_cli_parse() said no. */
int          zx_cli_after_parse      (ZxCli               *self);

/* The first argument is the casebook; %ZX_OPEN_READ_ONLY works beside an open window. */
gboolean     zx_cli_open             (ZxCli               *self,
                                      ZxOpenFlags          flags,
                                      GError             **error);
/* For writing where nobody else writes, else for reading: for what only takes a note of itself. */
gboolean     zx_cli_open_if_free     (ZxCli               *self,
                                      GError             **error);
ZxDb        *zx_cli_get_db           (ZxCli               *self);
/* Takes a casebook that was just created: who acts, and which day it is. */
void         zx_cli_take_casebook    (ZxCli               *self,
                                      ZxCasebook          *casebook);

/**
 * zx_cli_act:
 *
 * As zx_casebook_act(), but Ctrl+C stops it with nothing changed.
 */
gboolean     zx_cli_act              (ZxCli               *self,
                                      const char          *label,
                                      ZxActionFunc         func,
                                      gpointer             data,
                                      ZxEntryId           *out_entry,
                                      GError             **error);

/* From here Ctrl+C cancels @cancellable; before, it ends the program at once. */
void         zx_cli_hold_interrupts  (ZxCli               *self);
/* From here it ends the program at once again. For work that failed: what was done stays held, so that a Ctrl+C that comes
 * too late does not deny it. */
void         zx_cli_release_interrupts (ZxCli             *self);
void         zx_cli_watch_interrupts (ZxCli               *self);

/* Kinds and fields named on the command line; an unknown one is wrong usage. */
const ZxKind  *zx_cli_find_kind      (const char          *name,
                                      GError             **error);
const ZxField *zx_cli_find_field     (const ZxKind        *kind,
                                      const char          *name,
                                      GError             **error);
void         zx_cli_usage_error      (GError             **error,
                                      const char          *format,
                                      ...) G_GNUC_PRINTF (2, 3);

/* Standard output; the end of the program tells whether all of it arrived. */
void         zx_cli_print            (const char          *format,
                                      ...) G_GNUC_PRINTF (1, 2);
void         zx_cli_write            (const char          *text);
/* A JSON document that leaves by standard output. */
ZxJson      *zx_cli_json_new         (void);
/* A sentence for the person, on standard error; not with --json. */
void         zx_cli_tell             (ZxCli               *self,
                                      const char          *format,
                                      ...) G_GNUC_PRINTF (2, 3);
/* Progress: a line that is written over, only where standard error is a terminal. */
void         zx_cli_progress         (ZxCli               *self,
                                      const char          *words,
                                      guint64              done,
                                      guint64              total);
void         zx_cli_end_progress     (void);
/* (transfer full): one line of CSV with its end */
char        *zx_cli_csv_line         (GPtrArray           *cells);
/* Columns a terminal needs to show a text: Chinese characters take two. */
guint        zx_cli_width            (const char          *text);

/**
 * zx_cli_check_output:
 *
 * An output file that exists is kept without --force (refused), a folder that is missing is a fault.
 */
gboolean     zx_cli_check_output     (const char          *path,
                                      gboolean             force,
                                      GError             **error);
/* The same for a casebook: one that exists is never replaced. */
gboolean     zx_cli_check_new_casebook (const char        *path,
                                      GError             **error);
/* %FALSE with a fault where the input file is missing or may not be read. */
gboolean     zx_cli_check_input      (const char          *path,
                                      GError             **error);

int          zx_cli_status_of_error  (const GError        *error);
/* Prints an error the way --json or people want it. */
void         zx_cli_report           (const GError        *error,
                                      gboolean             json,
                                      const char          *command);

G_END_DECLS
