---@meta
-- The row of the registry this run is for. Read-only.

---@class task
---@field id integer
---@field file string the source file
---@field file_path string as the registry has it
---@field client_name string
---@field data_provider string
---@field report_type string
---@field report_year? integer
---@field report_month? integer
---@field drafts string the folder of drafts
task = {}

--- Writes {Client}_id{ID}_{source}_{YYYYMMDD_HHMMSS}.xlsx (or .csv) among the drafts and logs what did not fit.
---@param report Frame
---@param options? write_options
---@return string path
function task:report(report, options) end
