local t = require "testing"
local test, equal, raises = t.test, t.equal, t.raises

frame.new({ { "имя", { "а", "б", "в" } }, { "число", { 1, 2, 3 } } }):write("book.xlsx", { sheet = "План" })

test "a workbook tells its sheets and gives one by name, number or options" (function()
  local book <close> = sheets.open("book.xlsx")
  equal(book:sheets()[1], { hidden = false, kind = "worksheet", name = "План" })
  equal(#book:sheet("План"):frame(), 3)
  equal(#book:sheet(1):frame(), 3)
  equal(#book:sheet({ name = "план", rows = 2 }):frame(), 2)
  equal(book:sheet():name(), "План")
  equal(tostring(book), "workbook book.xlsx (xlsx, 1 sheets)")
end)

test "an unknown sheet lists those there are" (function()
  local e = raises("", function() sheets.open("book.xlsx"):sheet("Факт"):frame() end, "not_found")
  equal(tostring(e):find("План", 1, true) ~= nil, true)
end)

test "a closed workbook says so" (function()
  local book = sheets.open("book.xlsx")
  book:close()
  raises("workbook is already closed", function() book:sheet() end)
end)

test "the header is found by names and can be asked for" (function()
  local source = sheets.open(task.file):sheet()
  local header = source:header("клиент", "инн")
  equal(header.first_row, 3)
  equal(header.names[3], "Кол-во, шт")
  equal(source:frame("инн"):names(), { "ИНН" })
end)

test "chunks come in order and stop when told" (function()
  local sizes, first = {}, {}
  sheets.open("book.xlsx"):sheet():chunks(2, function(part)
    sizes[#sizes + 1] = #part
    first[#first + 1] = part:get(1, "имя")
  end)
  equal(sizes, { 2, 1 })
  equal(first, { "а", "в" })
  local seen = 0
  sheets.open("book.xlsx"):sheet():chunks(1, function() seen = seen + 1 return false end)
  equal(seen, 1)
  raises("stop here", function() sheets.open("book.xlsx"):sheet():chunks(1, function() error("stop here") end) end)
end)

test "files outside are refused, but for the task's own" (function()
  raises("outside the workspace", function() sheets.open("/etc/passwd") end, "denied")
  raises("there is no file 'none.xlsx'", function() sheets.open("none.xlsx") end, "not_found")
  equal(#sheets.open(task.file):sheet():frame("клиент") > 0, true)
end)

test "a misspelt option is refused" (function()
  raises("unknown option 'heder'", function() sheets.open("book.xlsx"):sheet { heder = 1 } end)
  raises("option header must be", function() sheets.open("book.xlsx"):sheet { header = "first" } end)
end)

test "csv.open takes text and refuses a workbook" (function()
  equal(csv.open("inbox/sales.csv"):frame("инн"):column("ИНН")[1], "0274062111")
  raises("is no csv, it is xlsx", function() csv.open("book.xlsx") end, "data_rejected")
  csv.write("out.csv", frame.new { { "x", { "=1+1", "б" } } }, { separator = ",", bom = false })
  equal(fs.read("out.csv"):gsub("\r", ""), "x\n'=1+1\nб\n")
end)

return t.finish()
