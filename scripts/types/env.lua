---@meta
-- The environment of the run, from an allow-list. Read-only; a name that is not there is nil.

---@type table<string, string>
env = {}
