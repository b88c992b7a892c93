/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * zhuxue-xls-helper SHEET: reads the .xls that is open as descriptor 3 and writes its sheets
 * (SHEET is -1) or the rows of one to standard output, as zx-xls-extract.h says.
 *
 * FreeXL reads whole workbooks into memory and trusts what they say of themselves. So it runs here,
 * alone, with little memory and little time; what happens to this process happens to no casebook.
 */

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "zx-xls-extract.h"

#define MEMORY_BYTES (512ul * 1024 * 1024)
#define CPU_SECONDS 30

#if defined (__SANITIZE_ADDRESS__)
/* The sanitizer maps terabytes of shadow: it has to keep the limit itself. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "detect_leaks=0:allocator_may_return_null=1:hard_rss_limit_mb=640";
}
#endif

static void
limit (int    resource,
       rlim_t most)
{
  /* Of time the soft limit comes first, as a signal that can be told from others. */
  struct rlimit limits = { most, resource == RLIMIT_CPU ? most + 5 : most };

  if (setrlimit (resource, &limits) != 0)
    _exit (3);
}

int
main (int   argc,
      char *argv[])
{
  if (argc != 2)
    return 2;

#if !defined (__SANITIZE_ADDRESS__)
  limit (RLIMIT_AS, MEMORY_BYTES);
#endif
  limit (RLIMIT_CPU, CPU_SECONDS);
  limit (RLIMIT_CORE, 0);
  limit (RLIMIT_FSIZE, 0);
  limit (RLIMIT_NOFILE, 16);
  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL);

  zx_xls_extract ("/proc/self/fd/3", atoi (argv[1]), stdout);

  return 0;
}
