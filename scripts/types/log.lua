---@meta
-- Lines of the run's log. Values are joined with a space; frames are shown as tables.

log = {}

---@param ... any
function log.debug(...) end

---@param ... any
function log.info(...) end

---@param ... any
function log.warn(...) end

---@param ... any
function log.error(...) end
