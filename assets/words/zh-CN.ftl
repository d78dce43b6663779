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
