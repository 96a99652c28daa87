// The keys of both sides become codes of one numbering; then joining is looking up small whole numbers.
#include "lunokhod/frame/join.hpp"

#include <algorithm>
#include <limits>

#include "big_vector.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/frame/take.hpp"
#include "lunokhod/platform/parallel.hpp"
#include "mapping/coerce.hpp"
#include "tables/codes.hpp"

namespace lunokhod {
namespace {

constexpr std::uint32_t none = WordTable::absent;

struct Side {
  std::vector<std::uint32_t> codes;  // per row; none: a key with a null, or one the other side does not have
};

struct Sides {
  Side left, right;
  std::uint64_t bound = 0;  // of the codes
};

// Texts meet by content, folded on demand. The right side (usually the smaller) gives the numbers.
class TextKeys {
 public:
  explicit TextKeys(bool folded) : folded_(folded) {}

  std::vector<std::uint32_t> codes(const Column& column, bool adds) {
    std::vector<std::uint32_t> out(column.size(), none);
    struct Recent {
      std::uint64_t word = ~std::uint64_t{0};
      std::uint32_t code = none;
    };
    std::vector<Recent> recent(4096);
    for (std::size_t row = 0; row < column.size(); ++row) {
      if (column.is_null(row)) continue;
      const std::uint64_t word = column.words[row];
      Recent& known = recent[word * 0x9E3779B97F4A7C15u >> 52];
      if (known.word != word) known = {word, code(column.as_text(row), adds)};
      out[row] = known.code;
    }
    return out;
  }
  std::size_t size() const { return table_.size(); }

 private:
  std::uint32_t code(std::string_view text, bool adds) {
    if (!folded_) return adds ? table_.add(text) : table_.find(text);
    const std::string key = text::fold(text);
    const std::uint32_t known = table_.find(key);
    if (known != none || !adds) return known;
    return table_.add(kept_.view(kept_.add(key)));
  }
  bool folded_;
  TextTable table_;
  TextPool kept_;
};

bool is_number(Dtype dtype) {
  return dtype == Dtype::integer || dtype == Dtype::decimal || dtype == Dtype::float_;
}

// Words of both columns at which equal values are equal words.
Result<void> meet(const Column*& left, const Column*& right, Column& left_copy, Column& right_copy) {
  if (left->dtype == Dtype::mixed || right->dtype == Dtype::mixed)
    return Error{Code::type_mismatch, "the key \"" + left->name + "\" holds numbers, texts or dates mixed",
                 "cast it to one type (text, for codes) on both sides"};
  if (left->dtype == right->dtype && left->scale == right->scale) return {};
  const bool numbers = is_number(left->dtype) && is_number(right->dtype);
  const auto temporal = [](Dtype dtype) { return dtype == Dtype::date || dtype == Dtype::datetime; };
  if (!numbers && !(temporal(left->dtype) && temporal(right->dtype)))
    return Error{Code::type_mismatch,
                 "the key \"" + left->name + "\" is " + std::string(dtype_name(left->dtype)) + " on the left and " +
                     std::string(dtype_name(right->dtype)) + " on the right",
                 "cast one of them; codes are best compared as text"};
  const int scale = std::max(left->scale, right->scale);
  const bool floats = left->dtype == Dtype::float_ || right->dtype == Dtype::float_;
  const Wanted wanted{numbers ? (floats ? Dtype::float_ : Dtype::decimal) : Dtype::datetime, scale, ""};
  // What does not fit the common type equals nothing on the other side: it becomes null, which equals nothing.
  left_copy = coerce_cells(*left, wanted).column;
  right_copy = coerce_cells(*right, wanted).column;
  left = &left_copy;
  right = &right_copy;
  return {};
}

struct Range {
  std::uint64_t least = 0, span = 0;
  bool direct = false;
};

// Whole keys of the right side that lie close together are looked up in a plain table.
Range range_of(const Column& column) {
  if (column.dtype == Dtype::float_ || column.size() == 0) return {};
  std::int64_t least = std::numeric_limits<std::int64_t>::max(), most = std::numeric_limits<std::int64_t>::min();
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (column.is_null(row)) continue;
    least = std::min(least, column.as_integer(row));
    most = std::max(most, column.as_integer(row));
  }
  if (least > most) return {};
  const std::uint64_t span = static_cast<std::uint64_t>(most) - static_cast<std::uint64_t>(least);
  return {static_cast<std::uint64_t>(least), span, span < column.size() * 8 + 1024};
}

template <class Code>
std::vector<std::uint32_t> coded(const Column& column, Code code) {
  std::vector<std::uint32_t> out;
  make_zeros(out, column.size());
  in_parts(column.size(), 64, worker_count(column.size()), [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) out[row] = column.is_null(row) ? none : code(row);
  });
  return out;
}

Sides word_sides(const Column& left, const Column& right) {
  Sides out;
  const Range range = range_of(right);
  if (range.direct) {
    const auto code = [&](const Column& column) {
      return coded(column, [&](std::size_t row) {
        const std::uint64_t at = column.words[row] - range.least;
        return at <= range.span ? static_cast<std::uint32_t>(at) : none;
      });
    };
    return {{code(left)}, {code(right)}, range.span + 1};
  }
  WordTable table(right.size());
  out.right.codes.assign(right.size(), none);
  for (std::size_t row = 0; row < right.size(); ++row)
    if (!right.is_null(row)) out.right.codes[row] = table.add(key_word(right, row));
  out.left.codes = coded(left, [&](std::size_t row) { return table.find(key_word(left, row)); });
  out.bound = table.size();
  return out;
}

Result<Sides> key_sides(const Column* left, const Column* right, bool folded) {
  Column left_copy, right_copy;
  CHECKED(meet(left, right, left_copy, right_copy));
  if (left->dtype != Dtype::text) return word_sides(*left, *right);
  TextKeys keys(folded);
  Sides out;
  out.right.codes = keys.codes(*right, true);
  out.left.codes = keys.codes(*left, false);
  out.bound = keys.size();
  return out;
}

// Two keys become one.
void combine(Sides& sides, const Sides& more) {
  WordTable table;
  const auto pair = [](std::uint32_t a, std::uint32_t b) { return std::uint64_t{a} << 32 | b; };
  for (std::size_t row = 0; row < sides.right.codes.size(); ++row) {
    std::uint32_t& code = sides.right.codes[row];
    const std::uint32_t other = more.right.codes[row];
    code = code == none || other == none ? none : table.add(pair(code, other));
  }
  in_parts(sides.left.codes.size(), 64, worker_count(sides.left.codes.size()),
           [&](std::size_t, std::size_t begin, std::size_t end) {
             for (std::size_t row = begin; row < end; ++row) {
               std::uint32_t& code = sides.left.codes[row];
               const std::uint32_t other = more.left.codes[row];
               code = code == none || other == none ? none : table.find(pair(code, other));
             }
           });
  sides.bound = table.size();
}

// Rows of the right side by code: those of code c are rows[begin[c] … begin[c + 1]).
struct Index {
  std::vector<std::uint32_t> begin, rows;
};

Index index_of(const Sides& sides) {
  Index out;
  out.begin.assign(sides.bound + 1, 0);
  std::size_t found = 0;
  for (std::uint32_t code : sides.right.codes)
    if (code != none) ++out.begin[code + 1], ++found;
  for (std::size_t code = 0; code < sides.bound; ++code) out.begin[code + 1] += out.begin[code];
  out.rows.resize(found);
  std::vector<std::uint32_t> at(out.begin.begin(), out.begin.end() - 1);
  for (std::uint32_t row = 0; row < sides.right.codes.size(); ++row)
    if (sides.right.codes[row] != none) out.rows[at[sides.right.codes[row]]++] = row;
  return out;
}

std::string key_text(const Frame& frame, const std::vector<std::size_t>& columns, std::size_t row) {
  std::string out;
  for (std::size_t column : columns) out += (out.empty() ? "\"" : ", \"") + frame.column(column).display(row) + "\"";
  return out;
}

Result<void> check_once(const Frame& frame, const std::vector<std::size_t>& columns,
                        const std::vector<std::uint32_t>& codes, std::uint64_t bound, std::string_view side) {
  std::vector<std::uint32_t> first(bound, none);
  for (std::uint32_t row = 0; row < codes.size(); ++row) {
    if (codes[row] == none) continue;
    std::uint32_t& seen = first[codes[row]];
    if (seen != none) {
      const auto place = [&](std::uint32_t at) {
        const std::string address = frame.address(at, frame.width());
        return address.empty() ? "row " + std::to_string(at + 1) : address;
      };
      return Error{Code::ambiguous,
                   "join expects each key once on the " + std::string(side) + ", and " + key_text(frame, columns, row) +
                       " stands there twice: " + place(seen) + " and " + place(row),
                   "remove the duplicates (distinct), or say that many are expected"};
    }
    seen = row;
  }
  return {};
}

struct Pairs {
  std::vector<std::uint32_t> left, right;
};

// With at most one match per row the left rows stay as they are.
Pairs single_matches(const Sides& sides, const Index& index, JoinKind kind) {
  Pairs out;
  const auto& codes = sides.left.codes;
  make_zeros(out.right, codes.size());
  in_parts(codes.size(), 64, worker_count(codes.size()), [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) {
      const std::uint32_t code = codes[row];
      const bool match = code != none && index.begin[code] != index.begin[code + 1];
      out.right[row] = match ? index.rows[index.begin[code]] : no_row;
    }
  });
  const bool wants_match = kind == JoinKind::inner;
  std::size_t kept = 0;
  make_zeros(out.left, codes.size());
  for (std::size_t row = 0; row < codes.size(); ++row) {
    if (kind != JoinKind::left && (out.right[row] != no_row) != wants_match) continue;
    out.left[kept] = static_cast<std::uint32_t>(row);
    out.right[kept++] = out.right[row];
  }
  out.left.resize(kept);
  out.right.resize(kept);
  return out;
}

Result<Pairs> many_matches(const Sides& sides, const Index& index, JoinKind kind) {
  Pairs out;
  for (std::uint32_t row = 0; row < sides.left.codes.size(); ++row) {
    const std::uint32_t code = sides.left.codes[row];
    const std::uint32_t begin = code == none ? 0 : index.begin[code], end = code == none ? 0 : index.begin[code + 1];
    if (begin == end && kind == JoinKind::left) {
      out.left.push_back(row);
      out.right.push_back(no_row);
    }
    for (std::uint32_t at = begin; at < end; ++at) {
      out.left.push_back(row);
      out.right.push_back(index.rows[at]);
    }
    if (out.left.size() > 500'000'000)
      return Error{Code::limit, "join would make more than 500 million rows",
                   "the keys repeat on both sides: name more of them"};
  }
  return out;
}

Frame joined(const Frame& left, const Frame& right, const Pairs& pairs, const std::vector<std::size_t>& right_keys,
             const JoinOptions& options) {
  const bool same_rows = options.kind == JoinKind::left && pairs.left.size() == left.height() &&
                         std::is_sorted(pairs.left.begin(), pairs.left.end()) &&
                         (pairs.left.empty() || pairs.left.back() + 1 == left.height());
  Frame out = same_rows ? left : take(left, pairs.left);
  if (options.kind == JoinKind::anti) return out;
  std::vector<std::size_t> added;
  for (std::size_t i = 0; i < right.width(); ++i)
    if (std::find(right_keys.begin(), right_keys.end(), i) == right_keys.end()) added.push_back(i);
  std::vector<Column> columns(added.size());
  each_job(added.size(), worker_count(pairs.right.size()),
           [&](std::size_t i) { columns[i] = take(right.column(added[i]), pairs.right); });
  for (Column& column : columns) {
    column.source_column = -1;  // its cells are not of the left's rows
    while (true) {
      const auto names = out.names();
      if (std::find(names.begin(), names.end(), column.name) == names.end()) break;
      column.name += options.suffix.empty() ? "_2" : options.suffix;
    }
    out.put(std::move(column));
  }
  return out;
}

}  // namespace

Result<Frame> join(const Frame& left, const Frame& right, std::span<const JoinKey> keys, const JoinOptions& options) {
  if (keys.empty()) return Error{Code::invalid_argument, "join wants at least one key"};
  Sides sides;
  std::vector<std::size_t> left_keys, right_keys;
  for (const JoinKey& key : keys) {
    left_keys.push_back(TRY(left.find(key.left)));
    right_keys.push_back(TRY(right.find(key.right.empty() ? key.left : key.right)));
    Sides one = TRY(key_sides(&left.column(left_keys.back()), &right.column(right_keys.back()), options.folded));
    if (left_keys.size() == 1)
      sides = std::move(one);
    else
      combine(sides, one);
  }
  const bool once_right = options.expected == Cardinality::many_to_one || options.expected == Cardinality::one_to_one;
  const bool once_left = options.expected == Cardinality::one_to_many || options.expected == Cardinality::one_to_one;
  const bool anti = options.kind == JoinKind::anti;
  if (once_right && !anti) CHECKED(check_once(right, right_keys, sides.right.codes, sides.bound, "right"));
  if (once_left && !anti) CHECKED(check_once(left, left_keys, sides.left.codes, sides.bound, "left"));
  const Index index = index_of(sides);
  if (once_right || anti) return joined(left, right, single_matches(sides, index, options.kind), right_keys, options);
  const Pairs pairs = TRY(many_matches(sides, index, options.kind));
  return joined(left, right, pairs, right_keys, options);
}

}  // namespace lunokhod
