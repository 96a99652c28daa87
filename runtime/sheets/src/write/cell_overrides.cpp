#include "write/cell_overrides.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "write/features/additions.hpp"

namespace lunokhod::sheets::writing {
namespace {

struct Wish {
  std::size_t row;
  std::uint32_t column;
  std::string fill;
  bool link;
};

OverrideLook look_of(const Wish& wish, const ColumnPlan& plan, Styles& styles) {
  Look look;
  look.fill = solid_fill(wish.fill);
  if (wish.link) look.font = font_xml("Calibri", 11, false, false, "FF0563C1", true);
  const auto style_of = [&](const std::string& format) {
    look.number_format = format;
    return styles.cell(look);
  };
  OverrideLook out;
  const int style = style_of(plan.format);
  out.value = CellTails(style);
  out.empty = Piece(fmt::format("\" s=\"{}\"/>", style));
  if (plan.column->dtype == Dtype::mixed) {
    out.date = CellTails(style_of("dd.mm.yyyy"));
    out.datetime = CellTails(style_of("dd.mm.yyyy hh:mm:ss"));
  }
  return out;
}

bool before(const Wish& a, const Wish& b) {
  return std::tie(a.row, a.column) < std::tie(b.row, b.column);
}

// One wish per cell: the last colour wins, a link stays a link.
std::vector<Wish> joined(std::vector<Wish> wishes) {
  std::stable_sort(wishes.begin(), wishes.end(), before);
  std::vector<Wish> out;
  for (Wish& wish : wishes) {
    if (out.empty() || before(out.back(), wish)) {
      out.push_back(std::move(wish));
      continue;
    }
    if (!wish.fill.empty()) out.back().fill = std::move(wish.fill);
    out.back().link = out.back().link || wish.link;
  }
  return out;
}

}  // namespace

Result<CellOverrides> plan_overrides(const SheetToWrite& sheet, const std::vector<ColumnPlan>& columns,
                                     Styles& styles) {
  std::vector<Wish> wishes;
  for (const CellColor& color : sheet.features.colors) {
    CHECKED(check_cell(sheet, color.row, color.column, "a colour", false));
    wishes.push_back({color.row, static_cast<std::uint32_t>(color.column), color.fill_color, false});
  }
  for (const Hyperlink& link : sheet.features.hyperlinks) {
    CHECKED(check_cell(sheet, link.row, link.column, "a hyperlink", false));
    wishes.push_back({link.row, static_cast<std::uint32_t>(link.column), "", true});
  }
  CellOverrides out;
  std::map<std::tuple<std::uint32_t, std::string, bool>, std::uint32_t> known;
  for (const Wish& wish : joined(std::move(wishes))) {
    const auto [found, is_new] =
        known.emplace(std::tuple(wish.column, wish.fill, wish.link), static_cast<std::uint32_t>(out.looks.size()));
    if (is_new) out.looks.push_back(look_of(wish, columns[wish.column], styles));
    out.cells.push_back({wish.row, wish.column, found->second});
  }
  return out;
}

}  // namespace lunokhod::sheets::writing
