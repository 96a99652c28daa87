#include "source/merged_fill.hpp"

#include <algorithm>

namespace lunokhod::sheets {

Result<void> MergedFill::fill(const std::vector<std::uint32_t>& rows, const std::vector<std::int32_t>& slots,
                              std::vector<ColumnBuilder>& columns, TextPool& pool, std::uint64_t most_cells) {
  if (rows.empty()) return {};
  std::uint64_t work = 0;
  for (std::size_t i = 0; i < ranges_.size(); ++i) {
    const MergedRange& range = ranges_[i];
    const auto from = std::lower_bound(rows.begin(), rows.end(), range.first_row);
    if (from == rows.end()) continue;
    const auto begin = static_cast<std::size_t>(from - rows.begin());
    Value value;
    if (*from == range.first_row) {
      const std::int32_t first = range.first_column < slots.size() ? slots[range.first_column] : -1;
      if (first >= 0) value.kind = columns[static_cast<std::size_t>(first)].kind(begin);
      if (value.kind == CellKind::empty) continue;
      value.word = columns[static_cast<std::size_t>(first)].word(begin);
      const bool text = value.kind == CellKind::text || value.kind == CellKind::error;
      if (range.last_row > rows.back()) {
        if (text) value.text = pool.view(TextRef{value.word});
        begun_[i] = value;
      }
    } else {
      const auto begun = begun_.find(i);
      if (begun == begun_.end() || *from > range.last_row) continue;
      value = begun->second;
      if (!value.text.empty()) value.word = pool.add(value.text).word;
    }
    const auto end = static_cast<std::size_t>(std::upper_bound(from, rows.end(), range.last_row) - rows.begin());
    for (std::uint32_t column = range.first_column; column <= range.last_column && column < slots.size(); ++column) {
      if (slots[column] < 0) continue;
      ColumnBuilder& target = columns[static_cast<std::size_t>(slots[column])];
      work += end - begin + 1;
      if (work > most_cells) return Error{Code::limit, "merged ranges cover each other over and over"};
      if (target.room() < end) target.make_room(end);
      for (std::size_t row = begin; row < end; ++row) target.set(row, value.kind, value.word);
    }
  }
  return {};
}

}  // namespace lunokhod::sheets
