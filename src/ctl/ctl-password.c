/* Passwords: asked at a terminal or read from the standard input, never from the command line, where every process sees them. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include "ctl-password.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "amends-session.h"

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

/* The whole line, however long: a password cut short would be another one. */
static char *
read_line (void)
{
  char *buffer = NULL, *line = NULL;
  gsize size = 0;
  gssize length = getline (&buffer, &size, stdin);

  while (length > 0 && (buffer[length - 1] == '\n' || buffer[length - 1] == '\r'))
    length--;
  if (length >= 0 && memchr (buffer, '\0', length) == NULL)
    line = g_strndup (buffer, length);
  else if (length >= 0)
    line = g_strdup ("\x01");
  if (buffer)
    explicit_bzero (buffer, size);
  free (buffer);
  return line;
}

/* No control characters: nobody can type them into a form. */
static gboolean
is_text (const char *password)
{
  if (!g_utf8_validate (password, -1, NULL))
    return FALSE;
  for (const char *p = password; *p; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
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
  if (!is_text (password))
    *status = ctl_complain (CTL_BAD_DATA, _("The password is no text: it holds control characters, or is not UTF-8."));
  else if (g_utf8_strlen (password, -1) < AMENDS_PASSWORD_SHORTEST)
    *status = ctl_complain (CTL_BAD_DATA, _("The password is too short. Take at least %d characters."), AMENDS_PASSWORD_SHORTEST);
  else if (strlen (password) > LONGEST)
    *status = ctl_complain (CTL_BAD_DATA, _("The password is too long. Take at most %d bytes."), LONGEST);
  else
    return password;
  ctl_password_free (password);
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
