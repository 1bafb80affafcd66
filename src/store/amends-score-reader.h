#pragma once

#include "amends-result.h"
#include "amends-score-card.h"
#include "amends-score-period.h"

G_BEGIN_DECLS

#define AMENDS_SCORE_CARD_SQL \
  "SELECT c.card - 'parts' - 'bridge' AS head, c.card ->> 'score' AS score, c.card #>> '{interval,low}' AS score_low," \
  " c.card #>> '{interval,high}' AS score_high, c.card #>> '{previous,score}' AS score_before," \
  " ARRAY(SELECT b.band ->> 'min' FROM jsonb_array_elements(c.card -> 'bands') WITH ORDINALITY b(band, place)" \
  "        ORDER BY b.place) AS band_mins," \
  " p.part AS part, p.part ->> 'target' AS target, p.part ->> 'zero' AS zero, p.part ->> 'numerator' AS numerator," \
  " p.part ->> 'denominator' AS denominator, p.part ->> 'value' AS value, p.part ->> 'low' AS low, p.part ->> 'high' AS high," \
  " p.part ->> 'points' AS points, p.part ->> 'points_low' AS points_low, p.part ->> 'points_high' AS points_high," \
  " p.part ->> 'previous_value' AS value_before, p.part ->> 'previous_points' AS points_before, s.step ->> 'points' AS step" \
  " FROM (SELECT api.scorecard($1::int, $2::int, $3::int, $4::text, $5::date) AS card) c" \
  " CROSS JOIN LATERAL jsonb_array_elements(c.card -> 'parts') WITH ORDINALITY p(part, place)" \
  " LEFT JOIN LATERAL jsonb_array_elements(c.card -> 'bridge') s(step) ON s.step ->> 'measure' = p.part ->> 'measure'" \
  " ORDER BY p.place"

#define AMENDS_SCORE_TREND_SQL "SELECT * FROM api.score_trend($1::int, $2::int, $3::int, $4::text, $5::date, $6::int)"

#define AMENDS_SCORE_TEAM_SQL \
  "SELECT t.person_id, t.name, t.score, t.band ->> 'code' AS band, t.low, t.high, t.n, t.weight_used, t.is_me, t.place," \
  " p.part ->> 'measure' AS measure, p.part ->> 'value' AS value, p.part ->> 'points' AS points, p.part ->> 'state' AS state" \
  " FROM api.scorecard_team($1::int, $2::int, $3::text, $4::date) WITH ORDINALITY" \
  "   t(person_id, name, score, band, low, high, n, weight_used, is_me, parts, place)" \
  " CROSS JOIN LATERAL jsonb_array_elements(t.parts) WITH ORDINALITY p(part, i)" \
  " ORDER BY t.place, p.i"

AmendsScoreCard *amends_score_reader_card    (AmendsResult *rows,
                                              GListStore   *parts);
GPtrArray       *amends_score_reader_trends  (AmendsResult *rows);
GPtrArray       *amends_score_reader_members (AmendsResult *rows);

G_END_DECLS
