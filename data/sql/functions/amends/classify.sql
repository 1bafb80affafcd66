-- From the customer's words to a category and a priority. The words that decided come back with the answer.

-- Latin words are looked for at the start of a word, Chinese ones anywhere. p_latin: the text with everything but
-- letters and digits turned into single spaces.
CREATE OR REPLACE FUNCTION amends.latin_words(p_text text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
    SELECT ' ' || regexp_replace(lower(p_text), '[^a-z0-9]+', ' ', 'g') || ' ');
END $$;
COMMENT ON FUNCTION amends.latin_words(text) IS 'a text reduced to its words in Latin letters';

-- Inlined: a few hundred words are tried on every draft. A text without Latin words (three spaces at most) is not searched for any.
CREATE OR REPLACE FUNCTION amends.has_word(p_word text, p_lower text, p_latin text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN octet_length(p_word) = length(p_word)
              THEN p_latin COLLATE "C" > '   ' AND strpos(p_latin, ' ' || translate(p_word, '''-', '  ')) > 0
              ELSE strpos(p_lower, p_word) > 0 END
$$;
COMMENT ON FUNCTION amends.has_word(text, text, text) IS 'does a text hold a keyword (in lower case)';

-- First by rank, then the longest word, then the one said first.
CREATE OR REPLACE FUNCTION amends.classify(p_words text, p_category int, OUT category_id int, OUT words text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  -- materialized: once a text, not once a keyword
  WITH x AS MATERIALIZED (SELECT lower(p_words) AS low, amends.latin_words(p_words) AS latin), hit AS (
    SELECT k.category_id, k.word, k.rank, strpos(x.low, k.word) AS at, k.id
      FROM x CROSS JOIN amends.keyword k
     WHERE (p_category IS NULL OR k.category_id = p_category) AND amends.has_word(k.word, x.low, x.latin)
  ), best AS (
    SELECT h.category_id FROM hit h JOIN amends.category c ON c.id = h.category_id AND c.active
     ORDER BY h.rank, length(h.word) DESC, h.at, h.id LIMIT 1
  )
  SELECT b.category_id, array_agg(h.word ORDER BY length(h.word) DESC, h.at, h.id)
    INTO classify.category_id, classify.words
    FROM best b JOIN hit h ON h.category_id = b.category_id
   GROUP BY b.category_id;
END $$;
COMMENT ON FUNCTION amends.classify(text, int) IS
  'category by keyword and the words that say so; with a category given only its own words; nulls when nothing matches';

-- The first rule that fits gives the base, the strongest raise lifts it; the most urgent level is the end.
CREATE OR REPLACE FUNCTION amends.priority_propose(p_words text, p_category int, p_tier text, p_scope text,
                                                   OUT priority_id int, OUT because jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  WITH x AS MATERIALIZED (SELECT lower(p_words) AS low, amends.latin_words(p_words) AS latin), fit AS (
    SELECT r.id, r.position, r.word, r.category_id, r.tier, r.scope, r.priority_id, r.raise, length(r.word) AS len
      FROM x CROSS JOIN amends.priority_rule r
     WHERE (r.word IS NULL OR amends.has_word(r.word, x.low, x.latin))
       AND (r.category_id IS NULL OR r.category_id = p_category
            OR r.category_id = (SELECT c.parent_id FROM amends.category c WHERE c.id = p_category))
       AND (r.tier IS NULL OR r.tier = p_tier) AND (r.scope IS NULL OR r.scope = p_scope)
  ), base AS (
    SELECT coalesce(b.priority_id, (SELECT max(p.id) FROM amends.priority p)) AS priority_id,
           jsonb_build_object('code', CASE WHEN b.word IS NOT NULL THEN 'word' WHEN b.category_id IS NOT NULL THEN 'category'
                                           WHEN b.tier IS NOT NULL THEN 'tier' WHEN b.scope IS NOT NULL THEN 'scope' ELSE 'default' END,
                              'value', coalesce(b.word, (SELECT c.code FROM amends.category c WHERE c.id = b.category_id), b.tier, b.scope),
                              'label', (SELECT c.label FROM amends.category c WHERE c.id = b.category_id)) AS reason
      FROM (SELECT 1) one LEFT JOIN (SELECT * FROM fit f WHERE f.priority_id IS NOT NULL ORDER BY f.position, f.len DESC NULLS LAST, f.id LIMIT 1) b ON true
  ), lift AS (
    SELECT coalesce(max(f.raise), 0) AS levels,
           coalesce(jsonb_agg(jsonb_build_object('code', CASE WHEN f.tier IS NOT NULL THEN 'tier' WHEN f.scope IS NOT NULL THEN 'scope'
                                                              WHEN f.word IS NOT NULL THEN 'word' ELSE 'category' END,
                                                 'value', coalesce(f.tier, f.scope, f.word), 'raise', f.raise) ORDER BY f.position, f.id), '[]') AS reasons
      FROM fit f WHERE f.raise > 0
  )
  -- whom nothing lifts any higher needs no reason for it
  SELECT greatest(b.priority_id - l.levels, (SELECT min(p.id) FROM amends.priority p)),
         jsonb_build_array(b.reason) || CASE WHEN b.priority_id > (SELECT min(p.id) FROM amends.priority p) THEN l.reasons ELSE '[]' END
    INTO priority_propose.priority_id, priority_propose.because
    FROM base b, lift l;
END $$;
COMMENT ON FUNCTION amends.priority_propose(text, int, text, text) IS 'priority by words, category, tier and scope, and why';

-- The first sentence, no longer than a line of a list.
CREATE OR REPLACE FUNCTION amends.subject_of(p_words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
    SELECT CASE WHEN length(s.line) > 40 THEN rtrim(left(s.line, 39), ' ，,、') || '…' ELSE s.line END
      FROM (SELECT coalesce(nullif(btrim(regexp_replace(substring(ltrim(left(p_words, 400), E' \t\r\n　') FROM '^(.+?)(?:[。！？!?；;\r\n]|\.[[:space:]]|\.$|$)'),
                                                        '[[:space:]]+', ' ', 'g'), ' ，,、'), ''), left(btrim(p_words), 40)) AS line) s);
END $$;
COMMENT ON FUNCTION amends.subject_of(text) IS 'subject for a ticket whose filer gave none';
