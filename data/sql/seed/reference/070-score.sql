-- Starter measures with their one written definition, the two starter schemes, bands and grades.

INSERT INTO amends.measure (code, label, kind, unit, better, customer, definition, position)
SELECT m.code, jsonb_build_object('zh_CN', m.zh, 'en', m.en), m.kind, m.unit, m.better, m.customer,
       jsonb_build_object(
         'zh_CN', jsonb_build_object('what', m.zh_what, 'numerator', m.zh_num, 'denominator', m.zh_den, 'person', m.zh_who, 'date', m.zh_when),
         'en',    jsonb_build_object('what', m.en_what, 'numerator', m.en_num, 'denominator', m.en_den, 'person', m.en_who, 'date', m.en_when)),
       row_number() OVER ()
  FROM (VALUES
    ('response_first', 'duration', 's', 'lower', false, '平均响应时长', 'Average response time',
      '从提交到客服第一次联系客户用了多久。自动消息和仅仅领取工单都不算；电话和在线客服受理时即算联系。',
      '受理到首次联系的秒数之和', '有过首次联系的工单数', '第一次联系客户的人', '首次联系的时间',
      'How long from submission until staff first contacted the customer. Automatic messages and merely taking a ticket do not count; on phone and chat, taking it in is the contact.',
      'seconds from intake to the first contact', 'tickets with a first contact', 'who made the first contact', 'when the contact was made'),
    ('file_to_assign', 'duration', 's', 'lower', false, '平均分派时长', 'Filed to assigned',
      '工单登记后多久有人负责；目标是 30 秒内开始处理。',
      '登记到第一位负责人的秒数之和', '已有负责人的工单数', '第一位负责人', '第一次有负责人的时间',
      'How long after filing somebody holds the ticket (the 30 seconds until handling starts).',
      'seconds from filing to the first holder', 'tickets that have had a holder', 'the first holder', 'when the first holder got it'),
    ('resolution_first', 'duration', 's', 'lower', false, '首次解决时长', 'Time to the first solution',
      '从受理到第一次给出解决方案用了多久，之后重开也不改变。',
      '受理到首次解决的秒数之和', '解决过的工单数', '第一次解决的人', '首次解决的时间',
      'How long from intake to the first solution; a later reopening does not change it.',
      'seconds from intake to the first solution', 'tickets solved at least once', 'who solved it first', 'when it was first solved'),
    ('resolution_last', 'duration', 's', 'lower', false, '平均解决时长', 'Average resolution time',
      '从受理到最后一次解决用了多久；重开后重新解决的，算到最后一次。',
      '受理到最后解决的秒数之和', '已解决的工单数', '最后解决的人', '最后解决的时间',
      'How long from intake to the last solution; after a reopening, to the new one.',
      'seconds from intake to the last solution', 'tickets that are solved', 'who solved it last', 'when it was last solved'),
    ('close_time', 'duration', 's', 'lower', false, '平均关闭时长', 'Time to close',
      '从受理到关闭用了多久。已解决不等于已关闭：关闭要等客户确认和调查发出。',
      '受理到关闭的秒数之和', '已关闭的工单数', '最后解决的人', '关闭的时间',
      'How long from intake to closing. Solved is not closed: closing waits for the customer''s word and the survey.',
      'seconds from intake to closing', 'tickets closed', 'who solved it last', 'when it was closed'),
    ('first_contact_resolution', 'rate', 'ratio', 'higher', false, '一次解决率', 'First contact resolution',
      '一次处理就解决的比例：没有退回、没有同一角色再次接手、没有等客户、没有第二次解决、没有重开。按流程向前移交不算。',
      '一次解决的工单数', '解决过的工单数', '第一次解决的人', '首次解决的时间',
      'Share solved in one go: nothing sent back, no second take by the same role, no wait for the customer, no second solution, no reopening. A forward hand-over by the procedure does not count against it.',
      'tickets solved in one go', 'tickets solved at least once', 'who solved it first', 'when it was first solved'),
    ('reopen_rate', 'rate', 'ratio', 'lower', false, '重开率', 'Reopening rate',
      '解决后又重新打开的比例。',
      '重开过的工单数', '解决过的工单数', '第一次解决的人', '首次解决的时间',
      'Share of solved tickets that were opened again.',
      'tickets reopened', 'tickets solved at least once', 'who solved it first', 'when it was first solved'),
    ('repeat_contact', 'rate', 'ratio', 'lower', true, '重复来访率', 'Repeat contact rate',
      '解决后 N 天内（默认 30 天）同一客户又有新工单的比例。',
      '之后又有来访的工单数', '已解决的工单数', '最后解决的人', '最后解决的时间',
      'Share of solved tickets after which the same customer opened another within N days (30 unless set otherwise).',
      'solved tickets followed by another', 'tickets that are solved', 'who solved it last', 'when it was last solved'),
    ('repeat_complaint', 'rate', 'ratio', 'lower', true, '重复投诉率', 'Repeat complaint rate',
      '投诉过的客户中，30 天内再次投诉的比例。一位客户在一个周期里只算一次。',
      '再次投诉的客户数', '投诉过的客户数', '解决首次投诉的人', '首次投诉的时间',
      'Share of complaining customers who complain again within 30 days. A customer counts once a period.',
      'customers who complained again', 'customers who complained', 'who solved the first complaint', 'when the first complaint was made'),
    ('within_response', 'rate', 'ratio', 'higher', false, '响应及时率', 'Responses within limit',
      '首次响应在时限内完成的比例。时限取优先级与流程规定中较早的。',
      '按时响应的工单数', '有响应时限且已响应的工单数', '第一次联系客户的人', '首次联系的时间',
      'Share of first responses given within their limit: the earlier of the priority''s and the procedure''s.',
      'first responses in time', 'tickets answered that had a limit', 'who made the first contact', 'when the contact was made'),
    ('within_resolution', 'rate', 'ratio', 'higher', false, '解决及时率', 'Solutions within limit',
      '首次解决在时限内完成的比例。',
      '按时解决的工单数', '有解决时限且已解决的工单数', '第一次解决的人', '首次解决的时间',
      'Share of first solutions given within their limit.',
      'first solutions in time', 'tickets solved that had a limit', 'who solved it first', 'when it was first solved'),
    ('within_step', 'rate', 'ratio', 'higher', false, '步骤及时率', 'Steps within limit',
      '流程步骤在时限内完成的比例；跳过和退回的步骤不计。',
      '按时完成的步骤数', '有时限且已完成的步骤数', '完成步骤的人', '步骤完成的时间',
      'Share of steps done within their limit; skipped and sent-back ones are left out.',
      'steps done in time', 'steps done that had a limit', 'who finished the step', 'when the step was finished'),
    ('resolution_rate', 'rate', 'ratio', 'higher', false, '问题解决率', 'Resolution rate',
      '本期提出的问题中已经解决的比例。',
      '已解决的工单数', '提出的工单数', '最后解决的人；未解决的算现在的负责人', '受理的时间',
      'Share of what was raised in the period that is solved.',
      'tickets solved', 'tickets raised', 'who solved it last; while unsolved, the holder', 'when it was taken in'),
    ('csat', 'rate', 'ratio', 'higher', true, '客户满意度', 'Customer satisfaction (CSAT)',
      '满意答卷的比例：问题已解决，且每项评分都在 4 分以上（满分 5）。',
      '满意的答卷数', '收到的答卷数', '收到答卷时最后解决的人', '答卷的时间',
      'Share of answered surveys that are satisfied: solved, and every scale 4 or 5 of 5.',
      'satisfied answers', 'answers', 'who had solved it last when it was answered', 'when it was answered'),
    ('csat_speed', 'mean', 'points', 'higher', true, '速度评分', 'Speed, 1–5',
      '调查里“处理速度”的平均分。',
      '速度评分之和', '评过速度的答卷数', '收到答卷时最后解决的人', '答卷的时间',
      'Mean of the survey''s mark for speed.',
      'sum of the marks', 'answers with that mark', 'who had solved it last when it was answered', 'when it was answered'),
    ('csat_attitude', 'mean', 'points', 'higher', true, '态度评分', 'Attitude, 1–5',
      '调查里“服务态度”的平均分。',
      '态度评分之和', '评过态度的答卷数', '收到答卷时最后解决的人', '答卷的时间',
      'Mean of the survey''s mark for attitude.',
      'sum of the marks', 'answers with that mark', 'who had solved it last when it was answered', 'when it was answered'),
    ('csat_overall', 'mean', 'points', 'higher', true, '总体评分', 'Overall, 1–5',
      '调查里“总体满意度”的平均分，5 为非常满意。',
      '总体评分之和', '评过总体的答卷数', '收到答卷时最后解决的人', '答卷的时间',
      'Mean of the survey''s overall mark; 5 is very satisfied.',
      'sum of the marks', 'answers with that mark', 'who had solved it last when it was answered', 'when it was answered'),
    ('refund_time', 'duration', 's', 'lower', false, '平均退款处理时长', 'Average refund time',
      '从客户申请退款到款项付出，按实际经过的时间算，夜间和假日也在内。',
      '申请到付款的秒数之和', '已付款的退款数', '审核人', '付款的时间',
      'From the customer''s application to the money being sent, as time passes: nights and holidays included.',
      'seconds from application to payment', 'refunds paid', 'the reviewer', 'when it was paid'),
    ('refund_success', 'rate', 'ratio', 'higher', false, '退款成功率', 'Refund success rate',
      '已有结果的申请中成功退款的比例。客户撤回和依条款拒绝的不计入，列明原因；可以改为全部计入。',
      '付款且没有差错的退款数', '已有结果的申请数', '审核人', '有结果的时间',
      'Share of decided applications that were refunded. Withdrawn by the customer and refused by a cited clause are left out with the reason; a switch counts them.',
      'refunds paid without a mistake', 'applications decided', 'the reviewer', 'when it was decided'),
    ('refund_csat', 'rate', 'ratio', 'higher', true, '退款客户满意度', 'CSAT of refunds',
      '有退款的工单中，满意答卷的比例。',
      '满意的答卷数', '收到的答卷数', '审核人', '答卷的时间',
      'Share of satisfied answers among tickets with a refund.',
      'satisfied answers', 'answers', 'the reviewer', 'when it was answered'),
    ('refund_errors', 'count', 'count', 'lower', false, '错误退款次数', 'Refund errors',
      '员工造成的退款差错：金额错误、收款人错误、重复退款。每一次都核查过，不看样本大小。',
      '差错次数', '已付款的退款数（参考）', '造成差错的人', '差错发生的时间',
      'Mistakes by staff: wrong amount, wrong payee, duplicate. Each one was looked into, so no smallest sample applies.',
      'mistakes', 'refunds paid, for reference', 'who made the mistake', 'when it was made'),
    ('refund_followup', 'rate', 'ratio', 'higher', true, '退款回访率', 'Follow-up rate',
      '付款后主动联系过客户的退款的比例。',
      '付款后回访过的退款数', '已付款的退款数', '审核人', '付款的时间',
      'Share of refunds after which the customer was actively contacted.',
      'refunds followed up after payment', 'refunds paid', 'the reviewer', 'when it was paid'),
    ('work_quality', 'mean', 'points', 'higher', false, '工作质量', 'Work quality',
      '抽查得分：准确、规范、记录完整。还没有数据来源时不计分，权重分给其他指标。',
      '抽查得分之和', '抽查次数', '被抽查的人', '抽查的时间',
      'Score of spot checks: accuracy, conduct, record keeping. Without a source it is not scored and its weight is shared.',
      'sum of spot-check scores', 'spot checks', 'who was checked', 'when it was checked'),
    ('teamwork', 'mean', 'points', 'higher', false, '团队协作', 'Teamwork',
      '同事与上级对协作的评分。还没有数据来源时不计分，权重分给其他指标。',
      '评分之和', '评分次数', '被评的人', '评分的时间',
      'Rating of cooperation by colleagues and superiors. Without a source it is not scored and its weight is shared.',
      'sum of ratings', 'ratings', 'who was rated', 'when it was rated')
  ) AS m (code, kind, unit, better, customer, zh, en, zh_what, zh_num, zh_den, zh_who, zh_when, en_what, en_num, en_den, en_who, en_when);

INSERT INTO amends.scheme (code, label, position) VALUES
  ('refund',    '{"zh_CN": "退款考核", "en": "Refund scheme"}',       1),
  ('appraisal', '{"zh_CN": "综合考核", "en": "Appraisal scheme"}',    2);

-- Two of the appraisal's parts (30 %) have no source yet: 70 % of the weight is what there can be.
INSERT INTO amends.scheme_version (scheme_id, ver, valid_from, min_n, min_weight_percent, published_at)
SELECT s.id, 1, '2020-01-01', 20, CASE s.code WHEN 'appraisal' THEN 70 ELSE 80 END, '2020-01-01 00:00:00+08' FROM amends.scheme s;

INSERT INTO amends.scheme_part (scheme_version_id, position, measure, weight, target, zero_line, every_one)
SELECT v.id, p.position, p.measure, p.weight, p.target, p.zero_line, p.every_one
  FROM (VALUES
    ('refund',    1, 'refund_time',     30, 86400,  216000, false),
    ('refund',    2, 'refund_success',  25, 0.96,   0.60,   false),
    ('refund',    3, 'refund_csat',     20, 0.95,   0.50,   false),
    ('refund',    4, 'refund_errors',   15, 0,      5,      true),
    ('refund',    5, 'refund_followup', 10, 0.80,   0.40,   false),
    ('appraisal', 1, 'csat',            30, 0.95,   0.50,   false),
    ('appraisal', 2, 'resolution_rate', 20, 0.95,   0.60,   false),
    ('appraisal', 3, 'response_first',  20, 1800,   14400,  false),
    ('appraisal', 4, 'work_quality',    20, 90,     60,     false),
    ('appraisal', 5, 'teamwork',        10, 90,     60,     false)
  ) AS p (scheme, position, measure, weight, target, zero_line, every_one)
  JOIN amends.scheme s ON s.code = p.scheme
  JOIN amends.scheme_version v ON v.scheme_id = s.id AND v.ver = 1;

INSERT INTO amends.scheme_band (scheme_version_id, min_points, code, label)
SELECT v.id, b.points, b.code, jsonb_build_object('zh_CN', b.zh, 'en', b.en)
  FROM (VALUES
    ('refund',    90, 'bonus_letter', '奖金 + 表扬信',   'Bonus and letter of commendation'),
    ('refund',    80, 'bonus',        '奖金',            'Bonus'),
    ('refund',    70, 'none',         '达标',            'No change'),
    ('refund',    0,  'training',     '培训 + 改进计划', 'Training and improvement plan'),
    ('appraisal', 90, 'excellent',    '优秀',            'Excellent'),
    ('appraisal', 80, 'good',         '良好',            'Good'),
    ('appraisal', 70, 'pass',         '合格',            'Pass'),
    ('appraisal', 0,  'fail',         '不合格',          'Fail')
  ) AS b (scheme, points, code, zh, en)
  JOIN amends.scheme s ON s.code = b.scheme
  JOIN amends.scheme_version v ON v.scheme_id = s.id AND v.ver = 1;

INSERT INTO amends.scheme_team (scheme_id, team_id, position)
SELECT s.id, t.id, x.position
  FROM (VALUES ('service', 'refund', 1), ('service', 'appraisal', 2), ('tech', 'appraisal', 1), ('logistics', 'appraisal', 1),
               ('finance', 'appraisal', 1), ('finance', 'refund', 2)) AS x (team, scheme, position)
  JOIN amends.team t ON t.code = x.team
  JOIN amends.scheme s ON s.code = x.scheme;
