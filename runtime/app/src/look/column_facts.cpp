#include "look/column_facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "look/text_signs.hpp"
#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/decimal.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod::app::look {
namespace {

constexpr double digits_kept = 1e15;  // a double, and Excel, keep 15 decimal digits of every number

// How many, and the first one.
struct Tally {
  std::size_t count = 0, row = 0;
  void add(std::size_t at) {
    if (count++ == 0) row = at;
  }
};

// "1 number is", "34 numbers are".
std::string counted(std::size_t count, std::string_view thing, std::string_view one, std::string_view many) {
  return fmt::format("{} {}{} {}", count, thing, count == 1 ? "" : "s", count == 1 ? one : many);
}

CellKind kind_of(const Column& column, std::size_t row) {
  if (column.is_null(row)) return CellKind::empty;
  switch (column.dtype) {
    case Dtype::mixed:
      return column.kinds[row];
    case Dtype::text:
      return CellKind::text;
    case Dtype::boolean:
      return CellKind::boolean;
    case Dtype::date:
    case Dtype::datetime:
      return CellKind::date;
    default:
      return CellKind::number;
  }
}

std::string bars(const std::vector<double>& numbers, double low, double high) {
  constexpr std::size_t bins = 8, enough = 20;
  if (numbers.size() < enough || !(low < high) || !std::isfinite(high - low)) return "";
  std::array<std::size_t, bins> counts{};
  for (const double number : numbers) {
    const double place = (number - low) / (high - low) * bins;
    ++counts[std::min(static_cast<std::size_t>(place), bins - 1)];
  }
  const std::size_t most = *std::max_element(counts.begin(), counts.end());
  static constexpr const char* heights[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::string out;
  for (const std::size_t count : counts)
    out += heights[count == 0 ? 0 : std::min<std::size_t>(7, 1 + count * 6 / most)];
  return out;
}

class Inspection {
 public:
  Inspection(const Frame& frame, std::size_t index, bool typed)
      : frame_(frame), column_(frame.column(index)), typed_(typed) {}

  ColumnFacts run() {
    facts_.name = column_.name;
    facts_.letters =
        column_.source_column >= 0 ? column_letters(static_cast<std::uint32_t>(column_.source_column)) : "";
    for (std::size_t row = 0; row < column_.size(); ++row) see(row);
    facts_.nulls = facts_.of(CellKind::empty);
    facts_.filled = column_.size() - facts_.nulls;
    facts_.type = type();
    const bool reaches =
        facts_.type != "text" && facts_.type != "text: digits" && !facts_.type.starts_with("text: codes");
    if (!numbers_.empty() && reaches) {
      const auto [low, high] = std::minmax_element(numbers_.begin(), numbers_.end());
      facts_.smallest = text::format_float(*low);
      facts_.largest = text::format_float(*high);
      facts_.shape = bars(numbers_, *low, *high);
    } else if (first_day_ <= last_day_ && reaches) {
      facts_.smallest = calendar::format_date(first_day_);
      facts_.largest = calendar::format_date(last_day_);
    }
    judge();
    return std::move(facts_);
  }

 private:
  void see(std::size_t row) {
    const CellKind kind = kind_of(column_, row);
    ++facts_.kinds[static_cast<std::size_t>(kind)];
    if (kind == CellKind::empty) return;
    if (facts_.samples.size() < 3) {
      std::string value = column_.display(row);
      if (std::find(facts_.samples.begin(), facts_.samples.end(), value) == facts_.samples.end())
        facts_.samples.push_back(std::move(value));
    }
    if (kind == CellKind::text) see_text(row);
    if (kind == CellKind::number) see_number(row);
    if (kind == CellKind::error) errors_.add(row);
    if (kind == CellKind::date) see_date(row);
  }

  void see_number(std::size_t row) {
    const double number = column_.as_float(row);
    if (!std::isfinite(number)) return;
    numbers_.push_back(number);
    whole_ = whole_ && number == std::floor(number);
    if (std::fabs(number) >= digits_kept) rounded_.add(row);
  }

  void see_date(std::size_t row) {
    std::int64_t day = column_.as_integer(row);
    if (column_.dtype != Dtype::date) {
      timed_ = timed_ || day % calendar::microseconds_per_day != 0;
      day = (day >= 0 ? day : day - calendar::microseconds_per_day + 1) / calendar::microseconds_per_day;
    }
    first_day_ = std::min(first_day_, day);
    last_day_ = std::max(last_day_, day);
  }

  // How far a column of a csv reaches; in a workbook the cells that are numbers tell it.
  void see_number_in_text(std::string_view value) {
    if (typed_) return;
    if (const auto decimal = parse_decimal(value)) numbers_.push_back(decimal->to_double());
  }
  void see_date_in_text(std::string_view value) {
    if (typed_) return;
    if (const auto parsed = calendar::parse(text::trim(value))) {
      const std::int64_t day = parsed->microseconds / calendar::microseconds_per_day;
      first_day_ = std::min(first_day_, day);
      last_day_ = std::max(last_day_, day);
    }
  }

  void see_text(std::size_t row) {
    const std::string_view value = column_.as_text(row);
    switch (reads_as(text::trim(value))) {
      case Reads::digits:
        digits_.add(row);
        see_number_in_text(value);
        break;
      case Reads::leading_zero:
        leading_zeros_.add(row);
        break;
      case Reads::number:
        decimals_.add(row);
        see_number_in_text(value);
        break;
      case Reads::date:
        dates_.add(row);
        see_date_in_text(value);
        break;
      case Reads::plain:
        words_.add(row);
        break;
    }
    if (has_edge_space(value)) edge_spaces_.add(row);
    if (mixes_scripts(value)) lookalikes_.add(row);
  }

  std::string type() const {
    if (facts_.filled == 0) return "empty";
    if (column_.dtype == Dtype::mixed) return mixture();
    if (facts_.of(CellKind::number)) return whole_ ? "integer" : "number";
    if (facts_.of(CellKind::date)) return timed_ ? "date and time" : "date";
    if (facts_.of(CellKind::boolean)) return "boolean";
    if (leading_zeros_.count > 0 && words_.count + dates_.count == 0) return "text: codes, some begin with 0";
    if (digits_.count == facts_.filled) return "text: digits";
    if (digits_.count + decimals_.count == facts_.filled) return "text: numbers";
    if (dates_.count == facts_.filled) return "text: dates";
    return "text";
  }

  std::string mixture() const {
    static constexpr std::pair<CellKind, const char*> words[] = {{CellKind::number, "numbers"},
                                                                 {CellKind::text, "texts"},
                                                                 {CellKind::date, "dates"},
                                                                 {CellKind::boolean, "booleans"},
                                                                 {CellKind::error, "errors"}};
    std::string out;
    for (const auto& [kind, word] : words)
      if (facts_.of(kind) > 0) out += fmt::format("{}{} {}", out.empty() ? "mixed: " : ", ", facts_.of(kind), word);
    return out;
  }

  void find(const Tally& tally, const char* code, std::string sentence, bool grave = false) {
    if (tally.count == 0) return;
    const std::uint32_t number = tally.row < frame_.origin().rows.size() ? frame_.origin().rows[tally.row] : 0;
    facts_.findings.push_back({code, std::move(sentence), facts_.letters + std::to_string(number),
                               column_.display(tally.row), tally.count, grave});
  }

  void judge() {
    find(rounded_, "rounded_digits",
         counted(rounded_.count, "number", "has", "have") +
             " 16 digits or more: only 15 are kept, the rest is lost already",
         true);
    if (typed_)
      judge_typed();
    else
      judge_csv();
    find(errors_, "errors", counted(errors_.count, "cell", "holds", "hold") + " an error", true);
    find(edge_spaces_, "edge_spaces",
         counted(edge_spaces_.count, "value", "begins or ends", "begin or end") + " with a space");
    find(lookalikes_, "lookalikes",
         counted(lookalikes_.count, "value", "mixes", "mix") + " Cyrillic letters with Latin ones that look like them");
  }

  // Where the format knows numbers and dates, text that reads as one is worth a word.
  void judge_typed() {
    const std::size_t numbers = facts_.of(CellKind::number), texts = facts_.of(CellKind::text);
    const std::size_t others = numbers + facts_.of(CellKind::date);
    Tally as_text = decimals_;
    if (numbers > 0 && digits_.count > 0) {
      if (as_text.count == 0 || digits_.row < as_text.row) as_text.row = digits_.row;
      as_text.count += digits_.count;
    }
    find(as_text, "numbers_as_text", counted(as_text.count, "number", "is", "are") + " stored as text");
    find(dates_, "dates_as_text", counted(dates_.count, "date", "is", "are") + " stored as text");
    if (numbers > 0) {
      find(leading_zeros_, "zeros_kept_and_lost",
           counted(leading_zeros_.count, "code", "begins", "begin") +
               fmt::format(" with 0 beside {} numbers that may have lost theirs", numbers),
           true);
    }
    if (others > texts) find_texts_among(others, numbers > 0 ? "numbers" : "dates");
  }

  void judge_csv() {
    const std::size_t numeric = digits_.count + decimals_.count;
    if (numeric > 9 * words_.count)
      find_texts_among(numeric, "numbers");
    else if (dates_.count > 9 * words_.count)
      find_texts_among(dates_.count, "dates");
  }

  void find_texts_among(std::size_t others, const char* what) {
    find(words_, "texts_among_others",
         fmt::format("{} text{} among {} {}", words_.count, words_.count == 1 ? "" : "s", others, what));
  }

  const Frame& frame_;
  const Column& column_;
  bool typed_;
  ColumnFacts facts_;
  std::vector<double> numbers_;
  std::int64_t first_day_ = INT64_MAX, last_day_ = INT64_MIN;
  bool whole_ = true, timed_ = false;
  Tally digits_, leading_zeros_, decimals_, dates_, words_, errors_, rounded_, edge_spaces_, lookalikes_;
};

}  // namespace

ColumnFacts facts_of(const Frame& frame, std::size_t column, bool typed) {
  return Inspection(frame, column, typed).run();
}

}  // namespace lunokhod::app::look
