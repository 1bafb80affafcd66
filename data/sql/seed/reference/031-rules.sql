-- Starter rules: keywords, priorities, who gets a step, the refund policy.

-- Lower rank first, within a rank the longest word. Conduct before money, money before goods, goods before
-- questions: who writes "the agent swore at me, I want a refund" is heard first. Words of a text in Latin
-- letters match at the start of a word ("refund" also finds "refunded", "fault" not "default").
INSERT INTO amends.keyword (rank, word, category_id)
SELECT k.rank, w.word, c.id
  FROM (VALUES
    (10, 'service.attitude', '骂人|骂我|辱骂|态度差|态度恶劣|态度不好|态度很差|态度不佳|服务态度|爱答不理|不耐烦|挂我电话|直接挂断|挂断电话|阴阳怪气|推诿|踢皮球|敷衍|冷嘲热讽|rude|swore at|swears|hung up on|impolite|bad attitude|insulted|unfriendly|passed around'),
    (10, 'service.visit', '没穿鞋套|乱收费|上门师傅态度|师傅骂|师傅态度|安装师傅态度|shoe covers|technician was rude|technician swore'),

    (20, 'refund.dispute', '退款异议|退款少了|少退|退款金额不对|退款被拒|为什么不给退|不同意退款结果|拒绝退款|refund is short|refund refused|refund was refused|refund denied|dispute the refund'),
    (20, 'refund.charge', '重复扣款|重复收费|多扣|多收|扣了两次|扣款两次|重复支付|优惠券没有抵扣|优惠没有抵扣|charged twice|double charge|overcharged|charged too much'),
    (20, 'refund.price', '差价|保价|价保|降价了|买贵了|price difference|price drop|price match|cheaper now'),
    (20, 'exchange.return', '退货退款|退货|想退掉|寄回去|七天无理由退货|return it|returning|send it back'),
    (20, 'refund.apply', '退款|退钱|退我钱|退回货款|申请退|要求退|想退|全额退|不想要了|七天无理由|拍错|拍重|多拍|误拍|取消订单|未拆封|refund|money back|reimburse|seven-day return|ordered by mistake|ordered twice|unopened|cancel my order'),

    (30, 'exchange.swap', '换货|换一台|换一个|换新|调换|更换一件|换大一码|换小一码|颜色不对|颜色和下单不一样|尺码不对|型号不对|收到二手|replacement|exchange|swap|wrong colour|wrong color|wrong size|wrong model'),

    (40, 'complaint.progress', '没人告诉我进度|进度未告知|一直没消息|没人回复|没人联系|没有回电|说好回电|承诺的回电|没人跟进|nobody told me|nobody called back|no progress|promised call|never came back to me'),
    (40, 'complaint.general', '投诉|曝光|消协|12315|工商|起诉|欺骗|骗子|虚假宣传|第三次来电|complaint|complain|misleading|fraud|lawyer|consumer protection'),

    (50, 'repair.warranty', '报修|上门维修|保修期内|保修内|预约维修|要维修|修一下|修理|repair|warranty repair|fix it|service visit'),
    (50, 'repair.paid', '过保|保修外|保修期外|出保|付费维修|out of warranty|paid repair'),

    (60, 'quality.malfunction', '故障|坏了|坏的|不工作|不能工作|用不了|无法使用|不能使用|开不了机|无法开机|不开机|无法启动|启动不了|不启动|打不开机|不通电|通不上电|没反应|完全没反应|不显示|报警|不转|断电|自动关机|死机|黑屏|花屏|不制冷|不制热|不加热|不出水|漏水|漏电|跳闸|冒烟|巨响|异响|噪音大|噪音|异味|报错|停机|充不进电|充不上电|按键失灵|失灵|打火|短路|罢工|fault|faulty|broken|broke down|does not work|doesn''t work|not working|stopped working|does not start|won''t start|won''t turn on|does not turn on|no power|died|dead|leaks|leaking|smoke|overheats|bangs|noisy|error code|defective|malfunction'),

    (70, 'quality.cosmetic', '外观|划痕|刮痕|掉漆|凹陷|凹痕|磕碰|碰伤|破损|裂了|裂纹|碎了|变形|开胶|污渍|外壳|scratch|scratched|dent|dented|cracked|crack|cosmetic|paint|damaged box|came off'),

    (80, 'logistics.lost', '丢件|包裹丢|没收到货|没收到|少发|漏发|错发|发错货|签收了但没收到|快递丢|parcel lost|lost parcel|never arrived|signed for|missing item|wrong item'),
    (80, 'logistics.late', '还没到|还没收到|没发货|什么时候发货|什么时候到|催发货|催单|物流|快递|配送|延迟|送货|派送|中转仓|物流不动|没更新|承诺今天送到|late delivery|delivery|delayed|shipping|courier|where is my parcel|where is my order|not delivered|no news'),

    (90, 'support.network', '连不上|联网|配网|WiFi|蓝牙|固件|升级失败|更新失败|离线|断网|wi-fi|bluetooth|firmware|offline|cannot connect|does not connect|update failed|does not find'),
    (90, 'support.use', '怎么设置|如何设置|怎么安装|如何安装|怎么用|如何使用|怎么操作|怎么清洗|安装教程|说明书|how do I set|how to set|how to install|how to use|how do I use|manual|setup|set up|settings'),

    (100, 'consult.order', '发票|开票|抬头|订单|改地址|修改地址|改送货地址|invoice|receipt|my order|change the address|change of address'),
    (100, 'consult.policy', '积分|优惠|活动|以旧换新|补贴|会员|延保|保修期|保修多久|points|coupon|trade-in|subsidy|membership|warranty|offer'),
    (110, 'consult.product', '咨询|请问|想了解|哪款|推荐|区别|参数|尺寸|有货吗|question|recommend|which model|difference between|in stock|would like to know|dimensions')
  ) AS k (rank, category, words)
  CROSS JOIN LATERAL regexp_split_to_table(lower(k.words), '\|') AS w (word)
  JOIN amends.category c ON c.code = k.category;

-- Core use blocked, or danger: urgent. An explicit complaint: important. Anything else: general.
INSERT INTO amends.priority_rule (position, word, priority_id)
SELECT 10, w.word, 1
  FROM regexp_split_to_table('紧急|十万火急|急用|着火|起火|冒烟|漏电|触电|爆炸|燃气|漏气|受伤|烫伤|停机|停产|停业|瘫痪|开不了机|无法开机|不开机|无法启动|完全没反应|不能使用|无法使用|药品|urgent|emergency|fire|smoke|electric shock|gas leak|injured|does not start|won''t start|won''t turn on|does not turn on|no power|out of service|production stopped|medicine',
                             '\|') AS w (word);
INSERT INTO amends.priority_rule (position, category_id, priority_id)
SELECT 20, c.id, 2 FROM amends.category c WHERE c.code IN ('service', 'complaint', 'refund.dispute');
INSERT INTO amends.priority_rule (position, word, priority_id)
SELECT 30, w.word, 2
  FROM regexp_split_to_table('投诉|曝光|消协|12315|起诉|complaint|lawyer|consumer protection', '\|') AS w (word);
INSERT INTO amends.priority_rule (position, priority_id) VALUES (90, 3);
INSERT INTO amends.priority_rule (position, tier, raise) VALUES (100, 'vip', 1);
INSERT INTO amends.priority_rule (position, scope, raise) VALUES (110, 'batch', 1);

-- Who gets a step: the first rule that fits and finds somebody. Nobody found: the after-sales manager.
INSERT INTO amends.assignment_rule (position, category_id, step_role, step_kind, step_team, channel, pick, label)
SELECT r.position, c.id, r.role, r.kind, r.team, r.channel, r.pick, jsonb_build_object('zh_CN', r.zh, 'en', r.en)
  FROM (VALUES
    (10, 'quality.malfunction', 'specialist', NULL, 'tech', NULL, 'lead', '功能故障 → 技术主管', 'malfunction → technical lead'),
    (11, 'support.use',         'specialist', NULL, 'tech', NULL, 'lead', '技术支持 → 技术主管', 'technical support → technical lead'),
    (12, 'support.network',     'specialist', NULL, 'tech', NULL, 'lead', '技术支持 → 技术主管', 'technical support → technical lead'),
    (20, NULL, 'supervisor', NULL, NULL, NULL, 'lead', '由团队主管处理', 'the lead of the team'),
    (30, NULL, 'finance',    NULL, NULL, NULL, 'least_loaded', '退款 → 财务专员，负荷最低', 'refund → finance, the least loaded'),
    (31, NULL, 'specialist', NULL, NULL, NULL, 'least_loaded', '售后专员，负荷最低', 'specialist, the least loaded'),
    (40, NULL, 'agent', NULL, NULL, NULL, 'filer', '由受理人继续跟进', 'stays with who took it in'),
    (41, NULL, 'agent', NULL, NULL, 'web',   'queue', '在线表单 → 队列，在岗的人领取', 'web form → queue, anyone on duty takes it'),
    (42, NULL, 'agent', NULL, NULL, 'email', 'queue', '邮件 → 队列，在岗的人领取', 'e-mail → queue, anyone on duty takes it'),
    (43, NULL, 'agent', NULL, NULL, NULL, 'least_loaded', '客服，负荷最低', 'agent, the least loaded')
  ) AS r (position, category, role, kind, team, channel, pick, zh, en)
  LEFT JOIN amends.category c ON c.code = r.category;


-- The refund policy -------------------------------------------------------------------------------

INSERT INTO amends.policy (code, label) VALUES ('refund', '{"zh_CN": "退款政策", "en": "Refund policy"}');
INSERT INTO amends.policy_version (policy_id, ver, tier_minor, published_at)
SELECT p.id, 1, 100000, '2020-01-01 00:00:00+08' FROM amends.policy p WHERE p.code = 'refund';

INSERT INTO amends.policy_clause (policy_version_id, code, label, body)
SELECT v.id, c.code, jsonb_build_object('zh_CN', c.zh, 'en', c.en), jsonb_build_object('zh_CN', c.zh_body, 'en', c.en_body)
  FROM (VALUES
    ('1.1', '质量问题', 'Quality defect',
      '收货 15 天内出现非人为质量问题，经检测属实，全额退款，运费由我方承担。',
      'A defect not caused by the customer within 15 days of arrival and confirmed by a check: full refund, carriage paid by us.'),
    ('1.2', '保修期内多次维修', 'Repeated repair under warranty',
      '保修期内同一故障维修两次仍不能正常使用的，可以退款或换货。',
      'The same fault not cured by two repairs under warranty: refund or exchange.'),
    ('2.1', '与描述不符', 'Not as described',
      '商品与页面描述不符，收货 7 天内可以全额退款，运费由我方承担。',
      'Goods not as described: full refund within 7 days of arrival, carriage paid by us.'),
    ('3.1', '七天无理由', 'Seven days, no reason',
      '收货 7 天内，商品完好、附件齐全，可以无理由退货退款，运费由客户承担。',
      'Within 7 days of arrival, complete and in good order: return and refund without a reason, carriage paid by the customer.'),
    ('3.2', '未拆封商品', 'Unopened goods',
      '收货 15 天内未拆封的商品可以退款；客户留用的附件按标价扣除。',
      'Unopened goods within 15 days of arrival: refund; parts the customer keeps are deducted at list price.'),
    ('3.3', '拍错、多拍', 'Ordered by mistake',
      '未发货的订单可以随时取消并全额退款；已发货的按 3.1 条办理。',
      'Orders not yet shipped may be cancelled for a full refund at any time; shipped ones follow 3.1.'),
    ('4.1', '重复扣款、多扣款', 'Charged twice or too much',
      '经核对支付记录属实的，多扣部分全额退回。',
      'What the payment record shows as charged too much is paid back in full.'),
    ('4.2', '差价退款', 'Price difference',
      '下单后 7 天内同款降价的，退还差价，每笔订单一次。',
      'When the same item becomes cheaper within 7 days of the order, the difference is refunded, once an order.'),
    ('5.1', '未收到货', 'Never arrived',
      '物流停滞超过 7 天或确认丢件的，全额退款或补发，由客户选择。',
      'No movement for 7 days, or loss confirmed: full refund or a new delivery, as the customer chooses.'),
    ('5.2', '配送延迟', 'Late delivery',
      '超过承诺时间 3 天以上的，赠 ¥5 优惠券；客户不愿再等的，可以全额退款。',
      'More than 3 days late: ¥5 coupon; a customer who will not wait any longer gets a full refund.'),
    ('6.1', '安装、服务未履行', 'Service not rendered',
      '已付费的安装、维修、延保服务没有履行的，退还相应费用。',
      'Paid installation, repair or extended warranty that was not rendered is refunded.'),
    ('7.1', '不予退款的情形', 'No refund',
      '人为损坏、超过期限、已拆封且影响二次销售的定制商品，不予退款，应向客户说明并提供替代方案。',
      'Damage by the customer, time expired, opened made-to-order goods: no refund; explain it and offer an alternative.'),
    ('8.1', '人工裁量', 'Discretion',
      '以上各条未涵盖的情形，由售后主管报售后经理同意后处理，记录理由。',
      'Cases not covered above: the supervisor proposes, the after-sales manager agrees, the reason is recorded.')
  ) AS c (code, zh, en, zh_body, en_body)
  JOIN amends.policy p ON p.code = 'refund'
  JOIN amends.policy_version v ON v.policy_id = p.id AND v.ver = 1;
