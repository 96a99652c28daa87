local t = require "testing"
local test, equal, raises = t.test, t.equal, t.raises

local function sales()
  return frame.from_rows({ "client", "month", "amount" }, {
    { "А", "01", 10 }, { "А", "02", 20 }, { "Б", "01", 5 }, { "Б", "01", 7 }, { nil, "02", 1 },
  })
end

test "group makes a row per key" (function()
  local g = sales():group("client", { { "sum", "amount", as = "total" }, { "count" } })
  equal(g:names(), { "client", "total", "count" })
  equal(g:column("total"), { 30, 12, 1, n = 3 })
  equal(sales():group({}, { { "max", "amount" } }):get(1, "max_amount"), 20)
  raises("frame:group: argument 2 (aggregates)", function() sales():group("client", { "sum" }) end)
  raises("unknown option 'name'", function() sales():group("client", { { "sum", "amount", name = "x" } }) end)
end)

test "join looks up and refuses to double" (function()
  local cities = frame.from_rows({ "имя", "city" }, { { "А", "Уфа" }, { "Б", "Омск" } })
  local j = sales():join(cities, { client = "имя" })
  equal(j:column("city"), { "Уфа", "Уфа", "Омск", "Омск", n = 5 })
  equal(#sales():join(cities, { client = "имя" }, { kind = "anti" }), 1)
  raises("", function() cities:join(sales(), { ["имя"] = "client" }) end)
  equal(#cities:join(sales(), { ["имя"] = "client" }, { expected = "one_to_many", kind = "inner" }), 4)
  raises("option kind must be", function() sales():join(cities, "x", { kind = "outer" }) end)
  raises("argument 1 (right) must be a frame", function() sales():join({}, "x") end)
end)

test "pivot and unpivot are each other's way back" (function()
  local wide = sales():pivot { rows = "client", columns = "month", values = "amount" }
  equal(wide:names(), { "client", "01", "02" })
  equal(wide:get(2, "01"), 12)
  local long = wide:unpivot { keep = "client", name = "month", value = "amount", drop_nulls = true }
  equal(#long, 4)
  equal(long:names(), { "client", "month", "amount" })
end)

test "window adds a column over the rows of a group" (function()
  local w = sales():window { name = "so_far", fn = "running_sum", column = "amount", within = "client" }
  equal(w:column("so_far"), { 10, 30, 5, 12, 1, n = 5 })
  equal(sales():window({ fn = "row_number" }):column("row_number")[5], 5)
end)

test "values are filled, split and replaced" (function()
  local f = frame.from_rows({ "branch", "name" }, { { "Уфа", "Иванов Иван" }, { nil, "Петров Пётр Ильич" } })
  equal(f:fill_down("branch"):get(2, "branch"), "Уфа")
  equal(f:fill("branch", "?"):get(2, "branch"), "?")
  local s = f:split("name", " ", { "last", "first" })
  equal(s:get(2, "first"), "Пётр Ильич")
  equal(f:replace("branch", { ["уфа"] = "UFA" }, "other"):get(1, "branch"), "UFA")
end)

test "frames are asked with SQL" (function()
  local cities = frame.from_rows({ "client", "city" }, { { "А", "Уфа" }, { "Б", "Омск" } })
  local answer = sales():sql([[
    select city, sum(amount) as total from self join cities using (client) group by city order by city
  ]], { cities = cities })
  equal(answer:column("city"), { "Омск", "Уфа", n = 2 })
  equal(answer:column("total"), { 12, 30, n = 2 })
  raises("a table of frames by name", function() sales():sql("select 1", { x = 1 }) end)
  raises("", function() sales():sql("select nothing from self") end)
end)

test "checks give problems with a sentence" (function()
  local f = sales():check { { column = "amount", condition = "amount > 5", wanted = "more than five" },
    { column = "month", unique = true } }
  local problems, count = f:problems()
  equal(count >= 2, true)
  equal(problems:get(1, "wanted"), "more than five")
  raises("frame:check, rule 1: unknown option 'when'", function() sales():check { { when = "x" } } end)
end)

test "a workbook of several sheets with totals, colours, choices, notes, links and a chart reads back" (function()
  local f = sales():fill("client", "В")
  sheets.write("out/many.xlsx", {
    { "Продажи", f, totals = { client = "Итого", amount = "sum" },
      colors = { { column = "amount", when = "greater", value = 9, fill = "C6EFCE" } },
      choices = { month = { "01", "02" } }, notes = { { row = 1, column = "amount", text = "проверено" } },
      links = { { row = 1, column = "client", target = "https://example.org" } },
      charts = { { kind = "bar", cell = "F2", categories = "client", values = { "amount" }, title = "Итог" } } },
    { "Ещё", f:head(1) },
  })
  local book <close> = sheets.open("out/many.xlsx")
  equal(#book:sheets(), 2)
  equal(book:sheet("Ещё"):frame():get(1, "client"), "А")
  raises("an address such as", function()
    f:write("x.xlsx", { charts = { { cell = "2H", categories = "client", values = { "amount" } } } })
  end)
  raises("colors, entry 1: option when must be", function()
    f:write("x.xlsx", { colors = { { column = "amount", when = "bigger" } } })
  end)
  raises("a list of { \"name\", frame", function() sheets.write("x.xlsx", { { f } }) end)
end)

test "the source is written with the cells that did not fit" (function()
  local source = sheets.open(task.file):sheet():frame()
  local cast = source:cast("Кол-во, шт", "integer")
  cast:write_marked("out/marked.xlsx", source)
  equal(#sheets.open("out/marked.xlsx"):sheets(), 2)
end)

test "a template workbook is filled and keeps its look" (function()
  frame.new({ { "a", { "x" } }, { "b", { 1 } } }):write("form.xlsx", { sheet = "Лист" })
  local rows = frame.new { { "a", { "п", "в" } }, { "b", { 5, 6 } } }
  sheets.template("form.xlsx"):fill("Лист!A2", rows, { grow = true }):save("out/filled.xlsx")
  equal(sheets.open("out/filled.xlsx"):sheet():frame():column("b"), { 5, 6, n = 2 })
  raises("form:fill: argument 2 (frame) must be a frame", function() sheets.template("form.xlsx"):fill("A2", {}) end)
  raises("there is no file", function() sheets.template("none.xlsx") end, "not_found")
end)

return t.finish()
