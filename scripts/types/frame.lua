---@meta
-- Frames: tables of typed columns. A verb gives a new frame; the old one stays as it was.
-- dtypes: text, integer, float, decimal, date, datetime, boolean. In Lua a date is the text "2025-12-31", a date with a
-- time "2025-12-31T10:00:00", a null is nil.

---@alias dtype "text"|"integer"|"float"|"decimal"|"date"|"datetime"|"boolean"

--- How frame:write, csv.write and task:report write. Those of csv: separator … formulas; of xlsx: the rest.
---@class write_options
---@field format? "xlsx"|"csv" task:report only; elsewhere the ending of the name decides
---@field sheet? string name of the sheet; by default the template's, else «Лист1»
---@field template? Template whose header the report looks like; by default the one the frame was mapped to
---@field formats? table<string, string> number format by column: { period = "dd.mm.yyyy" }
---@field freeze? boolean keep the header in sight (true)
---@field filter? boolean buttons of a filter in the header (true)
---@field level? integer 0 … 9: speed against size (1)
---@field separator? string ";"
---@field bom? boolean true
---@field encoding? string "utf-8"
---@field decimal_mark? string "."
---@field date_format? string "dd.mm.yyyy"
---@field datetime_format? string "dd.mm.yyyy hh:nn:ss"
---@field formulas? "escape"|"keep"|"reject" what becomes of text that begins with = + - @ ("escape": a leading ')

---@field totals? table<string, string> a row below: { client = "Итого", amount = "sum" }; sum, average, count, min, max
---@field colors? table[] { { column = "amount", when = "greater", value = 100, fill = "FFC7CE", font = "9C0006" } }; when is
---  greater, less, equal, not_equal, at_least, at_most, between (value, upto), contains, duplicates, blanks, formula, scale, bars
---@field choices? table<string, string|string[]> lists to choose from: { market = { "Аптека.ру", "Коммерция" } }
---@field links? table[] { { row = 1, column = "tms", target = "https://…", tip = "…" } }; row 0 is the header
---@field notes? table[] { { row = 1, column = "tms", text = "…", author = "…" } }
---@field images? table[] { { path = "logo.png", cell = "H1", scale = 0.5 } }
---@field charts? table[] { { kind = "bar", cell = "H2", categories = "client", values = { "amount" }, title = "…" } };
---  kind is bar, line, stacked, pie; x_title, y_title, width, height in pixels

--- Rules of map(): target column = one of
---   "source"                                         that column
---   { "first", "second", type = "decimal", … }       per row the first that is not empty
---   { value = "constant" }
---   { expr = "[цена] * количество" }
---   { fn = function(a, b) return … end, "a", "b" }   texts in (nil when empty), a text, number or nil out
--- with type, scale, format; optional = true (the column may be missing); replace = { ["да"] = "Тендер" } after folding
--- case and spaces; otherwise = what all else becomes.
---@alias map_rules table<string, string|table>

frame = {}

--- A frame from columns: frame.new{ { "name", { "a", "b" } }, { "amount", { 1, 2 }, type = "decimal" } }
---@param columns table[]
---@return Frame
function frame.new(columns) end

--- A frame from rows, as lists or by names: frame.from_rows({ "a", "b" }, { { 1, "x" }, { a = 2 } }, { a = "decimal" })
---@param names string[]
---@param rows table[]
---@param types? table<string, dtype>
---@return Frame
function frame.from_rows(names, rows, types) end

--- Frames below one another; columns meet by name.
---@param ... Frame|Frame[]
---@return Frame
function frame.concat(...) end

---@class Frame
---@operator len: integer
local Frame = {}

--- These columns in this order: frame:select("инн", "клиент")
---@param ... string|string[]
---@return Frame
function Frame:select(...) end

--- All columns but these.
---@param ... string|string[]
---@return Frame
function Frame:drop(...) end

--- frame:rename{ ["Кол-во, шт"] = "amount" }
---@param names table<string, string>
---@return Frame
function Frame:rename(names) end

--- A new or replaced column from an expression, or from a function of the row (slow):
--- frame:derive("sum", "price * amount"), frame:derive{ { "a", "x + 1" }, { "b", "a * 2" } }
---@param name string|table[]
---@param expression? string|fun(row: table, number: integer): any
---@return Frame
function Frame:derive(name, expression) end

--- The rows for which an expression is true: frame:filter "amount <> 0 and client is not null"
---@param condition string|fun(row: table, number: integer): boolean
---@return Frame
function Frame:filter(condition) end

--- frame:sort("client", { "amount", descending = true })
---@param ... string|table
---@return Frame
function Frame:sort(...) end

--- The first row of each combination of these columns (none: of all).
---@param ... string|string[]
---@return Frame
function Frame:distinct(...) end

--- This frame and others below it.
---@param ... Frame
---@return Frame
function Frame:concat(...) end

---@param count? integer 10
---@return Frame
function Frame:head(count) end

---@param count? integer 10
---@return Frame
function Frame:tail(count) end

--- Rows from first to last, both included, numbered from 1.
---@param first integer
---@param last? integer
---@return Frame
function Frame:slice(first, last) end

--- A column to another dtype; a cell that does not fit becomes null and a problem.
---@param column string
---@param type dtype
---@param options? { scale?: integer, format?: string }
---@return Frame
function Frame:cast(column, type, options) end

--- The columns of a template, made by rules.
---@param target Template
---@param rules map_rules
---@return Frame
function Frame:map(target, rules) end

--- One row per combination of the keys: frame:group({ "client" }, { { "sum", "amount", as = "total" }, { "count" } })
--- Functions: count, n_distinct, sum, mean, min, max, first, last, list.
---@param keys string|string[]
---@param aggregates table[]
---@return Frame
function Frame:group(keys, aggregates) end

--- Columns of another frame by equal keys: frame:join(prices, "code"), frame:join(prices, { код = "code" }).
--- A key found twice where one was expected is an error, so that nothing doubles by accident.
---@param right Frame
---@param keys string|string[]|table<string, string>
---@param options? { kind?: "left"|"inner"|"anti", expected?: "many_to_one"|"one_to_one"|"one_to_many"|"many_to_many", folded?: boolean, suffix?: string }
---@return Frame
function Frame:join(right, keys, options) end

--- Long to wide: frame:pivot{ rows = "client", columns = "month", values = "amount", fn = "sum" }
---@param options { rows: string|string[], columns: string, values: string, fn?: string }
---@return Frame
function Frame:pivot(options) end

--- Wide to long: frame:unpivot{ keep = "client", name = "month", value = "amount" }
---@param options? { keep?: string|string[], columns?: string|string[], name?: string, value?: string, drop_nulls?: boolean }
---@return Frame
function Frame:unpivot(options) end

--- A column over the rows around each row: frame:window{ name = "so_far", fn = "running_sum", column = "amount",
--- within = "client", order = "day" }. Functions: row_number, running_sum, lag, lead, rank, share.
---@param options { name?: string, fn: string, column?: string, within?: string|string[], order?: string|string[], descending?: boolean, offset?: integer }
---@return Frame
function Frame:window(options) end

--- Nulls become this value.
---@param column string
---@param value string|number|boolean
---@return Frame
function Frame:fill(column, value) end

--- Nulls and blanks become the last value above (groups of reports whose name stands once).
---@param ... string|string[]
---@return Frame
function Frame:fill_down(...) end

---@param ... string|string[]
---@return Frame
function Frame:fill_up(...) end

--- A text cut at a separator into columns; the last keeps the rest.
---@param column string
---@param separator string
---@param names string[]
---@return Frame
function Frame:split(column, separator, names) end

--- Whole values replaced, compared folded; what is not listed becomes `otherwise`, or stays.
---@param column string
---@param values table<string, string>
---@param otherwise? string
---@return Frame
function Frame:replace(column, values, otherwise) end

--- SQL over this frame, named self, and others by their names; the answer is a frame.
--- frame:sql("select city, sum(amount) as total from self join cities using (code) group by city", { cities = cities })
---@param query string
---@param frames? table<string, Frame>
---@return Frame
function Frame:sql(query, frames) end

--- Rules rows must keep; a row that does not gives a problem: frame:check{
---   { column = "инн", condition = "length(инн) in (10, 12)", wanted = "10 or 12 digits" }, { column = "код", unique = true } }
---@param rules { column?: string, condition?: string, unique?: boolean, wanted?: string, null_passes?: boolean }[]
---@return Frame
function Frame:check(rules) end

--- for i, row in frame:rows() do print(row.client) end
--- for i, client, amount in frame:rows("client", "amount") do … end
---@param ... string|string[]
---@return fun(state: any, number: integer): integer, any
function Frame:rows(...) end

--- The values of a column as a list with n; nulls are nil.
---@param name string
---@return table
function Frame:column(name) end

--- One cell; rows from 1.
---@param row integer
---@param column string
---@return string|number|boolean|nil
function Frame:get(row, column) end

---@return string[]
function Frame:names() end

--- dtype by column name; "mixed" where the cells of a source column differ in kind.
---@return table<string, string>
function Frame:dtypes() end

--- The number of rows, as #frame.
---@return integer
function Frame:height() end

---@return integer
function Frame:width() end

--- What did not fit, as a frame of file, sheet, row, cell, column, value, wanted; and how many there are in all.
---@return Frame
---@return integer
function Frame:problems() end

--- Writes a file of the workspace; .xlsx or .csv by its name.
---@param path string
---@param options? write_options
function Frame:write(path, options) end

--- The source with the cells that did not fit coloured and annotated: report:write_marked("marked.xlsx", source:frame())
---@param path string
---@param source Frame as it was read
function Frame:write_marked(path, source) end
