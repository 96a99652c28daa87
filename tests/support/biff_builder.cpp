#include "biff_builder.hpp"

#include <bit>

namespace lunokhod::testing {

Bytes& Bytes::number(std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) bytes_ += static_cast<char>(value >> 8 * i & 0xFF);
  return *this;
}

Bytes& Bytes::f64(double value) {
  return u64(std::bit_cast<std::uint64_t>(value));
}

Bytes& Bytes::utf16(std::u16string_view text) {
  for (const char16_t unit : text) u16(unit);
  return *this;
}

std::string biff_record(unsigned type, std::string_view data) {
  return Bytes().u16(type).u16(static_cast<unsigned>(data.size())).raw(data).str();
}

std::string biff_string(std::string_view latin1) {
  return Bytes().u16(static_cast<unsigned>(latin1.size())).u8(0).raw(latin1).str();
}

std::string biff_wide_string(std::u16string_view text) {
  return Bytes().u16(static_cast<unsigned>(text.size())).u8(1).utf16(text).str();
}

std::string biff8_stream(const std::vector<BiffSheet>& sheets, std::string_view global_records) {
  const auto bof = [](unsigned substream) {
    return biff_record(0x0809, Bytes().u16(0x0600).u16(substream).u16(0x0DBB).u16(0x07CC).u32(0).u32(6).str());
  };
  const std::string start = bof(5) + std::string(global_records), end = biff_record(0x0A);
  std::size_t bound_size = 0;
  for (const auto& sheet : sheets) bound_size += 4 + 8 + sheet.name.size();
  std::size_t offset = start.size() + bound_size + end.size();
  std::string bound, bodies;
  for (const auto& sheet : sheets) {
    bound += biff_record(0x85, Bytes()
                                   .u32(offset)
                                   .u8(sheet.visibility)
                                   .u8(sheet.kind)
                                   .u8(static_cast<unsigned>(sheet.name.size()))
                                   .u8(0)
                                   .raw(sheet.name)
                                   .str());
    const std::string body = bof(sheet.kind == 2 ? 0x20 : 0x10) + sheet.records + end;
    offset += body.size();
    bodies += body;
  }
  return start + bound + end + bodies;
}

std::string xf_record(unsigned format) {
  return biff_record(0xE0, Bytes().u16(0).u16(format).raw(std::string(16, '\0')).str());
}

std::string format_record(unsigned id, std::string_view code) {
  return biff_record(0x041E, Bytes().u16(id).raw(biff_string(code)).str());
}

}  // namespace lunokhod::testing
