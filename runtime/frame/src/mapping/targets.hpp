// How each dtype reads each kind of cell. A target answers value (the word is set), empty or misfit; what it does not
// override does not fit.
#pragma once

#include <cmath>
#include <limits>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/text.hpp"
#include "mapping/coerce.hpp"
#include "mapping/reading.hpp"
#include "text_writer.hpp"

namespace lunokhod::mapping {

enum class Outcome : std::uint8_t { value, empty, misfit };

inline Outcome put(std::uint64_t& word, std::optional<std::int64_t> value) {
  if (!value) return Outcome::misfit;
  word = static_cast<std::uint64_t>(*value);
  return Outcome::value;
}

// `moment` is microseconds since 1970, `decimal` covers integers too.
struct Target {
  Outcome text(std::string_view, std::uint64_t&) { return Outcome::misfit; }
  Outcome number(double, std::uint64_t&) { return Outcome::misfit; }
  Outcome decimal(Decimal, std::uint64_t&) { return Outcome::misfit; }
  Outcome moment(std::int64_t, std::uint64_t&) { return Outcome::misfit; }
  Outcome flag(bool, std::uint64_t&) { return Outcome::misfit; }
};

struct ToInteger : Target {
  Outcome text(std::string_view v, std::uint64_t& word) { return put(word, reading::integer(v)); }
  Outcome number(double v, std::uint64_t& word) { return put(word, reading::integer(v)); }
  Outcome decimal(Decimal v, std::uint64_t& word) {
    const std::int64_t unit = power_of_ten(v.scale);
    return v.units % unit == 0 ? put(word, v.units / unit) : Outcome::misfit;
  }
};

struct ToFloat : Target {
  static Outcome put_float(std::uint64_t& word, std::optional<double> value) {
    if (!value || !std::isfinite(*value)) return Outcome::misfit;
    word = std::bit_cast<std::uint64_t>(*value);
    return Outcome::value;
  }
  Outcome text(std::string_view v, std::uint64_t& word) { return put_float(word, reading::number(v)); }
  Outcome number(double v, std::uint64_t& word) { return put_float(word, v); }
  Outcome decimal(Decimal v, std::uint64_t& word) { return put_float(word, v.to_double()); }
};

struct ToDecimal : Target {
  int scale = 0;
  Outcome put_decimal(std::optional<Decimal> value, std::uint64_t& word) const {
    if (value) value = value->rescaled(scale);
    return put(word, value ? std::optional(value->units) : std::nullopt);
  }
  Outcome text(std::string_view v, std::uint64_t& word) { return put_decimal(reading::decimal(v), word); }
  Outcome number(double v, std::uint64_t& word) { return put_decimal(reading::decimal(v, scale), word); }
  Outcome decimal(Decimal v, std::uint64_t& word) { return put_decimal(v, word); }
};

// The first look at a decimal column whose scale is "as found": how many digits does each value want?
struct DecimalScale : Target {
  static constexpr int most = 6;
  static Outcome told(std::optional<Decimal> value, std::uint64_t& word) {
    if (!value) return Outcome::misfit;
    while (value->scale > 0 && value->units % 10 == 0) {
      value->units /= 10;
      --value->scale;
    }
    return put(word, std::min(value->scale, most));
  }
  Outcome text(std::string_view v, std::uint64_t& word) { return told(reading::decimal(v), word); }
  Outcome number(double v, std::uint64_t& word) { return told(reading::decimal(v, most), word); }
  Outcome decimal(Decimal v, std::uint64_t& word) { return put(word, std::min(v.scale, most)); }
};

struct ToMoment : Target {
  bool day = false;  // a date: the time is cut off
  Outcome text(std::string_view v, std::uint64_t& word) { return put_moment(reading::moment(v), word); }
  Outcome number(double v, std::uint64_t& word) { return put_moment(reading::moment(v), word); }
  Outcome decimal(Decimal v, std::uint64_t& word) { return put_moment(reading::moment(v.to_double()), word); }
  Outcome moment(std::int64_t v, std::uint64_t& word) { return put_moment(v, word); }
  Outcome put_moment(std::optional<std::int64_t> at, std::uint64_t& word) const {
    if (at && day) at = reading::day_of(*at);
    return put(word, at);
  }
};

struct ToBoolean : Target {
  Outcome text(std::string_view v, std::uint64_t& word) {
    const auto value = reading::boolean(v);
    return put(word, value ? std::optional<std::int64_t>(*value) : std::nullopt);
  }
  Outcome number(double v, std::uint64_t& word) {
    return v == 0 || v == 1 ? put(word, static_cast<std::int64_t>(v)) : Outcome::misfit;
  }
  Outcome decimal(Decimal v, std::uint64_t& word) { return number(v.to_double(), word); }
  Outcome flag(bool v, std::uint64_t& word) { return put(word, v); }
};

struct ToText : Target {
  explicit ToText(TextPool& pool) : writer(pool) {}
  TextWriter writer;
  Outcome put_text(std::string_view text, std::uint64_t& word) {
    word = writer.add(text).word;
    return Outcome::value;
  }
  Outcome text(std::string_view v, std::uint64_t& word) { return put_text(v, word); }
  Outcome number(double v, std::uint64_t& word) {
    const auto shown = reading::text(v);
    return shown ? put_text(*shown, word) : Outcome::misfit;
  }
  Outcome decimal(Decimal v, std::uint64_t& word) { return put_text(v.text(), word); }
  Outcome moment(std::int64_t v, std::uint64_t& word) {
    return put_text(v % calendar::microseconds_per_day == 0 ? calendar::format_date(reading::day_of(v))
                                                            : calendar::format_datetime(v),
                    word);
  }
  Outcome flag(bool v, std::uint64_t& word) { return put_text(v ? "true" : "false", word); }
};

// A date written by a pattern.
struct ToDateText : Target {
  ToDateText(TextPool& pool, std::string its_pattern) : writer(pool), pattern(std::move(its_pattern)) {}
  TextWriter writer;
  std::string pattern;
  Outcome write(std::optional<std::int64_t> at, std::uint64_t& word) {
    if (!at) return Outcome::misfit;
    word = writer.add(calendar::format(*at, pattern)).word;
    return Outcome::value;
  }
  Outcome text(std::string_view v, std::uint64_t& word) { return write(reading::moment(v), word); }
  Outcome number(double v, std::uint64_t& word) { return write(reading::moment(v), word); }
  Outcome decimal(Decimal v, std::uint64_t& word) { return write(reading::moment(v.to_double()), word); }
  Outcome moment(std::int64_t v, std::uint64_t& word) { return write(v, word); }
};

}  // namespace lunokhod::mapping
