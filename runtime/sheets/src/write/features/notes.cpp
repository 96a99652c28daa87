// Notes: a part with the texts, and the VML shapes without which Excel does not show them.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "write/features/additions.hpp"
#include "write/xml_escape.hpp"

namespace lunokhod::sheets::writing {
namespace {

constexpr std::size_t max_note = 32'767;

struct Placed {
  std::size_t row, column;
  const Note* note;
};

Result<std::vector<Placed>> placed_notes(const SheetToWrite& sheet) {
  std::vector<Placed> out;
  for (const Note& note : sheet.features.notes) {
    CHECKED(check_cell(sheet, note.row, note.column, "a note", true));
    if (utf16_length(note.text) > max_note)
      return feature_error(fmt::format("the note of {} is too long", data_cell(note.row, note.column)));
    out.push_back({note.row == header_row ? 0 : note.row + 1, note.column, &note});
  }
  std::stable_sort(out.begin(), out.end(), [](const Placed& a, const Placed& b) {
    return std::pair(a.row, a.column) < std::pair(b.row, b.column);
  });
  const auto twice = std::adjacent_find(
      out.begin(), out.end(), [](const Placed& a, const Placed& b) { return a.row == b.row && a.column == b.column; });
  if (twice != out.end())
    return feature_error(fmt::format("two notes on cell {}", cell_name(twice->row, twice->column)), "join their texts");
  return out;
}

std::string comments_xml(const std::vector<Placed>& notes) {
  std::map<std::string, std::size_t> authors;
  std::vector<std::string> names;
  std::string list;
  for (const Placed& placed : notes) {
    const auto [found, is_new] = authors.emplace(placed.note->author, authors.size());
    if (is_new) names.push_back(placed.note->author);
    list += fmt::format(
        "<comment ref=\"{}\" authorId=\"{}\"><text><r><rPr><sz val=\"9\"/><rFont val=\"Tahoma\"/><family "
        "val=\"2\"/></rPr><t xml:space=\"preserve\">",
        cell_name(placed.row, placed.column), found->second);
    append_cell_text(list, placed.note->text);
    list += "</t></r></text></comment>";
  }
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
      "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors>";
  for (const std::string& name : names) out += "<author>" + xml(name) + "</author>";
  return out + "</authors><commentList>" + list + "</commentList></comments>";
}

std::string shapes_vml(const std::vector<Placed>& notes, int sheet_number) {
  std::string out = fmt::format(
      "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
      "xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" "
      "data=\"{}\"/></o:shapelayout>"
      "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" "
      "path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>"
      "<v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>",
      sheet_number);
  std::size_t id = static_cast<std::size_t>(sheet_number) * 1024;
  for (const Placed& placed : notes) {
    const std::size_t lines = 3 + placed.note->text.size() / 40;
    out += fmt::format(
        "<v:shape id=\"_x0000_s{}\" type=\"#_x0000_t202\" "
        "style=\"position:absolute;width:144pt;height:72pt;visibility:hidden\" "
        "fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" "
        "obscured=\"t\"/>"
        "<v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div "
        "style=\"text-align:left\"/></v:textbox>"
        "<x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}, 15, {}, 2, {}, 31, {}, "
        "4</x:Anchor>"
        "<x:AutoFill>False</x:AutoFill><x:Row>{}</x:Row><x:Column>{}</x:Column></x:ClientData></v:shape>",
        ++id, placed.column + 1, placed.row ? placed.row - 1 : 0, placed.column + 3,
        placed.row + std::min<std::size_t>(lines, 12), placed.row, placed.column);
  }
  return out + "</xml>";
}

}  // namespace

Result<void> add_notes(SheetContext& context) {
  if (context.sheet.features.notes.empty()) return {};
  const std::vector<Placed> notes = TRY(placed_notes(context.sheet));
  const int number = ++context.numbers.comments;
  context.out.parts.push_back({fmt::format("xl/comments{}.xml", number),
                               "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
                               comments_xml(notes)});
  context.out.parts.push_back({fmt::format("xl/drawings/vmlDrawing{}.vml", number), "", shapes_vml(notes, number)});
  context.out.relations.add("comments", fmt::format("../comments{}.xml", number));
  const std::string id = context.out.relations.add("vmlDrawing", fmt::format("../drawings/vmlDrawing{}.vml", number));
  context.out.drawings += fmt::format("<legacyDrawing r:id=\"{}\"/>", id);
  return {};
}

}  // namespace lunokhod::sheets::writing
