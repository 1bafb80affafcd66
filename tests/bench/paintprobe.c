/* Preloaded into the program by start.py and paint.py: when a frame with what is waited for has been painted.
 *
 * Both sides map the file named by AMENDS_PAINT_FILE. The reader writes a command and sends SIGUSR1:
 *   go PLACE    opens a place of the window      hide    takes the rows out of all lists on the screen
 *   show        gives the lists their rows back
 * "began" is when a command was begun, "painted" when the first frame after it was out in which at least "wanted" widgets
 * of the class were mapped. A place that is there from the start is asked for as soon as there is a window.
 */

#include <fcntl.h>
#include <glib-unix.h>
#include <gtk/gtk.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

typedef struct
{
  gint64 began;       /* ns, CLOCK_MONOTONIC */
  gint64 painted;
  gint64 wanted;
  gint64 mapped;
  gint64 cpu;         /* ns of processor time of the program from "began" (or its start) to "painted" */
  char class_name[64];  /* empty: the window itself */
  char command[64];
} Record;

static Record *record;
static GtkWidget *window;
static GPtrArray *lists, *models;
static gint64 cpu_began;

static gint64
now (clockid_t clock)
{
  struct timespec t;

  clock_gettime (clock, &t);
  return t.tv_sec * G_GINT64_CONSTANT (1000000000) + t.tv_nsec;
}

static gint64
count_mapped (GtkWidget *widget,
              GType      type)
{
  gint64 n = type != 0 && G_TYPE_CHECK_INSTANCE_TYPE (widget, type);

  if (!gtk_widget_get_mapped (widget))
    return 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_mapped (child, type);
  return n;
}

static void
after_paint_cb (void)
{
  if (record->painted != 0 || window == NULL)
    return;
  record->mapped = record->class_name[0] != '\0' ? count_mapped (window, g_type_from_name (record->class_name)) : 1;
  if (record->mapped < record->wanted)
    return;
  record->cpu = now (CLOCK_PROCESS_CPUTIME_ID) - cpu_began;
  record->painted = now (CLOCK_MONOTONIC);
}

static void
find_lists (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LIST_VIEW (widget) || GTK_IS_GRID_VIEW (widget))
    {
      GtkSelectionModel *model = NULL;

      g_object_get (widget, "model", &model, NULL);
      g_ptr_array_add (lists, g_object_ref (widget));
      g_ptr_array_add (models, model);
      g_object_set (widget, "model", NULL, NULL);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    find_lists (child);
}

static void
give_back (void)
{
  for (guint i = 0; i < lists->len; i++)
    {
      g_object_set (lists->pdata[i], "model", models->pdata[i], NULL);
      g_object_unref (lists->pdata[i]);
      g_clear_object (&models->pdata[i]);
    }
  g_ptr_array_set_size (lists, 0);
  g_ptr_array_set_size (models, 0);
}

static gboolean
command_cb (gpointer data)
{
  cpu_began = now (CLOCK_PROCESS_CPUTIME_ID);
  record->began = now (CLOCK_MONOTONIC);
  record->painted = 0;
  if (g_str_has_prefix (record->command, "go "))
    gtk_widget_activate_action (window, "win.go", "s", record->command + 3);
  else if (g_str_equal (record->command, "hide"))
    find_lists (window);
  else if (g_str_equal (record->command, "show"))
    give_back ();
  gtk_widget_queue_draw (window);
  return G_SOURCE_CONTINUE;
}

static void
find_window (void)
{
  GListModel *toplevels = gtk_is_initialized () ? gtk_window_get_toplevels () : NULL;
  GtkWidget *found = toplevels != NULL ? g_list_model_get_item (toplevels, 0) : NULL;

  if (found == NULL)
    return;
  g_object_unref (found);
  if (!gtk_widget_get_realized (found))
    return;
  window = found;
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb), NULL);
  g_unix_signal_add (SIGUSR1, command_cb, NULL);
  if (record->command[0] != '\0')
    gtk_widget_activate_action (window, "win.go", "s", record->command + 3);
}

static gint
probe_poll (GPollFD *fds,
            guint    n_fds,
            gint     timeout)
{
  if (window == NULL)
    find_window ();
  return g_poll (fds, n_fds, timeout);
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = g_getenv ("AMENDS_PAINT_FILE");
  int fd = path != NULL ? open (path, O_RDWR) : -1;

  if (fd < 0)
    return;
  record = mmap (NULL, sizeof (Record), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close (fd);
  if (record == MAP_FAILED)
    return;
  /* helpers that the program starts are not measured */
  g_unsetenv ("AMENDS_PAINT_FILE");
  g_unsetenv ("LD_PRELOAD");
  lists = g_ptr_array_new ();
  models = g_ptr_array_new ();
  g_main_context_set_poll_func (g_main_context_default (), probe_poll);
}
