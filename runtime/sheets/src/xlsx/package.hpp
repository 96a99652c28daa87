// An OOXML package: a zip of parts that point at each other by relationships. Made for packages that are wrong: missing
// relationships fall back to content types and then to names, targets may be absolute, with backslashes, in the wrong
// case. Serves xlsx and xlsb.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "readers.hpp"
#include "xml/tokenizer.hpp"
#include "zip/archive.hpp"

namespace lunokhod::sheets::xlsx {

struct Relationship {
  std::string id;
  std::string type;    // the last word of the type's address: "worksheet", "sharedStrings"
  std::string target;  // the name of a part of this package
};

class Package {
 public:
  static Result<Package> open(const Content& content);

  const zip::Archive& archive() const { return archive_; }
  bool has(std::string_view part) const { return archive_.find(part) != nullptr; }
  // The workbook part (xl/workbook.xml, xl/workbook.bin or wherever it is); "" when there is none.
  std::string workbook_part() const;
  // Of a part; of the package itself with "". None when the relationships part is missing or unreadable.
  std::vector<Relationship> relationships(std::string_view part) const;
  // The file that a part points at outside of the package: its name alone; "" for none.
  std::string external_file(std::string_view part) const;
  // The part as a stream of XML in UTF-8, or whole.
  Result<xml::Window> window(std::string_view part) const;
  Result<std::string> read(std::string_view part, std::vector<std::string>* warnings = nullptr) const;

 private:
  explicit Package(const Content& content, zip::Archive archive) : content_(content), archive_(std::move(archive)) {}
  std::string resolve(std::string_view base, std::string_view target) const;
  std::string main_part_by_content_type() const;

  Content content_;  // keeps the bytes
  zip::Archive archive_;
};

}  // namespace lunokhod::sheets::xlsx
