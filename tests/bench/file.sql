-- A ticket filed through the interface: every client a person of its own, for a customer found before.
\if :begun = 0
SELECT set_config('session_authorization', 'bench_' || :client_id, false);
\set begun 1
\endif
\set customer :customer0 + 64 * random(0, :customers / 64 - 1) + :client_id
SELECT api.ticket_file(gen_random_uuid(), jsonb_build_object('channel', 'phone', 'customer', jsonb_build_object('id', :customer::bigint), 'words', '空气净化器无法开机，请尽快处理'));
