# 简体中文。每行一个键和对应的文字。{ $name } 是变量。

plain = { $text }
cancelled = 已停止。

## 问题所在

place-file = { $file }
place-row = { $place } 第 { $row } 行
place-column = { $place } 的“{ $column }”列
trouble = { $place }：{ $problem }。{ $remedy }。

## 内存

step-waiting-for-memory = 等待内存
memory-short = { $who } 处理 { $what } 需要 { $needed } 内存，目前只有 { $free } 可用。{ $instead }。
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

## 数据划分

## 特征

## 模型

## 混合、指标与流程

## 项目与文件

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
action-undo = 撤销

sample-shop = 示例商店
save-project = 保存项目

start-no-display = 没有可用的显示环境（DISPLAY 和 WAYLAND_DISPLAY 均未设置）。可以使用不需要窗口的 `tastebench run`
start-not-opened = 无法打开窗口：{ $reason }。需要 Vulkan 或 OpenGL 驱动（软件驱动也可以）；X11 下还需要 libxkbcommon-x11。详见 README
start-no-window = 此版本不含窗口。运行 `tastebench --help` 查看可用命令

frame-drop = 松开即可打开

dialog-open = 打开日志或项目
dialog-add = 添加文件
dialog-logs = 日志和项目
dialog-tables = 数据表
dialog-project = 项目
dialog-all-files = 所有文件

prompt-users-file = 添加用户文件
prompt-items-file = 添加商品文件
prompt-test-file = 添加测试文件

leave-title = 保存对 { $name } 的更改？
leave-loss = 如果不保存，未保存的设置、运行记录和搜索结果都会丢失。

rail-not-saved = { $name } · 未保存
rail-state = { $state }：{ $figure }
rail-events = { $n } 条行为
rail-features = 已启用 { $on } / { $all }
rail-trained = 已训练 { $trained } / { $all }
rail-metric = { $metric } { $value }
rail-visitor = 访客
rail-user = 用户 { $user }
rail-save-why = 保存项目（Ctrl+S）
rail-close-why = 返回开始页
rail-light = 浅色
rail-dark = 深色
rail-theme-why = 切换浅色和深色

status-ready = 就绪
status-stopping = { $job } · 正在停止
status-step = { $job } · { $step }
status-left = 剩余 { $time }
status-elapsed = 已用 { $time }
status-more = 另有 { $n } 项
status-rows = { $n } 行
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
welcome-formats = 日志可以是 CSV（逗号、制表符、分号或 :: 分隔，支持 .gz 和 .zst）或 Parquet。一起拖入多个文件时，会分别识别为行为、商品和用户。

data-page-why = 读取的内容、各列的含义和各行的去向
data-page-opening = 正在打开日志…
data-page-opening-why = 读到前几行后就会显示各列。
data-page-opening-stopped = { $file }：已停止打开。
data-page-try-again = 重试
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
data-page-head-share = 最热门的 10% 占 { $share }
data-page-sessions = { $n } 个会话
data-page-density = 占全部组合的 { $share }
data-page-no-times = 没有时间
data-page-range = { $first } 至 { $last }
data-page-by-day = 每日行为数
data-page-account = 各行去向
data-page-read-in = 读取用时 { $time }
data-page-rows-read = 读取的行
data-page-rows-kept = 保留的行
data-page-dropped = – { $reason }
data-page-items-without-events = 商品目录中没有任何行为的商品：{ $n }
data-page-add-items = 添加商品…
data-page-add-users = 添加用户…
data-page-file = { $file } · { $description }
data-page-remove = 移除
data-page-load = 加载日志
data-page-missing = { $what }。
data-page-check = 请检查各列的识别结果，都可以修改。
data-page-first-columns = 共 { $all } 列，显示前 { $shown } 列。

data-page-weights = 行为权重
data-page-weight-why = 一次这样的行为能说明多少用户偏好；0 表示不使用这类行为
data-page-value = 数值列
data-page-value-why = 评分或数量的用途
data-page-value-weight = 作为权重
data-page-value-threshold = 作为阈值
data-page-value-ignore = 不使用
data-page-at-least = 不低于
data-page-at-least-why = 剔除数值更低的行为
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
data-page-in-percent = %
data-page-n-users = { $n } 位用户
data-page-no-users = 无
data-page-split-sizes = 验证集：{ $validation }。测试集：{ $test }，封存不用；其中 { $share } 的目标是训练集没有的商品。

day-plot-no-times = 日志没有时间，无法按天统计。
day-plot-events = 行为数
day-plot-day = { $date }
    { $n } 条行为

features-page-why = 已知的商品信息，以及比较商品时各项的权重
features-page-no-log = 尚未加载日志
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
features-page-value = { $value }（{ $share }）
features-page-follows = 模型“{ model-content }”按这里启用的特征比较商品。如果已经训练过，会立即更新。

map-title = 商品地图
map-nothing-on = 没有启用任何特征。在上方启用一个，就会按它排布商品。
map-draw = 绘制地图
map-stopped = 地图在完成前已停止。
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

scatter-plot-percent = { $metric }（%）
scatter-plot-point = { $setting } { $at }
    { $metric } { $value }

tile-chosen = 已选

## 窗口：模型

## 窗口：混合与预览

## 命令行
