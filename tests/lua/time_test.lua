local t = require "testing"
local test, equal, raises = t.test, t.equal, t.raises

test "dates of many spellings become ISO texts" (function()
  equal(time.parse("31.12.2025"), "2025-12-31")
  equal(time.parse("Jan 31 2025 12:00AM"), "2025-01-31T00:00:00")
  equal(time.parse("янв 31 2025"), "2025-01-31")
  equal(time.parse("2025-12-31T10:00"), "2025-12-31T10:00:00")
end)

test "what is no date is nil, and nil stays nil" (function()
  equal(time.parse("31.02.2025"), nil)
  equal(time.parse("скоро"), nil)
  equal(time.parse(nil), nil)
end)

test "format writes by a pattern" (function()
  equal(time.format("2025-12-31", "dd.mm.yyyy"), "31.12.2025")
  equal(time.format("2025-12-31T09:05:00", "yyyymmdd hh:nn"), "20251231 09:05")
  raises("'never' is no date or time", function() time.format("never", "dd") end, "type_mismatch")
end)

test "add keeps to the calendar" (function()
  equal(time.add("2025-01-31", { months = 1 }), "2025-02-28")
  equal(time.add("2024-02-29", { years = 1 }), "2025-02-28")
  equal(time.add("2025-01-15", { months = -1 }), "2024-12-15")
  equal(time.add("2025-12-31", { days = 1 }), "2026-01-01")
  equal(time.add("2025-12-31T23:30:00", { hours = 1 }), "2026-01-01T00:30:00")
  raises("unknown option 'day'", function() time.add("2025-01-01", { day = 1 }) end)
  raises("year", function() time.add("9999-12-31", { days = 1 }) end, "overflow")
end)

test "days between and weekdays" (function()
  equal(time.days_between("2024-02-28", "2024-03-01"), 2)
  equal(time.days_between("2025-01-02", "2025-01-01"), -1)
  equal(time.weekday("1970-01-01"), 4)
  equal(time.weekday("2025-12-31"), 3)
  equal(time.weekday("1969-12-31"), 3)
end)

test "now begins with today" (function()
  equal(#time.today(), 10)
  equal(#time.now(), 19)
end)

return t.finish()
