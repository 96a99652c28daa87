local t = require "testing"
local test, equal, raises = t.test, t.equal, t.raises

test "a file is written, read, copied, moved, removed" (function()
  fs.mkdir("work/deep/er")
  fs.write("work/a.txt", "раз")
  equal(fs.read("work/a.txt"), "раз")
  fs.copy("work/a.txt", "work/deep/b.txt")
  fs.move("work/deep/b.txt", "work/deep/er/c.txt")
  equal(fs.list("work/deep"), { "er" })
  equal(fs.read("work/deep/er/c.txt"), "раз")
  fs.remove("work/deep/er/c.txt")
  equal(fs.exists("work/deep/er/c.txt"), false)
  fs.remove("work/deep/er")
  equal(fs.list("work/deep"), {})
end)

test "stat tells kind and size, nil for nothing" (function()
  fs.write("s.txt", "12345")
  equal(fs.stat("s.txt").size, 5)
  equal(fs.stat("s.txt").kind, "file")
  equal(fs.stat("inbox").kind, "folder")
  equal(fs.stat("nothing/at/all"), nil)
  equal(time.parse(fs.stat("s.txt").modified) ~= nil, true)
end)

test "glob finds by pattern, folders at any depth" (function()
  fs.mkdir("g/один/два")
  fs.write("g/a.csv", "") fs.write("g/b.xlsx", "") fs.write("g/один/c.csv", "") fs.write("g/один/два/d.csv", "")
  equal(fs.glob("g/*.csv"), { "g/a.csv" })
  equal(fs.glob("g/**/*.csv"), { "g/a.csv", "g/один/c.csv", "g/один/два/d.csv" })
  equal(fs.glob("g/?.xlsx"), { "g/b.xlsx" })
  equal(fs.glob("g/[ab].*"), { "g/a.csv", "g/b.xlsx" })
  equal(fs.glob("g/[!a].*"), { "g/b.xlsx" })
  equal(fs.glob("none/*"), {})
end)

test "nothing leads out of the workspace" (function()
  for _, path in ipairs { "../x", "a/../../x", "/etc/passwd", "way_out/passwd", "/" } do
    raises("outside the workspace", function() fs.read(path) end, "denied")
    raises("outside the workspace", function() fs.write(path, "x") end, "denied")
    raises("outside the workspace", function() fs.copy("inbox/sales.csv", path) end, "denied")
  end
  raises("outside", function() fs.list("way_out") end, "denied")
  raises("outside", function() fs.exists("way_out/passwd") end, "denied")
  raises("outside", function() fs.mkdir("way_out/new") end, "denied")
  raises("out of the workspace", function() fs.glob("../*") end, "denied")
  equal(fs.glob("way_out/*"), {})
end)

test "a link that leads out can itself be removed" (function()
  fs.copy("inbox/sales.csv", "target.csv")
  fs.move("target.csv", "moved.csv")
  equal(fs.exists("moved.csv"), true)
end)

test "odd names are only names" (function()
  for _, name in ipairs { "quote'\".txt", "new\nline.txt", "эмодзи🌙.txt", ("я"):rep(127) .. "x" } do
    fs.write(name, "x")
    equal(fs.read(name), "x")
    fs.remove(name)
  end
  raises("zero byte", function() fs.read("a\0b") end)
  raises("", function() fs.write(("x"):rep(256), "x") end, "path_too_long")
end)

test "what is not there says so" (function()
  raises("nothing.txt", function() fs.read("nothing.txt") end, "not_found")
  raises("is not a file", function() fs.read("inbox") end)
  raises("argument 1 (path) must be a text", function() fs.read(nil) end)
end)

return t.finish()
