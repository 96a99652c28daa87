#include "lunokhod/base/encoding.hpp"

#include <iconv.h>
#include <uchardet/uchardet.h>

#include <algorithm>
#include <cerrno>

#include "lunokhod/base/text.hpp"

namespace lunokhod {
namespace {

constexpr std::string_view utf8_bom = "\xEF\xBB\xBF";

struct Known {
  Encoding encoding;
  const char* name;  // what we print, and iconv's name
  std::string_view other_names;
};
constexpr Known known[] = {
    {Encoding::utf8, "UTF-8", "utf8"},
    {Encoding::utf8_bom, "UTF-8", "utf-8-bom utf-8-sig"},
    {Encoding::utf16le, "UTF-16LE", "utf16le utf-16 utf16"},
    {Encoding::utf16be, "UTF-16BE", "utf16be"},
    {Encoding::cp1251, "WINDOWS-1251", "cp1251 1251"},
    {Encoding::cp866, "IBM866", "cp866 866"},
    {Encoding::koi8_r, "KOI8-R", "koi8r"},
    {Encoding::cp1252, "WINDOWS-1252", "cp1252 1252"},
    {Encoding::latin1, "ISO-8859-1", "latin1 latin-1"},
};

const Known& known_of(Encoding encoding) {
  return *std::find_if(std::begin(known), std::end(known), [=](const Known& k) { return k.encoding == encoding; });
}

class Converter {
 public:
  Converter(const char* to, const char* from) : handle_(iconv_open(to, from)) {}
  ~Converter() {
    if (ok()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  bool ok() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  // Converts until the end; a bad sequence calls on_bad(out) and skips `unit` bytes, or stops where on_bad says no.
  template <class OnBad>
  bool convert(std::string_view bytes, std::string& out, std::size_t unit, OnBad on_bad) {
    char* in = const_cast<char*>(bytes.data());
    std::size_t left = bytes.size();
    char buffer[16384];
    while (left > 0) {
      char* to = buffer;
      std::size_t room = sizeof buffer;
      const std::size_t done = iconv(handle_, &in, &left, &to, &room);
      const int reason = errno;
      out.append(buffer, static_cast<std::size_t>(to - buffer));
      if (done != static_cast<std::size_t>(-1) || reason == E2BIG) continue;
      if (!on_bad(out)) return false;
      const std::size_t skip = std::min(unit, left);
      in += skip;
      left -= skip;
    }
    return true;
  }

 private:
  iconv_t handle_;
};

std::string decode(std::string_view bytes, const char* from, std::size_t unit) {
  std::string out;
  Converter converter("UTF-8", from);
  if (!converter.ok()) return text::repair_utf8(bytes);
  out.reserve(bytes.size() * 2);
  converter.convert(bytes, out, unit, [](std::string& to) {
    text::append_utf8(to, 0xFFFD);
    return true;
  });
  return out;
}

// Zero bytes stand on one side of UTF-16 text that holds digits, spaces and separators.
std::optional<Encoding> utf16_by_zeros(std::string_view sample) {
  std::size_t even = 0, odd = 0;
  for (std::size_t i = 0; i < sample.size(); ++i)
    if (sample[i] == '\0') ++(i % 2 ? odd : even);
  const std::size_t enough = sample.size() / 16 + 1;
  if (odd >= enough && even * 8 < odd) return Encoding::utf16le;
  if (even >= enough && odd * 8 < even) return Encoding::utf16be;
  return std::nullopt;
}

// A sample may end inside a character.
std::string_view without_cut_tail(std::string_view sample) {
  for (int i = 0; i < 3 && !sample.empty() && static_cast<unsigned char>(sample.back()) >= 0x80; ++i) {
    const bool lead = (static_cast<unsigned char>(sample.back()) & 0xC0) == 0xC0;
    if (text::is_utf8(sample)) break;
    sample.remove_suffix(1);
    if (lead) break;
  }
  return sample;
}

// Among the Cyrillic code pages the likelier: lower case letters of Russian words dominate in the right one.
Encoding cyrillic_guess(std::string_view sample) {
  std::size_t cp1251 = 0, cp866 = 0, koi8 = 0;
  for (char c : sample) {
    const auto byte = static_cast<unsigned char>(c);
    cp1251 += byte >= 0xE0;
    cp866 += (byte >= 0xA0 && byte <= 0xAF) || (byte >= 0xE0 && byte <= 0xEF);
    koi8 += byte >= 0xC0 && byte <= 0xDF;
  }
  std::size_t upper1251 = 0;
  for (char c : sample) upper1251 += static_cast<unsigned char>(c) >= 0xC0 && static_cast<unsigned char>(c) <= 0xDF;
  if (cp866 > cp1251 + upper1251) return Encoding::cp866;
  // All capitals in cp1251 look like lower case in koi8-r: only a clear sign of small letters decides for koi8-r.
  return koi8 > 4 * cp1251 && cp1251 > 0 ? Encoding::koi8_r : Encoding::cp1251;
}

}  // namespace

std::string_view encoding_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "utf-8";
    case Encoding::utf8_bom:
      return "utf-8 with BOM";
    case Encoding::utf16le:
      return "utf-16le";
    case Encoding::utf16be:
      return "utf-16be";
    case Encoding::cp1251:
      return "windows-1251";
    case Encoding::cp866:
      return "cp866";
    case Encoding::koi8_r:
      return "koi8-r";
    case Encoding::cp1252:
      return "windows-1252";
    case Encoding::latin1:
      return "iso-8859-1";
  }
  return "utf-8";
}

Result<Encoding> encoding_from_name(std::string_view name) {
  const std::string wanted = text::lower(name);
  for (const Known& k : known) {
    if (text::lower(k.name) == wanted || encoding_name(k.encoding) == wanted) return k.encoding;
    for (std::string_view other : text::split(k.other_names, ' '))
      if (other == wanted) return k.encoding;
  }
  return Error{Code::invalid_argument, "unknown encoding \"" + std::string(name) + "\"",
               "one of: utf-8, windows-1251, utf-16le, utf-16be, cp866, koi8-r, windows-1252, iso-8859-1"};
}

Encoding detect_encoding(std::string_view sample) {
  if (sample.starts_with(utf8_bom)) return Encoding::utf8_bom;
  if (sample.starts_with("\xFF\xFE")) return Encoding::utf16le;
  if (sample.starts_with("\xFE\xFF")) return Encoding::utf16be;
  if (const auto wide = utf16_by_zeros(sample)) return *wide;
  if (text::is_utf8(without_cut_tail(sample))) return Encoding::utf8;
  uchardet_t detector = uchardet_new();
  uchardet_handle_data(detector, sample.data(), std::min<std::size_t>(sample.size(), 1 << 16));
  uchardet_data_end(detector);
  const std::string guess = text::lower(uchardet_get_charset(detector));
  uchardet_delete(detector);
  if (guess == "ibm866") return Encoding::cp866;
  if (guess == "koi8-r") return Encoding::koi8_r;
  if (guess == "windows-1251") return Encoding::cp1251;
  return cyrillic_guess(sample);
}

std::string to_utf8(std::string_view bytes, Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
    case Encoding::utf8_bom:
      if (bytes.starts_with(utf8_bom)) bytes.remove_prefix(utf8_bom.size());
      return text::is_utf8(bytes) ? std::string(bytes) : text::repair_utf8(bytes);
    case Encoding::utf16le:
      if (bytes.starts_with("\xFF\xFE")) bytes.remove_prefix(2);
      return decode(bytes, "UTF-16LE", 2);
    case Encoding::utf16be:
      if (bytes.starts_with("\xFE\xFF")) bytes.remove_prefix(2);
      return decode(bytes, "UTF-16BE", 2);
    default:
      return decode(bytes, known_of(encoding).name, 1);
  }
}

Result<std::string> from_utf8(std::string_view utf8, Encoding encoding) {
  if (encoding == Encoding::utf8) return std::string(utf8);
  if (encoding == Encoding::utf8_bom) return std::string(utf8_bom).append(utf8);
  std::string out;
  Converter converter(known_of(encoding).name, "UTF-8");
  if (!converter.ok())
    return Error{Code::internal, "this system cannot convert to " + std::string(encoding_name(encoding))};
  if (!converter.convert(utf8, out, 1, [](std::string&) { return false; }))
    return Error{Code::data_rejected, "a character has no place in " + std::string(encoding_name(encoding)),
                 "write utf-8 instead"};
  return out;
}

std::string from_code_page(std::string_view bytes, int code_page) {
  if (code_page == 65001) return to_utf8(bytes, Encoding::utf8);
  if (code_page == 1200) return decode(bytes, "UTF-16LE", 2);
  std::string name = "CP" + std::to_string(code_page);
  if (code_page == 10000) name = "MACINTOSH";
  if (code_page == 10007) name = "MAC-CYRILLIC";
  if (code_page == 10006) name = "MACGREEK";
  if (code_page == 10029) name = "MACCENTRALEUROPE";
  if (Converter("UTF-8", name.c_str()).ok()) return decode(bytes, name.c_str(), 1);
  return decode(bytes, "WINDOWS-1252", 1);
}

}  // namespace lunokhod
