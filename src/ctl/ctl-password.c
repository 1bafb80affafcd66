/* Passwords: asked at a terminal or read from the standard input, never from the command line, where every process sees them. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include "ctl-password.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define SHORTEST 8
#define LONGEST 1000

gboolean
ctl_password_can_ask (void)
{
  return isatty (STDIN_FILENO) && isatty (STDERR_FILENO);
}

void
ctl_password_free (char *password)
{
  if (password)
    explicit_bzero (password, strlen (password));
  g_free (password);
}

static char *
read_line (void)
{
  char buffer[LONGEST + 2];
  char *line;

  if (!fgets (buffer, sizeof buffer, stdin))
    return NULL;
  buffer[strcspn (buffer, "\r\n")] = '\0';
  line = g_strdup (buffer);
  explicit_bzero (buffer, sizeof buffer);
  return line;
}

/**
 * ctl_password_ask:
 * @prompt: what to show
 *
 * Returns: (transfer full): what was typed, unseen
 */
char *
ctl_password_ask (const char *prompt)
{
  struct termios shown, hidden;
  char *password;

  fputs (prompt, stderr);
  fflush (stderr);
  tcgetattr (STDIN_FILENO, &shown);
  hidden = shown;
  hidden.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
  password = read_line ();
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
  fputc ('\n', stderr);
  return password ? password : g_strdup ("");
}

static char *
ask_twice (const char *login,
           int        *status)
{
  g_autofree char *prompt = g_strdup_printf (_("New password of %s: "), login);
  char *password = ctl_password_ask (prompt);
  char *again = ctl_password_ask (_("Once more: "));
  gboolean same = g_str_equal (password, again);

  ctl_password_free (again);
  if (same)
    return password;
  ctl_password_free (password);
  *status = ctl_complain (CTL_BAD_DATA, _("The two passwords differ. Nothing was changed; try again."));
  return NULL;
}

/**
 * ctl_password_read:
 * @login: whose
 * @from_stdin: read a line from the standard input instead of asking
 * @status: (out): exit code on failure
 *
 * Returns: (transfer full) (nullable): a new password; free with ctl_password_free()
 */
char *
ctl_password_read (const char *login,
                   gboolean    from_stdin,
                   int        *status)
{
  char *password;

  if (from_stdin)
    password = read_line ();
  else if (ctl_password_can_ask ())
    password = ask_twice (login, status);
  else
    {
      *status = ctl_complain (CTL_USAGE, _("There is no terminal to ask for a password. Give it by --password-stdin."));
      return NULL;
    }
  if (from_stdin && !password)
    *status = ctl_complain (CTL_BAD_DATA, _("There was no password on the standard input."));
  if (!password)
    return NULL;
  if (g_utf8_validate (password, -1, NULL) && g_utf8_strlen (password, -1) >= SHORTEST)
    return password;
  ctl_password_free (password);
  *status = ctl_complain (CTL_BAD_DATA, _("The password is too short, or no text. Take at least %d characters."), SHORTEST);
  return NULL;
}

/**
 * ctl_password_encrypt:
 * @desk: a connection
 * @login: whose
 * @password: in clear text
 * @status: (out): exit code on failure
 *
 * Returns: (transfer full) (nullable): the SCRAM verifier: all the server ever gets to know
 */
char *
ctl_password_encrypt (CtlDesk    *desk,
                      const char *login,
                      const char *password,
                      int        *status)
{
  g_autoptr (GError) error = NULL;
  char *verifier = amends_connection_encrypt_password (desk->connection, login, password, &error);

  if (!verifier)
    *status = ctl_fail (error);
  return verifier;
}

/**
 * ctl_password_add_new:
 * @desk: a connection
 * @params: takes the verifier as its next parameter; freed when there is none
 * @login: whose
 * @from_stdin: read a line from the standard input instead of asking
 * @status: (out): exit code on failure
 *
 * Reads a new password and prepares it for the server. The one the caller signed in with is no new one.
 *
 * Returns: whether there is one
 */
gboolean
ctl_password_add_new (CtlDesk      *desk,
                      AmendsParams *params,
                      const char   *login,
                      gboolean      from_stdin,
                      int          *status)
{
  char *password = ctl_password_read (login, from_stdin, status);
  g_autofree char *verifier = NULL;

  if (password && amends_connection_signed_in_with (desk->connection, password))
    *status = ctl_complain (CTL_BAD_DATA, _("That is the password you signed in with. Choose another one."));
  else if (password)
    verifier = ctl_password_encrypt (desk, login, password, status);
  ctl_password_free (password);
  if (verifier)
    amends_params_add_text (params, verifier);
  else
    amends_params_unref (params);
  return verifier != NULL;
}
