#include "write/styles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lunokhod/base/text.hpp"
#include "write/xml_escape.hpp"

namespace lunokhod::sheets::writing {
namespace {

struct BuiltIn {
  std::string_view code;
  int id;
};
// The formats that every reader knows by number; locale dependent ones (14 and on) are left alone on purpose.
constexpr std::array<BuiltIn, 11> built_in{{{"", 0},
                                            {"General", 0},
                                            {"0", 1},
                                            {"0.00", 2},
                                            {"#,##0", 3},
                                            {"#,##0.00", 4},
                                            {"0%", 9},
                                            {"0.00%", 10},
                                            {"0.00E+00", 11},
                                            {"[h]:mm:ss", 46},
                                            {"@", 49}}};
constexpr int first_custom = 164;

std::string list_xml(std::string_view tag, const std::vector<std::string>& items) {
  if (items.empty()) return {};
  std::string out = fmt::format("<{} count=\"{}\">", tag, items.size());
  for (const std::string& item : items) out += item;
  return out + fmt::format("</{}>", tag);
}

// "FFD9E1F2", "D9E1F2", "#D9E1F2" → eight digits; anything else is no colour.
std::string argb_of(std::string_view color) {
  if (color.starts_with('#')) color.remove_prefix(1);
  const bool hex = std::all_of(color.begin(), color.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
  if (!hex || (color.size() != 6 && color.size() != 8)) return {};
  return color.size() == 6 ? "FF" + std::string(color) : std::string(color);
}

}  // namespace

std::string solid_fill(std::string_view color) {
  const std::string argb = argb_of(color);
  if (argb.empty()) return {};
  return fmt::format(
      "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"{}\"/><bgColor indexed=\"64\"/></patternFill></fill>",
      argb);
}

std::string font_xml(std::string_view name, double size, bool bold, bool italic, std::string_view color,
                     bool underline) {
  std::string out = "<font>";
  if (bold) out += "<b/>";
  if (italic) out += "<i/>";
  if (underline) out += "<u/>";
  out += fmt::format("<sz val=\"{}\"/>", text::format_float(size));
  const std::string argb = argb_of(color);
  if (!argb.empty()) out += fmt::format("<color rgb=\"{}\"/>", argb);
  return out + fmt::format("<name val=\"{}\"/><family val=\"2\"/></font>", xml(name));
}

std::string thin_border() {
  std::string out = "<border>";
  for (const char* side : {"left", "right", "top", "bottom"}) {
    out += fmt::format("<{0} style=\"thin\"><color auto=\"1\"/></{0}>", side);
  }
  return out + "<diagonal/></border>";
}

Styles::Styles()
    : fonts_{font_xml("Calibri", 11, false, false, "")},
      fills_{"<fill><patternFill patternType=\"none\"/></fill>", "<fill><patternFill patternType=\"gray125\"/></fill>"},
      borders_{"<border><left/><right/><top/><bottom/><diagonal/></border>"} {
  cell({});
}

int Styles::intern(std::vector<std::string>& list, const std::string& xml) {
  if (xml.empty()) return 0;
  const auto found = std::find(list.begin(), list.end(), xml);
  if (found != list.end()) return static_cast<int>(found - list.begin());
  list.push_back(xml);
  return static_cast<int>(list.size() - 1);
}

int Styles::number_format_id(const std::string& code) {
  for (const BuiltIn& known : built_in) {
    if (known.code == code) return known.id;
  }
  const auto found = std::find(formats_.begin(), formats_.end(), code);
  if (found == formats_.end()) formats_.push_back(code);
  return first_custom + static_cast<int>(std::find(formats_.begin(), formats_.end(), code) - formats_.begin());
}

int Styles::cell(const Look& look) {
  const int format = number_format_id(look.number_format);
  const int font = intern(fonts_, look.font);
  const int fill = intern(fills_, look.fill);
  const int border = intern(borders_, look.border);
  std::string out = fmt::format("<xf numFmtId=\"{}\" fontId=\"{}\" fillId=\"{}\" borderId=\"{}\" xfId=\"0\"", format,
                                font, fill, border);
  if (format) out += " applyNumberFormat=\"1\"";
  if (font) out += " applyFont=\"1\"";
  if (fill) out += " applyFill=\"1\"";
  if (border) out += " applyBorder=\"1\"";
  if (look.alignment.empty()) {
    out += "/>";
  } else {
    out += " applyAlignment=\"1\">" + look.alignment + "</xf>";
  }
  return intern(cells_, out);
}

int Styles::cell_format(const std::string& number_format) {
  Look look;
  look.number_format = number_format;
  return cell(look);
}

int Styles::header(const HeaderStyle& style) {
  Look look;
  look.font = font_xml(style.font_name, style.font_size, style.bold, style.italic, style.font_color);
  look.fill = solid_fill(style.fill_color);
  if (style.border) look.border = thin_border();
  std::string inner;
  if (!style.horizontal.empty()) inner += fmt::format(" horizontal=\"{}\"", writing::xml(style.horizontal));
  if (style.wrap) inner += " vertical=\"center\" wrapText=\"1\"";
  if (!inner.empty()) look.alignment = "<alignment" + inner + "/>";
  return cell(look);
}

int Styles::differential(std::string_view font_color, std::string_view fill_color) {
  const std::string font = argb_of(font_color), fill = argb_of(fill_color);
  std::string out = "<dxf>";
  if (!font.empty()) out += fmt::format("<font><color rgb=\"{}\"/></font>", font);
  if (!fill.empty()) out += fmt::format("<fill><patternFill><bgColor rgb=\"{}\"/></patternFill></fill>", fill);
  return intern(differentials_, out + "</dxf>");
}

std::string Styles::xml() const {
  std::vector<std::string> formats;
  for (std::size_t i = 0; i < formats_.size(); ++i) {
    formats.push_back(
        fmt::format("<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>", first_custom + i, writing::xml(formats_[i])));
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
         "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">" +
         list_xml("numFmts", formats) + list_xml("fonts", fonts_) + list_xml("fills", fills_) +
         list_xml("borders", borders_) +
         "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>" +
         list_xml("cellXfs", cells_) +
         "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>" +
         list_xml("dxfs", differentials_) + "</styleSheet>";
}

}  // namespace lunokhod::sheets::writing
