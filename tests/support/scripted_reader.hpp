// A workbook of one sheet whose cells a test says one by one, in the order in which a file would hold them.
#pragma once

#include <bit>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/sheets/workbook.hpp"

namespace lunokhod::testing {

class ScriptedReader final : public sheets::Reader {
 public:
  sheets::Format format() const override { return sheets::Format::xlsx; }
  const std::vector<sheets::SheetInfo>& sheets() const override { return infos; }

  Result<sheets::SheetDetails> read(std::size_t, const sheets::ReadOptions& options, sheets::CellSink& sink) override {
    ++reads;
    for (const sheets::Cell& cell : cells) {
      if (cell.row < options.first_row || (options.row_limit && cell.row - options.first_row >= options.row_limit))
        continue;
      if (options.columns && (cell.column >= options.columns->size() || !(*options.columns)[cell.column])) continue;
      ++delivered;
      if (!sink.cells({&cell, 1})) break;
    }
    return details;
  }

  // "B3": column and row of the next cell.
  ScriptedReader& text(std::string_view address, std::string_view value, std::uint8_t flags = 0) {
    return add(address, CellKind::text, pool_->add(value).word, flags);
  }
  ScriptedReader& number(std::string_view address, double value, std::uint8_t flags = 0) {
    return add(address, CellKind::number, std::bit_cast<std::uint64_t>(value), flags);
  }
  ScriptedReader& date(std::string_view address, double serial) {
    return add(address, CellKind::date, std::bit_cast<std::uint64_t>(serial), 0);
  }
  ScriptedReader& boolean(std::string_view address, bool value) { return add(address, CellKind::boolean, value, 0); }
  ScriptedReader& error(std::string_view address, std::string_view value) {
    return add(address, CellKind::error, pool_->add(value).word, 0);
  }
  ScriptedReader& formula_without_value(std::string_view address) {
    return add(address, CellKind::empty, 0, sheets::formula | sheets::formula_without_value);
  }
  // A row of texts from column A on; "" leaves a cell out.
  ScriptedReader& row(std::uint32_t number, const std::vector<std::string>& texts) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (texts[i].empty()) continue;
      cells.push_back({number - 1, static_cast<std::uint16_t>(i), CellKind::text, 0, pool_->add(texts[i]).word});
    }
    return *this;
  }

  std::vector<sheets::SheetInfo> infos{{"Лист1", sheets::SheetKind::worksheet, sheets::Visibility::visible}};
  std::vector<sheets::Cell> cells;
  sheets::SheetDetails details;
  int reads = 0;
  std::size_t delivered = 0;

 private:
  ScriptedReader& add(std::string_view address, CellKind kind, std::uint64_t word, std::uint8_t flags) {
    std::uint32_t column = 0, row = 0;
    for (const char c : address) {
      if (c >= 'A')
        column = column * 26 + static_cast<std::uint32_t>(c - 'A' + 1);
      else
        row = row * 10 + static_cast<std::uint32_t>(c - '0');
    }
    cells.push_back({row - 1, static_cast<std::uint16_t>(column - 1), kind, flags, word});
    return *this;
  }
};

}  // namespace lunokhod::testing
