// Numbers and dates as people write them: what is read must, written plainly, read back as the same value.
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/text.hpp"
#include "mapping/reading.hpp"

namespace {

using namespace lunokhod;

void expect(bool holds) {
  if (!holds) std::abort();
}

void check_text(std::string_view text) {
  reading::is_blank(text);
  reading::boolean(text);
  if (const auto value = reading::decimal(text)) {
    expect(value->scale >= 0 && value->scale <= 18);
    const auto again = reading::decimal(value->text());
    expect(again && again->units == value->units && again->scale == value->scale);
  }
  if (const auto value = reading::integer(text)) expect(reading::integer(std::to_string(*value)) == value);
  if (const auto value = reading::number(text)) {
    expect(std::isfinite(*value));
    const auto again = reading::number(text::format_float(*value));
    expect(again && *again == *value);
  }
  if (const auto value = reading::moment(text)) {
    const auto again = reading::moment(calendar::format_datetime(*value));
    expect(again && *again == *value);
  }
}

void check_number(double number) {
  for (int scale : {0, 2, 6, 18}) {
    const auto value = reading::decimal(number, scale);
    expect(!value || value->scale <= scale);
  }
  reading::integer(number);
  if (const auto at = reading::moment(number)) calendar::format_datetime(*at);
  if (const auto shown = reading::text(number)) {
    const auto again = text::parse_float(*shown);
    expect(again && std::abs(*again - number) <= std::abs(number) * 1e-14);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  check_text({reinterpret_cast<const char*>(data), size});
  if (size == sizeof(double)) {
    double number;
    std::memcpy(&number, data, size);
    check_number(number);
  }
  return 0;
}
