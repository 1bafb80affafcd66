-- A plausible history of any size, made inside the database. Needs a superuser of the server: it writes past the interface, keeps
-- its plan in temporary tables, and leaves the foreign keys of what it writes to a check afterwards.

-- One stretch of days: planned, then written.
CREATE OR REPLACE FUNCTION amends.demo_stretch(p_from date, p_to date, p_seed int, p_until timestamptz, p_zone text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_first bigint; v_last bigint; v_n bigint;
BEGIN
  TRUNCATE pg_temp.demo_ticket, pg_temp.demo_step;
  PERFORM amends.demo_plan_tickets(p_from, p_to, p_seed, p_until, p_zone);
  PERFORM amends.demo_plan_refunds(p_seed);
  PERFORM amends.demo_plan_steps(p_seed, p_until, p_zone);
  PERFORM amends.demo_plan_response(p_seed, p_until, p_zone);
  PERFORM amends.demo_plan_end(p_until, p_zone);
  PERFORM amends.demo_write_orders(p_seed, p_zone);
  PERFORM amends.demo_write_tickets(p_until);
  PERFORM amends.demo_write_steps();
  PERFORM amends.demo_write_segments();
  PERFORM amends.demo_write_events(p_seed);
  PERFORM amends.demo_write_others();
  PERFORM amends.demo_write_refunds(p_seed, p_until, p_zone);
  PERFORM amends.demo_write_surveys(p_seed, p_until, p_zone);
  SELECT min(id), max(id), count(*) INTO v_first, v_last, v_n FROM pg_temp.demo_ticket;
  PERFORM amends.fact_refresh_range(v_first, v_last);
  RETURN v_n;
END $$;
COMMENT ON FUNCTION amends.demo_stretch(date, date, int, timestamptz, text) IS 'plans and writes the tickets of some days; returns how many';

CREATE OR REPLACE FUNCTION amends.demo_generate(p_tickets int, p_staff int, p_months int, p_seed int, p_until timestamptz) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_zone text := (SELECT zone FROM amends.site); v_people int; v_stretch record; v_done bigint := 0; v_start timestamptz := clock_timestamp();
BEGIN
  IF p_tickets NOT BETWEEN 1 AND 50000000 OR p_months NOT BETWEEN 1 AND 240 OR coalesce(p_staff, 0) NOT BETWEEN 0 AND 20000 THEN
    PERFORM amends.fail('AM422', 'demo.range');
  END IF;
  -- the plan of a stretch is read by nobody else and thrown away: no need to wait for the planner's second thoughts
  PERFORM set_config('jit', 'off', true), set_config('work_mem', '128MB', true);
  -- looking every key up again costs as much as writing the rows; amends.invariants_keys() asks for all of them afterwards
  PERFORM set_config('session_replication_role', 'replica', true);
  v_people := amends.demo_staff(p_staff, p_seed);
  PERFORM amends.demo_tables();
  PERFORM amends.demo_people(p_seed);
  PERFORM amends.demo_days(p_tickets, p_months, p_seed, p_until, v_zone);
  PERFORM amends.demo_sentence_load();
  PERFORM amends.demo_psteps();
  PERFORM amends.demo_routes();
  PERFORM amends.demo_working_days(p_until);
  PERFORM amends.demo_customers(greatest(5, p_tickets * 2 / 5), p_seed);
  FOR v_stretch IN
    SELECT min(d.day) AS first, max(d.day) + 1 AS last FROM pg_temp.demo_day d GROUP BY (d.first_i - 1) / 15000 ORDER BY 1
  LOOP
    v_done := v_done + amends.demo_stretch(v_stretch.first, v_stretch.last, p_seed, p_until, v_zone);
    RAISE NOTICE 'demo % of % tickets', v_done, p_tickets;
  END LOOP;
  PERFORM amends.number_catch_up((SELECT min(day) FROM pg_temp.demo_day));
  PERFORM set_config('session_replication_role', 'origin', true);
  PERFORM amends.change_add('team', t.id) FROM amends.team t;
  RETURN jsonb_build_object('tickets', v_done, 'people', v_people, 'seconds', round(extract(epoch FROM clock_timestamp() - v_start)::numeric, 1));
END $$;
COMMENT ON FUNCTION amends.demo_generate(int, int, int, int, timestamptz) IS
  'writes so many tickets of so many finished months up to a moment, by so many people; the same seed makes the same history';
