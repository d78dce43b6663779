# 简体中文。每行一个键和对应的文字。{ $name } 是变量。

plain = { $text }
cancelled = 已停止。

## 问题所在

place-file = { $file }
place-row = { $place } 第 { $row } 行
place-column = { $place } 的“{ $column }”列
trouble = { $place }：{ $problem }。{ $remedy }。

quoted = “{ $text }”
sentence = { $text }。

file-missing = 文件不存在
    .remedy = 检查文件名，或确认文件是否已移动
file-forbidden = 当前账户没有读取权限
    .remedy = 修改文件权限，或复制到自己的文件夹
file-folder = 这是文件夹
    .remedy = 选择其中的文件
file-cut-off = 压缩数据不完整
    .remedy = 文件被截断，重新下载或导出
file-unreadable = 无法读取：{ $error }
    .remedy = 重试，或先把文件复制到本地磁盘
file-not-written = { $file } 无法写入：{ $error }。检查文件夹和可用空间。

## 内存

step-waiting-for-memory = 正在等待内存
memory-short = { $who }：{ $what }需要 { $needed } 内存，目前只有 { $free } 可用。{ $instead }。

## 后台任务

job-saving-runs = 正在保存运行记录
job-autosave = 正在自动保存
job-autosave-removed = 正在清理自动保存
job-saving-project = 正在保存项目
job-looking-for-unsaved = 正在查找未保存的内容
job-restoring = 正在恢复未保存的内容
job-discarding = 正在放弃未保存的内容
job-features = 正在构建特征
job-map = 正在绘制商品地图
job-cleaning = 正在清洗日志
job-looking-at-dropped = 正在查找剔除的行
job-weighing = 正在计算行为权重
job-splitting = 正在划分数据
job-reading = 正在读取日志
job-finding-users = 正在查找用户
job-list = 正在生成列表
job-reasons = 正在查找推荐理由
job-memory = 正在估算内存
job-scores = 正在为混合计算用户得分
job-test = 正在测试集上评估
job-figures = 正在评估混合
job-full-figures = 正在评估全部用户
job-curve = 正在绘制曲线
job-recognising = 正在识别文件内容
job-keeping-models = 正在缓存训练好的模型
job-fetching-models = 正在读取缓存的模型
job-removing-models = 正在清除缓存的模型
job-looking-at-files = 正在检查文件
job-opening = 正在打开 { $file }
job-training = 正在训练 { $model }
job-searching = 正在搜索 { $model } 的参数

job-fault = 程序出错，任务已中止：{ $reason }。项目没有变化。
job-fault-unknown = 原因不明
job-no-thread = 无法启动线程：{ $error }。

## 消息

message-saved = 已保存 { $file }。
message-unsaved-work = 上次有未保存的内容。关闭当前项目后，可以恢复或放弃。
message-search-needs-split = 请先加载并划分日志，再进行参数搜索。
message-left-out = { $file } 没有使用：一个项目只有一个日志、一个商品文件和一个用户文件。第二个日志可以作为测试文件。
message-items-file = { $file } 现在是商品文件。
message-users-file = { $file } 现在是用户文件。
message-searched = { $model } 的参数搜索结束：试验 { $tried } 组，最佳 { $metric } { $value }。{ $end }
message-searched-in-vain = { $model } 的参数搜索结束：没有一组参数得到模型。{ $end }

search-stopped = 搜索没有完成。
search-complete = 全部 { $n } 组参数都已试验。
search-patience = 提前结束：最后 { $n } 组没有更好的结果。
search-minutes = 提前结束：{ $n } 分钟的时限已到。

## 数字

n-items = { $n } 个商品
n-events = { $n } 条行为
n-rows = { $n } 行
n-users = { $n } 位用户
no-log = 还没有加载日志
axis-percent = { $metric }（%）

list = { $first }、{ $rest }
on = 开
off = 关
numbered = { $name } { $number }
figure-percent = { $n }%
figure-instant = 不到 1 毫秒
figure-milliseconds = { $n } 毫秒
figure-seconds = { $n } 秒
figure-minutes = { $minutes } 分 { $seconds } 秒
ago-now = 刚刚
ago-minutes = { $n } 分钟前
ago-hours = { $n } 小时前
ago-days = { $n } 天前

## 标签

stage-data = 数据
stage-features = 特征
stage-models = 模型
stage-blend = 混合
stage-preview = 预览

role-user = 用户
role-item = 商品
role-event = 行为类型
role-timestamp = 时间
role-clock = 时刻
role-value = 数值（评分、数量）
role-session = 会话
role-label = 标签（是或否）
role-of-item = 商品：{ $kind }
role-of-user = 用户：{ $kind }
role-of-event = 行为：{ $kind }
role-ignore = 不使用

attribute-title = 标题
attribute-category = 类目
attribute-brand = 品牌
attribute-price = 价格
attribute-categories = 多个类目
attribute-path = 类目路径
attribute-text = 文本
attribute-number = 数值
attribute-date = 日期
attribute-image = 图片

encoding-text = 词（TF-IDF）
encoding-categories = 类目
encoding-number = 缩放后的数值

split-global-time = 按时间
split-leave-last-out = 每位用户的最后几个商品
split-random = 随机
split-given = 给定的测试文件

search-method-random = 每组都用全部用户
search-method-halving = 多数组用少量用户，少数组用全部用户

metric-recall = 召回率
    .meaning = 用户后来选择的商品中，出现在列表里的占比
metric-ndcg = NDCG
    .meaning = 类似召回率，但位置越靠前得分越高；100% 为最优列表
metric-map = MAP
    .meaning = 各命中位置上精确率的平均值
metric-mrr = MRR
    .meaning = 首个命中位置的倒数的平均值
metric-hit_rate = 命中率
    .meaning = 列表中至少命中一个商品的用户占比
metric-precision = 精确率
    .meaning = 列表中用户后来选择的商品占比
metric-coverage = 覆盖率
    .meaning = 商品目录中出现在任一列表里的商品占比
metric-at = { $metric }@{ $k }

similarity-cosine = 余弦
similarity-asymmetric = 非对称余弦
similarity-jaccard = Jaccard
similarity-tf_idf = TF-IDF
similarity-bm25 = BM25
measure-cosine = 余弦
measure-dot = 内积

state-empty = 未开始
state-stale = 已过期
state-running = 进行中
state-done = 已完成
state-failed = 失败
sort-by = 按{ $column }排序
setting-value = { $setting } { $value }
field-range = { $low } 至 { $high }：可拖动或输入
run-numbered = { $name }（记录 { $number }）
difference = 差异
metric-unit = 单位 %，± 为 95% 置信区间的一半
metric-with-interval = { $meaning }。
    95% 置信区间：{ $low }% 至 { $high }%
metric-without-interval = { $meaning }。
preview-visitor = 访客

## 数据

step-opening-file = 正在打开文件
step-decoding = 正在解码文件
step-reading-rows = 正在读取数据行
step-reading-rows-so-far = 正在读取数据行：已读 { $rows } 行
step-reading-identifiers = 正在读取 ID
step-reading-times = 正在读取时间和数值
step-reading-attributes = 正在读取属性
step-dropping = 正在剔除无法使用的行
step-cleaning = 正在清洗
step-writing-events = 正在写入行为

format-sequences = 每行一位用户
separator-tab = 制表符分隔
separator-comma = 逗号分隔
separator-semicolon = 分号分隔
separator-pipe = | 分隔
separator-double-colon = :: 分隔
separator-space = 空格分隔

data-empty = 文件为空
    .remedy = 选择有表头和数据行的文件
data-header-only = 只有表头，没有数据行
    .remedy = 重新导出，并包含数据行
data-no-column = 没有列
    .remedy = 重新导出，并包含各列
data-binary = 不是表格，内容是二进制数据
    .remedy = 选择 CSV、JSON Lines（可以是 .gz 或 .zst）或 Parquet 文件
data-damaged = 压缩数据已损坏（{ $error }）
    .remedy = 重新下载或导出文件
data-not-whole-parquet = Parquet 文件不完整：{ $error }
    .remedy = 文件可能被截断，重新下载或导出
data-changed = 文件在打开期间有改动
    .remedy = 重新打开
data-columns-unclear = 无法分出各列
    .remedy = 用逗号、制表符、分号或 :: 分隔字段，至少要有用户列和商品列
data-check-rows = 检查各行的字段数是否一致、引号是否成对
data-ragged = { $file } 第 { $row } 行：应有 { $expected } 个字段，实际有 { $found } 个（共 { $ragged } 行如此）。缺少的字段按空值处理，多余的字段不使用。
data-doubled-names = { $file } 第 1 行：列名重复：{ $names }。后出现的列名已加编号。
data-lines-before = { $file }：开头 { $n } 行不属于表格，已跳过。
data-header-again = { $file } 第 { $row } 行：表头再次出现（共 { $n } 次），没有当作行为读取。
data-unknown-keys = { $file }：有 { $n } 行含有开头各行没有的键，这些键没有读取。
data-nested-columns = { $file }：以下各列内含表格或时间跨度，没有读取：{ $names }。
data-row-too-long = 有一行超过 256 MB
data-not-json-lines = 不是 JSON Lines：{ $error }
    .remedy = 每行写一个 JSON 对象，对象之间不加逗号
data-format-refused = 是 { $name } 文件，无法读取
    .remedy = 导出为 CSV、JSON Lines 或 Parquet
data-folder-empty = 其中没有数据文件
    .remedy = 选择一个由同一张表的各部分组成的文件夹，或单个文件
data-folder-mixed = 其中有多种文件：{ $kinds }
data-other-columns = 各列与 { $file } 不同
change-order = 按{ $order ->
    [day_first] 日
   *[other] 月
}在前读取
change-unit = 按{ $unit ->
    [s] 秒
    [ms] 毫秒
    [us] 微秒
    [ns] 纳秒
   *[other] 日期
}读取
change-codes = 当作普通类型
change-event-out = 不计入
change-event-view = 按浏览计
change-again = 相加
change-returns = 退货的购买仍计入
change-threshold = 从 { $least } 分起算
change-role-out = 不使用“{ $column }”
change-role = 使用“{ $column }”：{ $role }
data-hardly-meet = { $file }：{ $n } 个 ID 中有 { $met } 个出现在日志中；{ $join ->
    [leading_zeros] 去掉开头的零
    [decimal_point] 去掉结尾的“.0”
    [case] 不分大小写
   *[other] 只比较数字
}时有 { $better } 个。
change-join = { $join ->
    [leading_zeros] 去掉开头的零再比较
    [decimal_point] 去掉“.0”再比较
    [case] 不分大小写比较
   *[other] 只比较数字
}
data-nothing-in-column = { $column }“{ $word }”{ $n } 次
data-words-for-nothing = { $file }：以下词按“空”处理：{ $columns }。
data-time-not-read = { $file }：“{ $column }”的列名像时间，但内容无法读作时间，例如“{ $example }”。该列没有使用。
data-value-not-read = { $file }：“{ $column }”的列名像数值，但内容不是数字，例如“{ $example }”。该列没有使用。
data-columns-unused = { $file }：以下各列没有使用：{ $names }。
data-by-place = { $file }：没有列名说明哪一列是用户或商品；按位置把“{ $user }”当作用户，“{ $item }”当作商品。
data-no-header = { $file } 没有列名行；按位置把“{ $user }”当作用户，“{ $item }”当作商品。
data-only-dates = { $file }：“{ $column }”被当作行为时间，但列名并未说明。
data-spreadsheet-days = { $file }：“{ $column }”的数字按电子表格日期（从 1900 年起的天数）读取。
data-label-not-read = { $file }：“{ $column }”看似是/否列，但单元格既非是也非否，例如“{ $example }”。未用于判断用户是否喜欢商品。
data-few-users = { $file }：{ $n } 个用户中只剩 { $left } 个，主要原因是 { $rows } 行：{ $reason }。
data-busy-user = { $file }：用户“{ $user }”占 { $of } 条行为中的 { $n } 条。请检查它是否代表无人或多人。
data-clock = { $file }：时间由“{ $day }”和“{ $clock }”合并得到。
data-value-empty = { $column }没有任何内容；每条行为按自身计数。
data-codes-assumed = { $file }：行为类型是数字，按{ $name }的编号读取：{ $words }。
data-event-unknown = { $file }：行为类型“{ $event }”（{ $n } 行）含义未知，按浏览计。
data-events-unknown = { $file }：另有 { $n } 种行为类型含义未知，均按浏览计。
data-event-shown = { $file }：“{ $event }”（{ $n } 行）被视为“曝光”：用户没有选择的商品，曝光对其不利。
data-rated-again = { $file }：有 { $n } 次评分之后，同一用户又给同一商品评了分；以最后一次为准。
data-ratings-weigh = { $file }：评分（最高 { $most }）作为权重使用，其中有 { $n } 个低于 { $middle }。设置阈值后，它们表示不喜欢该商品。
data-times-apart = { $file }：有 { $n } 条行为比其他行为{ $side ->
    [before] 早
   *[other] 晚
} { $years } 年。可用时间范围剔除。
data-described-again = { $file }：有 { $n } 行重复描述了前面已有的对象；每列以第一个值为准。
data-attribute-unreadable = { $column }：有 { $n } 个{ $of ->
    [item] 商品
   *[other] 用户
}的内容与该列的类型（{ $kind }）不符，例如 { $example }；按未知处理。
data-attribute-negative = { $column }：有 { $n } 个{ $of ->
    [item] 商品
   *[other] 用户
}的价格低于零，例如 { $example }；按未知处理。
data-value-unreadable = { $file } 第 { $row } 行：{ $column } 不是数字（共 { $n } 行如此）。
data-order-undecided = { $file }：“{ $column }”中没有大于 12 的日，无法区分日和月。按{ $order ->
    [day_first] 日
   *[other] 月
}在前读取。
data-order-mixed = { $file }：“{ $column }”中有 { $day_first } 个日期只能是日在前，{ $month_first } 个只能是月在前。按{ $order ->
    [day_first] 日
   *[other] 月
}在前读取，其余无法读取。
data-two-digit-years = { $file }：“{ $column }”中有 { $n } 个年份只有两位：69 至 99 读作 1969 至 1999，00 至 68 读作 2000 至 2068。
data-unit-mixed = { $file }：“{ $column }”的时间单位不能确定，全部按{ $unit ->
    [s] 秒
    [ms] 毫秒
    [us] 微秒
    [ns] 纳秒
   *[other] 形如 20240531 的日期
}读取。
data-zone-unsure = { $file }：“{ $column }”中有 { $n } 个时间的时区写作 CST，按美国中部时间读取。
data-year-unsure = { $file }：“{ $column }”中的年份可能在前也可能在后，按在后读取。

data-missing-user = 选择用户列；日志没有用户时，可用会话或设备代替
data-missing-item = 选择商品列
data-missing-user-and-item = 选择用户列和商品列
data-no-user-and-item = 在 { $columns } 中没有识别出用户列和商品列
data-no-identifiers = 没有 ID 列
data-names-and-more = { $names } 以及另外 { $more } 列
data-too-many-rows = 超过 { $most } 行
    .remedy = 拆分文件，或选取更短的时间段
data-too-many-types = 有 { $n } 种不同的行为类型
    .remedy = 改选其他列作为行为类型，或不选
data-memory-file = { $file }
data-memory-log = 日志
    .remedy = 选取更短的时间段，或使用行列更少的文件

drop-unreadable-time = 时间无法读取
drop-missing-id = 缺少用户或商品
drop-event-not-mapped = 行为类型没有权重
drop-unusable-value = 数值或标签无法使用
drop-exact-duplicate = 完全重复
drop-repeat = 同一行为短时间内重复
drop-outside-window = 不在时间范围内
drop-rated-again = 再次评分：以其他评分为准
drop-robot = 机器流量
drop-k-core = 商品或用户过少（k-core）
negative-disliked = 不喜欢
negative-taken-out = 已移出购物车
negative-returned = 已退回
negative-not-taken = 展示后未选择
negative-below-threshold = 数值低于阈值
data-dropped-rows = { $reason } { $n } 行
data-threshold-above-all = 所有数值都低于阈值 { $least }；最大值为 { $most }
    .remedy = 请选择有数值能达到的阈值
data-nothing-left = 没有可用的行；共 { $rows } 行：{ $reasons }
    .remedy = 检查用户、商品、时间和数值分别是哪一列，并检查清洗设置
data-describes-nothing = { $file }：{ $n } 个 ID 都没有出现在日志中。检查哪一列是 ID。
data-no-times = { $file }：没有时间。需要先后顺序时，以行的顺序为准。
data-single-user = { $file }：所有行都是同一用户“{ $user }”。检查哪一列是用户：只有一位用户时，无法借鉴其他用户的行为。

data-repeat-secs-range = clean.repeat_secs 为 { $value }，应为不小于 0 的秒数。
data-clean-zero = clean.{ $setting } 为 0，至少应为 1。
data-clean-no-time = clean.{ $setting } 为“{ $text }”，不是时间。请写成 2024-05-31 的形式。
data-window-needs-time = 限定时间范围需要时间列。选择时间列，或取消时间范围。
data-event-weight-range = 行为“{ $event }”的权重为 { $weight }，应在 0 到 1,000,000 之间。
data-half-life-range = half_life_days 为 { $days }，应大于 0。
data-least-value-range = 数值下限为 { $least }，应为数字。
data-sample-size = 行为数为 { $events }，应在 1,000 到 1,000,000,000 之间。

## 数据划分

step-splitting = 正在划分数据

split-unknown = 没有“{ $text }”这种划分方式；可选：{ $ids }
split-share-range = split.{ $setting } 为 { $share }，应在 0 到 0.5 之间。
split-exponent-range = split.popularity_exponent 为 { $value }，应在 -2 到 2 之间。
split-last-n-range = split.last_n 为 { $n }，应在 1 到 100 之间。
split-needs-time = 按时间划分需要时间列。选择时间列，或改用“{ split-leave-last-out }”或“{ split-random }”划分。
split-needs-test-file = 没有测试文件，不能选择“{ split-given }”划分。添加测试文件，或改用其他划分方式。
split-has-test-file = 已添加测试文件。选择“{ split-given }”划分，或移除该文件。
split-random-despite-times = 随机划分会让模型学到评估时刻之后的行为。日志有时间，按时间划分更可信。
split-one-moment = 所有行为都是同一时刻，无法按时间划分。请选择随机划分：随机抽取每位用户的商品。
split-test-is-large = 测试集有 { $n } 条行为，占全部 { $all } 条的 { $share }，而要求的是 { $asked }：同一时刻的行为不会分开。
split-taken-back = 退货全部抵消了 { $n } 次购买，这些购买不计入；部分退回的仍计为购买。
split-no-training = 训练集为空。减小验证集和测试集的占比。
split-no-validation = 没有用户既有历史，又有留出的验证行为。增大验证集占比后才能调参。
split-no-test = 没有用户既有历史，又有留出的测试行为。增大测试集占比，或改用其他划分方式。

## 特征

step-projecting = 正在投影内容向量
step-components = 正在计算主成分

features-weight-range = 特征“{ $feature }”的权重为 { $weight }，应在 0 到 10 之间。
features-unknown = features.{ $feature }：没有列提供这个特征。商品现有：{ $known }。改正名称，或删除这一项。
features-unknown-of-none = features.{ $feature }：没有列提供这个特征，商品没有任何属性。改正名称，或删除这一项。
features-not-scaled = 特征“{ $feature }”无法缩放：{ $error }。
features-memory-map = 商品地图
    .remedy = 关闭其他程序
features-components-need-items = 主成分至少需要训练集中有两件商品有内容。启用特征，或添加商品文件。
features-components-of-equal-items = 所有商品的内容向量都相同，没有主成分。启用一个能区分商品的特征。
features-components-failed = 无法计算主成分：{ $error }。
features-components-not-finite = 无法计算主成分：内容向量中有无穷大或非数值。

## 模型

model-popular = 热门
    .meaning = 推荐大多数用户选择的商品。其他模型都以它为基线。
    .half_life_days = 近期行为权重更高
    .half_life_days-help = 半衰期：行为经过多少天后权重减半
    .by = 分群热门
    .by-help = 按用户文件中某一列（如人群、地区）的取值分别生成列表

model-item_knn = 常一起购买
    .meaning = 推荐同一批用户常一起选择的商品（基于商品的近邻，ItemKNN）。
    .similarity = 相似度
    .similarity-help = 根据选择商品的用户，衡量两个商品有多相似
    .neighbors = 近邻数
    .neighbors-help = 每个商品保留的最相似商品数
    .shrinkage = 收缩
    .shrinkage-help = 加在相似度的分母上，降低共同用户很少时的相似度
    .user_discount = 活跃用户降权
    .user_discount-help = 0：所有用户权重相同；1：商品多的用户与商品少的用户总权重相同
    .asymmetry = 非对称度
    .asymmetry-help = 用于非对称余弦：0.5 即普通余弦，越小越偏向热门商品
    .k1 = BM25 饱和度
    .k1-help = 用于 BM25（k1）：越小，重复行为增加的权重越少
    .b = BM25 长度
    .b-help = 用于 BM25（b）：越大，热门商品压低得越多
    .normalize_neighbors = 近邻归一化
    .normalize_neighbors-help = 无论近邻多少，历史中每个商品的影响都相同

model-user_knn = 相似用户
    .meaning = 推荐历史最相似的用户所选择的商品（基于用户的近邻，UserKNN）。
    .similarity = 相似度
    .similarity-help = 根据选择的商品，衡量两个用户有多相似
    .neighbors = 近邻数
    .neighbors-help = 参与推荐的最相似用户数
    .shrinkage = 收缩
    .shrinkage-help = 加在相似度的分母上，降低共同商品很少时的相似度
    .item_discount = 热门商品降权
    .item_discount-help = 0：所有商品权重相同；越大，共同的冷门商品比热门商品更重要
    .asymmetry = 非对称度
    .asymmetry-help = 用于非对称余弦：0.5 即普通余弦，越小越偏向历史长的用户
    .k1 = BM25 饱和度
    .k1-help = { model-item_knn.k1-help }
    .b = BM25 长度
    .b-help = 用于 BM25（b）：越大，历史长的用户压低得越多

model-rp3beta = 随机游走
    .meaning = 从商品走到用户、再走到商品，推荐最常到达的商品（三步随机游走，RP3beta）。
    .alpha = 指数
    .alpha-help = 大于 1 时偏向概率高的路径，小于 1 时更分散
    .beta = 热门惩罚
    .beta-help = 越大，热门商品压低得越多；0 表示不压低
    .neighbors = 近邻数
    .neighbors-help = 从每个商品出发，保留多少个最常到达的商品

model-ease = 全量关联
    .meaning = 一次性学习每个商品对其他所有商品的影响（线性自编码器，EASE）。准确，但占用内存多。
    .reg = 正则化
    .reg-help = 越大，偶然共现的影响越小（L2）
    .user_discount = 活跃用户降权
    .user_discount-help = 0：所有用户权重相同；越大，商品多的用户每个商品的权重越低
    .item_discount = 热门商品降权
    .item_discount-help = 0：不调整；0.5：热门商品与冷门商品的正则化强度相同
    .asymmetry = 非对称度
    .asymmetry-help = 热门商品降权时有效：小于 0.5 时热门商品更靠前

model-sparse_ease = 强关联
    .meaning = 适合大型商品目录的“{ model-ease }”：每个商品只从共同用户最多的商品中学习（稀疏 EASE）。
    .reg = { model-ease.reg }
    .reg-help = { model-ease.reg-help }
    .neighbors = 近邻数
    .neighbors-help = 每个商品从多少个商品中学习：越多越接近“{ model-ease }”，也越慢
    .user_discount = { model-ease.user_discount }
    .user_discount-help = { model-ease.user_discount-help }
    .item_discount = { model-ease.item_discount }
    .item_discount-help = { model-ease.item_discount-help }
    .asymmetry = { model-ease.asymmetry }
    .asymmetry-help = { model-ease.asymmetry-help }

model-ials = 兴趣向量
    .meaning = 把用户和商品放进同一个空间，距离越近越可能喜欢（矩阵分解，iALS）。
    .factors = 隐向量维度
    .factors-help = 用户和商品向量的长度
    .sweeps = 迭代轮数
    .sweeps-help = 遍历全部用户和商品的轮数
    .reg = 正则化
    .reg-help = 越大，向量越短（L2）
    .reg_exponent = 按频次正则化
    .reg_exponent-help = 0：所有用户和商品强度相同；1：按各自的行为多少调整
    .unobserved_weight = 未交互权重
    .unobserved_weight-help = 多大程度上认定用户不想要没有交互过的商品

model-graph_filter = 图滤波
    .meaning = 在商品图上平滑用户历史：既看近邻，也看整个商品目录的大致结构（图滤波，GF-CF）。
    .rank = 低频数
    .rank-help = 保留图中多少个最低的频率（奇异向量）
    .ideal_weight = 理想滤波
    .ideal_weight-help = 低频部分相对于线性滤波的权重
    .user_discount = 活跃用户降权
    .user_discount-help = 0：所有用户权重相同；0.5：商品多的用户与商品少的用户总权重相同
    .asymmetry = 非对称度
    .asymmetry-help = 0.5 时线性滤波对称，越小越偏向热门商品
    .ideal_asymmetry = 非对称度（理想滤波）
    .ideal_asymmetry-help = 0.5 时理想滤波对称，越小越偏向热门商品
    .neighbors = 近邻数
    .neighbors-help = 线性滤波中每个商品保留的近邻数
    .sharpening = 锐化
    .sharpening-help = 抵消一部分平滑，突出商品之间的差别；日志大时较慢

model-session_knn = 相似会话
    .meaning = 推荐与当前会话最相似的历史会话中的商品（基于会话的近邻）。
    .neighbors = 近邻数
    .neighbors-help = 参与推荐的最相似会话数
    .sample = 比较的会话数
    .sample-help = 只比较有共同商品的会话中最新的这些
    .recent = 最近商品数
    .recent-help = 用历史末尾的多少个商品构成当前会话
    .idf = 冷门商品权重更高
    .idf-help = 按稀有程度为推荐的商品加权（IDF）

model-transitions = 下一步
    .meaning = 推荐用户在最近的商品之后通常会选择的商品（商品转移）。
    .window = 窗口
    .window-help = 历史中相隔多少位以内算作先后
    .distance_decay = 距离衰减
    .distance_decay-help = 0：窗口内各步权重相同；越大，相隔近的权重越高
    .half_life_days = 时间衰减
    .half_life_days-help = 半衰期：两次行为相隔多少天时权重减半
    .across_sessions = 跨会话
    .across_sessions-help = 跨会话的一步相对于会话内一步的权重
    .backward = 反向
    .backward-help = 反方向一步的权重
    .normalization = 归一化
    .normalization-help = 1：冷门商品与热门商品的后续权重相同；越小，热门商品影响越大
    .popularity_discount = 热门商品降权
    .popularity_discount-help = 0：按后续商品的实际频次；越大，热门商品压低得越多
    .recent = 最近商品数
    .recent-help = 历史末尾参与推荐的商品数
    .recency_decay = 新近度衰减
    .recency_decay-help = 0：这些商品权重相同；越大，越新的商品权重越高
    .neighbors = 后续商品数
    .neighbors-help = 每个商品保留的后续商品数

model-content = 相似内容
    .meaning = 推荐标题、类目、品牌和价格与历史相似的商品（内容过滤）。
    .measure = 度量
    .measure-help = 余弦比较商品的种类；内积偏向信息多的商品
    .components = 主成分数
    .components-help = 用特征的多少个主成分比较商品，常一起出现的词会视为同一个；0 表示直接比较特征
    .dislikes = 负面反馈
    .dislikes-help = 用户表示过反对的商品（不喜欢、退回、展示后未选）在多大程度上使推荐远离同类商品，相对于历史的比例；0 表示不考虑

model-click_ranker = 点击概率
    .meaning = 从每次行为中学习哪些因素带来点击：商品、商品的特征，以及与历史的匹配程度（逻辑回归，FTRL）。
    .learning_rate = 学习率
    .learning_rate-help = 权重随点击调整的快慢
    .l1 = 稀疏度
    .l1-help = 越大，剔除的作用小的特征越多（L1）
    .l2 = 正则化
    .l2-help = 越大，权重越小（L2）
    .negatives = 负样本数
    .negatives-help = 每次点击抽取多少个用户没有选择的商品（负样本）
    .epochs = 遍历次数
    .epochs-help = 遍历日志的次数（训练轮数）
    .recent = 最近商品数
    .recent-help = 用历史末尾的多少个商品推断用户兴趣

step-fitting = 正在训练 { $model }
step-fitting-part = 正在训练 { $model }：{ $part }
step-counting-pairs = 统计商品对
step-inverting = 矩阵求逆
step-solving = 求解方程组
step-linear-filter = 线性滤波
step-ideal-filter = 理想滤波
curve-loss = 每次交互的损失
curve-log-loss = 对数损失
curve-residual = 最大残差

models-use-instead = 请改用 { $model }
models-smaller-settings = 请关闭其他程序，或调小设置
models-setting-range = { $model }：{ $setting } 为 { $value }，应在 { $low } 至 { $high } 之间。
models-setting-no-number = { $model }：{ $setting } 不是数字，应在 { $low } 至 { $high } 之间。
models-needs-time = { $model }：“{ $setting }”需要时间列。请选择时间列，或关闭此项。
models-no-users = { $model }：“{ $setting }”设为“{ $column }”，但没有用户信息。请添加用户文件。
models-no-column = { $model }：“{ $setting }”设为“{ $column }”，但用户文件中只有 { $columns }。
models-no-feature = { $model }：没有可用的商品特征。请添加商品文件，或启用特征。
models-nothing-together = { $model }：训练集中每位用户都不足两个商品，找不到一起出现的商品。请使用 { $instead }，或提供更长的日志。
models-nothing-follows = { $model }：训练集中每位用户都不足两个商品，找不到先后关系。请使用 { $instead }，或提供更长的日志。
models-reg-too-small = { $model }：“{ $setting }”为 { $value }，对这些交互来说太小。请调大。
models-vectors-grew = { $model }：向量增长过大。请调大“{ $reg }”或“{ $weight }”。

models-unknown = 没有模型“{ $text }”，可选 { $known }
models-no-name-here = 此处的模型类型不能有 `name`
models-name-length = 模型名称应为 1 至 { $most } 个字符
models-name-character = 模型名称不能包含“{ $character }”
models-name-full-stop = 模型名称不能以句点开头或结尾
models-name-reserved = “{ $name }”已有其他用途
models-name-refused = 请换一个名称：{ $problem }。
models-name-taken = 已有名为“{ $name }”的模型。
models-name-of-kind = { $own } 类型的模型不能使用另一类型的名称“{ $name }”。

models-file-none = 不是模型文件
models-file-none-or-cut-off = 不是模型文件，或文件不完整
models-file-cut-off = 文件不完整
models-file-copy-again = 请重新复制或保存
models-file-other-program = 由其他程序写入
models-file-choose = 请选择由本程序保存的模型
models-file-older = 由旧版程序写入
models-file-train-again = 请重新训练模型
models-file-save-again = 请重新保存模型
models-file-header = 文件头无法使用：{ $error }
models-file-lacks = 缺少“{ $name }”，或其类型不符
models-file-lengths = 其中的数组长度不一致
models-file-not-square = 其中的矩阵不是方阵
models-file-no-lists = 其中有分组没有列表
models-file-features = 其中的特征与名称不符
models-file-catalogue-no-text = 其中的商品目录不是文本
models-file-catalogue-damaged = 其中的商品目录已损坏
models-file-catalogue-differs = 其中的数组与商品目录不符

## 混合、指标与流程

blend-scale-z-score = Z 分数
blend-scale-min-max = 最小–最大
blend-scale-rank = 排名
blend-scale-none = 不归一化
blend-weight-negative = { $model } 的权重为 { $weight }，不能小于 0。

metrics-list-lengths = evaluation.k 应为一个或多个列表长度，取值 1 至 1000，从小到大排列。
metrics-resamples = evaluation.resamples 不能大于 10,000。

step-reading-file = 正在读取文件
step-joining = 正在合并训练集与验证集
step-scoring-users = 正在计算用户得分
step-evaluating = { $part ->
    [test] 正在测试集上评估 { $model }
   *[other] 正在验证集上评估 { $model }
}
step-comparing = { $part ->
    [test] 正在测试集上比较 { $n } 条运行记录
   *[other] 正在验证集上比较 { $n } 条运行记录
}
step-lists = 正在生成列表

pipeline-no-model = 没有可运行的模型。请至少指定一个。
pipeline-no-events = 项目没有指定日志文件。请添加 data.events。
pipeline-model-twice = 模型 { $model } 在项目中出现了两次。请给其中一个改名。
pipeline-newer = 项目由更新版本的程序写入（格式版本 { $version }，本程序最高支持 { $newest }）。请更新本程序。
pipeline-edit-refused = 无法更改 { $place }：{ $why }。
pipeline-no-such-place = 没有这个位置
pipeline-lists-failed = 无法生成列表：{ $error }。

search-range = 参数搜索：{ $setting } 为 { $value }，应在 { $low } 至 { $high } 之间。
search-no-method = 没有方法“{ $text }”，可选 { $known }
search-no-metric = 参数搜索：没有指标“{ $metric }”。请从 { $known } 中选择，或设置 evaluation.k。
search-needs-validation = 参数搜索需要验证集。请将 split.validation 设为大于 0 的值。

## 项目与文件

project-sample-shop = 示例商店
project-file-not-written = 无法写入 { $file }：{ $error }。
project-file-changed = 在读取过程中被修改
project-load-again = 请重新加载，或加载它的副本
project-correct-line = 请修正或删除这一行
project-newer-layout = 由更新版本的程序写入（格式版本 { $version }，本程序最高支持 { $newest }）
project-newer = 由更新版本的程序写入
project-update = 请更新本程序
project-no-book = 不是运行记录文件：{ $error }
project-move-book = 请将它移走，程序会新建一个

recovery-gone = 已不存在
recovery-done-elsewhere = 它已在别处恢复或放弃
recovery-open = 已在另一个窗口中打开
recovery-go-on-there = 请在那个窗口中继续
recovery-no-book = 不存在
recovery-unreadable = 无法读取：{ $error }
recovery-discard = 内容无法恢复，请放弃
recovery-not-removed = 无法删除 { $folder }：{ $error }。

search-file-none = 不含参数搜索：{ $error }
search-file-older = 含有试验，但没有搜索的内容：由旧版程序写入
search-file-other = 保存的是另一次搜索（{ $was }），本次是（{ $is }）
search-file-read-otherwise = 保存的搜索（{ $was }）读取文件时用了其他设置
search-file-name-another = 请指定其他文件
search-file-move = 请指定其他文件，或将它移走
search-file-subject = { $model }、日志 { $log }、指标 { $metric }
search-file-log = { $log }（内容 { $content }…）
search-file-seed = 种子 { $seed }
search-file-method = 方法 { $method }
search-file-start = 起始 { $settings }
search-file-split = 划分 { $settings }
search-file-features = 特征 { $settings }
search-file-unset = 未设置

## 窗口：框架

action-add = 添加
action-browse = 浏览…
action-cancel = 取消
action-close = 关闭
action-discard = 放弃
action-go-back = 返回
action-open = 打开
action-redo = 重做
action-save = 保存
action-try-again = 重试
action-replace = 替换
action-undo = 撤销

save-project = 保存项目

start-no-display = 没有可用的显示环境（DISPLAY 和 WAYLAND_DISPLAY 均未设置）。可以使用不需要窗口的 `tastebench run`
start-not-opened = 无法打开窗口：{ $reason }。需要 Vulkan 或 OpenGL 驱动（软件驱动也可以）；X11 下还需要 libxkbcommon-x11。详见 README

frame-drop = 松开即可打开
frame-close-message = 关闭消息

dialog-open = 打开日志或项目
dialog-add = 添加文件
dialog-logs = 日志和项目
dialog-tables = 数据表
dialog-project = 项目
dialog-all-files = 所有文件

prompt-users-file = 添加用户文件
prompt-items-file = 添加商品文件
prompt-test-file = 添加测试文件
prompt-replaces = { $file } 已存在，将连同其训练记录一起被替换。

leave-title = 保存对“{ $name }”的更改？
leave-loss = 如果不保存，未保存的设置、运行记录和搜索结果都会丢失。

rail-not-saved = 未保存
rail-saved = 已保存
rail-no-project = 尚无项目文件
rail-state = { $state }：{ $figure }
rail-features = 已启用 { $on } / { $all }
rail-trained = 已训练 { $trained } / { $all }
rail-metric = { $metric } { $value }
rail-visitor = 访客
rail-user = 用户 { $user }
rail-save-why = 保存项目（Ctrl+S）
rail-close-why = 返回开始页
rail-nothing-to-undo = 没有可撤销的操作
rail-nothing-to-redo = 没有可重做的操作
rail-light = 浅色
rail-dark = 深色
rail-theme-why = 切换浅色和深色

status-ready = 就绪
status-stopping = { $job } · 正在停止
status-step = { $job } · { $step }
status-left = 本步剩余 { $time }
status-elapsed = 已用 { $time }
status-more = 另有 { $n } 项
status-messages = { $n } 条消息
status-messages-title = 消息
status-longest-frame = 最近 5 秒内最慢一帧：{ $ms } 毫秒
status-language = 语言

node-table = 内部状态
node-name = 节点
node-state = 状态
node-wanted = 目标
node-made = 已生成
node-making = 生成中
node-failed = 失败
node-seconds = 秒
node-undecided = 未确定
node-waiting = 等待中
node-missing = 缺失
node-stale = 已过期

## 窗口：欢迎、数据与特征

welcome-tagline = 把商店的行为日志拖到这里，拖动权重，即可看到每个列表随之变化。数据不会离开本机。
welcome-sample = 打开示例商店
welcome-open = 打开…
welcome-open-why = 日志（CSV、Parquet）或项目（Ctrl+O）
welcome-path = 或输入文件路径
welcome-unsaved-work = 未保存的内容
welcome-unsaved = { $name }，{ $ago }修改，含 { $work }
welcome-runs = { $n } 条运行记录
welcome-trials = { $n } 次试验
welcome-restore = 恢复
welcome-recent = 最近打开
welcome-kept-models = 保留的模型：{ $size } ·
welcome-empty = 清空
welcome-empty-why = 清空后，再次打开项目时需要重新训练模型
welcome-formats = 日志可以是 CSV（逗号、制表符、分号或 :: 分隔）、JSON Lines（两者均支持 .gz 和 .zst）或 Parquet，也可以是存放这些文件的文件夹。一起拖入多个文件时，会分别识别为行为、商品和用户。

data-page-why = 读取的内容、各列的含义和各行的去向
data-page-opening = 正在打开日志…
data-page-opening-why = 读到前几行后就会显示各列。
data-page-opening-stopped = { $file }：已停止打开。
data-page-remove-items = 移除商品文件
data-page-remove-users = 移除用户文件
data-page-choose-items = 选择其他商品文件…
data-page-choose-users = 选择其他用户文件…
data-page-waits-for-items = 商品文件就绪或移除后才能加载日志。
data-page-waits-for-users = 用户文件就绪或移除后才能加载日志。
data-page-as-before = 下方是之前加载的日志。
data-page-stale = 设置或文件已更改，这里显示的是之前加载的日志。
data-page-failed = 按当前设置无法加载日志，这里显示的是之前加载的日志。
data-page-load-again = 重新加载
data-page-users = 用户
data-page-items = 商品
data-page-events = 行为
data-page-interactions = 交互
data-page-days = 天数
data-page-median-items = 中位数 { $n } 个商品
data-page-head-share = 前 10% 占 { $share }
data-page-sessions = { $n } 个会话
data-page-density = 密度 { $share }
data-page-no-times = 没有时间
data-page-range = { $first } – { $last }
data-page-by-day = 每日行为数
data-page-account = 各行去向
data-page-read-in = 读取用时 { $time }
data-page-rows-read = 读取的行
data-page-rows-kept = 保留的行
data-page-noticed = 读取时的发现和假设
data-page-negative = – 单独保留：{ $kind }
data-page-dropped = – { $reason }
data-page-look-at-rows = 查看这些行
data-page-rows-of = 数据行：{ $reason }
data-page-hide-rows = 收起
data-page-looking-up-rows = 正在文件中查找这些行…
data-page-first-rows = 共 { $all } 行，显示前 { $shown } 行。
data-page-row-file = 文件
data-page-row-line = 行号
data-page-known = 已知信息
data-page-known-column = 列
data-page-known-kind = 含义
data-page-known-share = 覆盖率
data-page-set-threshold = 设定阈值
data-page-remove-threshold = 取消
data-page-values-below = 从 { $least } 起计入；{ $counted ->
    [about] 约有 { $n } 行低于此值
   *[exact] 有 { $n } 行低于此值
}
value-plot-rows = 行数
value-plot-value = { $value }：{ $n } 行
value-plot-range = { $from } 到 { $to }：{ $n } 行
value-plot-below = 低于 { $to }：{ $n } 行
value-plot-from = { $from } 及以上：{ $n } 行
value-meaning = { $meaning ->
    [rating] 评分
    [quantity] 数量
    [price] 价格
    [dwell] 停留时间
   *[other] 权重
}
data-page-meaning = 数值含义
data-page-meaning-why = 同一商品的多次评分只计一次；数量会相加，低于 0 表示退货
data-page-again = 重复评分
data-page-again-why = 同一用户多次给同一商品评分时以哪次为准
data-page-again-choice = { $again ->
    [last] 最后一次
    [first] 第一次
    [mean] 平均
    [max] 最高
   *[other] 总和
}
data-page-returns = 退货
data-page-returns-why = 退货的购买是否仍计入。按时间划分时，只看同一部分内的退货
data-page-returns-take-back = 抵消购买
data-page-returns-keep = 不改变
data-page-codes = 数字含义
data-page-codes-why = 行为类型是谁的数字代码
data-page-codes-automatic = 自动判断
data-page-codes-none = 没有已知含义
data-page-codes-taobao = 淘宝的类型
data-page-codes-jd = 京东的类型
data-page-items-without-events = 商品目录中没有任何行为的商品：{ $n }
data-page-users-without-events = 没有任何计入行为的用户：{ $n }
data-page-add-items = 添加商品…
data-page-add-users = 添加用户…
data-page-file = { $file } · { $description }
data-page-remove = 移除
data-page-load = 加载日志
data-page-check = 请检查各列的识别结果，都可以修改。
data-page-first-columns = 共 { $all } 列，显示前 { $shown } 列。

data-page-weights = 行为权重
data-page-weight-why = 一次这样的行为能说明多少用户偏好；0 表示不使用这类行为，负数表示不喜欢该商品
data-page-value = 数值列
data-page-value-why = 评分或数量的用途
data-page-value-weight = 作为权重
data-page-value-threshold = 作为阈值
data-page-value-ignore = 不使用
data-page-at-least = 不低于
data-page-at-least-why = 数值更低的行为视为负面反馈
data-page-repeats = 重复行为
data-page-repeats-why = 同一用户对同一商品的权重总和如何计算
data-page-repeats-sum = 累加
data-page-repeats-log = log₂(1 + 总和)
data-page-repeats-once = 只计一次
data-page-half-life = 半衰期
data-page-half-life-why = 多少天后行为的权重减半；关闭时全部同等对待
data-page-in-days = { "" } 天
data-page-cleaning = 清洗
data-page-same-event = 重复间隔
data-page-same-event-why = 在此时间内，同一用户对同一商品的同类行为只算一次
data-page-in-seconds = { "" } 秒
data-page-robots = 机器流量上限
data-page-robots-why = 剔除任意一天的行为数超过此值的用户
data-page-in-a-day = { "" } 次/天
data-page-least-items = 用户最少商品数
data-page-least-items-why = 剔除商品数更少的用户
data-page-least-users = 商品最少用户数
data-page-least-users-why = 剔除用户数更少的商品
data-page-split = 训练集、验证集和测试集
data-page-split-kind = 数据划分
data-page-split-kind-why = 如何把日志划分为模型学习的部分和评估的部分
data-page-split-automatic = 自动
data-page-test-choose = 使用测试文件…
data-page-test-choose-why = 适用于已经划分好的日志
data-page-test-file = 测试文件：{ $name }
data-page-validation-share = 验证集占比
data-page-test-share = 测试集占比
data-page-share-why = 占全部行为的比例
data-page-has-validation = 划出验证集
data-page-has-validation-why = 参数和权重在验证集上选择，测试集保持未见
data-page-last-n = 每位用户的最后商品数
data-page-last-n-why = 最后这么多件用于测试，之前同样多件用于验证
data-page-in-percent = %
data-page-no-users = 无
data-page-split-sizes = 验证集：{ $validation }。测试集：{ $test }，封存不用；其中 { $share } 的目标是训练集没有的商品。

day-plot-no-times = 日志没有时间，无法按天统计。
day-plot-events = 行为数
day-plot-day = { $date }
    { $n } 条行为

features-page-why = 已知的商品信息，以及比较商品时各项的权重
features-page-no-log-why = 在“{ stage-data }”中加载日志后，这里会列出商品的特征。
features-page-none = 没有商品信息
features-page-none-why = 请在“{ stage-data }”中添加商品文件，可包含标题、类目、品牌或价格。
features-page-use = 使用
features-page-feature = 特征
features-page-kind = 类型
features-page-encoding = 编码方式
features-page-coverage = 有值占比
features-page-n-distinct = 不同取值
features-page-most-frequent = 最常见的值
features-page-weight = 权重
features-page-use-of = 使用 { $name }
features-page-weight-of = { $name } 的权重
features-page-follows = 模型“{ model-content }”按这里启用的特征比较商品。如果已经训练过，会立即更新。

map-title = 商品地图
map-nothing-on = 没有启用任何特征。在上方启用一个，就会按它排布商品。
map-draw = 绘制地图
map-stopped = 地图在完成前已停止。
map-of-before = 已停止：此图对应之前的设置。
map-when-split = 日志加载并划分后会绘制地图。
map-after-training = 训练结束后会绘制地图。
map-placing = 正在按特征排布商品…
map-coloured-by = 着色依据
map-point = { $item }
    { $attribute }：{ $value }
map-not-known = 未知
map-other = 其他
map-explained = 解释方差
map-together = { $n ->
    [1] 唯一的主成分
   *[other] 前 { $n } 个主成分合计
}
map-all-drawn = { $empty ->
    [0] 已绘制全部 { $items } 个有内容的商品。
   *[other] 已绘制全部 { $items } 个有内容的商品，另有 { $empty } 个没有内容。
}
map-sample-drawn = { $empty ->
    [0] 从 { $items } 个有内容的商品中抽样绘制 { $drawn } 个。
   *[other] 从 { $items } 个有内容的商品中抽样绘制 { $drawn } 个，另有 { $empty } 个没有内容。
}
map-remark = { $drawn }位置相近的商品，在已启用的特征上也相近（主成分）。{ $shares }
map-shares-of-projection = 占比按随机投影到较少列之后的方差计算。
map-shares-of-all = 占比按内容向量的全部方差计算。
map-component = 主成分 { $n }（占方差 { $share }）
map-component-without = 主成分 { $n }（无方差）

variance-plot-component = 主成分
variance-plot-variance = 方差（%）
variance-plot-bar = 主成分 { $n }：{ $share }
    累计：{ $sum }

loss-plot-round = 轮次
loss-plot-point = 第 { $round } 轮
    { $measure } { $value }

scatter-plot-point = { $setting } { $at }
    { $metric } { $value }

tile-chosen = 已选

## 窗口：模型

models-sentence = 选择要训练的模型：在训练集上学习，在验证集上评估
models-no-log-then = 先在“数据”中加载日志，然后就能训练模型。
models-train-all = 全部训练
models-go-on = 继续
models-pause = 暂停
models-paused = 训练已暂停。
models-in-background = 训练在后台进行，不影响其他操作。
models-waiting = { $n } 个模型在排队。
models-tab-figures = 指标
models-tab-search = 参数搜索
models-tab-runs = { $n ->
    [0] 运行记录
   *[other] 运行记录（{ $n }）
}

models-model = 模型
models-what-it-does = 说明
models-memory = 内存
models-memory-hint = 训练最多占用的内存
models-state = 状态
models-fit = 训练用时
models-click = { $meaning }
    点击查看设置。
models-settings-of = { $model } 的设置
models-takes-part = 启用
models-use = 启用 { $model }
models-train = 训练
models-job-paused = 已暂停
models-time-left = 本步剩余 { $duration }
models-stopping = 正在停止
models-stopping-hint = 内存还没有释放，停止后才会开始下一个训练。
models-queued = 排队第 { $n } 位
models-trained = 训练用时 { $duration }

models-none-trained = 还没有训练好的模型。勾选要尝试的模型，再点击“全部训练”。
models-no-time = 需要时间列
models-of-another-split = 已过期，基于另一种划分的用户评估：{ $models }。
models-figures-at = Top { $k } 指标
models-figures-of = { $part ->
    [test] 测试集，{ $users } 位用户，完整商品目录；{ $unit }
   *[validation] 验证集，{ $users } 位用户，完整商品目录；{ $unit }
}
models-says-nothing = { $users } 位用户中有 { $n } 位，{ $model } 给不出结果，改为展示热门商品。

models-choose = 请在表格中选择一个模型。
models-about = { $meaning }在项目文件中写作 { $kind }。
models-takes-no-part = 未启用。勾选后即可设置和训练。
models-name = 名称
models-name-hint = 在表格、文件和命令行中使用的名称
models-name-field = 模型名称
models-everybody = 全部用户
models-needs-features = 使用哪些商品信息，在“特征”中选择。
models-training-curve = 各轮训练的变化
models-last-training = 上一次训练
models-loss = 损失
models-defaults = 恢复默认值
models-duplicate = 复制
models-duplicate-hint = 再添加一个同类模型，尝试另一组设置

models-search-where = 在验证集上试验；可在上方表格中换一个模型
models-search-nothing = 此模型没有可搜索的参数。
models-search-needs-validation = 参数搜索需要验证集：请在“数据”的“数据划分”中设置验证集的比例。
models-search-start = 开始搜索
models-search-stop = 停止
models-search-again-hint = 已试验过的设置不会重复试验
models-search-minutes-more = 再搜索 { $n } 分钟
models-search-more = 再试 { $n } 组
models-search-up-to-more = 最多再试 { $n } 组
models-search-first = 正在试验第一组设置。
models-search-empty = 每次试验在这里是一个点：横轴是某项设置，纵轴是达到的指标。
models-search-method = 方法
models-search-metric = 指标
models-search-trials = 试验数量
models-search-trials-unit = { " " }组
models-search-minutes = 时间上限
models-search-minutes-unit = { " " }分钟以内
models-search-seed = 随机种子
models-search-tried = 共 { $n } 次试验，其中 { $full } 次使用全部用户
models-search-best = 最佳 { $metric } { $value }
models-search-use-best = 将最佳设置用于混合
models-search-best-used = 最佳设置已用于混合
models-search-on-all = 使用全部用户训练
models-search-on-some = 使用部分用户训练
models-search-value = 指标值
models-search-use = 采用
models-search-use-hint = 将这组设置用于混合

runs-empty = 每次训练都会在这里留下一条记录，包含设置和指标。
runs-filter = 按文字筛选
runs-tick = 勾选两条即可对比。
runs-tick-and-save = 勾选两条即可对比；保存项目后，这些记录才会保留。
runs-use = 用于混合
runs-use-hint = 采用这组设置并训练
runs-rename = 重命名
runs-pin = 置顶
runs-unpin = 取消置顶
runs-delete = 删除
runs-delete-for-good = 永久删除 { $n } 条记录？
runs-run = 记录
runs-settings = 设置
runs-ended = 结束时间
runs-memory-hint = 训练前的估计值
runs-defaults = 默认设置
runs-about = { $part ->
    [test] { $time } 结束，随机种子 { $seed }，测试集，数据 { $data }
   *[validation] { $time } 结束，随机种子 { $seed }，验证集，数据 { $data }
}
runs-other-data = 训练时的日志或数据划分与现在不同。
runs-none-found = 没有包含这些文字的记录。
runs-choose = 选择记录 { $number }
runs-pinned = { $name } · 已置顶
runs-side-by-side = 对比
runs-not-comparable = 这两条记录的日志或数据划分不同，指标不能比较。
runs-scoring = 全部用户打分用时
runs-overlap = 置信区间有重叠。两次运行的用户相同，差异仍可能是显著的：把两个模型放进混合，即可逐用户比较。

## 窗口：混合与预览

blend-sentence = 拖动权重，指标和列表随之变化
blend-on-its-way = 正在准备
blend-on-its-way-then = 模型训练完成后，就能在这里拖动权重。
blend-nothing = 还没有可混合的模型
blend-nothing-then = 先训练模型，再在这里拖动权重。
blend-of-all-users = { $part ->
    [test] 测试集，全部 { $users } 位用户 · 上次评估用时 { $duration }
   *[validation] 验证集，全部 { $users } 位用户 · 上次评估用时 { $duration }
}
blend-of-some-users = { $part ->
    [test] 测试集，{ $users } 位用户中的 { $some } 位，完整指标计算中 · 上次评估用时 { $duration }
   *[validation] 验证集，{ $users } 位用户中的 { $some } 位，完整指标计算中 · 上次评估用时 { $duration }
}
blend-of-a-sample = { $part ->
    [test] 测试集：{ $users } 位用户中抽取 { $some } 位
   *[validation] 验证集：{ $users } 位用户中抽取 { $some } 位
}
blend-list-length = 列表长度
blend-left-out = 不含 { $models }：尚未按当前设置训练。
blend-gain = 较 { $model } { $points }
blend-gain-hint = 与最佳单一模型的差值（百分点）

blend-sliders = 权重
blend-scale = 归一化
blend-scale-name = 得分的归一化方式
blend-one-alone = 只有一个模型，不需要选择权重。再训练一个，就能看到指标随权重的变化。
blend-no-curve = 拖动滑块，这里会画出指标随权重的变化。
blend-curve-metric = 曲线的指标
curve-weight-axis = { $model } 的权重
curve-point = 权重 { $weight }
    { $metric } { $value }
curve-best = 最佳 { $weight }

blend-list = 列表
blend-list-empty = 这里会显示一位用户的列表。
blend-list-of-user = { $acts ->
    [0] 用户 { $user }
   *[other] 用户 { $user }，含“预览”中的操作
}
blend-list-of-visitor = { $acts ->
    [0] 一位访客
   *[other] 一位访客，含“预览”中的操作
}
blend-list-green = 绿色：该用户后来选择的商品。
blend-another-user = 换一位用户
blend-against-models = 混合与各模型的对比

blend-test = 测试集
blend-test-sealed = 已封存：在验证集上选定后，只在这里评估一次；{ $unit }
blend-test-refit = 先用训练集和验证集合并重训
blend-test-refit-hint = 设置选定后，验证集也可以用来学习，更接近实际使用时的列表
blend-test-look = 查看测试集结果
blend-test-look-hint = 看过测试集结果再改设置，评估就不再客观
blend-test-running = 正在评估…
blend-test-fitted = { $users } 位用户；最后一行 { $metric } 为 { $value }；只用训练集训练
blend-test-refitted = { $users } 位用户；最后一行 { $metric } 为 { $value }；用训练集和验证集训练

preview-sentence = 选择一位用户，查看历史、推荐结果和推荐理由
preview-no-log-then = 先在“数据”中加载日志。
preview-no-model = 还没有训练好的模型
preview-no-model-then = 先训练模型，再在这里查看每位用户的列表。
preview-invent = 模拟访客
preview-search = 搜索
preview-nobody = 没有用户的标识包含这段文字。

preview-nothing-known = 还没有历史
preview-acts = { $n } 次操作
preview-history = 历史，{ $items } 个商品
preview-acts-and-history = { $acts } 次操作，之前的历史有 { $items } 个商品
preview-and-against = { $known }，{ $n } 个不利
preview-weight = 权重 { $weight }
preview-undo-act = { $act ->
    [view] 撤销浏览 { $item }
    [cart] 撤销加购 { $item }
    [purchase] 撤销购买 { $item }
   *[take] 撤销选择 { $item }
}
preview-undo-last = 撤销上一次操作
preview-act-done = { $act ->
    [view] 刚刚浏览
    [cart] 刚刚加购
    [purchase] 刚刚购买
   *[take] 刚刚选择
}
preview-start-again = 重新开始
preview-point-as-user = 指向一个商品，以该用户的身份操作，列表随之变化。
preview-point-as-visitor = 指向一个商品，以该访客的身份操作，列表随之变化。
preview-acts-as-user = 以该用户身份操作了 { $n } 次
preview-acts-as-visitor = 以该访客身份操作了 { $n } 次
preview-left = 移出列表：{ $items }

preview-shown = 推荐结果
preview-table = 表格
preview-tiles = 橱窗
preview-hits = 该用户后来选择的 { $n } 个商品中，命中 { $hits } 个
preview-no-choices = 尚不知道该用户之后选择了什么。
preview-popularity = 模型无法根据这段历史给出结果，改为展示热门商品。
preview-no-candidate = 没有候选商品了：该用户已经有全部商品。
preview-category = 类目
preview-price = 价格
preview-score = 得分
preview-shares = 占比

act-short = { $act ->
    [view] 浏览
    [cart] 加购
    [purchase] 购买
   *[take] 选择
}
act-full = { $act ->
    [view] 浏览 { $item }
    [cart] 加购 { $item }
    [purchase] 购买 { $item }
   *[take] 选择 { $item }
}
move-new = 新
move-up = 上升 { $n } 位
move-down = 下降 { $n } 位
why-score = 得分 { $score }
why-because-of = 因为 { $item }  { $share }
why-because-of-act = { $act ->
    [view] 因为 { $item }（刚刚浏览）  { $share }
    [cart] 因为 { $item }（刚刚加购）  { $share }
    [purchase] 因为 { $item }（刚刚购买）  { $share }
   *[take] 因为 { $item }（刚刚选择）  { $share }
}

blend-gain-clear = 差异显著：与最佳单一模型相差 { $low } 至 { $high } 个百分点（逐用户差异的 95% 置信区间）。若权重是依据这些数字选出的，差异会显得偏大，请以测试为准。
blend-gain-chance = 差异可能出于偶然：与最佳单一模型相差 { $low } 至 { $high } 个百分点（逐用户差异的 95% 置信区间）
blend-equal = 均分
blend-equal-hint = 所有未锁定的模型权重相同
blend-only = 只用最佳模型
blend-only-hint = 全部权重给 { $metric } 最高的单一模型：{ $model }
blend-tune = 自动调整
blend-tune-hint = 在当前用户上寻找 { $metric } 最高的权重
blend-reset = 还原
blend-reset-hint = 恢复到已保存项目的权重
blend-reset-not = 权重与打开或保存时相同
blend-scores-coming = 待模型得分就绪后可用
blend-others-locked = 其他权重均已锁定
blend-not-trained = 该模型尚未用当前设置训练
blend-curve-users = { $users } 位用户中的 { $some } 位。点击曲线可设置权重。
blend-curve-band = 色带是与最佳权重逐用户差异的 95% 置信区间。色带触及最佳值处，差异可能出于偶然。
blend-on-test = 没有验证集：这些是测试集的数值，在这里选出的权重会显得偏好。
blend-to-split = 到“数据”中设置验证集
stage-to-split = 到“数据”中更改数据划分
behind-untrained = 已过期：模型与当前设置不符。
behind-stopped = 已过期：当前设置的计算已停止或失败。
behind-sampled = 全部用户的评估已停止。
behind-all-users = 在全部用户上评估
blend-test-looks = 本项目已查看测试集 { $n } 次。查看之后再调整设置，会使测试数值偏高。
weight-lock = 移动其他权重时保持此权重不变
weight-unlock = 让此权重重新跟随其他权重
weight-is-locked = 已锁定：点击锁形图标解锁
weight-lock-of = 锁定 { $model } 的权重
weight-of = { $model } 的权重

## 命令行

cli-failed = tastebench：{ $error }
cli-no-window = 这个版本没有窗口，可用的命令请查看 tastebench --help
cli-no-language = 没有“{ $typed }”这种语言，可选：{ $languages }
cli-language = { $id }（{ $name }）
cli-note = 提示：{ $warning }
cli-note-change = { $change }：{ $option }

cli-tastebench = 推荐系统工作台：打开行为日志，训练模型，拖动权重，查看推荐列表
    .files = 在窗口中打开的文件：项目或行为日志
    .lang = 界面语言：{ $languages }。默认与系统一致
    .help = 显示帮助
    .version = 显示版本

cli-run = 不打开窗口，直接训练、评估并混合模型
    .input = 项目文件（.toml）或行为日志（CSV、JSON Lines 或 Parquet，也可以是由各部分组成的文件夹）
    .events = 替换项目中的日志
    .items = 商品文件：标题、类目、品牌、价格
    .users = 用户文件
    .train = 给定划分的训练集，其中的商品就是候选商品
    .test = 给定划分的测试集，其中的用户全部参与评估
    .settings = 一项设置，例如 item_knn.neighbors=100 或 split.validation=0.2，可多次使用
    .split = 数据划分方式：global_time、leave_last_out、random、given
    .k = 要评估的列表长度，用逗号分隔
    .seed = 随机种子
    .columns = 日志中某一列的角色，例如 "customer=user"，可多次使用
    .items_columns = 商品文件中某一列的角色，例如 "name=item.title" 或 "price=ignore"
    .users_columns = 用户文件中某一列的角色，例如 "who=user" 或 "age=ignore"
    .models = 要训练的模型，用逗号分隔：项目中的模型名称或模型类型；同一类型写两次就训练两个。默认使用项目中的模型，没有项目时使用文件支持的全部模型
    .out = 保存 metrics.json、recommendations.parquet 和 project.toml 的文件夹
    .save_models = 同时保存训练好的模型：OUT/models/ID.safetensors
    .json = 输出 metrics.json，不显示表格

cli-search = 搜索模型的最佳参数，以验证集为准
    .input = { cli-run.input }
    .events = { cli-run.events }
    .items = { cli-run.items }
    .users = { cli-run.users }
    .train = { cli-run.train }
    .test = { cli-run.test }
    .settings = { cli-run.settings }
    .split = { cli-run.split }
    .k = { cli-run.k }
    .seed = { cli-run.seed }
    .columns = { cli-run.columns }
    .items_columns = { cli-run.items_columns }
    .users_columns = { cli-run.users_columns }
    .model = 要搜索参数的模型，从项目中的设置开始
    .method = 全部试验都用全部用户（random），或先在少数用户上多试、再在全部用户上少试（halving）
    .trials = 试验的参数组数
    .minutes = 超过这个分钟数后不再开始新的试验
    .patience = 连续多少次完整试验没有更好就结束
    .metric = 在验证集上要优化的指标
    .out = 保存试验结果的文件（JSON），每次试验后更新；文件已存在时接着搜索

cli-inspect = 查看日志各列的识别结果、保留和剔除的行，以及关键数据
    .input = { cli-run.input }
    .events = { cli-run.events }
    .items = { cli-run.items }
    .users = { cli-run.users }
    .train = { cli-run.train }
    .test = { cli-run.test }
    .dropped = 同时列出各原因下前若干被剔除的行及其文件和行号
    .settings = { cli-run.settings }
    .split = { cli-run.split }
    .k = { cli-run.k }
    .seed = { cli-run.seed }
    .columns = { cli-run.columns }
    .items_columns = { cli-run.items_columns }
    .users_columns = { cli-run.users_columns }
    .json = 输出 JSON，不显示表格

cli-recommend = 用 run --save-models 保存的模型，为一段历史生成推荐
    .model = 保存的模型（.safetensors）
    .history = 历史中的商品，从早到晚，用逗号分隔。不填则为新用户推荐
    .k = 列表长度
    .json = 输出 JSON，不显示表格

cli-sample = 生成示例商店：行为、商品、用户和项目文件
    .out = 保存到的文件夹
    .events = 日志的大致行数
    .seed = 随机种子，种子相同则结果完全相同

cli-help = 显示帮助或某个命令的帮助

cli-value-command = 命令
cli-value-options = 选项
cli-value-file = 文件
cli-value-folder = 文件夹
cli-value-language = 语言
cli-value-setting = 模型.参数=值
cli-value-column = 列名=角色
cli-value-split = 划分方式
cli-value-n = 数量
cli-value-model = 模型
cli-value-models = 模型列表
cli-value-method = 方法
cli-value-minutes = 分钟
cli-value-metric = 指标
cli-value-items = 商品列表

cli-default = { $help }（默认：{ $value }）
cli-heading-usage = 用法：
cli-heading-commands = 命令：
cli-heading-arguments = 参数：
cli-heading-options = 选项：

cli-error = 错误：{ $problem }
cli-tip = 提示：{ $tip }
cli-more = 详细用法请查看 { $option }。
cli-wrong-argument = 无法识别参数“{ $typed }”
cli-wrong-command = 没有命令“{ $typed }”
cli-wrong-missing = 缺少必需的参数：{ $arguments }
cli-wrong-no-value = { $argument } 缺少值
cli-wrong-value = “{ $value }”不能用于 { $argument }：{ $why }
cli-wrong-choice = “{ $value }”不能用于 { $argument }，可选：{ $choices }
cli-wrong-needless-value = { $argument } 不需要值，但给出了“{ $value }”
cli-wrong-conflict = { $argument } 不能与 { $others } 同时使用
cli-wrong-twice = { $argument } 只能使用一次
cli-no-whole-number = 必须是不小于 0 的整数
cli-no-number = 必须是数字
cli-tip-similar = 是否想输入 { $names }？
cli-tip-dashes = { $name } 是命令，使用时请去掉前面的 --
cli-tip-as-value = 如果要把 { $typed } 当作值，请写成 { $written }

cli-column-no-file = { $option } 对应的文件没有给出，请用 { $missing } 指定。
cli-column-unknown = 没有“{ $column }”列，现有的列：{ $columns }
    .remedy = 请检查 { $option } 的内容
cli-column-no-role = “{ $typed }”没有说明列的角色
    .remedy = 请写成 { $option } { cli-value-column }
cli-column-unknown-role = “{ $column }”列不能用“{ $role }”这个角色
    .remedy = 可选：{ $roles }
cli-choose-columns = 请{ $missing }，写法是 --column { cli-value-column }。

cli-set = --set { $setting }：{ $why }
cli-set-form = 请写成 { cli-value-setting }
cli-set-no-model = 本次运行没有模型 { $model }
cli-set-no-place = 项目中没有这个位置
cli-set-no-settings = “{ $name }”没有可用的设置
cli-models = --models { $name }：{ $why }。
cli-no-item = --history { $item }：模型的商品目录（{ $items }）中没有这个商品。
cli-figures-unwritable = 指标无法写成 JSON：{ $error }
cli-step-reading-model = 正在读取模型
cli-step-saving-model = 正在保存 { $model }

cli-n-interactions = { $n } 次交互
cli-n-training = { $n } 次交互
cli-n-held-out = { $n } 个留出商品

cli-log = { $users }、{ $items }、{ $interactions }，来自 { $events }（共读取 { $rows }）
cli-dropped = 剔除 { $n } 行：{ $reason }
cli-kept-apart = 单独保留 { $n } 行：{ $kind }
cli-split = 数据划分“{ $kind }”：训练集 { $training }；测试集 { $users }、{ $held_out }，其中 { $cold } 为冷启动商品
cli-figures-validation = 验证集（{ $users }）
cli-figures-test = 测试集（{ $users }）
cli-figures-test-refit = 测试集（{ $users }；已用训练集和验证集合并重训）
cli-difference = 差异：{ $metric } 与基线 { $baseline } 的配对差异，± 为 95% 置信区间的一半；* 表示 p < 0.05（已按模型数量校正）
cli-users-all = 全部
cli-users-some = 部分

cli-file = { $file }：{ $description }
cli-rows-read = 读取 { $n } 行
cli-dropped-because = 剔除：{ $reason }
cli-negative = 单独保留：{ $kind }
cli-kept = 保留
cli-rows-of-fate = 前若干行：{ $reason }
cli-row-at = { $file } 第 { $line } 行：
cli-profile-users = 用户
cli-profile-items = 商品
cli-profile-events = 行为
cli-profile-interactions = 交互
cli-profile-density = 密度
cli-profile-history = 每位用户的商品
cli-profile-history-figures = 中位数 { $median }，90% 的用户少于 { $below }，最多 { $most }
cli-profile-head = 最热门的 10% 商品
cli-profile-head-figures = 占全部交互的 { $share }（基尼系数 { $gini }）
cli-profile-sessions = 会话
cli-profile-days = 日期
cli-profile-range = { $first } 至 { $last }

cli-model = 模型 { $model }，商品目录共 { $items }
cli-by-popularity = 模型无法根据这段历史推荐，以下是用户最多的商品。
cli-reason = { $reason } { $adds }
cli-reason-feature = 特征 { $number }
cli-reason-popularity = 热门程度
cli-reason-item = 商品本身

cli-heading-model = 模型
cli-heading-difference = 差异
cli-heading-fit = 训练秒数
cli-heading-scoring = 打分秒数
cli-heading-settings = 设置
cli-heading-users = 用户
cli-heading-event = 行为类型
cli-heading-rows = 行数
cli-heading-weight = 权重
cli-heading-column = 列
cli-heading-role = 识别为
cli-heading-example = 示例
cli-heading-rank = 排名
cli-heading-item = 商品
cli-heading-because = 推荐理由
cli-heading-score = 得分

## 调整权重

step-tuning = 正在寻找最佳权重
message-tuned = 权重已调整：{ $users } 位用户的 { $metric } 从 { $before } 升至 { $after }。权重是在这些用户上选出的，其他用户的数值可能略低。
message-tuned-in-vain = 在 { $users } 位用户上，没有其他权重能让 { $metric } 高于 { $before }。
