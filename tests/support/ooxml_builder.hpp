// Workbooks as tests want them, part by part. Starts as a plain, right workbook; any part can be replaced, renamed,
// dropped, and every part can be packed in any odd way (ZipPart).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "zip_builder.hpp"

namespace lunokhod::testing {

class OoxmlBuilder {
 public:
  // A worksheet with these rows inside <sheetData>.
  OoxmlBuilder& sheet(std::string_view name, std::string_view rows, std::string_view state = "");
  // A worksheet whose part is given whole.
  OoxmlBuilder& sheet_part(std::string_view name, std::string_view xml);
  OoxmlBuilder& shared_strings(std::string_view items);  // "<si><t>a</t></si>…"
  // Cell formats in order; the codes become number formats 164, 165, …; style 0 is General.
  OoxmlBuilder& formats(const std::vector<std::string>& codes);
  OoxmlBuilder& format_ids(const std::vector<int>& ids);  // styles 1, 2, … with these numFmtIds
  OoxmlBuilder& base_1904(std::string_view value = "1");

  // The last word on a part: replaces it or adds it; `how` says how it is packed.
  OoxmlBuilder& part(std::string_view name, std::string_view bytes);
  OoxmlBuilder& drop(std::string_view name);
  OoxmlBuilder& rename(std::string_view from, std::string_view to);

  std::vector<ZipPart> parts() const;
  std::string bytes() const { return make_zip(parts()); }

 private:
  struct Sheet {
    std::string name, xml, state;
  };
  std::vector<Sheet> sheets_;
  std::string shared_strings_, styles_, base_1904_;
  std::vector<ZipPart> replaced_;
  std::vector<std::string> dropped_;
  std::vector<std::pair<std::string, std::string>> renamed_;
};

}  // namespace lunokhod::testing
