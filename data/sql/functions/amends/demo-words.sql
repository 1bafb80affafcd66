-- Words of the demo world: invented names, products and customers' sentences. No real person, firm or brand.

CREATE OR REPLACE FUNCTION amends.demo_products() RETURNS TABLE (product text, price_minor bigint)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT * FROM (VALUES
    ('滚筒洗衣机 10 公斤', 289900::bigint), ('对开门冰箱 520 升', 429900), ('空气净化器', 129900), ('扫地机器人', 199900),
    ('智能门锁', 119900), ('电饭煲 4 升', 39900), ('破壁机', 49900), ('降噪蓝牙耳机', 59900), ('平板电脑 11 英寸', 219900),
    ('路由器', 29900), ('儿童手表', 69900), ('家用投影仪', 249900), ('咖啡机', 159900), ('加湿器', 19900), ('电动牙刷', 24900),
    ('吸尘器', 139900), ('燃气热水器', 179900), ('油烟机', 229900), ('洗碗机', 319900), ('台灯', 15900), ('电热水壶', 9900),
    ('空气炸锅', 34900), ('按摩椅', 599900), ('电暖器', 44900)
  ) AS p (product, price)
$$;
COMMENT ON FUNCTION amends.demo_products() IS 'products of the demo world with their prices';

CREATE OR REPLACE FUNCTION amends.demo_sentences() RETURNS TABLE (category text, weight numeric, subject text, words text)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT * FROM (VALUES
    ('quality.malfunction', 14.0, '{p}无法开机', '{p}昨晚还好好的，今天早上按开关完全没反应，换了插座也不行。'),
    ('quality.malfunction', 14.0, '{p}运行时异响', '{p}用的时候有很大的异响，关掉再开还是这样，家里有老人孩子不敢再用。'),
    ('quality.malfunction', 14.0, '{p}屏幕报错', '{p}显示屏一直报错，说明书上写要联系售后检测。'),
    ('quality.malfunction', 14.0, '{p}用一会儿就自动关机', '{p}每次用十几分钟就自动关机，外壳摸着烫手。'),
    ('quality.malfunction', 14.0, '{p}按键失灵', '{p}的按键失灵了，按好几下才有反应，买来才两个月。'),
    ('quality.cosmetic', 6.0, '{p}外壳有划痕', '收到的{p}外壳正面有一道很明显的划痕，包装是完好的，我有开箱照片。'),
    ('quality.cosmetic', 6.0, '{p}箱体凹陷', '{p}送到时侧面凹进去一块，快递说出厂就这样，照片已经拍好。'),
    ('quality.cosmetic', 6.0, '{p}掉漆', '{p}把手位置掉漆，刚拆封就发现了。'),
    ('refund.apply', 16.0, '未拆封申请退款', '{p}买回来没拆封，家里人已经买过了，想退款。'),
    ('refund.apply', 16.0, '七天无理由退款', '{p}和想象的不太一样，还在七天内，申请退款。'),
    ('refund.apply', 16.0, '多拍一件申请退款', '手滑多拍了一件{p}，麻烦把多的那件退款给我。'),
    ('refund.apply', 16.0, '取消订单退款', '订单还没发货，不想要了，请取消订单退回货款。'),
    ('refund.charge', 4.0, '重复扣款', '买{p}时付款页面卡住，结果扣了两次，账单截图已经存好。'),
    ('refund.charge', 4.0, '优惠没有抵扣', '下单时领的优惠没有抵扣，{p}被多收了钱。'),
    ('refund.price', 5.0, '差价退款', '{p}买了三天就降价了，按保价规则申请退差价。'),
    ('refund.dispute', 2.0, '退款少了运费', '退款少了一笔运费，之前客服答应全额退的，不同意退款结果。'),
    ('refund.dispute', 2.0, '退款被拒要求说明', '{p}明明没坏就退款被拒，为什么不给退，请给个说法。'),
    ('exchange.return', 8.0, '{p}退货', '{p}尺寸放不下，想退货，配件和包装都在。'),
    ('exchange.return', 8.0, '{p}质量不满意退货', '{p}用了两天感觉做工不好，想寄回去退货。'),
    ('exchange.swap', 6.0, '{p}颜色不对要求换货', '收到的{p}颜色和下单不一样，要求换货。'),
    ('exchange.swap', 6.0, '{p}型号不对换新', '{p}发错型号，麻烦换一台对的，急着用。'),
    ('repair.warranty', 5.0, '{p}保修期内报修', '{p}还在保修期内，想预约维修师傅上门看看。'),
    ('repair.warranty', 5.0, '{p}上门维修', '{p}上个月修过一次，现在又是同样的毛病，要上门维修。'),
    ('repair.paid', 2.0, '{p}过保维修', '{p}过保了，先问问付费维修大概多少钱，再约时间。'),
    ('support.use', 7.0, '{p}怎么设置', '{p}的定时功能怎么设置，说明书看不明白。'),
    ('support.use', 7.0, '{p}如何清洗', '{p}用了一阵子，滤网如何清洗，请教一下。'),
    ('support.network', 5.0, '{p}连不上网络', '{p}搬家以后就连不上家里的 WiFi，重置过也没用。'),
    ('support.network', 5.0, '{p}固件升级失败', '{p}提示有新固件，升级失败三次了，停在百分之八十。'),
    ('logistics.late', 9.0, '{p}一直没送到', '{p}说好三天送到，现在物流好几天没更新，什么时候到？'),
    ('logistics.late', 9.0, '催发货', '付款五天了{p}还没发货，催发货，不然我要取消了。'),
    ('logistics.late', 9.0, '配送延迟', '承诺今天送到的{p}还停在中转仓，配送延迟没人通知我。'),
    ('logistics.lost', 3.0, '显示签收但没收到', '物流显示已签收，但我没收到{p}，快递站说没有这个单。'),
    ('logistics.lost', 3.0, '少发配件', '{p}箱子里漏发了一个配件，装不起来。'),
    ('service.attitude', 3.0, '客服态度差', '刚才那位客服态度很差，问两句就不耐烦，还挂我电话。'),
    ('service.attitude', 3.0, '客服推诿', '为了{p}的事打了好几个电话，客服一直推诿，没人管。'),
    ('service.visit', 1.2, '安装师傅乱收费', '安装{p}的师傅乱收费，进门也没穿鞋套。'),
    ('complaint.general', 3.0, '投诉宣传与实物不符', '{p}宣传说能用八小时，实际两小时就没电，我要投诉虚假宣传。'),
    ('complaint.general', 3.0, '第三次来电投诉', '为同一台{p}已经第三次来电，再不解决我就找消协投诉。'),
    ('complaint.progress', 3.0, '没人告诉我进度', '{p}送修一周了，没人告诉我进度，说好回电也没有回。'),
    ('consult.product', 6.0, '{p}尺寸咨询', '请问{p}的尺寸是多少，放在六十厘米的柜子里行不行？'),
    ('consult.product', 6.0, '{p}两款区别', '想了解一下{p}新旧两款有什么区别，哪款更省电。'),
    ('consult.order', 5.0, '发票抬头修改', '买{p}时发票抬头填错了，可以改成单位名称吗？'),
    ('consult.order', 5.0, '修改收货地址', '{p}还没发货，想修改地址，送到新家。'),
    ('consult.policy', 3.0, '延保能不能补买', '{p}的延保还能补买吗，多少钱一年？'),
    ('consult.policy', 3.0, '以旧换新补贴', '家里的旧机器想以旧换新，{p}有补贴吗？')
  ) AS s (category, weight, subject, words)
$$;
COMMENT ON FUNCTION amends.demo_sentences() IS 'what customers of the demo world say, by category with its share; {p} is the product';

CREATE OR REPLACE FUNCTION amends.demo_remarks() RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT ARRAY['', '', '', '麻烦尽快处理，谢谢。', '晚上六点以后方便接电话。', '照片和订单截图都有，需要可以发过来。', '之前也买过你们的东西，一直挺好的。',
    '请给我一个明确的答复时间。', '家里等着用，有点急。', '希望不要再让我重复讲一遍了。']
$$;
COMMENT ON FUNCTION amends.demo_remarks() IS 'second sentences of customers; many say none';

CREATE OR REPLACE FUNCTION amends.demo_names(OUT family text[], OUT first text[], OUT second text[])
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT string_to_array('赵 钱 孙 李 周 吴 郑 王 冯 陈 褚 卫 蒋 沈 韩 杨 朱 秦 尤 许 何 吕 施 张 孔 曹 严 华 金 魏 陶 姜 戚 谢 邹 喻 柏 水 窦 章 云 苏 潘 葛 奚 范 彭 郎 鲁 韦', ' '),
         string_to_array('亦 初 砚 予 知 若 清 景 书 屿 禾 言 舒 澄 沐 望 辞 南 叙 迟 栀 桐 岚 川 弈 芷 穆 凝 岑 淮', ' '),
         string_to_array('宁 舟 白 安 朗 溪 棠 秋 遥 笙 墨 青 溯 年 晚 时 夏 棋 桥 帆 山 谷 禾 蔓 霁 屏 柚 祁 峦 笛', ' ')
$$;
COMMENT ON FUNCTION amends.demo_names() IS 'family names, and the two characters of given names';

CREATE OR REPLACE FUNCTION amends.demo_customer_name(p_key bigint, p_salt bigint) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT n.family[1 + (hashint8extended(p_key, p_salt) & 65535) % cardinality(n.family)]
      || n.first[1 + (hashint8extended(p_key, p_salt + 1) & 65535) % cardinality(n.first)]
      || CASE WHEN hashint8extended(p_key, p_salt + 2) & 3 = 0 THEN ''
              ELSE n.second[1 + (hashint8extended(p_key, p_salt + 3) & 65535) % cardinality(n.second)] END
    FROM amends.demo_names() n
$$;
COMMENT ON FUNCTION amends.demo_customer_name(bigint, bigint) IS 'an invented name, always the same for the same numbers';

CREATE OR REPLACE FUNCTION amends.demo_answers() RETURNS TABLE (kind text, texts text[])
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT * FROM (VALUES
    ('contact', ARRAY['您好，您的问题已经收到，我来为您跟进。', '已电话联系客户，说明处理流程和大概时间。', '已回复客户，请其补充照片和订单号。', '先向客户致歉，并告知下一步安排。']),
    ('record',  ARRAY['已核对，情况属实，按流程处理。', '检测完成，结果已告知客户。', '与仓库和承运商确认后处理。', '按政策办理，客户同意。', '已更换并测试正常。', '已向客户说明原因和办法。']),
    ('happy',   ARRAY['处理得很快。', '客服讲得很清楚。', '服务不错，问题解决了。', '', '', '']),
    ('unhappy', ARRAY['等得太久，没有人主动告诉我进度。', '来回打了好几次电话。', '问题还是没有完全解决。', '态度一般，不太耐烦。']),
    ('suggest', ARRAY['', '', '', '希望能自动通知进度。', '建议附一份纸质说明。', '退款到账时间写清楚一点。', '包装可以再结实一些。']),
    ('remedy',  ARRAY['已致歉并赠送优惠券，客户接受。', '说明了原因，客户表示理解。', '安排师傅再次上门，客户同意。', '客户仍不满意，记录意见待月度复盘。']),
    ('followup', ARRAY['款项已到账，客户无其他问题。', '已告知到账时间，客户满意。', '客户询问发票处理，已答复。'])
  ) AS a (kind, texts)
$$;
COMMENT ON FUNCTION amends.demo_answers() IS 'what staff write and customers answer in the demo world';
