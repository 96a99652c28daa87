#include "lunokhod/frame/take.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "big_vector.hpp"
#include "lunokhod/platform/parallel.hpp"

namespace lunokhod {
namespace {

// The words of rows, one after another: a vector made of them is written once, not first filled with zeros.
class WordsOfRows {
 public:
  using iterator_category = std::forward_iterator_tag;
  using value_type = std::uint64_t;
  using difference_type = std::ptrdiff_t;
  using pointer = const std::uint64_t*;
  using reference = std::uint64_t;

  WordsOfRows(const std::uint64_t* words, const std::uint32_t* row, const std::uint32_t* last)
      : words_(words), row_(row), last_(last) {}
  std::uint64_t operator*() const {
    constexpr std::ptrdiff_t ahead = 24;
    __builtin_prefetch(words_ + row_[std::min(ahead, last_ - row_)]);
    return words_[*row_];
  }
  WordsOfRows& operator++() {
    ++row_;
    return *this;
  }
  WordsOfRows operator++(int) { return {words_, row_++, last_}; }
  bool operator==(const WordsOfRows& other) const { return row_ == other.row_; }
  bool operator!=(const WordsOfRows& other) const { return row_ != other.row_; }

 private:
  const std::uint64_t* words_;
  const std::uint32_t *row_, *last_;
};

// Rows that are not there and values that are null stay so.
void take_some(const Column& column, std::span<const std::uint32_t> rows, Column& out) {
  make_zeros(out.words, rows.size());
  out.valid.resize(rows.size(), false);
  std::uint64_t* bits = out.valid.words().data();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::uint32_t row = rows[i];
    if (row == no_row) continue;
    out.words[i] = column.words[row];
    bits[i / 64] |= std::uint64_t{column.valid.get(row)} << (i % 64);
  }
}

void take_all(const Column& column, std::span<const std::uint32_t> rows, Column& out) {
  out.valid.resize(rows.size(), true);
  if (rows.empty()) return;
  make_room(out.words, rows.size());
  const std::uint32_t *first = rows.data(), *end = first + rows.size();
  out.words.assign(WordsOfRows(column.words.data(), first, end - 1), WordsOfRows(column.words.data(), end, end - 1));
}

Column take_rows(const Column& column, std::span<const std::uint32_t> rows, bool all_there) {
  Column out;
  out.name = column.name;
  out.dtype = column.dtype;
  out.scale = column.scale;
  out.source_column = column.source_column;
  out.format = column.format;
  out.pool = column.pool;
  if (all_there && column.valid.all()) {
    take_all(column, rows, out);
  } else {
    take_some(column, rows, out);
  }
  if (column.dtype == Dtype::mixed) {
    out.kinds.resize(rows.size(), CellKind::empty);
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (rows[i] != no_row) out.kinds[i] = column.kinds[rows[i]];
  }
  return out;
}

bool no_gaps(std::span<const std::uint32_t> rows) {
  std::uint32_t most = 0;
  for (std::uint32_t row : rows) most = std::max(most, row);
  return most != no_row;
}

std::shared_ptr<const Origin> take_origin(const Origin& origin, std::span<const std::uint32_t> rows) {
  auto out = std::make_shared<Origin>();
  out->sources = origin.sources;
  if (!origin.rows.empty()) {
    out->rows.reserve(rows.size());
    for (std::uint32_t row : rows) out->rows.push_back(row == no_row ? 0 : origin.rows[row]);
  }
  if (!origin.source_index.empty()) {
    out->source_index.reserve(rows.size());
    for (std::uint32_t row : rows) out->source_index.push_back(row == no_row ? 0 : origin.source_index[row]);
  }
  return out;
}

}  // namespace

Column take(const Column& column, std::span<const std::uint32_t> rows) {
  return take_rows(column, rows, no_gaps(rows));
}

Frame take(const Frame& frame, std::span<const std::uint32_t> rows) {
  Frame out;
  out.set_height(rows.size());
  const bool all_there = no_gaps(rows);
  const std::size_t workers = worker_count(rows.size() * frame.width());
  std::vector<Column> columns(frame.width());
  // A column per worker in turn: each walks the row numbers once, and threads are started once for all columns.
  each_job(frame.width(), workers, [&](std::size_t i) { columns[i] = take_rows(frame.column(i), rows, all_there); });
  for (Column& column : columns) out.put(std::move(column));
  out.set_origin(take_origin(frame.origin(), rows));
  out.set_problems(frame.shared_problems());
  return out;
}

}  // namespace lunokhod
