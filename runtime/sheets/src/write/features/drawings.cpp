// Pictures and charts: one drawing part per sheet that anchors them, with the media and chart parts it points at.
#include <fmt/format.h>

#include <cmath>

#include "lunokhod/sheets/limits.hpp"
#include "write/features/additions.hpp"
#include "write/features/chart_xml.hpp"
#include "write/features/picture.hpp"

namespace lunokhod::sheets::writing {
namespace {

constexpr std::int64_t units_per_pixel = 9525;  // EMU at 96 dots per inch
constexpr std::string_view drawing_type = "application/vnd.openxmlformats-officedocument.drawing+xml";
constexpr std::string_view chart_type = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";

std::string anchor(const Place& place, std::int64_t width, std::int64_t height, const std::string& inside) {
  return fmt::format(
      "<xdr:oneCellAnchor><xdr:from><xdr:col>{}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{}</xdr:row><xdr:rowOff>0</"
      "xdr:rowOff></xdr:from>"
      "<xdr:ext cx=\"{}\" cy=\"{}\"/>{}<xdr:clientData/></xdr:oneCellAnchor>",
      place.column, place.row, width * units_per_pixel, height * units_per_pixel, inside);
}

Result<void> check_place(const Place& place) {
  if (place.row < limits::rows && place.column < limits::columns) return {};
  return feature_error("a picture or chart stands outside of the sheet");
}

std::string picture_xml(std::size_t id, const std::string& relation, std::int64_t width, std::int64_t height) {
  return fmt::format(
      "<xdr:pic><xdr:nvPicPr><xdr:cNvPr id=\"{0}\" name=\"Picture {0}\"/><xdr:cNvPicPr><a:picLocks "
      "noChangeAspect=\"1\"/></xdr:cNvPicPr>"
      "</xdr:nvPicPr><xdr:blipFill><a:blip "
      "r:embed=\"{1}\"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm>"
      "<a:off x=\"0\" y=\"0\"/><a:ext cx=\"{2}\" cy=\"{3}\"/></a:xfrm><a:prstGeom "
      "prst=\"rect\"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>",
      id, relation, width * units_per_pixel, height * units_per_pixel);
}

std::string frame_xml(std::size_t id, const std::string& relation) {
  return fmt::format(
      "<xdr:graphicFrame macro=\"\"><xdr:nvGraphicFramePr><xdr:cNvPr id=\"{0}\" name=\"Chart "
      "{0}\"/><xdr:cNvGraphicFramePr/>"
      "</xdr:nvGraphicFramePr><xdr:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/></xdr:xfrm><a:graphic>"
      "<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\">"
      "<c:chart xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" "
      "r:id=\"{1}\"/></a:graphicData></a:graphic></xdr:graphicFrame>",
      id, relation);
}

Result<std::string> image_anchor(SheetContext& context, Relations& relations, const Image& image, std::size_t id) {
  CHECKED(check_place(image.place));
  const auto picture = picture_of(image.bytes);
  if (!picture) return feature_error("a picture is neither PNG nor JPEG");
  if (!(image.scale > 0 && image.scale <= 100))
    return feature_error("the scale of a picture is out of range", "above 0, up to 100");
  const int number = ++context.numbers.images;
  const std::string name = fmt::format("image{}.{}", number, picture->extension);
  context.out.parts.push_back({"xl/media/" + name, "", image.bytes});
  const auto width = std::max<std::int64_t>(1, std::llround(picture->width * image.scale));
  const auto height = std::max<std::int64_t>(1, std::llround(picture->height * image.scale));
  return anchor(image.place, width, height, picture_xml(id, relations.add("image", "../media/" + name), width, height));
}

Result<std::string> chart_anchor(SheetContext& context, Relations& relations, const Chart& chart, std::size_t id) {
  CHECKED(check_place(chart.place));
  CHECKED(check_column(context.sheet, chart.categories, "labels of a chart"));
  if (chart.values.empty()) return feature_error("a chart without values", "name at least one column");
  if (chart.kind == ChartKind::pie && chart.values.size() > 1) return feature_error("a pie has one column of values");
  for (const std::size_t column : chart.values) CHECKED(check_column(context.sheet, column, "values of a chart"));
  if (chart.width < 10 || chart.height < 10 || chart.width > 10'000 || chart.height > 10'000) {
    return feature_error("the size of a chart is out of range", "10 to 10,000 pixels");
  }
  const int number = ++context.numbers.charts;
  context.out.parts.push_back(
      {fmt::format("xl/charts/chart{}.xml", number), std::string(chart_type), chart_xml(chart, context.sheet)});
  return anchor(chart.place, chart.width, chart.height,
                frame_xml(id, relations.add("chart", fmt::format("../charts/chart{}.xml", number))));
}

}  // namespace

Result<void> add_drawings(SheetContext& context) {
  const SheetFeatures& features = context.sheet.features;
  if (features.images.empty() && features.charts.empty()) return {};
  Relations relations;
  std::string anchors;
  std::size_t id = 1;
  for (const Image& image : features.images) anchors += TRY(image_anchor(context, relations, image, ++id));
  for (const Chart& chart : features.charts) anchors += TRY(chart_anchor(context, relations, chart, ++id));
  const int number = ++context.numbers.drawings;
  const std::string name = fmt::format("drawing{}.xml", number);
  context.out.parts.push_back(
      {"xl/drawings/" + name, std::string(drawing_type),
       "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
       "<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" "
       "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
       "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" +
           anchors + "</xdr:wsDr>"});
  context.out.parts.push_back({"xl/drawings/_rels/" + name + ".rels", "", relations.xml()});
  context.out.drawings +=
      fmt::format("<drawing r:id=\"{}\"/>", context.out.relations.add("drawing", "../drawings/" + name));
  return {};
}

}  // namespace lunokhod::sheets::writing
