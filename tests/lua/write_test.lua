local t = require "testing"
local test, equal, raises = t.test, t.equal, t.raises

local sales = frame.new { { "клиент", { "а", "б" } }, { "рынок", { "Тендер", "" } }, { "сумма", { 1, 2 } } }

-- One point, the least picture there is.
local picture = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8"
  .. "\xff\xff?\0\x05\xfe\x02\xfe\xdc\xccY\xe7\0\0\0\0IEND\xaeB`\x82"

local function refused(part, options, code)
  raises(part, function() sales:write("refused.xlsx", options) end, code)
  equal(fs.exists("refused.xlsx"), false)
end

test "choices are values or a range of a sheet" (function()
  sales:write("choices.xlsx", { choices = { ["рынок"] = { "Тендер", "Коммерция" } } })
  sheets.write("range.xlsx", {
    { "Отчёт", sales, choices = { ["рынок"] = "=Списки!$A$2:$A$3" } },
    { "Списки", frame.new { { "рынки", { "Тендер", "Коммерция" } } } },
  })
  equal(#sheets.open("range.xlsx"):sheets(), 2)
  equal(sheets.open("range.xlsx"):sheet("Отчёт"):frame():column("рынок"), { "Тендер", n = 2 })
  refused("нет", { choices = { ["нет"] = { "x" } } }, "not_found")
  refused("option choices must be", { choices = "x" })
  refused("option choices must be", { choices = { ["рынок"] = 5 } })
end)

test "pictures lie where they are put" (function()
  fs.write("logo.png", picture)
  sales:write("picture.xlsx", { images = { { path = "logo.png", cell = "H2", scale = 0.5 } } })
  equal(#sheets.open("picture.xlsx"):sheet():frame(), 2)
  refused("none.png", { images = { { path = "none.png", cell = "H2" } } }, "not_found")
  refused("cell must be an address", { images = { { path = "logo.png", cell = "2H" } } })
  fs.write("text.png", "no picture")
  refused("picture", { images = { { path = "text.png", cell = "H2" } } })
end)

test "colours, totals, links, notes and charts name columns that are there" (function()
  sales:write("all.xlsx", {
    totals = { ["клиент"] = "Итого", ["сумма"] = "sum" },
    colors = { { column = "сумма", when = "greater", value = 1, fill = "FFC7CE" } },
    links = { { row = 1, column = "клиент", target = "https://example.com" } },
    notes = { { row = 2, column = "клиент", text = "проверить" } },
    charts = { { kind = "pie", cell = "H2", categories = "клиент", values = { "сумма" } } },
  })
  equal(sheets.open("all.xlsx"):sheet():frame():column("клиент")[3], "Итого")
  refused("нет", { totals = { ["нет"] = "sum" } }, "not_found")
  refused("when must be", { colors = { { column = "сумма", when = "larger" } } })
  refused("row must be", { notes = { { row = 9, column = "клиент", text = "x" } } })
  refused("kind must be", { charts = { { kind = "donut", cell = "H2", categories = "клиент", values = { "сумма" } } } })
  refused("unknown option 'colour'", { colors = { { column = "сумма", colour = "red" } } })
end)

test "text that looks like a formula is text in a workbook, whatever the policy of csv" (function()
  local formula = frame.new { { "x", { "=1+1" } } }
  formula:write("formula.xlsx")
  equal(sheets.open("formula.xlsx"):sheet():frame():get(1, "x"), "=1+1")
end)

test "the ending says the format" (function()
  raises("must end in .xlsx or .csv", function() sales:write("report.doc") end, "invalid_argument")
end)

return t.finish()
