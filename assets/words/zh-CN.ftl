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

## 窗口：欢迎、数据与特征

## 窗口：模型

## 窗口：混合与预览

## 命令行

## 调整权重

step-tuning = 正在寻找最佳权重
message-tuned = 权重已调整：{ $users } 位用户的 { $metric } 从 { $before } 升至 { $after }。权重是在这些用户上选出的，其他用户的数值可能略低。
message-tuned-in-vain = 在 { $users } 位用户上，没有其他权重能让 { $metric } 高于 { $before }。
