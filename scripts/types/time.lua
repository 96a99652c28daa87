---@meta
-- Dates and times as ISO texts, local, without a zone: "2025-12-31", "2025-12-31T10:00:00".

time = {}

---@return string
function time.now() end

---@return string
function time.today() end

--- Reads 31.12.2025, 2025-12-31 10:00, "Jan 31 2025 12:00AM", «31 января 2025 г.» and the like; nil when it is no date.
---@param text string?
---@return string?
function time.parse(text) end

--- yyyy yy mm dd hh nn ss: time.format("2025-12-31", "dd.mm.yyyy") is "31.12.2025".
---@param value string
---@param pattern string
---@return string
function time.format(value, pattern) end

--- time.add("2025-01-31", { months = 1 }) is "2025-02-28".
---@param value string
---@param by { years?: integer, months?: integer, days?: integer, hours?: integer, minutes?: integer, seconds?: integer }
---@return string
function time.add(value, by) end

---@param from string
---@param to string
---@return integer
function time.days_between(from, to) end

--- 1 is Monday, 7 Sunday.
---@param value string
---@return integer
function time.weekday(value) end
