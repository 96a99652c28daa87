#include "lunokhod/sheets/write_xlsx.hpp"

#include <gtest/gtest.h>

#include <sys/resource.h>

#include <cmath>
#include <csignal>
#include <filesystem>
#include <limits>

#include "frames.hpp"
#include "lunokhod/base/calendar.hpp"
#include "python.hpp"
#include "temporary_folder.hpp"
#include "zip_file.hpp"

namespace lunokhod::sheets {
namespace {

using namespace lunokhod::testing;

struct Written {
  Written() = default;
  TemporaryFolder folder;
  std::string path = folder.path("report.xlsx");

  Result<void> write(Frame frame, const std::string& name = "Лист1") {
    SheetToWrite sheet;
    sheet.name = name;
    sheet.frame = std::move(frame);
    return write_xlsx(path, {sheet});
  }
  std::string part(const std::string& name) { return ZipFile::read(path).parts.at(name); }
  std::string sheet() { return part("xl/worksheets/sheet1.xml"); }
};

bool has(const std::string& text, std::string_view piece) {
  return text.find(piece) != std::string::npos;
}

std::int64_t day(int year, int month, int day_of_month) {
  return calendar::days_from_civil(year, month, day_of_month);
}

// Every cell as openpyxl sees it: "A1 type value", one per line.
constexpr const char* list_cells = R"(
import sys, openpyxl
for sheet in openpyxl.load_workbook(sys.argv[1]):
    print('#', sheet.title)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None: print(cell.coordinate, cell.data_type, repr(cell.value), cell.number_format)
)";

TEST(WriteXlsx, every_cell_and_row_carries_its_reference) {
  Written file;
  ASSERT_TRUE(file.write(frame_of(text_column("a", {"x", std::nullopt}), word_column("b", Dtype::integer, {1, 2}))));
  EXPECT_TRUE(has(file.sheet(), R"(<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="2"><v>1</v></c></row>)"));
  EXPECT_TRUE(has(file.sheet(), R"(<row r="3"><c r="B3" s="2"><v>2</v></c></row></sheetData>)"));
}

TEST(WriteXlsx, the_same_frames_give_the_same_bytes) {
  const Frame frame = frame_of(text_column("a", {"x", "y"}), float_column("b", {0.5, 1e300}));
  Written first, second;
  ASSERT_TRUE(first.write(frame));
  ASSERT_TRUE(second.write(frame));
  EXPECT_EQ(TemporaryFolder::read(first.path), TemporaryFolder::read(second.path));
}

TEST(WriteXlsx, a_small_file_has_no_zip64_records) {
  Written file;
  ASSERT_TRUE(file.write(frame_of(text_column("a", {"x"}))));
  const std::string bytes = TemporaryFolder::read(file.path);
  EXPECT_EQ(bytes.find("PK\6\6"), std::string::npos);
  EXPECT_EQ(bytes.find("PK\6\7"), std::string::npos);
}

TEST(WriteXlsx, each_dtype_has_its_format_and_openpyxl_reads_its_value) {
  Written file;
  Column moment = word_column("m", Dtype::datetime, {calendar::microseconds_from_civil({2025, 12, 31, 23, 59, 58})});
  ASSERT_TRUE(file.write(frame_of(text_column("t", {"00123"}), word_column("i", Dtype::integer, {-42}),
                                  float_column("f", {0.1}), word_column("d", Dtype::decimal, {-1250}, 2),
                                  word_column("day", Dtype::date, {day(2025, 12, 31)}), std::move(moment),
                                  word_column("b", Dtype::boolean, {1}))));
  const auto seen = python(list_cells, {file.path});
  if (!seen) GTEST_SKIP() << "no openpyxl";
  EXPECT_TRUE(has(*seen, "A2 s '00123' General\n")) << *seen;
  EXPECT_TRUE(has(*seen, "B2 n -42 0\n")) << *seen;
  EXPECT_TRUE(has(*seen, "C2 n 0.1 General\n")) << *seen;
  EXPECT_TRUE(has(*seen, "D2 n -12.5 0.00\n")) << *seen;
  EXPECT_TRUE(has(*seen, "E2 d datetime.datetime(2025, 12, 31, 0, 0) dd.mm.yyyy\n")) << *seen;
  EXPECT_TRUE(has(*seen, "F2 d datetime.datetime(2025, 12, 31, 23, 59, 58) dd.mm.yyyy hh:mm:ss\n")) << *seen;
  EXPECT_TRUE(has(*seen, "G2 b True General\n")) << *seen;
}

TEST(WriteXlsx, text_that_looks_like_a_formula_or_a_number_stays_text) {
  Written file;
  ASSERT_TRUE(file.write(frame_of(text_column("a", {"=1+1", "+7", "-5", "@x", "1E5", "#N/A"}))));
  EXPECT_FALSE(has(file.sheet(), "<f"));
  const auto seen = python(list_cells, {file.path});
  if (!seen) GTEST_SKIP() << "no openpyxl";
  EXPECT_TRUE(has(*seen, "A3 s '+7'"));
  EXPECT_TRUE(has(*seen, "A6 s '1E5'"));
}

TEST(WriteXlsx, control_characters_and_literal_escapes_read_back_as_they_were) {
  Written file;
  ASSERT_TRUE(
      file.write(frame_of(text_column("a", {"a\x01z", "_x0041_", "a\r\nb", "x_y", "_x00zz_", "\xEF\xBF\xBE", "<&>"}))));
  const std::string strings = file.part("xl/sharedStrings.xml");
  EXPECT_TRUE(has(strings, "<t>a_x0001_z</t>"));
  EXPECT_TRUE(has(strings, "<t>_x005F_x0041_</t>"));
  EXPECT_TRUE(has(strings, "<t>a_x000D_\nb</t>"));
  EXPECT_TRUE(has(strings, "<t>x_y</t>"));
  EXPECT_TRUE(has(strings, "<t>_x00zz_</t>"));
  EXPECT_TRUE(has(strings, "<t>_xFFFE_</t>"));
  EXPECT_TRUE(has(strings, "<t>&lt;&amp;&gt;</t>"));
}

TEST(WriteXlsx, spaces_at_an_edge_are_preserved) {
  Written file;
  ASSERT_TRUE(file.write(frame_of(text_column("a", {" x", "y\n", "z z"}))));
  const std::string strings = file.part("xl/sharedStrings.xml");
  EXPECT_TRUE(has(strings, "<t xml:space=\"preserve\"> x</t>"));
  EXPECT_TRUE(has(strings, "<t xml:space=\"preserve\">y\n</t>"));
  EXPECT_TRUE(has(strings, "<t>z z</t>"));
}

TEST(WriteXlsx, bytes_that_are_no_utf8_still_give_a_readable_file) {
  Written file;
  ASSERT_TRUE(file.write(frame_of(text_column("a", {"ab\xFF"}))));
  EXPECT_TRUE(has(file.part("xl/sharedStrings.xml"), "<t>ab\xEF\xBF\xBD</t>"));
}

TEST(WriteXlsx, a_text_over_32767_characters_is_an_error_with_its_address) {
  Written file;
  const std::string fits(32'767, 'x'), long_one = fits + "x";
  std::string wide;  // two bytes each: more bytes than characters
  for (int i = 0; i < 32'767; ++i) wide += "ж";
  EXPECT_TRUE(file.write(frame_of(text_column("a", {fits, wide}))));
  const auto failed = file.write(frame_of(text_column("b", {"x"}), text_column("a", {long_one})));
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, Code::limit);
  EXPECT_TRUE(has(failed.error().where, "sheet Лист1, cell B2")) << failed.error().where;
  EXPECT_TRUE(has(failed.error().where, "report.xlsx"));
}

TEST(WriteXlsx, a_number_excel_cannot_hold_is_text_with_all_its_digits) {
  Written file;
  ASSERT_TRUE(file.write(frame_of(
      word_column("i", Dtype::integer, {999'999'999'999'999, 1'234'567'890'123'456, -4'600'000'000'000'000'001}),
      word_column("d", Dtype::decimal, {std::nullopt, std::nullopt, 1'234'567'890'123'456}, 4))));
  EXPECT_TRUE(has(file.sheet(), "<v>999999999999999</v>"));
  EXPECT_FALSE(has(file.sheet(), "<v>1234567890123456</v>"));
  const std::string strings = file.part("xl/sharedStrings.xml");
  EXPECT_TRUE(has(strings, "<t>1234567890123456</t>"));
  EXPECT_TRUE(has(strings, "<t>-4600000000000000001</t>"));
  EXPECT_TRUE(has(strings, "<t>123456789012.3456</t>"));
}

TEST(WriteXlsx, nan_and_infinity_are_empty_cells) {
  Written file;
  const double infinity = std::numeric_limits<double>::infinity();
  ASSERT_TRUE(file.write(frame_of(float_column("f", {std::nan(""), infinity, -infinity, 7.0}))));
  EXPECT_TRUE(has(file.sheet(),
                  R"(<row r="2"></row><row r="3"></row><row r="4"></row><row r="5"><c r="A5"><v>7</v></c></row>)"));
}

TEST(WriteXlsx, floats_read_back_as_the_same_bits) {
  Written file;
  const std::vector<double> values{0.1,
                                   1.0 / 3,
                                   1e-300,
                                   5e-324,
                                   1.7976931348623157e308,
                                   123456.789,
                                   -0.07,
                                   1e15,
                                   1e21,
                                   0.30000000000000004,
                                   4503599627370497.5};
  std::vector<std::optional<double>> column(values.begin(), values.end());
  ASSERT_TRUE(file.write(frame_of(float_column("f", column))));
  const std::string sheet = file.sheet();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t at = sheet.find("<c r=\"A" + std::to_string(i + 2) + "\"><v>");
    ASSERT_NE(at, std::string::npos);
    EXPECT_EQ(std::strtod(sheet.c_str() + sheet.find("<v>", at) + 3, nullptr), values[i]);
  }
  EXPECT_TRUE(has(sheet, "<v>123456.789</v>"));
  EXPECT_TRUE(has(sheet, "<v>-0.07</v>"));
}

TEST(WriteXlsx, dates_know_the_false_leap_day_and_those_without_a_number_are_text) {
  Written file;
  ASSERT_TRUE(file.write(frame_of(word_column(
      "d", Dtype::date,
      {day(1900, 1, 1), day(1900, 2, 28), day(1900, 3, 1), day(1899, 12, 31), day(9999, 12, 31), day(10000, 1, 1)}))));
  for (const char* serial : {"<v>1</v>", "<v>59</v>", "<v>61</v>", "<v>2958465</v>"})
    EXPECT_TRUE(has(file.sheet(), serial)) << serial;
  EXPECT_TRUE(has(file.part("xl/sharedStrings.xml"), "<t>31.12.1899</t>"));
}

TEST(WriteXlsx, a_mixed_column_keeps_the_kind_of_every_cell) {
  Column column = text_column("m", {"текст"});
  column.dtype = Dtype::mixed;
  column.kinds = {CellKind::text};
  const auto push = [&](CellKind kind, std::uint64_t word) {
    column.words.push_back(word);
    column.valid.push(kind != CellKind::empty);
    column.kinds.push_back(kind);
  };
  push(CellKind::number, std::bit_cast<std::uint64_t>(2.5));
  push(CellKind::boolean, 1);
  push(CellKind::error, column.pool->add("#N/A").word);
  push(CellKind::date, static_cast<std::uint64_t>(calendar::microseconds_from_civil({2025, 1, 2})));
  push(CellKind::empty, 0);
  Written file;
  ASSERT_TRUE(file.write(frame_of(std::move(column))));
  const auto seen = python(list_cells, {file.path});
  if (!seen) GTEST_SKIP() << "no openpyxl";
  EXPECT_TRUE(has(*seen, "A2 s 'текст'")) << *seen;
  EXPECT_TRUE(has(*seen, "A3 n 2.5"));
  EXPECT_TRUE(has(*seen, "A4 b True"));
  EXPECT_TRUE(has(*seen, "A5 e '#N/A'"));
  EXPECT_TRUE(has(*seen, "A6 d datetime.datetime(2025, 1, 2, 0, 0) dd.mm.yyyy"));
}

TEST(WriteXlsx, the_header_is_frozen_filtered_and_looks_as_the_template_says) {
  Written file;
  SheetToWrite sheet;
  sheet.frame = frame_of(text_column("имя", {"x"}), text_column("b", {"y"}));
  HeaderStyle style;
  style.font_name = "Arial";
  style.font_size = 10;
  style.fill_color = "FFD9E1F2";
  style.horizontal = "center";
  style.wrap = style.border = true;
  style.height = 30;
  style.column_widths = {25, 0};
  sheet.header_style = style;
  sheet.formats = {"", "@"};
  ASSERT_TRUE(write_xlsx(file.path, {sheet}));
  const auto seen = python(R"(
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1]); s = book.active; c = s['A1']
print(s.freeze_panes, s.auto_filter.ref, c.font.name, c.font.sz, c.font.b, c.fill.fgColor.rgb, c.alignment.horizontal,
      c.alignment.wrap_text, c.border.left.style, s.row_dimensions[1].height, round(s.column_dimensions['A'].width), s['B2'].number_format)
)",
                           {file.path});
  if (!seen) GTEST_SKIP() << "no openpyxl";
  EXPECT_EQ(*seen, "A2 A1:B2 Arial 10.0 True FFD9E1F2 center True thin 30.0 26 @\n");
}

TEST(WriteXlsx, several_sheets_share_their_strings) {
  Written file;
  SheetToWrite one, two;
  one.name = "План";
  two.name = "Факт 'x' & y";
  one.frame = two.frame = frame_of(text_column("a", {"общее"}));
  ASSERT_TRUE(write_xlsx(file.path, {one, two}));
  EXPECT_TRUE(has(file.part("xl/sharedStrings.xml"), R"(count="4" uniqueCount="2")"));
  const auto seen = python(list_cells, {file.path});
  if (!seen) GTEST_SKIP() << "no openpyxl";
  EXPECT_EQ(*seen,
            "# План\nA1 s 'a' General\nA2 s 'общее' General\n# Факт 'x' & y\nA1 s 'a' General\nA2 s 'общее' General\n");
}

TEST(WriteXlsx, a_frame_without_rows_or_columns_opens) {
  Written file;
  ASSERT_TRUE(file.write(frame_of(text_column("a", {}))));
  ASSERT_TRUE(file.write(Frame{}));
  const auto seen = python(list_cells, {file.path});
  if (!seen) GTEST_SKIP() << "no openpyxl";
  EXPECT_EQ(*seen, "# Лист1\n");
}

TEST(WriteXlsx, sheet_names_excel_refuses_are_refused_with_a_hint) {
  Written file;
  for (const char* name : {"", "a/b", "x[1]", "'x", "12345678901234567890123456789012", "a\nb"}) {
    const auto failed = file.write(Frame{}, name);
    ASSERT_FALSE(failed) << name;
    EXPECT_EQ(failed.error().code, Code::invalid_argument);
    EXPECT_FALSE(failed.error().hint.empty());
  }
  EXPECT_TRUE(file.write(Frame{}, "Тридцать один символ, не больше"));
  SheetToWrite one, two;
  one.name = "План";
  two.name = "ПЛАН";
  EXPECT_FALSE(write_xlsx(file.path, {one, two}));
  EXPECT_FALSE(write_xlsx(file.path, {}));
}

TEST(WriteXlsx, more_rows_than_a_sheet_has_are_an_error_before_anything_is_written) {
  Column column;
  column.name = "n";
  column.dtype = Dtype::integer;
  column.words.resize(1'048'576);
  column.valid.resize(1'048'576, true);
  Written file;
  const auto failed = file.write(frame_of(std::move(column)));
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, Code::limit);
  EXPECT_TRUE(has(failed.error().message, "1048576 rows"));
  EXPECT_EQ(TemporaryFolder::read(file.path), "");
}

TEST(WriteXlsx, a_failed_write_leaves_the_old_file) {
  Written file;
  file.folder.write("report.xlsx", "old");
  EXPECT_FALSE(file.write(frame_of(text_column("a", {std::string(40'000, 'x')}))));
  EXPECT_EQ(TemporaryFolder::read(file.path), "old");
}

TEST(WriteXlsx, a_large_sheet_passes_through_both_threads_whole) {
  Column numbers, texts = text_column("t", {});
  numbers.name = "n";
  numbers.dtype = Dtype::integer;
  for (int i = 0; i < 60'000; ++i) {
    numbers.push_integer(i);
    texts.push_text("строка номер " + std::to_string(i % 30'000));
  }
  Written file;
  SheetToWrite sheet;
  sheet.frame = frame_of(std::move(numbers), std::move(texts));
  for (const int level : {0, 1, 3, 6}) {
    ASSERT_TRUE(write_xlsx(file.path, {sheet}, {level}));
    const ZipFile zip = ZipFile::read(file.path);
    const std::string& xml = zip.parts.at("xl/worksheets/sheet1.xml");
    EXPECT_TRUE(has(
        xml,
        R"(<row r="60001"><c r="A60001" s="2"><v>59999</v></c><c r="B60001" t="s"><v>30001</v></c></row></sheetData>)"));
    EXPECT_TRUE(has(zip.parts.at("xl/sharedStrings.xml"), R"(count="60002" uniqueCount="30002")"));
  }
}

TEST(WriteXlsx, a_disk_that_fills_up_in_the_middle_is_an_error_and_leaves_nothing) {
  Column numbers;
  numbers.name = "n";
  numbers.dtype = Dtype::integer;
  for (std::int64_t i = 0; i < 200'000; ++i) numbers.push_integer(i * 7'919 % 1'000'003);
  const Frame frame = frame_of(std::move(numbers));
  Written file;
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{100'000, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const auto written = file.write(frame);
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  ASSERT_FALSE(written);
  EXPECT_TRUE(has(written.error().text(), "report.xlsx")) << written.error().text();
  EXPECT_TRUE(std::filesystem::is_empty(file.folder.path()));
}

TEST(WriteXlsx, libreoffice_opens_it) {
  Written file;
  ASSERT_TRUE(file.write(frame_of(text_column("имя", {"=1+1", "ж;\"x\""}),
                                  word_column("d", Dtype::date, {day(2025, 12, 31), day(2024, 2, 29)}),
                                  word_column("сумма", Dtype::decimal, {1250, -5}, 2))));
  const auto csv =
      libreoffice(file.path, "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true", file.folder.path());
  if (!csv) GTEST_SKIP() << "no LibreOffice";
  EXPECT_EQ(TemporaryFolder::read(*csv), "имя;d;сумма\n=1+1;31.12.2025;12.50\n\"ж;\"\"x\"\"\";29.02.2024;-0.05\n");
}

}  // namespace
}  // namespace lunokhod::sheets
