#include "mapping/coerce.hpp"

#include <algorithm>
#include <bit>

#include "big_vector.hpp"
#include "lunokhod/frame/mapping.hpp"
#include "mapping/targets.hpp"

namespace lunokhod {
namespace {

using mapping::Outcome;

// What a word was read as a moment ago: sources repeat their words, and reading a date costs a hundred times a look
// here.
class Memo {
 public:
  explicit Memo(std::size_t rows)
      : shift_(64 - std::clamp(static_cast<int>(std::bit_width(rows)), 4, 12)),
        entries_(std::size_t{1} << (64 - shift_)) {}

  template <class Read>
  Outcome operator()(CellKind kind, std::uint64_t in, std::uint64_t& out, Read read) {
    Entry& entry = entries_[((in ^ static_cast<std::uint64_t>(kind)) * 0x9E3779B97F4A7C15u) >> shift_];
    if (entry.used && entry.in == in && entry.kind == kind) {
      out = entry.out;
      return entry.outcome;
    }
    const Outcome outcome = read(out);
    entry = {in, out, kind, outcome, true};
    return outcome;
  }

 private:
  struct Entry {
    std::uint64_t in = 0, out = 0;
    CellKind kind = CellKind::empty;
    Outcome outcome = Outcome::empty;
    bool used = false;
  };
  int shift_;
  std::vector<Entry> entries_;
};

template <class Target>
Outcome read_text(Target& target, std::string_view text, std::uint64_t& word) {
  const Outcome outcome = target.text(text, word);
  return outcome == Outcome::misfit && reading::is_blank(text) ? Outcome::empty : outcome;
}

template <class Target>
Outcome read_kind(Target& target, const Column& in, std::size_t row, CellKind kind, std::uint64_t& word) {
  switch (kind) {
    case CellKind::number:
      return target.number(in.as_float(row), word);
    case CellKind::text:
      return read_text(target, in.as_text(row), word);
    case CellKind::boolean:
      return target.flag(in.words[row] != 0, word);
    case CellKind::date:
      return target.moment(in.as_integer(row), word);
    case CellKind::error:
      return Outcome::misfit;
    case CellKind::empty:
      return Outcome::empty;
  }
  return Outcome::misfit;
}

template <class Target>
Outcome read_cell(Target& target, const Column& in, std::size_t row, std::uint64_t& word) {
  switch (in.dtype) {
    case Dtype::text:
      return read_text(target, in.as_text(row), word);
    case Dtype::float_:
      return target.number(in.as_float(row), word);
    case Dtype::integer:
      return target.decimal({in.as_integer(row), 0}, word);
    case Dtype::decimal:
      return target.decimal({in.as_integer(row), in.scale}, word);
    case Dtype::date:
      return target.moment(in.as_integer(row) * calendar::microseconds_per_day, word);
    case Dtype::datetime:
      return target.moment(in.as_integer(row), word);
    case Dtype::boolean:
      return target.flag(in.words[row] != 0, word);
    case Dtype::mixed:
      return read_kind(target, in, row, in.kinds[row], word);
  }
  return Outcome::misfit;
}

template <class Target>
void read_all(Target& target, const Column& in, Coerced& out) {
  Memo memo(in.size());
  Column& column = out.column;
  make_zeros(column.words, in.size());
  column.valid.resize(in.size(), false);
  for (std::size_t row = 0; row < in.size(); ++row) {
    if (in.is_null(row)) continue;
    std::uint64_t word = 0;
    const CellKind kind = in.dtype == Dtype::mixed ? in.kinds[row] : CellKind::text;
    const Outcome outcome =
        memo(kind, in.words[row], word, [&](std::uint64_t& read) { return read_cell(target, in, row, read); });
    if (outcome == Outcome::value) {
      column.words[row] = word;
      column.valid.set(row, true);
    } else if (outcome == Outcome::misfit) {
      out.misfits.push_back(static_cast<std::uint32_t>(row));
    }
  }
}

int scale_found(const Column& in) {
  if (in.dtype == Dtype::decimal) return std::min<int>(in.scale, mapping::DecimalScale::most);
  mapping::DecimalScale target;
  Coerced scales;
  read_all(target, in, scales);
  std::uint64_t most = 0;
  for (std::uint64_t word : scales.column.words) most = std::max(most, word);
  return static_cast<int>(most);
}

bool same_storage(const Column& in, const Wanted& wanted) {
  if (in.dtype != wanted.dtype || in.dtype == Dtype::mixed) return false;
  if (in.dtype == Dtype::text) return wanted.format.empty();
  return in.dtype != Dtype::decimal || wanted.scale == in.scale || wanted.scale < 0;
}

void read_as_decimal(const Column& in, int scale, Coerced& out) {
  mapping::ToDecimal target;
  target.scale = scale < 0 ? scale_found(in) : scale;
  out.column.scale = static_cast<std::uint8_t>(target.scale);
  read_all(target, in, out);
}

void read_as_text(const Column& in, const Wanted& wanted, Coerced& out) {
  out.column.pool = std::make_shared<TextPool>();
  if (wanted.format.empty()) {
    mapping::ToText target(*out.column.pool);
    read_all(target, in, out);
  } else {
    mapping::ToDateText target(*out.column.pool, wanted.format);
    read_all(target, in, out);
  }
}

}  // namespace

std::string wanted_phrase(const Wanted& wanted) {
  switch (wanted.dtype) {
    case Dtype::text:
      return wanted.format.empty() ? "a text the file holds exactly (codes of more than 15 digits must be text cells)"
                                   : "a date";
    case Dtype::integer:
      return "an integer";
    case Dtype::float_:
      return "a number";
    case Dtype::decimal:
      return wanted.scale > 0 ? "a number with " + std::to_string(wanted.scale) + " digits after the point"
                              : "a number";
    case Dtype::date:
      return "a date";
    case Dtype::datetime:
      return "a date with time";
    case Dtype::boolean:
      return "yes or no (да, нет)";
    case Dtype::mixed:
      break;
  }
  return "a value";
}

Coerced coerce_cells(const Column& in, const Wanted& wanted) {
  Coerced out;
  if (same_storage(in, wanted)) {
    out.column = in;
    return out;
  }
  out.column.name = in.name;
  out.column.source_column = in.source_column;
  out.column.dtype = wanted.dtype;
  const auto read_with = [&](auto target) { read_all(target, in, out); };
  switch (wanted.dtype) {
    case Dtype::text:
    case Dtype::mixed:  // nobody asks for it; text is what it can become
      out.column.dtype = Dtype::text;
      read_as_text(in, wanted, out);
      break;
    case Dtype::integer:
      read_with(mapping::ToInteger{});
      break;
    case Dtype::float_:
      read_with(mapping::ToFloat{});
      break;
    case Dtype::decimal:
      read_as_decimal(in, wanted.scale, out);
      break;
    case Dtype::date:
    case Dtype::datetime: {
      mapping::ToMoment target;
      target.day = wanted.dtype == Dtype::date;
      read_with(target);
      break;
    }
    case Dtype::boolean:
      read_with(mapping::ToBoolean{});
      break;
  }
  return out;
}

Column coerce(const Frame& frame, std::size_t column, Dtype dtype, int scale, std::string_view format,
              Problems& problems) {
  const Wanted wanted{dtype, scale, std::string(format)};
  const Column& in = frame.column(column);
  Coerced out = coerce_cells(in, wanted);
  for (std::uint32_t row : out.misfits)
    problems.add(frame.problem_at(row, column, in.display(row), wanted_phrase(wanted)));
  return std::move(out.column);
}

}  // namespace lunokhod
