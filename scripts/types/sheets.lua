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

--- A workbook made by a person, to be filled: styles, charts, pivots, pictures and macros live on.
--- sheets.template("monthly.xlsx"):fill("Data!A5", report, { grow = true }):save("out/monthly.xlsx")
---@param path string beside the script or in the workspace
---@return Form
function sheets.template(path) end

---@class Form
local Form = {}

--- Writes a frame's rows at a place: "Sheet!A5", or "A5" of the first sheet. With grow, rows below move down and ranges
--- that end with the data take in the new rows; without it a formula in the way is an error.
---@param place string
---@param rows Frame
---@param options? { grow?: boolean, header?: boolean, rows?: integer } rows: how many of the template's rows are replaced
---@return Form
function Form:fill(place, rows, options) end

---@param path string
function Form:save(path) end

function Form:close() end
