// A BIFF stream as records: a type, a length, bytes. A record that runs past the end of the stream is cut there.
#pragma once

#include <cstdint>
#include <string_view>

#include "ole/byte_cursor.hpp"

namespace lunokhod::sheets::xls {

// Names as in Microsoft's description. Where a record has other numbers in older versions, those follow.
namespace type {
inline constexpr std::uint16_t blank_2 = 0x0001, integer_2 = 0x0002, number_2 = 0x0003, label_2 = 0x0004,
                               boolerr_2 = 0x0005, formula = 0x0006, string_2 = 0x0007, row_2 = 0x0008, bof_2 = 0x0009,
                               eof = 0x000A, external_sheet = 0x0017, name = 0x0018, format_2 = 0x001E,
                               date_1904 = 0x0022, external_name = 0x0023, column_width_2 = 0x0024, file_pass = 0x002F,
                               font = 0x0031, continues = 0x003C, code_page = 0x0042, xf_2 = 0x0043, ixfe_2 = 0x0044,
                               column_info = 0x007D, wsbool = 0x0081, bound_sheet = 0x0085, sheet_header_4 = 0x008F,
                               mul_rk = 0x00BD, rstring = 0x00D6, xf = 0x00E0, merged_cells = 0x00E5, sst = 0x00FC,
                               label_sst = 0x00FD, external_book = 0x01AE, number = 0x0203, label = 0x0204,
                               boolerr = 0x0205, formula_3 = 0x0206, string = 0x0207, row = 0x0208, bof_3 = 0x0209,
                               array = 0x0221, font_3 = 0x0231, xf_3 = 0x0243, rk = 0x027E, formula_4 = 0x0406,
                               bof_4 = 0x0409, format = 0x041E, xf_4 = 0x0443, shared_formula = 0x04BC, bof = 0x0809;
}

struct Record {
  std::uint16_t type = 0;
  std::string_view data;
  std::size_t offset = 0;  // of the record's header in the stream
};

class RecordReader {
 public:
  RecordReader(std::string_view stream, std::size_t at) : stream_(stream), at_(at) {}

  bool next(Record& record) {
    if (at_ > stream_.size() || stream_.size() - at_ < 4) return false;
    record.offset = at_;
    record.type = load<std::uint16_t>(stream_.data() + at_);
    record.data = stream_.substr(at_ + 4, load<std::uint16_t>(stream_.data() + at_ + 2));
    at_ += 4 + record.data.size();
    return true;
  }
  // The data of the next record when it is a CONTINUE; it is consumed then.
  bool next_continue(std::string_view& data) {
    if (at_ > stream_.size() || stream_.size() - at_ < 4) return false;
    if (load<std::uint16_t>(stream_.data() + at_) != type::continues) return false;
    Record record;
    next(record);
    data = record.data;
    return true;
  }
  std::size_t position() const { return at_; }

 private:
  std::string_view stream_;
  std::size_t at_;
};

inline bool is_bof(std::uint16_t t) {
  return t == type::bof || t == type::bof_4 || t == type::bof_3 || t == type::bof_2;
}

}  // namespace lunokhod::sheets::xls
