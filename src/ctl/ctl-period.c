/* The days a question is about: a month, a quarter, a year, or from one day to before another. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include "ctl-period.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define FIRST_YEAR 1990
#define LAST_YEAR 2999

static char *month_option, *quarter_option, *year_option, *from_option, *to_option;

const GOptionEntry ctl_period_entries[] = {
  { "month", 0, 0, G_OPTION_ARG_STRING, &month_option, N_("A month, such as 2024-05"), N_("YYYY-MM") },
  { "quarter", 0, 0, G_OPTION_ARG_STRING, &quarter_option, N_("A quarter, such as 2024-Q2"), N_("YYYY-Qn") },
  { "year", 0, 0, G_OPTION_ARG_STRING, &year_option, N_("A year"), N_("YYYY") },
  { "from", 0, 0, G_OPTION_ARG_STRING, &from_option, N_("From this day on, by the site's calendar"), N_("YYYY-MM-DD") },
  { "to", 0, 0, G_OPTION_ARG_STRING, &to_option, N_("Up to this day, which is not counted any more"), N_("YYYY-MM-DD") },
  { NULL }
};

static gboolean
set_months (CtlPeriod  *period,
            const char *kind,
            int         year,
            int         month,
            int         months)
{
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12)
    return FALSE;
  period->kind = kind;
  g_date_set_dmy (&period->from, 1, month, year);
  period->to = period->from;
  g_date_add_months (&period->to, months);
  return TRUE;
}

static gboolean
read_month (const char *text,
            CtlPeriod  *period)
{
  int year, month, end = 0;

  return sscanf (text, "%4d-%2d%n", &year, &month, &end) == 2 && text[end] == '\0' && end == 7
         && set_months (period, "month", year, month, 1);
}

static gboolean
read_quarter (const char *text,
              CtlPeriod  *period)
{
  int year, quarter, end = 0;

  return sscanf (text, "%4d-%*1[Qq]%1d%n", &year, &quarter, &end) == 2 && text[end] == '\0' && end == 7 && quarter <= 4
         && set_months (period, "quarter", year, quarter * 3 - 2, 3);
}

static gboolean
read_year (const char *text,
           CtlPeriod  *period)
{
  int year, end = 0;

  return sscanf (text, "%4d%n", &year, &end) == 1 && text[end] == '\0' && end == 4 && set_months (period, "year", year, 1, 12);
}

static gboolean
read_day (const char *text,
          GDate      *day)
{
  int year, month, number, end = 0;

  if (sscanf (text, "%4d-%2d-%2d%n", &year, &month, &number, &end) != 3 || text[end] != '\0' || end != 10
      || month < 1 || number < 1 || !g_date_valid_dmy (number, month, year) || year < FIRST_YEAR || year > LAST_YEAR)
    return FALSE;
  g_date_set_dmy (day, number, month, year);
  return TRUE;
}

static gboolean
read_days (const char *verb,
           CtlPeriod  *period,
           int        *status)
{
  if (from_option && !read_day (from_option, &period->from))
    *status = ctl_usage_error (verb, _("“%s” is no day. Write it as 2024-05-10."), from_option);
  else if (to_option && !read_day (to_option, &period->to))
    *status = ctl_usage_error (verb, _("“%s” is no day. Write it as 2024-05-10."), to_option);
  else if (g_date_compare (&period->from, &period->to) >= 0)
    *status = ctl_usage_error (verb, _("--to has to be later than --from: its day is not counted any more."));
  else
    return TRUE;
  return FALSE;
}

/**
 * ctl_period_read:
 * @verb: for the usage error
 * @period: (out): the days
 * @status: (out): exit code on failure
 *
 * Returns: whether the options name one period; without any of them, all time
 */
gboolean
ctl_period_read (const char *verb,
                 CtlPeriod  *period,
                 int        *status)
{
  int named = !!month_option + !!quarter_option + !!year_option + (from_option || to_option);

  *period = (CtlPeriod) { .limited = named > 0 };
  g_date_set_dmy (&period->from, 1, 1, FIRST_YEAR);
  g_date_set_dmy (&period->to, 1, 1, LAST_YEAR + 1);
  if (named > 1)
    *status = ctl_usage_error (verb, _("Name one period: --month, --quarter, --year, or --from and --to."));
  else if (month_option && !read_month (month_option, period))
    *status = ctl_usage_error (verb, _("“%s” is no month. Write it as 2024-05."), month_option);
  else if (quarter_option && !read_quarter (quarter_option, period))
    *status = ctl_usage_error (verb, _("“%s” is no quarter. Write it as 2024-Q2."), quarter_option);
  else if (year_option && !read_year (year_option, period))
    *status = ctl_usage_error (verb, _("“%s” is no year. Write it as 2024."), year_option);
  else if (from_option || to_option)
    return read_days (verb, period, status);
  else
    return TRUE;
  return FALSE;
}
