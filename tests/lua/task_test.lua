local t = require "testing"
local test, equal, raises = t.test, t.equal, t.raises

local function mapped()
  local target = template.load("report_header.xlsx", { columns = { client_inn = { type = "text" } } })
  return sheets.open(task.file):sheet { header = "auto" }:map(target, {
    client_inlaw = "клиент",
    client_inn = "инн",
    amount_type_1 = { "кол-во, шт", type = "decimal" },
    period = { "дата", type = "date", format = "dd.mm.yyyy" },
    filename_ish = { value = task.file_path },
    naklad = { fn = function(client, day) return client and client .. "/" .. (day or "?") end, "клиент", "дата" },
  })
end

test "the task tells its row and is read-only" (function()
  equal(task.id, 7)
  equal(task.file_path, "inbox/sales.csv")
  equal(task.report_year, nil)
  raises("task is read-only", function() task.id = 8 end, "denied") -- luacheck: ignore 122
end)

test "a source is mapped to the template: columns, values, leading zeros, problems" (function()
  local report = mapped()
  equal(#report, 3)
  equal(report:width(), 27)
  equal(report:names()[1], "supplier_filial")
  equal(report:names()[27], "sum_nds")
  equal(report:column("client_inn"), { "0274062111", "7701234567", "0000000012", n = 3 })
  equal(report:get(1, "period"), "2025-11-03")
  equal(report:get(1, "amount_type_1"), 12)
  equal(report:get(3, "amount_type_1"), nil)
  equal(report:get(2, "naklad"), "Аптека 2/04.11.2025")
  equal(report:get(1, "filename_ish"), "inbox/sales.csv")
  equal(report:get(1, "sum_nds"), nil)
  local problems, count = report:problems()
  equal(count, 1)
  equal(problems:get(1, "cell"), "C6")
  equal(problems:get(1, "value"), "много")
end)

test "a report is a draft of the agreed name" (function()
  local path = task:report(mapped():filter "amount_type_1 <> 0")
  equal(path:match("drafts/Client_01_id7_sales_%d%d%d%d%d%d%d%d_%d%d%d%d%d%d%.xlsx$") ~= nil, true)
  local back = sheets.open(path):sheet():frame()
  equal(#back, 1)
  equal(back:width(), 27)
  local second = task:report(mapped(), { format = "csv" })
  equal(second:match("_2%.csv$") ~= nil, true)
  raises("option format must be", function() task:report(mapped(), { format = "doc" }) end)
  raises("must be a frame, not a text", function() task:report("x") end)
end)

test "rules with a mistake name the column" (function()
  local target = template.load("report_header.xlsx")
  local source = sheets.open(task.file):sheet()
  raises("has no column 'client_in'", function() source:map(target, { client_in = "инн" }) end, "not_found")
  raises("the rule of column 'tms': unknown option 'tpye'", function()
    source:map(target, { tms = { "a", tpye = "text" } })
  end)
  raises("the rule of column 'tms' says nothing", function() source:map(target, { tms = {} }) end)
  raises("the rule of column 'tms' says more than one thing", function()
    source:map(target, { tms = { "a", value = "b" } })
  end)
  raises("the rule of column 'tms' is a number", function() source:map(target, { tms = 5 }) end)
  raises("нет такой", function() source:map(target, { client_inn = "инн", tms = "нет такой" }) end, "not_found")
end)

test "an error in a rule's function unwinds with its own line" (function()
  local target = template.load("report_header.xlsx")
  local e = raises("boom", function()
    sheets.open(task.file):sheet():map(target, { tms = { fn = function() error("boom") end, "клиент" } })
  end)
  equal(tostring(e):find("test.lua:", 1, true) ~= nil, true)
end)

return t.finish()
