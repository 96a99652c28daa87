// BIFF streams for tests, record by record: any version, also records that contradict each other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lunokhod::testing {

// Little-endian bytes, appended: Bytes().u16(3).u8(1).raw("abc")
class Bytes {
 public:
  Bytes& u8(unsigned value) { return number(value, 1); }
  Bytes& u16(unsigned value) { return number(value, 2); }
  Bytes& u32(std::uint64_t value) { return number(value, 4); }
  Bytes& u64(std::uint64_t value) { return number(value, 8); }
  Bytes& f64(double value);
  Bytes& raw(std::string_view bytes) {
    bytes_ += bytes;
    return *this;
  }
  Bytes& utf16(std::u16string_view text);
  const std::string& str() const { return bytes_; }
  operator const std::string&() const { return bytes_; }  // NOLINT: a builder is its bytes

 private:
  Bytes& number(std::uint64_t value, int size);
  std::string bytes_;
};

std::string biff_record(unsigned type, std::string_view data = {});
// A BIFF8 string: 16-bit count, flags, characters.
std::string biff_string(std::string_view latin1);
std::string biff_wide_string(std::u16string_view text);

// A BIFF8 workbook: what stands in the globals besides the frame, then each sheet's records.
struct BiffSheet {
  std::string name = "Sheet1";
  std::string records;
  unsigned visibility = 0;
  unsigned kind = 0;
};
std::string biff8_stream(const std::vector<BiffSheet>& sheets, std::string_view global_records = {});
std::string xf_record(unsigned format);  // BIFF8
std::string format_record(unsigned id, std::string_view code);

}  // namespace lunokhod::testing
