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
