#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>

#include "lunokhod/sheets/problems_workbook.hpp"
#include "lunokhod/sheets/write_xlsx.hpp"

namespace lunokhod::sheets {
namespace {

constexpr std::size_t most_notes = 20'000;  // every note is a drawn shape: past this Excel opens slowly, colours remain
constexpr const char* bad_cell = "FFC7CE";

// Which row and column of the frame an address in a source file is.
class Addresses {
 public:
  explicit Addresses(const Frame& frame) : frame_(frame), origin_(frame.origin()) {
    for (std::size_t row = 0; row < origin_.rows.size() && row < frame.height(); ++row) {
      const std::uint64_t source = row < origin_.source_index.size() ? origin_.source_index[row] : 0;
      rows_.emplace(source << 32 | origin_.rows[row], row);
    }
    for (std::size_t column = 0; column < frame.width(); ++column) {
      const std::int32_t source = frame.column(column).source_column;
      if (source >= 0) columns_.emplace(column_letters(static_cast<std::uint32_t>(source)), column);
    }
  }

  std::optional<std::size_t> row(const Problem& problem) const {
    for (std::size_t source = 0; source < origin_.sources.size(); ++source) {
      if (origin_.sources[source]->file != problem.file || origin_.sources[source]->sheet != problem.sheet) continue;
      const auto found = rows_.find(static_cast<std::uint64_t>(source) << 32 | problem.row);
      if (found != rows_.end()) return found->second;
    }
    return std::nullopt;
  }

  // A problem of the whole row is shown in its first column.
  std::optional<std::size_t> column(const Problem& problem) const {
    const std::string letters = problem.cell.substr(0, problem.cell.find_first_of("0123456789"));
    if (const auto found = columns_.find(letters); found != columns_.end()) return found->second;
    if (auto named = frame_.find(problem.column)) return *named;
    return problem.cell.empty() ? std::optional<std::size_t>(0) : std::nullopt;
  }

 private:
  const Frame& frame_;
  const Origin& origin_;
  std::unordered_map<std::uint64_t, std::size_t> rows_;
  std::map<std::string, std::size_t> columns_;
};

std::string sentence(const Problem& problem) {
  return problem.column.empty() ? fmt::format("wanted {}", problem.wanted)
                                : fmt::format("{}: wanted {}", problem.column, problem.wanted);
}

void mark(SheetToWrite& sheet, const Problems& problems) {
  const Addresses addresses(sheet.frame);
  std::map<std::pair<std::size_t, std::size_t>, std::string> cells;
  for (const Problem& problem : problems.list()) {
    const auto row = addresses.row(problem), column = addresses.column(problem);
    if (!row || !column || *column >= sheet.frame.width()) continue;
    std::string& note = cells[{*row, *column}];
    if (note.size() < 2'000) note += (note.empty() ? "" : "\n") + sentence(problem);
  }
  for (const auto& [place, note] : cells) {
    sheet.features.colors.push_back({place.first, place.second, bad_cell});
    if (sheet.features.notes.size() < most_notes)
      sheet.features.notes.push_back({place.first, place.second, note, "Lunokhod"});
  }
}

}  // namespace

Result<void> write_marked_source(const std::string& path, const Frame& source, const Problems& problems) {
  SheetToWrite rows, list;
  rows.name = "Source";
  rows.frame = source;
  mark(rows, problems);
  list.name = "Problems";
  list.frame = problems_frame(problems);
  return write_xlsx(path, {std::move(rows), std::move(list)});
}

}  // namespace lunokhod::sheets
