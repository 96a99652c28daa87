#include "write/fill/sheet_rewrite.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lunokhod/base/text.hpp"
#include "lunokhod/sheets/limits.hpp"
#include "write/fill/sheet_tail.hpp"
#include "write/fill/xml_edit.hpp"
#include "write/xml_escape.hpp"

namespace lunokhod::sheets::writing {
namespace {

std::uint32_t number(std::string_view text, std::uint32_t otherwise) {
  const auto value = text::parse_integer(text);
  return value && *value >= 0 && *value <= 0x7FFFFFFF ? static_cast<std::uint32_t>(*value) : otherwise;
}

// The raw attributes without those named.
std::string attributes_without(std::string_view attributes, std::initializer_list<std::string_view> names) {
  std::string out;
  std::size_t at = 0;
  RawAttribute one;
  while (next_attribute(attributes, at, one)) {
    if (std::find(names.begin(), names.end(), one.name) == names.end()) {
      out += fmt::format(" {}=\"{}\"", one.name, one.value);
    }
  }
  return out;
}

struct SharedFormula {
  CellReference cell;
  std::string text;
};

// A <c> element, taken apart.
struct CellPiece {
  CellReference reference;
  ModelCell cell;
  std::size_t begin = 0, end = 0;
  bool shared = false;
  std::string shared_index, array_range;
};

class SheetRewriter {
 public:
  SheetRewriter(const std::string& xml, const FillPlace& place, std::string_view mark)
      : xml_(xml), place_(place), mark_(mark) {}

  Result<RewrittenSheet> run() {
    CHECKED(collect_shared_formulas());
    TagScanner tags(xml_);
    while (tags.next()) {
      if (!tags.prefix().empty() && (tags.name() == "worksheet" || tags.name() == "row"))
        return unsupported("its XML has prefixes");
      if (tags.opens("col")) take_column_style(tags);
      if (tags.opens("sheetData"))
        CHECKED(sheet_data(tags));
      else if (tags.kind() != TagScanner::Kind::close)
        edit_sheet_tag(tags, place_.growth, place_.column, place_.columns, edits_);
    }
    if (!marked_) return unsupported("it has no <sheetData>");
    out_.xml = edits_.apply(xml_);
    fix_merge_count(out_.xml);
    return std::move(out_);
  }

 private:
  Error unsupported(std::string why) const {
    return Error{Code::data_rejected, "the template's sheet cannot be filled: " + std::move(why),
                 "save it again in Excel"};
  }

  Result<void> collect_shared_formulas() {
    TagScanner tags(xml_);
    CellReference cell;
    while (tags.next()) {
      if (tags.opens("c")) {
        const auto reference = parse_cell(tags.attribute("r").value_or(""));
        if (!reference) return unsupported("a cell has no address");
        cell = *reference;
      }
      if (tags.name() != "f" || tags.kind() != TagScanner::Kind::open || tags.attribute("t") != "shared") continue;
      const std::size_t end = xml_.find('<', tags.end());
      if (end == std::string::npos) break;
      const std::string text = resolved(std::string_view(xml_).substr(tags.end(), end - tags.end()));
      if (!text.empty()) shared_.emplace(std::string(tags.attribute("si").value_or("")), SharedFormula{cell, text});
    }
    return {};
  }

  void take_column_style(const TagScanner& tags) {
    const std::uint32_t first = number(tags.attribute("min").value_or(""), 0),
                        last = number(tags.attribute("max").value_or(""), 0);
    const std::uint32_t style = number(tags.attribute("style").value_or(""), 0);
    if (first == 0 || style == 0) return;
    const std::uint32_t from = std::max(first - 1, place_.column), to = std::min(last, place_.column + place_.columns);
    for (std::uint32_t column = from; column < to; ++column) out_.column_styles[column] = style;
  }

  void put_mark(std::size_t at) {
    if (marked_) return;
    for (const std::string& mark : place_.later_marks) at = std::min(at, xml_.find(mark));
    edits_.insert(at, std::string(mark_));
    marked_ = true;
  }

  Result<void> sheet_data(TagScanner& tags) {
    if (tags.kind() == TagScanner::Kind::empty) {
      edits_.replace(tags.begin(), tags.end(), fmt::format("<sheetData>{}</sheetData>", mark_));
      marked_ = true;
      return {};
    }
    std::uint32_t last_row = 0;
    while (tags.next()) {
      if (tags.closes("sheetData")) {
        put_mark(tags.begin());
        return {};
      }
      if (!tags.opens("row")) continue;
      const std::uint32_t row = number(tags.attribute("r").value_or(""), last_row + 1);
      if (row <= last_row || row > limits::rows) return unsupported(fmt::format("row {} is out of order", row));
      last_row = row;
      if (row >= place_.growth.first) put_mark(tags.begin());
      if (row >= place_.growth.first && row <= place_.growth.last) {
        CHECKED(take_model(tags, row));
      } else {
        CHECKED(edit_row(tags, row));
      }
    }
    return unsupported("its XML is cut short");
  }

  // Reads a cell that begins at the scanner's tag; leaves the scanner behind it.
  Result<CellPiece> read_cell(TagScanner& tags) {
    CellPiece piece;
    piece.begin = tags.begin();
    const auto reference = parse_cell(tags.attribute("r").value_or(""));
    if (!reference) return unsupported("a cell has no address");
    piece.reference = *reference;
    piece.cell.column = reference->column;
    piece.cell.style = number(tags.attribute("s").value_or(""), 0);
    piece.cell.attributes = attributes_without(tags.attributes(), {"r"});
    const std::size_t inside = tags.end();
    if (tags.kind() == TagScanner::Kind::open) {
      while (tags.next() && !tags.closes("c")) {
        if (tags.opens("f")) read_formula(tags, piece);
      }
      piece.cell.inside = xml_.substr(inside, tags.begin() - inside);
    }
    piece.end = tags.end();
    return piece;
  }

  void read_formula(TagScanner& tags, CellPiece& piece) {
    const std::string_view type = tags.attribute("t").value_or("");
    piece.shared_index = tags.attribute("si").value_or("");
    piece.shared = type == "shared";
    if (type == "array") piece.array_range = tags.attribute("ref").value_or("");
    if (tags.kind() == TagScanner::Kind::open) {
      const std::size_t end = std::min(xml_.find('<', tags.end()), xml_.size());
      piece.cell.formula = resolved(std::string_view(xml_).substr(tags.end(), end - tags.end()));
    }
    const auto master = shared_.find(piece.shared_index);
    if (piece.shared && piece.cell.formula.empty() && master != shared_.end()) {
      piece.cell.formula =
          moved_formula(master->second.text, std::int64_t{piece.reference.row} - master->second.cell.row,
                        std::int64_t{piece.reference.column} - master->second.cell.column);
    }
  }

  Result<void> take_model(TagScanner& tags, std::uint32_t row) {
    const std::size_t begin = tags.begin();
    ModelRow& model = out_.models[row];
    model.attributes = attributes_without(tags.attributes(), {"r", "spans"});
    if (tags.kind() == TagScanner::Kind::open) {
      while (tags.next() && !tags.closes("row")) {
        if (!tags.opens("c")) continue;
        const CellPiece piece = TRY(read_cell(tags));
        model.cells.push_back(piece.cell);
      }
    }
    edits_.replace(begin, tags.end(), "");
    return {};
  }

  // A row above or below the data: new numbers below, formulas follow, results of formulas are forgotten.
  Result<void> edit_row(TagScanner& tags, std::uint32_t row) {
    const std::uint32_t moved_to = place_.growth.row(row);
    if (moved_to > limits::rows) return Error{Code::limit, "the data pushes the template's last rows out of the sheet"};
    if (moved_to != row) edits_.set_attribute(tags, "r", std::to_string(moved_to));
    if (tags.kind() == TagScanner::Kind::empty) return {};
    while (tags.next() && !tags.closes("row")) {
      if (!tags.opens("c")) continue;
      const TagScanner opening = tags;
      CellPiece piece = TRY(read_cell(tags));
      piece.reference.row = moved_to;
      if (!piece.cell.formula.empty()) {
        edits_.replace(piece.begin, piece.end, formula_cell(piece));
      } else if (moved_to != row) {
        edits_.set_attribute(opening, "r", piece.reference.text());
      }
    }
    return {};
  }

  std::string formula_cell(const CellPiece& piece) const {
    const std::string formula = grown_formula(piece.cell.formula, place_.growth.sheet, place_.growth, Extend::ranges);
    const std::string array =
        piece.array_range.empty()
            ? ""
            : fmt::format(" t=\"array\" ref=\"{}\"", grown_ranges(piece.array_range, place_.growth, Extend::no));
    return fmt::format("<c r=\"{}\"{}><f{}>{}</f></c>", piece.reference.text(),
                       attributes_without(piece.cell.attributes, {"t"}), array, xml(formula));
  }

  const std::string& xml_;
  const FillPlace& place_;
  std::string_view mark_;
  Edits edits_;
  RewrittenSheet out_;
  std::map<std::string, SharedFormula> shared_;
  bool marked_ = false;
};

}  // namespace

Result<RewrittenSheet> rewrite_sheet(const std::string& xml, const FillPlace& place, std::string_view mark) {
  return SheetRewriter(xml, place, mark).run();
}

}  // namespace lunokhod::sheets::writing
