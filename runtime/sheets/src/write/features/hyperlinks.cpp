// Hyperlinks: outside targets are relationships of the sheet, inside ones places in the workbook.
#include <fmt/format.h>

#include "write/features/additions.hpp"
#include "write/xml_escape.hpp"

namespace lunokhod::sheets::writing {
namespace {

constexpr std::size_t max_links = 65'530, max_target = 2'079;

// Spaces and what RFC 3986 knows nothing of are percent-encoded; what is encoded already stays.
std::string encoded(std::string_view target) {
  std::string out;
  for (const char c : target) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7F || std::string_view("<>\"{}|\\^`").find(c) != std::string_view::npos) {
      out += fmt::format("%{:02X}", byte);
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

Result<void> add_hyperlinks(SheetContext& context) {
  const auto& links = context.sheet.features.hyperlinks;
  if (links.empty()) return {};
  if (links.size() > max_links)
    return Error{Code::limit, fmt::format("{} hyperlinks; Excel opens at most {} on a sheet", links.size(), max_links)};
  std::string items;
  for (const Hyperlink& link : links) {
    CHECKED(check_cell(context.sheet, link.row, link.column, "a hyperlink", false));
    if (link.target.size() < 2 || utf16_length(link.target) > max_target) {
      return feature_error(fmt::format("the hyperlink of {} is empty or over {} characters",
                                       data_cell(link.row, link.column), max_target));
    }
    items += fmt::format("<hyperlink ref=\"{}\"", data_cell(link.row, link.column));
    if (link.target.front() == '#') {
      items += fmt::format(" location=\"{}\"", xml(std::string_view(link.target).substr(1)));
    } else {
      items += fmt::format(" r:id=\"{}\"", context.out.relations.add("hyperlink", encoded(link.target), true));
    }
    if (!link.tip.empty()) items += fmt::format(" tooltip=\"{}\"", xml(link.tip));
    items += "/>";
  }
  context.out.hyperlinks = "<hyperlinks>" + items + "</hyperlinks>";
  return {};
}

}  // namespace lunokhod::sheets::writing
