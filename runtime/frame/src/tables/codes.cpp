#include "tables/codes.hpp"

#include <algorithm>
#include <atomic>
#include <limits>
#include <numeric>

#include "big_vector.hpp"
#include "lunokhod/platform/parallel.hpp"

namespace lunokhod {
namespace {

constexpr std::uint32_t no_code = WordTable::absent;

struct Range {
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  std::int64_t most = std::numeric_limits<std::int64_t>::min();
};

Range range_of(const Column& column) {
  const std::size_t workers = worker_count(column.size());
  std::vector<Range> parts(workers);
  const bool all_valid = column.valid.all();
  in_parts(column.size(), 64, workers, [&](std::size_t worker, std::size_t begin, std::size_t end) {
    Range range;
    for (std::size_t row = begin; row < end; ++row) {
      if (!all_valid && column.is_null(row)) continue;
      range.least = std::min(range.least, column.as_integer(row));
      range.most = std::max(range.most, column.as_integer(row));
    }
    parts[worker] = range;
  });
  Range whole;
  for (const Range& part : parts) {
    whole.least = std::min(whole.least, part.least);
    whole.most = std::max(whole.most, part.most);
  }
  return whole;
}

// Whole numbers close together are their own codes; 0 is null.
bool direct_codes(const Column& column, Codes& out) {
  if (column.dtype == Dtype::float_) return false;
  const Range range = range_of(column);
  if (range.least > range.most) {
    out.bound = 1;
    out.codes.assign(column.size(), 0);
    return true;
  }
  const std::uint64_t span = static_cast<std::uint64_t>(range.most) - static_cast<std::uint64_t>(range.least);
  if (span > (1u << 20) && span > column.size()) return false;
  if (span > (1u << 28)) return false;
  out.bound = span + 2;
  make_zeros(out.codes, column.size());
  const bool all_valid = column.valid.all();
  const auto least = static_cast<std::uint64_t>(range.least);
  in_parts(column.size(), 64, worker_count(column.size()), [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row)
      out.codes[row] =
          all_valid || column.valid.get(row) ? static_cast<std::uint32_t>(column.words[row] - least) + 1 : 0;
  });
  return true;
}

void hashed_codes(const Column& column, Codes& out) {
  WordTable table;
  make_zeros(out.codes, column.size());
  for (std::size_t row = 0; row < column.size(); ++row)
    out.codes[row] = column.is_null(row) ? 0 : table.add(key_word(column, row)) + 1;
  out.bound = table.size() + 1;
}

void text_codes(const Column& column, Codes& out) {
  TextTable table;
  struct Recent {
    std::uint64_t word = ~std::uint64_t{0};
    std::uint32_t code = 0;
  };
  std::vector<Recent> recent(4096);
  make_zeros(out.codes, column.size());
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (column.is_null(row)) {
      out.codes[row] = 0;
      continue;
    }
    const std::uint64_t word = column.words[row];
    Recent& known = recent[word * 0x9E3779B97F4A7C15u >> 52];
    if (known.word != word) known = {word, table.add(column.as_text(row)) + 1};
    out.codes[row] = known.code;
  }
  out.bound = table.size() + 1;
}

// A mixed cell by what it shows and what kind it is.
void mixed_codes(const Column& column, Codes& out) {
  TextTable table;
  TextPool pool;
  make_zeros(out.codes, column.size());
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (column.is_null(row)) continue;
    const std::string shown = std::to_string(static_cast<int>(column.kinds[row])) + column.display(row);
    const std::uint32_t known = table.find(shown);
    out.codes[row] = (known != no_code ? known : table.add(pool.view(pool.add(shown)))) + 1;
  }
  out.bound = table.size() + 1;
}

// Dense numbers for codes, in order of first appearance.
Groups numbered(Codes codes) {
  Groups out;
  const bool direct = codes.bound <= (std::uint64_t{1} << 22);
  std::vector<std::uint32_t> number(direct ? codes.bound : 0, no_code);
  WordTable table;
  for (std::size_t row = 0; row < codes.codes.size(); ++row) {
    const std::uint32_t code = codes.codes[row];
    std::uint32_t group;
    if (direct) {
      if (number[code] == no_code) number[code] = static_cast<std::uint32_t>(out.first_row.size());
      group = number[code];
    } else {
      group = table.add(code);
    }
    if (group == out.first_row.size()) out.first_row.push_back(static_cast<std::uint32_t>(row));
    codes.codes[row] = group;
  }
  out.group = std::move(codes.codes);
  return out;
}

Codes combined(const Codes& a, const Codes& b) {
  Codes out;
  make_zeros(out.codes, a.codes.size());
  if (a.bound <= std::numeric_limits<std::uint32_t>::max() / std::max<std::uint64_t>(b.bound, 1)) {
    out.bound = a.bound * b.bound;
    const auto factor = static_cast<std::uint32_t>(b.bound);
    in_parts(out.codes.size(), 64, worker_count(out.codes.size()),
             [&](std::size_t, std::size_t begin, std::size_t end) {
               for (std::size_t row = begin; row < end; ++row) out.codes[row] = a.codes[row] * factor + b.codes[row];
             });
    return out;
  }
  WordTable table;
  for (std::size_t row = 0; row < out.codes.size(); ++row)
    out.codes[row] = table.add(std::uint64_t{a.codes[row]} << 32 | b.codes[row]);
  out.bound = table.size();
  return out;
}

}  // namespace

Codes codes_of(const Column& column) {
  Codes out;
  if (column.dtype == Dtype::text)
    text_codes(column, out);
  else if (column.dtype == Dtype::mixed)
    mixed_codes(column, out);
  else if (!direct_codes(column, out))
    hashed_codes(column, out);
  return out;
}

Groups groups_of(const Frame& frame, std::span<const std::size_t> columns) {
  if (columns.empty()) {
    Groups one;
    one.group.assign(frame.height(), 0);
    if (frame.height() > 0) one.first_row.push_back(0);
    return one;
  }
  Codes all = codes_of(frame.column(columns[0]));
  for (std::size_t i = 1; i < columns.size(); ++i) all = combined(all, codes_of(frame.column(columns[i])));
  return numbered(std::move(all));
}

std::vector<std::uint32_t> text_ranks(const std::vector<std::string_view>& texts) {
  std::vector<std::uint32_t> order(texts.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return texts[a] < texts[b]; });
  std::vector<std::uint32_t> ranks(texts.size());
  for (std::uint32_t rank = 0; rank < order.size(); ++rank) ranks[order[rank]] = rank;
  return ranks;
}

}  // namespace lunokhod
