// Numbers and dates as people write them: what is read must display and read back as the same value.
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/frame/mapping.hpp"

namespace {

using namespace lunokhod;

Column read_as(Dtype dtype, std::string_view text, int scale) {
  Column in;
  in.name = "x";
  in.pool = std::make_shared<TextPool>();
  in.push_text(text);
  Frame frame;
  frame.put(std::move(in));
  Problems problems;
  Column out = coerce(frame, 0, dtype, scale, "", problems);
  if (out.size() != 1 || (problems.count() > 0 && !out.is_null(0))) std::abort();
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (Dtype dtype : {Dtype::integer, Dtype::decimal, Dtype::float_, Dtype::date, Dtype::datetime, Dtype::boolean}) {
    const Column once = read_as(dtype, text, 6);
    if (once.is_null(0)) continue;
    if (dtype == Dtype::float_ && !std::isfinite(once.as_float(0))) std::abort();
    const Column again = read_as(dtype, once.display(0), 6);
    if (again.is_null(0) || again.words[0] != once.words[0]) std::abort();
  }
  read_as(Dtype::decimal, text, -1);
  return 0;
}
