#include "xml/encoding.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "lunokhod/base/encoding.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/sheets/limits.hpp"

namespace lunokhod::sheets::xml {

namespace {

using Kind = XmlEncoding::Kind;

struct NamedPage {
  std::string_view name;
  int page;
};
constexpr NamedPage pages[] = {
    {"windows-1250", 1250}, {"windows-1251", 1251}, {"cp1251", 1251},       {"windows-1252", 1252},
    {"windows-1253", 1253}, {"windows-1254", 1254}, {"windows-1255", 1255}, {"windows-1256", 1256},
    {"windows-1257", 1257}, {"windows-1258", 1258}, {"iso-8859-1", 1252},   {"latin1", 1252},
    {"iso-8859-2", 28592},  {"iso-8859-5", 28595},  {"iso-8859-15", 28605}, {"koi8-r", 20866},
    {"koi8-u", 21866},      {"ibm866", 866},        {"cp866", 866},         {"ibm437", 437},
    {"shift_jis", 932},     {"shift-jis", 932},     {"gb2312", 936},        {"gbk", 936},
    {"gb18030", 54936},     {"big5", 950},          {"euc-kr", 949},        {"us-ascii", 65001},
};

bool several_bytes_per_letter(int page) {
  return page == 932 || page == 936 || page == 949 || page == 950 || page == 54936;
}

std::string lower_ascii(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return lower;
}

// The value of encoding="…" in the declaration, lower case.
std::string declared_encoding(std::string_view start) {
  if (start.substr(0, 3) == "\xEF\xBB\xBF") start.remove_prefix(3);
  if (start.substr(0, 5) != "<?xml") return "";
  start = start.substr(0, start.find("?>"));
  const std::size_t key = start.find("encoding");
  if (key == std::string_view::npos) return "";
  const std::size_t open = start.find_first_of("\"'", key);
  if (open == std::string_view::npos) return "";
  const std::size_t close = start.find(start[open], open + 1);
  if (close == std::string_view::npos) return "";
  return lower_ascii(start.substr(open + 1, close - open - 1));
}

// Blocks in another encoding in, blocks of UTF-8 out; a letter cut by the border of two blocks waits for its rest.
class Utf16Source final : public zip::ByteSource {
 public:
  Utf16Source(std::unique_ptr<zip::ByteSource> source, bool big_endian, zip::Block first)
      : source_(std::move(source)), big_endian_(big_endian), first_(first) {}

  Result<zip::Block> next() override {
    out_.assign(zip::block_headroom, '\0');
    while (out_.size() == zip::block_headroom) {
      const zip::Block block = first_.size > 0 ? std::exchange(first_, {}) : TRY(source_->next());
      if (block.size == 0) {
        if (finished_) return zip::Block{};
        finished_ = true;
        if (half_ || high_) text::append_utf8(out_, 0xFFFD);
        break;
      }
      convert(block);
    }
    const std::size_t size = out_.size() - zip::block_headroom;
    out_.append(padding, '\0');
    return zip::Block{out_.data() + zip::block_headroom, size, zip::block_headroom};
  }
  bool checksum_matches() const override { return source_->checksum_matches(); }

 private:
  void convert(const zip::Block& block) {
    for (std::size_t i = 0; i < block.size; ++i) {
      const auto byte = static_cast<unsigned char>(block.data[i]);
      if (!half_) {
        held_ = byte;
        half_ = true;
        continue;
      }
      half_ = false;
      unit(static_cast<char32_t>(big_endian_ ? held_ << 8 | byte : byte << 8 | held_));
    }
  }

  void unit(char32_t value) {
    const bool low = value >= 0xDC00 && value < 0xE000;
    if (high_ && low) {
      text::append_utf8(out_, 0x10000 + ((high_ - 0xD800) << 10) + (value - 0xDC00));
      high_ = 0;
      return;
    }
    if (high_) text::append_utf8(out_, 0xFFFD);
    high_ = 0;
    if (value >= 0xD800 && value < 0xDC00) {
      high_ = value;
    } else {
      text::append_utf8(out_, low ? 0xFFFD : value);
    }
  }

  std::unique_ptr<zip::ByteSource> source_;
  bool big_endian_;
  zip::Block first_;
  std::string out_;
  bool half_ = false, finished_ = false;
  unsigned held_ = 0;
  char32_t high_ = 0;
};

// One byte is one letter: a table of 256.
class TableSource final : public zip::ByteSource {
 public:
  TableSource(std::unique_ptr<zip::ByteSource> source, int code_page, zip::Block first)
      : source_(std::move(source)), first_(first) {
    for (int byte = 0; byte < 256; ++byte) {
      const char c = static_cast<char>(byte);
      letters_[byte] = byte < 128 ? std::string(1, c) : from_code_page({&c, 1}, code_page);
    }
  }

  Result<zip::Block> next() override {
    const zip::Block block = first_.size > 0 ? std::exchange(first_, {}) : TRY(source_->next());
    if (block.size == 0) return zip::Block{};
    out_.assign(zip::block_headroom, '\0');
    for (std::size_t i = 0; i < block.size; ++i) out_ += letters_[static_cast<unsigned char>(block.data[i])];
    const std::size_t size = out_.size() - zip::block_headroom;
    out_.append(padding, '\0');
    return zip::Block{out_.data() + zip::block_headroom, size, zip::block_headroom};
  }
  bool checksum_matches() const override { return source_->checksum_matches(); }

 private:
  std::unique_ptr<zip::ByteSource> source_;
  zip::Block first_;
  std::array<std::string, 256> letters_;
  std::string out_;
};

// Gives back the block that was looked at.
class ReplaySource final : public zip::ByteSource {
 public:
  ReplaySource(std::unique_ptr<zip::ByteSource> source, zip::Block first) : source_(std::move(source)), first_(first) {}
  Result<zip::Block> next() override {
    if (first_.size > 0) return std::exchange(first_, {});
    return source_->next();
  }
  bool checksum_matches() const override { return source_->checksum_matches(); }

 private:
  std::unique_ptr<zip::ByteSource> source_;
  zip::Block first_;
};

Result<std::unique_ptr<zip::ByteSource>> convert_whole(zip::ByteSource& source, zip::Block first, int code_page) {
  std::string bytes(first.data, first.size);
  while (true) {
    const zip::Block block = TRY(source.next());
    if (block.size == 0) break;
    if (bytes.size() + block.size > limits::inflated_small_part) {
      return Error{Code::limit, "a part in an old encoding unpacks to more than 64 MiB",
                   "open and save the file in Excel"};
    }
    bytes.append(block.data, block.size);
  }
  return std::unique_ptr<zip::ByteSource>(new zip::MemorySource(from_code_page(bytes, code_page)));
}

}  // namespace

XmlEncoding detect_xml_encoding(std::string_view start) {
  if (start.substr(0, 2) == "\xFF\xFE") return {Kind::utf16le};
  if (start.substr(0, 2) == "\xFE\xFF") return {Kind::utf16be};
  if (start.size() >= 2 && start[0] == '<' && start[1] == '\0') return {Kind::utf16le};
  if (start.size() >= 2 && start[0] == '\0' && start[1] == '<') return {Kind::utf16be};
  const std::string name = declared_encoding(start.substr(0, 256));
  for (const NamedPage& known : pages) {
    if (known.name == name && known.page != 65001) return {Kind::code_page, known.page};
  }
  return {};  // UTF-8, or something unheard of that will show as U+FFFD
}

Result<std::unique_ptr<zip::ByteSource>> as_utf8(std::unique_ptr<zip::ByteSource> source) {
  const zip::Block first = TRY(source->next());
  const XmlEncoding encoding = detect_xml_encoding({first.data, first.size});
  using Made = std::unique_ptr<zip::ByteSource>;
  switch (encoding.kind) {
    case Kind::utf16le:
      return Made(new Utf16Source(std::move(source), false, first));
    case Kind::utf16be:
      return Made(new Utf16Source(std::move(source), true, first));
    case Kind::code_page:
      if (several_bytes_per_letter(encoding.code_page)) return convert_whole(*source, first, encoding.code_page);
      return Made(new TableSource(std::move(source), encoding.code_page, first));
    case Kind::utf8:
      break;
  }
  return Made(new ReplaySource(std::move(source), first));
}

}  // namespace lunokhod::sheets::xml
