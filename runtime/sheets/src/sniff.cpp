#include "sniff.hpp"

#include <algorithm>
#include <string>

#include "zip/archive.hpp"

namespace lunokhod::sheets {

namespace {

constexpr std::size_t sample_size = 4096;

bool ends_with_ignoring_case(std::string_view text, std::string_view end) {
  if (text.size() < end.size()) return false;
  text.remove_prefix(text.size() - end.size());
  return std::equal(text.begin(), text.end(), end.begin(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

// A zip: an ods says so in its first part, an xlsb has a binary workbook part, anything else is for the xlsx reader to
// judge.
Kind kind_of_zip(std::string_view bytes) {
  const auto archive = zip::Archive::open(bytes);
  if (!archive) return Kind::xlsx;  // whose error tells about the damage
  bool has_content = false;
  for (const zip::Entry& entry : archive->entries()) {
    if (ends_with_ignoring_case(entry.name, "workbook.bin")) return Kind::xlsb;
    if (entry.name == "content.xml") has_content = true;
  }
  return has_content && !archive->find("[Content_Types].xml") ? Kind::ods : Kind::xlsx;
}

// The stream names of an OLE directory are UTF-16.
bool holds_name(std::string_view bytes, std::string_view name) {
  std::string wide;
  for (const char c : name) {
    wide += c;
    wide += '\0';
  }
  return bytes.find(wide) != std::string_view::npos;
}

// The first record of a workbook without OLE: BIFF2, 3, 4 or 5.
bool is_raw_biff(std::string_view bytes) {
  if (bytes.size() < 8 || bytes[0] != '\x09') return false;
  const auto second = static_cast<unsigned char>(bytes[1]);
  const auto length = static_cast<unsigned char>(bytes[2]);
  return (second == 0 || second == 2 || second == 4 || second == 8) && bytes[3] == 0 && length >= 4 && length <= 16;
}

// A dBase table: a known version, a possible date, a header as long as it says and one record shorter than 64 KiB.
bool is_dbf(std::string_view bytes) {
  if (bytes.size() < 65) return false;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  const unsigned version = byte(0);
  const bool known = version == 0x02 || version == 0x03 || version == 0x30 || version == 0x31 || version == 0x43 ||
                     version == 0x83 || version == 0x8B || version == 0xF5 || version == 0xFB;
  const unsigned header = byte(8) | byte(9) << 8, record = byte(10) | byte(11) << 8;
  return known && byte(2) <= 12 && byte(3) <= 31 && header >= 65 && header <= bytes.size() && record > 1 &&
         (header % 32 <= 1 || version == 0x30);
}

// An ods in one XML file; its kind stands behind a few thousand bytes of namespaces.
bool is_flat_ods(std::string_view bytes) {
  const std::string_view start = bytes.substr(0, 4 * sample_size);
  return start.find(":document ") != start.npos &&
         start.find("\"application/vnd.oasis.opendocument.spreadsheet\"") != start.npos;
}

std::string lower_start(std::string_view bytes) {
  std::string start;
  for (const char c : bytes.substr(0, sample_size)) {
    if (c == '\0') continue;  // UTF-16 of what matters here is ASCII with zeros between
    start += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  const std::size_t first = start.find_first_not_of(" \t\r\n\xEF\xBB\xBF\xFE\xFF");
  return first == std::string::npos ? "" : start.substr(first);
}

Kind kind_of_text(std::string_view bytes) {
  const std::string start = lower_start(bytes);
  const auto has = [&](std::string_view mark) { return start.find(mark) != std::string::npos; };
  if (has("urn:schemas-microsoft-com:office:spreadsheet") && (has("<workbook") || has(":workbook")) && start[0] == '<')
    return Kind::spreadsheetml;
  if (start.rfind("mime-version:", 0) == 0 || (has("content-type: multipart/related") && has("mime-version:")))
    return Kind::mhtml;
  const bool markup = !start.empty() && start[0] == '<';
  if (markup && (has("<html") || has("<table") || has("<!doctype html") || has("<body") || has("<meta")))
    return Kind::html;
  // Office Open XML in one flat file, another document, a picture: nothing a csv reader should be given.
  if (start.rfind("<?xml", 0) == 0) return Kind::unknown;
  return Kind::text;
}

// Zeros in the odd or even places are UTF-16; zeros elsewhere are no text.
bool is_binary(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, sample_size);
  if (sample.substr(0, 2) == "\xFF\xFE" || sample.substr(0, 2) == "\xFE\xFF") return false;
  std::size_t zeros[2] = {0, 0}, controls = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const auto c = static_cast<unsigned char>(sample[i]);
    if (c == 0) ++zeros[i % 2];
    if (c < 32 && c != 0 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1A) ++controls;
  }
  const bool utf16 =
      std::min(zeros[0], zeros[1]) * 20 <= std::max(zeros[0], zeros[1]) && zeros[0] + zeros[1] > sample.size() / 5;
  if (utf16) return false;
  return (zeros[0] + zeros[1]) * 20 > sample.size() || controls * 20 > sample.size();
}

}  // namespace

Kind sniff(std::string_view bytes) {
  if (bytes.empty()) return Kind::nothing;
  const std::string_view start = bytes.substr(0, 8);
  if (start.substr(0, 4) == "PK\3\4" || start.substr(0, 4) == "PK\5\6") return kind_of_zip(bytes);
  if (start == "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
    return holds_name(bytes, "EncryptedPackage") ? Kind::encrypted : Kind::ole;
  if (is_raw_biff(bytes)) return Kind::raw_biff;
  if (is_dbf(bytes)) return Kind::dbf;
  if (is_flat_ods(bytes)) return Kind::ods;  // before HTML: it says <table, too
  if (const Kind kind = kind_of_text(bytes); kind == Kind::spreadsheetml || kind == Kind::html || kind == Kind::mhtml)
    return kind;
  if (zip::looks_like_zip(bytes)) return kind_of_zip(bytes);
  if (is_binary(bytes)) return Kind::unknown;
  return kind_of_text(bytes);
}

}  // namespace lunokhod::sheets
