#include "features.hpp"

#include <fmt/format.h>

#include <array>

#include "lunokhod/base/text.hpp"
#include "paths.hpp"

namespace lunokhod::lua {
namespace {

using sheets::SheetFeatures;

// Calls each(entry) for every table of the list `name`.
template <class Each>
Result<void> each_table(lua_State* L, const Options& options, const char* name,
                        std::initializer_list<std::string_view> known, Each each) {
  const int type = options.push(name);
  const int list = lua_gettop(L);
  if (type != LUA_TNIL && type != LUA_TTABLE) return options.wrong(name, "a list of tables");
  const lua_Integer count = type == LUA_TTABLE ? static_cast<lua_Integer>(lua_rawlen(L, list)) : 0;
  for (lua_Integer i = 1; i <= count; ++i) {
    if (lua_rawgeti(L, list, i) != LUA_TTABLE) return options.wrong(name, "a list of tables");
    const Options entry = TRY(Options::read(L, fmt::format("{}, entry {}", name, i), -1, known));
    CHECKED(each(entry));
    lua_pop(L, 1);
  }
  lua_settop(L, list - 1);
  return {};
}

Result<std::size_t> column_of(const Options& entry, const char* name, const Frame& frame) {
  const std::string column = TRY(entry.text_or(name, ""));
  if (column.empty()) return entry.wrong(name, "a column");
  return frame.find(column);
}

// Rows of scripts count from 1; 0 is the header.
Result<std::size_t> row_of(const Options& entry, const Frame& frame) {
  const std::int64_t row = TRY(entry.integer_or("row", 1, 0, static_cast<std::int64_t>(frame.height())));
  return row == 0 ? sheets::header_row : static_cast<std::size_t>(row - 1);
}

// "H2" → column 7, row 1.
Result<sheets::Place> place_of(const Options& entry) {
  const auto address = entry.text_or("cell", "");
  if (!address.ok()) return address.error();
  const std::string& cell = *address;
  std::size_t letters = 0, column = 0;
  while (letters < cell.size() && letters < 3 && cell[letters] >= 'A' && cell[letters] <= 'Z') {
    column = column * 26 + static_cast<std::size_t>(cell[letters++] - 'A') + 1;
  }
  const auto row = text::parse_integer(std::string_view(cell).substr(letters));
  if (letters == 0 || !row || *row < 1 || *row > 1'048'576) return entry.wrong("cell", "an address such as \"H2\"");
  return sheets::Place{static_cast<std::size_t>(*row - 1), column - 1};
}

struct ConditionName {
  std::string_view name;
  sheets::Condition condition;
};
constexpr std::array conditions{
    ConditionName{"greater", sheets::Condition::greater},
    ConditionName{"less", sheets::Condition::less},
    ConditionName{"equal", sheets::Condition::equal},
    ConditionName{"not_equal", sheets::Condition::not_equal},
    ConditionName{"at_least", sheets::Condition::at_least},
    ConditionName{"at_most", sheets::Condition::at_most},
    ConditionName{"between", sheets::Condition::between},
    ConditionName{"contains", sheets::Condition::contains},
    ConditionName{"duplicates", sheets::Condition::duplicates},
    ConditionName{"blanks", sheets::Condition::blanks},
    ConditionName{"formula", sheets::Condition::formula},
    ConditionName{"scale", sheets::Condition::scale},
    ConditionName{"bars", sheets::Condition::bars},
};

Result<void> read_totals(const Options& options, const Frame& frame, SheetFeatures& features) {
  for (const auto& [column, content] : TRY(options.text_pairs("totals"))) {
    const std::size_t index = TRY(frame.find(column));
    features.totals.push_back({index, content});
  }
  return {};
}

Result<void> read_colors(lua_State* L, const Options& options, const Frame& frame, SheetFeatures& features) {
  return each_table(L, options, "colors", {"column", "when", "value", "upto", "fill", "font"},
                    [&](const Options& entry) -> Result<void> {
                      sheets::ConditionalColor color;
                      color.column = TRY(column_of(entry, "column", frame));
                      const std::string word = TRY(entry.text_or("when", "greater"));
                      bool known = false;
                      for (const ConditionName& row : conditions) {
                        if (row.name == word) color.condition = row.condition, known = true;
                      }
                      if (!known)
                        return entry.wrong("when", "\"greater\", \"less\", \"equal\", \"between\", \"contains\", …");
                      color.value = TRY(entry.scalar_or("value", ""));
                      color.value_2 = TRY(entry.scalar_or("upto", ""));
                      color.fill_color = TRY(entry.text_or("fill", color.fill_color));
                      color.font_color = TRY(entry.text_or("font", ""));
                      features.conditional_colors.push_back(std::move(color));
                      return {};
                    });
}

// choices = { market = { "a", "b" } } or { market = "=Lists!$A$1:$A$9" }
Result<void> read_choices(lua_State* L, const Options& options, const Frame& frame, SheetFeatures& features) {
  const int type = options.push("choices");
  if (type != LUA_TNIL && type != LUA_TTABLE) return options.wrong("choices", "a table of column = { values }");
  if (type == LUA_TTABLE) {
    lua_pushnil(L);
    while (lua_next(L, -2)) {
      auto values = texts_at(L, -1);
      if (lua_type(L, -2) != LUA_TSTRING || !values) return options.wrong("choices", "a table of column = { values }");
      sheets::ChoiceList choice;
      choice.column = TRY(frame.find(lua_tostring(L, -2)));
      if (lua_type(L, -1) == LUA_TSTRING) {
        choice.range = values->front();
      } else {
        choice.values = *std::move(values);
      }
      features.choices.push_back(std::move(choice));
      lua_pop(L, 1);
    }
  }
  lua_pop(L, 1);
  return {};
}

Result<void> read_links_and_notes(lua_State* L, const Options& options, const Frame& frame, SheetFeatures& features) {
  auto links =
      each_table(L, options, "links", {"row", "column", "target", "tip"}, [&](const Options& entry) -> Result<void> {
        const std::size_t row = TRY(row_of(entry, frame));
        const std::size_t column = TRY(column_of(entry, "column", frame));
        features.hyperlinks.push_back({row, column, TRY(entry.text_or("target", "")), TRY(entry.text_or("tip", ""))});
        return {};
      });
  CHECKED(std::move(links));
  return each_table(
      L, options, "notes", {"row", "column", "text", "author"}, [&](const Options& entry) -> Result<void> {
        const std::size_t row = TRY(row_of(entry, frame));
        const std::size_t column = TRY(column_of(entry, "column", frame));
        features.notes.push_back({row, column, TRY(entry.text_or("text", "")), TRY(entry.text_or("author", ""))});
        return {};
      });
}

Result<void> read_images(lua_State* L, const Options& options, SheetFeatures& features) {
  return each_table(L, options, "images", {"path", "cell", "scale"}, [&](const Options& entry) -> Result<void> {
    const ConfinedFolder workspace = TRY(workspace_of(L));
    const std::string path = TRY(entry.text_or("path", ""));
    sheets::Image image;
    image.place = TRY(place_of(entry));
    image.bytes = TRY(workspace.read(path, std::size_t{32} << 20));
    image.scale = TRY(entry.number_or("scale", 1));
    features.images.push_back(std::move(image));
    return {};
  });
}

Result<sheets::ChartKind> chart_kind(const Options& entry) {
  const std::string word = TRY(entry.text_or("kind", "bar"));
  if (word == "bar") return sheets::ChartKind::bar;
  if (word == "line") return sheets::ChartKind::line;
  if (word == "stacked") return sheets::ChartKind::stacked;
  if (word == "pie") return sheets::ChartKind::pie;
  return entry.wrong("kind", "\"bar\", \"line\", \"stacked\" or \"pie\"");
}

Result<void> read_charts(lua_State* L, const Options& options, const Frame& frame, SheetFeatures& features) {
  return each_table(L, options, "charts",
                    {"kind", "cell", "categories", "values", "title", "x_title", "y_title", "width", "height"},
                    [&](const Options& entry) -> Result<void> {
                      sheets::Chart chart;
                      chart.kind = TRY(chart_kind(entry));
                      chart.place = TRY(place_of(entry));
                      chart.categories = TRY(column_of(entry, "categories", frame));
                      for (const std::string& name : TRY(entry.texts("values"))) {
                        chart.values.push_back(TRY(frame.find(name)));
                      }
                      chart.title = TRY(entry.text_or("title", ""));
                      chart.x_title = TRY(entry.text_or("x_title", ""));
                      chart.y_title = TRY(entry.text_or("y_title", ""));
                      chart.width = static_cast<int>(TRY(entry.integer_or("width", chart.width, 50, 5000)));
                      chart.height = static_cast<int>(TRY(entry.integer_or("height", chart.height, 50, 5000)));
                      features.charts.push_back(std::move(chart));
                      return {};
                    });
}

}  // namespace

Result<SheetFeatures> features_of(lua_State* L, const Options& options, const Frame& frame) {
  SheetFeatures features;
  CHECKED(read_totals(options, frame, features));
  CHECKED(read_colors(L, options, frame, features));
  CHECKED(read_choices(L, options, frame, features));
  CHECKED(read_links_and_notes(L, options, frame, features));
  CHECKED(read_images(L, options, features));
  CHECKED(read_charts(L, options, frame, features));
  return features;
}

}  // namespace lunokhod::lua
