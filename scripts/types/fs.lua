---@meta
-- Files of the workspace, and no others. Paths are relative to it; ".." and links that lead out are refused.

fs = {}

--- Names in a folder, sorted.
---@param folder? string
---@return string[]
function fs.list(folder) end

--- Paths that fit a pattern: fs.glob("inbox/**/*.xlsx")
---@param pattern string
---@return string[]
function fs.glob(pattern) end

---@param path string
---@return boolean
function fs.exists(path) end

--- nil when nothing is there.
---@param path string
---@return { kind: "file"|"folder"|"other", size: integer, modified: string }?
function fs.stat(path) end

---@param path string
---@return string
function fs.read(path) end

--- Replaces the file as a whole: a reader sees the old text or the new one.
---@param path string
---@param text string
function fs.write(path, text) end

---@param from string
---@param to string
function fs.copy(from, to) end

---@param from string
---@param to string
function fs.move(from, to) end

--- A file or an empty folder.
---@param path string
function fs.remove(path) end

--- Makes a folder and those above it.
---@param path string
function fs.mkdir(path) end
