// The end of both parsers of a sheet: a cell's address, type, style and raw value go in, a Cell in a batch comes out.
// What a value means is decided here and nowhere else, so the quick parser cannot read anything differently from the
// complete one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/sheets/workbook.hpp"
#include "number_format.hpp"
#include "xlsx/text_store.hpp"

namespace lunokhod::sheets::xlsx {

// What a sheet's values refer to.
struct SheetContext {
  const std::vector<TextRef>& strings;
  const std::vector<NumberKind>& styles;
  TextStore& texts;
  std::vector<std::string>& warnings;
  bool base_1904 = false;
};

enum class CellType : std::uint8_t { number, shared, text, inline_text, boolean, error, date };

class CellOutput {
 public:
  CellOutput(const SheetContext& context, const ReadOptions& options, CellSink& sink)
      : context_(context), options_(options), sink_(sink) {
    batch_.reserve(batch_size);
  }

  // False: the sink has enough, or the limit of rows is reached, or error() has something.
  bool begin_row(std::uint32_t row, bool hidden);
  bool wants(std::uint32_t column) const {
    return wanted_row_ && (!options_.columns || (column < options_.columns->size() && (*options_.columns)[column]));
  }
  bool formulas() const { return options_.formulas; }
  const SheetContext& context() const { return context_; }

  // Values in the words of the file, white space around them allowed.
  void value(std::uint32_t column, CellType type, std::uint32_t style, std::string_view raw, std::uint8_t flags);
  void text(std::uint32_t column, std::string_view text, std::uint8_t flags);  // ready: escapes are turned back
  void number(std::uint32_t column, std::uint32_t style, double value, std::uint8_t flags) {
    const NumberKind kind = style < context_.styles.size() ? context_.styles[style] : NumberKind::number;
    const bool date = kind != NumberKind::number;
    if (kind == NumberKind::date_with_time) flags |= CellFlag::has_time;
    push(column, date ? CellKind::date : CellKind::number, std::bit_cast<std::uint64_t>(value), flags);
  }
  // Looked up with the rest of its batch: so many lookups at once do not wait for each other.
  void shared(std::uint32_t column, std::uint64_t index, std::uint8_t flags) {
    push(column, CellKind::text, index, flags | unresolved);
  }
  void formula_without_value(std::uint32_t column);

  bool flush();  // false: stop
  bool stopped() const { return stopped_; }
  const std::optional<Error>& error() const { return error_; }

 private:
  static constexpr std::uint8_t unresolved = 128;  // a flag of our own: the word is an index
  static constexpr std::size_t batch_size = 512;

  void push(std::uint32_t column, CellKind kind, std::uint64_t word, std::uint8_t flags) {
    batch_.push_back(
        {row_, static_cast<std::uint16_t>(column), kind, static_cast<std::uint8_t>(flags | row_flags_), word});
    if (batch_.size() == batch_size) flush();
  }
  void resolve();
  Cell missing_text(const Cell& cell);
  void date_text(std::uint32_t column, std::string_view raw, std::uint8_t flags);
  void boolean(std::uint32_t column, std::string_view raw, std::uint8_t flags);

  const SheetContext& context_;
  const ReadOptions& options_;
  CellSink& sink_;
  std::vector<Cell> batch_;
  std::uint32_t row_ = 0;
  std::uint8_t row_flags_ = 0;
  bool wanted_row_ = true, stopped_ = false, warned_of_strings_ = false;
  std::uint64_t cells_ = 0;
  std::optional<Error> error_;
};

}  // namespace lunokhod::sheets::xlsx
