-- Starter calendars: day and night, the Chinese office week, and a customer desk open every day.
--
-- Public holidays and make-up working days (调休) of the years already announced; later years follow
-- the plain week until their days are imported as a new version.

INSERT INTO amends.calendar (code, label) VALUES
  ('always', '{"en": "Day and night", "zh_CN": "全天候"}'),
  ('cn-office', '{"en": "Office hours", "zh_CN": "办公时间"}'),
  ('cn-desk', '{"en": "Customer service hours", "zh_CN": "客服时间"}');

INSERT INTO amends.calendar_version (calendar_id, ver, zone, always, week)
SELECT c.id, 1, 'Asia/Shanghai', v.always, v.week
  FROM (VALUES
    ('always', true, '{}'::jsonb),
    ('cn-office', false, '{
      "mon": [["09:00", "12:00"], ["13:30", "18:00"]],
      "tue": [["09:00", "12:00"], ["13:30", "18:00"]],
      "wed": [["09:00", "12:00"], ["13:30", "18:00"]],
      "thu": [["09:00", "12:00"], ["13:30", "18:00"]],
      "fri": [["09:00", "12:00"], ["13:30", "18:00"]]}'),
    ('cn-desk', false, '{
      "mon": [["09:00", "21:00"]],
      "tue": [["09:00", "21:00"]],
      "wed": [["09:00", "21:00"]],
      "thu": [["09:00", "21:00"]],
      "fri": [["09:00", "21:00"]],
      "sat": [["09:00", "21:00"]],
      "sun": [["09:00", "21:00"]]}')
  ) AS v (code, always, week)
  JOIN amends.calendar c ON c.code = v.code;

INSERT INTO amends.calendar_day (calendar_version_id, day, kind, periods, label)
SELECT v.id, d.first + i, d.kind,
       CASE d.kind WHEN 'work' THEN v.week -> 'mon' END,
       CASE d.kind
         WHEN 'work' THEN jsonb_build_object('en', d.en || ' (make-up working day)', 'zh_CN', d.zh || '调休上班')
         ELSE jsonb_build_object('en', d.en, 'zh_CN', d.zh)
       END
  FROM (VALUES
    ('2023-01-01'::date, '2023-01-02'::date, 'holiday', '元旦', 'New Year''s Day'),
    ('2023-01-21', '2023-01-27', 'holiday', '春节', 'Spring Festival'),
    ('2023-01-28', '2023-01-29', 'work',    '春节', 'Spring Festival'),
    ('2023-04-05', '2023-04-05', 'holiday', '清明节', 'Qingming Festival'),
    ('2023-04-23', '2023-04-23', 'work',    '劳动节', 'Labour Day'),
    ('2023-04-29', '2023-05-03', 'holiday', '劳动节', 'Labour Day'),
    ('2023-05-06', '2023-05-06', 'work',    '劳动节', 'Labour Day'),
    ('2023-06-22', '2023-06-24', 'holiday', '端午节', 'Dragon Boat Festival'),
    ('2023-06-25', '2023-06-25', 'work',    '端午节', 'Dragon Boat Festival'),
    ('2023-09-29', '2023-10-06', 'holiday', '中秋节和国庆节', 'Mid-Autumn Festival and National Day'),
    ('2023-10-07', '2023-10-08', 'work',    '中秋节和国庆节', 'Mid-Autumn Festival and National Day'),
    ('2024-01-01', '2024-01-01', 'holiday', '元旦', 'New Year''s Day'),
    ('2024-02-04', '2024-02-04', 'work',    '春节', 'Spring Festival'),
    ('2024-02-10', '2024-02-17', 'holiday', '春节', 'Spring Festival'),
    ('2024-02-18', '2024-02-18', 'work',    '春节', 'Spring Festival'),
    ('2024-04-04', '2024-04-06', 'holiday', '清明节', 'Qingming Festival'),
    ('2024-04-07', '2024-04-07', 'work',    '清明节', 'Qingming Festival'),
    ('2024-04-28', '2024-04-28', 'work',    '劳动节', 'Labour Day'),
    ('2024-05-01', '2024-05-05', 'holiday', '劳动节', 'Labour Day'),
    ('2024-05-11', '2024-05-11', 'work',    '劳动节', 'Labour Day'),
    ('2024-06-10', '2024-06-10', 'holiday', '端午节', 'Dragon Boat Festival'),
    ('2024-09-14', '2024-09-14', 'work',    '中秋节', 'Mid-Autumn Festival'),
    ('2024-09-15', '2024-09-17', 'holiday', '中秋节', 'Mid-Autumn Festival'),
    ('2024-09-29', '2024-09-29', 'work',    '国庆节', 'National Day'),
    ('2024-10-01', '2024-10-07', 'holiday', '国庆节', 'National Day'),
    ('2024-10-12', '2024-10-12', 'work',    '国庆节', 'National Day'),
    ('2025-01-01', '2025-01-01', 'holiday', '元旦', 'New Year''s Day'),
    ('2025-01-26', '2025-01-26', 'work',    '春节', 'Spring Festival'),
    ('2025-01-28', '2025-02-04', 'holiday', '春节', 'Spring Festival'),
    ('2025-02-08', '2025-02-08', 'work',    '春节', 'Spring Festival'),
    ('2025-04-04', '2025-04-06', 'holiday', '清明节', 'Qingming Festival'),
    ('2025-04-27', '2025-04-27', 'work',    '劳动节', 'Labour Day'),
    ('2025-05-01', '2025-05-05', 'holiday', '劳动节', 'Labour Day'),
    ('2025-05-31', '2025-06-02', 'holiday', '端午节', 'Dragon Boat Festival'),
    ('2025-09-28', '2025-09-28', 'work',    '国庆节', 'National Day'),
    ('2025-10-01', '2025-10-08', 'holiday', '中秋节和国庆节', 'Mid-Autumn Festival and National Day'),
    ('2025-10-11', '2025-10-11', 'work',    '国庆节', 'National Day'),
    ('2026-01-01', '2026-01-03', 'holiday', '元旦', 'New Year''s Day'),
    ('2026-01-04', '2026-01-04', 'work',    '元旦', 'New Year''s Day'),
    ('2026-02-14', '2026-02-14', 'work',    '春节', 'Spring Festival'),
    ('2026-02-15', '2026-02-23', 'holiday', '春节', 'Spring Festival'),
    ('2026-02-28', '2026-02-28', 'work',    '春节', 'Spring Festival'),
    ('2026-04-04', '2026-04-06', 'holiday', '清明节', 'Qingming Festival'),
    ('2026-05-01', '2026-05-05', 'holiday', '劳动节', 'Labour Day'),
    ('2026-05-09', '2026-05-09', 'work',    '劳动节', 'Labour Day'),
    ('2026-06-19', '2026-06-21', 'holiday', '端午节', 'Dragon Boat Festival'),
    ('2026-09-20', '2026-09-20', 'work',    '国庆节', 'National Day'),
    ('2026-09-25', '2026-09-27', 'holiday', '中秋节', 'Mid-Autumn Festival'),
    ('2026-10-01', '2026-10-07', 'holiday', '国庆节', 'National Day'),
    ('2026-10-10', '2026-10-10', 'work',    '国庆节', 'National Day')
  ) AS d (first, last, kind, zh, en)
  CROSS JOIN LATERAL generate_series(0, d.last - d.first) i
  JOIN amends.calendar c ON c.code = 'cn-office'
  JOIN amends.calendar_version v ON v.calendar_id = c.id AND v.ver = 1;

SELECT amends.calendar_publish(v.id, '2023-01-01', '2028-12-31')
  FROM amends.calendar_version v
  JOIN amends.calendar c ON c.id = v.calendar_id
 WHERE c.code IN ('always', 'cn-office', 'cn-desk');
