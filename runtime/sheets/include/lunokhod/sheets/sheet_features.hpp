// What a written sheet may have besides its rows. Rows count from 0 over the frame's rows (header_row means the
// header), columns from 0 over its columns; colours are "FFC7CE" or "FFFFC7CE". Everything is checked before a byte is
// written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace lunokhod::sheets {

inline constexpr std::size_t header_row = SIZE_MAX;

// A cell of the totals row under the data: "sum", "average", "count", "min", "max" become formulas that follow the
// filter;
// "=B2*2" is a formula as it stands; any other text is a label.
struct Total {
  std::size_t column = 0;
  std::string content;
};

enum class Condition {
  greater,
  less,
  equal,
  not_equal,
  at_least,
  at_most,
  between,
  contains,
  duplicates,
  blanks,
  formula,
  scale,
  bars
};

// Colours that follow the values of a column. Values are numbers, texts or, with a leading '=', formulas.
struct ConditionalColor {
  std::size_t column = 0;
  Condition condition = Condition::greater;
  std::string value;
  std::string value_2;  // of between: the upper bound
  std::string fill_color = "FFC7CE";
  std::string font_color;
};

// The column's cells take one of these values (without commas, together at most 255 characters), or one of a range:
// "=Lists!$A$1:$A$9".
struct ChoiceList {
  std::size_t column = 0;
  std::vector<std::string> values;
  std::string range;
};

struct Hyperlink {
  std::size_t row = 0, column = 0;
  std::string target;  // https://…, mailto:…, a file, or "#Sheet!A1" inside of the workbook
  std::string tip;
};

struct Note {
  std::size_t row = 0, column = 0;
  std::string text;
  std::string author;
};

// One cell in a colour of its own.
struct CellColor {
  std::size_t row = 0, column = 0;
  std::string fill_color = "FFC7CE";
};

// Where a picture or a chart stands: its upper left cell, counted over the whole sheet from 0 (so {0, 0} is A1).
struct Place {
  std::size_t row = 0, column = 0;
};

struct Image {
  Place place;
  std::string bytes;  // of a PNG or JPEG
  double scale = 1;
};

enum class ChartKind { line, bar, stacked, pie };

struct Chart {
  ChartKind kind = ChartKind::bar;
  Place place;
  std::size_t categories = 0;       // column of the labels
  std::vector<std::size_t> values;  // columns of the series; a pie has one
  std::string title, x_title, y_title;
  int width = 640, height = 360;  // pixels
};

struct SheetFeatures {
  std::vector<Total> totals;
  std::vector<ConditionalColor> conditional_colors;
  std::vector<ChoiceList> choices;
  std::vector<Hyperlink> hyperlinks;
  std::vector<Note> notes;
  std::vector<CellColor> colors;
  std::vector<Image> images;
  std::vector<Chart> charts;
};

}  // namespace lunokhod::sheets
