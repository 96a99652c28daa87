local t = require "testing"
local test, equal, raises = t.test, t.equal, t.raises

test "env is a read-only table of texts" (function()
  equal(type(env.PATH), "string")
  equal(env.NO_SUCH_NAME_HERE, nil)
  raises("env is read-only", function() env.PATH = "x" end, "denied") -- luacheck: ignore 122
end)

test "only the allow-list passes" (function()
  for name in pairs(env) do
    local known = ("HOME LANG LC_ALL LOGNAME PATH TZ USER NO_COLOR"):find(name, 1, true)
    local prefixed = name:match("^TASK_") or name:match("^LUNOKHOD_") or name:match("^RUN_") or name:match("^ENV_")
    equal((known or prefixed) ~= nil, true)
  end
end)

return t.finish()
