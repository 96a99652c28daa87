// Files made to exhaust memory or time, given to the real binary: each is refused with a JSON error, or read, in 256
// MiB.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <thread>

#include "biff_builder.hpp"
#include "lunokhod/base/json_read.hpp"
#include "lunokhod/platform/process.hpp"
#include "lunokhod/platform/signals.hpp"
#include "ooxml_builder.hpp"
#include "temporary_folder.hpp"

namespace lunokhod {
namespace {

using namespace testing;  // NOLINT: builders

#ifdef __SANITIZE_ADDRESS__  // whose shadow and quarantine are not ours
constexpr std::int64_t most_memory = std::int64_t{2} << 30;
#else
constexpr std::int64_t most_memory = std::int64_t{256} << 20;
#endif
constexpr auto hang = std::chrono::seconds(60);  // machines are slow and busy; the time itself is only printed

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

OoxmlBuilder one_cell() {
  return OoxmlBuilder().sheet("S", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
}

// What a large part is made of; it is packed at once. The kernel counts what this process held before it started the
// program, so the test itself must be modest.
struct Large {
  std::string head, unit;
  std::size_t times;
  std::string tail;
  std::string bytes() const { return head + repeated(unit, times) + tail; }
};
std::string workbook_with(std::string_view name, const Large& large) {
  auto parts = one_cell().part(name, "").parts();
  for (ZipPart& part : parts)
    if (part.name == name) part.packed = deflated(large.bytes());
  return make_zip(parts);
}
std::string workbook_of(const Large& sheet) {
  return workbook_with("xl/worksheets/sheet1.xml", sheet);
}
std::string ods_of(const Large& tables) {
  const std::string start = "<office:document-content><office:body><office:spreadsheet>";
  return make_zip(
      {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", true},
       {.name = "content.xml",
        .packed = deflated(start + tables.bytes() + "</office:spreadsheet></office:body></office:document-content>")}});
}
std::string xls(const std::string& records, const std::string& global_records = "") {
  return biff8_stream({{"S", records}}, global_records);
}
const std::string xls_cell = biff_record(0x0203, Bytes().u16(0).u16(0).u16(0).f64(1).str());

class HostileFile : public ::testing::Test {
 protected:
  enum class Wanted { refused, read, survived };

  // Both verbs that open a file of anybody.
  void expect(Wanted wanted, std::string_view name, const std::string& content) {
    const std::string path = folder.write(name, content);
    for (const std::string verb : {"cells", "look"}) {
      SCOPED_TRACE(verb + " " + std::string(name));
      std::string trouble;
      const auto ending = run({verb, path}, trouble);
      ASSERT_TRUE(ending) << "hangs";
      EXPECT_EQ(ending->signal, 0) << "killed by " << process::signal_name(ending->signal);
      EXPECT_LE(ending->max_resident, most_memory) << "bytes of memory";
      const bool refused = ending->exit_code == 4;
      EXPECT_TRUE(refused || ending->exit_code == 0) << trouble;
      EXPECT_TRUE(wanted == Wanted::survived || refused == (wanted == Wanted::refused)) << trouble;
      if (refused) {
        const auto error = parse_json(trouble);
        ASSERT_TRUE(error.ok()) << trouble;
        EXPECT_TRUE((*error)["error"]["code"].as_text()) << trouble;
      }
    }
  }

 private:
  std::optional<process::Ending> run(std::vector<std::string> words, std::string& trouble) {
    const Descriptor output = memory_file("output").value(), errors = memory_file("errors").value();
    process::Spawn spawn;
    spawn.words = {LUNOKHOD_BINARY};
    spawn.words.insert(spawn.words.end(), words.begin(), words.end());
    if (words[0] == "look") spawn.words.emplace_back("--json");
    spawn.environment = {"PATH=/usr/bin:/bin"};
    spawn.descriptors = {{errors.get(), 2}};
    auto child = process::spawn(spawn).value();
    const auto start = std::chrono::steady_clock::now();
    std::optional<process::Ending> ending;
    while (!(ending = child.poll().value()) && std::chrono::steady_clock::now() - start < hang)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    if (!ending) {
      std::ignore = child.send(SIGKILL);
      std::ignore = child.wait();
      return std::nullopt;
    }
    std::printf("%8.2f s processor, %4lld MiB: %s %s\n",
                static_cast<double>(ending->cpu_user + ending->cpu_system) / 1e6,
                static_cast<long long>(ending->max_resident >> 20), words[0].c_str(), words[1].c_str());
    trouble = read_memory_file(errors.get(), 1 << 20).value();
    return ending;
  }

  TemporaryFolder folder;
};

TEST_F(HostileFile, a_zip_bomb_is_refused) {
  auto parts = one_cell().parts();
  for (ZipPart& part : parts)
    if (part.name == "xl/worksheets/sheet1.xml") part.packed = deflated_spaces(std::uint64_t{600} << 20);
  expect(Wanted::refused, "spaces.xlsx", make_zip(parts));
  for (ZipPart& part : parts) part.size = 10;  // the directory lies
  expect(Wanted::refused, "spaces_that_lie.xlsx", make_zip(parts));
  expect(Wanted::refused, "nested.xlsx", workbook_of({make_zip(parts), "", 0, ""}));
}

// Hundreds of sheets whose entries all point at the same packed bytes.
TEST_F(HostileFile, parts_that_share_their_bytes_cannot_add_up) {
  OoxmlBuilder workbook;
  for (int i = 0; i < 300; ++i) workbook.sheet("S" + std::to_string(i), "");
  auto parts = workbook.parts();
  const Large rows{"<worksheet><sheetData>", "<row><c><v>1</v></c></row>", 400'000, "</sheetData></worksheet>"};
  const std::string packed = deflated(rows.bytes());
  for (ZipPart& part : parts) {
    if (!part.name.starts_with("xl/worksheets/")) continue;
    part.packed = packed;
    part.size = 10;
  }
  expect(Wanted::survived, "the_same_everywhere.xlsx", make_zip(parts));
  expect(Wanted::read, "one_part_for_all_sheets.xlsx",
         workbook_with("xl/workbook.xml", {"<workbook xmlns:r=\"r\"><sheets>", "<sheet name=\"S\" r:id=\"rId1\"/>", 300,
                                           "</sheets></workbook>"}));
}

TEST_F(HostileFile, xml_that_grows_or_nests_is_harmless) {
  std::string entities = "<!DOCTYPE b [<!ENTITY e0 \"haha\">";
  for (int i = 1; i < 12; ++i)
    entities += "<!ENTITY e" + std::to_string(i) + " \"" + repeated("&e" + std::to_string(i - 1) + ";", 10) + "\">";
  expect(Wanted::read, "entities.xlsx",
         workbook_of({entities + "]><worksheet><sheetData><row><c t=\"str\"><v>", "&e11;", 9,
                      "</v></c></row></sheetData></worksheet>"}));
  expect(Wanted::refused, "nesting.xlsx", workbook_of({"<worksheet>", "<a>", 10'000'000, ""}));
  expect(Wanted::refused, "endless_tag.xlsx", workbook_of({"<worksheet a=\"", "x", 40'000'000, ""}));
  expect(Wanted::refused, "nesting.ods", ods_of({"", "<table:table>", 2'000'000, ""}));
}

TEST_F(HostileFile, parts_beside_the_sheets_are_bounded) {
  expect(Wanted::read, "relationships.xlsx",
         workbook_with("xl/_rels/workbook.xml.rels",
                       {"<Relationships>", "<Relationship Id=\"rId1\" Type=\"a/worksheet\" Target=\"x\"/>", 1'000'000,
                        "</Relationships>"}));
  expect(Wanted::refused, "sheets.xlsx",
         workbook_with("xl/workbook.xml", {"<workbook xmlns:r=\"r\"><sheets>", "<sheet name=\"S\" r:id=\"rId1\"/>",
                                           1'000'000, "</sheets></workbook>"}));
  expect(Wanted::read, "hidden_columns.xlsx",
         workbook_of({"<worksheet><cols>", "<col min=\"1\" max=\"16384\" hidden=\"1\"/>", 1'000'000,
                      "</cols><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"}));
  expect(Wanted::refused, "merges.xlsx",
         workbook_of({"<worksheet><sheetData/><mergeCells>", "<mergeCell ref=\"A1:XFD1048576\"/>", 1'000'000,
                      "</mergeCells></worksheet>"}));
  expect(Wanted::refused, "strings.xlsx",
         workbook_with("xl/sharedStrings.xml", {"<sst>", "<si/>", 11'000'000, "</sst>"}));
}

TEST_F(HostileFile, a_lonely_cell_in_the_last_corner_costs_nothing) {
  expect(Wanted::read, "corner.xlsx",
         workbook_of({"<worksheet><sheetData>", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", 1,
                      "<row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData></worksheet>"}));
  expect(Wanted::read, "last_row.xlsx",
         workbook_of({"<worksheet><sheetData>", "<row r=\"1048576\"/>", 1, "</sheetData></worksheet>"}));
  expect(Wanted::refused, "past_the_last_row.xlsx",
         workbook_of({"<worksheet><sheetData>", "<row><c><v>1</v></c></row>", 1'100'000, "</sheetData></worksheet>"}));
}

TEST_F(HostileFile, repeats_of_an_ods_are_counted_before_they_are_made) {
  const std::string rows = "<table:table table:name=\"S\"><table:table-row table:number-rows-repeated=\"";
  const std::string cells =
      "\"><table:table-cell office:value-type=\"float\" office:value=\"1\" "
      "table:number-columns-repeated=\"";
  const std::string end = "\"/></table:table-row></table:table>";
  expect(Wanted::refused, "repeats.ods", ods_of({rows, "1048576" + cells + "16384", 1, end}));
  expect(Wanted::survived, "repeats_on_many_sheets.ods", ods_of({"", rows + "1000000" + cells + "7" + end, 50, ""}));
  expect(
      Wanted::refused, "long_text.ods",
      ods_of({"<table:table table:name=\"S\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>",
              "<text:s text:c=\"32767\"/>", 100'000, "</text:p></table:table-cell></table:table-row></table:table>"}));
}

TEST_F(HostileFile, counts_of_an_xls_are_not_believed) {
  expect(Wanted::read, "dimension.xls",
         xls(biff_record(0x0200, Bytes().u32(0).u32(0xFFFFFFFF).u16(0).u16(0xFFFF).u16(0).str()) + xls_cell));
  const auto counts = Bytes().u32(0xFFFFFFFF).u32(0xFFFFFFFF);
  expect(Wanted::read, "strings.xls",
         xls(xls_cell, biff_record(0xFC, counts.str() + Bytes().u16(0xFFFF).u8(13).u16(0xFFFF).u32(0xFFFFFFFF).str())));
  expect(Wanted::read, "merges.xls",
         xls(repeated(biff_record(0xE5, Bytes().u16(1000).str() +
                                            repeated(Bytes().u16(0).u16(0xFFFF).u16(0).u16(0xFF).str(), 1000)),
                      1000) +
             xls_cell));
}

TEST_F(HostileFile, a_csv_that_never_ends_its_line_or_quote_is_refused) {
  expect(Wanted::refused, "quote.csv", "a;b\n\"open;1\n" + repeated("1;2\n", 8'000'000));
  expect(Wanted::refused, "line.csv", "a;b\n" + std::string(30'000'000, 'x'));
  expect(Wanted::refused, "separators.csv", "a;b\n" + std::string(30'000'000, ';'));
}

}  // namespace
}  // namespace lunokhod
