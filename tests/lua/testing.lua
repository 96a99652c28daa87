-- What tests in Lua are written with: test "sentence" (function), equal, raises; finish() at the end of the file.
local testing = { count = 0, failures = {} }

local function shown(value)
  if type(value) == "string" then return string.format("%q", value) end
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for i, entry in ipairs(value) do parts[i] = shown(entry) end
  local keys = {}
  for key in pairs(value) do
    if type(key) == "string" then keys[#keys + 1] = key end
  end
  table.sort(keys)
  for _, key in ipairs(keys) do parts[#parts + 1] = key .. " = " .. shown(value[key]) end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

--- One behaviour; a failure is kept and the others still run.
function testing.test(name)
  return function(body)
    testing.count = testing.count + 1
    local ok, reason = xpcall(body, function(e) return tostring(e) .. "\n" .. debug.traceback() end)
    if not ok then testing.failures[#testing.failures + 1] = name .. ": " .. reason end
  end
end

--- Compares by what is shown, tables too.
function testing.equal(got, wanted)
  if shown(got) ~= shown(wanted) then error("got " .. shown(got) .. ", wanted " .. shown(wanted), 2) end
end

--- The function must raise an error whose text has `part`; `code` is checked when given.
function testing.raises(part, body, code)
  local ok, e = pcall(body)
  if ok then error("nothing was raised, wanted: " .. part, 2) end
  if not tostring(e):find(part, 1, true) then error("raised: " .. tostring(e) .. "\nwanted: " .. part, 2) end
  if code and e.code ~= code then error("code " .. tostring(e.code) .. ", wanted " .. code, 2) end
  return e
end

function testing.finish()
  if testing.count == 0 then error("this file tests nothing") end
  if #testing.failures > 0 then error(#testing.failures .. " failed:\n" .. table.concat(testing.failures, "\n"), 0) end
  return testing.count
end

return testing
