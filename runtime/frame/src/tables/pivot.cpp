#include "lunokhod/frame/pivot.hpp"

#include <algorithm>
#include <numeric>

#include "big_vector.hpp"
#include "lunokhod/frame/concat.hpp"
#include "lunokhod/frame/sort.hpp"
#include "lunokhod/frame/take.hpp"
#include "lunokhod/platform/parallel.hpp"
#include "tables/aggregate.hpp"

namespace lunokhod {
namespace {

constexpr std::size_t most_columns = 4096;

// The different values of the column that becomes headers, in order of value, nulls last.
Result<std::vector<std::uint32_t>> header_order(const Frame& frame, std::size_t column, const Groups& headers) {
  if (headers.count() > most_columns)
    return Error{Code::limit,
                 "pivot would make " + std::to_string(headers.count()) + " columns of \"" + frame.column(column).name +
                     "\", at most " + std::to_string(most_columns) + " are made",
                 "swap rows and columns, or group the values first"};
  Frame values;
  values.put(take(frame.column(column), headers.first_row));
  const SortKey key{values.column(0).name};
  return sorted_rows(values, std::span(&key, 1));
}

// Groups of (row, header) in one numbering: row × headers + header.
Groups cells_of(const Groups& rows, const Groups& headers) {
  Groups out;
  out.group.resize(rows.group.size());
  const auto width = static_cast<std::uint32_t>(headers.count());
  for (std::size_t row = 0; row < out.group.size(); ++row)
    out.group[row] = rows.group[row] * width + headers.group[row];
  out.first_row.resize(rows.count() * headers.count());
  return out;
}

Column picked(const Column& cells, std::size_t header, std::size_t headers, std::size_t rows, std::string name) {
  std::vector<std::uint32_t> taken(rows);
  for (std::size_t row = 0; row < rows; ++row) taken[row] = static_cast<std::uint32_t>(row * headers + header);
  Column out = take(cells, taken);
  out.name = std::move(name);
  out.source_column = -1;
  return out;
}

}  // namespace

Result<Frame> pivot(const Frame& frame, const Pivot& pivot) {
  std::vector<std::size_t> row_columns;
  for (const std::string& name : pivot.rows) row_columns.push_back(TRY(frame.find(name)));
  const std::size_t header_column = TRY(frame.find(pivot.columns));
  const bool counts_rows = pivot.values.empty() && pivot.function == "count";
  const Column* values = counts_rows ? nullptr : &frame.column(TRY(frame.find(pivot.values)));

  const Groups rows = groups_of(frame, row_columns);
  const Groups headers = groups_of(frame, std::span(&header_column, 1));
  const std::vector<std::uint32_t> order = TRY(header_order(frame, header_column, headers));
  if (rows.count() * std::max<std::size_t>(headers.count(), 1) > 500'000'000)
    return Error{Code::limit, "pivot would make more than 500 million cells"};
  const Column cells = TRY(aggregate(values, cells_of(rows, headers), pivot.function, ""));

  Frame out;
  out.set_height(rows.count());
  for (std::size_t index : row_columns) out.put(take(frame.column(index), rows.first_row));
  for (std::uint32_t header : order) {
    const std::uint32_t at = headers.first_row[header];
    const Column& named = frame.column(header_column);
    const std::string name = named.is_null(at) ? "(null)" : named.display(at);
    for (const std::string& taken : out.names())
      if (taken == name)
        return Error{Code::ambiguous, "pivot would make a second column \"" + name + "\"",
                     "rename the row column first"};
    out.put(picked(cells, header, headers.count(), rows.count(), name));
  }
  out.set_problems(frame.shared_problems());
  return out;
}

namespace {

// Row numbers each repeated `times`.
std::vector<std::uint32_t> repeated(std::size_t rows, std::size_t times) {
  std::vector<std::uint32_t> out;
  make_zeros(out, rows * times);
  in_parts(rows, 64, worker_count(out.size()), [&](std::size_t, std::size_t begin, std::size_t end) {
    std::uint32_t* at = out.data() + begin * times;
    for (std::size_t row = begin; row < end; ++row)
      for (std::size_t i = 0; i < times; ++i) *at++ = static_cast<std::uint32_t>(row);
  });
  return out;
}

// Columns of one storage are woven together as they are.
bool one_storage(const Frame& frame, const std::vector<std::size_t>& columns) {
  const Column& first = frame.column(columns[0]);
  for (std::size_t index : columns) {
    const Column& column = frame.column(index);
    if (column.dtype != first.dtype || column.scale != first.scale || column.pool != first.pool) return false;
  }
  return first.dtype != Dtype::mixed;
}

Column woven(const Frame& frame, const std::vector<std::size_t>& columns, const std::string& name) {
  const std::size_t width = columns.size();
  const Column& first = frame.column(columns[0]);
  Column out;
  out.name = name;
  out.dtype = first.dtype;
  out.scale = first.scale;
  out.format = first.format;
  out.pool = first.pool;
  make_zeros(out.words, frame.height() * width);
  bool all_valid = true;
  for (std::size_t index : columns) all_valid = all_valid && frame.column(index).valid.all();
  in_parts(frame.height(), 64, worker_count(out.words.size()), [&](std::size_t, std::size_t begin, std::size_t end) {
    std::vector<const std::uint64_t*> from;
    for (std::size_t index : columns) from.push_back(frame.column(index).words.data());
    std::uint64_t* at = out.words.data() + begin * width;
    for (std::size_t row = begin; row < end; ++row)
      for (std::size_t i = 0; i < width; ++i) *at++ = from[i][row];
  });
  out.valid.resize(out.words.size(), all_valid);
  if (all_valid) return out;
  for (std::size_t row = 0; row < frame.height(); ++row)
    for (std::size_t i = 0; i < width; ++i)
      if (!frame.column(columns[i]).is_null(row)) out.valid.set(row * width + i, true);
  return out;
}

// The values of the columns, row after row, as one column: concat below one another, then interleaved.
Result<Column> interleaved(const Frame& frame, const std::vector<std::size_t>& columns, const std::string& name) {
  if (one_storage(frame, columns)) return woven(frame, columns, name);
  std::vector<Frame> parts;
  for (std::size_t index : columns) {
    Column renamed = frame.column(index);
    renamed.name = name;
    Frame part;
    part.put(std::move(renamed));
    parts.push_back(std::move(part));
  }
  auto joined = concat(parts);
  if (!joined.ok()) {
    Error error = std::move(joined).error();
    if (error.code == Code::type_mismatch)
      error.message = "unpivot puts columns of different types into one: " + error.message;
    return error;
  }
  const std::size_t height = frame.height(), width = columns.size();
  std::vector<std::uint32_t> order(height * width);
  for (std::size_t row = 0; row < height; ++row)
    for (std::size_t i = 0; i < width; ++i) order[row * width + i] = static_cast<std::uint32_t>(i * height + row);
  return take(joined->column(0), order);
}

Column name_column(const Frame& frame, const std::vector<std::size_t>& columns, const std::string& name) {
  Column out;
  out.name = name;
  out.pool = std::make_shared<TextPool>();
  std::vector<std::uint64_t> words;
  for (std::size_t index : columns) words.push_back(out.pool->add(frame.column(index).name).word);
  make_zeros(out.words, frame.height() * words.size());
  in_parts(frame.height(), 64, worker_count(out.words.size()), [&](std::size_t, std::size_t begin, std::size_t end) {
    std::uint64_t* at = out.words.data() + begin * words.size();
    for (std::size_t row = begin; row < end; ++row) at = std::copy(words.begin(), words.end(), at);
  });
  out.valid.resize(out.words.size(), true);
  return out;
}

}  // namespace

Result<Frame> unpivot(const Frame& frame, const Unpivot& unpivot) {
  std::vector<std::size_t> keep, columns;
  for (const std::string& name : unpivot.keep) keep.push_back(TRY(frame.find(name)));
  for (const std::string& name : unpivot.columns) columns.push_back(TRY(frame.find(name)));
  const auto is_kept = [&](std::size_t i) { return std::find(keep.begin(), keep.end(), i) != keep.end(); };
  if (unpivot.columns.empty())
    for (std::size_t i = 0; i < frame.width(); ++i)
      if (!is_kept(i)) columns.push_back(i);
  if (columns.empty()) return Error{Code::invalid_argument, "unpivot has no columns left to make rows of"};
  for (std::size_t i : keep)
    for (const std::string* taken : {&unpivot.name, &unpivot.value})
      if (frame.column(i).name == *taken)
        return Error{Code::ambiguous, "unpivot would make a second column \"" + *taken + "\"", "choose other names"};
  if (unpivot.name == unpivot.value) return Error{Code::invalid_argument, "name and value are one column"};
  if (frame.height() * columns.size() >= 0xFFFFFFFF)
    return Error{Code::limit, "unpivot would make over 4 billion rows"};

  Frame kept;
  kept.set_height(frame.height());
  for (std::size_t i : keep) kept.put(frame.shared_column(i));
  kept.set_origin(frame.shared_origin());
  kept.set_problems(frame.shared_problems());
  Frame out;
  Column names;
  Result<Column> values = Column();
  // Most of the time goes into new memory, which one thread is slow to fill.
  each_job(2, worker_count(frame.height() * columns.size()), [&](std::size_t job) {
    if (job == 0) {
      values = interleaved(frame, columns, unpivot.value);
    } else {
      out = take(kept, repeated(frame.height(), columns.size()));
      names = name_column(frame, columns, unpivot.name);
    }
  });
  if (!values.ok()) return std::move(values).error();
  out.put(std::move(names));
  out.put(*std::move(values));
  if (!unpivot.drop_nulls) return out;
  std::vector<std::uint32_t> rows;
  const Column& value = out.column(out.width() - 1);
  for (std::size_t row = 0; row < value.size(); ++row)
    if (!value.is_null(row)) rows.push_back(static_cast<std::uint32_t>(row));
  return take(out, rows);
}

}  // namespace lunokhod
