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

step-waiting-for-memory = 等待内存
memory-short = { $who }：{ $what }需要 { $needed } 内存，目前只有 { $free } 可用。{ $instead }。
text-too-long = { $file }：文本需要 { $needed } 内存，目前只有 { $free } 可用。请选取更短的时间段。

## 后台任务

job-saving-runs = 正在保存运行记录
job-autosave = 正在保留未保存的内容
job-autosave-removed = 正在清理已保存的内容
job-saving-project = 正在保存项目
job-looking-for-unsaved = 正在查找未保存的内容
job-restoring = 正在恢复未保存的内容
job-discarding = 正在丢弃未保存的内容
job-features = 正在构建特征
job-map = 正在绘制商品地图
job-cleaning = 正在清洗日志
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
job-keeping-models = 正在保留训练好的模型
job-fetching-models = 正在取回训练好的模型
job-removing-models = 正在删除保留的模型
job-looking-at-files = 正在检查文件
job-opening = 正在打开 { $file }
job-training = 正在训练 { $model }
job-searching = 正在搜索 { $model } 的参数

## 消息

message-saved = 已保存 { $file }。
message-unsaved-work = 有上次未保存的内容。关闭当前项目后可以恢复或丢弃。
message-search-needs-split = 请先加载并划分日志，再进行参数搜索。
message-left-out = { $file } 没有使用：一个项目只有一个日志、一个商品文件和一个用户文件。第二个日志可以作为测试文件。
message-items-file = { $file } 现在是商品文件。
message-users-file = { $file } 现在是用户文件。
message-searched = { $model } 的参数搜索结束：试验 { $tried } 组，最佳 { $metric } { $value }。{ $end }
message-searched-in-vain = { $model } 的参数搜索结束：没有一组参数得到模型。{ $end }

search-stopped = 搜索没有完成。
search-complete = 全部 { $n } 组参数都已试验。
search-patience = 提前结束：连续 { $n } 组没有更好。
search-minutes = 提前结束：{ $n } 分钟已用完。

## 数字

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
role-value = 数值（评分、数量）
role-session = 会话
role-item-title = 商品标题
role-item-category = 商品类目
role-item-brand = 商品品牌
role-item-price = 商品价格
role-item-text = 商品文本
role-item-number = 商品数值
role-user-attribute = 用户属性
role-ignore = 不使用

attribute-title = 标题
attribute-category = 类目
attribute-brand = 品牌
attribute-price = 价格
attribute-text = 文本
attribute-number = 数值

encoding-text = 词（TF-IDF）
encoding-categories = 类目
encoding-number = 缩放后的数值

split-global-time = 按时间
split-leave-last-out = 每位用户的最后几个商品
split-random = 随机
split-given = 给定的测试文件

search-method-random = 全部试验都用全部用户
search-method-halving = 先在少数用户上多试，再在全部用户上少试

metric-recall = 召回率
    .meaning = 用户后来选择的商品中，出现在列表里的占比
metric-ndcg = NDCG
    .meaning = 与召回率相似，但位置越靠前得分越高；100% 是最好的列表
metric-map = MAP
    .meaning = 各命中位置上精确率的平均值
metric-mrr = MRR
    .meaning = 第一个命中位置的倒数
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
run-numbered = { $name }（记录 { $number }）
difference = 差异
metric-unit = 单位 %，± 为 95% 置信区间的一半
metric-with-interval = { $meaning }。
    95% 置信区间：{ $low }% 至 { $high }%
metric-without-interval = { $meaning }。

## 数据

step-opening-file = 正在打开文件
step-decoding = 正在解码文件
step-reading-rows = 正在读取数据行
step-reading-identifiers = 正在读取 ID
step-reading-times = 正在读取时间和数值
step-reading-attributes = 正在读取属性
step-dropping = 正在剔除无法使用的行
step-cleaning = 正在清洗
step-weighing = 正在计算行为权重
step-writing-events = 正在写入行为

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
    .remedy = 选择 CSV（可以是 .gz 或 .zst）或 Parquet 文件
data-damaged = 压缩数据已损坏（{ $error }）
    .remedy = 重新下载或导出文件
data-not-whole-parquet = Parquet 文件不完整：{ $error }
    .remedy = 文件可能被截断，重新下载或导出
data-changed = 文件在打开期间有改动
    .remedy = 重新打开
data-columns-unclear = 无法分出各列
    .remedy = 用逗号、制表符、分号或 :: 分隔字段，至少要有用户列和商品列
data-check-rows = 检查各行的字段数是否一致、引号是否成对
data-ragged = { $file } 第 { $row } 行：应有 { $expected } 个字段，实际有 { $found } 个（前 { $rows } 行中有 { $ragged } 行如此）。缺少的字段按空值处理，多余的字段不使用。
data-doubled-names = { $file } 第 1 行：列名重复：{ $names }。后出现的列名已加编号。

data-missing-user = 选择用户列
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
drop-unusable-value = 数值不是正数
drop-below-threshold = 数值低于阈值
drop-exact-duplicate = 完全重复
drop-repeat = 同一行为短时间内重复
drop-outside-window = 不在时间范围内
drop-robot = 机器流量
drop-k-core = 商品或用户过少（k-core）
data-dropped-rows = { $reason } { $n } 行
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

# 用在句子里：“刚刚浏览”。
act-viewed = 浏览
act-put-in-basket = 加购
act-bought = 购买
act-taken = 选择

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
split-no-training = 训练集为空。减小验证集和测试集的占比。
split-no-validation = 没有用户既有历史，又有留出的验证行为。增大验证集占比后才能调参。
split-no-test = 没有用户既有历史，又有留出的测试行为。增大测试集占比，或改用其他划分方式。

## 特征

step-building-features = 正在构建特征
step-projecting = 正在投影内容向量
step-components = 正在计算主成分

features-weight-range = 特征“{ $feature }”的权重为 { $weight }，应在 0 到 10 之间。
features-unknown = features.{ $feature }：没有列提供这个特征。商品现有：{ $known }。改正名称，或删除这一项。
features-unknown-of-none = features.{ $feature }：没有列提供这个特征，商品没有任何属性。改正名称，或删除这一项。
features-not-scaled = 特征“{ $feature }”无法缩放：{ $error }。
features-memory-map = 商品地图
    .remedy = 关闭其他程序
features-memory-items = { $n } 件商品
features-components-need-items = 主成分至少需要训练集中有两件商品有内容。启用特征，或添加商品文件。
features-components-of-equal-items = 所有商品的内容向量都相同，没有主成分。启用一个能区分商品的特征。
features-components-failed = 无法计算主成分：{ $error }。
features-components-not-finite = 无法计算主成分：内容向量中有无穷大或非数值。

## 模型

## 混合、指标与流程

## 项目与文件

## 窗口：框架

## 窗口：欢迎、数据与特征

## 窗口：模型

## 窗口：混合与预览

## 命令行

## 调整权重

step-tuning = 正在寻找最佳权重
message-tuned = 权重已调整：{ $users } 位用户的 { $metric } 从 { $before } 升至 { $after }。权重是在这些用户上选出的，其他用户的数值可能略低。
message-tuned-in-vain = 在 { $users } 位用户上，没有其他权重能让 { $metric } 高于 { $before }。
