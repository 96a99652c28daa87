#include "source/probe.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod::sheets {
namespace {

std::string header_text(std::string text) {
  for (char& c : text)
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  return std::string(text::trim(text));
}

}  // namespace

std::optional<std::int64_t> cell_microseconds(std::uint64_t word, bool base_1904) {
  const double serial = std::bit_cast<double>(word);
  if (!base_1904 && serial >= 61 && serial < 2'958'466 && serial == std::floor(serial)) {
    return (static_cast<std::int64_t>(serial) - 25'569) * calendar::microseconds_per_day;  // nearly all dates
  }
  return calendar::microseconds_from_serial(serial, base_1904);
}

std::string cell_text(const Cell& cell, const TextPool& pool, bool base_1904) {
  switch (cell.kind) {
    case CellKind::empty:
      return "";
    case CellKind::text:
    case CellKind::error:
      return std::string(pool.view(TextRef{cell.word}));
    case CellKind::boolean:
      return cell.word ? "TRUE" : "FALSE";
    case CellKind::number:
      return text::format_float(std::bit_cast<double>(cell.word));
    case CellKind::date: {
      const auto microseconds = cell_microseconds(cell.word, base_1904);
      if (!microseconds) return text::format_float(std::bit_cast<double>(cell.word));
      if (*microseconds % calendar::microseconds_per_day == 0) {
        return calendar::format_date(*microseconds / calendar::microseconds_per_day);
      }
      return calendar::format_datetime(*microseconds);
    }
  }
  return "";
}

const ProbeCell* ProbeRow::at(std::uint32_t column) const {
  const auto found = std::lower_bound(cells.begin(), cells.end(), column,
                                      [](const ProbeCell& cell, std::uint32_t wanted) { return cell.column < wanted; });
  return found != cells.end() && found->column == column ? &*found : nullptr;
}

bool Probe::cells(std::span<const Cell> batch) {
  constexpr std::size_t enough_cells = rows_kept * 4'096;
  for (const Cell& cell : batch) {
    if (cell.kind == CellKind::empty || !range_.has_row(cell.row) || !range_.has_column(cell.column)) continue;
    std::string text = header_text(cell_text(cell, *reader_.pool(), reader_.base_1904()));
    if (text.empty()) continue;
    if (rows_.empty() || rows_.back().row != cell.row) {
      if (rows_.size() == rows_kept) return false;
      rows_.push_back({cell.row, {}});
    }
    rows_.back().cells.push_back({cell.column, cell.kind, std::move(text)});
    if (++cells_ == enough_cells) return false;
  }
  return true;
}

std::vector<ProbeRow> Probe::rows() {
  std::stable_sort(rows_.begin(), rows_.end(), [](const ProbeRow& a, const ProbeRow& b) { return a.row < b.row; });
  std::vector<ProbeRow> joined;
  for (ProbeRow& row : rows_) {
    if (joined.empty() || joined.back().row != row.row) {
      joined.push_back(std::move(row));
    } else {
      std::move(row.cells.begin(), row.cells.end(), std::back_inserter(joined.back().cells));
    }
  }
  for (ProbeRow& row : joined) {
    auto& cells = row.cells;
    const auto earlier = [](const ProbeCell& a, const ProbeCell& b) { return a.column < b.column; };
    if (!std::is_sorted(cells.begin(), cells.end(), earlier)) std::stable_sort(cells.begin(), cells.end(), earlier);
    std::vector<ProbeCell> last;
    for (ProbeCell& cell : cells) {
      if (!last.empty() && last.back().column == cell.column) last.pop_back();
      last.push_back(std::move(cell));
    }
    cells = std::move(last);
  }
  rows_.clear();
  return joined;
}

}  // namespace lunokhod::sheets
