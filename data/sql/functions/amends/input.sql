-- What people send: checked before anything is written, so that no constraint has to speak.

CREATE OR REPLACE FUNCTION amends.bad(p_field text, p_code text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM amends.fail('AM422', p_code, jsonb_build_object('field', p_field));
END $$;
COMMENT ON FUNCTION amends.bad(text, text) IS 'raises bad input of a field';

-- [{"id", "rev"}]: numbers, 1 to 200 of them.
CREATE OR REPLACE FUNCTION amends.items_check(p_items jsonb) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF jsonb_typeof(p_items) IS DISTINCT FROM 'array' OR jsonb_array_length(p_items) NOT BETWEEN 1 AND 200 THEN
    PERFORM amends.bad('items', 'list.bad');
  ELSIF EXISTS (SELECT FROM jsonb_array_elements(p_items) i
                 WHERE (i ->> 'id' ~ '^[0-9]{1,18}$') IS NOT TRUE OR (i ->> 'rev' ~ '^[0-9]{1,9}$') IS NOT TRUE) THEN
    PERFORM amends.bad('items', 'list.bad');
  END IF;
END $$;
COMMENT ON FUNCTION amends.items_check(jsonb) IS 'refuses a list of tickets that is none';

CREATE OR REPLACE FUNCTION amends.reason_check(p_reason text, p_kind text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF p_reason IS NULL THEN
    PERFORM amends.bad('reason', 'reason.missing');
  ELSIF NOT EXISTS (SELECT FROM amends.reason r WHERE r.code = p_reason AND r.kind = p_kind AND r.active) THEN
    PERFORM amends.bad('reason', 'reason.unknown');
  END IF;
  RETURN p_reason;
END $$;
COMMENT ON FUNCTION amends.reason_check(text, text) IS 'a coded reason of a kind, or an error';

-- One recorded field as the procedure describes it; null when nothing was written.
CREATE OR REPLACE FUNCTION amends.field_check(p_field jsonb, p_value text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_code text := p_field ->> 'code'; v_value text := amends.clean_text(p_value, v_code, 2000);
BEGIN
  IF v_value IS NULL THEN
    IF coalesce((p_field -> 'required')::boolean, false) THEN
      PERFORM amends.bad(v_code, 'text.missing');
    END IF;
  ELSIF p_field ->> 'kind' = 'choice' AND NOT coalesce(p_field -> 'choices', '[]') @> jsonb_build_array(jsonb_build_object('code', v_value)) THEN
    PERFORM amends.bad(v_code, 'choice.unknown');
  ELSIF p_field ->> 'kind' = 'money' AND v_value !~ '^[0-9]{1,15}$' THEN
    PERFORM amends.bad(v_code, 'amount.bad');
  END IF;
  RETURN v_value;
END $$;
COMMENT ON FUNCTION amends.field_check(jsonb, text) IS 'a field recorded at a step, cleaned, or an error naming it';

CREATE OR REPLACE FUNCTION amends.record_check(p_fields jsonb, p_record jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_record jsonb := coalesce(p_record, '{}'); v_out jsonb := '{}'; v_field jsonb; v_value text;
BEGIN
  IF jsonb_typeof(v_record) <> 'object' OR length(v_record::text) > 40000 THEN
    PERFORM amends.bad('record', 'record.bad');
  END IF;
  FOR v_field IN SELECT f FROM jsonb_array_elements(p_fields) f LOOP
    IF jsonb_typeof(v_record -> (v_field ->> 'code')) IN ('object', 'array') THEN
      PERFORM amends.bad(v_field ->> 'code', 'record.bad');
    END IF;
    v_value := amends.field_check(v_field, v_record ->> (v_field ->> 'code'));
    IF v_value IS NOT NULL THEN
      v_out := v_out || jsonb_build_object(v_field ->> 'code', v_value);
    END IF;
  END LOOP;
  RETURN v_out;
END $$;
COMMENT ON FUNCTION amends.record_check(jsonb, jsonb) IS 'what was recorded at a step: the procedure''s fields only, each checked';

CREATE OR REPLACE FUNCTION amends.outcome_check(p_outcomes jsonb, p_outcome text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF p_outcome IS NULL AND jsonb_array_length(p_outcomes) > 1 THEN
    PERFORM amends.bad('outcome', 'outcome.missing');
  ELSIF p_outcome IS NOT NULL AND NOT p_outcomes @> jsonb_build_array(jsonb_build_object('code', p_outcome)) THEN
    PERFORM amends.bad('outcome', 'outcome.unknown');
  END IF;
  RETURN coalesce(p_outcome, p_outcomes -> 0 ->> 'code');
END $$;
COMMENT ON FUNCTION amends.outcome_check(jsonb, text) IS 'the way out of a step, the only one by default, or an error';

CREATE OR REPLACE FUNCTION amends.survey_check(p_survey jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_key text; v_out jsonb := '{}';
BEGIN
  IF jsonb_typeof(p_survey) IS DISTINCT FROM 'object' THEN
    PERFORM amends.bad('survey', 'survey.bad');
  ELSIF p_survey -> 'solved' NOT IN ('true', 'false', 'null') THEN
    PERFORM amends.bad('solved', 'survey.bad');
  END IF;
  FOREACH v_key IN ARRAY ARRAY['speed', 'attitude', 'overall'] LOOP
    IF p_survey ->> v_key IS NOT NULL AND p_survey ->> v_key !~ '^[1-5]$' THEN
      PERFORM amends.bad(v_key, 'survey.bad');
    END IF;
    v_out := v_out || jsonb_build_object(v_key, (p_survey ->> v_key)::int);
  END LOOP;
  v_out := jsonb_strip_nulls(v_out || jsonb_build_object('solved', p_survey -> 'solved'));
  IF v_out = '{}' THEN
    PERFORM amends.bad('survey', 'survey.empty');
  END IF;
  RETURN v_out || jsonb_build_object('what', amends.clean_text(p_survey ->> 'what', 'what', 10000),
                                     'suggestion', amends.clean_text(p_survey ->> 'suggestion', 'suggestion', 10000));
END $$;
COMMENT ON FUNCTION amends.survey_check(jsonb) IS 'a survey answer: solved yes or no, scales 1 to 5, texts; at least one of them';
