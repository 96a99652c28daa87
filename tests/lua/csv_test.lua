local t = require "testing"
local test, equal, raises = t.test, t.equal, t.raises

local function written(rows, options)
  csv.write("out.csv", rows, options)
  return fs.read("out.csv")
end

local amounts = frame.new {
  { "имя", { "а;б", 'к"в' } },
  { "сумма", { 1.5, 2 } },
  { "дата", { "2025-12-31", "2026-01-02" }, type = "date" },
}

test "separator and encoding are found, and every cell is text" (function()
  fs.write("comma.csv", "код,имя\n007,x\n")
  equal(csv.open("comma.csv"):frame():column("код"), { "007", n = 1 })
  fs.write("cp1251.csv", "\xEA\xEE\xE4;\xE8\xEC\xFF\n1;\xE9\n")
  equal(csv.open("cp1251.csv"):frame():names(), { "код", "имя" })
end)

test "separator and encoding can be said" (function()
  fs.write("odd.csv", "a|b;c\n1|2;3\n")
  equal(csv.open("odd.csv", { separator = "|" }):frame():names(), { "a", "b;c" })
  fs.write("koi8.csv", "\xCB\xCF\xC4\n1\n")
  equal(csv.open("koi8.csv", { encoding = "koi8-r" }):frame():names(), { "код" })
end)

test "header, rows and columns are chosen as for a workbook" (function()
  fs.write("banner.csv", "Отчёт\n\nкод;имя\n1;x\n2;y\n")
  equal(csv.open("banner.csv", { header = 3, rows = 1 }):frame():column("имя"), { "x", n = 1 })
  equal(csv.open("banner.csv", { header = 3, columns = { "имя" } }):frame():names(), { "имя" })
  equal(csv.open("banner.csv", { header = false }):frame():names()[1], "A")
  equal(csv.open("banner.csv"):header("код").first_row, 3)
end)

test "what is written is UTF-8 with BOM, ; and CRLF, quoted where needed" (function()
  equal(written(amounts), '\xEF\xBB\xBFимя;сумма;дата\r\n"а;б";1.5;31.12.2025\r\n"к""в";2;02.01.2026\r\n')
end)

test "options change how it is written" (function()
  equal(
    written(amounts, { separator = ",", bom = false, decimal_mark = ",", date_format = "yyyy-mm-dd" }),
    'имя,сумма,дата\r\nа;б,"1,5",2025-12-31\r\n"к""в",2,2026-01-02\r\n'
  )
  equal(written(frame.new { { "я", { "ё" } } }, { encoding = "windows-1251" }), "\xFF\r\n\xB8\r\n")
end)

test "text that a spreadsheet would compute is escaped, kept or refused" (function()
  local formula = frame.new { { "x", { "=1+1" } } }
  equal(written(formula, { bom = false }), "x\r\n'=1+1\r\n")
  equal(written(formula, { bom = false, formulas = "keep" }), "x\r\n=1+1\r\n")
  raises("=1+1", function() written(formula, { formulas = "reject" }) end, "data_rejected")
  equal(fs.read("out.csv"), "x\r\n=1+1\r\n", "what was there stays")
end)

test "wrong arguments say what is wanted" (function()
  raises("path", function() csv.open() end, "invalid_argument")
  raises("there is no file 'none.csv'", function() csv.open("none.csv") end, "not_found")
  raises("option separator must be one character", function() csv.open("comma.csv", { separator = "||" }) end)
  raises("unknown option 'sheet'", function() csv.open("comma.csv", { sheet = "План" }) end)
  raises("nonsense", function() csv.open("comma.csv", { encoding = "nonsense" }) end)
  raises("must be a frame", function() csv.write("out.csv", {}) end)
  raises("option formulas must be", function() written(amounts, { formulas = "no" }) end)
  raises("option decimal_mark must be one character", function() written(amounts, { decimal_mark = "" }) end)
  raises("nonsense", function() written(amounts, { encoding = "nonsense" }) end)
  raises("outside the workspace", function() csv.write("/tmp/out.csv", amounts) end, "denied")
end)

test "text the encoding does not have is an error with its place" (function()
  raises("row 2, column 'x'", function() written(frame.new { { "x", { "☭" } } }, { encoding = "windows-1251" }) end)
end)

return t.finish()
