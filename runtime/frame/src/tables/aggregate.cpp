#include "tables/aggregate.hpp"

#include <algorithm>
#include <limits>

#include "lunokhod/base/decimal.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/platform/parallel.hpp"

namespace lunokhod {
namespace {

using I64 = std::int64_t;
using Wide = __int128;

bool numeric(Dtype dtype) {
  return dtype == Dtype::integer || dtype == Dtype::decimal || dtype == Dtype::float_;
}

Column column_like(const Column& in, std::string name, std::size_t groups) {
  Column out;
  out.name = std::move(name);
  out.dtype = in.dtype;
  out.scale = in.scale;
  out.pool = in.pool;
  out.format = in.format;
  out.words.assign(groups, 0);
  out.valid.resize(groups, false);
  return out;
}

Column column_of(Dtype dtype, std::string name, std::size_t groups) {
  Column out;
  out.name = std::move(name);
  out.dtype = dtype;
  out.words.assign(groups, 0);
  out.valid.resize(groups, true);
  return out;
}

// A few groups: each worker has totals of its own and they are added up; many: one thread, since the totals are the
// memory.
template <class Total, class Add>
std::vector<Total> totals(const Column* in, const Groups& groups, Add add) {
  const std::size_t rows = groups.group.size();
  const std::size_t workers = groups.count() <= (1u << 16) ? worker_count(rows) : 1;
  std::vector<std::vector<Total>> parts(workers);
  const bool all_valid = in == nullptr || in->valid.all();
  in_parts(rows, 64, workers, [&](std::size_t worker, std::size_t begin, std::size_t end) {
    std::vector<Total> mine(groups.count());
    if (all_valid) {
      for (std::size_t row = begin; row < end; ++row) add(mine[groups.group[row]], row);
    } else {
      for (std::size_t row = begin; row < end; ++row)
        if (in->valid.get(row)) add(mine[groups.group[row]], row);
    }
    parts[worker] = std::move(mine);
  });
  for (std::size_t worker = 1; worker < workers; ++worker)
    for (std::size_t group = 0; group < groups.count(); ++group) parts[0][group] += parts[worker][group];
  return std::move(parts[0]);
}

// 64 bits overflow only in the far end of a long sum: the carry goes to a second word.
struct WholeTotal {
  std::uint64_t low = 0;
  I64 high = 0;
  I64 count = 0;
  void add(I64 value) {
    const std::uint64_t before = low;
    low += static_cast<std::uint64_t>(value);
    high += (value >> 63) + (low < before);
    ++count;
  }
  WholeTotal& operator+=(const WholeTotal& other) {
    const std::uint64_t before = low;
    low += other.low;
    high += other.high + (low < before);
    count += other.count;
    return *this;
  }
  Wide sum() const { return Wide{high} << 64 | low; }
};

// Neumaier's compensated sum: 10 million prices as floats still add up to the last digit shown.
struct FloatTotal {
  double sum = 0, lost = 0;
  I64 count = 0;
  void add(double value) {
    const double next = sum + value;
    lost += std::abs(sum) >= std::abs(value) ? (sum - next) + value : (value - next) + sum;
    sum = next;
    ++count;
  }
  FloatTotal& operator+=(const FloatTotal& other) {
    const I64 all = count + other.count;
    add(other.sum);
    lost += other.lost;
    count = all;
    return *this;
  }
  double value() const {
    const double whole = sum + lost;
    return whole == whole ? whole : sum;
  }
};

struct Count {
  I64 count = 0;
  Count& operator+=(const Count& other) {
    count += other.count;
    return *this;
  }
};

Error sum_overflow(const std::string& function, const Column& in, std::size_t group) {
  return Error{Code::overflow,
               function + " of \"" + in.name + "\" does not fit a " + std::string(dtype_name(in.dtype)) + " in group " +
                   std::to_string(group + 1),
               "cast the column to float, or to a decimal of a smaller scale"};
}

std::vector<WholeTotal> whole_totals(const Column& in, const Groups& groups) {
  return totals<WholeTotal>(&in, groups, [&](WholeTotal& total, std::size_t row) { total.add(in.as_integer(row)); });
}

std::vector<FloatTotal> float_totals(const Column& in, const Groups& groups) {
  return totals<FloatTotal>(&in, groups, [&](FloatTotal& total, std::size_t row) { total.add(in.as_float(row)); });
}

Result<Column> sum(const Column& in, const Groups& groups, std::string name) {
  Column out = column_like(in, std::move(name), groups.count());
  if (in.dtype == Dtype::float_) {
    const auto all = float_totals(in, groups);
    for (std::size_t group = 0; group < all.size(); ++group) {
      if (all[group].count == 0) continue;
      out.words[group] = std::bit_cast<std::uint64_t>(all[group].value());
      out.valid.set(group, true);
    }
    return out;
  }
  const auto all = whole_totals(in, groups);
  for (std::size_t group = 0; group < all.size(); ++group) {
    if (all[group].count == 0) continue;
    const Wide total = all[group].sum();
    if (total > std::numeric_limits<I64>::max() || total < std::numeric_limits<I64>::min())
      return sum_overflow("sum", in, group);
    out.words[group] = static_cast<std::uint64_t>(static_cast<I64>(total));
    out.valid.set(group, true);
  }
  return out;
}

Column float_mean(const Column& in, const Groups& groups, std::string name) {
  Column out = column_of(Dtype::float_, std::move(name), groups.count());
  const auto put = [&](std::size_t group, double total, I64 count) {
    out.valid.set(group, count > 0);
    if (count > 0) out.words[group] = std::bit_cast<std::uint64_t>(total / static_cast<double>(count));
  };
  if (in.dtype == Dtype::float_) {
    const auto all = float_totals(in, groups);
    for (std::size_t group = 0; group < all.size(); ++group) put(group, all[group].value(), all[group].count);
  } else {
    const auto all = whole_totals(in, groups);
    for (std::size_t group = 0; group < all.size(); ++group)
      put(group, static_cast<double>(all[group].sum()), all[group].count);
  }
  return out;
}

// units × 10^shift / count, rounded half away from zero.
std::optional<I64> rounded_mean(Wide total, I64 count, int shift) {
  const bool negative = total < 0;
  Wide rest = negative ? -total : total;
  Wide quotient = rest / count;
  rest %= count;
  for (; shift > 0; --shift) {
    quotient = quotient * 10 + rest * 10 / count;
    rest = rest * 10 % count;
    if (quotient > std::numeric_limits<I64>::max()) return std::nullopt;
  }
  if (rest * 2 >= count) ++quotient;
  if (quotient > std::numeric_limits<I64>::max()) return std::nullopt;
  return static_cast<I64>(negative ? -quotient : quotient);
}

Result<Column> mean(const Column& in, const Groups& groups, std::string name) {
  if (in.dtype != Dtype::decimal) return float_mean(in, groups, std::move(name));
  const int scale = std::min(18, std::max<int>(6, in.scale + 2));
  Column out = column_of(Dtype::decimal, std::move(name), groups.count());
  out.scale = static_cast<std::uint8_t>(scale);
  const auto all = whole_totals(in, groups);
  for (std::size_t group = 0; group < all.size(); ++group) {
    out.valid.set(group, all[group].count > 0);
    if (all[group].count == 0) continue;
    const auto value = rounded_mean(all[group].sum(), all[group].count, scale - in.scale);
    if (!value) return sum_overflow("mean", in, group);
    out.words[group] = static_cast<std::uint64_t>(*value);
  }
  return out;
}

Column count(const Column* in, const Groups& groups, std::string name) {
  Column out = column_of(Dtype::integer, std::move(name), groups.count());
  const auto all = totals<Count>(in, groups, [](Count& total, std::size_t) { ++total.count; });
  for (std::size_t group = 0; group < all.size(); ++group)
    out.words[group] = static_cast<std::uint64_t>(all[group].count);
  return out;
}

// The row whose value stays: better(candidate, best).
template <class Better>
Column chosen(const Column& in, const Groups& groups, std::string name, Better better) {
  Column out = column_like(in, std::move(name), groups.count());
  std::vector<std::uint32_t> best(groups.count(), WordTable::absent);
  for (std::size_t row = 0; row < in.size(); ++row) {
    if (in.is_null(row)) continue;
    std::uint32_t& kept = best[groups.group[row]];
    if (kept == WordTable::absent || better(row, kept)) kept = static_cast<std::uint32_t>(row);
  }
  for (std::size_t group = 0; group < best.size(); ++group) {
    if (best[group] == WordTable::absent) continue;
    out.words[group] = in.words[best[group]];
    out.valid.set(group, true);
  }
  if (in.dtype == Dtype::mixed) {
    out.kinds.assign(groups.count(), CellKind::empty);
    for (std::size_t group = 0; group < best.size(); ++group)
      if (best[group] != WordTable::absent) out.kinds[group] = in.kinds[best[group]];
  }
  return out;
}

template <class T>
struct Extreme {
  T value{};
  bool any = false;
  bool greatest = false;
  void add(T candidate, bool wants_greatest) {
    greatest = wants_greatest;
    if (!any || (greatest ? value < candidate : candidate < value)) value = candidate;
    any = true;
  }
  Extreme& operator+=(const Extreme& other) {
    if (other.any) add(other.value, other.greatest);
    return *this;
  }
};

template <class T>
Column extreme_words(const Column& in, const Groups& groups, std::string name, bool greatest) {
  const auto all = totals<Extreme<T>>(
      &in, groups, [&](Extreme<T>& total, std::size_t row) { total.add(std::bit_cast<T>(in.words[row]), greatest); });
  Column out = column_like(in, std::move(name), groups.count());
  for (std::size_t group = 0; group < all.size(); ++group) {
    if (!all[group].any) continue;
    out.words[group] = std::bit_cast<std::uint64_t>(all[group].value);
    out.valid.set(group, true);
  }
  return out;
}

Column extreme(const Column& in, const Groups& groups, std::string name, bool greatest) {
  if (in.dtype == Dtype::float_) return extreme_words<double>(in, groups, std::move(name), greatest);
  if (in.dtype != Dtype::text) return extreme_words<I64>(in, groups, std::move(name), greatest);
  return chosen(in, groups, std::move(name), [&](std::size_t candidate, std::size_t kept) {
    return greatest ? in.as_text(kept) < in.as_text(candidate) : in.as_text(candidate) < in.as_text(kept);
  });
}

// Rows in which a value appears in its group for the first time.
template <class Each>
void each_different(const Column& in, const Groups& groups, Each each) {
  const Codes codes = codes_of(in);
  WordTable seen;
  for (std::size_t row = 0; row < in.size(); ++row) {
    if (in.is_null(row)) continue;
    const std::size_t before = seen.size();
    if (seen.add(std::uint64_t{groups.group[row]} << 32 | codes.codes[row]) == before) each(row);
  }
}

Column different(const Column& in, const Groups& groups, std::string name) {
  Column out = column_of(Dtype::integer, std::move(name), groups.count());
  each_different(in, groups, [&](std::size_t row) { ++out.words[groups.group[row]]; });
  return out;
}

Column list(const Column& in, const Groups& groups, std::string name) {
  constexpr int most = 100;
  std::vector<std::string> texts(groups.count());
  std::vector<int> counts(groups.count(), 0);
  each_different(in, groups, [&](std::size_t row) {
    const std::uint32_t group = groups.group[row];
    if (++counts[group] > most + 1) return;
    if (counts[group] > 1) texts[group] += ", ";
    texts[group] += counts[group] > most ? "…" : in.display(row);
  });
  Column out = column_of(Dtype::text, std::move(name), 0);
  out.pool = std::make_shared<TextPool>();
  for (std::size_t group = 0; group < texts.size(); ++group)
    counts[group] ? out.push_text(texts[group]) : out.push_null();
  return out;
}

Error wants(const std::string& function, std::string_view what, const Column& in) {
  return Error{
      Code::type_mismatch,
      function + " takes " + std::string(what) + ", and \"" + in.name + "\" is " + std::string(dtype_name(in.dtype)),
      "cast the column first"};
}

}  // namespace

std::vector<std::string> aggregate_names() {
  return {"count", "n_distinct", "sum", "mean", "min", "max", "first", "last", "list"};
}

Result<Column> aggregate(const Column* in, const Groups& groups, const std::string& function, std::string name) {
  if (function == "count") return count(in, groups, std::move(name));
  const auto names = aggregate_names();
  if (std::find(names.begin(), names.end(), function) == names.end()) {
    const auto near = text::nearest(function, names);
    return Error{Code::not_found, "no aggregate \"" + function + "\"",
                 near.empty() ? "there are: " + text::join(names, ", ") : "did you mean: " + text::join(near, ", ")};
  }
  if (in == nullptr) return Error{Code::invalid_argument, function + " wants a column"};
  if (function == "sum" || function == "mean") {
    if (!numeric(in->dtype)) return wants(function, "numbers", *in);
    return function == "sum" ? sum(*in, groups, std::move(name)) : mean(*in, groups, std::move(name));
  }
  if (function == "n_distinct") return different(*in, groups, std::move(name));
  if (function == "list") return list(*in, groups, std::move(name));
  if (function == "first") return chosen(*in, groups, std::move(name), [](std::size_t, std::size_t) { return false; });
  if (function == "last") return chosen(*in, groups, std::move(name), [](std::size_t, std::size_t) { return true; });
  if (in->dtype == Dtype::mixed) return wants(function, "values of one type", *in);
  return extreme(*in, groups, std::move(name), function == "max");
}

}  // namespace lunokhod
