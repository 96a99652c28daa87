---@meta
-- Workbooks of any format (xlsx, xls, xlsb, ods, csv, HTML and others: the content decides, not the name).

sheets = {}

--- Opens a workbook: of the workspace, beside the script, or the task's own file.
---@param path string
---@param options? { password?: string, separator?: string, encoding?: string }
---@return Workbook
function sheets.open(path, options) end

---@class Workbook
local Workbook = {}

--- The sheets: { { name = "План", kind = "worksheet", hidden = false }, … }
---@return table[]
function Workbook:sheets() end

---@class sheet_options
---@field name? string exact, then folded, then a pattern with * and ?
---@field index? integer from 1
---@field header? "auto"|integer|false found by the names used ("auto"), a row number, or none (columns A, B, C…)
---@field header_rows? integer 1 … 3 rows joined
---@field skip_hidden_rows? boolean
---@field skip_hidden_columns? boolean
---@field fill_merged? boolean every cell of a merged range gets its value
---@field formulas? boolean the text of formulas instead of their values
---@field range? string "B3:F200"
---@field columns? string[] only these
---@field text_columns? string[] these exactly as stored
---@field rows? integer at most so many data rows

--- A sheet by name, number or options; without any the first one with data.
---@param which? string|integer|sheet_options
---@return Sheet
function Workbook:sheet(which) end

--- Closes the file early; `local book <close> = sheets.open(path)` does it at the end of the block.
function Workbook:close() end

---@class Sheet
local Sheet = {}

---@return string
function Sheet:name() end

--- Where the header is and what it says.
---@param ... string|string[] names that must be in it
---@return { first_row: integer, last_row: integer, names: string[] }
function Sheet:header(...) end

--- All rows; with names, only these columns.
---@param ... string|string[]
---@return Frame
function Sheet:frame(...) end

--- The columns of a template, made by rules; only the columns named are read.
---@param target Template
---@param rules map_rules
---@return Frame
function Sheet:map(target, rules) end

--- Frames of at most `rows` rows, in constant memory; `return false` stops.
---@param rows integer
---@param each fun(part: Frame): boolean?
function Sheet:chunks(rows, each) end

function Sheet:close() end

--- A workbook of several sheets, each with the options of writing: sheets.write("out.xlsx", {
---   { "Отчёт", report, totals = { amount = "sum" } }, { "Проблемы", problems } })
---@param path string
---@param list table[]
function sheets.write(path, list) end
