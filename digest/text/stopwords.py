"""Words that carry no content: textrank4zh's own list, and what the trade of news adds."""


def textrank4zh_stopwords(text: str) -> frozenset[str]:
    r"""The stop words in the text of textrank4zh's `stopwords.txt`, as the package reads them.

    The empty word, which the package has from blank lines, is left out: no token is empty.

    >>> sorted(textrank4zh_stopwords("的\r\n\r\n了 \r\n"))
    ['了', '的']
    """
    return frozenset(word for line in text.splitlines() if (word := line.strip()))


# Who and where in general; offices without a name.
_OFFICES = """
同志 人员 群众 干部 领导 负责人 负责同志 书记 副书记 主任 副主任 市长 副市长 省长 县长 区长 部长
局长 主席 副主席 秘书长 委员 常委 成员 代表 总书记 记者 通讯员 市民 大家 我们 他们 自己 人民
各位 有关 相关 全国 全省 全市 全县 全区 我国 我省 我市 我县 我区 本市 本省 当地 各地 各级 各部门
部门 单位 地区 地方 城市 市委 省委 县委 市政府 省政府 政府 机关 组织 党员 党组 市直 市级 省级
国家 社会 世界 公司 企业 机构 中心 有限公司 副总经理 总经理 董事长 各县区 市委书记 省委常委
市委常委 宣传部长 工作人员 领导组 办公室 委员会 两国 两国人民 总统 双方 事业单位 年度
集团公司 股份有限公司 有限责任公司 广大群众 广大干部 广大干部群众 人民群众 老百姓 党委书记
导读 本台记者 有关部门 相关部门 总理 外长
"""
# Doing in general.
_DOINGS = """
工作 会议 活动 讲话 精神 情况 问题 方面 过程 作用 意义 任务 措施 举措 要求 部署 落实 贯彻 学习
推进 推动 加强 加快 坚持 开展 进行 实现 促进 提升 提高 强化 深化 完善 发展 建设 管理 服务 保障
支持 指导 研究 安排 合作 实施 建立 形成 打造 构建 围绕 聚焦 参加 出席 主持 召开 举行 举办 指出
强调 表示 介绍 认为 希望 汇报 听取 部分 水平 能力 力度 质量 效果 成效 成果 基础 重点 关键 核心
目标 方向 方式 方法 模式 机制 体系 制度 政策 项目 工程 领域 行业 新闻 消息 报道 本报讯 讯 图
高质量 高水平 机遇 责任 政治 影响力 原动力 重要依据 相互尊重 相互信任 卓有成效 意见建议
据介绍 紧紧围绕 丰硕成果
时间 今年 去年 近年来 目前 当前 日前 昨日 今天 先后 重要 重大 主要 不断 全面 深入 持续 积极 有效
进一步 切实 重要讲话 指示 决策 思想 意见 信息 数据 内容 结果 影响 条件 需要 可能 实际 特点 关系
因素 现象 分析 提出 作为 成为 具有 包括 基本 特色 优势 资源 力量 事业 领导下 总体 阶段 时期 环节
范围 程度 贯彻落实 全面落实 深入开展 加大力度 不折不扣 相互支持 深入学习 研究部署 督导 调研 考察
参观 谋划 营造 座谈 产业 发力 行动 建议 拓展 工作会议 会谈 契机 全力 导向 全会精神 指示精神
情况汇报 衷心感谢 热烈反响 关键作用 关键时刻 关键时期 最大限度 实际行动 统计数据 当地时间 重要性
时代特色 显著特点 资源优势 内生动力 下功夫 认真学习 阶段性成果 一段时间 主要原因
隆重举行 逐步形成
"""
# The language itself.
_FUNCTION_WORDS = """
的 了 在 是 和 与 及 等 暨 对 为 以 将 把 被 从 到 向 并 也 都 而 或 其 这 那 该 此 之 于 由 上 中
下 后 前 内 外 一 一个 一种 一些 这个 这些 那些 这种 可以 没有 不 就 还 又 更 最 很 已 已经 正
正在 使 让 给 有 无 不仅 而且 但 如果 因为 所以 通过 根据 按照 以及 或者 同时 其中 以来 之间
以上 以下 左右
"""

NEWS_STOP_WORDS = frozenset(f"{_OFFICES} {_DOINGS} {_FUNCTION_WORDS}".split())
"""Words that are no keyword of a news item: function words, offices and the verbs of office life.

Written by hand from the pages in `seeds/` and from newspaper usage in general.
"""
