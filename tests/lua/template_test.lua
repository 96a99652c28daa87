local t = require "testing"
local test, equal, raises = t.test, t.equal, t.raises

test "a template tells its columns" (function()
  local target = template.load("report_header.xlsx")
  equal(#target:columns(), 27)
  equal(target:columns()[1], "supplier_filial")
  equal(tostring(target), "template report_header.xlsx of 27 columns")
end)

test "types, formats, aliases and required columns are added by name" (function()
  local target = template.load("report_header.xlsx", {
    columns = {
      amount_type_1 = { type = "decimal", scale = 2 },
      client_inn = { aliases = { "ИНН", "инн клиента" }, required = true },
      tms = { required = true },
    },
  })
  local source = frame.new { { "инн", { "0274062111", n = 2 } }, { "к", { "1,255", "x" } }, { "т", { "a", "b" } } }
  local report = source:map(target, { amount_type_1 = "к", tms = "т" })
  equal(report:column("client_inn"), { "0274062111", n = 2 })
  equal(report:get(1, "amount_type_1"), 1.26)
  local problems = report:problems()
  equal(#problems, 2)
end)

test "a template of the workspace is found beside the script first" (function()
  local own = frame.new { { "один", { "1" } }, { "два", { "2" } } }
  own:write("clients/Client_01/own.xlsx", { sheet = "План" })
  equal(template.load("own.xlsx"):columns(), { "один", "два" })
  equal(template.load("own.xlsx", { sheet = "План" }):columns(), { "один", "два" })
end)

test "wrong arguments say what is wanted" (function()
  raises("there is no template 'none.xlsx'", function() template.load("none.xlsx") end, "not_found")
  raises("outside the workspace", function() template.load("/etc/passwd") end, "denied")
  raises("Факт", function() template.load("report_header.xlsx", { sheet = "Факт" }) end, "not_found")
  raises("has no column 'nosuch'", function()
    template.load("report_header.xlsx", { columns = { nosuch = { type = "text" } } })
  end, "not_found")
  raises("column 'tms': unknown option 'tpye'", function()
    template.load("report_header.xlsx", { columns = { tms = { tpye = "text" } } })
  end)
  raises("money", function() template.load("report_header.xlsx", { columns = { tms = { type = "money" } } }) end)
  raises("scale", function() template.load("report_header.xlsx", { columns = { tms = { scale = 99 } } }) end)
  raises("option columns must be", function() template.load("report_header.xlsx", { columns = { "tms" } }) end)
  fs.write("text.xlsx", "no workbook")
  raises("text.xlsx", function() template.load("text.xlsx") end)
end)

return t.finish()
