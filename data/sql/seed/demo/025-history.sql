-- Thirteen finished months and the running one, up to now.

SELECT amends.demo_generate(4500, 0, 13, 20240510, date_trunc('second', now()));
