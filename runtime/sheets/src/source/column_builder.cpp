#include "source/column_builder.hpp"

#include <algorithm>

#include "lunokhod/base/calendar.hpp"
#include "source/probe.hpp"

namespace lunokhod::sheets {
namespace {

constexpr unsigned bit(CellKind kind) {
  return 1u << static_cast<unsigned>(kind);
}

unsigned kinds_of(const std::vector<CellKind>& kinds) {
  unsigned seen = 0;
  for (const CellKind kind : kinds) seen |= bit(kind);
  return seen & ~bit(CellKind::empty);
}

Validity validity_of(const std::vector<CellKind>& kinds) {
  Validity valid;
  valid.resize(kinds.size(), false);
  for (std::size_t from = 0; from < kinds.size(); from += 64) {
    std::uint64_t bits = 0;
    const std::size_t count = std::min<std::size_t>(64, kinds.size() - from);
    for (std::size_t i = 0; i < count; ++i) bits |= std::uint64_t{kinds[from + i] != CellKind::empty} << i;
    valid.words()[from / 64] = bits;
  }
  return valid;
}

}  // namespace

void ColumnBuilder::spread(const std::vector<std::uint32_t>& place, std::size_t height) {
  std::vector<std::uint64_t> words(height);
  std::vector<CellKind> kinds(height, CellKind::empty);
  for (std::size_t row = 0; row < words_.size() && row < place.size(); ++row) {
    words[place[row]] = words_[row];
    kinds[place[row]] = kinds_[row];
  }
  words_ = std::move(words);
  kinds_ = std::move(kinds);
}

void ColumnBuilder::keep(const std::vector<std::uint32_t>& rows) {
  std::size_t to = 0;
  for (const std::uint32_t row : rows) {
    if (row >= words_.size()) break;
    words_[to] = words_[row];
    kinds_[to++] = kinds_[row];
  }
  words_.resize(to);
  kinds_.resize(to);
}

void ColumnBuilder::dates_to_microseconds(bool base_1904) {
  for (std::size_t row = 0; row < words_.size(); ++row) {
    if (kinds_[row] != CellKind::date) continue;
    const auto microseconds = cell_microseconds(words_[row], base_1904);
    // Excel shows no date there either (a negative serial): the number stays.
    if (microseconds)
      words_[row] = static_cast<std::uint64_t>(*microseconds);
    else
      kinds_[row] = CellKind::number;
  }
}

void ColumnBuilder::all_to_text(TextPool& pool, bool base_1904) {
  for (std::size_t row = 0; row < words_.size(); ++row) {
    if (kinds_[row] == CellKind::empty || kinds_[row] == CellKind::text || kinds_[row] == CellKind::error) continue;
    const Cell cell{0, 0, kinds_[row], 0, words_[row]};
    words_[row] = pool.add(cell_text(cell, pool, base_1904)).word;
    kinds_[row] = CellKind::text;
  }
  for (CellKind& kind : kinds_)
    if (kind == CellKind::error) kind = CellKind::text;
}

Column ColumnBuilder::finish(std::string name, std::size_t height, const std::shared_ptr<TextPool>& pool,
                             bool base_1904, bool as_text) {
  make_room(height);
  if (as_text) all_to_text(*pool, base_1904);
  if (kinds_of(kinds_) & bit(CellKind::date)) dates_to_microseconds(base_1904);

  Column column;
  column.name = std::move(name);
  column.source_column = source_column_;
  column.valid = validity_of(kinds_);
  const unsigned seen = kinds_of(kinds_);
  if (seen == bit(CellKind::number)) {
    column.dtype = Dtype::float_;
  } else if (seen == bit(CellKind::boolean)) {
    column.dtype = Dtype::boolean;
  } else if (seen == bit(CellKind::date)) {
    const auto whole_day = [](std::uint64_t word) {
      return static_cast<std::int64_t>(word) % calendar::microseconds_per_day == 0;
    };
    column.dtype = std::all_of(words_.begin(), words_.end(), whole_day) ? Dtype::date : Dtype::datetime;
    if (column.dtype == Dtype::date) {
      for (std::uint64_t& word : words_)
        word = static_cast<std::uint64_t>(static_cast<std::int64_t>(word) / calendar::microseconds_per_day);
    }
  } else if (seen == bit(CellKind::text) || seen == 0) {
    column.dtype = Dtype::text;
    column.pool = pool;
  } else {
    column.dtype = Dtype::mixed;
    column.pool = pool;
    column.kinds = std::move(kinds_);
  }
  column.words = std::move(words_);
  words_.clear();
  kinds_.clear();
  return column;
}

}  // namespace lunokhod::sheets
