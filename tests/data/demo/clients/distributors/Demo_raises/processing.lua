-- A script with a mistake: the registry gets its line, the log the traceback.
local source = sheets.open(task.file):sheet()
local rows = source:frame("товар", "продажи, шт.")
for _, row in rows:rows() do
  log.info(row["товар"], row["продажи, шт."] * row["цена"]) -- there is no column «цена» here
end
