// A sheet read in chunks is the sheet read whole, whatever the options.
#include <gtest/gtest.h>

#include <set>

#include "lunokhod/sheets/source.hpp"
#include "ooxml_builder.hpp"
#include "readers.hpp"
#include "scripted_reader.hpp"

namespace lunokhod::sheets {
namespace {

using lunokhod::testing::OoxmlBuilder;
using lunokhod::testing::ScriptedReader;

// "B7 Город=Москва": every value with the number of its row in the file.
void add_values(const Frame& frame, std::vector<std::string>& out) {
  for (std::size_t row = 0; row < frame.height(); ++row)
    for (std::size_t i = 0; i < frame.width(); ++i)
      if (!frame.column(i).is_null(row))
        out.push_back(std::to_string(frame.origin().rows[row]) + " " + frame.column(i).name + "=" +
                      frame.column(i).display(row));
}

void expect_chunks_like_the_whole(const std::shared_ptr<Reader>& reader, const SheetOptions& options) {
  auto whole_source = SheetSource::open(reader, "f", options);
  ASSERT_TRUE(whole_source.ok()) << whole_source.error().text();
  auto frame = whole_source->frame();
  ASSERT_TRUE(frame.ok()) << frame.error().text();
  std::vector<std::string> whole;
  add_values(*frame, whole);
  for (const std::size_t rows : {1, 2, 3, 5, 100}) {
    auto source = SheetSource::open(reader, "f", options);
    std::vector<std::string> pieces;
    const auto done = source->chunks(rows, {}, [&](Frame chunk) -> Result<bool> {
      EXPECT_LE(chunk.height(), rows);
      add_values(chunk, pieces);
      return true;
    });
    ASSERT_TRUE(done.ok()) << done.error().text();
    EXPECT_EQ(pieces, whole) << "chunks of " << rows;
    EXPECT_EQ(source->notes(), whole_source->notes());
  }
}

std::shared_ptr<ScriptedReader> scripted() {
  auto reader = std::make_shared<ScriptedReader>();
  reader->row(1, {"город", "товар", "шт", "цена"});
  reader->row(2, {"Москва", "чай", "1", "5"}).row(3, {"", "соль", "2", ""});
  reader->text("B4", "мука").number("C4", 3, hidden_row);
  reader->row(5, {"Итого", "", "6"}).row(7, {"", "рис", "4", "9"}).row(8, {"Тверь", "", "5"}).row(9, {"", "лён", "6"});
  reader->number("E9", 1).row(12, {"", "", "7"});
  reader->details.hidden_columns = {1, 4};
  reader->details.hidden_rows = {3};
  reader->details.merged = {{1, 6, 0, 0}, {7, 1'048'575, 0, 1}, {2, 8, 3, 3},
                            {1, 2, 2, 4}, {9, 3, 0, 0},         {20, 30, 0, 0}};
  return reader;
}

TEST(SheetChunks, every_option_alone_gives_what_the_whole_gives) {
  const std::shared_ptr<Reader> reader = scripted();
  expect_chunks_like_the_whole(reader, {});
  expect_chunks_like_the_whole(reader, {.skip_hidden_rows = true});
  expect_chunks_like_the_whole(reader, {.skip_hidden_columns = true});
  expect_chunks_like_the_whole(reader, {.fill_merged = true});
  expect_chunks_like_the_whole(reader, {.drop_totals = true});
  expect_chunks_like_the_whole(reader, {.range = "B1:D8"});
  expect_chunks_like_the_whole(reader, {.columns = {"шт", "город"}});
  expect_chunks_like_the_whole(reader, {.text_columns = {"шт"}});
  expect_chunks_like_the_whole(reader, {.row_limit = 4});
  expect_chunks_like_the_whole(reader, {.header_auto = false});
  expect_chunks_like_the_whole(reader, {.header_auto = false, .header_row = 2, .header_rows = 2});
}

TEST(SheetChunks, options_together_give_what_the_whole_gives) {
  const std::shared_ptr<Reader> reader = scripted();
  for (int bits = 0; bits < 64; ++bits) {
    SCOPED_TRACE(bits);
    SheetOptions options{.fill_merged = true};
    options.skip_hidden_rows = bits & 1;
    options.skip_hidden_columns = bits & 2;
    options.drop_totals = bits & 4;
    if (bits & 8) options.range = "A1:D8";
    if (bits & 16) options.columns = {"город", "цена"};
    if (bits & 32) options.row_limit = 3;
    expect_chunks_like_the_whole(reader, options);
  }
}

// In an xlsx the merged ranges stand behind the rows, where a reader that has rows enough does not come.
TEST(SheetChunks, merged_ranges_are_known_though_the_rows_are_limited) {
  const auto text = [](std::string_view address, std::string_view value) {
    return "<c r=\"" + std::string(address) + "\" t=\"inlineStr\"><is><t>" + std::string(value) + "</t></is></c>";
  };
  std::string rows = "<row r=\"1\">" + text("A1", "город") + text("B1", "товар") + "</row><row r=\"2\">" +
                     text("A2", "Москва") + text("B2", "чай") + "</row>";
  for (int row = 3; row < 40; ++row)
    rows += "<row r=\"" + std::to_string(row) + "\">" + text("B" + std::to_string(row), "соль") + "</row>";
  const auto bytes = std::make_shared<const std::string>(
      OoxmlBuilder()
          .sheet_part("S", "<worksheet><sheetData>" + rows +
                               "</sheetData><mergeCells><mergeCell ref=\"A2:A30\"/></mergeCells></worksheet>")
          .bytes());
  auto opened = open_content({"test.xlsx", bytes, *bytes}, {});
  ASSERT_TRUE(opened.ok());
  const std::shared_ptr<Reader> reader = *std::move(opened);
  for (const SheetOptions& options :
       {SheetOptions{.fill_merged = true, .row_limit = 5}, SheetOptions{.fill_merged = true, .range = "A1:B9"},
        SheetOptions{.fill_merged = true}})
    expect_chunks_like_the_whole(reader, options);
  auto source = SheetSource::open(reader, "f", {.fill_merged = true, .row_limit = 5});
  const auto frame = source->frame();
  ASSERT_TRUE(frame.ok());
  EXPECT_EQ(frame->column(0).display(4), "Москва");
}

}  // namespace
}  // namespace lunokhod::sheets
