#include "write/template_style.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "lunokhod/base/text.hpp"

namespace lunokhod::sheets::writing {
namespace {

// The palette of indexed colours 8 to 63 (0 to 7 repeat 8 to 15), by ECMA-376 part 1, 18.8.27.
constexpr std::array<std::uint32_t, 56> palette{
    0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF, 0x800000, 0x008000,
    0x000080, 0x808000, 0x800080, 0x008080, 0xC0C0C0, 0x808080, 0x9999FF, 0x993366, 0xFFFFCC, 0xCCFFFF,
    0x660066, 0xFF8080, 0x0066CC, 0xCCCCFF, 0x000080, 0xFF00FF, 0xFFFF00, 0x00FFFF, 0x800080, 0x800000,
    0x008080, 0x0000FF, 0x00CCFF, 0xCCFFFF, 0xCCFFCC, 0xFFFF99, 0x99CCFF, 0xFF99CC, 0xCC99FF, 0xFFCC99,
    0x3366FF, 0x33CCCC, 0x99CC00, 0xFFCC00, 0xFF9900, 0xFF6600, 0x666699, 0x969696, 0x003366, 0x339966,
    0x003300, 0x333300, 0x993300, 0x993366, 0x333399, 0x333333};

std::optional<std::uint32_t> hex(std::string_view digits) {
  std::uint32_t value = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (failure != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value & 0xFFFFFF;
}

std::size_t number(std::string_view text, std::size_t otherwise = 0) {
  return static_cast<std::size_t>(
      std::max<std::int64_t>(0, text::parse_integer(text).value_or(static_cast<std::int64_t>(otherwise))));
}

std::optional<std::uint32_t> theme_color(const XmlNode* theme, std::size_t index) {
  constexpr std::array<std::string_view, 12> names{"lt1",     "dk1",     "lt2",     "dk2",     "accent1", "accent2",
                                                   "accent3", "accent4", "accent5", "accent6", "hlink",   "folHlink"};
  if (!theme || index >= names.size()) return std::nullopt;
  const XmlNode* elements = theme->child("themeElements");
  const XmlNode* scheme = elements ? elements->child("clrScheme") : nullptr;
  const XmlNode* color = scheme ? scheme->child(names[index]) : nullptr;
  if (!color || color->children.empty()) return std::nullopt;
  const XmlNode& value = color->children.front();
  return hex(value.name == "sysClr" ? value.attribute("lastClr") : value.attribute("val"));
}

// Excel's tint: towards white when positive, towards black when negative, on each channel near enough.
std::uint32_t tinted(std::uint32_t rgb, double tint) {
  if (!(tint >= -1 && tint <= 1)) return rgb;
  std::uint32_t out = 0;
  for (int shift = 16; shift >= 0; shift -= 8) {
    const double channel = static_cast<double>(rgb >> shift & 0xFF);
    const double moved = tint < 0 ? channel * (1 + tint) : channel + (255 - channel) * tint;
    out |= static_cast<std::uint32_t>(std::lround(moved)) << shift;
  }
  return out;
}

bool has_any_border(const XmlNode* border) {
  if (!border) return false;
  return std::any_of(border->children.begin(), border->children.end(), [](const XmlNode& side) {
    const std::string_view style = side.attribute("style");
    return side.name != "diagonal" && !style.empty() && style != "none";
  });
}

void take_font(const XmlNode* font, const XmlNode* theme, HeaderStyle& style) {
  style.bold = false;
  if (!font) return;
  if (const XmlNode* name = font->child("name")) style.font_name = name->attribute("val");
  if (const XmlNode* size = font->child("sz")) style.font_size = text::parse_float(size->attribute("val")).value_or(11);
  if (const XmlNode* bold = font->child("b")) style.bold = bold->flag("val", true);
  if (const XmlNode* italic = font->child("i")) style.italic = italic->flag("val", true);
  style.font_color = resolve_color(font->child("color"), theme);
}

}  // namespace

std::string resolve_color(const XmlNode* color, const XmlNode* theme) {
  if (!color || color->flag("auto", false)) return {};
  std::optional<std::uint32_t> rgb;
  if (const std::string_view plain = color->attribute("rgb"); plain.size() == 8 || plain.size() == 6) {
    rgb = hex(plain);
  } else if (const std::string_view themed = color->attribute("theme"); !themed.empty()) {
    rgb = theme_color(theme, number(themed, 99));
  } else if (const std::string_view indexed = color->attribute("indexed"); !indexed.empty()) {
    const std::size_t index = number(indexed, 99);
    if (index < 64) rgb = palette[index < 8 ? index : index - 8];
  }
  if (!rgb) return {};
  return fmt::format("FF{:06X}", tinted(*rgb, text::parse_float(color->attribute("tint")).value_or(0)));
}

HeaderStyle look_of_style(const XmlNode& styles, const XmlNode* theme, std::size_t cell_style) {
  HeaderStyle style;
  const XmlNode* cell = styles.nth("cellXfs", cell_style);
  if (!cell) {
    style.bold = false;
    return style;
  }
  take_font(styles.nth("fonts", number(cell->attribute("fontId"))), theme, style);
  const XmlNode* fill = styles.nth("fills", number(cell->attribute("fillId")));
  const XmlNode* pattern = fill ? fill->child("patternFill") : nullptr;
  if (pattern && pattern->attribute("patternType") == "solid")
    style.fill_color = resolve_color(pattern->child("fgColor"), theme);
  style.border = has_any_border(styles.nth("borders", number(cell->attribute("borderId"))));
  if (const XmlNode* alignment = cell->child("alignment")) {
    style.wrap = alignment->flag("wrapText", false);
    const std::string_view horizontal = alignment->attribute("horizontal");
    if (horizontal == "left" || horizontal == "center" || horizontal == "right" || horizontal == "justify") {
      style.horizontal = horizontal;
    }
  }
  return style;
}

}  // namespace lunokhod::sheets::writing
