// The encoding of an XML part, by its byte order mark, by the pattern of its first bytes, by its declaration; and the
// change to UTF-8. Almost every part is UTF-8 and passes through untouched.
#pragma once

#include <memory>
#include <string_view>

#include "zip/byte_source.hpp"

namespace lunokhod::sheets::xml {

struct XmlEncoding {
  enum class Kind { utf8, utf16le, utf16be, code_page } kind = Kind::utf8;
  int code_page = 0;
};
XmlEncoding detect_xml_encoding(std::string_view start);

Result<std::unique_ptr<zip::ByteSource>> as_utf8(std::unique_ptr<zip::ByteSource> source);

}  // namespace lunokhod::sheets::xml
