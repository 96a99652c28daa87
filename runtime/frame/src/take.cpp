#include "lunokhod/frame/take.hpp"

#include <algorithm>

#include "big_vector.hpp"
#include "parallel.hpp"

namespace lunokhod {
namespace {

// The common case: every row is there and has a value.
void take_words(const Column& column, std::span<const std::uint32_t> rows, std::size_t begin, std::size_t end,
                std::uint64_t* out) {
  constexpr std::size_t ahead = 24;
  const std::uint64_t* words = column.words.data();
  const std::size_t prefetched = end > begin + ahead ? end - ahead : begin;
  std::size_t i = begin;
  for (; i < prefetched; ++i) {
    __builtin_prefetch(words + rows[i + ahead]);
    out[i] = words[rows[i]];
  }
  for (; i < end; ++i) out[i] = words[rows[i]];
}

void take_some(const Column& column, std::span<const std::uint32_t> rows, std::size_t begin, std::size_t end,
               Column& out) {
  std::uint64_t* bits = out.valid.words().data();
  for (std::size_t i = begin; i < end; ++i) {
    const std::uint32_t row = rows[i];
    if (row == no_row) continue;
    out.words[i] = column.words[row];
    bits[i / 64] |= std::uint64_t{column.valid.get(row)} << (i % 64);
  }
}

Column take_rows(const Column& column, std::span<const std::uint32_t> rows, bool all_there, std::size_t workers) {
  Column out;
  out.name = column.name;
  out.dtype = column.dtype;
  out.scale = column.scale;
  out.source_column = column.source_column;
  out.format = column.format;
  out.pool = column.pool;
  make_zeros(out.words, rows.size());
  const bool plain = all_there && column.valid.all();
  out.valid.resize(rows.size(), plain);
  in_parts(rows.size(), 64, workers, [&](std::size_t, std::size_t begin, std::size_t end) {
    if (plain)
      take_words(column, rows, begin, end, out.words.data());
    else
      take_some(column, rows, begin, end, out);
  });
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
  return take_rows(column, rows, no_gaps(rows), worker_count(rows.size()));
}

Frame take(const Frame& frame, std::span<const std::uint32_t> rows) {
  Frame out;
  out.set_height(rows.size());
  const bool all_there = no_gaps(rows);
  const std::size_t workers = worker_count(rows.size() * frame.width());
  std::vector<Column> columns(frame.width());
  // A column per worker in turn: each walks the row numbers once, and threads are started once for all columns.
  each_job(frame.width(), workers, [&](std::size_t i) { columns[i] = take_rows(frame.column(i), rows, all_there, 1); });
  for (Column& column : columns) out.put(std::move(column));
  out.set_origin(take_origin(frame.origin(), rows));
  out.set_problems(frame.shared_problems());
  return out;
}

}  // namespace lunokhod
