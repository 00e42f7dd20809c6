"""Clauses of a Chinese sentence: where it may stop and still say something whole.

Cheap rules on characters, no parser. Written by hand from the study of newspaper sentences; they
would rather refuse a good place to stop than stop where a reader waits for more.
"""

import re

_PAIRS = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "（": "）",
    "《": "》",
    "【": "】",
    "〔": "〕",
}
_PAIRS |= {"(": ")", "[": "]", "〈": "〉"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}

# Verbs that seldom serve as nouns or as part of a body's name (so no 开发, 投资, 发展, 工作).
_VERB_LIST = """
表明 显示 召开 举行 举办 开幕 闭幕 启动 揭牌 揭幕 开工 竣工 通车 投产 投用 落户 落地 出席 参加
主持 陪同 考察 调研 走访 慰问 看望 会见 会谈 洽谈 拜访 签署 签订 签约 达成 致贺 互致 致信 回信
致电 通电话 抵达 来到 走进 深入 前往 听取 审议 传达 学习贯彻 贯彻 落实 部署 通报 公布 发布 发表
宣布 印发 出台 制定 修订 批准 任命 当选 免去 决定 审理 判处 提起 逮捕 立案 查处 查获 抓获 破获
开展 进行 实施 推进 推动 促进 加强 加快 加大 强化 深化 完善 健全 提升 提高 扩大 增强 巩固 优化
改善 实现 完成 取得 获得 荣获 达到 超过 突破 创下 创造 增长 增加 新增 减少 下降 上升 上涨 下跌
升至 降至 累计 包括 涉及 具有 拥有 属于 成为 作为 入选 评为 建成 建立 建设了 构建 打造 形成 成立
设立 组建 搭建 推出 提供 提出 作出 做出 采取 坚持 保持 确保 保障 维护 保护 守护 防范 应对 解决
化解 克服 面临 遭遇 遭到 遭受 受到 得到 引发 造成 导致 引起 发生 出现 死亡 受伤 遇难 确诊 救治
转移 撤离 袭击 击中 击落 打击 谴责 呼吁 敦促 支持 反对 欢迎 希望 期待 祝愿 相信 认为 感谢 赞扬
高度评价 带动 助力 助推 引导 引领 激发 释放 注入 凝聚 汇聚 集聚 吸引 引进 培育 培养 发挥 发扬
弘扬 践行 履行 担负 肩负 牢记 把握 抓好 做好 抓住 聚焦 紧盯 立足 着眼 瞄准 统筹 协调 整合 结合
融入 对接 推介 介绍 展示 展现 体现 呈现 显现 反映 回应 回答 讲述 分享 感受 了解 看到 发现 找到
遵守 遵循 采用 投入 投资建 发放 下拨 减免 降低 缓解 消除 避免 防止 禁止 取消 停止 暂停 恢复 重启
继续 开始 结束 延续 持续 迎来 进入 迈入 迈出 走上 来自 位于 坐落 处于 旨在 用于 适用 需要 应当
应该 必须 能够 可以 不能 没有 不得 无法 将于 已经 正在 有望 有利于 有助于 意味着 收到 接到 接受
送到 运往 运抵 发往 开往 出发 返回 回到 离开 到达 穿越 覆盖 连接 贯穿 惠及 种植 养殖 出售 购买
承担 承办 主办 协办 参会 参展 获奖 夺得 赢得 战胜 击败 游玩 参观 享受 欣赏 漫步 唱响 绘就 书写
谱写 描绘 见证 诉说 传承 守望 奋进 奋斗 拼搏 树立 增添 贡献出 作贡献 力争 争取 全力以赴 致力于
扎根 坚守 奔波 排队 前来 涌入 指责 拒绝 否认 承认 宣称 声称 重申 允许 派遣 爆发 蔓延 扣押 收复
夺回 占领 摧毁 空袭 炮击 轰炸 拦截 炸死 打死 坠毁 坠落 爆炸 倒塌 起火 相撞 侧翻 搜救 获救 遇害
失踪 被捕 自首 落网 上诉 驳回 裁定 起诉 指控 涉嫌 移送 受理 开庭 宣判 认定 采纳 赔偿 缴纳 举报
投诉 约谈 问责 开除 辞职 辞去 接替 担任 兼任 出任 毕业 生于 加入 牺牲 去世 逝世 病逝 殉职 追授
表彰 授予 颁发 颁布 施行 生效 废止 修改 起草 征求 答复 落成 奠基 封顶 合龙 贯通 上线 首发 首演
上映 播出 开播 刊发 成交 上市 挂牌 收购 亏损 盈利 破产 倒闭 停产 复产 复工 复课 开学 放假 返乡
返程 滞留 整改 清理 拆除 关停 叫停 取缔 没收 战平 险胜 夺冠 卫冕 晋级 出线 落幕 收官 揭晓 亮相
登场 来袭 登陆 降温 升温 停电
"""
_VERBS = tuple(sorted(_VERB_LIST.split(), key=lambda verb: (-len(verb), verb)))
_SHORT_VERBS = (
    r"[^\s为]了(?!解|望)|[^\s沿随为本趁]着(?!力|重|眼|手)|是(?!否)|(?<![国所私公专具拥])有(?![限关色机效序力])|"
    r"被|使(?![用馆命者])|让|将(?![领士军])|把(?![握手])|称(?![号职谓呼赞])|获(?!奖)|达(?=[\d一二三四五六七八九十百千万到至])|"
    r"占(?=[\d全总])|赴|需(?![求要])|应(?![急用对届])|说|筑牢|织密|扛牢|扛起|拧紧|绷紧|压实|夯实|抓实|抓细|见效|"
    r"审议通过|表决通过|通过了|建起|盯牢|下功夫|不留|不走|[很较][^，]|十分|非常|日益|越来越|更加|"
    r"(?:显著|明显|良好|突出|稳定|平稳|充足|顺利|有序|火爆|旺盛|普遍|深远|繁荣|紧张|困难|严重)$"
)
_PREDICATE = re.compile("|".join((*_VERBS, _SHORT_VERBS)))

# A clause that opens so waits for the main clause, and so do the verb phrases after it.
_CONDITION = re.compile(
    r"(?:为(?!期|止|主|例)|随着|伴随|由于|因(?!此|而)|如果|若|假如|要是|倘若|一旦|虽|尽管|即使|即便|哪怕|不论|无论|"
    r"不管|只要|只有|除非|除|针对|面对|对于|关于|至于|鉴于|考虑到|当(?![地日天年月晚选前代场局事])|每当|正当|趁|通过|与其|宁可|凡)"
)
# A clause that opens so waits too, unless it says itself what happened: 在上海举行.
_SETTING = re.compile(
    r"(?:在|从|自|由|经|到|据|按|依据|根据|按照|依照|遵照|本着|利用|凭借|借助|依托|围绕|聚焦|立足|锚定|着眼|结合|沿着|"
    r"作为|有关|所有|截至|截止|其中|尤其|特别是|不仅|不但|不只|不光|既|一方面|早在|直到|将?以[^，]{1,20}为|"
    r"走进|来到|步入|站在|放眼|回望|翻开)"
)
_DONE = re.compile(
    r"召开|举行|举办|开幕|闭幕|启动|签署|签约|成立|揭牌|出席|主持|开展|进行|考察|调研|发表|发布|公布|宣布|审议通过|"
    r"(?<!如何)实现|完成|建成|投产|投用|开工|竣工|取得|获得|荣获|达到|达\d|超过|突破[了\d]|增长|下降|增加|减少|受到|得到|作出|"
    r"提出|部署|深化|推进|推动|加强|加大|强化|助推|带动|提起|判处|主办$|死亡|受伤|遇难|发生|为\d"
)
_DONE_WITHIN = 14
"""What happened stands at the end of a clause that opens with its setting."""

# A clause that opens with a verb has no subject of its own: it goes on with what came before.
_GOES_ON = re.compile(
    r"(?:进一步|不断|全面|切实|更好地?|最大限度|努力|着力|加快|积极|大力|深入|持续|坚决|要|使|让|并|且|也|还|更|"
    r"有效|扎实|稳步|着眼|聚焦|紧扣|狠抓|严格|充分|认真)"
)
# At the head of a sentence these say that who does it comes after: 积极响应号召，全市….
_NO_SUBJECT = re.compile(
    r"(?:进一步|不断|切实|努力|着力|加快(?!递)|积极|大力|深入|持续|坚决|扎实|稳步|充分|认真|紧紧?[扣抓围])"
)
_OPENING_VERB = re.compile("|".join(_VERBS))

# After these the reader waits: for what was said, for when and where, for the rest of the phrase.
_WAITS = re.compile(
    r"(?:表示|指出|强调|认为|要求|介绍|(?<![小学])说|(?<![名简])称|(?<![报街通渠频轨])道|(?<![访慰顾询])问|提出|"
    r"透露|显示|坦言|谈到|写道|获悉|了解到|看到|发现|得知|其中|(?<![及准按实])时|时候|(?<![落背])后|之?后|以后|过后|"
    r"(?<![提向空])前|之前|以前|期间|之际|之初|之余|伊始|前夕|途中|以来|当中|之中|过程中|方面|同时|此外|另外|"
    r"情况下|背景下|基础上|前提下|领导下|指导下|支持下|带领下|推动下|会上|仪式上|现场|当天|当日|近日|日前|连日来|"
    r"近年来|目前|当前|如今|现在|今年|去年|此次|随后|便利|规定|和|与|(?<![以普])及|以及|或|并|暨|(?<!目)的|把|将|被|"
    r"(?<![应面核])对|(?<![方导走动志流])向|(?<![存所实])在|从|(?<!行)为|(?<![可得足])以|于|(?<![原基])因|"
    r"(?<![自理])由|给|等|[、：:—\-])$"
)
# 被告人某某身为国家工作人员, 利用担任局长的职务便利: what he did comes after.
_MEANS = re.compile(r"(?:身为|时任|利用|凭借|借助)[^，]*$")
# 听取某项工作, 介绍大同推进转型: of what, or how far, comes after, up to its noun.
_TOLD = re.compile(r"(?:听取|(?<![据])介绍(?![，说])|阐述|通报)了?(?=[^，；])")
_TOLD_NOUN = re.compile(
    r"(?:情况|汇报|介绍|意见|建议|报告|说明|诉求|思路|做法|经验|成果|成效|优势|历史|特色|政策|资源|项目|产品|"
    r"内容|理念|成就|进展|案例|产业|文化|环境|条件|前景|规划|计划|方案|举措|实践|案情|市情|县情|区情|会谈)(?:[，,；]|$)"
)
_BASIS = re.compile(r"(?:按照|依照|遵照|根据|依据|本着)[^，]*$")
# 指导各县区, 组织师生: what they were made to do comes after.
_MADE_TO = re.compile(
    r"(?:指导|引导|组织|鼓励|要求|号召|督促|帮助|动员|推动|支持)[^，]*"
    r"(?:[省市县区]|部门|单位|企业|群众|干部|农户|人员|员工|职工|公司|街道|乡镇|学校|师生|机构|青年|游客|党员|居民|村民)$"
)
_SERVING_AS = re.compile(r"(?<!坚持)以[^，]{1,40}为[^，了是]{1,6}$")
_PLACE = re.compile(
    r"^(?:在|从|自|于|向|到|沿)[^，]*(?:上|中|下|里|内|外|间|旁|边|部|司|市|区|县|省|国|院|校|厂|园|村|镇)$"
)
_DAY_ONLY = re.compile(
    r"[\d〇一二三四五六七八九十年月日至到—\-上下午晨晚早中时点分许今昨明当天 ]+$"
)
_OPEN_ENDS = (_WAITS, _SERVING_AS, _MADE_TO, _DAY_ONLY, _PLACE)
# 不仅… waits for 而且…; 只有… for 才….
_PROMISES = (
    ("不仅", re.compile("而且|还|也|更")),
    ("不但", re.compile("而且|还|也|更")),
    ("一方面", re.compile("另一方面")),
    ("只有", re.compile("才")),
)

_DANGLING = re.compile(
    r"(?:他们?|她们?|它们?|其|该|此|这|那|上述|以上|前者|后者|对此|为此|因此|因而|所以|于是|但是?|不过|然而|"
    r"同时|此外|另外|与此同时|随后|之后|而后|接着|其中|图为|此次|并且?|而且|另据|会议(?:还|同时)|还)"
)

_STOPS = tuple("，,；;")

SHORTEST_CLAUSE = 5
"""A clause of fewer characters is an adverb or an opener (会议指出, 据悉), not a place to stop."""


def clause_ends(text: str) -> tuple[int, ...]:
    """Offsets of the commas and semicolons before which a sentence may stop, in order.

    The text up to such an offset is a whole statement: quotes and brackets are closed, its last
    clause says what happened, and nothing in it waits for what follows.

    >>> text = "3月26日，市长张强主持召开座谈会，听取情况汇报，他强调，要抓好落实。"
    >>> [text[:end] for end in clause_ends(text)]
    ['3月26日，市长张强主持召开座谈会', '3月26日，市长张强主持召开座谈会，听取情况汇报']
    """
    return tuple(
        end
        for begin, end, complete in _scan(text)
        if complete
        and text[end : end + 1] in _STOPS
        and len(text[begin:end].strip()) >= SHORTEST_CLAUSE
    )


def is_complete(text: str) -> bool:
    """Whether a text without its end mark says something whole.

    >>> is_complete("会议召开"), is_complete("会议召开时"), is_complete("随着会议召开")
    (True, False, False)
    """
    clauses = _scan(text)
    return bool(clauses) and clauses[-1][1] == len(text) and clauses[-1][2]


def is_balanced(text: str) -> bool:
    """Whether every quote and bracket is closed in its turn; straight quotes come in pairs.

    >>> is_balanced("“四大赛道”（含能源）"), is_balanced("“四大赛道")
    (True, False)
    """
    waiting: list[str] = []
    for char in text:
        if char in _PAIRS:
            waiting.append(char)
        elif char in _CLOSING and (not waiting or waiting.pop() != _CLOSING[char]):
            return False
    return not waiting and text.count('"') % 2 == 0


def opens_dangling(text: str) -> bool:
    """Whether a sentence begins with a word that points back: 他指出, 对此, 其中, 图为.

    >>> opens_dangling("他指出，要抓好落实。"), opens_dangling("其实验室建成。")
    (True, True)
    """
    return bool(_DANGLING.match(text.lstrip("“‘（(")))


def _scan(text: str) -> list[tuple[int, int, bool]]:
    """The clauses outside quotes and brackets: begin, end, and whether the text is whole there."""
    clauses: list[tuple[int, int, bool]] = []
    waiting = False
    begin = 0
    for end in _clause_borders(text):
        clause = text[begin:end].strip()
        if _CONDITION.match(clause):
            waiting = True
        elif waiting and not (_GOES_ON.match(clause) or _OPENING_VERB.match(clause)):
            waiting = not _PREDICATE.search(clause)
        # 由某局主办, 积极响应号召: of what, and who, is said only after the comma.
        opens = begin == 0 and end < len(text)
        waits = waiting or (opens and (clause.startswith("由") or bool(_NO_SUBJECT.match(clause))))
        clauses.append((begin, end, not waits and _says_something(clause, text[:end])))
        begin = end + 1
    return clauses


def _clause_borders(text: str) -> list[int]:
    borders: list[int] = []
    inside: list[str] = []
    straight = False
    for at, char in enumerate(text):
        if char in _PAIRS:
            inside.append(_PAIRS[char])
        elif inside and char == inside[-1]:
            inside.pop()
        elif char == '"':
            straight = not straight
        elif char in "，,；;…" and not inside and not straight and not _in_number(text, at):
            borders.append(at)
    if not inside and not straight:
        borders.append(len(text))
    return borders


def _says_something(clause: str, before: str) -> bool:
    """Whether a clause says what happened and, with what came before, waits for nothing."""
    bare = clause.rstrip("”’」』）)》】")
    if any(pattern.search(bare) for pattern in _OPEN_ENDS):
        return False
    if _BASIS.match(clause) or _is_half_told(before):
        return False
    if (_SETTING.match(clause) or _MEANS.search(clause)) and not _DONE.search(
        clause, max(0, len(clause) - _DONE_WITHIN)
    ):
        return False
    if any(
        first in before and not answer.search(before.rpartition(first)[2])
        for first, answer in _PROMISES
    ):
        return False
    return bool(_PREDICATE.search(clause))


def _is_half_told(text: str) -> bool:
    told = list(_TOLD.finditer(text))
    return bool(told) and not _TOLD_NOUN.search(text, told[-1].end())


def _in_number(text: str, at: int) -> bool:
    return text[at] in "，," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
