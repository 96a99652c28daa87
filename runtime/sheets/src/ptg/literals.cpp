#include "ptg/literals.hpp"

#include <array>

#include "lunokhod/base/text.hpp"
#include "ole/utf16.hpp"
#include "ole/values.hpp"

namespace lunokhod::sheets::ptg {
namespace {

constexpr std::size_t longest_array = 32'768;

}  // namespace

std::string number_text(double value) {
  std::string text = text::format_float(value);
  for (char& c : text)
    if (c == 'e') c = 'E';
  return text;
}

std::string Literals::quoted(ByteCursor& from, std::size_t units) const {
  const bool wide = dialect_ == Dialect::biff12 || (dialect_ == Dialect::biff8 && (from.u8() & 1));
  const auto bytes = from.take(units * (wide ? 2 : 1));
  std::string plain, out = "\"";
  if (wide)
    append_utf16(plain, bytes);
  else if (dialect_ == Dialect::biff5 && code_page_)
    code_page_->append(plain, bytes);
  else
    xls::append_latin1(plain, bytes);
  for (const char c : plain) out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

std::string Literals::text(ByteCursor& tokens) const {
  const std::size_t units = dialect_ == Dialect::biff12 ? tokens.u16() : tokens.u8();
  return quoted(tokens, units);
}

std::string Literals::array(ByteCursor& extra) const {
  std::size_t rows = 0, columns = 0;
  if (dialect_ == Dialect::biff12) {
    rows = extra.u32();
    columns = extra.u32();
  } else {
    columns = extra.u8();
    rows = extra.u16();
    if (dialect_ == Dialect::biff8) ++columns, ++rows;
    if (columns == 0) columns = 256;
  }
  std::string text = "{";
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t column = 0; column < columns; ++column) {
      if (column > 0 || row > 0) text += column > 0 ? ',' : ';';
      text += value(extra);
      if (extra.failed() || text.size() > longest_array) return "";
    }
  return text + "}";
}

// One element: its kind, then the value.
std::string Literals::value(ByteCursor& extra) const {
  const bool wide = dialect_ == Dialect::biff12;
  std::uint8_t kind = extra.u8();
  if (wide) {  // the same kinds under other numbers
    constexpr std::array<std::uint8_t, 5> kinds{1, 2, 4, 0xFF, 0x10};
    kind = kind < kinds.size() ? kinds[kind] : 0xFF;
  }
  switch (kind) {
    case 0:
      extra.skip(8);
      return "";
    case 1:
      return number_text(extra.f64());
    case 2: {
      const std::size_t units = dialect_ == Dialect::biff5 ? extra.u8() : extra.u16();
      return quoted(extra, units);
    }
    case 4: {
      const bool truth = extra.u8();
      if (!wide) extra.skip(7);
      return truth ? "TRUE" : "FALSE";
    }
    case 0x10: {
      const auto code = extra.u8();
      extra.skip(wide ? 3 : 7);
      return std::string(error_text(code));
    }
    default:
      extra.skip(extra.remaining() + 1);  // fails
      return "";
  }
}

}  // namespace lunokhod::sheets::ptg
