// Dates → text by a pattern, quickly: the usual two patterns are written directly, and days repeat, so the last one is
// kept.
#pragma once

#include <cstdint>
#include <string>

namespace lunokhod::sheets::writing {

class DateText {
 public:
  static constexpr std::size_t usual_room = 32;

  explicit DateText(std::string pattern);
  // The text of a moment; valid until the next call.
  std::string_view text(std::int64_t microseconds);

 private:
  std::string pattern_;
  bool usual_date_, usual_time_;
  std::int64_t last_day_ = INT64_MIN;
  bool last_day_usual_ = false;
  char buffer_[usual_room] = {};
  std::string other_;
};

}  // namespace lunokhod::sheets::writing
