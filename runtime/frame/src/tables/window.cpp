#include "lunokhod/frame/window.hpp"

#include <algorithm>
#include <numeric>

#include "lunokhod/base/decimal.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/frame/take.hpp"
#include "tables/aggregate.hpp"
#include "tables/codes.hpp"

namespace lunokhod {
namespace {

// Rows in the window's order, and the group of each row.
struct Layout {
  std::vector<std::uint32_t> order;
  Groups groups;
};

Result<Layout> layout_of(const Frame& frame, const Window& window) {
  Layout out;
  std::vector<std::size_t> columns;
  for (const std::string& name : window.within) columns.push_back(TRY(frame.find(name)));
  out.groups = groups_of(frame, columns);
  if (window.order.empty()) {
    out.order.resize(frame.height());
    std::iota(out.order.begin(), out.order.end(), 0u);
  } else {
    out.order = TRY(sorted_rows(frame, window.order));
  }
  return out;
}

Column numbers(std::string name, std::size_t rows) {
  Column out;
  out.name = std::move(name);
  out.dtype = Dtype::integer;
  out.words.assign(rows, 0);
  out.valid.resize(rows, true);
  return out;
}

Column row_number(const Layout& layout, std::string name) {
  Column out = numbers(std::move(name), layout.order.size());
  std::vector<std::uint64_t> counts(layout.groups.count(), 0);
  for (std::uint32_t row : layout.order) out.words[row] = ++counts[layout.groups.group[row]];
  return out;
}

// Rows with equal order keys share the number of the first of them.
Result<Column> rank(const Frame& frame, const Window& window, const Layout& layout) {
  if (window.order.empty()) return Error{Code::invalid_argument, "rank wants an order"};
  std::vector<std::size_t> columns;
  for (const SortKey& key : window.order) columns.push_back(TRY(frame.find(key.column)));
  const Groups values = groups_of(frame, columns);
  struct State {
    std::uint64_t count = 0, rank = 0;
    std::uint32_t value = WordTable::absent;
  };
  std::vector<State> states(layout.groups.count());
  Column out = numbers(window.name, layout.order.size());
  for (std::uint32_t row : layout.order) {
    State& state = states[layout.groups.group[row]];
    ++state.count;
    if (state.value != values.group[row]) state.rank = state.count;
    state.value = values.group[row];
    out.words[row] = state.rank;
  }
  return out;
}

Column shifted(const Column& in, const Layout& layout, const Window& window) {
  const bool lead = window.function == "lead";
  std::vector<std::vector<std::uint32_t>> members(layout.groups.count());
  for (std::uint32_t row : layout.order) members[layout.groups.group[row]].push_back(row);
  std::vector<std::uint32_t> taken(layout.order.size(), no_row);
  for (const std::vector<std::uint32_t>& rows : members)
    for (std::size_t i = window.offset; i < rows.size(); ++i) {
      const std::uint32_t earlier = rows[i - window.offset], later = rows[i];
      if (lead)
        taken[earlier] = later;
      else
        taken[later] = earlier;
    }
  Column out = take(in, taken);
  out.name = window.name;
  out.source_column = -1;
  return out;
}

Error wants_numbers(const Window& window, const Column& in) {
  return Error{Code::type_mismatch,
               window.function + " takes numbers, and \"" + in.name + "\" is " + std::string(dtype_name(in.dtype)),
               "cast the column first"};
}

Result<Column> running_sum(const Frame& frame, const Column& in, const Layout& layout, const Window& window) {
  const bool floats = in.dtype == Dtype::float_;
  if (!floats && in.dtype != Dtype::integer && in.dtype != Dtype::decimal) return wants_numbers(window, in);
  Column out = numbers(window.name, in.size());
  out.dtype = in.dtype;
  out.scale = in.scale;
  std::vector<std::uint64_t> sums(layout.groups.count(), 0);  // bits of a double or of an integer
  for (std::uint32_t row : layout.order) {
    std::uint64_t& sum = sums[layout.groups.group[row]];
    if (!in.is_null(row) && floats) {
      sum = std::bit_cast<std::uint64_t>(std::bit_cast<double>(sum) + in.as_float(row));
    } else if (!in.is_null(row)) {
      std::int64_t next;
      if (__builtin_add_overflow(static_cast<std::int64_t>(sum), in.as_integer(row), &next))
        return Error{Code::overflow, "the running sum of \"" + in.name + "\" does not fit 64 bits",
                     "cast the column to float", frame.address(row, frame.width())};
      sum = static_cast<std::uint64_t>(next);
    }
    out.words[row] = sum;
  }
  return out;
}

double as_number(const Column& in, std::uint64_t word) {
  if (in.dtype == Dtype::float_) return std::bit_cast<double>(word);
  return Decimal{static_cast<std::int64_t>(word), in.scale}.to_double();
}

Result<Column> share(const Column& in, const Layout& layout, const Window& window) {
  if (in.dtype != Dtype::float_ && in.dtype != Dtype::integer && in.dtype != Dtype::decimal)
    return wants_numbers(window, in);
  const Column sums = TRY(aggregate(&in, layout.groups, "sum", ""));
  Column out = numbers(window.name, in.size());
  out.dtype = Dtype::float_;
  for (std::size_t row = 0; row < in.size(); ++row) {
    const double sum = as_number(in, sums.words[layout.groups.group[row]]);
    const bool has = !in.is_null(row) && sum != 0;
    out.valid.set(row, has);
    if (has) out.words[row] = std::bit_cast<std::uint64_t>(as_number(in, in.words[row]) / sum);
  }
  return out;
}

Result<Column> computed(const Frame& frame, const Window& window, const Layout& layout) {
  if (window.function == "row_number") return row_number(layout, window.name);
  if (window.function == "rank") return rank(frame, window, layout);
  const std::vector<std::string> names{"row_number", "rank", "running_sum", "lag", "lead", "share"};
  if (std::find(names.begin(), names.end(), window.function) == names.end()) {
    const auto near = text::nearest(window.function, names);
    return Error{Code::not_found, "no window function \"" + window.function + "\"",
                 near.empty() ? "there are: " + text::join(names, ", ") : "did you mean: " + text::join(near, ", ")};
  }
  if (window.column.empty()) return Error{Code::invalid_argument, window.function + " wants a column"};
  const Column& in = frame.column(TRY(frame.find(window.column)));
  if (window.function == "running_sum") return running_sum(frame, in, layout, window);
  if (window.function == "share") return share(in, layout, window);
  return shifted(in, layout, window);
}

}  // namespace

Result<Frame> window(const Frame& frame, const Window& window) {
  if (window.name.empty()) return Error{Code::invalid_argument, "a window column has no name"};
  const Layout layout = TRY(layout_of(frame, window));
  Column column = TRY(computed(frame, window, layout));
  Frame out = frame;
  out.put(std::move(column));
  return out;
}

}  // namespace lunokhod
