#include "write/features/chart_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "write/package_parts.hpp"
#include "write/xml_escape.hpp"

namespace lunokhod::sheets::writing {
namespace {

constexpr std::string_view category_axis = "111111111", value_axis = "222222222";

// Named outright: a workbook without a theme has no automatic colours, and some programs then draw nothing.
constexpr std::array<std::string_view, 10> palette{"4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5",
                                                   "70AD47", "264478", "9E480E", "636363", "997300"};
constexpr std::size_t most_colored_points = 60;

std::string fill_xml(std::string_view color) {
  return fmt::format("<a:solidFill><a:srgbClr val=\"{}\"/></a:solidFill>", color);
}

std::string line_xml(std::string_view color, int width) {
  return fmt::format("<c:spPr><a:ln w=\"{}\">{}</a:ln></c:spPr>", width, fill_xml(color));
}

std::string series_look(const Chart& chart, std::size_t index) {
  const std::string_view color = palette[index % palette.size()];
  if (chart.kind == ChartKind::pie) return {};
  if (chart.kind == ChartKind::line) return line_xml(color, 28575);
  return "<c:spPr>" + fill_xml(color) + "</c:spPr>";
}

// The slices of a pie, a colour each.
std::string points_xml(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < std::min(count, most_colored_points); ++i) {
    out += fmt::format("<c:dPt><c:idx val=\"{}\"/><c:bubble3D val=\"0\"/><c:spPr>{}</c:spPr></c:dPt>", i,
                       fill_xml(palette[i % palette.size()]));
  }
  return out;
}

std::string title_xml(const std::string& text) {
  if (text.empty()) return {};
  return "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang=\"ru-RU\"/><a:t>" + xml(text) +
         "</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>";
}

std::string range_of(const SheetToWrite& sheet, std::size_t column) {
  return xml(quoted_sheet(sheet.name) +
             absolute_range(1, column, std::max<std::size_t>(sheet.frame.height(), 1), column));
}

std::string series_xml(const Chart& chart, const SheetToWrite& sheet, std::size_t index) {
  const std::size_t column = chart.values[index];
  const bool texts = sheet.frame.column(chart.categories).dtype == Dtype::text;
  const std::string name =
      xml(fmt::format("{}${}$1", quoted_sheet(sheet.name), column_letters(static_cast<std::uint32_t>(column))));
  std::string out = fmt::format(
      "<c:ser><c:idx val=\"{0}\"/><c:order val=\"{0}\"/><c:tx><c:strRef><c:f>{1}</c:f></c:strRef></c:tx>", index, name);
  out += series_look(chart, index);
  if (chart.kind == ChartKind::line) out += "<c:marker><c:symbol val=\"none\"/></c:marker>";
  if (chart.kind == ChartKind::pie) out += points_xml(sheet.frame.height());
  if (chart.kind == ChartKind::bar || chart.kind == ChartKind::stacked) out += "<c:invertIfNegative val=\"0\"/>";
  out += fmt::format("<c:cat><c:{0}><c:f>{1}</c:f></c:{0}></c:cat><c:val><c:numRef><c:f>{2}</c:f></c:numRef></c:val>",
                     texts ? "strRef" : "numRef", range_of(sheet, chart.categories), range_of(sheet, column));
  if (chart.kind == ChartKind::line) out += "<c:smooth val=\"0\"/>";
  return out + "</c:ser>";
}

std::string axes_xml(const Chart& chart) {
  constexpr std::string_view ticks =
      "<c:majorTickMark val=\"out\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/>";
  return fmt::format(
      "<c:catAx><c:axId val=\"{0}\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling><c:delete "
      "val=\"0\"/><c:axPos val=\"b\"/>{2}"
      "<c:numFmt formatCode=\"General\" sourceLinked=\"1\"/>{4}{6}<c:crossAx val=\"{1}\"/><c:crosses "
      "val=\"autoZero\"/><c:auto val=\"1\"/>"
      "<c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/><c:noMultiLvlLbl val=\"0\"/></c:catAx>"
      "<c:valAx><c:axId val=\"{1}\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling><c:delete "
      "val=\"0\"/><c:axPos val=\"l\"/>"
      "<c:majorGridlines>{5}</c:majorGridlines>{3}<c:numFmt formatCode=\"General\" "
      "sourceLinked=\"1\"/>{4}{6}<c:crossAx "
      "val=\"{0}\"/><c:crosses val=\"autoZero\"/>"
      "<c:crossBetween val=\"between\"/></c:valAx>",
      category_axis, value_axis, title_xml(chart.x_title), title_xml(chart.y_title), ticks, line_xml("D9D9D9", 9525),
      line_xml("A6A6A6", 9525));
}

std::string plot_xml(const Chart& chart, const SheetToWrite& sheet) {
  std::string series;
  for (std::size_t i = 0; i < chart.values.size(); ++i) series += series_xml(chart, sheet, i);
  const std::string ids = fmt::format("<c:axId val=\"{}\"/><c:axId val=\"{}\"/>", category_axis, value_axis);
  switch (chart.kind) {
    case ChartKind::line:
      return "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>" + series + "<c:marker val=\"1\"/>" +
             ids + "</c:lineChart>" + axes_xml(chart);
    case ChartKind::bar:
    case ChartKind::stacked: {
      const bool stacked = chart.kind == ChartKind::stacked;
      return fmt::format(
          "<c:barChart><c:barDir val=\"col\"/><c:grouping val=\"{}\"/><c:varyColors val=\"0\"/>{}<c:gapWidth "
          "val=\"100\"/>{}{}</c:barChart>{}",
          stacked ? "stacked" : "clustered", series, stacked ? "<c:overlap val=\"100\"/>" : "", ids, axes_xml(chart));
    }
    case ChartKind::pie:
      return "<c:pieChart><c:varyColors val=\"1\"/>" + series + "<c:firstSliceAng val=\"0\"/></c:pieChart>";
  }
  return {};
}

}  // namespace

std::string chart_xml(const Chart& chart, const SheetToWrite& sheet) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
      "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" "
      "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
      "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><c:roundedCorners "
      "val=\"0\"/><c:chart>{}"
      "<c:autoTitleDeleted val=\"{}\"/><c:plotArea><c:layout/>{}</c:plotArea><c:legend><c:legendPos "
      "val=\"r\"/><c:overlay val=\"0\"/>"
      "</c:legend><c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart></c:chartSpace>",
      title_xml(chart.title), chart.title.empty() ? 1 : 0, plot_xml(chart, sheet));
}

}  // namespace lunokhod::sheets::writing
