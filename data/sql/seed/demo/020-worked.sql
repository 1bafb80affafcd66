-- The two worked tickets of 10 May 2024, replayed through the engine to their end with their surveys.

DO $$
DECLARE
  c_day constant text := '2024-05-10 ';
  v_service int := (SELECT id FROM amends.team WHERE code = 'service');
  v_tech int := (SELECT id FROM amends.team WHERE code = 'tech');
  v_xilan int := (SELECT id FROM amends.person WHERE login = 'xilan');
  v_qilang int := (SELECT id FROM amends.person WHERE login = 'qilang');
  v_xinzhou int := (SELECT id FROM amends.person WHERE login = 'xinzhou');
  v_miaoqing int := (SELECT id FROM amends.person WHERE login = 'miaoqing');
  v_customer bigint; v_order bigint; v_ticket bigint; v_refund bigint;
BEGIN
  INSERT INTO amends.customer (tier, mask_name, mask_phone, created_at)
  VALUES ('normal', '张**', '***0001', '2024-03-02 10:00+08') RETURNING id INTO v_customer;
  INSERT INTO amends.customer_pii (customer_id, name, phone) VALUES (v_customer, '张先生', '10000000001');
  INSERT INTO amends.customer_order (customer_id, ref, product, serial, paid_minor, paid_at, received_at)
  VALUES (v_customer, 'DD240302000001', '滚筒洗衣机 10 公斤', 'WM10-2403-00871', 289900, '2024-03-02 10:05+08', '2024-03-05 15:20+08')
  RETURNING id INTO v_order;
  INSERT INTO amends.payment (order_id, kind, method, amount_minor, at) VALUES (v_order, 'payment', 'alipay', 289900, '2024-03-02 10:05+08');

  v_ticket := amends.ticket_open('phone', v_customer, v_order, (SELECT id FROM amends.category WHERE code = 'quality.malfunction'), 3, 'one',
    '洗衣机脱水时异响', '洗衣机脱水时有很大的异响，停了又开还是这样，能不能来人看看。', 'WM10-2403-00871', v_xilan, NULL, v_tech,
    (c_day || '09:30+08')::timestamptz);
  PERFORM amends.ticket_take(v_ticket, NULL, v_xinzhou, (c_day || '09:35+08')::timestamptz);
  PERFORM amends.step_advance(v_ticket, v_xinzhou, (c_day || '10:00+08')::timestamptz, 'repair',
    '{"finding": "远程检测完成，减震器损坏，需要更换配件", "part": "减震器", "hardware": "yes"}');
  PERFORM amends.note_add(v_ticket, v_qilang, (c_day || '10:30+08')::timestamptz, '仓库确认有货，已备件。', ARRAY[v_xinzhou]);
  PERFORM amends.ticket_assign(v_ticket, v_tech, v_xinzhou, v_qilang, (c_day || '10:30+08')::timestamptz, 'hand_over', 'H02',
    '配件已备好，由技术主管安排上门。');
  PERFORM amends.step_advance(v_ticket, v_xinzhou, '2024-05-11 14:20+08', NULL,
    '{"part": "减震器", "serial": "DP-11-20391", "result": "更换减震器，试机正常"}');
  PERFORM amends.ticket_close(v_ticket, v_xilan, '2024-05-11 16:30+08',
    '{"solved": true, "speed": 4, "attitude": 5, "overall": 4, "what": "维修时间略长，没有说明新配件怎么使用", "suggestion": "维修时附一份纸质说明"}', NULL);

  INSERT INTO amends.customer (tier, mask_name, mask_phone, created_at)
  VALUES ('normal', '李**', '***0002', '2024-05-06 20:00+08') RETURNING id INTO v_customer;
  INSERT INTO amends.customer_pii (customer_id, name, phone) VALUES (v_customer, '李女士', '10000000002');
  INSERT INTO amends.customer_order (customer_id, ref, product, paid_minor, paid_at, received_at)
  VALUES (v_customer, 'DD240506000002', '破壁机', 49900, '2024-05-06 20:05+08', '2024-05-09 11:00+08') RETURNING id INTO v_order;
  INSERT INTO amends.payment (order_id, kind, method, amount_minor, at) VALUES (v_order, 'payment', 'wechat', 49900, '2024-05-06 20:05+08');

  v_ticket := amends.ticket_open('chat', v_customer, v_order, (SELECT id FROM amends.category WHERE code = 'refund.apply'), 3, 'one',
    '未拆封申请退款', '买回来没拆封，家里人已经买过了，想退款。', NULL, v_xilan, NULL, NULL, (c_day || '14:20+08')::timestamptz);
  v_refund := amends.refund_open(v_ticket, v_order, 'R03', 49900, v_xilan, (c_day || '14:20+08')::timestamptz);
  PERFORM amends.refund_review(v_refund, NULL, 49900, (SELECT c.id FROM amends.policy_clause c WHERE c.code = '3.2'),
    '换购其他商品：客户不需要', '材料齐全，未拆封', v_xilan, (c_day || '14:30+08')::timestamptz);
  PERFORM amends.refund_confirm(v_refund, NULL, 49900, v_miaoqing, (c_day || '15:00+08')::timestamptz);
  PERFORM amends.refund_pay(v_refund, NULL, 'wechat', 'TK20240510150001', v_miaoqing, (c_day || '15:30+08')::timestamptz);
  PERFORM amends.ticket_close(v_ticket, v_xilan, (c_day || '16:10+08')::timestamptz,
    '{"solved": true, "speed": 5, "attitude": 5, "overall": 5, "what": "退款很快到账"}', NULL);
  PERFORM amends.refund_followup_done(v_ticket, '客户确认款项已到账。', v_xilan, (c_day || '16:10+08')::timestamptz);
END $$;
