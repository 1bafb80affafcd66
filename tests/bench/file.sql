\set customer random(1, :customers)
SELECT api.ticket_file(gen_random_uuid(), jsonb_build_object('channel', 'phone', 'customer', jsonb_build_object('name', '张', 'phone', (10090000000 + :customer::bigint)::text), 'words', '空气净化器无法开机，请尽快处理'));
