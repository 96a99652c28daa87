local t = require "testing"
local test, equal, raises = t.test, t.equal, t.raises

local function sample()
  return frame.new {
    { "client", { "б", "а", "б", nil } },
    { "amount", { 3, 1, 0, 5 } },
    { "price", { 1.5, 2, 2.5, nil } },
    { "day", { "31.12.2025", "01.01.2026", nil, "02.01.2026" }, type = "date" },
  }
end

test "a frame knows its size, names and dtypes" (function()
  local f = sample()
  equal(#f, 4)
  equal(f:height(), 4)
  equal(f:width(), 4)
  equal(f:names(), { "client", "amount", "price", "day" })
  equal(f:dtypes(), { client = "text", amount = "integer", price = "float", day = "date" })
end)

test "cells come out as Lua values, dates as ISO texts" (function()
  local f = sample()
  equal(f:get(1, "day"), "2025-12-31")
  equal(f:get(3, "day"), nil)
  equal(math.type(f:get(1, "amount")), "integer")
  equal(f:column("price").n, 4)
  equal(f:column("client")[4], nil)
  raises("there is no row 5", function() f:get(5, "day") end)
end)

test "from_rows takes lists and records" (function()
  local f = frame.from_rows({ "a", "b" }, { { 1, "x" }, { a = 2, b = "y" } }, { a = "decimal" })
  equal(f:column("b"), { "x", "y", n = 2 })
  equal(f:dtypes().a, "decimal")
end)

test "a mixture of kinds in a column is an error with its row" (function()
  raises("column 'x', row 2: a text in a column of dtype integer", function() frame.new { { "x", { 1, "2" } } } end,
    "type_mismatch")
  raises("is no number for a cell", function() frame.new { { "x", { 0 / 0 } } } end)
  raises("two columns are named 'x'", function() frame.new { { "x", { 1 } }, { "x", { 2 } } } end)
  raises("cannot be a cell", function() frame.new { { "x", { {} } } } end)
end)

test "select, drop, rename" (function()
  local f = sample()
  equal(f:select("day", "client"):names(), { "day", "client" })
  equal(f:select({ "amount" }):names(), { "amount" })
  equal(f:drop("price"):names(), { "client", "amount", "day" })
  equal(f:rename({ amount = "qty" }):names(), { "client", "qty", "price", "day" })
  raises("amout", function() f:select("amout") end, "not_found")
end)

test "filter keeps rows for which the expression is true" (function()
  local f = sample()
  equal(f:filter("amount <> 0"):column("amount"), { 3, 1, 5, n = 3 })
  equal(#f:filter "client = 'б' and amount > 0", 1)
  equal(#f:filter(function(row) return row.client == "б" end), 2)
  equal(#f, 4)
end)

test "an unknown column in an expression is told with the nearest name" (function()
  local e = raises("amoun", function() sample():filter "amoun > 1" end, "not_found")
  equal(e.hint:find("amount", 1, true) ~= nil, true)
end)

test "derive makes columns from expressions and functions" (function()
  local f = sample():derive("sum", "amount * price")
  equal(f:column("sum"), { 4.5, 2, 0, n = 4 })
  local g = sample():derive { { "a", "amount + 1" }, { "b", "a * 2" } }
  equal(g:column("b"), { 8, 4, 2, 12, n = 4 })
  local h = sample():derive("kind", function(row, i) return i .. (row.client or "?") end)
  equal(h:column("kind"), { "1б", "2а", "3б", "4?", n = 4 })
end)

test "division by zero is null, overflow an error" (function()
  equal(sample():derive("q", "price / amount"):get(3, "q"), nil)
  raises("", function() frame.new({ { "x", { math.maxinteger } } }):derive("y", "x + 1") end, "overflow")
end)

test "sort is stable, nulls last" (function()
  equal(sample():sort("client"):column("amount"), { 1, 3, 0, 5, n = 4 })
  equal(sample():sort("client", { "amount", descending = true }):column("amount"), { 1, 3, 0, 5, n = 4 })
  equal(sample():sort({ "amount", descending = true }):column("amount"), { 5, 3, 1, 0, n = 4 })
  raises("unknown option 'descendin'", function() sample():sort { "amount", descendin = true } end)
end)

test "distinct, head, tail, slice" (function()
  equal(#sample():distinct("client"), 3)
  equal(sample():head(2):column("amount"), { 3, 1, n = 2 })
  equal(sample():tail(1):column("amount"), { 5, n = 1 })
  equal(sample():slice(2, 3):column("amount"), { 1, 0, n = 2 })
  equal(#sample():slice(3, 2), 0)
  equal(#sample():slice(9), 0)
  equal(#sample():head(-1), 0)
end)

test "concat meets columns by name" (function()
  local a = frame.new { { "x", { 1 } }, { "y", { "a" } } }
  local b = frame.new { { "y", { "b" } }, { "z", { 2 } } }
  local c = a:concat(b)
  equal(c:names(), { "x", "y", "z" })
  equal(c:column("y"), { "a", "b", n = 2 })
  equal(c:get(1, "z"), nil)
  equal(#frame.concat(a, b, a), 3)
  equal(#frame.concat { a, b }, 2)
end)

test "rows walk as tables or as cells" (function()
  local seen = {}
  for i, row in sample():rows() do seen[i] = (row.client or "-") .. row.amount end
  equal(seen, { "б3", "а1", "б0", "-5" })
  local sum = 0
  for i, amount, price in sample():rows("amount", "price") do sum = sum + amount * (price or 0) + i * 0 end
  equal(sum, 6.5)
end)

test "cast turns a column and keeps misfits as problems" (function()
  local f = frame.new({ { "x", { "1 234,56", "много", nil } } }):cast("x", "decimal", { scale = 2 })
  equal(f:get(1, "x"), 1234.56)
  equal(f:get(2, "x"), nil)
  local problems, count = f:problems()
  equal(count, 1)
  equal(problems:get(1, "value"), "много")
end)

test "tostring is a table for people" (function()
  local text = tostring(sample())
  equal(text:find("client", 1, true) ~= nil, true)
  equal(text:find("4 rows × 4 columns", 1, true) ~= nil, true)
end)

test "write makes csv and xlsx that read back" (function()
  sample():write("out/a.csv")
  sample():write("out/a.xlsx", { sheet = "Данные" })
  equal(csv.open("out/a.csv"):frame():column("client")[1], "б")
  local book <close> = sheets.open("out/a.xlsx")
  equal(book:sheets()[1].name, "Данные")
  equal(book:sheet():frame():column("day")[1], "2025-12-31")
  raises("must end in .xlsx or .csv", function() sample():write("out/a.doc") end)
  raises("outside the workspace", function() sample():write("../a.csv") end, "denied")
end)

test "an error in a function of a row has the line of the script" (function()
  local e = raises("attempt to", function() sample():filter(function(row) return row.client .. row end) end)
  equal(tostring(e):find("test.lua", 1, true) ~= nil, true)
end)

return t.finish()
