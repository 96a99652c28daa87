local t = require "testing"
local test, equal = t.test, t.equal

-- The harness keeps the log in a file as well.
local function last_line() return fs.read("run.log"):match("([^\n]*)\n$") end

test "a line has its level and its values joined with a space" (function()
  log.info("rows", 12, 1.5, true, nil, "конец")
  equal(last_line(), "info: rows 12 1.5 true nil конец")
  for _, level in ipairs { "debug", "warn", "error" } do
    log[level]("x")
    equal(last_line(), level .. ": x")
  end
end)

test "nothing is an empty line" (function()
  log.info()
  equal(last_line(), "info: ")
end)

test "a frame is shown as a table and a value with __tostring by it" (function()
  log.info(frame.new { { "имя", { "а" } } })
  equal(fs.read("run.log"):find("имя", 1, true) ~= nil, true)
  log.info(setmetatable({}, { __tostring = function() return "shown" end }))
  equal(last_line(), "info: shown")
end)

test "bytes that are no text do not spoil the log" (function()
  log.info("a\xFFb")
  equal(last_line(), "info: a\u{FFFD}b")
end)

test "an error while a value is shown is the script's own" (function()
  t.raises("boom", function() log.info(setmetatable({}, { __tostring = function() error("boom") end })) end)
  t.raises("'__tostring' must return a string", function()
    log.info(setmetatable({}, { __tostring = function() return {} end }))
  end)
end)

return t.finish()
