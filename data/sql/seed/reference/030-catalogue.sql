-- Starter catalogue: channels, priorities, procedures, categories, keywords, rules, reasons, the refund policy.

INSERT INTO amends.channel (code, label, icon, contact_at_intake, response_amount, response_unit, position)
SELECT c.code, jsonb_build_object('zh_CN', c.zh, 'en', c.en), c.icon, c.contact, c.amount, c.unit, c.position
  FROM (VALUES
    ('phone',  '电话',     'Phone',       'call-start-symbolic',          true,  1,          'min', 1),
    ('chat',   '在线客服', 'Online chat', 'user-available-symbolic',      true,  3,          'min', 2),
    ('wechat', '公众号',   'WeChat',      'mail-message-new-symbolic',    false, 2,          'wd',  3),
    ('app',    'App',      'App',         'phone-symbolic',               false, 2,          'wd',  4),
    ('email',  '邮件',     'E-mail',      'mail-unread-symbolic',         false, 2,          'wd',  5),
    ('web',    '在线表单', 'Web form',    'text-x-generic-symbolic',      false, 2,          'wd',  6)
  ) AS c (code, zh, en, icon, contact, amount, unit, position);

INSERT INTO amends.priority (id, code, label, response_amount, response_unit) VALUES
  (1, 'urgent',    '{"zh_CN": "紧急", "en": "Urgent"}',    1,  'h'),
  (2, 'important', '{"zh_CN": "重要", "en": "Important"}', 4,  'h'),
  (3, 'general',   '{"zh_CN": "一般", "en": "General"}',   24, 'h');

INSERT INTO amends.wait_reason (code, label, stops_clock, charged, position) VALUES
  ('customer', '{"zh_CN": "客户",   "en": "customer"}', true,  false, 1),
  ('part',     '{"zh_CN": "配件",   "en": "part"}',     false, false, 2),
  ('finance',  '{"zh_CN": "财务",   "en": "finance"}',  false, false, 3),
  ('supplier', '{"zh_CN": "供应商", "en": "supplier"}', false, false, 4),
  ('carrier',  '{"zh_CN": "承运商", "en": "carrier"}',  false, false, 5);

-- As they are numbered; of the reasons for a refund the three most frequent first.
INSERT INTO amends.reason (code, kind, label, position)
SELECT r.code, r.kind, jsonb_build_object('zh_CN', r.zh, 'en', r.en),
       row_number() OVER (PARTITION BY r.kind ORDER BY array_position(ARRAY['R01', 'R03', 'R07'], r.code), r.code)
  FROM (VALUES
    ('R01', 'refund', '质量问题',             'Quality defect'),
    ('R02', 'refund', '与描述不符',           'Not as described'),
    ('R03', 'refund', '未拆封退货（七天无理由）', 'Returned unopened (seven days)'),
    ('R04', 'refund', '重复扣款或多扣款',     'Charged twice or too much'),
    ('R05', 'refund', '差价退款',             'Price difference'),
    ('R06', 'refund', '未收到货',             'Never arrived'),
    ('R07', 'refund', '拍错、多拍',           'Ordered by mistake'),
    ('R08', 'refund', '配送超时',             'Delivered too late'),
    ('R09', 'refund', '服务未履行',           'Service not rendered'),
    ('R10', 'refund', '其他（请备注）',       'Other (add a note)'),
    ('H01', 'hand_over', '需要其他技能',       'Needs another skill'),
    ('H02', 'hand_over', '属于其他部门',       'Belongs to another department'),
    ('H03', 'hand_over', '下班或请假',         'Going off duty or on leave'),
    ('H04', 'hand_over', '手头工作过多',       'Too much at hand'),
    ('H05', 'hand_over', '与本人有利害关系',   'Conflict of interest'),
    ('H06', 'hand_over', '按客户要求换人',     'The customer asked for somebody else'),
    ('B01', 'send_back', '金额需要核对',       'Amount to be checked again'),
    ('B02', 'send_back', '材料不全',           'Material incomplete'),
    ('B03', 'send_back', '条款引用有误',       'Wrong clause cited'),
    ('B04', 'send_back', '处理结果不合格',     'Result not good enough'),
    ('S01', 'skip', '先安抚客户情绪',           'The customer is calmed first'),
    ('S02', 'skip', '已在别处完成',             'Done elsewhere already'),
    ('S03', 'skip', '本单不需要此步骤',         'Not needed for this ticket'),
    ('S04', 'skip', '经主管同意变更流程',       'Departure agreed with the supervisor'),
    ('C01', 'cancel', '客户撤回',               'Withdrawn by the customer'),
    ('C02', 'cancel', '重复登记',               'Entered twice'),
    ('C03', 'cancel', '误登记、测试',           'Entered by mistake'),
    ('C04', 'cancel', '多次联系不上客户',       'Customer could not be reached'),
    ('O01', 'reopen', '问题再次出现',           'The problem came back'),
    ('O02', 'reopen', '没有真正解决',           'It was not solved'),
    ('O03', 'reopen', '客户补充了新情况',       'The customer told more'),
    ('O04', 'reopen', '退款未到账',             'The refund did not arrive'),
    ('E01', 'escalate', '客户要求上级处理',     'The customer asks for a superior'),
    ('E02', 'escalate', '超出本人权限',         'Beyond my authority'),
    ('E03', 'escalate', '跨部门协调不动',       'Departments do not agree'),
    ('E04', 'escalate', '可能引发舆情或法律风险', 'Risk of publicity or a lawsuit'),
    ('E05', 'escalate', '将要超时',             'About to be overdue'),
    ('X01', 'refund_error', '金额错误',         'Wrong amount'),
    ('X02', 'refund_error', '收款人错误',       'Wrong payee'),
    ('X03', 'refund_error', '重复退款',         'Refunded twice'),
    ('X04', 'refund_error', '退款路径错误',     'Wrong payment route'),
    ('N01', 'refuse', '超过退款期限',           'Past the time allowed'),
    ('N02', 'refuse', '已拆封且不影响使用',     'Opened and in working order'),
    ('N03', 'refuse', '人为损坏',               'Damaged by the customer'),
    ('N04', 'refuse', '不在政策范围内',         'Not covered by the policy'),
    ('N05', 'refuse', '订单已全额退款',         'Order already refunded in full')
  ) AS r (code, kind, zh, en);


-- Procedures ------------------------------------------------------------------------------------

INSERT INTO amends.procedure (code, label)
SELECT p.code, jsonb_build_object('zh_CN', p.zh, 'en', p.en)
  FROM (VALUES
    ('malfunction',  '产品故障',       'Malfunction'),
    ('cosmetic',     '外观损坏',       'Cosmetic damage'),
    ('attitude',     '服务态度投诉',   'Complaint about conduct'),
    ('late',         '配送延迟',       'Late delivery'),
    ('refund',       '退款',           'Refund'),
    ('exchange',     '退换货申请',     'Return and exchange'),
    ('consultation', '咨询',           'Consultation'),
    ('support',      '技术支持',       'Technical support'),
    ('repair',       '维修',           'Repair'),
    ('complaint',    '投诉',           'Complaint'),
    ('dispute',      '退款异议',       'Dispute over a refund')
  ) AS p (code, zh, en);

-- published long ago, so that history replayed or imported finds them in force
INSERT INTO amends.procedure_version (procedure_id, ver, response_amount, response_unit, resolve_amount, resolve_unit, published_at)
SELECT p.id, 1, v.response, v.response_unit, v.resolve, v.resolve_unit, '2020-01-01 00:00:00+08'
  FROM (VALUES
    ('malfunction',  2,    'h',  48, 'h'),
    ('cosmetic',     NULL, NULL, 24, 'h'),
    ('attitude',     NULL, NULL, 8,  'h'),
    ('late',         NULL, NULL, 2,  'h'),
    ('refund',       NULL, NULL, NULL, NULL),
    ('exchange',     4,    'h',  3,  'wd'),
    ('consultation', NULL, NULL, 24, 'h'),
    ('support',      4,    'h',  24, 'h'),
    ('repair',       2,    'h',  48, 'h'),
    ('complaint',    4,    'h',  NULL, NULL),
    ('dispute',      4,    'h',  NULL, NULL)
  ) AS v (code, response, response_unit, resolve, resolve_unit)
  JOIN amends.procedure p ON p.code = v.code;

-- What to record and the ways out of a step are JSON: fields [{code, label, kind, required, choices}], outcomes
-- [{code, label, next, resolves}]. An outcome that resolves gives the customer the solution although later steps follow.
-- A chosen field value that carries coupon_minor books that coupon; one that carries a limit gives it to the work ahead.
INSERT INTO amends.procedure_step
  (procedure_version_id, ordinal, code, label, action, kind, role, team_code, limit_amount, limit_unit, anchor, effort_min, resolves, record, outcomes)
SELECT v.id, s.ordinal, s.code,
       jsonb_build_object('zh_CN', s.zh, 'en', s.en), jsonb_build_object('zh_CN', s.do_zh, 'en', s.do_en),
       s.kind, s.role, s.team, s.amount, s.unit, s.anchor, s.effort, s.resolves, s.record::jsonb, s.outcomes::jsonb
  FROM (VALUES
    ('malfunction', 1, 'intake', '客户描述故障', 'Customer describes the fault', '受理', 'Take In',
      'intake', 'agent', 'intake', NULL::int, NULL, 'intake', 5, false, '[]', '[]'),
    ('malfunction', 2, 'check', '远程技术检测', 'Remote technical check', '记录检测', 'Record Check',
      'work', 'specialist', 'tech', 24, 'h', 'intake', 40, false,
      '[{"code": "finding", "label": {"zh_CN": "检测结论", "en": "Finding"}, "kind": "text", "required": true},
        {"code": "part", "label": {"zh_CN": "需要的配件", "en": "Part needed"}, "kind": "text", "required": false},
        {"code": "hardware", "label": {"zh_CN": "涉及硬件更换", "en": "Hardware involved"}, "kind": "choice", "required": false,
         "choices": [{"code": "yes", "label": {"zh_CN": "是（时限 72 小时）", "en": "Yes (72 h)"}, "limit": {"amount": 72, "unit": "h"}}, {"code": "no", "label": {"zh_CN": "否", "en": "No"}}]}]',
      '[{"code": "repair", "label": {"zh_CN": "需上门维修或更换", "en": "Repair or replace on site"}, "next": 3},
        {"code": "solved", "label": {"zh_CN": "远程已解决", "en": "Solved remotely"}, "next": 4, "resolves": true}]'),
    ('malfunction', 3, 'repair', '上门维修 / 更换', 'On-site repair or replacement', '记录维修', 'Record Repair',
      'work', 'specialist', 'logistics', 48, 'h', 'intake', 60, true,
      '[{"code": "part", "label": {"zh_CN": "更换的配件", "en": "Part replaced"}, "kind": "text", "required": false},
        {"code": "serial", "label": {"zh_CN": "新件序列号", "en": "Serial of the new part"}, "kind": "text", "required": false},
        {"code": "result", "label": {"zh_CN": "维修结果", "en": "Result"}, "kind": "text", "required": true}]', '[]'),
    ('malfunction', 4, 'confirm', '客户确认', 'Customer confirms', '确认并关闭', 'Confirm and Close',
      'close', 'agent', 'intake', 3, 'wd', 'step', 10, false,
      '[{"code": "confirmed", "label": {"zh_CN": "客户确认情况", "en": "What the customer confirmed"}, "kind": "text", "required": false}]', '[]'),

    ('cosmetic', 1, 'intake', '客户提供照片凭证', 'Photo evidence', '受理', 'Take In',
      'intake', 'agent', 'intake', NULL, NULL, 'intake', 5, false, '[]', '[]'),
    ('cosmetic', 2, 'liability', '判定责任', 'Decide liability', '记录责任', 'Record Liability',
      'work', 'specialist', 'logistics', 8, 'h', 'intake', 20, false,
      '[{"code": "cause", "label": {"zh_CN": "损坏原因", "en": "Cause of the damage"}, "kind": "choice", "required": true,
         "choices": [{"code": "transport", "label": {"zh_CN": "运输损坏", "en": "In transport"}}, {"code": "factory", "label": {"zh_CN": "出厂瑕疵", "en": "In the factory"}},
                     {"code": "man_made", "label": {"zh_CN": "人为损坏", "en": "Man-made"}}]}]',
      '[{"code": "ours", "label": {"zh_CN": "我方责任，换货", "en": "Ours: replace"}, "next": 3},
        {"code": "theirs", "label": {"zh_CN": "人为损坏，向客户说明", "en": "Man-made: explain"}, "next": 5, "resolves": true}]'),
    ('cosmetic', 3, 'replace', '安排换货', 'Arrange the replacement', '记录换货', 'Record Replacement',
      'work', 'specialist', 'logistics', 16, 'h', 'intake', 20, false,
      '[{"code": "serial", "label": {"zh_CN": "新机序列号", "en": "Serial of the new item"}, "kind": "text", "required": true}]', '[]'),
    ('cosmetic', 4, 'ship', '发货', 'Ship it', '登记运单', 'Record Waybill',
      'work', 'specialist', 'logistics', 24, 'h', 'intake', 15, true,
      '[{"code": "waybill", "label": {"zh_CN": "运单号", "en": "Waybill number"}, "kind": "text", "required": true}]', '[]'),
    ('cosmetic', 5, 'confirm', '客户确认', 'Customer confirms', '确认并关闭', 'Confirm and Close',
      'close', 'agent', 'intake', 3, 'wd', 'step', 10, false, '[]', '[]'),

    ('attitude', 1, 'intake', '受理投诉', 'Complaint taken', '受理', 'Take In',
      'intake', 'agent', 'intake', NULL, NULL, 'intake', 5, false, '[]', '[]'),
    ('attitude', 2, 'recording', '调取录音', 'Pull the recording', '记录核查', 'Record Finding',
      'work', 'supervisor', 'service', 4, 'h', 'intake', 30, false,
      '[{"code": "finding", "label": {"zh_CN": "核查结论", "en": "Finding"}, "kind": "text", "required": true},
        {"code": "offence", "label": {"zh_CN": "第几次", "en": "Which offence"}, "kind": "choice", "required": true,
         "choices": [{"code": "none", "label": {"zh_CN": "不属实", "en": "Not founded"}}, {"code": "first", "label": {"zh_CN": "首次（口头警告）", "en": "First (oral warning)"}},
                     {"code": "second", "label": {"zh_CN": "再次（通报批评）", "en": "Second (public criticism)"}}]}]', '[]'),
    ('attitude', 3, 'apologise', '向客户道歉', 'Apologise', '记录道歉', 'Record Apology',
      'work', 'supervisor', 'service', 8, 'h', 'intake', 20, true,
      '[{"code": "answer", "label": {"zh_CN": "客户的反应", "en": "The customer''s answer"}, "kind": "text", "required": true}]', '[]'),
    ('attitude', 4, 'retrain', '员工再培训', 'Retrain', '记录培训', 'Record Training',
      'work', 'supervisor', 'service', 5, 'wd', 'step', 30, false,
      '[{"code": "training", "label": {"zh_CN": "培训内容", "en": "What was trained"}, "kind": "text", "required": true}]', '[]'),
    ('attitude', 5, 'confirm', '客户确认', 'Customer confirms', '确认并关闭', 'Confirm and Close',
      'close', 'agent', 'intake', 3, 'wd', 'step', 10, false, '[]', '[]'),

    ('late', 1, 'intake', '客户查询', 'Query taken', '受理', 'Take In',
      'intake', 'agent', 'intake', NULL, NULL, 'intake', 5, false, '[]', '[]'),
    ('late', 2, 'trace', '追踪包裹', 'Trace the parcel', '记录追踪', 'Record Trace',
      'work', 'specialist', 'logistics', 1, 'h', 'intake', 15, false,
      '[{"code": "where", "label": {"zh_CN": "包裹位置与原因", "en": "Where it is and why"}, "kind": "text", "required": true},
        {"code": "late_days", "label": {"zh_CN": "延迟天数", "en": "Days late"}, "kind": "choice", "required": true,
         "choices": [{"code": "none", "label": {"zh_CN": "未延迟", "en": "Not late"}}, {"code": "upto3", "label": {"zh_CN": "3 天以内", "en": "Up to 3 days"}},
                     {"code": "over3", "label": {"zh_CN": "超过 3 天（自动赠 ¥5 券）", "en": "More than 3 days (¥5 coupon)"}, "coupon_minor": 500}]}]', '[]'),
    ('late', 3, 'explain', '向客户说明', 'Explain to the customer', '记录答复', 'Record Answer',
      'work', 'agent', 'intake', 2, 'h', 'intake', 10, true,
      '[{"code": "answer", "label": {"zh_CN": "答复内容", "en": "What was answered"}, "kind": "text", "required": true}]', '[]'),
    ('late', 4, 'confirm', '收货确认', 'Arrival confirmed', '确认并关闭', 'Confirm and Close',
      'close', 'agent', 'intake', 3, 'wd', 'step', 10, false, '[]', '[]'),

    ('refund', 1, 'intake', '客户申请', 'Customer applies', '受理', 'Take In',
      'intake', 'agent', 'intake', NULL, NULL, 'intake', 5, false, '[]', '[]'),
    ('refund', 2, 'review', '审核退款条件', 'Review conditions', '审核通过', 'Approve',
      'refund_review', 'agent', 'intake', 1, 'h', 'step', 20, false, '[]', '[]'),
    ('refund', 3, 'confirm', '财务确认金额', 'Finance confirms the amount', '确认金额', 'Confirm Amount',
      'refund_confirm', 'finance', 'finance', 2, 'h', 'step', 15, false, '[]', '[]'),
    ('refund', 4, 'pay', '执行退款', 'Pay the refund', '登记支付', 'Record Payment',
      'refund_pay', 'finance', 'finance', 4, 'h', 'step', 15, true, '[]', '[]'),
    ('refund', 5, 'rate', '客户到账并评价', 'Customer receives and rates', '确认到账并关闭', 'Confirm Arrival and Close',
      'close', 'agent', 'intake', 3, 'wd', 'step', 10, false, '[]', '[]'),

    ('exchange', 1, 'intake', '客户申请', 'Customer applies', '受理', 'Take In',
      'intake', 'agent', 'intake', NULL, NULL, 'intake', 5, false, '[]', '[]'),
    ('exchange', 2, 'material', '审核材料', 'Review material', '记录审核', 'Record Review',
      'work', 'agent', 'intake', 4, 'h', 'intake', 20, false,
      '[{"code": "material", "label": {"zh_CN": "照片与凭证", "en": "Photos and proof"}, "kind": "text", "required": true},
        {"code": "waybill", "label": {"zh_CN": "退货运单号", "en": "Return waybill"}, "kind": "text", "required": false}]',
      '[{"code": "complete", "label": {"zh_CN": "材料齐全", "en": "Complete"}, "next": 3},
        {"code": "refused", "label": {"zh_CN": "不符合条件，已说明", "en": "Not met, explained"}, "next": 8, "resolves": true}]'),
    ('exchange', 3, 'liability', '确认责任', 'Confirm liability', '记录责任', 'Record Liability',
      'work', 'specialist', 'logistics', 24, 'h', 'intake', 20, false,
      '[{"code": "inspection", "label": {"zh_CN": "质检结论", "en": "Inspection"}, "kind": "text", "required": true}]',
      '[{"code": "exchange", "label": {"zh_CN": "换货", "en": "Exchange"}, "next": 4},
        {"code": "refund", "label": {"zh_CN": "退款", "en": "Refund"}, "next": 5},
        {"code": "refused", "label": {"zh_CN": "不符合条件，已说明", "en": "Not met, explained"}, "next": 8, "resolves": true}]'),
    ('exchange', 4, 'swap', '物流换货', 'Logistics exchanges', '登记换货', 'Record Exchange',
      'work', 'specialist', 'logistics', 3, 'wd', 'intake', 25, true,
      '[{"code": "serial", "label": {"zh_CN": "新机序列号", "en": "Serial of the new item"}, "kind": "text", "required": false},
        {"code": "waybill", "label": {"zh_CN": "发货运单号", "en": "Waybill sent"}, "kind": "text", "required": true}]',
      '[{"code": "shipped", "label": {"zh_CN": "已发出换货", "en": "Replacement shipped"}, "next": 8}]'),
    ('exchange', 5, 'review', '审核退款条件', 'Review conditions', '审核通过', 'Approve',
      'refund_review', 'agent', 'intake', 1, 'h', 'step', 20, false, '[]', '[]'),
    ('exchange', 6, 'confirm', '财务确认金额', 'Finance confirms the amount', '确认金额', 'Confirm Amount',
      'refund_confirm', 'finance', 'finance', 2, 'h', 'step', 15, false, '[]', '[]'),
    ('exchange', 7, 'pay', '财务退款', 'Finance refunds', '登记支付', 'Record Payment',
      'refund_pay', 'finance', 'finance', 3, 'wd', 'intake', 15, true, '[]', '[]'),
    ('exchange', 8, 'sign', '客户签收', 'Customer signs', '签收并关闭', 'Sign and Close',
      'close', 'agent', 'intake', 3, 'wd', 'step', 10, false, '[]', '[]'),

    ('consultation', 1, 'intake', '客户咨询', 'Question taken', '受理', 'Take In',
      'intake', 'agent', 'intake', NULL, NULL, 'intake', 5, false, '[]', '[]'),
    ('consultation', 2, 'answer', '答复客户', 'Answer the customer', '记录答复', 'Record Answer',
      'work', 'agent', 'intake', 24, 'h', 'intake', 10, true,
      '[{"code": "answer", "label": {"zh_CN": "答复内容", "en": "What was answered"}, "kind": "text", "required": true}]', '[]'),
    ('consultation', 3, 'confirm', '客户确认', 'Customer confirms', '确认并关闭', 'Confirm and Close',
      'close', 'agent', 'intake', 3, 'wd', 'step', 5, false, '[]', '[]'),

    ('support', 1, 'intake', '客户描述问题', 'Problem described', '受理', 'Take In',
      'intake', 'agent', 'intake', NULL, NULL, 'intake', 5, false, '[]', '[]'),
    ('support', 2, 'solve', '诊断并解决', 'Diagnose and solve', '记录方案', 'Record Solution',
      'work', 'specialist', 'tech', 24, 'h', 'intake', 30, true,
      '[{"code": "cause", "label": {"zh_CN": "原因", "en": "Cause"}, "kind": "text", "required": true},
        {"code": "solution", "label": {"zh_CN": "解决办法", "en": "Solution"}, "kind": "text", "required": true}]', '[]'),
    ('support', 3, 'confirm', '答复客户并确认', 'Answer and confirm', '确认并关闭', 'Confirm and Close',
      'close', 'agent', 'intake', 1, 'wd', 'step', 10, false, '[]', '[]'),

    ('repair', 1, 'intake', '客户报修', 'Repair requested', '受理', 'Take In',
      'intake', 'agent', 'intake', NULL, NULL, 'intake', 5, false, '[]', '[]'),
    ('repair', 2, 'check', '检测', 'Check', '记录检测', 'Record Check',
      'work', 'specialist', 'tech', 24, 'h', 'intake', 40, false,
      '[{"code": "finding", "label": {"zh_CN": "检测结论", "en": "Finding"}, "kind": "text", "required": true},
        {"code": "warranty", "label": {"zh_CN": "保修", "en": "Warranty"}, "kind": "choice", "required": true,
         "choices": [{"code": "in", "label": {"zh_CN": "保修内", "en": "Under warranty"}}, {"code": "out", "label": {"zh_CN": "保修外", "en": "Out of warranty"}}]}]',
      '[{"code": "repair", "label": {"zh_CN": "需要维修", "en": "Repair"}, "next": 3},
        {"code": "solved", "label": {"zh_CN": "检测时已解决", "en": "Solved by the check"}, "next": 4, "resolves": true}]'),
    ('repair', 3, 'repair', '维修', 'Repair', '记录维修', 'Record Repair',
      'work', 'specialist', 'tech', 48, 'h', 'intake', 60, true,
      '[{"code": "part", "label": {"zh_CN": "更换的配件", "en": "Parts replaced"}, "kind": "text", "required": false},
        {"code": "result", "label": {"zh_CN": "维修结果", "en": "Result"}, "kind": "text", "required": true}]', '[]'),
    ('repair', 4, 'confirm', '客户验收', 'Customer accepts', '验收并关闭', 'Accept and Close',
      'close', 'agent', 'intake', 3, 'wd', 'step', 10, false, '[]', '[]'),

    ('complaint', 1, 'intake', '倾听并记录', 'Listen and record', '受理', 'Take In',
      'intake', 'agent', 'intake', NULL, NULL, 'intake', 5, false, '[]', '[]'),
    ('complaint', 2, 'first', '首次答复', 'First solution', '记录答复', 'Record Answer',
      'work', 'agent', 'intake', 4, 'h', 'intake', 20, false,
      '[{"code": "answer", "label": {"zh_CN": "答复或承诺", "en": "Answer or promise"}, "kind": "text", "required": true}]',
      '[{"code": "answered", "label": {"zh_CN": "当场解决，客户认可", "en": "Settled at once, customer agrees"}, "next": 6, "resolves": true},
        {"code": "tech", "label": {"zh_CN": "转技术调查", "en": "Technical investigates"}, "next": 3},
        {"code": "logistics", "label": {"zh_CN": "转物流调查", "en": "Logistics investigates"}, "next": 4}]'),
    ('complaint', 3, 'investigate_tech', '技术部调查', 'Technical investigates', '记录调查', 'Record Investigation',
      'work', 'specialist', 'tech', 2, 'wd', 'step', 45, false,
      '[{"code": "cause", "label": {"zh_CN": "原因与责任部门", "en": "Cause and department"}, "kind": "text", "required": true},
        {"code": "solution", "label": {"zh_CN": "解决方案", "en": "Proposed solution"}, "kind": "text", "required": true}]',
      '[{"code": "done", "label": {"zh_CN": "调查完成", "en": "Investigated"}, "next": 5}]'),
    ('complaint', 4, 'investigate_logistics', '物流部调查', 'Logistics investigates', '记录调查', 'Record Investigation',
      'work', 'specialist', 'logistics', 2, 'wd', 'step', 45, false,
      '[{"code": "cause", "label": {"zh_CN": "原因与责任部门", "en": "Cause and department"}, "kind": "text", "required": true},
        {"code": "solution", "label": {"zh_CN": "解决方案", "en": "Proposed solution"}, "kind": "text", "required": true}]', '[]'),
    ('complaint', 5, 'answer', '答复客户', 'Answer the customer', '记录答复', 'Record Answer',
      'work', 'agent', 'intake', 1, 'wd', 'step', 15, true,
      '[{"code": "answer", "label": {"zh_CN": "答复内容", "en": "What was answered"}, "kind": "text", "required": true}]', '[]'),
    ('complaint', 6, 'track', '跟踪满意度', 'Track satisfaction', '回访并关闭', 'Call and Close',
      'close', 'agent', 'intake', 3, 'wd', 'step', 10, false, '[]', '[]'),

    ('dispute', 1, 'intake', '倾听诉求', 'Hear the customer', '受理', 'Take In',
      'intake', 'agent', 'intake', NULL, NULL, 'intake', 5, false, '[]', '[]'),
    ('dispute', 2, 'explain', '解释依据（政策条款）', 'Explain the clause', '记录解释', 'Record Explanation',
      'work', 'agent', 'intake', 4, 'h', 'intake', 20, false,
      '[{"code": "clause", "label": {"zh_CN": "引用的条款", "en": "Clause cited"}, "kind": "text", "required": true},
        {"code": "answer", "label": {"zh_CN": "客户的反应", "en": "The customer''s answer"}, "kind": "text", "required": true}]',
      '[{"code": "accepted", "label": {"zh_CN": "客户接受", "en": "Accepted"}, "next": 4, "resolves": true},
        {"code": "superior", "label": {"zh_CN": "仍不满意，报上级", "en": "Still unhappy: to the superior"}, "next": 3}]'),
    ('dispute', 3, 'decide', '上级裁定', 'The superior decides', '记录裁定', 'Record Decision',
      'work', 'supervisor', 'service', 1, 'wd', 'step', 30, true,
      '[{"code": "decision", "label": {"zh_CN": "裁定与理由", "en": "Decision and reason"}, "kind": "text", "required": true}]', '[]'),
    ('dispute', 4, 'confirm', '告知客户', 'Tell the customer', '告知并关闭', 'Tell and Close',
      'close', 'agent', 'intake', 1, 'wd', 'step', 10, false, '[]', '[]')
  ) AS s (procedure, ordinal, code, zh, en, do_zh, do_en, kind, role, team, amount, unit, anchor, effort, resolves, record, outcomes)
  JOIN amends.procedure p ON p.code = s.procedure
  JOIN amends.procedure_version v ON v.procedure_id = p.id AND v.ver = 1;


-- Categories ------------------------------------------------------------------------------------

INSERT INTO amends.category (code, label, procedure_id, complaint, skill, needs, remark, position)
SELECT c.code, jsonb_build_object('zh_CN', c.zh, 'en', c.en), p.id, c.complaint, c.skill, c.needs::text[],
       CASE WHEN c.remark_zh IS NOT NULL THEN jsonb_build_object('zh_CN', c.remark_zh, 'en', c.remark_en) END, c.position
  FROM (VALUES
    ('quality',   '产品质量类', 'Product quality',     'malfunction',  false, NULL,      '{}', NULL, NULL, 1),
    ('refund',    '退款类',     'Refund',              'refund',       false, 'refund',  '{}', NULL, NULL, 2),
    ('exchange',  '退换货类',   'Return and exchange', 'exchange',     false, 'refund',  '{}', NULL, NULL, 3),
    ('repair',    '维修类',     'Repair',              'repair',       false, 'repair',  '{}', NULL, NULL, 4),
    ('support',   '技术支持类', 'Technical support',   'support',      false, 'support', '{}', NULL, NULL, 5),
    ('logistics', '物流类',     'Logistics',           'late',         false, 'logistics', '{}', NULL, NULL, 6),
    ('service',   '服务态度类', 'Service attitude',    'attitude',     true,  'complaint', '{}', NULL, NULL, 7),
    ('complaint', '投诉类',     'Complaint',           'complaint',    true,  'complaint', '{}', NULL, NULL, 8),
    ('consult',   '咨询类',     'Consultation',        'consultation', false, NULL,      '{}', NULL, NULL, 9)
  ) AS c (code, zh, en, procedure, complaint, skill, needs, remark_zh, remark_en, position)
  JOIN amends.procedure p ON p.code = c.procedure;

INSERT INTO amends.category (parent_id, code, label, procedure_id, complaint, skill, needs, remark, position)
SELECT m.id, c.code, jsonb_build_object('zh_CN', c.zh, 'en', c.en), p.id, m.complaint OR c.complaint, coalesce(c.skill, m.skill), c.needs::text[],
       CASE WHEN c.remark_zh IS NOT NULL THEN jsonb_build_object('zh_CN', c.remark_zh, 'en', c.remark_en) END, c.position
  FROM (VALUES
    ('quality',   'quality.malfunction', '功能故障',     'Malfunction',             'malfunction', false, 'repair', '{serial}', '涉及硬件的 72 小时', 'Hardware involved: 72 h', 1),
    ('quality',   'quality.cosmetic',    '外观损坏',     'Cosmetic damage',         'cosmetic',    false, 'logistics', '{serial}', '先核实是否人为损坏', 'Check whether man-made', 2),
    ('refund',    'refund.apply',        '退款申请',     'Refund request',          NULL,          false, NULL, '{refund}', NULL, NULL, 1),
    ('refund',    'refund.charge',       '重复扣款',     'Charged twice',           NULL,          false, NULL, '{refund}', NULL, NULL, 2),
    ('refund',    'refund.price',        '差价退款',     'Price difference',        NULL,          false, NULL, '{refund}', NULL, NULL, 3),
    ('refund',    'refund.dispute',      '退款异议',     'Dispute over a refund',   'dispute',     true,  'complaint', '{}', NULL, NULL, 4),
    ('exchange',  'exchange.return',     '退货',         'Return',                  NULL,          false, NULL, '{}', NULL, NULL, 1),
    ('exchange',  'exchange.swap',       '换货',         'Exchange',                NULL,          false, NULL, '{}', NULL, NULL, 2),
    ('repair',    'repair.warranty',     '保修内维修',   'Repair under warranty',   NULL,          false, NULL, '{serial}', NULL, NULL, 1),
    ('repair',    'repair.paid',         '保修外维修',   'Repair out of warranty',  NULL,          false, NULL, '{serial}', NULL, NULL, 2),
    ('support',   'support.use',         '使用与设置',   'Use and settings',        NULL,          false, NULL, '{}', NULL, NULL, 1),
    ('support',   'support.network',     '联网与升级',   'Network and updates',     NULL,          false, NULL, '{}', NULL, NULL, 2),
    ('logistics', 'logistics.late',      '配送延迟',     'Late delivery',           NULL,          false, NULL, '{}', '超过 3 天自动赠 ¥5 券', 'More than 3 days late: ¥5 coupon automatically', 1),
    ('logistics', 'logistics.lost',      '丢件、错件',   'Lost or wrong parcel',    NULL,          false, NULL, '{}', NULL, NULL, 2),
    ('service',   'service.attitude',    '客服态度不佳', 'Rude agent',              NULL,          false, NULL, '{}', '首次口头警告，再次通报批评', 'First time: oral warning; second: public criticism', 1),
    ('service',   'service.visit',       '上门人员行为不当', 'Conduct of visiting staff', NULL,    false, NULL, '{}', NULL, NULL, 2),
    ('complaint', 'complaint.general',   '一般投诉',     'General complaint',       NULL,          false, NULL, '{}', NULL, NULL, 1),
    ('complaint', 'complaint.progress',  '进度未告知',   'Not told about progress', NULL,          false, NULL, '{}', NULL, NULL, 2),
    ('consult',   'consult.product',     '产品咨询',     'About a product',         NULL,          false, NULL, '{}', NULL, NULL, 1),
    ('consult',   'consult.order',       '订单与发票',   'Order and invoice',       NULL,          false, NULL, '{}', NULL, NULL, 2),
    ('consult',   'consult.policy',      '政策与活动',   'Policy and offers',       NULL,          false, NULL, '{}', NULL, NULL, 3)
  ) AS c (parent, code, zh, en, procedure, complaint, skill, needs, remark_zh, remark_en, position)
  JOIN amends.category m ON m.code = c.parent
  LEFT JOIN amends.procedure p ON p.code = c.procedure;
