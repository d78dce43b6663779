# English. Each line: a key, and what is said. { $name } is a value; plurals are chosen by number.

plain = { $text }
cancelled = Stopped.

## Where trouble is

place-file = { $file }
place-row = { $place }, row { $row }
place-column = { $place }, column “{ $column }”
trouble = { $place }: { $problem }. { $remedy }.

## Memory

step-waiting-for-memory = Waiting for memory
memory-short = { $who } needs { $needed } for { $what }; { $free } are free. { $instead }.
text-too-long = { $file }: needs { $needed } for the text; { $free } are free. Take a shorter time.
