// Dates as people write them in Russian and English spreadsheets.
#include <array>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod::calendar {
namespace {

// Reads a text from left to right; every step says whether it could.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_[0]; }
  bool skip(char c) {
    if (peek() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool skip_word(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  bool skip_spaces() {
    const std::size_t before = rest_.size();
    while (skip(' ')) {
    }
    return rest_.size() != before;
  }
  // Digits, at least one and at most `most`; the number of digits is kept in `digits`.
  std::optional<int> number(int most, int* digits = nullptr) {
    int value = 0, count = 0;
    while (count < most && peek() >= '0' && peek() <= '9') {
      value = value * 10 + (peek() - '0');
      rest_.remove_prefix(1);
      ++count;
    }
    if (digits) *digits = count;
    if (count == 0 || (peek() >= '0' && peek() <= '9')) return std::nullopt;
    return value;
  }
  std::string_view letters() {
    std::size_t end = 0;
    while (end < rest_.size() && (static_cast<unsigned char>(rest_[end]) >= 0x80 || (rest_[end] | 0x20) >= 'a') &&
           rest_[end] != '[')
      ++end;
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return word;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

// The month a lower case word begins: "янв", "января", "jan", "january"; "мая" and "май" are May. 0 for no month.
int month_of(std::string_view word) {
  static constexpr std::array<std::array<std::string_view, 2>, 12> stems = {{{"янв", "jan"},
                                                                             {"фев", "feb"},
                                                                             {"мар", "mar"},
                                                                             {"апр", "apr"},
                                                                             {"ма", "may"},
                                                                             {"июн", "jun"},
                                                                             {"июл", "jul"},
                                                                             {"авг", "aug"},
                                                                             {"сен", "sep"},
                                                                             {"окт", "oct"},
                                                                             {"ноя", "nov"},
                                                                             {"дек", "dec"}}};
  for (std::size_t month = 0; month < stems.size(); ++month) {
    if (month == 4 && word != "май" && word != "мая" && word != "may") continue;
    for (std::string_view stem : stems[month])
      if (word.starts_with(stem)) return static_cast<int>(month) + 1;
  }
  return 0;
}

int full_year(int year, int digits) {
  return digits == 2 ? (year < 70 ? 2000 + year : 1900 + year) : year;
}

bool take_time(Cursor& in, Civil& civil) {
  const auto hour = in.number(2);
  if (!hour || !in.skip(':')) return false;
  const auto minute = in.number(2);
  if (!minute) return false;
  civil.hour = *hour;
  civil.minute = *minute;
  if (in.skip(':')) {
    const auto second = in.number(2);
    if (!second) return false;
    civil.second = *second;
    if (in.skip('.') || in.skip(',')) {
      int scale = 100'000;
      if (in.peek() < '0' || in.peek() > '9') return false;
      for (; in.peek() >= '0' && in.peek() <= '9'; scale /= 10) {
        civil.microsecond += (in.peek() - '0') * scale;
        in.skip(in.peek());
      }
    }
  }
  in.skip_spaces();
  const bool am = in.skip_word("am"), pm = !am && in.skip_word("pm");
  if (am || pm) {
    if (civil.hour < 1 || civil.hour > 12) return false;
    civil.hour = civil.hour % 12 + (pm ? 12 : 0);
  }
  return civil.hour < 24 && civil.minute < 60 && civil.second < 60;
}

// 31.12.2025 and its kin; the separator must be the same both times.
bool take_numeric_date(Cursor& in, Civil& civil) {
  int digits = 0;
  const auto first = in.number(8, &digits);
  if (!first) return false;
  if (digits == 8) {
    civil.year = *first / 10'000;
    civil.month = *first / 100 % 100;
    civil.day = *first % 100;
    return true;
  }
  const char separator = in.peek();
  if (separator != '.' && separator != '/' && separator != '-') return false;
  const bool year_first = digits == 4;
  if (!year_first && digits > 2) return false;
  in.skip(separator);
  const auto month = in.number(2);
  if (!month || !in.skip(separator)) return false;
  const auto last = in.number(4, &digits);
  if (!last) return false;
  civil.month = *month;
  civil.year = year_first ? *first : full_year(*last, digits);
  civil.day = year_first ? *last : *first;
  return year_first ? digits <= 2 : digits == 2 || digits == 4;
}

// "jan 31 2025", "january 31, 2025", "янв 31 2025".
bool take_month_first(Cursor& in, Civil& civil) {
  civil.month = month_of(in.letters());
  in.skip('.');
  if (civil.month == 0 || !in.skip_spaces()) return false;
  const auto day = in.number(2);
  in.skip(',');
  if (!day || !in.skip_spaces()) return false;
  int digits = 0;
  const auto year = in.number(4, &digits);
  if (!year || digits != 4) return false;
  civil.day = *day;
  civil.year = *year;
  return true;
}

// "31 jan 2025", "31-jan-2025", «31 января 2025 г.».
bool take_day_month_word(Cursor& in, Civil& civil) {
  const auto day = in.number(2);
  if (!day || !(in.skip_spaces() || in.skip('-'))) return false;
  civil.day = *day;
  civil.month = month_of(in.letters());
  in.skip('.');
  if (civil.month == 0 || !(in.skip_spaces() || in.skip('-'))) return false;
  int digits = 0;
  const auto year = in.number(4, &digits);
  if (!year || digits != 4) return false;
  civil.year = *year;
  return true;
}

bool take_date(Cursor& in, Civil& civil) {
  const bool digit = in.peek() >= '0' && in.peek() <= '9';
  if (!digit) return take_month_first(in, civil);
  Cursor attempt = in;
  if (take_numeric_date(attempt, civil)) {
    in = attempt;
    return true;
  }
  civil = {};
  return take_day_month_word(in, civil);
}

std::string spaces_made_plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = text::next_code_point(text, i);
    if (c == 0xA0 || c == 0x202F || c == '\t')
      out += ' ';
    else
      text::append_utf8(out, c);
  }
  return out;
}

}  // namespace

std::optional<Parsed> parse(std::string_view original) {
  original = text::trim(original);
  if (original.size() < 6 || original.size() > 64) return std::nullopt;
  const std::string lowered = text::lower(spaces_made_plain(original));
  Cursor in(lowered);
  Civil civil;
  if (!take_date(in, civil) || !is_valid(civil.year, civil.month, civil.day)) return std::nullopt;
  in.skip_spaces();
  if (in.skip_word("года"))
    in.skip_spaces();
  else if (in.skip_word("г")) {
    in.skip('.');
    in.skip_spaces();
  }
  Parsed parsed;
  if (!in.done()) {
    in.skip(',');
    in.skip('t');
    in.skip_spaces();
    if (!take_time(in, civil)) return std::nullopt;
    parsed.has_time = true;
    in.skip('z');
    if (!in.done()) return std::nullopt;
  }
  parsed.microseconds = microseconds_from_civil(civil);
  return parsed;
}

}  // namespace lunokhod::calendar
