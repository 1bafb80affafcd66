/* Preloaded into the program by stall.py: how long its main loop stays away from poll.
 *
 * The default main context asks poll through us. From the return of one poll to the call of the next the loop serves
 * nothing else: that is a stall, whatever the reason (drawing, decoding, a blocking call). The reader maps the file named
 * by AMENDS_STALL_FILE and clears it to begin a new measurement.
 */

#include <fcntl.h>
#include <glib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

typedef struct
{
  gint64 longest;      /* ns between two polls */
  gint64 longest_cpu;  /* ns of processor time of the main thread within the longest one */
  gint64 away_since;   /* ns, CLOCK_MONOTONIC; 0 while the loop sits in poll */
  gint64 polls;
} Record;

static Record *record;
static gint64 cpu_began;

static gint64
now (clockid_t clock)
{
  struct timespec t;

  clock_gettime (clock, &t);
  return t.tv_sec * G_GINT64_CONSTANT (1000000000) + t.tv_nsec;
}

static gint
probe_poll (GPollFD *fds,
            guint    n_fds,
            gint     timeout)
{
  gint result;

  if (record->away_since != 0)
    {
      gint64 away = now (CLOCK_MONOTONIC) - record->away_since;

      if (away > record->longest)
        {
          record->longest = away;
          record->longest_cpu = now (CLOCK_THREAD_CPUTIME_ID) - cpu_began;
        }
    }
  record->away_since = 0;
  record->polls++;
  result = g_poll (fds, n_fds, timeout);
  cpu_began = now (CLOCK_THREAD_CPUTIME_ID);
  record->away_since = now (CLOCK_MONOTONIC);
  return result;
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = g_getenv ("AMENDS_STALL_FILE");
  int fd = path != NULL ? open (path, O_RDWR) : -1;

  if (fd < 0)
    return;
  record = mmap (NULL, sizeof (Record), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close (fd);
  if (record == MAP_FAILED)
    return;
  /* helpers that the program starts are not measured */
  g_unsetenv ("AMENDS_STALL_FILE");
  g_unsetenv ("LD_PRELOAD");
  g_main_context_set_poll_func (g_main_context_default (), probe_poll);
}
