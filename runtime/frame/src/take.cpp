#include "lunokhod/frame/take.hpp"

namespace lunokhod {

Column take(const Column& column, std::span<const std::uint32_t> rows) {
  Column out;
  out.name = column.name;
  out.dtype = column.dtype;
  out.scale = column.scale;
  out.source_column = column.source_column;
  out.format = column.format;
  out.pool = column.pool;
  out.words.resize(rows.size());
  out.valid.resize(rows.size(), false);
  std::vector<std::uint64_t>& bits = out.valid.words();
  const bool all_valid = column.valid.all();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::uint32_t row = rows[i];
    if (row == no_row) continue;
    out.words[i] = column.words[row];
    bits[i / 64] |= std::uint64_t{all_valid || column.valid.get(row)} << (i % 64);
  }
  if (column.dtype == Dtype::mixed) {
    out.kinds.resize(rows.size(), CellKind::empty);
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (rows[i] != no_row) out.kinds[i] = column.kinds[rows[i]];
  }
  return out;
}

namespace {

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

Frame take(const Frame& frame, std::span<const std::uint32_t> rows) {
  Frame out;
  out.set_height(rows.size());
  for (std::size_t i = 0; i < frame.width(); ++i) out.put(take(frame.column(i), rows));
  out.set_origin(take_origin(frame.origin(), rows));
  out.set_problems(std::make_shared<const Problems>(frame.problems()));
  return out;
}

}  // namespace lunokhod
