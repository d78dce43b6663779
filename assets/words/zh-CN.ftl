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

cli-failed = tastebench：{ $error }
cli-no-window = 这个版本没有窗口，可用的命令请查看 tastebench --help
cli-no-language = 没有“{ $typed }”这种语言，可选：{ $languages }
cli-language = { $id }（{ $name }）
cli-note = 提示：{ $warning }

cli-tastebench = 推荐系统工作台：打开行为日志，训练模型，拖动权重，查看推荐列表
    .files = 在窗口中打开的文件：项目或行为日志
    .lang = 界面语言：{ $languages }。默认与系统一致
    .help = 显示帮助
    .version = 显示版本

cli-run = 不打开窗口，直接训练、评估并混合模型
    .input = 项目文件（.toml）或行为日志（CSV 或 Parquet）
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
    .items_columns = 商品文件中某一列的角色，例如 "name=item_title" 或 "price=ignore"
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
    .events = 行为日志（CSV 或 Parquet）
    .columns = { cli-run.columns }
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

cli-n-users = { $n } 位用户
cli-n-items = { $n } 个商品
cli-n-interactions = { $n } 次交互
cli-n-events = { $n } 条行为
cli-n-rows = { $n } 行
cli-n-training = { $n } 次交互
cli-n-held-out = { $n } 个留出商品

cli-log = { $users }、{ $items }、{ $interactions }，来自 { $events }（共读取 { $rows }）
cli-dropped = 剔除 { $n } 行：{ $reason }
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
cli-kept = 保留
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
