#include "write/date_text.hpp"

#include "lunokhod/base/calendar.hpp"
#include "write/numbers.hpp"

namespace lunokhod::sheets::writing {

DateText::DateText(std::string pattern)
    : pattern_(std::move(pattern)),
      usual_date_(pattern_ == "dd.mm.yyyy"),
      usual_time_(pattern_ == "dd.mm.yyyy hh:nn:ss" || pattern_ == "dd.mm.yyyy hh:mm:ss") {}

std::string_view DateText::text(std::int64_t microseconds) {
  if (usual_date_ || usual_time_) {
    std::int64_t day = microseconds / calendar::microseconds_per_day;
    std::int64_t rest = microseconds % calendar::microseconds_per_day;
    if (rest < 0) {
      rest += calendar::microseconds_per_day;
      --day;
    }
    if (day != last_day_) {
      const calendar::Civil civil = calendar::civil_from_days(day);
      last_day_ = day;
      last_day_usual_ = civil.year >= 1 && civil.year <= 9999;
      if (last_day_usual_) {
        char* out = write_two_digits(buffer_, static_cast<unsigned>(civil.day));
        *out++ = '.';
        out = write_two_digits(out, static_cast<unsigned>(civil.month));
        *out++ = '.';
        out = write_two_digits(out, static_cast<unsigned>(civil.year / 100));
        write_two_digits(out, static_cast<unsigned>(civil.year % 100));
      }
    }
    if (last_day_usual_) {
      if (usual_date_) return {buffer_, 10};
      const auto seconds = static_cast<unsigned>(rest / 1'000'000);
      char* out = buffer_ + 10;
      *out++ = ' ';
      out = write_two_digits(out, seconds / 3600);
      *out++ = ':';
      out = write_two_digits(out, seconds / 60 % 60);
      *out++ = ':';
      write_two_digits(out, seconds % 60);
      return {buffer_, 19};
    }
  }
  other_ = calendar::format(microseconds, pattern_);
  return other_;
}

}  // namespace lunokhod::sheets::writing
