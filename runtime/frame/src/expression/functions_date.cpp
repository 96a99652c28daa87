// Parts of dates and steps between them. Weeks begin on Monday; week() counts as ISO 8601 does.
#include <algorithm>

#include "expression/functions.hpp"
#include "expression/operations.hpp"
#include "lunokhod/base/calendar.hpp"

namespace lunokhod::expression {
namespace {

using I64 = std::int64_t;
using calendar::Civil;

template <class F>
Result<OpPtr> of_day(Call& call, Dtype result, F function) {
  return folded(by_row<I64, I64>(
      {result}, [function](Context&, I64 day) { return std::optional(I64{function(day)}); }, TRY(call.date(0))));
}

int weekday(I64 day) {  // 1 = Monday; 1970-01-01 was a Thursday
  const I64 rest = (day + 3) % 7;
  return static_cast<int>(rest < 0 ? rest + 7 : rest) + 1;
}

int iso_week(I64 day) {
  const I64 thursday = day - weekday(day) + 4;
  const Civil civil = calendar::civil_from_days(thursday);
  return static_cast<int>((thursday - calendar::days_from_civil(civil.year, 1, 1)) / 7) + 1;
}

int month_days(int year, int month) {
  return calendar::is_valid(year, month, 31)   ? 31
         : calendar::is_valid(year, month, 30) ? 30
         : calendar::is_valid(year, month, 29) ? 29
                                               : 28;
}

Result<OpPtr> make_year(Call& call) {
  return of_day(call, Dtype::integer, [](I64 day) { return calendar::civil_from_days(day).year; });
}
Result<OpPtr> make_quarter(Call& call) {
  return of_day(call, Dtype::integer, [](I64 day) { return (calendar::civil_from_days(day).month + 2) / 3; });
}
Result<OpPtr> make_month(Call& call) {
  return of_day(call, Dtype::integer, [](I64 day) { return calendar::civil_from_days(day).month; });
}
Result<OpPtr> make_day(Call& call) {
  return of_day(call, Dtype::integer, [](I64 day) { return calendar::civil_from_days(day).day; });
}
Result<OpPtr> make_weekday(Call& call) {
  return of_day(call, Dtype::integer, weekday);
}
Result<OpPtr> make_week(Call& call) {
  return of_day(call, Dtype::integer, iso_week);
}
Result<OpPtr> make_month_start(Call& call) {
  return of_day(call, Dtype::date, [](I64 day) { return day - calendar::civil_from_days(day).day + 1; });
}
Result<OpPtr> make_month_end(Call& call) {
  return of_day(call, Dtype::date, [](I64 day) {
    const Civil civil = calendar::civil_from_days(day);
    return day - civil.day + month_days(civil.year, civil.month);
  });
}

template <class F>
Result<OpPtr> of_moment(Call& call, F function) {
  if (!call.type(0).null && !call.type(0).is(Dtype::datetime))
    return call.mismatch(0, "a datetime", "datetime(…) reads one from text");
  OpPtr moment = TRY(convert(std::move(call.arguments[0]), {Dtype::datetime}));
  return folded(by_row<I64, I64>(
      {Dtype::integer},
      [function](Context&, I64 at) { return std::optional(I64{function(calendar::civil_from_microseconds(at))}); },
      std::move(moment)));
}
Result<OpPtr> make_hour(Call& call) {
  return of_moment(call, [](const Civil& civil) { return civil.hour; });
}
Result<OpPtr> make_minute(Call& call) {
  return of_moment(call, [](const Civil& civil) { return civil.minute; });
}
Result<OpPtr> make_second(Call& call) {
  return of_moment(call, [](const Civil& civil) { return civil.second; });
}

// The 31st plus a month is the last day of that month.
Result<OpPtr> make_add_months(Call& call) {
  return folded(by_row<I64, I64, I64>(
      {Dtype::date},
      [](Context&, I64 day, I64 months) -> std::optional<I64> {
        if (months > 120'000 || months < -120'000) return std::nullopt;
        const Civil civil = calendar::civil_from_days(day);
        const I64 total = I64{civil.year} * 12 + civil.month - 1 + months;
        if (total < 12 || total >= I64{10'000} * 12) return std::nullopt;
        const int year = static_cast<int>(total / 12), month = static_cast<int>(total % 12) + 1;
        return calendar::days_from_civil(year, month, std::min(civil.day, month_days(year, month)));
      },
      TRY(call.date(0)), TRY(call.integer(1))));
}

constexpr Function table[] = {
    {"year", 1, 1, "year(date)", make_year},
    {"quarter", 1, 1, "quarter(date)", make_quarter},
    {"month", 1, 1, "month(date)", make_month},
    {"week", 1, 1, "week(date)", make_week},
    {"day", 1, 1, "day(date)", make_day},
    {"weekday", 1, 1, "weekday(date)", make_weekday},
    {"hour", 1, 1, "hour(datetime)", make_hour},
    {"minute", 1, 1, "minute(datetime)", make_minute},
    {"second", 1, 1, "second(datetime)", make_second},
    {"month_start", 1, 1, "month_start(date)", make_month_start},
    {"month_end", 1, 1, "month_end(date)", make_month_end},
    {"add_months", 2, 2, "add_months(date, months)", make_add_months},
};

}  // namespace

std::span<const Function> date_functions() {
  return table;
}

}  // namespace lunokhod::expression
