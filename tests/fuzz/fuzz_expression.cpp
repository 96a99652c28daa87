// Expressions: whatever is written, it parses and runs on a small frame of every dtype, or it is an error with words.
#include <cstdlib>
#include <string_view>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/frame/expression.hpp"

namespace {

using namespace lunokhod;

Column words(const char* name, Dtype dtype, std::initializer_list<std::int64_t> values, int scale = 0) {
  Column column;
  column.name = name;
  column.dtype = dtype;
  column.scale = static_cast<std::uint8_t>(scale);
  for (std::int64_t value : values) column.push_integer(value);
  column.push_null();
  return column;
}

Frame sample() {
  Frame frame;
  Column text;
  text.name = "t";
  text.pool = std::make_shared<TextPool>();
  for (const char* value : {"31.12.2025", "1 234,56", "Ёж [a]"}) text.push_text(value);
  text.push_null();
  frame.put(std::move(text));
  frame.put(words("n", Dtype::integer, {0, -7, INT64_MAX}));
  frame.put(words("d", Dtype::decimal, {0, 12345, INT64_MIN}, 2));
  frame.put(words("день", Dtype::date, {0, 20088, -1}));
  frame.put(words("m", Dtype::datetime, {0, 20088 * calendar::microseconds_per_day + 1, -1}));
  frame.put(words("b", Dtype::boolean, {0, 1, 1}));
  Column number;
  number.name = "x";
  number.dtype = Dtype::float_;
  for (double value : {0.0, -1.5e300, 0.1}) number.push_float(value);
  number.push_null();
  frame.put(std::move(number));
  return frame;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Frame frame = sample();
  auto expression = Expression::parse({reinterpret_cast<const char*>(data), size});
  if (!expression.ok()) {
    if (expression.error().message.empty()) std::abort();
    return 0;
  }
  const auto column = expression->evaluate(frame, "out");
  if (!column.ok()) {
    if (column.error().message.empty()) std::abort();
    return 0;
  }
  if (column->size() != frame.height()) std::abort();
  for (std::size_t row = 0; row < column->size(); ++row) {
    if (column->is_null(row) && column->words[row] != 0) std::abort();
    column->display(row);
  }
  return 0;
}
