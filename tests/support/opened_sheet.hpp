// A file in memory, opened through the door, its sheets as maps of cells: what tests of readers look at.
// Include it only in tests of the sheets room.
#pragma once

#include <bit>
#include <memory>
#include <optional>
#include <string>

#include "collected_cells.hpp"
#include "lunokhod/base/text.hpp"
#include "readers.hpp"

namespace lunokhod::testing {

class OpenedSheet {
 public:
  explicit OpenedSheet(std::string content, const std::string& password = "", std::size_t sheet = 0,
                       const sheets::ReadOptions& options = {})
      : bytes_(std::move(content)) {
    sheets::OpenOptions open_options;
    open_options.password = password;
    auto opened = sheets::open_content({"test", nullptr, bytes_}, open_options);
    if (!opened.ok()) {
      error = opened.error();
      return;
    }
    reader = *std::move(opened);
    if (sheet < reader->sheets().size()) read(sheet, options);
  }
  void read(std::size_t sheet, const sheets::ReadOptions& options = {}) {
    cells.emplace(*reader);
    auto result = reader->read(sheet, options, *cells);
    if (result.ok())
      details = *std::move(result);
    else
      error = result.error();
  }
  // The cell in words: "text:…", "number:1.5", "date:44561", "boolean:1", "error:#N/A", "" for none.
  std::string at(const std::string& address) const {
    if (!cells) return error ? "failed: " + error->text() : "not read";
    if (const auto found = cells->texts.find(address); found != cells->texts.end()) return "text:" + found->second;
    const auto found = cells->others.find(address);
    if (found == cells->others.end()) return "";
    const auto& cell = found->second;
    switch (cell.kind) {
      case CellKind::number:
        return "number:" + text::format_float(std::bit_cast<double>(cell.word));
      case CellKind::date:
        return "date:" + text::format_float(std::bit_cast<double>(cell.word));
      case CellKind::boolean:
        return "boolean:" + std::to_string(cell.word);
      case CellKind::error:
        return "error:" + std::string(reader->pool()->view(TextRef{cell.word}));
      default:
        return "without value";
    }
  }
  std::size_t count() const { return cells ? cells->texts.size() + cells->others.size() : 0; }
  std::uint8_t flags(const std::string& address) const { return cells->others.at(address).flags; }
  std::optional<Code> code() const { return error ? std::optional(error->code) : std::nullopt; }

  std::unique_ptr<sheets::Reader> reader;
  std::optional<CollectedCells> cells;
  sheets::SheetDetails details;
  std::optional<Error> error;

 private:
  std::string bytes_;
};

}  // namespace lunokhod::testing
