---@meta
-- The columns a report must have, from a workbook such as report_header.xlsx.

template = {}

--- Looks beside the script, then in the workspace. `columns` adds what a header row cannot say:
--- template.load("report_header.xlsx", { columns = { period = { type = "date" }, client_inn = { aliases = { "ИНН" } } } })
---@param path string
---@param options? { sheet?: string, columns?: table<string, { type?: dtype, scale?: integer, format?: string, aliases?: string[], required?: boolean }> }
---@return Template
function template.load(path, options) end

---@class Template
local Template = {}

---@return string[]
function Template:columns() end
