---@meta
-- Text tables. Encoding and separator are found and logged.

csv = {}

--- The table of a csv file; every cell is text until it is mapped or cast.
---@param path string
---@param options? { header?: "auto"|integer|false, header_rows?: integer, columns?: string[], text_columns?: string[], rows?: integer, separator?: string, encoding?: string }
---@return Sheet
function csv.open(path, options) end

--- Writes UTF-8 with BOM, ";" and CRLF unless options say otherwise.
---@param path string
---@param table Frame
---@param options? write_options
function csv.write(path, table, options) end
