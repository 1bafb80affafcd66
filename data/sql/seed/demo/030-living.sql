-- What lies on the desks right now: every queue, every due state, refunds in each of their states. Times count back from the
-- moment of installation. Opened and moved by the engine, so each deadline is what the rules say.
--
-- script: what happened since, oldest first, "verb@minutes ago:login:argument", separated by "|".

CREATE TEMP TABLE demo_living ON COMMIT DROP AS
SELECT row_number() OVER () AS n, l.* FROM (VALUES
  -- unassigned in the queues: ago, channel, category, priority, tier, scope, filer, goes to, product, paid, subject, words, refund, script
  (97,   'web',    'quality.malfunction', 1, 'vip', 'one', NULL, '-tech', '滚筒洗衣机 10 公斤', 289900, '洗衣机脱水巨响，已经停机', '脱水时巨响，已经停机不能使用，家里有婴儿等着洗衣服。', NULL, ''),
  (218,  'app',    'complaint.general', 2, 'normal', 'one', NULL, '-service', '投影仪', 249900, '投诉宣传与实物不符', '宣传说亮度够白天用，实际根本看不清，我要投诉虚假宣传。', NULL, ''),
  (21,   'wechat', 'logistics.late', 2, 'normal', 'batch', NULL, '-logistics', '空气净化器', 129900, '同一批 12 单都停在中转仓', '我们单位订的 12 台都停在中转仓，物流好几天没更新。', NULL, ''),
  (46,   'web',    'refund.apply', 3, 'normal', 'one', NULL, '-service', '台灯', 15900, '尺寸拍错未拆封想退款', '尺寸拍错了，未拆封，想退款。', 'R07', ''),
  (130,  'email',  'consult.policy', 3, 'normal', 'one', NULL, '-service', '洗碗机', 319900, '延保能不能补买', '洗碗机的延保还能补买吗，多少钱一年？', NULL, ''),
  (75,   'email',  'consult.order', 3, 'normal', 'one', NULL, '-service', '电饭煲 4 升', 39900, '发票抬头修改', '发票抬头填错了，可以改成单位名称吗？', NULL, ''),
  (34,   'web',    'exchange.swap', 3, 'vip', 'one', NULL, '-service', '平板电脑 11 英寸', 219900, '收到的颜色和下单不一样', '收到的颜色和下单不一样，要求换货。', NULL, ''),
  (200,  'web',    'support.network', 3, 'normal', 'one', NULL, '-tech', '路由器', 29900, 'App 连不上设备', '重置了三次还是连不上网。', NULL, ''),
  (9,    'web',    'service.attitude', 2, 'normal', 'one', NULL, '-service', '扫地机器人', 199900, '客服直接挂断电话', '电话里客服直接挂断，态度很差。', NULL, ''),
  (15,   'app',    'logistics.lost', 3, 'normal', 'one', NULL, '-logistics', '电动牙刷', 24900, '显示签收但没收到', '显示签收了但没收到，快递站说无此单。', NULL, ''),

  -- 郗岚
  (262,  'phone',  'refund.dispute', 1, 'vip', 'one', 'xilan', 'xilan', '按摩椅', 599900, '退款少了 120 元运费', '退款少了 120 元运费，这是第三次来电了，不同意退款结果。', NULL, 'contact@250:xilan'),
  (56,   'phone',  'refund.apply', 3, 'normal', 'one', 'xilan', 'xilan', '破壁机', 49900, '七天无理由退款', '和想象的不太一样，还在七天内，申请退款。', 'R03', ''),
  (38,   'chat',   'refund.charge', 3, 'normal', 'one', 'xilan', 'xilan', '降噪蓝牙耳机', 59900, '重复扣款两次', '付款页面卡住，结果重复扣款两次。', 'R04', ''),
  (205,  'wechat', 'exchange.return', 3, 'vip', 'one', NULL, 'xilan', '智能门锁', 119900, '收到的颜色和下单不一样', '收到的颜色不对，想退货，配件和包装都在。', NULL, 'contact@190:xilan'),
  (150,  'phone',  'complaint.progress', 2, 'normal', 'one', 'xilan', 'xilan', '咖啡机', 159900, '承诺的回电没有打来', '送修一周了没人告诉我进度，说好回电也没有回。', NULL, ''),
  (820,  'app',    'consult.product', 3, 'normal', 'one', NULL, 'xilan', '对开门冰箱 520 升', 429900, '冰箱尺寸咨询', '请问冰箱的尺寸是多少，柜子留了 92 厘米行不行？', NULL, 'contact@760:xilan'),
  (1210, 'chat',   'consult.policy', 3, 'normal', 'one', 'xilan', 'xilan', '洗碗机', 319900, '以旧换新补贴', '家里的旧洗碗机想以旧换新，有补贴吗？', NULL, ''),
  (1530, 'phone',  'refund.apply', 3, 'normal', 'one', 'xilan', 'xilan', '空气炸锅', 34900, '补交发票照片', '想退款，发票找不到了，回家拍给你们。', 'R03', 'wait@1500:xilan:customer'),
  (300,  'phone',  'exchange.swap', 3, 'normal', 'one', 'xilan', 'xilan', '儿童手表', 69900, '收到二手商品', '表带有磨损，像是别人用过的，要求换新。', NULL, 'wait@280:xilan:customer'),
  (2900, 'phone',  'quality.malfunction', 3, 'normal', 'one', 'xilan', '', '油烟机', 229900, '油烟机按键失灵', '按键失灵，按好几下才有反应。', NULL, 'done@2400:xinzhou:solved'),
  (1700, 'chat',   'refund.price', 3, 'normal', 'one', 'xilan', 'xilan', '吸尘器', 139900, '差价退款', '买了三天就降价了，按保价规则申请退差价。', 'R05', 'review@1660:xilan|confirm@1600:miaoqing|pay@1500:miaoqing'),

  -- 逄宁
  (75,   'phone',  'refund.apply', 1, 'vip', 'one', 'pangning', 'pangning', '按摩椅', 599900, '收到两台，退一台', '下单一台结果收到两台、扣了两台的钱，退一台的货款。', 'R04', ''),
  (51,   'chat',   'refund.apply', 3, 'normal', 'one', 'pangning', 'pangning', '加湿器', 19900, '取消订单退款', '订单还没发货，不想要了，请取消订单退回货款。', 'R07', ''),
  (12,   'phone',  'refund.charge', 3, 'normal', 'one', 'pangning', 'pangning', '电热水壶', 9900, '优惠没有抵扣', '领的优惠没有抵扣，被多收了钱。', 'R04', ''),
  (226,  'phone',  'complaint.general', 2, 'normal', 'one', 'pangning', 'pangning', '燃气热水器', 179900, '第三次来电投诉', '为同一台热水器已经第三次来电，再不解决我就找消协投诉。', NULL, ''),
  (110,  'app',    'exchange.return', 3, 'normal', 'one', NULL, 'pangning', '台灯', 15900, '做工不好想退货', '用了两天感觉做工不好，想寄回去退货。', NULL, 'contact@95:pangning'),
  (420,  'wechat', 'consult.product', 3, 'normal', 'one', NULL, 'pangning', '咖啡机', 159900, '两款有什么区别', '想了解新旧两款有什么区别，哪款更省电。', NULL, ''),
  (1390, 'app',    'consult.order', 3, 'normal', 'one', NULL, 'pangning', '电暖器', 44900, '修改收货地址', '还没发货，想改送货地址，送到新家。', NULL, ''),
  (640,  'phone',  'consult.policy', 3, 'normal', 'one', 'pangning', 'pangning', '平板电脑 11 英寸', 219900, '保修怎么算', '换新以后保修期从哪天算？', NULL, ''),
  (1450, 'phone',  'exchange.swap', 3, 'normal', 'one', 'pangning', 'pangning', '破壁机', 49900, '等客户补拍照片', '杯体有裂纹，照片晚点补。', NULL, 'wait@1400:pangning:customer'),
  (3100, 'chat',   'support.use', 3, 'normal', 'one', 'pangning', '', '空气炸锅', 34900, '定时怎么设置', '定时功能怎么设置，说明书看不明白。', NULL, 'done@2600:xinzhou'),
  (4100, 'phone',  'logistics.late', 3, 'normal', 'one', 'pangning', '', '电饭煲 4 升', 39900, '承诺今天送到没有消息', '承诺今天送到，配送延迟没人通知我。', NULL, 'done@4070:qilang|done@4020:pangning'),

  -- 仝毅 and 瞿沅
  (252,  'phone',  'service.attitude', 2, 'normal', 'one', 'xilan', '', '电热水壶', 9900, '维修师傅骂人', '维修师傅进门没穿鞋套还骂人，态度恶劣。', NULL, ''),
  (140,  'phone',  'service.visit', 2, 'vip', 'one', 'pangning', '', '燃气热水器', 179900, '安装师傅乱收费', '安装师傅乱收费，多要了 200 元材料费。', NULL, ''),
  (410,  'app',    'service.attitude', 2, 'normal', 'one', NULL, '', '扫地机器人', 199900, '说好回电三天没人打', '客服一直推诿，说好回电三天没人打。', NULL, 'contact@380:tongyi|done@200:tongyi'),
  (900,  'phone',  'refund.dispute', 2, 'normal', 'one', 'pangning', 'pangning', '家用投影仪', 249900, '退款被拒要求说明', '没坏就退款被拒，为什么不给退，请给个说法。', NULL, 'done@800:pangning:superior'),
  (330,  'phone',  'complaint.general', 2, 'vip', 'one', 'xilan', 'xilan', '按摩椅', 599900, '要求经理答复', '换来的还是坏的，我要你们经理给个答复。', NULL, 'escalate@290:xilan:E01|escalate@250:tongyi:E02'),

  -- 佘砚 and 忻舟
  (1480, 'phone',  'quality.malfunction', 3, 'normal', 'one', 'xilan', '', '对开门冰箱 520 升', 429900, '冰箱不制冷', '冰箱冷藏不制冷，药品在里面。', NULL, 'assign@1470:xinzhou:sheyan'),
  (1205, 'phone',  'quality.malfunction', 3, 'normal', 'one', 'pangning', '', '洗碗机', 319900, '洗碗机漏水', '洗碗机底部漏水，厨房地都湿了。', NULL, 'assign@1190:xinzhou:sheyan'),
  (95,   'phone',  'quality.malfunction', 1, 'vip', 'one', 'xilan', '', '燃气热水器', 179900, '热水器无法启动', '热水器无法启动，显示报错，家里没有热水。', NULL, ''),
  (380,  'app',    'quality.malfunction', 3, 'normal', 'one', NULL, '', '扫地机器人', 199900, '扫地机器人充不进电', '放回充电座灯不亮，充不进电。', NULL, 'contact@350:xinzhou'),
  (560,  'chat',   'support.network', 3, 'vip', 'one', 'pangning', '', '路由器', 29900, '固件升级失败', '提示有新固件，升级失败三次了。', NULL, 'assign@540:xinzhou:sheyan'),
  (240,  'wechat', 'support.use', 3, 'normal', 'one', NULL, '', '智能门锁', 119900, '门锁怎么加指纹', '门锁怎么设置家里人的指纹。', NULL, ''),
  (1300, 'phone',  'support.network', 3, 'normal', 'one', 'xilan', '', '儿童手表', 69900, '手表离线', '手表显示离线，搬家以后就连不上。', NULL, 'assign@1280:xinzhou:sheyan'),
  (700,  'phone',  'repair.warranty', 3, 'normal', 'one', 'pangning', '', '咖啡机', 159900, '咖啡机保修内维修', '保修期内，打奶泡没蒸汽，预约维修。', NULL, ''),
  (1900, 'phone',  'repair.warranty', 3, 'normal', 'one', 'xilan', '', '按摩椅', 599900, '按摩椅维修中', '靠背卡住不动，预约上门维修。', NULL, 'done@1500:sheyan:repair|wait@1480:sheyan:part'),
  (2300, 'phone',  'repair.paid', 3, 'normal', 'one', 'pangning', '', '吸尘器', 139900, '过保维修报价', '过保了，先问问付费维修大概多少钱。', NULL, 'done@1800:sheyan:repair'),
  (2750, 'phone',  'repair.warranty', 3, 'normal', 'one', 'xilan', '', '油烟机', 229900, '油烟机风机更换', '风机声音大，上个月修过一次。', NULL, 'done@2300:sheyan:repair|done@900:sheyan'),
  (2600, 'phone',  'complaint.general', 2, 'normal', 'one', 'xilan', 'xilan', '空气净化器', 129900, '净化器有异味', '新机器开了一周还有异味，投诉。', NULL, 'done@2500:xilan:tech'),

  -- 亓朗
  (64,   'phone',  'logistics.late', 3, 'normal', 'one', 'xilan', '', '电暖器', 44900, '催发货', '付款五天了还没发货，催发货，不然我要取消了。', NULL, ''),
  (52,   'phone',  'logistics.late', 3, 'normal', 'one', 'pangning', '', '台灯', 15900, '物流不动', '物流三天没更新，什么时候到？', NULL, ''),
  (18,   'chat',   'logistics.late', 3, 'vip', 'one', 'xilan', '', '平板电脑 11 英寸', 219900, '承诺今天送到', '承诺今天送到，还没有消息。', NULL, ''),
  (125,  'phone',  'logistics.late', 3, 'normal', 'one', 'xilan', '', '加湿器', 19900, '配送延迟四天', '说好三天送到，现在晚了四天。', NULL, 'done@70:qilang'),
  (430,  'app',    'quality.cosmetic', 3, 'normal', 'one', NULL, '', '洗碗机', 319900, '侧面凹陷', '送到时侧面凹进去一块，照片已经拍好。', NULL, 'contact@400:qilang'),
  (260,  'phone',  'quality.cosmetic', 3, 'normal', 'one', 'pangning', '', '对开门冰箱 520 升', 429900, '外壳有划痕', '外壳正面有一道很明显的划痕，我有开箱照片。', NULL, ''),
  (900,  'phone',  'quality.cosmetic', 3, 'normal', 'one', 'xilan', '', '电饭煲 4 升', 39900, '内胆涂层掉漆', '刚拆封就发现把手位置掉漆。', NULL, 'done@700:qilang:ours'),
  (1150, 'chat',   'quality.cosmetic', 3, 'vip', 'one', 'xilan', '', '家用投影仪', 249900, '镜头边框磕碰', '镜头边框有磕碰痕迹，要求换新。', NULL, 'done@900:qilang:ours|done@500:qilang'),
  (1300, 'phone',  'exchange.swap', 3, 'normal', 'one', 'pangning', 'pangning', '降噪蓝牙耳机', 59900, '右耳没声音换货', '右耳没声音，要求换一个。', NULL, 'done@1200:pangning:complete'),
  (1900, 'phone',  'exchange.swap', 3, 'normal', 'one', 'xilan', 'xilan', '智能门锁', 119900, '型号不对换新', '发错型号，麻烦换一台对的。', NULL, 'done@1750:xilan:complete|done@1300:qilang:exchange'),
  (2000, 'phone',  'complaint.general', 2, 'normal', 'one', 'pangning', 'pangning', '电热水壶', 9900, '包装破损投诉', '每次收到包装都是破的，投诉你们物流。', NULL, 'done@1900:pangning:logistics'),
  (1250, 'app',    'logistics.lost', 3, 'normal', 'one', NULL, '', '咖啡机', 159900, '漏发配件', '箱子里漏发了手柄，装不起来。', NULL, 'contact@1200:qilang|wait@1190:qilang:carrier'),

  -- 缪青 and 郏衡: refunds in each state
  (200,  'phone',  'refund.apply', 3, 'normal', 'one', 'xilan', 'xilan', '空气净化器', 129900, '噪音太大退款', '噪音太大，还在七天内，申请退款。', 'R03', 'review@130:xilan'),
  (170,  'chat',   'refund.apply', 3, 'normal', 'one', 'pangning', 'pangning', '台灯', 15900, '多拍一件退款', '手滑多拍了一件，麻烦把多的退款给我。', 'R07', 'review@105:pangning'),
  (120,  'phone',  'refund.charge', 3, 'normal', 'one', 'xilan', 'xilan', '智能门锁', 119900, '安装费多收', '安装费重复收费，请退回。', 'R04', 'review@60:xilan'),
  (90,   'chat',   'refund.price', 3, 'normal', 'one', 'pangning', 'pangning', '吸尘器', 139900, '差价退款', '刚买就降价了，申请退差价。', 'R05', 'review@25:pangning'),
  (360,  'phone',  'refund.apply', 2, 'vip', 'one', 'xilan', 'xilan', '按摩椅', 599900, '未拆封退款', '未拆封，家里放不下，申请退款。', 'R03', 'review@330:xilan|confirm@260:miaoqing'),
  (420,  'phone',  'refund.apply', 3, 'normal', 'one', 'pangning', 'pangning', '电动牙刷', 24900, '七天无理由退款', '买重了，申请退款。', 'R03', 'review@390:pangning|confirm@300:miaoqing'),
  (300,  'chat',   'refund.apply', 3, 'normal', 'one', 'xilan', 'xilan', '空气炸锅', 34900, '取消订单退款', '订单还没发货，请取消订单退回货款。', 'R07', 'review@270:xilan|confirm@210:miaoqing'),
  (240,  'phone',  'refund.apply', 3, 'normal', 'one', 'pangning', 'pangning', '电热水壶', 9900, '收到破损退款', '收到就是碎的，要求退款。', 'R01', 'review@215:pangning|confirm@120:jiaheng'),
  (1500, 'phone',  'refund.apply', 3, 'normal', 'one', 'xilan', 'xilan', '加湿器', 19900, '质量问题退款', '漏水，检测过了，申请退款。', 'R01', 'review@1460:xilan|confirm@1380:miaoqing|pay@1300:jiaheng'),
  (2900, 'chat',   'refund.apply', 3, 'normal', 'one', 'pangning', 'pangning', '儿童手表', 69900, '与描述不符退款', '和页面描述不符，申请退款。', 'R02', 'review@2860:pangning|confirm@2780:miaoqing|pay@2700:jiaheng'),

  -- closed today with unhappy answers: call-backs due
  (600,  'phone',  'consult.order', 3, 'normal', 'one', 'pangning', 'pangning', '咖啡机', 159900, '发票一直没开', '订单发票一直没开出来。', NULL, 'done@150:pangning|close@70:pangning:bad'),
  (700,  'phone',  'consult.product', 3, 'vip', 'one', 'xilan', 'xilan', '按摩椅', 599900, '功能咨询', '请问按摩椅能不能放在斜顶下面？', NULL, 'done@120:xilan|close@35:xilan:bad'),
  (500,  'chat',   'consult.policy', 3, 'normal', 'one', 'xilan', 'xilan', '洗碗机', 319900, '会员积分', '积分怎么抵扣？', NULL, 'done@300:xilan|close@200:xilan:good'),
  (450,  'phone',  'consult.product', 3, 'normal', 'one', 'pangning', 'pangning', '电暖器', 44900, '功率咨询', '请问功率多大，客厅二十平够不够？', NULL, 'done@240:pangning|close@180:pangning:good')
) AS l (ago, channel, category, priority, tier, scope, filer, goes, product, paid_minor, subject, words, reason, script);

CREATE FUNCTION pg_temp.demo_who(p_login text) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT p.id FROM amends.person p WHERE p.login = p_login
$$;

-- Two of the loudest called before: their tickets show a repeat complaint.
CREATE FUNCTION pg_temp.demo_customer(p_n bigint, p_row demo_living) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_id bigint; v_name text := amends.demo_customer_name(900000 + p_n, 7);
BEGIN
  IF p_row.subject IN ('第三次来电投诉', '退款少了 120 元运费', '说好回电三天没人打', '要求经理答复') THEN
    SELECT f.customer_id INTO v_id FROM amends.ticket_fact f
     WHERE f.complaint AND f.opened_at > now() - interval '25 days' GROUP BY f.customer_id
     ORDER BY count(*) DESC, f.customer_id OFFSET p_n % 4 LIMIT 1;
  END IF;
  IF v_id IS NULL THEN
    INSERT INTO amends.customer (tier, mask_name, created_at) VALUES (p_row.tier, left(v_name, 1) || '**', now() - interval '40 days')
    RETURNING id INTO v_id;
    INSERT INTO amends.customer_pii (customer_id, name, phone) VALUES (v_id, v_name, '100' || lpad((70000000 + v_id)::text, 8, '0'));
    UPDATE amends.customer c SET mask_phone = '***' || right(i.phone, 4) FROM amends.customer_pii i WHERE i.customer_id = v_id AND c.id = v_id;
  END IF;
  RETURN v_id;
END $$;

CREATE FUNCTION pg_temp.demo_order(p_customer bigint, p_row demo_living) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_id bigint; v_at timestamptz := now() - make_interval(mins => p_row.ago) - interval '6 days';
BEGIN
  INSERT INTO amends.customer_order (customer_id, ref, product, serial, paid_minor, paid_at, received_at)
  VALUES (p_customer, 'DD' || to_char(v_at AT TIME ZONE 'Asia/Shanghai', 'YYMMDD') || lpad((900000 + p_row.n)::text, 6, '0'), p_row.product,
          'SN' || to_char(v_at, 'YYMM') || lpad((70000 + p_row.n * 37)::text, 6, '0'), p_row.paid_minor, v_at, v_at + interval '3 days')
  RETURNING id INTO v_id;
  INSERT INTO amends.payment (order_id, kind, method, amount_minor, at)
  VALUES (v_id, 'payment', CASE WHEN p_row.n % 3 = 0 THEN 'alipay' ELSE 'wechat' END, p_row.paid_minor, v_at);
  RETURN v_id;
END $$;

CREATE FUNCTION pg_temp.demo_record(p_ticket bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_object_agg(f ->> 'code', CASE f ->> 'kind' WHEN 'choice' THEN coalesce(f -> 'choices' -> 1, f -> 'choices' -> 0) ->> 'code' ELSE '已核实，详见备注' END), '{}')
    FROM amends.ticket t JOIN amends.ticket_step s ON s.id = t.step_id
    JOIN amends.procedure_step p ON p.procedure_version_id = t.procedure_version_id AND p.ordinal = s.proc_ordinal,
         jsonb_array_elements(p.record) f
   WHERE t.id = p_ticket AND (f ->> 'required')::boolean
$$;

CREATE FUNCTION pg_temp.demo_act(p_ticket bigint, p_verb text, p_actor int, p_at timestamptz, p_arg text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_r amends.refund := amends.refund_of(p_ticket); v_t amends.ticket;
BEGIN
  SELECT * INTO v_t FROM amends.ticket t WHERE t.id = p_ticket;
  CASE p_verb
    WHEN 'contact' THEN
      PERFORM amends.contact_add(p_ticket, p_actor, p_at, '您好，您的问题已经收到，我来为您跟进。', v_t.channel, 'out');
    WHEN 'done' THEN
      PERFORM amends.step_advance(p_ticket, p_actor, p_at, p_arg, pg_temp.demo_record(p_ticket));
    WHEN 'wait' THEN
      PERFORM amends.ticket_wait(p_ticket, p_actor, p_at, p_arg, CASE p_arg WHEN 'customer' THEN '等客户补充照片和凭证。' ELSE '已催办，预计一两天。' END);
    WHEN 'assign' THEN
      PERFORM amends.ticket_assign(p_ticket, v_t.team_id, pg_temp.demo_who(p_arg), p_actor, p_at, 'assigned');
    WHEN 'escalate' THEN
      PERFORM amends.ticket_escalate(p_ticket, p_actor, p_at, p_arg, '客户情绪激动，要求上级答复。');
    WHEN 'review' THEN
      PERFORM amends.refund_review(v_r.id, NULL, v_r.amount_minor, (SELECT c.id FROM amends.policy_clause c
        WHERE c.policy_version_id = v_r.policy_version_id
          AND c.code = CASE v_r.reason WHEN 'R01' THEN '1.1' WHEN 'R02' THEN '2.1' WHEN 'R04' THEN '4.1' WHEN 'R05' THEN '4.2' WHEN 'R07' THEN '3.3' ELSE '3.1' END),
        '换货或赠券：客户选择退款', '材料齐全，符合条款', p_actor, p_at);
    WHEN 'confirm' THEN
      PERFORM amends.refund_confirm(v_r.id, NULL, v_r.amount_minor, p_actor, p_at);
    WHEN 'pay' THEN
      PERFORM amends.refund_pay(v_r.id, NULL, 'wechat', 'TK' || to_char(p_at AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDDHH24MISS') || v_r.id, p_actor, p_at);
    WHEN 'close' THEN
      PERFORM amends.ticket_close(p_ticket, p_actor, p_at, CASE p_arg
        WHEN 'bad' THEN '{"solved": false, "speed": 2, "attitude": 3, "overall": 2, "what": "等得太久，没有人主动告诉我进度。", "suggestion": "希望能自动通知进度。"}'::jsonb
        ELSE '{"solved": true, "speed": 5, "attitude": 5, "overall": 5, "what": "客服讲得很清楚。"}' END, NULL);
  END CASE;
END $$;

DO $$
DECLARE v_row demo_living; v_ticket bigint; v_customer bigint; v_order bigint; v_step text; v_at timestamptz; v_amount bigint;
BEGIN
  FOR v_row IN SELECT * FROM demo_living l ORDER BY l.ago DESC, l.n LOOP
    v_at := date_trunc('second', now() - make_interval(mins => v_row.ago, secs => (v_row.n * 7 % 50)::int));
    v_customer := pg_temp.demo_customer(v_row.n, v_row);
    v_order := pg_temp.demo_order(v_customer, v_row);
    v_ticket := amends.ticket_open(v_row.channel, v_customer, v_order, (SELECT c.id FROM amends.category c WHERE c.code = v_row.category),
      v_row.priority, v_row.scope, v_row.subject, v_row.words, NULL, pg_temp.demo_who(v_row.filer),
      CASE WHEN v_row.goes NOT LIKE '-%' THEN pg_temp.demo_who(nullif(v_row.goes, '')) END,
      (SELECT t.id FROM amends.team t WHERE '-' || t.code = v_row.goes), v_at);
    IF v_row.reason IS NOT NULL THEN
      v_amount := CASE v_row.reason WHEN 'R05' THEN v_row.paid_minor / 10 WHEN 'R04' THEN v_row.paid_minor / 4 ELSE v_row.paid_minor END;
      PERFORM amends.refund_open(v_ticket, v_order, v_row.reason, v_amount, pg_temp.demo_who(v_row.filer), v_at);
    END IF;
    FOREACH v_step IN ARRAY string_to_array(v_row.script, '|') LOOP
      PERFORM pg_temp.demo_act(v_ticket, split_part(v_step, '@', 1), pg_temp.demo_who(split_part(v_step, ':', 2)),
        date_trunc('second', now() - make_interval(mins => split_part(split_part(v_step, '@', 2), ':', 1)::int)), nullif(split_part(v_step, ':', 3), ''));
    END LOOP;
  END LOOP;
END $$;

-- what is older than this morning has been read
UPDATE amends.notice SET seen_at = at + interval '5 minutes' WHERE at < now() - interval '90 minutes' AND seen_at IS NULL;

ANALYZE amends.ticket, amends.ticket_step, amends.segment, amends.event, amends.ticket_fact, amends.participant, amends.customer, amends.customer_order,
  amends.refund, amends.survey, amends.followup, amends.notice;
