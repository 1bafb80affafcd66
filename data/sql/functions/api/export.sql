-- Export for those who lead: the tickets they may see, closed ones too, with all that hangs on them. Everybody else exports
-- what the desk shows: the open ones.

CREATE OR REPLACE FUNCTION api.export_tickets(p_from date, p_to date) RETURNS SETOF amends.export_ticket
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard('supervisor', 'manager'); v_days record := amends.export_begin(v_me, 'tickets', p_from, p_to);
BEGIN
  RETURN QUERY
    SELECT * FROM amends.export_ticket x WHERE x.opened_at >= v_days.from_at AND x.opened_at < v_days.to_at ORDER BY x.id;
END $$;
COMMENT ON FUNCTION api.export_tickets(date, date) IS 'tickets opened in a period, closed ones too: those the caller may see';

CREATE OR REPLACE FUNCTION api.export_segments(p_from date, p_to date) RETURNS SETOF amends.export_segment
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard('supervisor', 'manager'); v_days record := amends.export_begin(v_me, 'segments', p_from, p_to);
BEGIN
  RETURN QUERY
    SELECT * FROM amends.export_segment x WHERE x.from_at >= v_days.from_at AND x.from_at < v_days.to_at ORDER BY x.ticket_id, x.ordinal;
END $$;
COMMENT ON FUNCTION api.export_segments(date, date) IS 'the ledger: segments that began in a period: those the caller may see';

CREATE OR REPLACE FUNCTION api.export_events(p_from date, p_to date) RETURNS SETOF amends.export_event
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard('supervisor', 'manager'); v_days record := amends.export_begin(v_me, 'events', p_from, p_to);
BEGIN
  RETURN QUERY
    SELECT * FROM amends.export_event x WHERE x.happened_at >= v_days.from_at AND x.happened_at < v_days.to_at ORDER BY x.id;
END $$;
COMMENT ON FUNCTION api.export_events(date, date) IS 'what happened to tickets in a period: those the caller may see';

CREATE OR REPLACE FUNCTION api.export_refunds(p_from date, p_to date) RETURNS SETOF amends.export_refund
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard('supervisor', 'manager'); v_days record := amends.export_begin(v_me, 'refunds', p_from, p_to);
BEGIN
  RETURN QUERY
    SELECT * FROM amends.export_refund x WHERE x.requested_at >= v_days.from_at AND x.requested_at < v_days.to_at ORDER BY x.id;
END $$;
COMMENT ON FUNCTION api.export_refunds(date, date) IS 'refunds asked for in a period: those the caller may see';

CREATE OR REPLACE FUNCTION api.export_surveys(p_from date, p_to date) RETURNS SETOF amends.export_survey
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard('supervisor', 'manager'); v_days record := amends.export_begin(v_me, 'surveys', p_from, p_to);
BEGIN
  RETURN QUERY
    SELECT * FROM amends.export_survey x WHERE x.sent_at >= v_days.from_at AND x.sent_at < v_days.to_at ORDER BY x.sent_at, x.ticket_id;
END $$;
COMMENT ON FUNCTION api.export_surveys(date, date) IS 'surveys sent in a period, with the answers: those the caller may see';

REVOKE ALL ON FUNCTION api.export_tickets(date, date), api.export_segments(date, date), api.export_events(date, date),
  api.export_refunds(date, date), api.export_surveys(date, date)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api.export_tickets(date, date), api.export_segments(date, date), api.export_events(date, date),
  api.export_refunds(date, date), api.export_surveys(date, date)
  TO amends_supervisor, amends_manager;
