#include "lunokhod/frame/fill.hpp"

#include <algorithm>

#include "lunokhod/frame/take.hpp"
#include "mapping/coerce.hpp"
#include "mapping/reading.hpp"
#include "mapping/replace.hpp"
#include "text_writer.hpp"

namespace lunokhod {
namespace {

bool has_value(const Column& column, std::size_t row) {
  if (column.is_null(row)) return false;
  const bool text =
      column.dtype == Dtype::text || (column.dtype == Dtype::mixed && column.kinds[row] == CellKind::text);
  return !text || !reading::is_blank(column.as_text(row));
}

bool loses_digits(std::string_view value, int scale) {
  const auto exact = reading::decimal(value);
  if (!exact || exact->scale <= scale) return false;
  return exact->units % power_of_ten(exact->scale - scale) != 0;
}

Result<Frame> fill(const Frame& frame, std::span<const std::string> columns, bool down) {
  Frame out = frame;
  for (const std::string& name : columns) {
    const Column& in = frame.column(TRY(frame.find(name)));
    std::vector<std::uint32_t> taken(in.size());
    std::uint32_t last = no_row;
    for (std::size_t i = 0; i < in.size(); ++i) {
      const auto row = static_cast<std::uint32_t>(down ? i : in.size() - 1 - i);
      if (has_value(in, row)) last = row;
      taken[row] = last;
    }
    out.put(take(in, taken));
  }
  return out;
}

}  // namespace

Result<Frame> fill_down(const Frame& frame, std::span<const std::string> columns) {
  return fill(frame, columns, true);
}

Result<Frame> fill_up(const Frame& frame, std::span<const std::string> columns) {
  return fill(frame, columns, false);
}

Result<Frame> fill_with(const Frame& frame, std::string_view column, const std::string& value) {
  const std::size_t index = TRY(frame.find(column));
  Column filled = frame.column(index);
  if (filled.dtype == Dtype::mixed)
    return Error{Code::type_mismatch, "column \"" + filled.name + "\" holds numbers, texts or dates mixed",
                 "cast it to one type before filling it"};
  Column one;
  one.pool = std::make_shared<TextPool>();
  one.push_text(value);
  const Wanted wanted{filled.dtype, filled.scale, ""};
  const Coerced read = coerce_cells(one, wanted);
  const bool text = filled.dtype == Dtype::text;
  const bool rounded = filled.dtype == Dtype::decimal && loses_digits(value, filled.scale);
  if (!read.misfits.empty() || read.column.is_null(0) || rounded)
    return Error{Code::type_mismatch,
                 "\"" + value + "\" is not " + wanted_phrase(wanted) + ", as \"" + filled.name + "\" wants"};
  std::uint64_t word = read.column.words[0];
  if (text) {  // texts of the column move to a pool that the value can join
    const auto pool = std::make_shared<TextPool>();
    TextWriter writer(*pool);
    for (std::size_t row = 0; row < filled.size(); ++row)
      if (has_value(filled, row)) filled.words[row] = writer.add(filled.as_text(row)).word;
    word = writer.add(value).word;
    for (std::size_t row = 0; row < filled.size(); ++row)
      if (!has_value(frame.column(index), row)) filled.words[row] = word;
    filled.pool = pool;
  } else {
    for (std::size_t row = 0; row < filled.size(); ++row)
      if (filled.is_null(row)) filled.words[row] = word;
  }
  filled.valid = Validity();
  filled.valid.resize(filled.size(), true);
  Frame out = frame;
  out.put(std::move(filled));
  return out;
}

Result<Frame> split(const Frame& frame, std::string_view column, std::string_view separator,
                    std::span<const std::string> names) {
  const std::size_t index = TRY(frame.find(column));
  const Column& in = frame.column(index);
  if (in.dtype != Dtype::text)
    return Error{Code::type_mismatch,
                 "split takes a text column, and \"" + in.name + "\" is " + std::string(dtype_name(in.dtype))};
  if (separator.empty() || names.empty())
    return Error{Code::invalid_argument, "split wants a separator and the names of the parts"};
  const auto pool = std::make_shared<TextPool>();
  TextWriter writer(*pool);
  std::vector<Column> parts(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j)
      if (names[i] == names[j]) return Error{Code::ambiguous, "split makes two columns \"" + names[i] + "\""};
    parts[i].name = names[i];
    parts[i].pool = pool;
    parts[i].source_column = in.source_column;
  }
  for (std::size_t row = 0; row < in.size(); ++row) {
    std::optional<std::string_view> rest;
    if (!in.is_null(row)) rest = in.as_text(row);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (!rest) {
        parts[i].push_null();
        continue;
      }
      const std::size_t at = i + 1 == parts.size() ? std::string_view::npos : rest->find(separator);
      parts[i].words.push_back(writer.add(rest->substr(0, at)).word);
      parts[i].valid.push(true);
      rest = at == std::string_view::npos ? std::nullopt : std::optional(rest->substr(at + separator.size()));
    }
  }
  Frame out = frame;
  for (Column& part : parts) out.put(std::move(part));
  return out;
}

Result<Frame> replace(const Frame& frame, std::string_view column,
                      const std::vector<std::pair<std::string, std::string>>& table,
                      const std::optional<std::string>& otherwise) {
  const std::size_t index = TRY(frame.find(column));
  const Column& in = frame.column(index);
  Frame out = frame;
  if (in.dtype == Dtype::text) {
    out.put(mapping::replaced(in, table, otherwise));
    return out;
  }
  const Wanted wanted{Dtype::text, -1, ""};
  const Coerced text = coerce_cells(in, wanted);
  for (std::uint32_t row : text.misfits)
    out.add_problems().add(frame.problem_at(row, index, in.display(row), wanted_phrase(wanted)));
  out.put(mapping::replaced(text.column, table, otherwise));
  return out;
}

}  // namespace lunokhod
