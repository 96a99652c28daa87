// time: dates and times as ISO texts ("2025-12-31", "2025-12-31T10:00:00"), local and without a zone, by the same
// calendar that reads spreadsheets. parse() guesses nothing: what is no date is nil.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/clock.hpp"
#include "lunokhod/support/arguments.hpp"
#include "lunokhod/support/gate.hpp"
#include "lunokhod/support/options.hpp"
#include "lunokhod/support/values.hpp"
#include "modules.hpp"

namespace lunokhod::lua {
namespace {

using calendar::microseconds_per_day;

std::int64_t now_local() {
  return local_from_utc(SystemClock().now_microseconds());
}

std::int64_t day_of(std::int64_t microseconds) {
  const std::int64_t day = microseconds / microseconds_per_day;
  return microseconds % microseconds_per_day < 0 ? day - 1 : day;
}

std::string iso(const calendar::Parsed& moment) {
  return moment.has_time ? calendar::format_datetime(moment.microseconds)
                         : calendar::format_date(day_of(moment.microseconds));
}

Result<calendar::Parsed> moment(const Arguments& arguments, int index, const char* name) {
  const std::string_view text = TRY(arguments.text(index, name));
  if (const auto parsed = calendar::parse(text)) return *parsed;
  return Error{Code::type_mismatch, fmt::format("{}: '{}' is no date or time", arguments.function_name(), text),
               "31.12.2025, 2025-12-31, 2025-12-31T10:00:00 are; check a doubtful text with time.parse"};
}

Result<int> now(lua_State* L, Arguments&) {
  push_text(L, calendar::format_datetime(now_local() / 1'000'000 * 1'000'000));
  return 1;
}

Result<int> today(lua_State* L, Arguments&) {
  push_text(L, calendar::format_date(day_of(now_local())));
  return 1;
}

Result<int> parse(lua_State* L, Arguments& arguments) {
  if (!arguments.given(1)) return lua_pushnil(L), 1;
  const auto parsed = calendar::parse(TRY(arguments.text(1, "text")));
  if (parsed) {
    push_text(L, iso(*parsed));
  } else {
    lua_pushnil(L);
  }
  return 1;
}

Result<int> format(lua_State* L, Arguments& arguments) {
  const calendar::Parsed value = TRY(moment(arguments, 1, "value"));
  push_text(L, calendar::format(value.microseconds, TRY(arguments.text(2, "pattern"))));
  return 1;
}

// Months first (the day is cut to the month's length), then days and the rest.
Result<int> add(lua_State* L, Arguments& arguments) {
  calendar::Parsed value = TRY(moment(arguments, 1, "value"));
  const Options by = TRY(Options::read(L, arguments, 2, {"years", "months", "days", "hours", "minutes", "seconds"}));
  constexpr std::int64_t most = 4'000'000;
  const std::int64_t months =
      TRY(by.integer_or("years", 0, -9000, 9000)) * 12 + TRY(by.integer_or("months", 0, -most, most));
  if (months != 0) {
    calendar::Civil civil = calendar::civil_from_microseconds(value.microseconds);
    const std::int64_t all = civil.year * 12LL + civil.month - 1 + months;
    civil.year = static_cast<int>(all >= 0 ? all / 12 : (all - 11) / 12);
    civil.month = static_cast<int>(all - civil.year * 12LL) + 1;
    while (!calendar::is_valid(civil.year, civil.month, civil.day) && civil.day > 28) --civil.day;
    value.microseconds = calendar::microseconds_from_civil(civil);
  }
  const std::int64_t seconds =
      TRY(by.integer_or("days", 0, -most, most)) * 86'400 + TRY(by.integer_or("hours", 0, -most, most)) * 3600 +
      TRY(by.integer_or("minutes", 0, -most, most)) * 60 + TRY(by.integer_or("seconds", 0, -100 * most, 100 * most));
  value.has_time = value.has_time || seconds % 86'400 != 0;
  value.microseconds += seconds * 1'000'000;
  const int year = calendar::civil_from_microseconds(value.microseconds).year;
  if (year < 1 || year > 9999) {
    return Error{Code::overflow, fmt::format("time.add leads to the year {}", year), "dates go from year 1 to 9999"};
  }
  push_text(L, iso(value));
  return 1;
}

// Whole days from one date to another; times of day do not count.
Result<int> days_between(lua_State* L, Arguments& arguments) {
  const calendar::Parsed from = TRY(moment(arguments, 1, "from"));
  const calendar::Parsed to = TRY(moment(arguments, 2, "to"));
  lua_pushinteger(L, day_of(to.microseconds) - day_of(from.microseconds));
  return 1;
}

// 1 is Monday, 7 Sunday.
Result<int> weekday(lua_State* L, Arguments& arguments) {
  const calendar::Parsed value = TRY(moment(arguments, 1, "value"));
  const std::int64_t days = day_of(value.microseconds) + 3;  // 1970-01-01 was a Thursday
  lua_pushinteger(L, (days % 7 + 7) % 7 + 1);
  return 1;
}

constexpr Function functions[] = {
    {"add", add},     {"days_between", days_between}, {"format", format}, {"now", now}, {"parse", parse},
    {"today", today}, {"weekday", weekday},
};

}  // namespace

void push_time(lua_State* L) {
  push_functions(L, "time", functions);
}

}  // namespace lunokhod::lua
