#include "look/sheet_facts.hpp"

#include <fmt/format.h>

#include <map>

#include "look/text_signs.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/frame/rows.hpp"

namespace lunokhod::app::look {
namespace {

struct HeaderCell {
  std::string address, text;
};

// The texts of the header's rows exactly as they stand in the file.
class HeaderCells final : public sheets::CellSink {
 public:
  HeaderCells(const sheets::Reader& reader, const sheets::HeaderFound& header) : reader_(reader), header_(header) {}
  bool cells(std::span<const sheets::Cell> batch) override {
    for (const sheets::Cell& cell : batch) {
      if (cell.row >= header_.last_row) return false;
      if (cell.row + 1 < header_.first_row || cell.kind != CellKind::text) continue;
      found.push_back({column_letters(cell.column) + std::to_string(cell.row + 1),
                       std::string(reader_.pool()->view(TextRef{cell.word}))});
    }
    return true;
  }
  std::vector<HeaderCell> found;

 private:
  const sheets::Reader& reader_;
  const sheets::HeaderFound& header_;
};

void judge_header_cell(const HeaderCell& cell, std::vector<Finding>& findings) {
  const auto find = [&](const char* code, const char* sentence) {
    findings.push_back({code, sentence, cell.address, cell.text});
  };
  if (has_edge_space(cell.text))
    find("header_edge_space", "a header begins or ends with a space (ignored when names are compared)");
  if (has_odd_space(cell.text))
    find("header_odd_space", "a header holds NBSP, a line end or two spaces (one space when names are compared)");
  if (mixes_scripts(cell.text))
    find("header_lookalike",
         "a header mixes Cyrillic letters with Latin ones that look like them (folded when names are compared)");
}

void judge_header(sheets::Reader& reader, std::size_t sheet, const sheets::HeaderFound& header,
                  std::vector<Finding>& findings) {
  if (header.last_row == 0) return;
  HeaderCells sink(reader, header);
  sheets::ReadOptions options;
  options.first_row = header.first_row - 1;
  options.row_limit = header.last_row - header.first_row + 1;
  if (!reader.read(sheet, options, sink)) return;
  for (const HeaderCell& cell : sink.found) judge_header_cell(cell, findings);

  std::map<std::string, std::vector<std::string>> cells_of;
  if (header.first_row == header.last_row) {
    for (const HeaderCell& cell : sink.found) cells_of[text::fold(cell.text)].push_back(cell.address);
  }
  for (const auto& [name, cells] : cells_of) {
    if (name.empty() || cells.size() < 2) continue;
    findings.push_back({"duplicate_header",
                        fmt::format("{} columns have this header: {}", cells.size(), text::join(cells, ", ")),
                        cells.front(), name, cells.size(), true});
  }
}

}  // namespace

SheetFacts look_at_sheet(const std::shared_ptr<sheets::Reader>& reader, const std::string& file, std::size_t index,
                         std::size_t rows_shown) {
  SheetFacts facts;
  const sheets::SheetInfo& info = reader->sheets()[index];
  facts.name = info.name;
  facts.kind = info.kind;
  facts.visibility = info.visibility;
  if (info.kind != sheets::SheetKind::worksheet) return facts;

  sheets::SheetOptions options;
  options.drop_totals = true;  // a total is no value of its column
  for (std::size_t i = 0; i <= index; ++i) options.index += reader->sheets()[i].kind == sheets::SheetKind::worksheet;
  const auto failed = [&](Error error) {
    facts.empty = error.message.starts_with("the sheet is empty");
    if (!facts.empty) facts.error = std::move(error);
    return std::move(facts);
  };
  auto source = sheets::SheetSource::open(reader, file, options);
  if (!source) return failed(std::move(source).error());
  auto header = source->find_header({});
  if (!header) return failed(std::move(header).error());
  facts.header = *std::move(header);
  auto frame = source->frame();
  if (!frame) return failed(std::move(frame).error());
  facts.frame = *std::move(frame);

  judge_header(*reader, index, facts.header, facts.findings);
  for (const std::string& note : source->notes()) {
    if (note.starts_with("header in row") || note.starts_with("no row looks")) continue;
    std::string sentence = note;
    if (const std::size_t at = note.find(" and was dropped"); at != note.npos)
      sentence.replace(at, 16, ", left out here");
    facts.findings.push_back({"note", std::move(sentence), "", ""});
  }
  for (const Problem& problem : facts.frame.problems().list()) {
    if (facts.findings.size() > 100) break;
    facts.findings.push_back({"problem", "wanted " + problem.wanted, problem.cell, problem.value, 1, true});
  }
  const bool typed = reader->format() != sheets::Format::csv;
  for (std::size_t column = 0; column < facts.frame.width(); ++column) {
    facts.columns.push_back(facts_of(facts.frame, column, typed));
    auto& found = facts.columns.back().findings;
    facts.findings.insert(facts.findings.end(), found.begin(), found.end());
  }
  facts.rows = facts.frame.height();
  facts.frame = head(facts.frame, rows_shown);  // a workbook may have a thousand sheets
  return facts;
}

}  // namespace lunokhod::app::look
